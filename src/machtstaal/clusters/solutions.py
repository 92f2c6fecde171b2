"""How many clusters, if any: the consensus that is found again, and more often than by chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from scipy import sparse
from sklearn import config_context
from threadpoolctl import threadpool_limits

from machtstaal.clusters import consensus
from machtstaal.clusters.features import SETS, Blocks, deal, directions, noise, principal, spaces
from machtstaal.clusters.outcome import LEVEL, NO_FEATURES, TOO_FEW, nothing, verdict
from machtstaal.clusters.stability import (
    FEW_SPEAKERS,
    agreement,
    agreement_with,
    jaccard,
    partitions,
    subsamples,
)

FEW_UNITS = 30
CONSENSUS = "consensus"
FEATURES = ("lexical", "discourse", "both")

SOLUTION_SCHEMA = {
    "k": pl.Int64,
    "features": pl.String,
    "stability": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "null_mean": pl.Float64,
    "null_high": pl.Float64,
    "p": pl.Float64,
    "agreement": pl.Float64,
    "within": pl.Float64,
    "between": pl.Float64,
    "smallest": pl.Int64,
    "chosen": pl.Boolean,
}
PLACE_SCHEMA = {
    "cluster": pl.Int64,
    "centrality": pl.Float64,
    "consensus": pl.Float64,
    "margin": pl.Float64,
    "tile": pl.Int64,
}
"""What is added to the units."""
RECOVERY_SCHEMA = {
    "cluster": pl.Int64,
    "consensus": pl.Float64,
    "next_consensus": pl.Float64,
    "jaccard": pl.Float64,
}


@dataclass(frozen=True)
class Clustering:
    """What was found.

    Attributes
    ----------
    solutions
        One row a number of clusters and set of features, the consensus of all sets first (`SOLUTION_SCHEMA`): mean
        adjusted Rand index of pairs of subsets with its 2.5th and 97.5th percentile over pairs; its mean by chance,
        the value to exceed, and p; mean adjusted Rand index of the set's runs with the consensus; and of the
        consensus, co-assignment within and between clusters and the units in its smallest cluster.
    units
        The units with `PLACE_SCHEMA`: cluster (from 1, largest first; null where nothing is stable), centrality
        (from -1 to 1, how much nearer its own centroid is than the next: simplified silhouette, Hruschka, de Castro
        & Campello 2004), co-assignment with the own cluster, how much more that is than with the next, and tile of
        `co_assignment`.
    recovery
        Per cluster, how well it is found again (`RECOVERY_SCHEMA`): co-assignment within it and with the cluster
        nearest to it, and Jaccard (Hennig 2007).
    co_assignment
        How often units come together, by tiles of units (`consensus.SCHEMA`), of the chosen number of clusters, or of
        the one furthest above chance.
    outcome
        outcome, k, stability, sentence, and the numbers the sentence rests on.
    """

    solutions: pl.DataFrame
    units: pl.DataFrame
    recovery: pl.DataFrame
    co_assignment: pl.DataFrame
    outcome: dict[str, Any]


@dataclass(frozen=True)
class Division:
    """Divisions of all subsets into k clusters: of each set of features (sets, subsets, units), and their consensus."""

    base: np.ndarray
    joint: np.ndarray


def solve(
    blocks: Blocks,
    units: pl.DataFrame,
    *,
    features: Sequence[str] = FEATURES,
    k_min: int = 2,
    k_max: int = 8,
    resamples: int = 50,
    stability: float = 0.7,
    components: int = 10,
    nulls: int = 20,
    null_resamples: int = 4,
    seed: int = 2025,
) -> Clustering:
    """Find the number of clusters in which there is a stable consensus, or say that there is none.

    Consensus clustering (Monti, Tamayo, Mesirov & Golub 2003) over subsets of speakers, random starts and sets of
    features. In each set the units are placed in a space of their own (`features.weigh`, `features.principal`), of
    which the axes are kept that are stronger than the 95th percentile of the first axis of random data (parallel
    analysis, Horn 1965; at least two). For each k, axes and k-means clusters are found anew in every set for
    `resamples` subsets with 80 % of the speakers, each from a random start of its own, and the divisions of a subset
    by the sets are combined (`consensus.combine`). The stability of k is the mean adjusted Rand index of all pairs of
    subsets, on the units they share (Ben-Hur, Elisseeff & Guyon 2002). The same is done for `nulls` data sets in which
    the occurrences are dealt at random over the units (`features.deal`).

    A k is stable when (1) its stability reaches the threshold; (2) its excess over the mean of the null data sets is
    larger than the largest excess at any k in all but 5 % of them, one test for all k together (Westfall & Young
    1993; each null data set is held against the mean of the others); (3) some set has k - 1 axes that are stronger
    than chance, which is what k clusters need to differ (Ding & He 2004); (4) its smallest cluster holds 2 % of the
    units and at least five. Of the stable k the one furthest above its null mean is chosen (as in the gap statistic,
    Tibshirani, Walther & Hastie 2001; with a null of consensus: John et al. 2020). The clusters are those of the
    consensus matrix over all runs (`consensus.Runs.divide`).

    Stability says that a division comes back, not that it is natural: a continuum can be cut in the same
    place every time (von Luxburg 2010).

    Parameters
    ----------
    blocks
        Output of `features.count` for `units`.
    units
        Output of `units.select`, rows in the order of `blocks`; whole speakers (speaker_code) are resampled.
    features
        Sets of features, names of `features.SETS`.
    k_min, k_max
        Smallest and largest number of clusters tried; k_max is lowered to a tenth of the units.
    resamples
        Subsets, two or more.
    stability
        Least mean adjusted Rand index of a stable solution.
    components
        Largest number of dimensions of each space.
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
    facts: dict[str, Any] = {
        "n_units": units.height,
        "n_speakers": units["speaker_code"].n_unique(),
        "features": list(features),
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
        wanted = {kind for name in features for kind in SETS[name]}
        blocks = {kind: block for kind, block in blocks.items() if kind in wanted}
        floor = noise(blocks, draw[0])
        placed = {
            name: (space, *principal(space, components))
            for name, space in spaces(blocks, features, floor).items()
        }
        placed = {name: found for name, found in placed.items() if found[1].shape[1] >= 2}
        if not placed:
            return _unsolved(units, nothing(NO_FEATURES, facts))
        random = [spaces(deal(blocks, start), list(placed), floor) for start in draw[4 : 4 + nulls]]
        above = {
            name: _above(strengths, [null[name] for null in random])
            for name, (_, _, strengths) in placed.items()
        }
        kept = {name: max(2, number) for name, number in above.items()}
        found = _divide(
            {name: space for name, (space, _, _) in placed.items()}, kept, speakers, ks, resamples, draw[1]
        )
        chance = [
            _divide(null, kept, speakers, ks, null_resamples, start)
            for null, start in zip(random, draw[4 + nulls :], strict=True)
        ]
        runs = {k: consensus.Runs(np.concatenate(found[k].base)) for k in ks}
        whole = {k: _by_size(runs[k].divide(k, draw[2] + k)) for k in ks}
        solutions = _table(list(placed), found, chance, runs, whole)
    facts |= {
        "axes": sum(kept.values()),
        "axes_above_chance": max(above.values()),
        "least_units": max(5, int(np.ceil(0.02 * units.height))),
    }
    chosen = choose(solutions, facts)
    is_chosen = (pl.col("k") == (chosen or -1)) & (pl.col("features") == CONSENSUS)
    solutions = solutions.with_columns(is_chosen.alias("chosen")).select(*SOLUTION_SCHEMA)
    shown = chosen or _best(solutions)["k"]
    labels = whole[shown]
    items, pairs = runs[shown].between(labels)
    tile = consensus.tiles(labels, items[np.arange(len(labels)), labels])
    points = np.hstack([directions(placed[name][1][:, : kept[name]]) for name in placed])
    units = _placed(units, labels, items, points, tile)
    return Clustering(
        solutions,
        units if chosen else _unassigned(units),
        _recovery(labels, pairs, found[shown].joint) if chosen else pl.DataFrame(schema=RECOVERY_SCHEMA),
        consensus.matrix(runs[shown], labels, tile, shown),
        verdict(solutions.filter(pl.col("features") == CONSENSUS), chosen, facts) | _by_set(solutions, shown),
    )


def _above(strengths: np.ndarray, random: list[sparse.csr_array]) -> int:
    """Axes stronger than the first axis of all but 5 % of random data (Horn 1965)."""
    firsts = [principal(null, 1)[1].max(initial=0) for null in random]
    return int((strengths > np.quantile(firsts, 0.95, method="higher")).sum())


def _divide(
    tables: dict[str, sparse.csr_array],
    axes: dict[str, int],
    speakers: np.ndarray,
    ks: list[int],
    resamples: int,
    seed: int,
) -> dict[int, Division]:
    """Cluster every subset in every set of features for every k; its axes are found anew, for they too must come back."""
    subsets = subsamples(speakers, resamples, seed)
    points = [
        [directions(principal(table[subset], axes[name])[0]) for subset in subsets]
        for name, table in tables.items()
    ]
    found = {}
    for k in ks:
        base = np.array(
            [
                partitions(placed, subsets, len(speakers), k, seed + k + 1000 * number)
                for number, placed in enumerate(points)
            ]
        )
        joint = np.full(base.shape[1:], -1, dtype=np.int64)
        for row, subset in enumerate(subsets):
            joint[row, subset] = consensus.combine(base[:, row, subset], k, seed + k)
        found[k] = Division(base, joint)
    return found


def _table(
    sets: list[str],
    found: dict[int, Division],
    chance: list[dict[int, Division]],
    runs: dict[int, consensus.Runs],
    whole: dict[int, np.ndarray],
) -> pl.DataFrame:
    """Stability of the consensus and of each set, beside chance, for every k."""
    ks, parts = list(found), []
    for name in (CONSENSUS, *sets):

        def labels(division: Division, name: str = name) -> np.ndarray:
            return division.joint if name == CONSENSUS else division.base[sets.index(name)]

        pairs = [agreement(labels(found[k])) for k in ks]
        observed = np.array([float(values.mean()) for values in pairs])
        null = np.array([[agreement(labels(random[k])).mean() for k in ks] for random in chance])
        rows = {
            "k": ks,
            "features": [name] * len(ks),
            "stability": observed,
            "low": [float(np.quantile(values, 0.025)) for values in pairs],
            "high": [float(np.quantile(values, 0.975)) for values in pairs],
            **_against(observed, null),
            "agreement": [float(agreement_with(whole[k], labels(found[k])).mean()) for k in ks],
        }
        if name == CONSENSUS:
            shares = [runs[k].between(whole[k])[1] for k in ks]
            counts = [np.bincount(whole[k]) for k in ks]
            rows |= {
                "within": [_pooled(share, n, inside=True) for share, n in zip(shares, counts, strict=True)],
                "between": [_pooled(share, n, inside=False) for share, n in zip(shares, counts, strict=True)],
                # where units are alike there are fewer clusters than were asked for
                "smallest": [int(n.min()) if len(n) == k else 0 for k, n in zip(ks, counts, strict=True)],
            }
        kinds = {column: kind for column, kind in SOLUTION_SCHEMA.items() if column in rows}
        parts.append(pl.DataFrame(rows, schema_overrides=kinds))
    return pl.concat(parts, how="diagonal").sort("k", maintain_order=True)


def _against(observed: np.ndarray, null: np.ndarray) -> dict[str, np.ndarray]:
    """Hold stability against chance, all numbers of clusters in one test (Westfall & Young 1993).

    Parameters
    ----------
    observed
        Stability of each k.
    null
        The same of null data sets, data sets by k.

    Returns
    -------
    dict
        null_mean; null_high, what must be exceeded; p of each k.

    Examples
    --------
    By hand: each null data set against the mean of the other two; the largest excess is (.3 - .1) = .2.

    >>> found = _against(np.array([0.5, 0.25]), np.array([[0.1, 0.1], [0.1, 0.2], [0.3, 0.1]]))
    >>> {name: values.round(3).tolist() for name, values in found.items()}
    {'null_mean': [0.167, 0.133], 'null_high': [0.367, 0.333], 'p': [0.25, 0.5]}
    """
    mean = null.mean(axis=0)
    others = (null.sum(axis=0) - null) / max(len(null) - 1, 1)
    largest = (null - others).max(axis=1).round(9)
    excess = (observed - mean).round(9)
    return {
        "null_mean": mean,
        "null_high": mean + np.quantile(largest, 1 - LEVEL, method="higher"),
        "p": (1 + (largest[:, None] >= excess).sum(axis=0)) / (len(null) + 1),
    }


def _pooled(shares: np.ndarray, sizes: np.ndarray, *, inside: bool) -> float:
    """Mean co-assignment of pairs of units within, or between, clusters."""
    same = np.eye(len(sizes), dtype=bool)
    pairs = np.where(same, np.outer(sizes, sizes - 1), np.outer(sizes, sizes)).astype(float)
    pairs[same != inside] = 0
    pairs[np.isnan(shares)] = 0
    return float((np.nan_to_num(shares) * pairs).sum() / max(pairs.sum(), 1))


def choose(solutions: pl.DataFrame, facts: dict[str, Any]) -> int | None:
    """Choose the number of clusters by the rules of `solve`, None where none is stable.

    Parameters
    ----------
    solutions
        k, features, stability, null_mean, p and smallest, as in `SOLUTION_SCHEMA`.
    facts
        threshold, axes_above_chance and least_units, as in the outcome.
    """
    found_again = (pl.col("stability") >= facts["threshold"]) & (pl.col("p") <= LEVEL)
    real = (pl.col("k") <= facts["axes_above_chance"] + 1) & (pl.col("smallest") >= facts["least_units"])
    excess = (pl.col("stability") - pl.col("null_mean")).round(9)
    consensual = solutions.filter(pl.col("features") == CONSENSUS)
    stable = consensual.filter(found_again & real).sort(excess, "k", descending=[True, False])
    return stable["k"][0] if stable.height else None


def _best(solutions: pl.DataFrame) -> dict[str, Any]:
    """Row of the consensus that is furthest above chance."""
    excess = (pl.col("stability") - pl.col("null_mean")).round(9)
    consensual = solutions.filter(pl.col("features") == CONSENSUS)
    return consensual.sort(excess, "k", descending=[True, False]).row(0, named=True)


def _by_set(solutions: pl.DataFrame, k: int) -> dict[str, Any]:
    """Agreement of each set of features with the consensus."""
    sets = solutions.filter((pl.col("k") == k) & (pl.col("features") != CONSENSUS))
    return {"agreement": {row["features"]: round(row["agreement"], 6) for row in sets.iter_rows(named=True)}}


def _by_size(labels: np.ndarray) -> np.ndarray:
    """Number clusters by size, the largest first; of equals the one that comes first."""
    _, labels = np.unique(labels, return_inverse=True)
    sizes = np.bincount(labels)
    first = np.array([np.flatnonzero(labels == cluster)[0] for cluster in range(len(sizes))])
    number = np.empty(len(sizes), dtype=np.int64)
    number[np.lexsort((first, -sizes))] = np.arange(len(sizes))
    return number[labels]


def _placed(
    units: pl.DataFrame, labels: np.ndarray, items: np.ndarray, points: np.ndarray, tile: np.ndarray
) -> pl.DataFrame:
    rows = np.arange(len(labels))
    others = items.copy()
    others[rows, labels] = -np.inf
    own = items[rows, labels]
    added = {
        "cluster": labels + 1,
        "centrality": _centrality(points, labels),
        "consensus": own,
        "margin": own - np.nan_to_num(others, nan=-np.inf).max(axis=1),
        "tile": tile + 1,
    }
    series = [pl.Series(name, values, PLACE_SCHEMA[name]) for name, values in added.items()]
    return units.with_columns(series).with_columns(pl.col(pl.Float64).fill_nan(None))


def _centrality(points: np.ndarray, labels: np.ndarray) -> np.ndarray:
    centroids = np.array([points[labels == cluster].mean(axis=0) for cluster in range(labels.max() + 1)])
    distance = np.stack([np.linalg.norm(points - centroid, axis=1) for centroid in centroids], axis=1)
    rows = np.arange(len(points))
    own = distance[rows, labels]
    distance[rows, labels] = np.inf
    other = distance.min(axis=1)
    return (other - own) / np.maximum(np.maximum(own, other), 1e-12)


def _recovery(labels: np.ndarray, pairs: np.ndarray, joint: np.ndarray) -> pl.DataFrame:
    apart = np.where(np.eye(len(pairs), dtype=bool), -np.inf, np.nan_to_num(pairs))
    return pl.DataFrame(
        {
            "cluster": np.arange(1, len(pairs) + 1),
            "consensus": np.diag(pairs),
            "next_consensus": apart.max(axis=1),
            "jaccard": jaccard(labels, joint),
        },
        schema_overrides=RECOVERY_SCHEMA,
    )


def _unsolved(units: pl.DataFrame, outcome: dict[str, Any]) -> Clustering:
    return Clustering(
        pl.DataFrame(schema=SOLUTION_SCHEMA),
        units.with_columns(pl.lit(None, kind).alias(name) for name, kind in PLACE_SCHEMA.items()),
        pl.DataFrame(schema=RECOVERY_SCHEMA),
        pl.DataFrame(schema=consensus.SCHEMA),
        outcome,
    )


def _unassigned(units: pl.DataFrame) -> pl.DataFrame:
    """Units without clusters; their tiles are kept."""
    nothing = [pl.lit(None, kind).alias(name) for name, kind in PLACE_SCHEMA.items() if name != "tile"]
    return units.with_columns(nothing)
