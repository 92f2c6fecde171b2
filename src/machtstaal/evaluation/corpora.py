"""Texts of the corpora that a gold file points into: they are other people's words, so the file holds places only."""

import csv
import gzip
import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from machtstaal import study, turns
from machtstaal.problems import Problem

SHEET, LINES = "transcripts.tsv", "turns_*.jsonl.gz"
LINE = "line-"
"""What comes before the number of a line, from 0, where turns of a corpus have no ids of their own."""


@dataclass(frozen=True)
class Turn:
    """What was said in a turn, and by whom; `group` is empty where it is not known."""

    text: str
    speaker: str
    group: str | None


def read(folder: Path, corpus: str, wanted: Collection[str]) -> dict[str, Turn]:
    """Turns of one corpus by id.

    Parameters
    ----------
    folder
        Folder of all corpora.
    corpus
        Name of the corpus: a folder with a sheet ``transcripts.tsv`` and ``speakers.tsv``, which is read as a
        study, or one with a file ``turns_*.jsonl.gz`` of one turn a line (text, speaker, role).
    wanted
        Ids of turns; ``line-17`` is the eighteenth line of such a file.

    Returns
    -------
    dict
        Id to turn, for each wanted id.

    Raises
    ------
    Problem
        If the corpus or a turn is not there.
    """
    place = Path(folder) / corpus
    lines = sorted(place.glob(LINES))
    if (place / SHEET).is_file():
        found = _study(place, wanted)
    elif lines:
        found = _lines(lines[0], wanted)
    else:
        raise Problem(
            f"{place}: the corpus '{corpus}', which this gold file points into, is not here. "
            "Name the folder that has it: make score GOLD=path/to/gold.jsonl CORPORA=path/to/corpora"
        )
    lost = sorted(set(wanted) - set(found))
    if lost:
        raise Problem(f"{place}: the corpus has no turn '{lost[0]}', which the gold file points to.")
    return found


def _study(place: Path, wanted: Collection[str]) -> dict[str, Turn]:
    with open(place / "speakers.tsv", encoding="utf-8", newline="") as file:
        groups = sorted({row["group"] for row in csv.DictReader(file, delimiter="\t") if row["group"]})
    content = {
        "title": place.name,
        "transcripts": SHEET,
        "speakers": "speakers.tsv",
        "groups": {group: group for group in groups},
    }
    table, _ = turns.collect(study.load(content, place / "config.yaml"))
    chosen = table.filter(table["turn"].is_in(list(wanted))).select("turn", "text", "speaker", "group")
    return {turn: Turn(*rest) for turn, *rest in chosen.iter_rows()}


def _lines(path: Path, wanted: Collection[str]) -> dict[str, Turn]:
    found = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            if (name := f"{LINE}{number}") in wanted:
                row = json.loads(line)
                found[name] = Turn(row["text"], row.get("speaker", ""), row.get("role"))
    return found
