"""What the two network figures share: places of nodes, edges with a width, labels that do not touch."""

from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch

from machtstaal.figures import style

Place = tuple[float, float]
THIN, THICK = 0.4, 3.2  # points
SMALL, LARGE = 10, 110  # square points


def strongest(edges: pl.DataFrame, n: int) -> list[str]:
    """Pick the nodes with most weight on their edges, most first, equals in alphabetical order."""
    ends = pl.concat([edges.select(pl.col(end).alias("node"), "weight") for end in ("source", "target")])
    weights = ends.group_by("node").agg(pl.col("weight").sum())
    return weights.sort("weight", "node", descending=[True, False]).head(n)["node"].to_list()


def circle(order: Sequence[str]) -> dict[str, Place]:
    """Put nodes on a circle, clockwise from the top."""
    turned = {node: (x, y) for node, (x, y) in nx.circular_layout(list(order)).items()}
    return {node: (float(y), float(x)) for node, (x, y) in turned.items()}


def around(ax: Axes, place: Mapping[str, Place], names: Mapping[str, str], **looks: object) -> None:
    """Write the names of nodes on a circle outside it."""
    for node, (x, y) in place.items():
        across = "left" if x > 0.2 else "right" if x < -0.2 else "center"
        along = "bottom" if y > 0.9 else "top" if y < -0.9 else "center"
        ax.text(1.17 * x, 1.17 * y, names[node], ha=across, va=along, linespacing=1.0, zorder=5, **looks)


def width(weight: float, most: float) -> float:
    """Line width of an edge in points, in proportion to its weight; a network of ones and twos stays thin."""
    return THIN + (THICK - THIN) * weight / max(most, 5)


def size(weight: float, most: float) -> float:
    """Area of a node in square points, in proportion to its weight."""
    return SMALL + (LARGE - SMALL) * weight / max(most, 1)


def arrow(
    ax: Axes,
    start: Place,
    end: Place,
    weight: float,
    most: float,
    shrink: tuple[float, float],
    **looks: object,
) -> None:
    """Draw a bent arrow from one node to another; two that are opposite bend apart."""
    wide = width(weight, most)
    bend = {"connectionstyle": "arc3,rad=0.14", "arrowstyle": "-|>", "mutation_scale": 4 + 1.6 * wide}
    ends = {"shrinkA": shrink[0], "shrinkB": shrink[1]}
    ax.add_patch(FancyArrowPatch(start, end, lw=wide, joinstyle="miter", **bend, **ends, **looks))


def widths(weights: pl.Series, unit: str) -> list[Line2D]:
    """Make the key of the line widths: the thinnest edge, one between, the thickest."""
    least, most = weights.min(), weights.max()
    return [
        Line2D(
            [],
            [],
            color=style.GREY,
            lw=width(weight, most),
            label=f"{weight} {unit}{'' if weight == 1 else 's'}",
        )
        for weight in dict.fromkeys((least, round((least + most) / 2), most))
    ]


def spread(graph: nx.Graph, seed: int) -> dict[str, Place]:
    """Put nodes near those they are tied to, in the unit square.

    Kamada & Kawai (1989) on lengths that fall with the weight, from a circle in the given order, then turned
    so that the longest extent lies across; the same graph is always placed the same.
    """
    if graph.number_of_nodes() < 3:
        return {node: (float(i), 0.0) for i, node in enumerate(graph)}
    start = nx.circular_layout(graph)
    lengths = {(a, b): 1 / np.sqrt(d["weight"]) for a, b, d in graph.edges(data=True)}
    nx.set_edge_attributes(graph, lengths, "length")
    place = nx.kamada_kawai_layout(graph, weight="length", pos=start)
    place = nx.spring_layout(
        graph, pos=place, weight=None, k=1.6 / np.sqrt(len(graph)), iterations=30, seed=seed
    )
    points = np.array([place[node] for node in graph])
    points = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(points, full_matrices=False)
    points = points @ (axes * np.sign(axes.sum(axis=1, keepdims=True))).T
    ranks = points.argsort(axis=0).argsort(axis=0) / (len(points) - 1) * 2 - 1
    points = points / np.abs(points).max(axis=0) + ranks  # one that is far off does not crowd the others
    low, high = points.min(axis=0), points.max(axis=0)
    points = 2 * (points - low) / np.where(high > low, high - low, 1) - 1
    return {
        node: (round(float(x), 6), round(float(y), 6)) for node, (x, y) in zip(graph, points, strict=True)
    }
