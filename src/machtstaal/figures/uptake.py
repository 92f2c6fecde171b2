"""Whose terms are taken up: speakers on a circle, arrows from who says a term first to who takes it up."""

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from machtstaal.figures import dots, networks, style
from machtstaal.figures import labels as naming
from machtstaal.figures.files import WIDTHS
from machtstaal.figures.labels import Labels, Tables
from machtstaal.study.settings import Settings

EMPTY = "No speaker takes up another's terms more often than chance gives."
MOST_SPEAKERS, MOST_ARROWS = 20, 40
BAND = 3.2  # points
PALE = {"alpha": 0.55, "linestyle": (0, (3, 1.5))}


def draw(tables: Tables, settings: Settings, width: str) -> Figure | None:
    """Draw the uptake network, in two columns with the directions of groups beside their bands of chance."""
    labels = naming.of(settings, tables)
    shown = ties(tables, labels)
    if shown.is_empty():
        return None
    groups = {
        code: group
        for end in ("giver", "taker")
        for code, group in shown.select(end, f"{end}_group").iter_rows()
    }
    order = sorted(groups, key=lambda code: (labels.groups.index(groups[code]), code))
    side = 74
    figure = style.sheet(width, side, constructed=settings.constructed)
    wide = width == "2col"
    axes = figure.subplots(1, 2, width_ratios=(1.15, 1)) if wide else [figure.subplots()]
    _network(axes[0], shown, networks.circle(order), groups, labels)
    if wide:
        _directions(axes[1], tables["uptake"], labels)
    _key(figure, shown, labels, WIDTHS[width])
    return figure


def facts(tables: Tables, settings: Settings) -> dict[str, object] | None:
    """Numbers of the caption; None where there is nothing to draw."""
    labels = naming.of(settings, tables)
    shown = ties(tables, labels)
    if shown.is_empty():
        return None
    above = _pairs(tables, labels).height
    return {
        "n_arrows": shown.height,
        "n_pairs": above,
        "window": settings.interaction.uptake_window,
        "uptake_permutations": settings.interaction.uptake_permutations,
    }


def ties(tables: Tables, labels: Labels) -> pl.DataFrame:
    """Pick the pairs of speakers furthest above chance, among the speakers with most of them."""
    pairs = _pairs(tables, labels)
    if pairs.is_empty():
        return pairs
    weights = pairs.select(source="giver", target="taker", weight="difference")
    known = networks.strongest(weights, MOST_SPEAKERS)
    kept = pairs.filter(pl.col("giver").is_in(known) & pl.col("taker").is_in(known))
    return kept.head(MOST_ARROWS).sort("difference", "giver", "taker")


def _pairs(tables: Tables, labels: Labels) -> pl.DataFrame:
    """Pairs above chance, the furthest first."""
    found = tables.get("uptake")
    if found is None or found.is_empty():
        return pl.DataFrame(schema={"giver": pl.String, "difference": pl.Float64})
    ours = pl.col("giver_group").is_in(list(labels.groups)) & pl.col("taker_group").is_in(list(labels.groups))
    pairs = found.filter((pl.col("level") == "pair") & (pl.col("difference") > 0) & ours)
    return pairs.sort("difference", "giver", "taker", descending=[True, False, False])


def _network(ax: Axes, shown: pl.DataFrame, place: dict, groups: dict[str, str], labels: Labels) -> None:
    ax.set(xlim=(-1.45, 1.45), ylim=(-1.32, 1.32), aspect="equal")
    ax.set_axis_off()
    most = shown["difference"].max()
    for row in shown.iter_rows(named=True):
        sure = row["q"] is not None and row["q"] < dots.SIGNIFICANT
        looks = {"alpha": 0.9} if sure else PALE
        hue = style.colour(labels, row["giver_group"])
        ends = place[row["giver"]], place[row["taker"]]
        networks.arrow(
            ax, *ends, row["difference"], most, (3.5, 4.5), color=hue, zorder=3 if sure else 2, **looks
        )
    for code, (x, y) in place.items():
        ax.plot(
            x,
            y,
            marker=style.marker(labels, groups[code]),
            ms=4.5,
            color=style.colour(labels, groups[code]),
            zorder=4,
        )
    networks.around(ax, place, {code: code for code in place})


def _directions(ax: Axes, found: pl.DataFrame, labels: Labels) -> None:
    """Observed minus chance of each direction of groups, over the band of chance."""
    rows = [
        (row, giver, taker)
        for giver in labels.groups
        for taker in labels.groups
        for row in found.filter(level="direction", giver_group=giver, taker_group=taker).iter_rows(named=True)
    ]
    for y, (row, giver, _) in enumerate(rows):
        hue, shape = style.colour(labels, giver), style.marker(labels, giver)
        ax.hlines(y, row["low"], row["high"], color=hue, alpha=0.35, lw=BAND, zorder=1)
        filled = row["q"] is not None and row["q"] < dots.SIGNIFICANT
        dots.mark(ax, [(y, row["difference"])], hue, filled=filled, shape=shape)
    names = [
        style.wrap(
            f"{labels('group', giver)} → {labels('group', taker)}\n({row['observed']} of {row['n']})", 24
        )
        for row, giver, taker in rows
    ]
    ax.set_yticks(range(len(rows)), names)
    ax.set_ylim(max(len(rows) - 0.4, 2.6), -0.6)
    ax.axvline(0, color=style.GREY, lw=0.6, zorder=0)
    ax.set_xlabel("Terms taken up above chance")
    style.bare(ax)


def _key(figure: Figure, shown: pl.DataFrame, labels: Labels, room: float) -> None:
    handles = [
        Line2D(
            [],
            [],
            color=style.colour(labels, g),
            marker=style.marker(labels, g),
            ms=4,
            lw=1,
            label=labels.group(g),
        )
        for g in labels.groups
    ]
    most = shown["difference"].max()
    widths = dict.fromkeys(max(1, round(most * part)) for part in (0.2, 1))
    handles += [
        Line2D(
            [],
            [],
            color=style.GREY,
            lw=networks.width(n, most),
            label=f"{n} term{'' if n == 1 else 's'} above chance",
        )
        for n in widths
    ]
    sure = shown.filter(pl.col("q") < dots.SIGNIFICANT).height
    if sure < shown.height:
        handles.append(Line2D([], [], color=style.GREY, lw=1, label="q ≥ 0.05, or not tested", **PALE))
    style.legend(figure, handles)
