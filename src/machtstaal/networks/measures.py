"""Centralities and communities of the networks."""

from collections.abc import Collection

import igraph as ig
import numpy as np
import polars as pl

from machtstaal.networks.communities import consensus
from machtstaal.networks.edges import ALL, DIRECTED, TWO_MODE
from machtstaal.networks.graph import select

NODE_SCHEMA = {
    "network": pl.String,
    "group": pl.String,
    "node": pl.String,
    "kind": pl.String,
    "weight": pl.Int64,
    "degree": pl.Int64,
    "strength_in": pl.Float64,
    "strength_out": pl.Float64,
    "betweenness": pl.Float64,
    "pagerank": pl.Float64,
    "community": pl.Int64,
    "certainty": pl.Float64,
}
SUMMARY_SCHEMA = {
    "network": pl.String,
    "group": pl.String,
    "n_nodes": pl.Int64,
    "n_edges": pl.Int64,
    "weight": pl.Int64,
    "density": pl.Float64,
    "n_communities": pl.Int64,
    "modularity": pl.Float64,
    "certainty": pl.Float64,
}


def nodes(edges: pl.DataFrame, mentions: pl.DataFrame, *, seed: int = 2025) -> pl.DataFrame:
    """Measure every node of every network: its weight, centralities and community.

    - weight: how often the node occurs. In a co-occurrence network the mentions of the actor in the group;
      elsewhere the processes on its edges.
    - degree: number of other nodes it is tied to, in whatever direction.
    - strength_in, strength_out: sum of the weights of its edges (Barrat et al. 2004); the same where edges
      have no direction.
    - betweenness: shortest paths between other nodes that pass through it, edges being as long as 1 / weight
      (Brandes 2001; Opsahl, Agneessens & Skvoretz 2010), as a share of the pairs of other nodes.
    - pagerank: damping 0.85, along the weights (Page et al. 1999). In the power network rank flows from
      holder to subject, so a high rank is to be subjected by the powerful.
    - community, certainty: `communities.consensus`, and how often the node is with the others of its community.

    Parameters
    ----------
    edges
        Edge table, any number of networks and groups; edges of weight zero are ignored.
    mentions
        Situated mentions (actor, group), for the weight of actors in co-occurrence networks.
    seed
        Seed of the communities.

    Returns
    -------
    polars.DataFrame
        Columns of `NODE_SCHEMA`, sorted by network, group, kind and node.
    """
    tables = [pl.DataFrame(schema=NODE_SCHEMA)]
    for network, group in edges.select("network", "group").unique().sort("network", "group").iter_rows():
        rows = select(edges, network, group)
        if rows.height:
            weight = _occurrences(rows, mentions, network, group)
            measured = _measured(rows, network, seed).join(weight, on=["kind", "node"], how="left")
            measured = measured.with_columns(network=pl.lit(network), group=pl.lit(group))
            tables.append(measured.select(pl.col(name).cast(kind) for name, kind in NODE_SCHEMA.items()))
    return pl.concat(tables)


def summary(edges: pl.DataFrame, nodes: pl.DataFrame) -> pl.DataFrame:
    """Describe every network as a whole: size, density and how well its communities divide it.

    density = edges / possible edges between different nodes (of the two kinds, in the two-mode network);
    modularity = Newman & Girvan (2004) on the weights, direction ignored; certainty = mean over the nodes.

    Returns
    -------
    polars.DataFrame
        Columns of `SUMMARY_SCHEMA`, sorted by network and group.
    """
    tables = [pl.DataFrame(schema=SUMMARY_SCHEMA)]
    for network, group in nodes.select("network", "group").unique().sort("network", "group").iter_rows():
        rows = select(edges, network, group)
        here = nodes.filter((pl.col("network") == network) & (pl.col("group") == group))
        graph, names = _igraph(rows, network)
        community = names.join(here, on=["kind", "node"], maintain_order="left")["community"].to_list()
        actors = here.filter(pl.col("kind") == "actor").height
        n = here.height
        pairs = (
            actors * (n - actors) if network in TWO_MODE else n * (n - 1) // (1 if network in DIRECTED else 2)
        )
        ties = (
            rows.filter(pl.col("source") != pl.col("target")).height
            if network not in TWO_MODE
            else rows.height
        )
        row = (network, group, n, rows.height, rows["weight"].sum(), ties / pairs if pairs else None)
        whole = graph.as_undirected(combine_edges="sum").modularity(community, weights="weight")
        row = (*row, len(set(community)), whole, here["certainty"].mean())
        tables.append(pl.DataFrame([row], schema=SUMMARY_SCHEMA, orient="row"))
    return pl.concat(tables)


def betweenness(graph: ig.Graph) -> list[float]:
    """Compute betweenness on lengths 1 / weight, as a share of the pairs of other nodes (Brandes 2001).

    Examples
    --------
    A direct tie of weight 1 is longer (1) than two of weight 4 (a quarter each):

    >>> path = ig.Graph([(0, 1), (1, 2), (0, 2)])
    >>> path.es["weight"] = [4, 4, 1]
    >>> betweenness(path)
    [0.0, 1.0, 0.0]
    """
    n = graph.vcount()
    pairs = (n - 1) * (n - 2) / (1 if graph.is_directed() else 2)
    lengths = [1 / weight for weight in graph.es["weight"]]
    return [value / pairs if pairs else 0.0 for value in graph.betweenness(weights=lengths)]


def numbered(rows: pl.DataFrame, network: str) -> tuple[np.ndarray, pl.DataFrame]:
    """Ends of the edges as numbers (edges by two), and the nodes they number (kind, node), in alphabetical order.

    Examples
    --------
    >>> rows = pl.DataFrame({"source": ["data", "business"], "target": ["delen", "data"]})
    >>> ends, names = numbered(rows, "actor_concept")
    >>> ends.tolist(), names.rows()
    ([[1, 3], [0, 2]], [('actor', 'business'), ('actor', 'data'), ('concept', 'data'), ('concept', 'delen')])
    """
    target = "concept" if network in TWO_MODE else "actor"
    ends = {"source": "actor", "target": target}
    names = pl.concat(
        rows.select(pl.lit(kind).alias("kind"), pl.col(end).alias("node")) for end, kind in ends.items()
    )
    names = names.unique().sort("kind", "node").with_row_index("number")
    numbers = [
        rows.select(pl.lit(kind).alias("kind"), pl.col(end).alias("node")).join(
            names, on=["kind", "node"], maintain_order="left"
        )["number"]
        for end, kind in ends.items()
    ]
    return np.column_stack(numbers).astype(np.int64), names.drop("number")


def _igraph(rows: pl.DataFrame, network: str) -> tuple[ig.Graph, pl.DataFrame]:
    """Graph and its nodes (kind, node), in alphabetical order."""
    ends, names = numbered(rows, network)
    graph = ig.Graph(n=names.height, edges=ends, directed=network in DIRECTED)
    graph.es["weight"] = rows["weight"].to_list()
    return graph, names


def _measured(rows: pl.DataFrame, network: str, seed: int) -> pl.DataFrame:
    graph, names = _igraph(rows, network)
    simple = graph.as_undirected().simplify()
    agreed = consensus(graph, seed=seed)
    return names.with_columns(
        pl.Series("degree", simple.degree()),
        pl.Series("strength_in", graph.strength(mode="in", weights="weight")),
        pl.Series("strength_out", graph.strength(mode="out", weights="weight")),
        pl.Series("betweenness", betweenness(graph)).round(9),
        pl.Series("pagerank", graph.pagerank(weights="weight")).round(9),
        pl.Series("community", agreed.membership),
        pl.Series("certainty", agreed.certainty).round(9),
    )


def _occurrences(rows: pl.DataFrame, mentions: pl.DataFrame, network: str, group: str) -> pl.DataFrame:
    if network.startswith("cooccurrence"):
        here = mentions if group == ALL else mentions.filter(pl.col("group") == group)
        counts = here.group_by(pl.col("actor").cast(pl.String).alias("node")).len()
        return counts.select(pl.lit("actor").alias("kind"), "node", pl.col("len").alias("weight"))
    ends: Collection[tuple[str, str]] = (
        ("source", "actor"),
        ("target", "concept" if network in TWO_MODE else "actor"),
    )
    ids = pl.concat(
        rows.select(pl.lit(kind).alias("kind"), pl.col(end).alias("node"), pl.col("processes").str.split(";"))
        for end, kind in ends
    )
    return (
        ids.explode("processes").group_by("kind", "node").agg(pl.col("processes").n_unique().alias("weight"))
    )
