"""Scenarios and forces of a study as tables."""

from pathlib import Path

import polars as pl

from machtstaal.study import grid

SCENARIOS = {
    "scenario": pl.String,
    "label": pl.String,
    "force": pl.String,
    "level": pl.String,
    "note": pl.String,
}
FORCES = {
    "force": pl.String,
    "label": pl.String,
    "language": pl.String,
    "term": pl.String,
    "gloss": pl.String,
}


def scenarios(path: Path | None) -> pl.DataFrame:
    """Level of each force in each scenario, in the order of the sheet.

    Parameters
    ----------
    path
        The study's sheet of scenarios; None gives an empty table.

    Returns
    -------
    table
        scenario, label, force, level (low | middle | high), note. Force and level are null for a scenario
        of which no force is given.

    Raises
    ------
    Problem
        If the sheet is wrong; see `machtstaal.study.grid.scenarios`.
    """
    cells = grid.scenarios(path)[0] if path is not None else []
    return _table(cells, SCENARIOS)


def forces(path: Path | None) -> pl.DataFrame:
    """Terms by which each force is talked about, in the order of the sheet.

    Parameters
    ----------
    path
        The study's sheet of forces; None gives an empty table.

    Returns
    -------
    table
        force, label, language (nl | en), term (a lemma, ``prefix*``, ``*suffix`` or several lemmas with
        single spaces), gloss.

    Raises
    ------
    Problem
        If the sheet is wrong; see `machtstaal.study.grid.forces`.
    """
    terms = grid.forces(path)[0] if path is not None else []
    return _table(terms, FORCES)


def _table(rows: list, schema: dict[str, type[pl.DataType]]) -> pl.DataFrame:
    return pl.DataFrame({name: [getattr(row, name) for row in rows] for name in schema}, schema=schema)
