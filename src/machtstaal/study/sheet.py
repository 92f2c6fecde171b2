"""The sheet of transcripts: one row a transcript."""

import re
from dataclasses import dataclass
from pathlib import Path

from machtstaal.languages import NAMES
from machtstaal.problems import Problem, hint, listed
from machtstaal.readers import SUFFIXES
from machtstaal.study import cells, places

COLUMNS = ("transcript", "path", "language", "workshop", "group", "scenario")
LANGUAGES = tuple(NAMES)
FIT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class Row:
    """One transcript of the study.

    ``group`` is None where the transcript mixes groups (the sheet of speakers tells them), ``scenario`` where
    it has none or many; ``place`` is the row in the sheet, for messages.
    """

    transcript: str
    path: Path
    language: str
    workshop: str
    group: str | None
    scenario: str | None
    place: str


def read(path: Path, groups: list[str]) -> tuple[list[Row], list[str]]:
    """Transcripts of a study, in the order of the sheet, with warnings about the sheet's encoding.

    Parameters
    ----------
    path
        The sheet; paths of transcripts in it are relative to its folder.
    groups
        Ids of the groups that the study compares.

    Raises
    ------
    Problem
        At the first row that is wrong: an id that is empty, used twice or not fit for a file name, a file
        that is missing or of an unknown format, a language or group that is not known.
    """
    records, warnings = cells.read(path, COLUMNS)
    rows: list[Row] = []
    seen_ids: dict[str, str] = {}
    seen_files: dict[Path, str] = {}
    for record in records:
        row = _row(record, path, groups)
        for kind, value, seen in (
            ("transcript", row.transcript.casefold(), seen_ids),
            ("file", row.path, seen_files),
        ):
            if value in seen:
                name = row.transcript if kind == "transcript" else record["path"]
                raise Problem(f"{row.place}: {kind} '{name}' stands in {seen[value]} already.")
            seen[value] = row.place.rpartition(", ")[2]
        rows.append(row)
    return rows, warnings


def _row(record: cells.Record, sheet: Path, groups: list[str]) -> Row:
    transcript = record.needed("transcript")
    if not FIT.fullmatch(transcript):
        raise Problem(
            f"{record.place}: '{transcript}' is not fit for a file name; "
            "begin with a letter or digit and use letters, digits, '.', '_' and '-' only."
        )
    language = record.needed("language").lower()
    if language not in LANGUAGES:
        raise Problem(
            f"{record.place}: language is {listed(LANGUAGES, last='or')}, not '{record['language']}'."
        )
    suffix = Path(record.needed("path")).suffix
    if suffix.lower() not in SUFFIXES:
        raise Problem(
            f"{record.place}: '{record['path']}' is of no format for transcripts; "
            f"use {listed(SUFFIXES, last='or')}."
        )
    workshop = record.needed("workshop")
    check_group(record["group"], groups, record.place)
    return Row(
        transcript=transcript,
        path=places.existing(sheet, record["path"], record.place),
        language=language,
        workshop=workshop,
        group=record["group"] or None,
        scenario=record["scenario"] or None,
        place=record.place,
    )


def check_group(group: str, groups: list[str], place: str) -> None:
    """Raise a Problem if a group that is named in a sheet is none of the study's."""
    if group and group not in groups:
        raise Problem(
            f"{place}: group '{group}' is not declared in the config; {hint(group, groups, 'it has')}"
        )
