"""How many clusters, if any: the division that is found again, and more often than by chance."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from scipy import sparse
from sklearn import config_context
from sklearn.metrics import silhouette_score
from threadpoolctl import threadpool_limits

from machtstaal.clusters.features import Blocks, deal, directions, noise, principal, weigh
from machtstaal.clusters.outcome import NO_FEATURES, TOO_FEW, nothing, verdict
from machtstaal.clusters.stability import FEW_SPEAKERS, agreement, jaccard, partition, partitions, subsamples

FEW_UNITS = 30
SILHOUETTE_UNITS = 2000

SOLUTION_SCHEMA = {
    "k": pl.Int64,
    "stability": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "null_mean": pl.Float64,
    "null_high": pl.Float64,
    "silhouette": pl.Float64,
    "smallest": pl.Int64,
    "chosen": pl.Boolean,
}


@dataclass(frozen=True)
class Clustering:
    """What was found.

    Attributes
    ----------
    solutions
        One row a number of clusters, `SOLUTION_SCHEMA`: mean adjusted Rand index of pairs of subsets with
        its 2.5th and 97.5th percentile over pairs; its mean by chance and the value to exceed; silhouette;
        units in the smallest cluster.
    units
        The units with `cluster` (from 1, largest first; null where nothing is stable) and `centrality`:
        from -1 to 1, how much nearer its own centroid is than the next (simplified silhouette, Hruschka,
        de Castro & Campello 2004).
    jaccard
        Per cluster, how well it is found again (Hennig 2007).
    outcome
        outcome, k, stability, sentence, and the numbers the sentence rests on.
    """

    solutions: pl.DataFrame
    units: pl.DataFrame
    jaccard: pl.DataFrame
    outcome: dict[str, Any]


def solve(
    blocks: Blocks,
    units: pl.DataFrame,
    *,
    k_min: int = 2,
    k_max: int = 8,
    resamples: int = 50,
    stability: float = 0.7,
    components: int = 10,
    nulls: int = 20,
    null_resamples: int = 6,
    seed: int = 2025,
) -> Clustering:
    """Find the number of clusters that is stable, or say that none is.

    The units are placed in one space (`features.weigh`, `features.principal`), of which the axes are kept
    that are stronger than the 95th percentile of the first axis of random data (parallel analysis, Horn
    1965; at least two). For each k, axes and k-means clusters are found anew in `resamples` subsets with
    80 % of the speakers; the stability of k is the mean adjusted Rand index of all pairs of subsets, on the
    units they share (Ben-Hur, Elisseeff & Guyon 2002). The same is done for `nulls` data sets in which the
    occurrences are dealt at random over the units (`features.deal`).

    A k is stable when (1) its stability reaches the threshold; (2) it exceeds the null mean of that k by
    more than the 95th percentile, over null data sets, of the largest such excess at any k, which is one
    test for all k together (Westfall & Young 1993); (3) k - 1 axes are stronger than chance, which is what k
    clusters need to differ (Ding & He 2004); (4) its smallest cluster holds 2 % of the units and at least
    five. Of the stable k the one furthest above its null mean is chosen (as in the gap statistic,
    Tibshirani, Walther & Hastie 2001).

    Stability says that a division comes back, not that it is natural: a continuum can be cut in the same
    place every time (von Luxburg 2010). Nor does a high silhouette say so where only two or three axes are
    kept: points on a circle always have near neighbours.

    Parameters
    ----------
    blocks
        Output of `features.count` for `units`.
    units
        Output of `units.select`, rows in the order of `blocks`; whole speakers (speaker_code) are resampled.
    k_min, k_max
        Smallest and largest number of clusters tried; k_max is lowered to a tenth of the units.
    resamples
        Subsets, two or more.
    stability
        Least mean adjusted Rand index of a stable solution.
    components
        Largest number of dimensions of the space.
    nulls, null_resamples
        Random data sets, and subsets of each.
    seed
        Seed of all draws and starts.

    Raises
    ------
    ValueError
        If `blocks` and `units` differ in their number of units.
    """
    if any(block.counts.shape[0] != units.height for block in blocks.values()):
        raise ValueError("blocks and units do not describe the same units")
    speakers = units["speaker_code"].to_numpy()
    facts = {
        "n_units": units.height,
        "n_speakers": units["speaker_code"].n_unique(),
        "resamples": resamples,
        "resampled": "units" if units["speaker_code"].n_unique() < FEW_SPEAKERS else "speakers",
        "threshold": stability,
        "seed": seed,
    }
    ks = [k for k in range(k_min, k_max + 1) if k <= units.height // 10]
    if units.height < FEW_UNITS or not ks:
        return _unsolved(units, nothing(TOO_FEW, facts))
    draw = [int(state) for state in np.random.SeedSequence(seed).generate_state(4 + 2 * nulls)]
    # one thread: sums over threads come in any order, and a rerun must give the same bits
    with threadpool_limits(1), config_context(assume_finite=True, skip_parameter_validation=True):
        floor = noise(blocks, draw[0])
        features = weigh(blocks, floor)
        scores, strengths = principal(features, components)
        if scores.shape[1] < 2:
            return _unsolved(units, nothing(NO_FEATURES, facts))
        random = [weigh(deal(blocks, start), floor) for start in draw[4 : 4 + nulls]]
        firsts = [principal(null, 1)[1].max(initial=0) for null in random]
        above = int((strengths > np.quantile(firsts, 0.95, method="higher")).sum())
        kept = max(2, above)
        labels = _labels(features, kept, speakers, ks, resamples, draw[1])
        chance = [
            _labels(null, kept, speakers, ks, null_resamples, start)
            for null, start in zip(random, draw[4 + nulls :], strict=True)
        ]
        points = directions(scores[:, :kept])
        whole = {k: partition(points, k, draw[2], starts=20) for k in ks}
        solutions = _table(points, labels, chance, whole, draw[3])
    facts |= {
        "axes": kept,
        "axes_above_chance": above,
        "least_units": max(5, int(np.ceil(0.02 * units.height))),
    }
    chosen = _choose(solutions, facts)
    is_chosen = pl.col("k") == (chosen or -1)
    solutions = solutions.with_columns(is_chosen.alias("chosen")).select(*SOLUTION_SCHEMA)
    if chosen is None:
        return Clustering(solutions, _unassigned(units), _no_jaccard(), verdict(solutions, None, facts))
    cluster, centrality = _numbered(points, whole[chosen])
    return Clustering(
        solutions,
        units.with_columns(pl.Series("cluster", cluster), pl.Series("centrality", centrality)),
        pl.DataFrame({"cluster": np.arange(1, chosen + 1), "jaccard": jaccard(cluster - 1, labels[chosen])}),
        verdict(solutions, chosen, facts),
    )


def _labels(
    features: sparse.csr_array, axes: int, speakers: np.ndarray, ks: list[int], resamples: int, seed: int
) -> dict[int, np.ndarray]:
    """Cluster every subset for every k; its axes are found anew, for they too must come back."""
    subsets = subsamples(speakers, resamples, seed)
    points = [directions(principal(features[subset], axes)[0]) for subset in subsets]
    return {k: partitions(points, subsets, len(speakers), k, seed + k) for k in ks}


def _table(
    points: np.ndarray,
    labels: dict[int, np.ndarray],
    chance: list[dict[int, np.ndarray]],
    whole: dict[int, np.ndarray],
    seed: int,
) -> pl.DataFrame:
    pairs = {k: agreement(found) for k, found in labels.items()}
    null = np.array([[agreement(found).mean() for found in random.values()] for random in chance])
    mean = null.mean(axis=0)
    margin = np.quantile((null - mean).max(axis=1), 0.95, method="higher")
    size = min(SILHOUETTE_UNITS, len(points))
    return pl.DataFrame(
        {
            "k": list(labels),
            "stability": [float(found.mean()) for found in pairs.values()],
            "low": [float(np.quantile(found, 0.025)) for found in pairs.values()],
            "high": [float(np.quantile(found, 0.975)) for found in pairs.values()],
            "null_mean": mean,
            "null_high": mean + margin,
            "silhouette": [_silhouette(points, found, size, seed) for found in whole.values()],
            "smallest": [int(np.bincount(found, minlength=k).min()) for k, found in whole.items()],
        }
    )


def _silhouette(points: np.ndarray, labels: np.ndarray, size: int, seed: int) -> float | None:
    """Mean silhouette (Rousseeuw 1987), of a sample where the units are many; null for a single cluster."""
    if len(np.unique(labels)) < 2:
        return None
    return float(silhouette_score(points, labels, sample_size=size, random_state=seed))


def _choose(solutions: pl.DataFrame, facts: dict[str, Any]) -> int | None:
    found_again = (pl.col("stability") >= facts["threshold"]) & (pl.col("stability") > pl.col("null_high"))
    real = (pl.col("k") <= facts["axes_above_chance"] + 1) & (pl.col("smallest") >= facts["least_units"])
    excess = (pl.col("stability") - pl.col("null_mean")).round(9)
    stable = solutions.filter(found_again & real).sort(excess, "k", descending=[True, False])
    return stable["k"][0] if stable.height else None


def _numbered(points: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Clusters from 1, largest first, and each unit's centrality."""
    sizes = np.bincount(labels)
    first = np.array([np.flatnonzero(labels == cluster)[0] for cluster in range(len(sizes))])
    number = np.empty(len(sizes), dtype=np.int64)
    number[np.lexsort((first, -sizes))] = np.arange(len(sizes))
    labels = number[labels]
    centroids = np.array([points[labels == cluster].mean(axis=0) for cluster in range(len(sizes))])
    distance = np.linalg.norm(points[:, None, :] - centroids[None], axis=2)
    rows = np.arange(len(points))
    own = distance[rows, labels]
    distance[rows, labels] = np.inf
    other = distance.min(axis=1)
    return labels + 1, (other - own) / np.maximum(np.maximum(own, other), 1e-12)


def _unsolved(units: pl.DataFrame, outcome: dict[str, Any]) -> Clustering:
    return Clustering(pl.DataFrame(schema=SOLUTION_SCHEMA), _unassigned(units), _no_jaccard(), outcome)


def _unassigned(units: pl.DataFrame) -> pl.DataFrame:
    return units.with_columns(cluster=pl.lit(None, pl.Int64), centrality=pl.lit(None, pl.Float64))


def _no_jaccard() -> pl.DataFrame:
    return pl.DataFrame(schema={"cluster": pl.Int64, "jaccard": pl.Float64})
