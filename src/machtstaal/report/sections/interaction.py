"""Measures of interaction by group, with their intervals and differences: one table for floor, uptake and coordination each."""

from typing import Any

import polars as pl

from machtstaal.interaction import inference
from machtstaal.report import numbers
from machtstaal.report.blocks import Cell, Column, Table, Text
from machtstaal.report.rates import within
from machtstaal.report.sections.common import texts
from machtstaal.report.study import Study

ITEMS = {"own": "their own group", "other": "another group"}
HOW = {"taken": "from", "given": "by"}
"""Measure -> how it stands to the group of the other; all others are toward it."""
PLACES = {"words": 1, "ratio": 2, "seconds": 2}
"""Unit -> decimals; shares and points are percentages."""


def said() -> dict[str, str]:
    """Sentences on the floor, uptake and coordination (`texts.yaml`)."""
    return texts()["interaction"]


def table(study: Study, names: list[str], name: str, caption: str) -> list[Table]:
    """Table of measures, groups in the columns; none where no measure is defined for anybody."""
    rows = study.tables.interaction_rates.filter(pl.col("measure").is_in(names))
    if rows.is_empty():
        return []
    known = {(row["measure"], row["item"], row["group"]): row for row in rows.iter_rows(named=True)}
    tested = {
        (row["measure"], row["item"]): row
        for row in study.tables.interaction_contrasts.iter_rows(named=True)
        if [row["group_a"], row["group_b"]] == study.groups
    }
    known_as = {row["measure"]: row for row in inference.measures().iter_rows(named=True)}
    cells = []
    for measure, item in dict.fromkeys(key[:2] for key in known):
        unit, label = known_as[measure]["unit"], known_as[measure]["label"]
        note = f"{HOW.get(measure, 'toward')} {ITEMS[item]}" if item in ITEMS else ""
        note = note or (study.labels("marker", item) if item else "")
        row: list[Cell] = [Text(label, label, note)]
        row += [_rate(known.get((measure, item, group)), unit) for group in study.groups]
        if len(study.groups) == 2:
            row += _difference(tested.get((measure, item)), unit)
        cells.append(row)
    columns = [Column("", numeric=False)]
    columns += [
        Column(study.group(group), f"{study.confidence} interval; speakers") for group in study.groups
    ]
    if len(study.groups) == 2:
        a, b = (study.group(group) for group in study.groups)
        columns += [Column("Difference", f"{a} minus {b}, {study.confidence} interval"), Column("q")]
    return [Table(f"table-{name}", caption, columns, cells, sortable=False, shown=20)]


def printed(value: float | None, unit: str) -> str:
    """Print a value in its unit.

    >>> printed(0.256, "share").replace(numbers.SPACE, " "), printed(1.234, "ratio"), printed(None, "words")
    ('26 %', '1.23', '–')
    """
    if value is None:
        return numbers.NOTHING
    if unit == "share":
        return numbers.rate(value, "share")
    if unit == "points":
        return numbers.difference(value, "share")
    return f"{value:,.{PLACES[unit]}f}"


def changed(value: float | None, unit: str) -> str:
    """Print a difference in its unit, with its sign.

    >>> changed(-0.5, "ratio"), changed(0.031, "points").replace(numbers.SPACE, " ")
    ('−0.50', '+3.1 pp')
    """
    if value is None:
        return numbers.NOTHING
    if unit in ("share", "points"):
        return numbers.difference(value, "share")
    shown = f"{abs(value):,.{PLACES[unit]}f}"
    return f"{'+' if value > 0 else numbers.MINUS if value < 0 else ''}{shown}"


def _rate(row: dict[str, Any] | None, unit: str) -> Text:
    if row is None:
        return Text("not defined", -1e9)
    speakers = numbers.plural(row["n_speakers"], "speaker")
    bounds = [row["low"], row["high"]]
    span = "" if None in bounds else f"{' to '.join(printed(bound, unit) for bound in bounds)}; "
    return Text(printed(row["rate"], unit), row["rate"], f"{span}{speakers}")


def _difference(row: dict[str, Any] | None, unit: str) -> list[Cell]:
    if row is None or row["difference"] is None:
        return [Text("not defined", -1e9), Text(numbers.NOTHING, 2.0)]
    bounds = [row["low"], row["high"]]
    span = "" if None in bounds else " to ".join(changed(bound, unit) for bound in bounds)
    note = ", ".join(filter(None, [within(row), "few speakers" if row["few_speakers"] else ""]))
    q = (
        Text("not tested", 2.0, note)
        if row["q"] is None
        else Text(numbers.probability(row["q"]), row["q"], note)
    )
    return [Text(changed(row["difference"], unit), row["difference"], span), q]
