"""How much each force is talked about in each scenario, beside how strong the scenario takes it to be."""

import polars as pl
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from machtstaal.figures import labels as naming
from machtstaal.figures import style
from machtstaal.figures.files import WIDTHS
from machtstaal.figures.labels import Labels, Tables
from machtstaal.study.settings import Settings

EMPTY = "No scenario is given, or no term of a force is used in one."
FILL = {"low": 0.0, "middle": 0.45, "high": 1.0}
HEAD, ROW = 5.2, 3.9  # millimetres


def draw(tables: Tables, settings: Settings, width: str) -> Figure | None:
    """Draw terms of each force per 1,000 words by scenario; dots as full as the force is assumed strong."""
    labels = naming.of(settings, tables)
    rates = by_scenario(tables, labels)
    if rates is None:
        return None
    forces = [f for f in labels.names["force"] if f in rates["item"]] + sorted(
        set(rates["item"]) - set(labels.names["force"])
    )
    scenarios = [s for s in labels.names["scenario"] if s in rates["scenario"]]
    scenarios += sorted(set(rates["scenario"]) - set(labels.names["scenario"]))
    across = min(len(labels.groups), 2 if width == "1col" else 4)
    down = -(-len(labels.groups) // across)
    tall = len(forces) * (HEAD + ROW * len(scenarios))
    figure = style.sheet(width, down * (tall + 6) + 9, constructed=settings.constructed)
    axes = figure.subplots(down, across, sharex=True, sharey=True, squeeze=False).ravel()
    levels = _levels(tables.get("scenarios"))
    cells = {(r["group"], r["item"], r["scenario"]): r for r in rates.iter_rows(named=True)}
    for ax in axes[len(labels.groups) :]:
        ax.set_axis_off()
    for ax, group in zip(axes, labels.groups, strict=False):
        _panel(ax, group, forces, scenarios, cells, levels, labels)
    axes[0].set_xlim(left=0)
    narrow = width == "1col"
    for ax, group in zip(axes, labels.groups, strict=False):
        ax.set_xlabel("per 1,000 words" if narrow else "Terms of the force per 1,000 words")
        style.head(ax, labels, group, (WIDTHS[width] - 30) / across, coloured=True)
    style.legend(figure, _key(levels))
    return figure


def facts(tables: Tables, settings: Settings) -> dict[str, object] | None:
    """Numbers of the caption; None where there is nothing to draw."""
    if by_scenario(tables, naming.of(settings, tables)) is None:
        return None
    return {"levels": bool(_levels(tables.get("scenarios")))}


def by_scenario(tables: Tables, labels: Labels) -> pl.DataFrame | None:
    """Rates of the forces in each scenario; None where no term of a force is used in one."""
    rates = tables.get("rates")
    if rates is None:
        return None
    here = (
        (pl.col("measure") == "forces")
        & pl.col("scenario").is_not_null()
        & pl.col("group").is_in(list(labels.groups))
    )
    rates = rates.filter(here)
    return rates if rates["numerator"].sum() else None


def _levels(scenarios: pl.DataFrame | None) -> dict[tuple[str, str], str]:
    if scenarios is None:
        return {}
    known = scenarios.drop_nulls(["force", "level"])
    return {(r["force"], r["scenario"]): r["level"] for r in known.iter_rows(named=True)}


def _panel(
    ax: Axes, group: str, forces: list, scenarios: list, cells: dict, levels: dict, labels: Labels
) -> None:
    hue, shape = style.colour(labels, group), style.marker(labels, group)
    places, names, top = [], [], 0.0
    for force in forces:
        places.append(top + HEAD * 0.6)
        names.append(labels("force", force))
        for number, scenario in enumerate(scenarios):
            y = top + HEAD + ROW * (number + 0.5)
            places.append(y)
            names.append(labels("scenario", scenario))
            rate = cells.get((group, force, scenario))
            if rate is None or rate["rate"] is None:
                continue
            if rate["low"] is not None:
                ax.hlines(y, rate["low"], rate["high"], color=hue, lw=1)
            level = levels.get((force, scenario))
            look = {"marker": shape, "color": _fill(hue, level), "edgecolor": hue, "lw": 0.8}
            ax.scatter(rate["rate"], y, s=16, zorder=3, clip_on=False, **look)
            beside = {"xycoords": ax.get_yaxis_transform(), "textcoords": "offset points", "ha": "right"}
            n = f"{rate['numerator']:,}"
            ax.annotate(n, (1, y), (10, 0), va="center", color=style.ink(labels, group), **beside)
        top += HEAD + ROW * len(scenarios)
    ax.set_ylim(top, 0)
    ax.set_yticks(places, names)
    style.bare(ax)
    ax.grid(axis="y")
    for tick, place in zip(ax.yaxis.get_major_ticks(), places, strict=True):
        head = (place / (HEAD + ROW * len(scenarios))) % 1 < HEAD * 0.8 / (HEAD + ROW * len(scenarios))
        tick.label1.set_weight("bold" if head else "normal")
        tick.gridline.set_visible(not head)


def _fill(hue: str, level: str | None) -> str:
    return sns.blend_palette(["white", hue], as_cmap=True)(FILL.get(level or "low", 0.0))


def _key(levels: dict) -> list[Line2D]:
    if not levels:
        return []
    return [
        Line2D(
            [],
            [],
            marker="o",
            ms=4,
            lw=0,
            mec=style.INK,
            mfc=_fill(style.INK, level),
            label=f"assumed {level}",
        )
        for level in reversed(FILL)
    ]
