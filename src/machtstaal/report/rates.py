"""Tables of rates: what is measured in the rows, groups in the columns, and how they differ."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from machtstaal.comparison.measures import Measure
from machtstaal.report import numbers
from machtstaal.report.blocks import Cell, Column, Rate, Table, Text
from machtstaal.report.evidence import OF
from machtstaal.report.study import Study

APART = "languages apart"
"""What stands beside the difference of groups that share no language."""


def by_item(study: Study, measure: Measure, caption: str, *, least: int = 5, shown: int = 15) -> Table:
    """Rates of a measure for each of its items.

    Parameters
    ----------
    least
        Items that are counted against fewer rows (or, of words, occur fewer times) in all groups together are put at
        the end, behind those with more.
    shown
        Rows that are seen at once.
    """
    rates = study.tables.rates.filter((pl.col("measure") == measure.measure) & pl.col("scenario").is_null())
    weight = "numerator" if measure.per == "words" or measure.share_of == "all" else "denominator"
    order = rates.group_by("item").agg(
        pl.col(weight).sum().alias("weight"), pl.col("numerator").sum().alias("n")
    )
    order = order.filter(pl.col("weight") > 0).sort("weight", "n", "item", descending=[True, True, False])
    items = order["item"].to_list()
    frequent = order.filter(pl.col("weight") >= least).height
    rows = [[study.named(str(measure.item), item), *_cells(study, measure, item)] for item in items]
    return Table(
        f"table-{measure.measure}", caption, [Column("", numeric=False), *_columns(study, [measure])], rows,
        shown=max(1, min(shown, frequent)),
    )  # fmt: skip


def by_measure(
    study: Study, measures: Sequence[tuple[Measure, str | None]], name: str, caption: str
) -> Table:
    """Rates of several measures, each of one item or of none."""
    rows = []
    for measure, item in measures:
        note = study.labels(str(measure.item), item) if item is not None else ""
        rows.append([Text(measure.label, measure.label, note), *_cells(study, measure, item)])
    columns = _columns(study, [measure for measure, _ in measures])
    return Table(
        f"table-{name}", caption, [Column("", numeric=False), *columns], rows, sortable=len(rows) > 1
    )


def rate_row(
    study: Study, measure: Measure, item: str | None, group: str, scenario: str | None = None
) -> dict[str, Any] | None:
    """Row of the rates table, or None."""
    return study.rate_rows.get((measure.measure, item, scenario, group))


def rate_cell(study: Study, measure: Measure, row: dict[str, Any] | None) -> Cell:
    """Cell of a rate, with the counts that lead to their quotes."""
    if row is None or row["rate"] is None:
        return Text(numbers.NOTHING, -1.0)
    of = {measure.item: row["item"]} if measure.item else {}
    place = {"group": row["group"], "scenario": row["scenario"]}
    counted = study.evidence.count(measure.measure, of, n=row["numerator"], **place)
    if measure.per == "words":
        against = f"{numbers.count(row['denominator'])} words"
    else:
        shared = of if measure.share_of == "item" else {}
        against = study.evidence.count(measure.measure + OF, shared, n=row["denominator"], **place)
    places = numbers.decimals(row["rate"], measure.unit)
    # a full bar is everything, for a share; the highest that an interval reaches, for words
    full = 1.0 if measure.unit == "share" else study.largest.get(measure.measure) or row["rate"] or 1.0
    return Rate(
        text=numbers.rate(row["rate"], measure.unit),
        interval=numbers.interval(row["low"], row["high"], measure.unit, places),
        counted=counted,
        against=against,
        bar=row["rate"] / full,
        whisker=None if row["low"] is None else (row["low"] / full, min(row["high"] / full, 1.0)),
        value=row["rate"],
    )


def contrast_row(
    study: Study, measure: Measure, item: str | None, pair: tuple[str, str]
) -> dict[str, Any] | None:
    """Row of the contrasts table over all talk, or None."""
    return study.contrast_rows.get((measure.measure, item, None, *pair))


def contrast_cells(contrast: dict[str, Any] | None, unit: str) -> list[Cell]:
    """Difference with its interval, and q, with a note of what it is within, or of groups that share no language."""
    if contrast is None or contrast["difference"] is None:
        return [Text(numbers.NOTHING, 0.0), Text(numbers.NOTHING, 2.0)]
    difference = Text(
        numbers.difference(contrast["difference"], unit),
        contrast["difference"],
        numbers.span(contrast["low"], contrast["high"], unit),
    )
    note = within(contrast)
    if contrast["q"] is None:
        return [difference, Text("not tested", 2.0, note)]
    return [difference, Text(numbers.probability(contrast["q"]), contrast["q"], note)]


def within(contrast: dict[str, Any]) -> str:
    """Say within what the test of a contrast is, if within anything, or that its groups share no language.

    >>> within({"within": "scenarios", "languages": "one"}), within({"within": "none", "languages": "apart"})
    ('within scenarios', 'languages apart')
    """
    if contrast["within"] != "none":
        return f"within {contrast['within']}"
    return APART if contrast["languages"] == "apart" else ""


def detectable_cell(contrast: dict[str, Any], unit: str) -> Text:
    """Difference that the test would find with a probability of .8."""
    found = contrast["detectable"]
    return Text(numbers.NOTHING, 1e9) if found is None else Text(numbers.size(found, unit), found)


def _columns(study: Study, measures: Sequence[Measure]) -> list[Column]:
    units = {"per 1,000 words" if measure.unit != "share" else "share" for measure in measures}
    unit = units.pop() if len(units) == 1 else "share or per 1,000 words"
    columns = [Column(study.group(group), f"{unit}, {study.confidence} interval") for group in study.groups]
    if len(study.groups) == 2:
        a, b = (study.group(group) for group in study.groups)
        columns += [Column("Difference", f"{a} minus {b}, {study.confidence} interval"), Column("q")]
    return columns


def _cells(study: Study, measure: Measure, item: str | None) -> list[Cell]:
    cells = [rate_cell(study, measure, rate_row(study, measure, item, group)) for group in study.groups]
    if len(study.groups) == 2:
        pair = (study.groups[0], study.groups[1])
        cells += contrast_cells(contrast_row(study, measure, item, pair), measure.unit)
    return cells
