"""A study: its settings, transcripts, speakers, scenarios and forces, all checked before any work starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from machtstaal.problems import Problem, hint
from machtstaal.study import grid, places, settings, sheet, speakers
from machtstaal.study.grid import Cell, Term
from machtstaal.study.settings import Settings
from machtstaal.study.sheet import Row
from machtstaal.study.speakers import Roster

__all__ = ["Cell", "Roster", "Row", "Settings", "Study", "Term", "load"]


OTHER_TABLES = (
    "corpus/turns.parquet",
    *(f"discourse/{table}.parquet" for table in ("mentions", "processes", "forces")),
)
"""Files of another run that findings are compared with."""


@dataclass(frozen=True)
class Study:
    """Everything the config and the sheets say.

    ``config``, ``transcripts``, ``speakers``, ``scenarios``, ``forces``, ``lexicons``, ``statements`` and ``other_results`` are
    paths, None if the study has no such file; ``rows``, ``roster``, ``cells`` and ``terms`` are what stands in them.
    """

    settings: Settings
    config: Path
    transcripts: Path
    speakers: Path | None
    scenarios: Path | None
    forces: Path | None
    lexicons: Path | None
    statements: Path | None
    other_results: Path | None
    rows: tuple[Row, ...]
    roster: Roster
    cells: tuple[Cell, ...]
    terms: tuple[Term, ...]
    warnings: tuple[str, ...]

    @property
    def folder(self) -> Path:
        """Folder of the study: the one that holds its config."""
        return self.config.parent

    def row(self, transcript: str) -> Row:
        """Row of a transcript in the sheet."""
        return next(row for row in self.rows if row.transcript == transcript)

    @property
    def sheets(self) -> tuple[Path, ...]:
        """The config and the sheets the study is made of, without the transcripts."""
        files = (
            self.config,
            self.transcripts,
            self.speakers,
            self.scenarios,
            self.forces,
            self.statements,
        )
        return tuple(path for path in files if path is not None)

    def check_scenario(self, scenario: str, place: str) -> None:
        """Raise a Problem if the study lists its scenarios and this is none of them."""
        known = list(dict.fromkeys(cell.scenario for cell in self.cells))
        if known and scenario not in known:
            raise Problem(
                f"{place}: scenario '{scenario}' is not in {self.scenarios}; "
                f"{hint(scenario, known, 'it has')}"
            )


def load(config: Mapping[str, Any] | None, path: str | Path) -> Study:
    """Study of a config, with all its sheets read and checked; transcripts are not opened yet.

    Parameters
    ----------
    config
        Content of the config file.
    path
        The config file: messages name it, and paths in it are relative to its folder.

    Raises
    ------
    Problem
        At the first thing a person has to mend.
    """
    path = Path(path)
    read = settings.read(config, path)
    groups = list(read.groups)

    def named(key: str, name: str | None, folder: bool = False) -> Path | None:
        return places.existing(path, name, f"{path}, {key}", folder) if name is not None else None

    transcripts = places.existing(path, read.transcripts, f"{path}, transcripts")
    files = {key: named(key, getattr(read, key)) for key in ("speakers", "scenarios", "forces")}
    lexicons = named("discourse.lexicons", read.discourse.lexicons, folder=True)
    rows, warnings = sheet.read(transcripts, groups)
    entries, more = speakers.read(files["speakers"], rows, groups) if files["speakers"] else ([], [])
    cells, grid_warnings = grid.scenarios(files["scenarios"]) if files["scenarios"] else ([], [])
    terms, term_warnings = grid.forces(files["forces"]) if files["forces"] else ([], [])
    if terms:
        grid.agree(cells, terms)
        term_warnings = [
            *term_warnings,
            *grid.unheard((row.language for row in rows), terms, files["forces"]),
        ]
    corpus = read.corpus
    study = Study(
        settings=read,
        config=path,
        transcripts=transcripts,
        **files,
        lexicons=lexicons,
        statements=named("networks.statements", read.networks.statements),
        other_results=named("multiverse.other_results", read.multiverse.other_results, folder=True),
        rows=tuple(rows),
        roster=Roster(
            tuple(entries), tuple(corpus.facilitators), corpus.exclude_facilitators, files["speakers"]
        ),
        cells=tuple(cells),
        terms=tuple(terms),
        warnings=(*warnings, *more, *grid_warnings, *term_warnings),
    )
    _check_groups(study)
    _check_other_results(study)
    for row in study.rows:
        if row.scenario is not None:
            study.check_scenario(row.scenario, row.place)
    return study


def _check_groups(study: Study) -> None:
    """Each declared group has somebody who can speak for it, and each transcript says whose it is."""
    if study.speakers is None:
        for row in study.rows:
            if row.group is None:
                raise Problem(
                    f"{row.place}: transcript '{row.transcript}' has no group; "
                    f"fill it in, or name a sheet of speakers in {study.config}."
                )
    used = {row.group for row in study.rows} | {entry.group for entry in study.roster.entries}
    for group in study.settings.groups:
        if group not in used:
            sheets = f"{study.transcripts}" + (
                f" and no speaker in {study.speakers}" if study.speakers else ""
            )
            raise Problem(f"{study.config}, groups: '{group}' has no transcript in {sheets}.")


def _check_other_results(study: Study) -> None:
    """The other run has the tables that are compared, and is not this study's own."""
    if study.other_results is None:
        return
    place = f"{study.config}, multiverse.other_results"
    for table in OTHER_TABLES:
        if not (study.other_results / table).is_file():
            raise Problem(
                f"{place}: '{study.settings.multiverse.other_results}' has no {table}; name the folder 'results' of a "
                "finished run."
            )
    own = {study.folder / "results", study.folder.parent / "results"}
    if study.other_results.resolve() in {path.resolve() for path in own}:
        raise Problem(f"{place}: these are the results of this study itself; name those of another run.")
