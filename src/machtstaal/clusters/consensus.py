"""What many divisions agree on: how often two units come together, and the division that follows from it."""

import numpy as np
import polars as pl
from scipy.sparse.linalg import eigsh

from machtstaal.clusters.stability import partition

LANDMARKS = 3000
"""Up to so many units all pairs are held in memory; of more, all units are placed by their pairs with so many."""
TILES = 48
"""Most rows and columns of the matrix that is written and drawn."""

SCHEMA = {
    "k": pl.Int64,
    "tile_a": pl.Int64,
    "tile_b": pl.Int64,
    "cluster_a": pl.Int64,
    "cluster_b": pl.Int64,
    "n_units_a": pl.Int64,
    "n_units_b": pl.Int64,
    "share": pl.Float64,
}


class Runs:
    """Divisions of subsets of the units, each with its own subset, features and random start.

    Parameters
    ----------
    labels
        Runs by units: the cluster of each unit, -1 where the run did not draw the unit.

    Attributes
    ----------
    member
        Units by clusters of all runs (float32): 1 where the unit is in it.
    drawn
        Units by runs (float32): 1 where the run drew the unit.
    """

    def __init__(self, labels: np.ndarray) -> None:
        k = int(labels.max(initial=0)) + 1
        self.member = (labels.T[:, :, None] == np.arange(k)).reshape(labels.shape[1], -1).astype(np.float32)
        self.drawn = (labels.T >= 0).astype(np.float32)

    def shares(self, rows: np.ndarray | slice, columns: np.ndarray | slice) -> np.ndarray:
        """Share of the runs that drew both units in which they came together (Monti et al. 2003).

        Returns
        -------
        numpy.ndarray
            Rows by columns, 0 to 1; NaN for two units that no run drew both.

        Examples
        --------
        The first two units are together in both runs that drew both, the first and the third in one of two.

        >>> runs = Runs(np.array([[0, 0, 1, -1], [1, 1, 1, 0], [0, -1, -1, 0]]))
        >>> runs.shares(slice(0, 1), slice(None)).round(2).tolist()
        [[1.0, 1.0, 0.5, 0.5]]
        """
        return _ratio(self.member[rows] @ self.member[columns].T, self.drawn[rows] @ self.drawn[columns].T)

    def between(self, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Mean co-assignment of each unit with the other units of each cluster, and of all pairs of clusters.

        Means are over pairs and runs at once: times together over times drawn together.

        Parameters
        ----------
        labels
            Cluster (or any other part) of each unit, from 0.

        Returns
        -------
        items : numpy.ndarray
            Units by clusters: item consensus of Monti et al. (2003); NaN where there is no other unit.
        clusters : numpy.ndarray
            Clusters by clusters, symmetric; on the diagonal the cluster consensus of Monti et al. (2003).

        Examples
        --------
        >>> items, clusters = Runs(np.array([[0, 0, 1], [0, 1, 1]])).between(np.array([0, 0, 1]))
        >>> items[:, 0].tolist(), clusters.tolist()
        ([0.5, 0.5, 0.25], [[0.5, 0.25], [0.25, nan]])
        """
        part = (labels[:, None] == np.arange(labels.max(initial=0) + 1)).astype(np.float64)
        member, drawn = self.member.astype(np.float64), self.drawn.astype(np.float64)
        together, both = member @ (member.T @ part), drawn @ (drawn.T @ part)
        itself = drawn.sum(axis=1, keepdims=True) * part  # a unit is always with itself
        together, both = together - itself, both - itself
        return _ratio(together, both), _ratio(part.T @ together, part.T @ both)

    def divide(self, k: int, seed: int) -> np.ndarray:
        """Divide the units by their co-assignment: the consensus of the runs.

        k-means in the space in which the inner product of two units is their co-assignment, so that units that come
        together often are near. Its best k directions are the k leading eigenvectors (Ding & He 2004); where every run
        drew every unit this is k-means on the clusters of all runs as features (Topchy, Jain & Punch 2005). Above
        `LANDMARKS` units the eigenvectors are those of a sample, and all units are placed by their co-assignment with
        the sample (Nystroem's method: Fowlkes et al. 2004).

        Parameters
        ----------
        k, seed
            Number of clusters; seed of sample and starts.

        Returns
        -------
        numpy.ndarray
            Cluster of each unit, from 0.
        """
        n = len(self.drawn)
        rng = np.random.default_rng(seed)
        sample = np.arange(n) if n <= LANDMARKS else np.sort(rng.choice(n, LANDMARKS, replace=False))
        matrix = self._filled(sample, sample)
        values, vectors = eigsh(matrix, k=min(k, len(sample) - 1), v0=rng.normal(size=len(sample)))
        kept = values > 1e-6 * values.max()
        values, vectors = values[kept], vectors[:, kept]
        if len(sample) == n:
            return partition(vectors * np.sqrt(values), k, seed, starts=10)
        blocks = [np.arange(n)[start : start + LANDMARKS] for start in range(0, n, LANDMARKS)]
        placed = np.vstack([self._filled(block, sample) @ vectors for block in blocks])
        return partition(placed / np.sqrt(values), k, seed, starts=10)

    def _filled(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """Shares with the mean where two units were never drawn both: nothing is known of them."""
        shares = self.shares(rows, columns).astype(np.float64)
        return np.where(np.isnan(shares), np.nanmean(shares), shares)


def combine(labels: np.ndarray, k: int, seed: int) -> np.ndarray:
    """Divide units by the divisions of the same units by several sets of features.

    k-means on the clusters of all divisions as features of zero and one (Topchy, Jain & Punch 2005): units that are
    together in most divisions are together. One division stands for itself.

    Parameters
    ----------
    labels
        Divisions by units: clusters from 0.
    k, seed
        Number of clusters; seed of the starts.

    Examples
    --------
    Two of three divisions agree, and their division it is.

    >>> halves = np.repeat([0, 1], 6)
    >>> found = combine(np.array([halves, 1 - halves, np.arange(12) % 2]), 2, seed=1)
    >>> found.reshape(2, 6).std(axis=1).tolist(), bool(found[0] != found[6])
    ([0.0, 0.0], True)
    """
    if len(labels) == 1:
        return labels[0]
    kinds, which, times = np.unique(labels, axis=1, return_inverse=True, return_counts=True)
    points = (kinds.T[:, :, None] == np.arange(k)).reshape(kinds.shape[1], -1).astype(np.float64)
    return partition(points, k, seed, starts=3, weights=times.astype(np.float64))[which.ravel()]


def tiles(labels: np.ndarray, consensus: np.ndarray, most: int = TILES) -> np.ndarray:
    """Lay the units in a row, cluster by cluster and surest first, and cut the row into tiles of like size.

    Parameters
    ----------
    labels
        Cluster of each unit, from 0.
    consensus
        Co-assignment of each unit with its own cluster.
    most
        Most tiles, more than there are clusters; with no more units than that each has its own.

    Returns
    -------
    numpy.ndarray
        Tile of each unit, from 0.

    Examples
    --------
    >>> tiles(np.array([1, 0, 0, 0]), np.array([0.9, 0.5, 0.8, 0.7]), most=3).tolist()
    [2, 1, 0, 0]
    """
    sizes = np.bincount(labels)
    held = max(1, -(-len(labels) // max(1, most - len(sizes) + 1)))
    found = np.empty(len(labels), dtype=np.int64)
    first = 0
    for cluster, size in enumerate(sizes):
        rows = np.flatnonzero(labels == cluster)
        rows = rows[np.argsort(-np.nan_to_num(consensus[rows]), kind="stable")]
        n_tiles = max(1, -(-int(size) // held))
        found[rows] = first + np.arange(size) * n_tiles // max(size, 1)
        first += n_tiles
    return found


def matrix(runs: Runs, labels: np.ndarray, tile: np.ndarray, k: int) -> pl.DataFrame:
    """Co-assignment of all pairs of tiles, each pair of tiles once.

    Parameters
    ----------
    runs
        The runs.
    labels, tile
        Cluster (from 0) and tile (from 0) of each unit.
    k
        Number of clusters.

    Returns
    -------
    polars.DataFrame
        Columns of `SCHEMA`; tiles and clusters from 1; `share` is null for a tile of one unit with itself.
    """
    shares = runs.between(tile)[1]
    sizes = np.bincount(tile)
    owner = np.zeros(len(sizes), dtype=np.int64)
    owner[tile] = labels
    a, b = np.triu_indices(len(sizes))
    return pl.DataFrame(
        {
            "k": np.full(len(a), k),
            "tile_a": a + 1,
            "tile_b": b + 1,
            "cluster_a": owner[a] + 1,
            "cluster_b": owner[b] + 1,
            "n_units_a": sizes[a],
            "n_units_b": sizes[b],
            "share": pl.Series(shares[a, b]).fill_nan(None),
        },
        schema_overrides=SCHEMA,
    )


def _ratio(together: np.ndarray, both: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(both > 0, together / both, np.nan)
