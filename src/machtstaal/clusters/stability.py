"""How well a clustering comes back when some of the speakers are left out."""

import warnings

import numpy as np
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning

FEW_SPEAKERS = 8


def subsamples(speakers: np.ndarray, n: int, seed: int, share: float = 0.8) -> list[np.ndarray]:
    """Draw subsets of the units without replacement, whole speakers at a time.

    Turns of one speaker resemble one another; a subset that keeps some turns of everybody would find a
    cluster again that is nothing but one person's way of talking. With fewer than `FEW_SPEAKERS` speakers
    the subsets would hardly differ, so units are drawn instead.

    Parameters
    ----------
    speakers
        Speaker of each unit.
    n
        Number of subsets.
    seed
        Seed of the draws.
    share
        Share of the speakers (or units) in a subset.

    Returns
    -------
    list of numpy.ndarray
        Sorted row numbers of each subset.

    Examples
    --------
    >>> subsets = subsamples(np.repeat(np.arange(10), 3), n=2, seed=1)
    >>> [len(rows) for rows in subsets]
    [24, 24]
    """
    rng = np.random.default_rng(seed)
    _, whose = np.unique(speakers, return_inverse=True)
    n_speakers = whose.max(initial=-1) + 1
    if n_speakers < FEW_SPEAKERS:
        whose, n_speakers = np.arange(len(speakers)), len(speakers)
    size = int(share * n_speakers)
    return [np.flatnonzero(np.isin(whose, rng.choice(n_speakers, size, replace=False))) for _ in range(n)]


def partition(
    points: np.ndarray, k: int, seed: int, starts: int = 1, weights: np.ndarray | None = None
) -> np.ndarray:
    """Divide units into k clusters by k-means with k-means++ starts (Arthur & Vassilvitskii 2007).

    On rows of length one, squared distance is twice one minus the cosine: spherical k-means (Dhillon & Modha
    2001) up to the length of the centroids. Where the units are no more than k, each is its own cluster. `weights`
    says how many units a point stands for.
    """
    if len(points) <= k or not points.shape[1]:
        return np.minimum(np.arange(len(points)), k - 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # fewer different units than clusters
        found = KMeans(k, n_init=starts, random_state=seed, max_iter=100, tol=1e-3)
        return found.fit(points, sample_weight=weights).labels_


def partitions(points: list[np.ndarray], subsets: list[np.ndarray], n: int, k: int, seed: int) -> np.ndarray:
    """Cluster every subset on its own.

    Parameters
    ----------
    points
        Coordinates of the units of each subset.
    subsets
        Row numbers of the units of each subset, of `n` in all.
    k, seed
        Number of clusters; seed of the starts.

    Returns
    -------
    numpy.ndarray
        Subsets by units: the cluster of each unit, -1 where the subset left the unit out.
    """
    seeds = np.random.default_rng(seed).integers(2**31, size=len(subsets))
    labels = np.full((len(subsets), n), -1, dtype=np.int64)
    for row, (where, subset, start) in enumerate(zip(points, subsets, seeds, strict=True)):
        labels[row, subset] = partition(where, k, int(start))
    return labels


def agreement(labels: np.ndarray) -> np.ndarray:
    """Compute the adjusted Rand index of every pair of clusterings, over the units that both contain.

    The distribution of these pairwise similarities is the stability of Ben-Hur, Elisseeff & Guyon (2002).

    Parameters
    ----------
    labels
        Output of `partitions`, at least two rows.

    Returns
    -------
    numpy.ndarray
        One value a pair, upper triangle row by row.

    Examples
    --------
    >>> agreement(np.array([[0, 0, 1, 1, -1], [1, 1, 0, 0, 0], [0, 1, 0, 1, -1]])).round(3).tolist()
    [1.0, -0.5, -0.5]
    """
    tables = _tables(labels, labels)
    return adjusted_rand(tables[np.triu_indices(len(labels), 1)])


def _tables(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Contingency tables of all pairs of clusterings (left, right, cluster, cluster), in one product."""
    k = int(max(left.max(), right.max())) + 1
    member = [(labels[:, None, :] == np.arange(k)[:, None]).astype(np.float32) for labels in (left, right)]
    flat = [m.reshape(-1, m.shape[-1]) for m in member]
    return (flat[0] @ flat[1].T).reshape(len(left), k, len(right), k).transpose(0, 2, 1, 3).astype(float)


def agreement_with(reference: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Compute the adjusted Rand index of one division of all units with each of several of subsets.

    Parameters
    ----------
    reference
        Cluster of each unit, from 0.
    labels
        Output of `partitions`.

    Returns
    -------
    numpy.ndarray
        One value a row of `labels`.

    Examples
    --------
    >>> agreement_with(np.array([0, 0, 1, 1]), np.array([[1, 1, 0, -1], [0, 1, 0, 1]])).round(3).tolist()
    [1.0, -0.5]
    """
    return adjusted_rand(_tables(reference[None], labels)[0])


def adjusted_rand(tables: np.ndarray) -> np.ndarray:
    """Compute the adjusted Rand index of contingency tables (Hubert & Arabie 1985).

    1 is the same division, 0 as alike as two random divisions with these cluster sizes; 0 also where fewer
    than two units are shared.

    Parameters
    ----------
    tables
        Counts of units, shape (..., clusters of one, clusters of the other).

    Examples
    --------
    Five units, {a b c}{d e} against {a b d}{c e}: one of ten pairs is together in both, four in each.

    >>> float(adjusted_rand(np.array([[2, 1], [1, 1]])).round(4))
    -0.25
    >>> float(adjusted_rand(np.array([[3, 0], [0, 2]])))
    1.0
    """

    def pairs(n: np.ndarray) -> np.ndarray:
        return n * (n - 1) / 2

    together = pairs(tables).sum(axis=(-2, -1))
    rows, columns = pairs(tables.sum(axis=-1)).sum(axis=-1), pairs(tables.sum(axis=-2)).sum(axis=-1)
    everything = pairs(tables.sum(axis=(-2, -1)))
    expected = rows * columns / np.where(everything > 0, everything, 1)
    span = (rows + columns) / 2 - expected
    index = np.where(span > 0, (together - expected) / np.where(span > 0, span, 1), 1.0)
    return np.where(everything > 0, index, 0.0)


def jaccard(reference: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Measure how well each cluster is found again: mean Jaccard overlap with its best match (Hennig 2007).

    For each subset, the cluster of `reference` cut down to the subset's units is compared with the most
    similar cluster found there. Under 0.5 a cluster has dissolved; 0.75 and more is stable (Hennig 2007).

    Parameters
    ----------
    reference
        Cluster of each unit in the solution that is judged, from 0.
    labels
        Output of `partitions` for the same number of clusters.

    Returns
    -------
    numpy.ndarray
        One value a cluster, from 0 to 1.

    Examples
    --------
    >>> jaccard(np.array([0, 0, 1, 1]), np.array([[1, 1, 0, -1], [0, 0, 0, 1]])).round(3).tolist()
    [0.833, 0.75]
    """
    present = labels >= 0
    found = _tables(np.where(present, reference, -1), labels) if len(labels) else np.zeros((0, 0, 1, 1))
    both = found[np.arange(len(labels)), np.arange(len(labels))]
    union = both.sum(axis=2)[:, :, None] + both.sum(axis=1)[:, None, :] - both
    best = (both / np.where(union > 0, union, 1)).max(axis=2)
    seen = both.sum(axis=2) > 0
    return np.where(seen, best, 0).sum(axis=0) / np.maximum(seen.sum(axis=0), 1)
