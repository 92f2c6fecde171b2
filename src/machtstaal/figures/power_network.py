"""Who is put over whom: the power network, one panel a group."""

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from machtstaal.figures import labels as naming
from machtstaal.figures import networks, style
from machtstaal.figures.files import WIDTHS
from machtstaal.figures.labels import Labels, Tables
from machtstaal.study.settings import Settings

EMPTY = "No actor is said to have power over another often enough to draw a network."
OTHER = "other"


def draw(tables: Tables, settings: Settings, width: str) -> Figure | None:
    """Arrows from holders of power to their subjects; the same actors at the same places in every panel."""
    labels = naming.of(settings, tables)
    edges = ties(tables, labels, settings.networks.top_actors)
    if edges.is_empty():
        return None
    order = _by_kind(networks.strongest(edges, settings.networks.top_actors), labels)
    place = networks.circle(order)
    colours = kinds(order, labels)
    across = 1 if width == "1col" else min(3, len(labels.groups))
    down = -(-len(labels.groups) // across)
    side = {1: 66, 2: 66, 3: 50}[across]
    figure = style.sheet(width, down * side, constructed=settings.constructed)
    axes = figure.subplots(down, across, squeeze=False).ravel()
    most = edges["weight"].max()
    for ax in axes:
        ax.set_axis_off()
    for ax, group in zip(axes, labels.groups, strict=False):
        here = edges.filter(pl.col("group") == group)
        _panel(ax, here, place, colours, labels, most)
        style.head(ax, labels, group, WIDTHS[width] / across)
    _key(figure, colours, labels, edges)
    return figure


def facts(tables: Tables, settings: Settings) -> dict[str, object] | None:
    """Numbers of the caption; None where there is nothing to draw."""
    edges = ties(tables, naming.of(settings, tables), settings.networks.top_actors)
    return {"n_edges": edges.height} if edges.height else None


def ties(tables: Tables, labels: Labels, n: int) -> pl.DataFrame:
    """Edges of the groups with some weight, between the actors with most of it."""
    edges = tables.get("edges")
    if edges is None or edges.is_empty():
        return pl.DataFrame(schema={"group": pl.String, "weight": pl.Int64})
    power = edges.filter(
        (pl.col("network") == "power") & (pl.col("weight") > 0) & pl.col("group").is_in(list(labels.groups))
    )
    known = networks.strongest(power, n)
    return power.filter(pl.col("source").is_in(known) & pl.col("target").is_in(known)).sort(
        "weight", "source", "target"
    )


def kinds(order: list[str], labels: Labels) -> dict[str, str]:
    """Colour of each actor by its kind, kinds in the order in which they stand on the circle."""
    found = list(dict.fromkeys(kind(actor, labels) for actor in order))
    known = [sort for sort in found if sort != OTHER]
    colours = {sort: style.PARTS[i % len(style.PARTS)] for i, sort in enumerate(known)} | {OTHER: style.PALE}
    return {actor: colours[kind(actor, labels)] for actor in order}


def kind(actor: str, labels: Labels) -> str:
    """Sort of party an actor is; `other` where its category table does not say."""
    return labels.names["kind"].get(actor) or OTHER


def _by_kind(actors: list[str], labels: Labels) -> list[str]:
    """Actors of a kind side by side, the kind with the strongest actor first."""
    rank = {sort: i for i, sort in reversed(list(enumerate(kind(actor, labels) for actor in actors)))}
    return sorted(actors, key=lambda actor: (rank[kind(actor, labels)], actors.index(actor)))


def _panel(ax: Axes, edges: pl.DataFrame, place: dict, colours: dict, labels: Labels, most: int) -> None:
    ax.set(xlim=(-1.75, 1.75), ylim=(-1.42, 1.3), aspect="equal")
    weight = dict.fromkeys(place, 0)
    own = dict.fromkeys(place, 0)
    for edge in edges.iter_rows(named=True):
        if edge["source"] == edge["target"]:
            own[edge["source"]] = edge["weight"]
        else:
            weight[edge["source"]] += edge["weight"]
            weight[edge["target"]] += edge["weight"]
    heaviest = max(weight.values(), default=1)
    radius = {actor: (networks.size(n, heaviest) / 3.1416) ** 0.5 for actor, n in weight.items()}
    for edge in edges.filter(pl.col("source") != pl.col("target")).iter_rows(named=True):
        one = edge["n_speakers"] == 1
        networks.arrow(
            ax, place[edge["source"]], place[edge["target"]], edge["weight"], most,
            (radius[edge["source"]] + 0.5, radius[edge["target"]] + 1),
            color=colours[edge["source"]], alpha=0.5 if one else 0.85, linestyle=(0, (3, 1.5)) if one else "-", zorder=2,
        )  # fmt: skip
    for actor, (x, y) in place.items():
        silent = not weight[actor] and not own[actor]
        ax.scatter(
            x, y, s=networks.size(weight[actor], heaviest), color="white" if silent else colours[actor],
            edgecolor=colours[actor], linewidth=0.8, zorder=4,
        )  # fmt: skip
    names = {actor: _name(actor, own[actor], labels) for actor in place}
    networks.around(ax, place, names)


def _name(actor: str, own: int, labels: Labels) -> str:
    return style.wrap(labels("actor", actor), 14) + (f" ↻{own}" if own else "")


def _key(figure: Figure, colours: dict, labels: Labels, edges: pl.DataFrame) -> None:
    sorts = {kind(actor, labels): hue for actor, hue in colours.items()}
    handles = [
        Line2D([], [], color=hue, marker="o", ms=4, lw=0, label=labels("kind", sort))
        for sort, hue in sorts.items()
    ]
    handles = handles if len(sorts) > 1 else []
    handles += networks.widths(edges["weight"], "clause")
    if (edges["n_speakers"] == 1).any():
        handles.append(Line2D([], [], color=style.GREY, lw=1, ls=(0, (3, 1.5)), label="one speaker only"))
    style.legend(figure, handles)
