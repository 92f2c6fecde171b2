"""Dots with intervals: one row a thing, one dot a group; beside it, in two columns, how the groups differ."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from machtstaal.figures import labels as naming
from machtstaal.figures import style
from machtstaal.figures.labels import Labels, Tables
from machtstaal.study.settings import Settings

ROW, FRAME, COLUMN = 5.0, 12.5, 8.5  # millimetres
SIGNIFICANT = 0.05


@dataclass(frozen=True)
class Row:
    """One row of a profile: a measure (of one item), and what it is called."""

    measure: str
    item: str | None
    label: str


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
    """Rows that have a rate in any group."""
    rates = overall(tables.get("rates"), *{r.measure for r in rows}).filter(
        pl.col("group").is_in(list(labels.groups))
    )
    found = (
        set(rates.filter(pl.col("rate").is_not_null()).select("measure", "item").iter_rows())
        if rates.height
        else set()
    )
    return [r for r in rows if (r.measure, r.item) in found]


def facts(tables: Tables, settings: Settings, rows: Sequence[Row]) -> dict[str, object] | None:
    """Numbers of the caption of a profile; None where none of the rows has a rate."""
    n_rows = len(known(tables, naming.of(settings, tables), rows))
    return {"n_rows": n_rows} if n_rows else None


def profile(
    tables: Tables,
    settings: Settings,
    width: str,
    rows: Sequence[Row],
    *,
    axis: str,
    n: str = "denominator",
    row: float = ROW,
) -> Figure | None:
    """Draw rates of all groups with intervals, and n; two columns wide also the difference of two groups.

    Parameters
    ----------
    tables, settings
        The study's; `rates` gives rate, low, high, numerator, denominator; `contrasts` the differences.
    width
        `1col` or `2col`.
    rows
        What to draw, from the top.
    axis
        Label of the axis of rates. Shares are drawn in per cent.
    n
        Column of `rates` printed beside the dots.
    row
        Height of a row, millimetres.

    Returns
    -------
    Figure or None
        None where none of the rows has a rate.
    """
    labels = naming.of(settings, tables)
    rows = known(tables, labels, rows)
    if not rows:
        return None
    rates = overall(tables.get("rates"), *{r.measure for r in rows})
    cells = {(m, i, g): r for m, i, g, r in _keyed(rates, "group")}
    scale = 1 if any(r.measure == "prominence" for r in rows) else 100
    differences = _differences(tables, labels, rows) if width == "2col" else {}
    step = max(row, 1.6 * len(labels.groups) + 1.4)
    lines = sum(height(r.label, step) for r in rows)
    figure = style.sheet(width, lines + FRAME, constructed=settings.constructed)
    axes = figure.subplots(
        1,
        2 if differences else 1,
        sharey=True,
        squeeze=False,
        width_ratios=[1.25, 1][: 1 + bool(differences)],
    )[0]
    places = frame_rows(axes[0], [r.label for r in rows], step)
    for number, group in enumerate(labels.groups):
        found = [
            (place, cells.get((r.measure, r.item, group))) for r, place in zip(rows, places, strict=True)
        ]
        dots(
            axes[0],
            [(place + offset(number, len(labels.groups)), rate) for place, rate in found],
            labels,
            group,
            scale,
        )
        counts(axes[0], [(place, rate and rate[n]) for place, rate in found], number, labels, group)
    axes[0].set_xlabel(axis)
    axes[0].set_xlim(left=0)
    if differences:
        _difference_panel(axes[1], rows, places, differences, labels, scale)
    style.key(figure, labels, SIGNS if differences else ())
    return figure


SIGNS = (
    Line2D([], [], color=style.INK, marker="o", ms=4, lw=1, label=f"difference, q < {SIGNIFICANT}"),
    Line2D([], [], color=style.INK, marker="o", ms=4, lw=1, mfc="white", label="other difference"),
)


def frame_rows(ax: Axes, names: Sequence[str], step: float) -> list[float]:
    """Set up an axis of named rows from the top, a hairline each; return their places in millimetres."""
    heights = [height(name, step) for name in names]
    edges = np.concatenate([[0], np.cumsum(heights)])
    places = ((edges[:-1] + edges[1:]) / 2).tolist()
    ax.set_ylim(edges[-1], 0)
    ax.set_yticks(places, names, linespacing=1.05)
    ax.grid(axis="y")
    style.bare(ax)
    return places


def height(name: str, step: float) -> float:
    """Height of a row, millimetres: room for the lines of its name and some air."""
    return max(step, 2.9 * (name.count("\n") + 1) + 1.6)


def offset(number: int, n_groups: int) -> float:
    """Place of a group's dot within its row, millimetres below the middle."""
    return (number - (n_groups - 1) / 2) * 1.6


def dots(
    ax: Axes, found: Sequence[tuple[float, dict | None]], labels: Labels, group: str, scale: float = 1
) -> None:
    """Draw one group's rates with their intervals; a rate without an interval is hollow.

    `found` holds the place of each row and its rate (rate, low, high), or None where there is none.
    """
    placed = [(y, r) for y, r in found if r is not None and r["rate"] is not None]
    hue, shape = style.colour(labels, group), style.marker(labels, group)
    lines(ax, placed, hue, scale)
    for sure in (True, False):
        drawn = [(y, r["rate"] * scale) for y, r in placed if _has_interval(r) == sure]
        mark(ax, drawn, hue, filled=sure, shape=shape)


def differences(
    ax: Axes, placed: Sequence[tuple[float, dict]], scale: float = 1, hue: str = style.INK
) -> None:
    """Draw differences with their intervals: filled where q is under 0.05, hollow elsewhere."""
    ax.axvline(0, color=style.GREY, lw=0.6, zorder=1)
    lines(ax, placed, hue, scale)
    for significant in (True, False):
        drawn = [(y, r) for y, r in placed if (r["q"] is not None and r["q"] < SIGNIFICANT) == significant]
        mark(ax, [(y, r["difference"] * scale) for y, r in drawn], hue, filled=significant)


def lines(ax: Axes, placed: Sequence[tuple[float, dict]], hue: str, scale: float) -> None:
    """Draw the intervals there are."""
    sure = [(y, r["low"] * scale, r["high"] * scale) for y, r in placed if _has_interval(r)]
    ax.hlines([y for y, _, _ in sure], [x for _, x, _ in sure], [x for _, _, x in sure], color=hue, lw=1)


def mark(ax: Axes, drawn: Sequence[tuple[float, float]], hue: str, *, filled: bool, shape: str = "o") -> None:
    """Draw dots at (y, x)."""
    if drawn:
        y, x = zip(*drawn, strict=True)
        look = {"color": hue if filled else "white", "edgecolor": hue, "linewidth": 0.8, "marker": shape}
        sns.scatterplot(x=list(x), y=list(y), ax=ax, s=14, zorder=3, clip_on=False, legend=False, **look)


def _has_interval(row: dict) -> bool:
    return row["low"] is not None and row["high"] is not None


def counts(
    ax: Axes, found: Sequence[tuple[float, int | None]], number: int, labels: Labels, group: str
) -> None:
    """Print a column of counts right of the axis, in the colour of their group."""
    across, column = ax.get_yaxis_transform(), (number + 1) * COLUMN * 72 * style.MM
    hue = style.ink(labels, group)
    for y, n in found:
        if n is not None:
            ax.annotate(
                f"{n:,}", (1, y), (column, 0), across, "offset points", ha="right", va="center", color=hue
            )
    if number == len(labels.groups) - 1:
        ax.annotate(
            "n",
            (1, 0),
            (column, 1),
            across,
            "offset points",
            ha="right",
            va="bottom",
            color=style.GREY,
        )


def _keyed(rates: pl.DataFrame, *columns: str):
    for rate in rates.iter_rows(named=True):
        yield (rate["measure"], rate["item"], *(rate[c] for c in columns), rate)


def _differences(tables: Tables, labels: Labels, rows: Sequence[Row]) -> dict[tuple[str, str | None], dict]:
    """Differences of the rows, where there are two groups to differ."""
    if len(labels.groups) != 2:
        return {}
    contrasts = overall(tables.get("contrasts"), *{r.measure for r in rows})
    return {(m, i): r for m, i, r in _keyed(contrasts) if r["difference"] is not None}


def _difference_panel(
    ax: Axes, rows: Sequence[Row], places: Sequence[float], found: dict, labels: Labels, scale: float
) -> None:
    placed = [
        (place, found[r.measure, r.item])
        for r, place in zip(rows, places, strict=True)
        if (r.measure, r.item) in found
    ]
    differences(ax, placed, scale)
    ax.grid(axis="y")
    style.bare(ax)
    first, second = (labels("group", group) for group in labels.groups)
    unit = "per 1,000 words" if scale == 1 else "percentage points"
    ax.set_xlabel(style.wrap(f"Difference, {first} − {second}\n({unit})", 48))
