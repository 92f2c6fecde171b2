"""How groups differ: every pair of groups, every measure, with interval, permutation p and adjusted q."""

from itertools import combinations

import numpy as np
import polars as pl

from machtstaal.comparison import bootstrap
from machtstaal.comparison.counts import Counts
from machtstaal.comparison.multiplicity import benjamini_hochberg
from machtstaal.comparison.permutation import Permutation, permute
from machtstaal.comparison.rates import Method, Sample, sample, tidy
from machtstaal.comparison.seeds import stream

MIN_EVENTS = 5
MIN_TESTED_SPEAKERS = 2

SCHEMA = {
    "family": pl.String,
    "measure": pl.String,
    "item": pl.String,
    "scenario": pl.String,
    "group_a": pl.String,
    "group_b": pl.String,
    "rate_a": pl.Float64,
    "rate_b": pl.Float64,
    "difference": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "p": pl.Float64,
    "q": pl.Float64,
    "n_tests": pl.Int64,
    "n_permutations": pl.Int64,
    "exact": pl.Boolean,
    "n_speakers_a": pl.Int64,
    "n_speakers_b": pl.Int64,
    "few_speakers": pl.Boolean,
}


def compare(
    counts: Counts,
    *,
    resamples: int = 1999,
    permutations: int = 9999,
    confidence: float = 0.95,
    min_speakers: int = 10,
    seed: int = 2025,
    method: Method = "percentile",
) -> pl.DataFrame:
    """Compare every pair of groups in every measure, item and scenario.

    Effect first: the difference of the two rates (first group minus second) with its bootstrap interval over
    speakers. Then evidence: a permutation of the group labels over the speakers who took part in the
    scenario, with the false discovery rate over all tests of a family. Talk as a whole and the single
    scenarios are separate sets of tests, because the second repeats the first in parts. What has fewer than 5
    occurrences in the two groups together, or fewer than 2 speakers with anything to count against in one of
    them, is not tested (p, q null) and does not count as a test.

    Parameters
    ----------
    counts
        The study's counts.
    resamples, permutations
        Bootstrap resamples and the most labellings to make, counts. All labellings are made if there are no
        more.
    confidence
        Coverage aimed at, between 0 and 1.
    min_speakers
        Below this number of speakers in a group `few_speakers` warns.
    seed
        The study's seed.
    method
        `percentile`, or `bca` (bias-corrected and accelerated).

    Returns
    -------
    DataFrame
        One row a measure, item, scenario (null: all talk) and pair of groups; rates and difference in the
        measure's unit; n_tests is the size of the set in which q was adjusted; empty for a single group.
    """
    pairs = list(combinations(counts.groups, 2))
    parts = []
    for scenario in counts.scenarios:
        samples = {
            group: sample(counts, scenario, group, resamples, seed) for group in counts.groups if pairs
        }
        for rank, (a, b) in enumerate(pairs):
            both = samples[a], samples[b]
            test = _test(*both, permutations, stream(seed, "permutation", scenario, a, b))
            low, high = _interval(*both, confidence, method)
            columns = counts.within(scenario)
            parts.append(
                counts.columns[columns].select(
                    "family",
                    "measure",
                    "item",
                    "scenario",
                    pl.lit(a).alias("group_a"),
                    pl.lit(b).alias("group_b"),
                    pl.Series("rate_a", both[0].rate),
                    pl.Series("rate_b", both[1].rate),
                    pl.Series("difference", both[0].rate - both[1].rate),
                    pl.Series("low", low),
                    pl.Series("high", high),
                    pl.Series("p", np.where(_testable(*both), test.p, np.nan)),
                    pl.Series("n_permutations", np.where(_testable(*both), test.n_permutations, 0)),
                    pl.lit(test.exact).alias("exact"),
                    pl.Series("n_speakers_a", both[0].n_speakers),
                    pl.Series("n_speakers_b", both[1].n_speakers),
                    pl.Series(
                        "few_speakers", np.minimum(both[0].n_speakers, both[1].n_speakers) < min_speakers
                    ),
                    pl.Series("_column", columns),
                    pl.lit(rank).alias("_pair"),
                )
            )
    return tidy([_adjusted(pl.concat(parts))] if parts else [], SCHEMA, ["_column", "_pair"])


def _test(a: Sample, b: Sample, permutations: int, seed: int) -> Permutation:
    first = np.arange(len(a.numerators) + len(b.numerators)) < len(a.numerators)
    return permute(
        np.vstack([a.numerators, b.numerators]),
        np.vstack([a.denominators, b.denominators]),
        first,
        permutations,
        seed,
    )


def _testable(a: Sample, b: Sample) -> np.ndarray:
    """Enough occurrences in both together and enough speakers in each, one a column."""
    events = a.numerators.sum(axis=0) + b.numerators.sum(axis=0)
    return (events >= MIN_EVENTS) & (np.minimum(a.n_speakers, b.n_speakers) >= MIN_TESTED_SPEAKERS)


def _interval(a: Sample, b: Sample, confidence: float, method: Method) -> tuple[np.ndarray, np.ndarray]:
    """Bounds of the difference; the groups are resampled independently."""
    draws = a.draws - b.draws
    if method == "bca":
        left_out = [a.left_out - b.rate, a.rate - b.left_out]
        bounds = bootstrap.bca(draws, a.rate - b.rate, left_out, confidence)
    else:
        bounds = bootstrap.percentile(draws, confidence)
    few = np.minimum(a.n_speakers, b.n_speakers) < MIN_TESTED_SPEAKERS
    return np.where(few, np.nan, bounds[0]), np.where(few, np.nan, bounds[1])


def _adjusted(rows: pl.DataFrame) -> pl.DataFrame:
    """Add q and n_tests: Benjamini-Hochberg within a family, all talk apart from the single scenarios."""
    family = rows["family"].to_numpy()
    overall = rows["scenario"].is_null().to_numpy()
    p = rows["p"].to_numpy()
    q, n_tests = np.full(len(p), np.nan), np.zeros(len(p), dtype=int)
    for name in sorted(set(family)):
        for level in (True, False):
            tests = (family == name) & (overall == level)
            q[tests] = benjamini_hochberg(p[tests])
            n_tests[tests] = (~np.isnan(p[tests])).sum()
    return rows.with_columns(pl.Series("q", q), pl.Series("n_tests", n_tests))
