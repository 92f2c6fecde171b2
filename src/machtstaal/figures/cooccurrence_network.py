"""Who is named with whom: actors in the same sentence, one panel a group, communities by colour."""

import networkx as nx
import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from machtstaal.figures import labels as naming
from machtstaal.figures import networks, placing, style
from machtstaal.figures.files import WIDTHS
from machtstaal.figures.labels import Labels, Tables
from machtstaal.study.settings import Settings

EMPTY = "No two actors are named in the same sentence often enough to draw a network."
NETWORK = "cooccurrence_sentence"
DENSITY = 3  # most ties drawn, for each actor


def draw(tables: Tables, settings: Settings, width: str) -> Figure | None:
    """Actors tied by the sentences that name both; the same actors at the same places in every panel."""
    labels = naming.of(settings, tables)
    edges = ties(tables, labels, settings.networks.top_actors)
    if edges.is_empty():
        return None
    order = sorted(networks.strongest(edges, settings.networks.top_actors))
    pooled = edges.group_by("source", "target").agg(pl.col("weight").sum()).sort("source", "target")
    graph = nx.Graph()
    graph.add_nodes_from(order)
    graph.add_weighted_edges_from(pooled.iter_rows())
    place = networks.spread(graph, settings.seed)
    across = 1 if width == "1col" else min(3, len(labels.groups))
    down = -(-len(labels.groups) // across)
    side = {1: 62, 2: 74, 3: 56}[across]
    figure = style.sheet(width, down * side, constructed=settings.constructed)
    axes = figure.subplots(down, across, squeeze=False).ravel()
    for ax in axes:
        ax.set_axis_off()
        ax.set(xlim=(-1.25, 1.25), ylim=(-1.12, 1.12))
    for ax, group in zip(axes, labels.groups, strict=False):
        style.head(ax, labels, group, WIDTHS[width] / across)
    most = edges["weight"].max()
    style.legend(figure, networks.widths(edges["weight"], "sentence"))
    style.settle(figure)
    for ax, group in zip(axes, labels.groups, strict=False):
        _panel(ax, edges.filter(pl.col("group") == group), _nodes(tables, group), place, labels, most)
    return figure


def facts(tables: Tables, settings: Settings) -> dict[str, object] | None:
    """Numbers of the caption; None where there is nothing to draw."""
    edges = ties(tables, naming.of(settings, tables), settings.networks.top_actors)
    return {"density": DENSITY} if edges.height else None


def ties(tables: Tables, labels: Labels, n: int) -> pl.DataFrame:
    """Edges of the groups between the actors that are tied most."""
    edges = tables.get("edges")
    if edges is None or edges.is_empty():
        return pl.DataFrame(schema={"group": pl.String, "weight": pl.Int64})
    here = edges.filter(
        (pl.col("network") == NETWORK) & pl.col("group").is_in(list(labels.groups)) & (pl.col("weight") > 0)
    )
    known = networks.strongest(here, n)
    return here.filter(pl.col("source").is_in(known) & pl.col("target").is_in(known)).sort(
        "weight", "source", "target"
    )


def _nodes(tables: Tables, group: str) -> dict[str, dict]:
    nodes = tables.get("nodes")
    if nodes is None:
        return {}
    here = nodes.filter((pl.col("network") == NETWORK) & (pl.col("group") == group))
    return {node["node"]: node for node in here.iter_rows(named=True)}


def _panel(ax: Axes, edges: pl.DataFrame, nodes: dict, place: dict, labels: Labels, most: int) -> None:
    shown = edges.tail(DENSITY * len(place))
    lines = np.array([[place[s], place[t]] for s, t in shown.select("source", "target").iter_rows()]).reshape(
        -1, 2, 2
    )
    weights = shown["weight"].to_list()
    drawn = LineCollection(
        lines, linewidths=[networks.width(w, most) for w in weights], colors=style.GREY, zorder=1
    )
    drawn.set_alpha([0.2 + 0.5 * weight / most for weight in weights])
    ax.add_collection(drawn)
    heaviest = max((node["weight"] or 0 for node in nodes.values()), default=1)
    actors = sorted(place, key=lambda actor: (-(nodes.get(actor, {}).get("weight") or 0), actor))
    points = np.array([place[actor] for actor in actors])
    sizes = [networks.size((nodes.get(actor) or {}).get("weight") or 0, heaviest) for actor in actors]
    for point, actor, area in zip(points, actors, sizes, strict=True):
        part = nodes[actor]["community"] - 1 if actor in nodes else None
        hue = style.PALE if part is None else style.PARTS[part % len(style.PARTS)]
        shape = "o" if part is None else style.MARKERS[part % len(style.MARKERS)]
        ax.scatter(
            *point,
            s=area,
            marker=shape,
            color="white" if part is None else hue,
            edgecolor=hue,
            lw=0.8,
            zorder=3,
        )
    strong = lines[-len(place) :]  # those a name should not hide
    placing.names(
        ax, points, [labels("actor", a) for a in actors], np.sqrt(np.array(sizes) / np.pi), lines=strong,
        looks=[{"color": style.INK if actor in nodes else style.GREY} for actor in actors],
    )  # fmt: skip
