"""What a cluster is about: its terms with their spread over speakers, its size and stability, its most central units."""

import numpy as np
import polars as pl

from machtstaal.clusters.composition import spread
from machtstaal.clusters.features import Blocks
from machtstaal.comparison.dispersion import dp_norm

ONE_SPEAKER = 0.6

TERM_SCHEMA = {
    "cluster": pl.Int64,
    "term": pl.String,
    "weight": pl.Float64,
    "kind": pl.String,
    "count": pl.Int64,
    "n_units": pl.Int64,
    "n_speakers": pl.Int64,
    "dp_norm": pl.Float64,
}
CLUSTER_SCHEMA = {
    "cluster": pl.Int64,
    "n_units": pl.Int64,
    "n_speakers": pl.Int64,
    "n_words": pl.Int64,
    "consensus": pl.Float64,
    "next_consensus": pl.Float64,
    "jaccard": pl.Float64,
    "largest_speaker": pl.String,
    "largest_speaker_share": pl.Float64,
    "one_speaker": pl.Boolean,
    "dp": pl.Float64,
    "dp_chance": pl.Float64,
    "dp_p": pl.Float64,
}


def log_odds(inside: np.ndarray, outside: np.ndarray, prior: float = 100.0) -> np.ndarray:
    """Compute weighted log odds of terms, cluster against the rest, as z scores (Monroe et al. 2008).

    z = (ln((a + p) / (A + P - a - p)) - ln((b + p) / (B + P - b - p))) / sqrt(1 / (a + p) + 1 / (b + p))
    with a, b the term's count inside and outside, A, B the sums over all terms, P = `prior` and
    p = P * (a + b) / (A + B), the informative Dirichlet prior of Monroe, Colaresi & Quinn (2008). The prior
    is taken from the same data: the scores rank terms, they do not test them.

    Parameters
    ----------
    inside, outside
        Counts of the terms in the cluster and in all other units.
    prior
        Weight of the pooled shares, occurrences.

    Examples
    --------
    >>> log_odds(np.array([10.0, 10.0]), np.array([10.0, 30.0]), prior=6).round(3).tolist()
    [2.173, -2.794]
    """
    both = inside + outside
    prior_counts = prior * both / max(both.sum(), 1)
    z = np.zeros(len(both))
    known = (both > 0) & (both < both.sum())
    a, b = (inside + prior_counts)[known], (outside + prior_counts)[known]
    all_a, all_b = inside.sum() + prior, outside.sum() + prior
    z[known] = (np.log(a / (all_a - a)) - np.log(b / (all_b - b))) / np.sqrt(1 / a + 1 / b)
    return z


def terms(blocks: Blocks, units: pl.DataFrame, *, top: int = 15, min_units: int = 3) -> pl.DataFrame:
    """Rank the words, actors, process types, modalities and positions of power that set each cluster apart.

    Parameters
    ----------
    blocks
        Output of `features.count`.
    units
        Units with `cluster`, speaker_code and n_words, in the order of `blocks`.
    top
        Most terms of each kind.
    min_units
        Least number of units of the cluster that use the term.

    Returns
    -------
    polars.DataFrame
        Columns of `TERM_SCHEMA`: `weight` is the z score of `log_odds`, above zero; `count`, `n_units` and
        `n_speakers` are the term's occurrences, units and speakers within the cluster; `dp_norm` is how unevenly
        the occurrences are spread over the cluster's speakers, given how much each says there (Lijffijt & Gries
        2012), null where the cluster has one speaker.
    """
    cluster = units["cluster"].fill_null(0).to_numpy()
    speakers, whose = np.unique(units["speaker_code"].to_numpy(), return_inverse=True)
    found = [pl.DataFrame(schema=TERM_SCHEMA)]
    for number in np.unique(cluster[cluster > 0]):
        rows = cluster == number
        for kind, block in blocks.items():
            counts = block.counts
            if not block.terms:
                continue
            inside = np.asarray(counts[rows].sum(axis=0)).ravel()
            outside = np.asarray(counts[~rows].sum(axis=0)).ravel()
            used = counts[rows].tocoo()
            who = np.zeros((len(speakers), len(block.terms)))
            np.add.at(who, (whose[rows][used.coords[0]], used.coords[1]), used.data)
            words = np.bincount(whose[rows], units["n_words"].to_numpy()[rows], minlength=len(speakers))
            found.append(
                pl.DataFrame(
                    {
                        "cluster": np.full(len(block.terms), number),
                        "term": list(block.terms),
                        "weight": log_odds(inside, outside),
                        "kind": [kind] * len(block.terms),
                        "count": inside.astype(np.int64),
                        "n_units": np.bincount(used.coords[1], minlength=len(block.terms)),
                        "n_speakers": (who > 0).sum(axis=0),
                        "dp_norm": pl.Series(dp_norm(who[words > 0], words[words > 0])).fill_nan(None),
                    },
                    schema_overrides=TERM_SCHEMA,
                )
            )
    ranked = pl.concat(found).filter((pl.col("weight") > 0) & (pl.col("n_units") >= min_units))
    ranked = ranked.sort("cluster", "kind", "weight", "term", descending=[False, False, True, False])
    return ranked.group_by("cluster", "kind", maintain_order=True).head(top).select(*TERM_SCHEMA)


def sizes(units: pl.DataFrame, recovery: pl.DataFrame, *, seed: int = 2025) -> pl.DataFrame:
    """Count each cluster, say how well it is found again and whether it is one person's.

    Parameters
    ----------
    units
        Units with `cluster`.
    recovery
        `Clustering.recovery`.
    seed
        The study's seed.

    Returns
    -------
    polars.DataFrame
        Columns of `CLUSTER_SCHEMA`: `largest_speaker_share` is the share of the units that comes from
        the speaker with most of them, `largest_speaker`; `one_speaker` is true above 0.6; `dp` and what follows is
        how unevenly the units are spread over speakers, and by chance (`composition.spread`).
    """
    clustered = units.drop_nulls("cluster")
    return (
        clustered.group_by("cluster")
        .agg(
            pl.len().alias("n_units"),
            pl.col("speaker_code").n_unique().alias("n_speakers"),
            pl.col("n_words").sum(),
        )
        .join(spread(units, seed=seed), on="cluster")
        .join(recovery, on="cluster", how="left")
        .with_columns((pl.col("largest_speaker_share") > ONE_SPEAKER).alias("one_speaker"))
        .select(pl.col(name).cast(kind) for name, kind in CLUSTER_SCHEMA.items())
        .sort("cluster")
    )


def central(units: pl.DataFrame, n: int = 3) -> pl.DataFrame:
    """Pick the units to quote: most central of each cluster, different speakers first.

    Returns
    -------
    polars.DataFrame
        Columns cluster, rank (from 1) and those of `units`; up to `n` rows a cluster.

    Examples
    --------
    >>> units = pl.DataFrame({
    ...     "unit": ["a", "b", "c"], "speaker_code": ["C01", "C01", "C02"], "cluster": [1, 1, 1],
    ...     "centrality": [0.9, 0.8, 0.1],
    ... })
    >>> central(units, n=2).select("rank", "unit").rows()
    [(1, 'a'), (2, 'c')]
    """
    ordered = units.drop_nulls("cluster")
    ordered = ordered.sort("cluster", "centrality", "unit", descending=[False, True, False])
    again = pl.int_range(pl.len()).over("cluster", "speaker_code")
    ordered = ordered.sort("cluster", again, maintain_order=True)
    rank = (pl.int_range(pl.len()).over("cluster") + 1).alias("rank")
    ranked = ordered.with_columns(rank).filter(pl.col("rank") <= n)
    return ranked.select("cluster", "rank", pl.exclude("cluster", "rank"))
