"""Do p-values and intervals keep their word: labels are shuffled over speakers, so every difference found is chance.

On real talk with shuffled labels the null hypothesis is true by construction. An honest test then calls a share of
alpha significant, and an honest 95 % interval of the difference covers zero in 95 % of cases. The same data are put to
the tests over words that corpus tools report, chi-square and G2.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.stats import chi2

from machtstaal.comparison import bootstrap, inversion, model_checks
from machtstaal.comparison.contrasts import MIN_EVENTS, MIN_TESTED_SPEAKERS
from machtstaal.comparison.counts import Counts
from machtstaal.comparison.permutation import permute
from machtstaal.comparison.seeds import stream
from machtstaal.comparison.strata import Layers

LEVELS = (0.01, 0.05, 0.10)
TESTS = ("permutation", "chi_square", "g2")
MODELS = ("mixed", "robust")
INTERVALS = ("inverted", "percentile", "bca")


@dataclass(frozen=True)
class Calibration:
    """Outcome under shuffled labels.

    Attributes
    ----------
    p
        One row a shuffle and test: shuffle, column (position in the counts), n_events, permutation, chi_square, g2
        (p-values).
    covered
        One row a shuffle and interval: shuffle, column, n_events, percentile, bca (whether zero is inside).
    modelled
        One row a share in the first shuffles: shuffle, column, permutation, mixed, robust (p-values; those of
        regression models are null where they cannot be fitted).
    """

    p: pl.DataFrame
    covered: pl.DataFrame
    modelled: pl.DataFrame


def calibrate(
    counts: Counts,
    *,
    shuffles: int = 400,
    modelled: int = 40,
    permutations: int = 999,
    resamples: int = 999,
    confidence: float = 0.95,
    seed: int = 2025,
) -> Calibration:
    """Shuffle the labels of speakers and test all measures of all talk again, many times.

    Parameters
    ----------
    counts
        A study's counts, two groups in one language; of more groups the first two.
    shuffles
        Times the labels are dealt anew, a count.
    modelled
        Shuffles in which regression models are fitted, too, a count; they take longer.
    permutations, resamples
        Size of each test and each bootstrap, counts.
    confidence
        Coverage aimed at, between 0 and 1.
    seed
        The study's seed.

    Returns
    -------
    Calibration
        Of the measures that would be tested in that shuffle (enough occurrences, enough speakers).
    """
    a, b = (counts.members(group, None) for group in counts.groups[:2])
    rows = np.concatenate([np.flatnonzero(a), np.flatnonzero(b)])
    columns = counts.within(None)
    numerators, denominators = (
        counts.numerators[np.ix_(rows, columns)],
        counts.denominators[np.ix_(rows, columns)],
    )
    first = np.arange(len(rows)) < a.sum()
    tests, intervals, models = [], [], []
    for shuffle in range(shuffles):
        labels = np.random.default_rng(stream(seed, "calibration", shuffle)).permutation(first)
        place = _testable(numerators, denominators, labels)
        x, n = numerators[:, place], denominators[:, place]
        draw = stream(seed, "calibration test", shuffle)
        test = permute(x, n, labels, permutations, draw)
        over_words = words(x[labels].sum(0), n[labels].sum(0), x[~labels].sum(0), n[~labels].sum(0))
        common = {"shuffle": shuffle, "column": columns[place], "n_events": x.sum(axis=0)}
        tests.append(pl.DataFrame(common | {"permutation": test.p} | over_words))
        if shuffle < modelled:
            shares = np.flatnonzero(counts.columns["scale"].to_numpy()[columns[place]] == 1)
            fitted = _modelled(x[:, shares], n[:, shares], labels, confidence)
            known = {"shuffle": shuffle, "column": columns[place][shares], "permutation": test.p[shares]}
            models.append(pl.DataFrame(known | fitted, schema_overrides=dict.fromkeys(MODELS, pl.Float64)))
        covered = _covered(x, n, labels, resamples, confidence, draw)
        inverted = inversion.interval(x, n, labels, confidence, permutations, draw)
        intervals.append(pl.DataFrame(common | {"inverted": _inside(*inverted)} | covered))
    return Calibration(
        pl.concat(tests), pl.concat(intervals), pl.concat(models) if models else pl.DataFrame()
    )


def _modelled(
    x: np.ndarray, n: np.ndarray, labels: np.ndarray, confidence: float
) -> dict[str, list[float | None]]:
    """p-values of the regression models, one a column."""
    laid = Layers(x[None], n[None], labels, np.ones((len(labels), 1), bool), "none")
    found = [model_checks.effects(laid, column, confidence) for column in range(x.shape[1])]
    return {
        "mixed": [one.mixed.p if one.mixed else None for one in found],
        "robust": [one.robust.p if one.robust else None for one in found],
    }


def words(a: np.ndarray, size_a: np.ndarray, b: np.ndarray, size_b: np.ndarray) -> dict[str, np.ndarray]:
    """p-values of the tests that take every word (or clause) for an independent draw.

    Pearson's chi-square and the log-likelihood ratio G2 (Dunning 1993) of the 2 x 2 table of what is counted and what is
    not, in two groups; one degree of freedom, no correction.

    Parameters
    ----------
    a, b
        Occurrences in the two groups, counts, one a column.
    size_a, size_b
        What they are counted against, counts.

    Returns
    -------
    dict
        chi_square, g2: p-values, one a column; 1 where nothing varies.

    Examples
    --------
    Occurring 10 times in 40 and 20 times in 45: chi-square 3.506 and G2 3.559 (as `scipy.stats.chi2_contingency` gives).

    >>> found = words(*(np.array([n]) for n in (10, 40, 20, 45)))
    >>> [round(float(p[0]), 4) for p in found.values()]
    [0.0612, 0.0592]
    """
    cells = [np.asarray(cell, float) for cell in (a, size_a - a, b, size_b - b)]
    total = sum(cells)
    found, lacking = cells[0] + cells[2], cells[1] + cells[3]
    sizes = np.asarray(size_a, float), np.asarray(size_b, float)
    pearson, likelihood = np.zeros_like(total), np.zeros_like(total)
    for observed, margin, size in zip(
        cells, (found, lacking, found, lacking), np.repeat(sizes, 2, axis=0), strict=True
    ):
        with np.errstate(divide="ignore", invalid="ignore"):
            expected = margin * size / total
            pearson += np.nan_to_num((observed - expected) ** 2 / expected)
            likelihood += 2 * np.nan_to_num(observed * np.log(observed / expected))
    return {"chi_square": chi2.sf(pearson, 1), "g2": chi2.sf(likelihood, 1)}


def false_positives(found: Calibration) -> pl.DataFrame:
    """Share of tests called significant at each level, with the error that comes from the number of shuffles.

    Tests of one shuffle hang together, so the standard error is that of the shuffles' shares.

    Returns
    -------
    DataFrame
        test, level, share, standard_error, n_tests, n_shuffles.
    """
    long = found.p.unpivot(TESTS, index="shuffle", variable_name="test", value_name="p")
    parts = []
    for level in LEVELS:
        shares = long.group_by("test", "shuffle").agg((pl.col("p") <= level).mean().alias("share"), pl.len())
        parts.append(_over_shuffles(shares, "test").with_columns(level=pl.lit(level)))
    table = pl.concat(parts).select("test", "level", "share", "standard_error", "n_tests", "n_shuffles")
    return _ordered(table, "test", TESTS).sort("level", maintain_order=True)


def model_levels(found: Calibration) -> pl.DataFrame:
    """Share of regression models that call a difference significant at each level, and of tests on the same shares.

    Returns
    -------
    DataFrame
        test, level, share, standard_error, n_tests, n_shuffles, of the shares to which both models could be fitted.
    """
    if found.modelled.is_empty():
        return pl.DataFrame()
    names = ("permutation", *MODELS)
    long = found.modelled.drop_nulls().unpivot(names, index="shuffle", variable_name="test", value_name="p")
    parts = []
    for level in LEVELS:
        shares = long.group_by("test", "shuffle").agg((pl.col("p") <= level).mean().alias("share"), pl.len())
        parts.append(_over_shuffles(shares, "test").with_columns(level=pl.lit(level)))
    table = pl.concat(parts).select("test", "level", "share", "standard_error", "n_tests", "n_shuffles")
    return _ordered(table, "test", names).sort("level", maintain_order=True)


def coverage(found: Calibration, bounds: Sequence[int] = (0, 20, 100)) -> pl.DataFrame:
    """Share of intervals that cover zero, by how often the thing counted occurs.

    Returns
    -------
    DataFrame
        interval, events (least number of occurrences in the band), share, standard_error, n_tests, n_shuffles.
    """
    long = found.covered.unpivot(
        INTERVALS, index=["shuffle", "n_events"], variable_name="interval", value_name="covers"
    )
    band = pl.max_horizontal(pl.when(pl.col("n_events") >= bound).then(bound) for bound in bounds)
    long = long.with_columns(events=band)
    shares = long.group_by("interval", "events", "shuffle").agg(
        pl.col("covers").mean().alias("share"), pl.len()
    )
    table = _over_shuffles(shares, "interval", "events")
    return _ordered(table, "interval", INTERVALS).sort("events", maintain_order=True)


def _over_shuffles(shares: pl.DataFrame, *keys: str) -> pl.DataFrame:
    return shares.group_by(*keys).agg(
        pl.col("share").mean(),
        (pl.col("share").std() / pl.len().sqrt()).alias("standard_error"),
        pl.col("len").sum().alias("n_tests"),
        pl.len().alias("n_shuffles"),
    )


def _ordered(table: pl.DataFrame, column: str, order: Sequence[str]) -> pl.DataFrame:
    return (
        table.with_columns(pl.col(column).cast(pl.Enum(list(order))))
        .sort(column)
        .with_columns(pl.col(column).cast(pl.String))
    )


def _testable(numerators: np.ndarray, denominators: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Positions of the columns that a study with these labels would test."""
    taken = denominators > 0
    fewest = np.minimum(taken[labels].sum(axis=0), taken[~labels].sum(axis=0))
    return np.flatnonzero((numerators.sum(axis=0) >= MIN_EVENTS) & (fewest >= MIN_TESTED_SPEAKERS))


def _covered(
    x: np.ndarray, n: np.ndarray, labels: np.ndarray, resamples: int, confidence: float, seed: int
) -> dict[str, np.ndarray]:
    groups = [(x[labels], n[labels]), (x[~labels], n[~labels])]
    rates = [bootstrap.ratio(counted.sum(axis=0), against.sum(axis=0)) for counted, against in groups]
    draws = [
        bootstrap.replicates(counted, against, resamples, stream(seed, number))
        for number, (counted, against) in enumerate(groups)
    ]
    left_out = [bootstrap.jackknife(*groups[0]) - rates[1], rates[0] - bootstrap.jackknife(*groups[1])]
    difference, drawn = rates[0] - rates[1], draws[0] - draws[1]
    bounds = {
        "percentile": bootstrap.percentile(drawn, confidence),
        "bca": bootstrap.bca(drawn, difference, left_out, confidence),
    }
    return {name: _inside(*bound) for name, bound in bounds.items()}


def _inside(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Whether zero is inside; an interval that cannot be told leaves nothing out."""
    return ~(low > 0) & ~(high < 0)
