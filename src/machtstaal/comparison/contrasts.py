"""How groups differ: every pair of groups, every measure, with interval, permutation p and adjusted q."""

from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
import polars as pl

from machtstaal import languages, wording
from machtstaal.comparison import bootstrap, detectable, inversion
from machtstaal.comparison.counts import Counts
from machtstaal.comparison.multiplicity import benjamini_hochberg
from machtstaal.comparison.permutation import Permutation, permute
from machtstaal.comparison.rates import Sample, sample, tidy
from machtstaal.comparison.seeds import stream
from machtstaal.comparison.strata import Layers, layers

MIN_EVENTS = 5
MIN_TESTED_SPEAKERS = 2
INVERTED = 999
"""Random labellings by which a test is inverted, the first of those of its p; where p is exact, all are used."""

Interval = Literal["inverted", "percentile", "bca"]

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
    "detectable": pl.Float64,
    "p": pl.Float64,
    "q": pl.Float64,
    "n_tests": pl.Int64,
    "n_permutations": pl.Int64,
    "exact": pl.Boolean,
    "n_speakers_a": pl.Int64,
    "n_speakers_b": pl.Int64,
    "few_speakers": pl.Boolean,
    "languages": pl.String,
    "within": pl.String,
    "difference_within": pl.Float64,
    "within_low": pl.Float64,
    "within_high": pl.Float64,
    "language_warning": pl.String,
}


def compare(
    counts: Counts,
    *,
    resamples: int = 1999,
    permutations: int = 9999,
    confidence: float = 0.95,
    min_speakers: int = 10,
    seed: int = 2025,
    method: Interval = "inverted",
    min_events: float = MIN_EVENTS,
    single: bool = True,
) -> pl.DataFrame:
    """Compare every pair of groups in every measure, item and scenario.

    Effect first: the difference of the two rates (first group minus second) with its interval over speakers.
    Then evidence: a permutation of the group labels over the speakers who took part in the scenario, with the
    false discovery rate over all tests of a family. Talk as a whole and the single scenarios are separate
    sets of tests, because the second repeats the first in parts. What has fewer than 5 occurrences in the two
    groups together, or fewer than 2 speakers with anything to count against in one of them, is not tested (p,
    q null) and does not count as a test. `detectable` is the difference that the test would have found with a
    probability of .8, at the level of the confidence (`machtstaal.comparison.detectable`).

    Where scenarios divide the speakers (`machtstaal.comparison.strata`), all talk is tested within scenarios: labels
    move among speakers of the same scenarios only, and `difference_within` is what the test is about.

    Groups that do not speak one and the same language get a warning in each row. If they share a language, the test
    is within the languages that both speak, with labels moving among speakers of the same languages (`permute`), and
    `difference_within` is the difference that it is about. If they share none, nothing can part language and group:
    the test is as without languages, and the warning says so.

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
        Interval of the difference: `inverted`, all differences that the permutation test would not reject
        (`machtstaal.comparison.inversion`; where the test is within layers, that is the interval of
        `difference_within`, and `percentile` that of `difference`), or of the bootstrap over speakers `percentile` or
        `bca` (bias-corrected and accelerated), which are too narrow with few speakers (`make calibration`).
    min_events
        Occurrences in both groups together below which nothing is tested; minus infinity where numerators are sums of
        scores.
    single
        Also compare within single scenarios; else all talk only.

    Returns
    -------
    DataFrame
        One row a measure, item, scenario (null: all talk) and pair of groups; rates and difference in the
        measure's unit; n_tests is the size of the set in which q was adjusted; languages is `one`, `shared` or
        `apart` (`machtstaal.languages.relation`). Empty for a single group.
    """
    pairs = list(combinations(counts.groups, 2))
    parts = []
    for scenario in counts.scenarios if single else counts.scenarios[:1]:
        samples = {
            group: sample(counts, scenario, group, resamples, seed) for group in counts.groups if pairs
        }
        spoken = {group: counts.spoken(group, scenario) for group in samples}
        for rank, (a, b) in enumerate(pairs):
            both = samples[a], samples[b]
            relation = languages.relation(spoken[a], spoken[b])
            shared = sorted(set(spoken[a]) & set(spoken[b])) if relation == "shared" else []
            laid = layers(counts, scenario, (a, b), shared)
            draw = stream(seed, "permutation", scenario, a, b)
            test = _test(laid, permutations, draw, 1 - confidence, min_events)
            columns = counts.within(scenario)
            scale = counts.columns["scale"].to_numpy()[columns]
            within = np.full((3, len(scale)), np.nan)
            low, high = np.full((2, len(scale)), np.nan)
            if method == "inverted":
                most = permutations if test.exact else min(permutations, INVERTED)
                low, high = scale * _inverted(laid, confidence, most, draw)
            if laid.within != "none":
                within = np.stack([scale * test.difference, low, high])
            if laid.within != "none" or method != "inverted":
                low, high = _interval(*both, confidence, "percentile" if method == "inverted" else method)
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
                    pl.Series("detectable", np.where(test.testable, scale * test.detectable, np.nan)),
                    pl.Series("p", np.where(test.testable, test.p, np.nan)),
                    pl.Series("n_permutations", np.where(test.testable, test.n_permutations, 0)),
                    pl.lit(test.exact).alias("exact"),
                    pl.Series("n_speakers_a", both[0].n_speakers),
                    pl.Series("n_speakers_b", both[1].n_speakers),
                    pl.Series(
                        "few_speakers", np.minimum(both[0].n_speakers, both[1].n_speakers) < min_speakers
                    ),
                    pl.lit(relation).alias("languages"),
                    pl.lit(laid.within).alias("within"),
                    *(
                        pl.Series(name, values)
                        for name, values in zip(
                            ("difference_within", "within_low", "within_high"), within, strict=True
                        )
                    ),
                    pl.lit(
                        wording.languages({group: spoken[group] for group in (a, b)}) or None, pl.String
                    ).alias("language_warning"),
                    pl.Series("_column", columns),
                    pl.lit(rank).alias("_pair"),
                )
            )
    return tidy([_adjusted(pl.concat(parts))] if parts else [], SCHEMA, ["_column", "_pair"])


@dataclass(frozen=True)
class _Test(Permutation):
    """A permutation test; what of it rests on enough occurrences and speakers (bool), and what it would find; one a column."""

    testable: np.ndarray
    detectable: np.ndarray


def _test(laid: Layers, permutations: int, seed: int, level: float, min_events: float = MIN_EVENTS) -> _Test:
    """Permute the labels of two groups, within layers where there are several."""
    test = permute(
        laid.numerators, laid.denominators, laid.first, permutations, seed, speaks=laid.speaks, level=level
    )
    numerators, denominators = laid.numerators.sum(axis=0), laid.denominators.sum(axis=0)
    against = [denominators[group].sum(axis=0) for group in (laid.first, ~laid.first)]
    found = detectable.difference(
        test,
        bootstrap.ratio(numerators.sum(axis=0), denominators.sum(axis=0)),
        *against,
        (denominators > 0).sum(axis=0) - 2,
        _is_share(laid),
    )
    return _Test(
        **vars(test),
        testable=_testable(numerators, denominators, laid.first, test, min_events),
        detectable=found,
    )


def _testable(
    numerators: np.ndarray,
    denominators: np.ndarray,
    first: np.ndarray,
    test: Permutation,
    min_events: float,
) -> np.ndarray:
    """Enough occurrences in both together, enough speakers in each, and more than one way to label them; one a column."""
    taken = denominators > 0
    fewest = np.minimum(taken[first].sum(axis=0), taken[~first].sum(axis=0))
    enough = (numerators.sum(axis=0) >= min_events) & (fewest >= MIN_TESTED_SPEAKERS)
    return enough & ~np.isnan(test.difference) & (test.n_permutations > 1)


def _is_share(laid: Layers) -> np.ndarray:
    """Whether what is counted is part of what it is counted against; booleans, one a column."""
    return ((laid.numerators >= 0) & (laid.numerators <= laid.denominators)).all(axis=(0, 1))


def _inverted(laid: Layers, confidence: float, permutations: int, seed: int) -> np.ndarray:
    """Bounds of the difference by inverting its test; undefined where labellings are too few to reject anything.

    Two shares cannot differ by more than one, which the test does not know: it shifts rates whatever they are.
    """
    taken = laid.denominators.sum(axis=0) > 0
    fewest = np.minimum(taken[laid.first].sum(axis=0), taken[~laid.first].sum(axis=0))
    bounds = np.stack(
        inversion.interval(
            laid.numerators,
            laid.denominators,
            laid.first,
            confidence,
            permutations,
            seed,
            speaks=laid.speaks,
        )
    )
    undefined = (fewest < MIN_TESTED_SPEAKERS) | ~np.isfinite(bounds)
    return np.where(undefined, np.nan, np.where(_is_share(laid), np.clip(bounds, -1, 1), bounds))


def _interval(a: Sample, b: Sample, confidence: float, method: Interval) -> tuple[np.ndarray, np.ndarray]:
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
