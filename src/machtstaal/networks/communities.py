"""Communities that many runs of the Leiden algorithm agree on."""

from dataclasses import dataclass
from itertools import pairwise

import igraph as ig
import leidenalg
import numpy as np
from sklearn.metrics import adjusted_rand_score

RUNS = 30
THRESHOLD = 0.5
ROUNDS = 20


@dataclass(frozen=True)
class Consensus:
    """Communities of a graph and how sure they are.

    Attributes
    ----------
    membership
        Community of each node, from 1, the one with most nodes first.
    together
        Share of the runs in which two nodes are in one community, nodes by nodes.
    certainty
        How often a node is with the others of its community, mean share of the runs; 1 for a node alone that
        is always alone.
    stability
        Adjusted Rand index of one run and the next (Hubert & Arabie 1985), mean: 1 if all runs are the same.
    """

    membership: np.ndarray
    together: np.ndarray
    certainty: np.ndarray
    stability: float


def consensus(
    graph: ig.Graph, *, seed: int = 2025, runs: int = RUNS, threshold: float = THRESHOLD
) -> Consensus:
    """Divide a graph into the communities that runs of the Leiden algorithm agree on.

    One run of Leiden (Traag, Waltman & van Eck 2019) maximises the modularity of the edge weights, direction
    ignored, and many divisions are nearly as good. In consensus clustering (Lancichinetti & Fortunato 2012)
    the shares of the runs in which two nodes are together become the weights of a new graph, in which shares
    below a threshold are no ties (a node that would lose all keeps its strongest); it is divided as often
    again, until all runs are the same.

    Parameters
    ----------
    graph
        Graph with the edge attribute `weight`; the result is repeatable for the same order of nodes.
    seed
        Seed of the first run; each further run has the next.
    runs
        Runs on each graph, two or more.
    threshold
        Share below which being together is left out, between 0 and 1.

    Returns
    -------
    Consensus
        If runs still differ after twenty rounds, the membership is that of the best of the last.

    Examples
    --------
    >>> two_triangles = ig.Graph([(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)])
    >>> two_triangles.es["weight"] = [2, 2, 2, 2, 2, 2, 1]
    >>> found = consensus(two_triangles, seed=1)
    >>> found.membership.tolist(), found.stability, found.certainty.tolist()
    ([1, 1, 1, 2, 2, 2], 1.0, [1.0, 1.0, 1.0, 1.0, 1.0, 1.0])

    In a ring of six equal ties each run cuts somewhere else, so nobody is sure:

    >>> ring = ig.Graph.Ring(6)
    >>> ring.es["weight"] = 1
    >>> consensus(ring, seed=1).stability < 0.5
    True
    """
    divided, best = _runs(graph.as_undirected(combine_edges="sum"), runs, seed)
    first = together = _together(divided)
    stability = float(np.mean([adjusted_rand_score(*pair) for pair in pairwise(divided)]))
    for _ in range(ROUNDS):
        if np.isin(together, (0.0, 1.0)).all():
            break
        divided, best = _runs(_agreed(together, threshold), runs, seed)
        together = _together(divided)
    membership = _numbered(divided[best])
    return Consensus(membership, first, _certainty(first, membership), stability)


def _runs(graph: ig.Graph, runs: int, seed: int) -> tuple[np.ndarray, int]:
    """Divisions of a graph, runs by nodes, and which is the best (of equals the first)."""
    found = [
        leidenalg.find_partition(
            graph, leidenalg.ModularityVertexPartition, weights="weight", n_iterations=-1, seed=seed + run
        )
        for run in range(runs)
    ]
    best = np.argmax([round(partition.quality(), 9) for partition in found])
    return np.array([partition.membership for partition in found]).reshape(runs, -1), int(best)


def _together(divided: np.ndarray) -> np.ndarray:
    """Share of the divisions in which two nodes are in one community, nodes by nodes."""
    counts = np.zeros((divided.shape[1],) * 2)
    for labels in divided:
        counts += labels[:, None] == labels
    return counts / len(divided)


def _agreed(together: np.ndarray, threshold: float) -> ig.Graph:
    """Graph of the shares that reach the threshold; a node with none keeps its largest."""
    shares = together.copy()
    np.fill_diagonal(shares, 0)
    kept = shares >= threshold
    alone = np.flatnonzero(~kept.any(axis=1) & shares.any(axis=1))
    kept[alone, shares[alone].argmax(axis=1)] = True
    ends = np.argwhere(np.triu(kept | kept.T))
    graph = ig.Graph(n=len(shares), edges=ends)
    graph.es["weight"] = shares[tuple(ends.T)].tolist()
    return graph


def _numbered(labels: np.ndarray) -> np.ndarray:
    """Number communities from 1, the one with most nodes first, of equals the one that begins first."""
    _, first, found, sizes = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    number = np.empty(len(sizes), dtype=int)
    number[np.lexsort((first, -sizes))] = np.arange(1, len(sizes) + 1)
    return number[found]


def _certainty(together: np.ndarray, membership: np.ndarray) -> np.ndarray:
    """Mean share of the runs in which a node is with the others of its community; of one alone, in which it is alone."""
    same = membership[:, None] == membership
    np.fill_diagonal(same, False)
    others = same.sum(axis=1)
    strangers = np.where(np.eye(len(together), dtype=bool), 0, together).max(axis=1, initial=0)
    with_own = (together * same).sum(axis=1) / np.maximum(others, 1)
    return np.where(others > 0, with_own, 1 - strangers)
