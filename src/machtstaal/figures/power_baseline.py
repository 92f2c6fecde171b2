"""Powerful, or only active: how often an actor is the stronger party, and how often by its roles alone."""

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from machtstaal.figures import dots, style
from machtstaal.figures import labels as naming
from machtstaal.figures.labels import Labels, Tables
from machtstaal.study.settings import Settings

EMPTY = "No actor takes part in a relation of power."
FRAME, BAND, TICK = 12.5, 3.2, 0.75  # millimetres, points, millimetres
PANELS = {
    "frames": "Stronger party (% of the actor's power frames)",
    "participations": "Stronger party (% of all its participations)",
}
SIGNS = (
    Line2D([], [], color=style.GREY, alpha=0.35, lw=BAND, label="what roles alone make"),
    Line2D([], [], color=style.INK, marker="o", ms=4, lw=0, label=f"q < {dots.SIGNIFICANT}"),
    Line2D([], [], color=style.INK, marker="o", ms=4, lw=0, mfc="white", label="other"),
)


def draw(tables: Tables, settings: Settings, width: str) -> Figure | None:
    """Draw observed shares over their permuted bands, groups side by side in a row; n is the frames."""
    labels = naming.of(settings, tables)
    shown = actors(tables, labels, settings.networks.top_actors)
    if not shown:
        return None
    names = [labels("actor", actor) for actor in shown]
    step = max(5.0, 1.6 * len(labels.groups) + 1.8)
    figure = style.sheet(
        width, sum(dots.height(name, step) for name in names) + FRAME, constructed=settings.constructed
    )
    bases = list(PANELS)[: 1 if width == "1col" else 2]
    for ax, basis in zip(figure.subplots(1, len(bases), squeeze=False)[0], bases, strict=True):
        first = basis == bases[0]
        places = dots.frame_rows(ax, names if first else [""] * len(names), step)
        found = tables["power_baseline"].filter(pl.col("basis") == basis)
        _panel(ax, found, dict(zip(shown, places, strict=True)), labels)
        ax.set_xlabel(PANELS[basis])
    style.key(figure, labels, SIGNS)
    return figure


def facts(tables: Tables, settings: Settings) -> dict[str, object] | None:
    """Numbers of the caption; None where there is nothing to draw."""
    shown = actors(tables, naming.of(settings, tables), settings.networks.top_actors)
    return {"n_rows": len(shown)} if shown else None


def actors(tables: Tables, labels: Labels, n: int) -> list[str]:
    """Pick the actors that are in most power frames, most first."""
    found = tables.get("power_baseline")
    if found is None or found.is_empty():
        return []
    frames = found.filter((pl.col("basis") == "frames") & pl.col("group").is_in(list(labels.groups)))
    often = frames.group_by("actor").agg(pl.col("n").sum())
    return often.sort("n", "actor", descending=[True, False]).head(n)["actor"].to_list()


def _panel(ax: Axes, found: pl.DataFrame, places: dict[str, float], labels: Labels) -> None:
    rows = {(row["actor"], row["group"]): row for row in found.iter_rows(named=True)}
    width = dots.column(row["n"] for (actor, _), row in rows.items() if actor in places)
    for number, group in enumerate(labels.groups):
        hue, lower = style.colour(labels, group), dots.offset(number, len(labels.groups))
        placed = [(y + lower, rows[actor, group]) for actor, y in places.items() if (actor, group) in rows]
        ys = [y for y, _ in placed]
        ax.hlines(
            ys, [100 * r["low"] for _, r in placed], [100 * r["high"] for _, r in placed],
            color=hue, alpha=0.35, lw=BAND, zorder=1,
        )  # fmt: skip
        ax.vlines(
            [100 * r["expected"] for _, r in placed], [y - TICK for y in ys], [y + TICK for y in ys],
            color=hue, lw=1, zorder=2,
        )  # fmt: skip
        for significant in (True, False):
            drawn = [
                (y, 100 * r["observed"])
                for y, r in placed
                if (r["q"] is not None and r["q"] < dots.SIGNIFICANT) == significant
            ]
            dots.mark(ax, drawn, hue, filled=significant, shape=style.marker(labels, group))
        counted = [
            (y, rows[actor, group]["n"] if (actor, group) in rows else None) for actor, y in places.items()
        ]
        dots.counts(ax, counted, number, labels, group, width)
    ax.set_xlim(left=0)
