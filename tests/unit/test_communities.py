import igraph as ig
import numpy as np
import pytest

from machtstaal.networks import communities


def planted(n=40, blocks=4, inside=0.6, between=0.05, seed=3):
    """Graph with communities that are there: ties are likelier inside."""
    rng = np.random.default_rng(seed)
    block = np.arange(n) % blocks
    chance = np.where(block[:, None] == block, inside, between)
    ends = np.argwhere(np.triu(rng.random((n, n)) < chance, 1))
    graph = ig.Graph(n=n, edges=ends)
    graph.es["weight"] = 1
    return graph, block


def random_graph(seed=3):
    return planted(inside=0.18, between=0.18, seed=seed)[0]


def test_communities_that_are_there_are_found_and_sure():
    graph, block = planted()
    found = communities.consensus(graph, seed=1)
    assert [len(set(block[found.membership == number])) for number in (1, 2, 3, 4)] == [1] * 4
    assert found.stability > 0.95
    assert found.certainty.min() > 0.9


def test_communities_of_a_random_graph_are_not_sure():
    sure = communities.consensus(planted()[0], seed=1)
    unsure = communities.consensus(random_graph(), seed=1)
    assert unsure.stability < 0.7 < sure.stability
    assert unsure.certainty.mean() < sure.certainty.mean() - 0.1


def test_nodes_of_one_community_are_together_more_often_than_others():
    found = communities.consensus(random_graph(), seed=1)
    same = found.membership[:, None] == found.membership
    np.fill_diagonal(found.together, np.nan)
    assert np.nanmean(found.together[same]) > np.nanmean(found.together[~same])


def test_runs_agree_better_by_consensus_than_by_themselves():
    """What Lancichinetti & Fortunato propose it for: another seed gives nearly the same communities."""
    graph = random_graph()
    by_consensus = [communities.consensus(graph, seed=seed).membership for seed in (10, 200, 3000)]
    alone = [
        communities.consensus(graph, seed=seed, runs=2, threshold=1).membership for seed in (10, 200, 3000)
    ]

    def agreement(found):
        return np.mean(
            [communities.adjusted_rand_score(found[i], found[j]) for i, j in ((0, 1), (0, 2), (1, 2))]
        )

    assert agreement(by_consensus) > agreement(alone)


def test_communities_do_not_change_from_run_to_run():
    graph = random_graph()
    first, second = communities.consensus(graph, seed=7), communities.consensus(graph, seed=7)
    assert first.membership.tolist() == second.membership.tolist()
    assert first.stability == second.stability


def test_direction_is_ignored_and_ways_are_added():
    graph = ig.Graph([(0, 1), (1, 0), (2, 3), (3, 2), (1, 2)], directed=True)
    graph.es["weight"] = [3, 3, 3, 3, 1]
    assert communities.consensus(graph, seed=1).membership.tolist() == [1, 1, 2, 2]


def test_a_node_alone_is_a_community():
    graph = ig.Graph(n=3, edges=[(0, 1)])
    graph.es["weight"] = 1
    found = communities.consensus(graph, seed=1)
    assert found.membership.tolist() == [1, 1, 2]
    assert found.certainty.tolist() == [1, 1, 1]


@pytest.mark.parametrize("n", [1, 2])
def test_the_smallest_graphs_have_communities(n):
    graph = ig.Graph(n=n, edges=[(0, n - 1)])
    graph.es["weight"] = 1
    assert communities.consensus(graph, seed=1).membership.tolist() == [1] * n
