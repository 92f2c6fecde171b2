"""Profiles: rates of all groups in named rows, and two columns wide how the groups differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from machtstaal.base_rates import Span
from machtstaal.figures import dots, style
from machtstaal.figures import labels as naming
from machtstaal.figures.labels import Labels, Tables
from machtstaal.study.settings import Settings

ROW, FRAME = 5.0, 12.5  # millimetres


@dataclass(frozen=True)
class Row:
    """One row of a profile: a measure (of one item), what it is called, and which axis it shares with others."""

    measure: str
    item: str | None
    label: str
    block: int = 0


def overall(frame: pl.DataFrame | None, *measures: str) -> pl.DataFrame:
    """Rows of some measures over all talk, scenarios together."""
    if frame is None:
        return pl.DataFrame(schema={"measure": pl.String, "item": pl.String, "group": pl.String})
    return frame.filter(pl.col("measure").is_in(measures) & pl.col("scenario").is_null())


def top(rates: pl.DataFrame, n: int, by: str = "numerator") -> list[str]:
    """Pick the items with most occurrences in all groups together, most first, equals by the alphabet."""
    totals = rates.group_by("item").agg(pl.col(by).sum()).filter(pl.col(by) > 0)
    return totals.sort(by, "item", descending=[True, False]).head(n)["item"].to_list()


def known(tables: Tables, labels: Labels, rows: Sequence[Row]) -> list[Row]:
    """Keep the rows that have a rate in any group."""
    rates = overall(tables.get("rates"), *{r.measure for r in rows})
    if rates.is_empty():
        return []
    here = rates.filter(pl.col("group").is_in(list(labels.groups)) & pl.col("rate").is_not_null())
    found = set(here.select("measure", "item").iter_rows())
    return [r for r in rows if (r.measure, r.item) in found]


def facts(tables: Tables, settings: Settings, rows: Sequence[Row]) -> dict[str, object] | None:
    """Numbers of the caption of a profile; None where none of the rows has a rate."""
    n_rows = len(known(tables, naming.of(settings, tables), rows))
    return {"n_rows": n_rows} if n_rows else None


def draw(
    tables: Tables,
    settings: Settings,
    width: str,
    rows: Sequence[Row],
    *,
    axis: str,
    n: str = "denominator",
    bands: Mapping[tuple[str, str | None], Span] | None = None,
    band: str = "",
) -> Figure | None:
    """Draw rates of all groups with intervals, and n; two columns wide also the difference of two groups.

    Parameters
    ----------
    tables, settings
        The study's; `rates` gives rate, low, high, numerator, denominator; `contrasts` the differences.
    width
        `1col` or `2col`.
    rows
        What to draw, from the top; rows of another block have axes of their own.
    axis
        Label of the axis of rates. Shares are drawn in per cent.
    n
        Column of `rates` printed beside the dots.
    bands, band
        Spans drawn behind the dots of a measure and item, and what the key calls them.

    Returns
    -------
    Figure or None
        None where none of the rows has a rate.
    """
    labels = naming.of(settings, tables)
    rows = known(tables, labels, rows)
    if not rows:
        return None
    blocks = [list(block) for _, block in groupby(rows, key=lambda r: r.block)]
    step = max(ROW, 1.6 * len(labels.groups) + 1.4)
    heights = [sum(dots.height(r.label, step) for r in block) for block in blocks]
    rates = _keyed(overall(tables.get("rates"), *{r.measure for r in rows}), "group")
    contrasts = _differences(tables, labels, rows) if width == "2col" else {}
    scale = 1 if rows[0].measure == "prominence" else 100
    room = sum(heights) + FRAME + 5 * (len(blocks) - 1)
    figure = style.sheet(width, room, constructed=settings.constructed)
    columns = 2 if contrasts else 1
    ratios = {"width_ratios": [1.25, 1][:columns], "height_ratios": heights}
    grid = figure.subplots(len(blocks), columns, sharey="row", squeeze=False, **ratios)
    for axes, block in zip(grid, blocks, strict=True):
        places = dots.frame_rows(axes[0], [r.label for r in block], step)
        spans = [(y, (bands or {}).get((r.measure, r.item))) for r, y in zip(block, places, strict=True)]
        dots.bands(axes[0], [(y, one.low, one.high) for y, one in spans if one], step, scale)
        _rates(axes[0], block, places, rates, labels, n, scale)
        if contrasts:
            _contrasts(axes[1], block, places, contrasts, scale)
    grid[-1][0].set_xlabel(axis)
    if contrasts:
        first, second = (labels("group", group) for group in labels.groups)
        unit = "per 1,000 words" if scale == 1 else "percentage points"
        grid[-1][1].set_xlabel(style.wrap(f"Difference, {first} − {second}\n({unit})", 48))
    drawn = any((r.measure, r.item) in (bands or {}) for r in rows)
    style.key(
        figure, labels, [*(dots.SIGNS if contrasts else ()), *([dots.band_sign(band)] if drawn else [])]
    )
    return figure


def _rates(
    ax: Axes, rows: Sequence[Row], places: Sequence[float], rates: dict, labels: Labels, n: str, scale: float
) -> None:
    # of all blocks, so that columns stand below each other
    column = dots.column(rate[n] for rate in rates.values())
    for number, group in enumerate(labels.groups):
        found = [(y, rates.get((r.measure, r.item, group))) for r, y in zip(rows, places, strict=True)]
        lower = dots.offset(number, len(labels.groups))
        dots.dots(ax, [(y + lower, rate) for y, rate in found], labels, group, scale)
        dots.counts(ax, [(y, rate and rate[n]) for y, rate in found], number, labels, group, column)
    ax.set_xlim(left=0)


def _contrasts(ax: Axes, rows: Sequence[Row], places: Sequence[float], found: dict, scale: float) -> None:
    placed = [(y, found.get((r.measure, r.item))) for r, y in zip(rows, places, strict=True)]
    dots.differences(ax, [(y, difference) for y, difference in placed if difference], scale)
    ax.grid(axis="y")
    style.bare(ax)


def _keyed(frame: pl.DataFrame, *columns: str) -> dict[tuple, dict]:
    return {(r["measure"], r["item"], *(r[c] for c in columns)): r for r in frame.iter_rows(named=True)}


def _differences(tables: Tables, labels: Labels, rows: Sequence[Row]) -> dict[tuple, dict]:
    """Differences of the rows, where there are two groups to differ."""
    contrasts = tables.get("contrasts")
    if len(labels.groups) != 2 or contrasts is None or contrasts.is_empty():
        return {}
    found = overall(contrasts, *{r.measure for r in rows})
    return _keyed(found.filter(pl.col("difference").is_not_null()))
