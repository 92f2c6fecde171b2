"""What a cluster is about and who is in it: terms, central units, groups, scenarios, speakers."""

import numpy as np
import polars as pl

from machtstaal.clusters.features import Blocks

ONE_SPEAKER = 0.6

TERM_SCHEMA = {
    "cluster": pl.Int64,
    "term": pl.String,
    "weight": pl.Float64,
    "kind": pl.String,
    "count": pl.Int64,
    "n_units": pl.Int64,
    "n_speakers": pl.Int64,
}
COMPOSITION_SCHEMA = {
    "cluster": pl.Int64,
    "by": pl.String,
    "value": pl.String,
    "n_units": pl.Int64,
    "n_speakers": pl.Int64,
    "share": pl.Float64,
    "share_overall": pl.Float64,
}
CLUSTER_SCHEMA = {
    "cluster": pl.Int64,
    "n_units": pl.Int64,
    "n_speakers": pl.Int64,
    "n_words": pl.Int64,
    "jaccard": pl.Float64,
    "largest_speaker_share": pl.Float64,
    "one_speaker": pl.Boolean,
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
    """Rank the words, actors, process types and modalities that set each cluster apart.

    Parameters
    ----------
    blocks
        Output of `features.count`.
    units
        Units with `cluster`, in the order of `blocks`.
    top
        Most terms of each kind.
    min_units
        Least number of units of the cluster that use the term.

    Returns
    -------
    polars.DataFrame
        Columns of `TERM_SCHEMA`: `weight` is the z score of `log_odds`, above zero; `count`, `n_units` and
        `n_speakers` are the term's occurrences, units and speakers within the cluster.
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
            who = np.zeros((len(speakers), len(block.terms)), dtype=bool)
            who[whose[rows][used.coords[0]], used.coords[1]] = True
            found.append(
                pl.DataFrame(
                    {
                        "cluster": np.full(len(block.terms), number),
                        "term": list(block.terms),
                        "weight": log_odds(inside, outside),
                        "kind": [kind] * len(block.terms),
                        "count": inside.astype(np.int64),
                        "n_units": np.bincount(used.coords[1], minlength=len(block.terms)),
                        "n_speakers": who.sum(axis=0),
                    },
                    schema_overrides=TERM_SCHEMA,
                )
            )
    ranked = pl.concat(found).filter((pl.col("weight") > 0) & (pl.col("n_units") >= min_units))
    ranked = ranked.sort("cluster", "kind", "weight", "term", descending=[False, False, True, False])
    return ranked.group_by("cluster", "kind", maintain_order=True).head(top).select(*TERM_SCHEMA)


def composition(units: pl.DataFrame) -> pl.DataFrame:
    """Count what each cluster is made of: units and speakers by group and by scenario.

    Returns
    -------
    polars.DataFrame
        Columns of `COMPOSITION_SCHEMA`: `by` is group or scenario and `value` its id (null: no scenario);
        `share` is the share of the cluster's units, `share_overall` that of all units, to compare it with.
    """
    clustered = units.drop_nulls("cluster")
    parts = [pl.DataFrame(schema=COMPOSITION_SCHEMA)]
    for by in ("group", "scenario"):
        overall = units.group_by(pl.col(by).alias("value")).agg(
            (pl.len() / units.height).alias("share_overall")
        )
        counts = clustered.group_by("cluster", pl.col(by).alias("value")).agg(
            pl.len().alias("n_units"), pl.col("speaker_code").n_unique().alias("n_speakers")
        )
        parts.append(
            counts.join(overall, on="value", nulls_equal=True)
            .with_columns(
                pl.lit(by).alias("by"),
                (pl.col("n_units") / pl.col("n_units").sum().over("cluster")).alias("share"),
            )
            .select(pl.col(name).cast(kind) for name, kind in COMPOSITION_SCHEMA.items())
        )
    return pl.concat(parts).sort("cluster", "by", "value")


def sizes(units: pl.DataFrame, jaccard: pl.DataFrame) -> pl.DataFrame:
    """Count each cluster, say how well it is found again and whether it is one person's.

    Parameters
    ----------
    units
        Units with `cluster`.
    jaccard
        `Clustering.jaccard`.

    Returns
    -------
    polars.DataFrame
        Columns of `CLUSTER_SCHEMA`: `largest_speaker_share` is the share of the units that comes from
        the speaker with most of them; `one_speaker` is true above 0.6.
    """
    clustered = units.drop_nulls("cluster")
    largest = clustered.group_by("cluster", "speaker_code").len().group_by("cluster").agg(pl.col("len").max())
    return (
        clustered.group_by("cluster")
        .agg(
            pl.len().alias("n_units"),
            pl.col("speaker_code").n_unique().alias("n_speakers"),
            pl.col("n_words").sum(),
        )
        .join(largest, on="cluster")
        .join(jaccard, on="cluster", how="left")
        .with_columns((pl.col("len") / pl.col("n_units")).alias("largest_speaker_share"))
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
