"""Who is in a cluster: groups, scenarios and speakers, and whether that is more than who happened to come."""

import numpy as np
import polars as pl

from machtstaal.comparison import bootstrap, inversion
from machtstaal.comparison.contrasts import INVERTED, MIN_EVENTS, MIN_TESTED_SPEAKERS
from machtstaal.comparison.dispersion import dp
from machtstaal.comparison.multiplicity import benjamini_hochberg
from machtstaal.comparison.permutation import all_fit, labellings, permute
from machtstaal.comparison.seeds import stream

BY = ("group", "scenario", "speaker")
DEALS = 999
"""Times that turns are dealt over speakers, by which the spread of a cluster is judged."""

SCHEMA = {
    "cluster": pl.Int64,
    "by": pl.String,
    "value": pl.String,
    "n_units": pl.Int64,
    "n_speakers": pl.Int64,
    "share": pl.Float64,
    "share_overall": pl.Float64,
    "rate": pl.Float64,
    "rate_others": pl.Float64,
    "difference": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "p": pl.Float64,
    "q": pl.Float64,
    "n_permutations": pl.Int64,
}
SPREAD_SCHEMA = {
    "cluster": pl.Int64,
    "largest_speaker": pl.String,
    "largest_speaker_share": pl.Float64,
    "dp": pl.Float64,
    "dp_chance": pl.Float64,
    "dp_p": pl.Float64,
}


def composition(
    units: pl.DataFrame,
    *,
    resamples: int = 1999,
    permutations: int = 9999,
    confidence: float = 0.95,
    seed: int = 2025,
) -> pl.DataFrame:
    """Count what each cluster is made of, and test groups and scenarios over speakers.

    Effect first: the share of the turns of a group that are in the cluster (`rate`) minus the same share of all other
    groups. Its test permutes the groups over the speakers (`comparison.permutation`), and its interval is of all
    differences that the test would not reject (`comparison.inversion`). The clusters were made without a look at the
    groups, so that the test is a fair one.

    Scenarios are compared within speakers: who speaks in this scenario and in others keeps both parts of their talk,
    and only which part is of the scenario is permuted; who speaks in one kind only changes places with others who do.
    The interval is of the bootstrap over speakers. Turns without a scenario are counted and not compared. Speakers are
    counted here and tested in `spread`.

    Parameters
    ----------
    units
        Units with speaker_code, group, scenario and `cluster`.
    resamples, permutations, confidence, seed
        As for `comparison.contrasts.compare`.

    Returns
    -------
    polars.DataFrame
        Columns of `SCHEMA`: `by` is group, scenario or speaker and `value` its id (null: no scenario); `share` is the
        share of the cluster's units, `share_overall` that of all units, to compare it with. What is not tested has no
        p: a value alone, under 5 turns in the cluster, under 2 speakers on a side. q is adjusted over all values and
        clusters of a `by`.
    """
    clustered = units.drop_nulls("cluster")
    parts = [pl.DataFrame(schema=SCHEMA)]
    if clustered.is_empty():
        return parts[0]
    for by in BY:
        column = "speaker_code" if by == "speaker" else by
        counted = _counted(clustered, column).with_columns(pl.lit(by).alias("by"))
        if by != "speaker":
            values = sorted(clustered[column].drop_nulls().unique())
            known, size = clustered.drop_nulls(column), (resamples, permutations, confidence, seed)
            two = len(values) == 2
            tested = [_tested(known, column, value, *size) for value in (values[:1] if two else values)]
            if two:
                tested.append(_mirrored(tested[0], values[1]))
            if tested:
                counted = counted.join(pl.concat(tested), on=["cluster", "value"], how="left")
        parts.append(counted.select(name for name in SCHEMA if name in counted.columns))
    table = pl.concat(parts, how="diagonal_relaxed").with_columns(pl.col(pl.Float64).fill_nan(None))
    q = [
        pl.Series("q", benjamini_hochberg(part["p"].fill_null(float("nan")).to_numpy())).fill_nan(None)
        for _, part in table.group_by("by", maintain_order=True)
    ]
    table = table.with_columns(pl.concat(q).cast(pl.Float64), pl.col("n_permutations").fill_null(0))
    return table.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items()).sort(
        "cluster", "by", "value"
    )


def spread(units: pl.DataFrame, *, seed: int = 2025) -> pl.DataFrame:
    """Measure how evenly each cluster is spread over speakers, and whether chance would spread it so.

    DP (Gries 2008) of the cluster's turns, against the number of turns of each speaker: 0 where everybody has the same
    share of their turns in it, towards 1 where it is one speaker's. Beside it is the DP of as many turns dealt at
    random over the speakers, and p, the share of such deals with a DP as high (Phipson & Smyth 2010): small where
    speakers are partial to clusters.

    Returns
    -------
    polars.DataFrame
        Columns of `SPREAD_SCHEMA`; `largest_speaker` is who has most of its turns, the first in the alphabet of
        equals.

    Examples
    --------
    Two clusters of three turns, one spread over three speakers who each have two turns, the other too.

    >>> units = pl.DataFrame({"cluster": [1, 1, 1, 2, 2, 2], "speaker_code": ["a", "b", "c", "a", "b", "c"]})
    >>> spread(units).select("largest_speaker", "dp", "dp_p").rows()
    [('a', 0.0, 1.0), ('a', 0.0, 1.0)]
    """
    clustered = units.drop_nulls("cluster")
    if clustered.is_empty():
        return pl.DataFrame(schema=SPREAD_SCHEMA)
    numbers, speakers, counts = _crossed(clustered, "speaker_code")
    sizes = counts.sum(axis=1)
    rng = np.random.default_rng(stream(seed, "clusters over speakers"))
    rows = []
    for cluster, theirs in zip(numbers, counts.T, strict=True):
        observed = float(dp(theirs, sizes))
        dealt = dp(rng.multivariate_hypergeometric(sizes, theirs.sum(), size=DEALS).T, sizes)
        extreme = int((dealt >= observed - 1e-9).sum())
        most = int(theirs.argmax())
        rows.append(
            (
                cluster,
                speakers[most],
                theirs[most] / theirs.sum(),
                observed,
                float(dealt.mean()),
                (extreme + 1) / (DEALS + 1),
            )
        )
    return pl.DataFrame(rows, schema=SPREAD_SCHEMA, orient="row")


def _counted(clustered: pl.DataFrame, column: str) -> pl.DataFrame:
    """Units and speakers of each value in each cluster, beside its share of all units."""
    overall = clustered.group_by(pl.col(column).alias("value")).agg(
        (pl.len() / clustered.height).alias("share_overall"), pl.len().alias("n_value")
    )
    counts = clustered.group_by("cluster", pl.col(column).alias("value")).agg(
        pl.len().alias("n_units"), pl.col("speaker_code").n_unique().alias("n_speakers")
    )
    found = counts.join(overall, on="value", nulls_equal=True).with_columns(
        (pl.col("n_units") / pl.col("n_units").sum().over("cluster")).alias("share"),
        (pl.col("n_units") / pl.col("n_value")).alias("rate"),
    )
    return found.drop("n_value")


def _crossed(clustered: pl.DataFrame, column: str) -> tuple[list[int], list[str], np.ndarray]:
    """Clusters, values and units of each value (rows) in each cluster (columns)."""
    numbers = clustered["cluster"].unique().sort().to_list()
    values = clustered[column].unique().sort().to_list()
    table = np.zeros((len(values), len(numbers)), dtype=np.int64)
    for value, cluster, n in clustered.group_by(column, "cluster").len().iter_rows():
        table[values.index(value), numbers.index(cluster)] = n
    return numbers, values, table


def _tested(
    clustered: pl.DataFrame,
    column: str,
    value: str,
    resamples: int,
    permutations: int,
    confidence: float,
    seed: int,
) -> pl.DataFrame:
    """Difference between a group or scenario and all others in each cluster, with interval and p."""
    numbers = clustered["cluster"].unique().sort().to_list()
    speakers = clustered["speaker_code"].unique().sort().to_list()
    here = (clustered[column] == value).to_numpy()
    who = np.searchsorted(speakers, clustered["speaker_code"].to_numpy())
    which = np.searchsorted(numbers, clustered["cluster"].to_numpy())
    counts = np.zeros((2, len(speakers), len(numbers)))
    np.add.at(counts, (np.where(here, 0, 1), who, which), 1)
    inside, outside = counts
    sizes = counts.sum(axis=2, keepdims=True)
    draw = stream(seed, "clusters", column, value)
    rates = [bootstrap.ratio(part.sum(axis=0), n.sum(axis=0)) for part, n in zip(counts, sizes, strict=True)]
    crossing = ((sizes > 0).sum(axis=0) == 2).any()
    if crossing:
        p, n_permutations = _within(counts, sizes, permutations, draw)
        drawn = bootstrap.weights(len(speakers), resamples, draw)
        draws = [bootstrap.ratio(drawn @ part, drawn @ n) for part, n in zip(counts, sizes, strict=True)]
        low, high = bootstrap.percentile(draws[0] - draws[1], confidence)
    else:
        first = sizes[0, :, 0] > 0
        x, n = inside + outside, sizes.sum(axis=0)
        test = permute(x, n, first, permutations, draw)
        p, n_permutations = test.p, test.n_permutations
        most = permutations if test.exact else min(permutations, INVERTED)
        low, high = (
            inversion.interval(x, n, first, confidence, most, draw)
            if 0 < first.sum() < len(first)
            else 2 * [p]
        )
    fewest = (sizes > 0).sum(axis=1).min()
    testable = (counts.sum(axis=(0, 1)) >= MIN_EVENTS) & (fewest >= MIN_TESTED_SPEAKERS)
    untold = np.isinf(low) | np.isinf(high) | (fewest < MIN_TESTED_SPEAKERS)
    return pl.DataFrame(
        {
            "cluster": numbers,
            "value": [value] * len(numbers),
            "rate_others": rates[1],
            "difference": rates[0] - rates[1],
            "low": np.where(untold, np.nan, low),
            "high": np.where(untold, np.nan, high),
            "p": np.where(testable, p, np.nan),
            "n_permutations": np.where(testable, n_permutations, 0),
        }
    )


def _mirrored(tested: pl.DataFrame, value: str) -> pl.DataFrame:
    """The same test seen from the other of two values."""
    rate = (pl.col("rate_others") + pl.col("difference")).alias("rate_others")
    return tested.with_columns(
        rate,
        pl.lit(value).alias("value"),
        -pl.col("difference"),
        (-pl.col("high")).alias("low"),
        (-pl.col("low")).alias("high"),
    )


def _within(
    counts: np.ndarray, sizes: np.ndarray, permutations: int, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Permute which part of a speaker's talk is of the scenario; two-sided p of the difference, and labellings made."""
    side, who = np.nonzero(sizes[:, :, 0] > 0)
    both = (sizes[:, :, 0] > 0).all(axis=0)[who]
    order = np.lexsort((side, np.where(both, who, -1)))  # who has one part only comes first, as one stratum
    side, who = side[order], who[order]
    alone = int((~both).sum())
    strata = [(alone, int((side[:alone] == 0).sum()))] if alone else []
    strata += [(2, 1)] * (int(both.sum()) // 2)
    x, n = counts[side, who], sizes[side, who]

    def difference(labels: np.ndarray) -> np.ndarray:
        member = labels.astype(float)
        return np.abs(
            bootstrap.ratio(member @ x, member @ n) - bootstrap.ratio((1 - member) @ x, (1 - member) @ n)
        )

    observed = difference((side == 0)[None])[0]
    extreme, made = np.zeros(x.shape[1]), 0
    for labels in labellings(strata, permutations, seed):
        extreme += (difference(labels) >= observed - 1e-9).sum(axis=0)
        made += len(labels)
    exact = all_fit(strata, permutations)
    p = extreme / made if exact else (extreme + 1) / (made + 1)
    return p, np.full(x.shape[1], made)
