import networkx as nx
import numpy as np
import polars as pl
import pytest

from machtstaal.networks import edges as edge_table
from machtstaal.networks import graph, measures

MENTIONS = pl.DataFrame(
    {"actor": ["a", "a", "a", "b", "c"], "group": ["citizens", "citizens", "experts", "citizens", "citizens"]}
)


def table(network, *rows, group="all"):
    """Edges from (source, target, weight), each with as many ids as its weight."""
    return pl.DataFrame(
        [
            {
                "network": network,
                "group": group,
                "source": source,
                "target": target,
                "weight": weight,
                "processes": ";".join(f"{source}{target}{n}" for n in range(weight)),
            }
            for source, target, weight in rows
        ],
        schema=edge_table.EDGE_SCHEMA,
    )


def column(nodes, name):
    return dict(nodes.select("node", name).iter_rows())


def test_the_middle_of_a_path_is_between():
    nodes = measures.nodes(table("cooccurrence_sentence", ("a", "b", 2), ("b", "c", 3)), MENTIONS)
    assert column(nodes, "degree") == {"a": 1, "b": 2, "c": 1}
    assert column(nodes, "strength_in") == column(nodes, "strength_out") == {"a": 2, "b": 5, "c": 3}
    assert column(nodes, "betweenness") == {"a": 0, "b": 1, "c": 0}
    assert nodes["kind"].to_list() == ["actor"] * 3


def test_a_heavy_detour_is_shorter_than_a_light_tie():
    nodes = measures.nodes(
        table("cooccurrence_sentence", ("a", "b", 4), ("b", "c", 4), ("a", "c", 1)), MENTIONS
    )
    assert column(nodes, "betweenness")["b"] == 1


def test_ways_of_equal_length_share_though_fractions_do_not_add_up_exactly():
    # 1/6 + 1/30 is 1/5, but not in floating point
    nodes = measures.nodes(
        table("cooccurrence_sentence", ("a", "b", 3), ("b", "c", 6), ("a", "c", 2)), MENTIONS
    )
    assert column(nodes, "betweenness")["b"] == 0.5


def test_power_has_direction_and_loops_are_no_neighbours():
    nodes = measures.nodes(table("power", ("a", "b", 3), ("b", "a", 1), ("a", "a", 2)), MENTIONS)
    assert column(nodes, "degree") == {"a": 1, "b": 1}
    assert column(nodes, "strength_out") == {"a": 5, "b": 1}
    assert column(nodes, "strength_in") == {"a": 3, "b": 3}


def test_the_weight_of_a_node_is_its_mentions_or_its_processes():
    together = table("cooccurrence_sentence", ("a", "b", 1), group="citizens")
    assert column(measures.nodes(together, MENTIONS), "weight") == {"a": 2, "b": 1}
    frames = table("power", ("a", "b", 2), ("b", "c", 1), group="citizens")
    assert column(measures.nodes(frames, MENTIONS), "weight") == {"a": 2, "b": 3, "c": 1}


def test_an_actor_and_a_concept_with_one_name_are_two_nodes():
    nodes = measures.nodes(table("actor_concept", ("data", "data", 2), ("data", "delen", 2)), MENTIONS)
    assert nodes.select("kind", "node", "degree").rows() == [
        ("actor", "data", 2),
        ("concept", "data", 1),
        ("concept", "delen", 1),
    ]


@pytest.mark.parametrize("directed", [False, True])
def test_centralities_agree_with_networkx(directed):
    rng = np.random.default_rng(4)
    names = [f"n{i:02d}" for i in range(14)]
    pairs = [(a, b) for a in names for b in names if (a != b if directed else a < b) and rng.random() < 0.25]
    network = "power" if directed else "cooccurrence_window"
    edges = table(network, *((a, b, int(rng.integers(1, 999))) for a, b in pairs))  # no ways of equal length
    ours = measures.nodes(edges, MENTIONS)
    theirs = graph.build(edges, network, "all")
    for _, _, data in theirs.edges(data=True):
        data["length"] = 1 / data["weight"]
    for name, expected in (
        ("betweenness", nx.betweenness_centrality(theirs, weight="length")),
        ("pagerank", nx.pagerank(theirs, weight="weight", tol=1e-12, max_iter=1000)),
    ):
        found = column(ours, name)
        assert all(found[node] == pytest.approx(value, abs=1e-6) for node, value in expected.items())


def test_two_cliques_with_one_tie_are_two_communities():
    left, right = [("a", "b", 5), ("b", "c", 5), ("a", "c", 5)], [("x", "y", 5), ("y", "z", 5), ("x", "z", 5)]
    edges = table("cooccurrence_window", *left, *right, ("c", "x", 1))
    nodes = measures.nodes(edges, MENTIONS)
    assert column(nodes, "community") == {"a": 1, "b": 1, "c": 1, "x": 2, "y": 2, "z": 2}
    whole = measures.summary(edges, nodes).row(0, named=True)
    # weights 15, 15 and 1: 30/31 of the weight inside, each half with half of the ends
    assert whole["modularity"] == pytest.approx(30 / 31 - 0.5)
    assert (whole["n_nodes"], whole["n_edges"], whole["n_communities"]) == (6, 7, 2)
    assert whole["density"] == pytest.approx(7 / 15)


def test_ties_without_weight_are_not_measured():
    edges = table("power", ("a", "b", 1), ("b", "c", 0))
    assert measures.nodes(edges, MENTIONS)["node"].to_list() == ["a", "b"]
    assert graph.build(edges, "power", "all").number_of_edges() == 1


def test_a_network_of_one_tie_has_measures():
    nodes = measures.nodes(table("power", ("a", "b", 1)), MENTIONS)
    assert column(nodes, "betweenness") == {"a": 0, "b": 0}
    loop = measures.nodes(table("power", ("a", "a", 1)), MENTIONS)
    assert column(loop, "degree") == {"a": 0}
    assert measures.summary(table("power", ("a", "a", 1)), loop)["density"].item() is None


def test_an_empty_network_has_empty_tables():
    nothing = edge_table.empty()
    nodes = measures.nodes(nothing, MENTIONS)
    assert nodes.height == 0
    assert dict(nodes.schema) == measures.NODE_SCHEMA
    assert measures.summary(nothing, nodes).height == 0
    assert list(graph.graphs(nothing, nodes)) == []


def test_the_strongest_actors_and_concepts_are_kept():
    edges = table("actor_concept", ("a", "x", 5), ("a", "y", 1), ("b", "x", 4), ("c", "y", 3))
    kept = edge_table.strongest(edges, actors=2, concepts=1)
    assert kept.select("source", "target").rows() == [("a", "x"), ("b", "x")]
