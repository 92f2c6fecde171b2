"""Dots with intervals in named rows: what all dot plots are made of."""

from collections.abc import Iterable, Sequence

import numpy as np
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from machtstaal.figures import style
from machtstaal.figures.labels import Labels

COLUMN = 8.5  # millimetres, of counts beside an axis, at least
DIGIT = 1.5  # millimetres, of one character of a count
GAP = 1.5  # millimetres, before a count
SIGNIFICANT = 0.05

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


def bands(ax: Axes, spans: Sequence[tuple[float, float, float]], step: float, scale: float = 1) -> None:
    """Draw spans (y, low, high) behind the dots of a row; one without width is a stroke."""
    for y, low, high in spans:
        across = [low * scale, high * scale]
        ax.fill_betweenx(
            [y - step / 2 + 0.4, y + step / 2 - 0.4], *across, color=style.HAIR, lw=1.5, zorder=0
        )


def band_sign(label: str) -> Patch:
    """Entry of the key for spans."""
    return Patch(color=style.HAIR, label=label)


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


def column(numbers: Iterable[int | None]) -> float:
    """Width of a column that holds these counts, millimetres.

    >>> column([12, None, 5829]), column([16929])
    (9.0, 10.5)
    """
    return max([COLUMN, *(DIGIT * len(f"{n:,}") + GAP for n in numbers if n is not None)])


def counts(
    ax: Axes, found: Sequence[tuple[float, int | None]], number: int, labels: Labels, group: str, width: float
) -> None:
    """Print a column of counts right of the axis, `width` millimetres, in the colour of their group."""
    across, right = ax.get_yaxis_transform(), (number + 1) * width * 72 * style.MM
    hue = style.ink(labels, group)
    for y, n in found:
        if n is not None:
            ax.annotate(
                f"{n:,}", (1, y), (right, 0), across, "offset points", ha="right", va="center", color=hue
            )
    if number == len(labels.groups) - 1:
        ax.annotate(
            "n",
            (1, 0),
            (right, 1),
            across,
            "offset points",
            ha="right",
            va="bottom",
            color=style.GREY,
        )
