"""From the edge table to networkx graphs."""

from collections.abc import Iterator

import networkx as nx
import polars as pl

from machtstaal.networks.edges import DIRECTED, TWO_MODE

CONCEPT_PREFIX = "concept:"


def build(
    edges: pl.DataFrame, network: str, group: str, nodes: pl.DataFrame | None = None
) -> nx.Graph | nx.DiGraph:
    """Build the graph of one network in one group.

    Edges of weight zero (power that is only a norm, imagined or denied) stay in the edge table and out
    of the graph: a tie of no weight has no length, and Gephi refuses files with one (gephi issue 1945).

    Parameters
    ----------
    edges
        Edge table.
    network, group
        Which rows of it.
    nodes
        Node table of `measures.nodes`; its columns become node attributes.

    Returns
    -------
    networkx.Graph or networkx.DiGraph
        Directed for `power`. Nodes and edges in alphabetical order; attributes are those columns that are
        not null. The node of a concept is called `concept:lemma`: an actor can have the same name.

    Examples
    --------
    >>> from machtstaal.networks.edges import EDGE_SCHEMA
    >>> edges = pl.DataFrame(
    ...     [{"network": "power", "group": "all", "source": "business", "target": "citizens", "weight": 2}],
    ...     schema=EDGE_SCHEMA,
    ... )
    >>> build(edges, "power", "all").edges(data="weight")
    OutEdgeDataView([('business', 'citizens', 2)])
    """
    made = nx.DiGraph if network in DIRECTED else nx.Graph
    graph = made(name=f"{network}, {group}")
    rows = select(edges, network, group).drop("network", "group")
    prefix = pl.lit(CONCEPT_PREFIX if network in TWO_MODE else "")
    rows = rows.with_columns((prefix + pl.col("target")).alias("target"))
    if nodes is not None:
        concept = pl.col("kind") == "concept"
        name = pl.when(concept).then(prefix + pl.col("node")).otherwise("node")
        known = nodes.filter((pl.col("network") == network) & (pl.col("group") == group))
        known = known.select(
            name.alias("id"), pl.col("node").alias("label"), pl.exclude("network", "group", "node")
        )
        for row in known.sort("id").iter_rows(named=True):
            graph.add_node(row.pop("id"), **_present(row))
    else:
        graph.add_nodes_from(pl.concat([rows["source"], rows["target"]]).unique().sort())
    for row in rows.iter_rows(named=True):
        graph.add_edge(row.pop("source"), row.pop("target"), **_present(row))
    return graph


def graphs(
    edges: pl.DataFrame, nodes: pl.DataFrame | None = None
) -> Iterator[tuple[str, str, nx.Graph | nx.DiGraph]]:
    """Build every network of every group, with its name and group, in alphabetical order."""
    for network, group in edges.select("network", "group").unique().sort("network", "group").iter_rows():
        yield network, group, build(edges, network, group, nodes)


def select(edges: pl.DataFrame, network: str, group: str) -> pl.DataFrame:
    """Select the edges of one network in one group that have weight, in alphabetical order."""
    rows = edges.filter((pl.col("network") == network) & (pl.col("group") == group) & (pl.col("weight") > 0))
    return rows.sort("source", "target")


def _present(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if value is not None}
