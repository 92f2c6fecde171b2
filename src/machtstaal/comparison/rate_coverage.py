"""Do intervals of a rate keep their word: how often they hold the true rate, for populations of speakers that are known.

Populations are made up, so that talk is as unequal and things as rare as in workshops, or they are the speakers of a
study, drawn again with replacement: then the rate of all of them is the truth.
"""

from collections.abc import Callable, Iterator

import numpy as np
import polars as pl
from scipy.special import expit, logit, stdtrit

from machtstaal.comparison import bootstrap, effective
from machtstaal.comparison.counts import Counts
from machtstaal.comparison.seeds import stream

SPEAKERS = (5, 8, 12, 25, 50)
RATES = (0.3, 0.02, 0.002)
POPULATIONS = ("even", "unequal", "linked", "few")
"""Talk of about the same length; lengths that differ as log-normal ones do, with a standard deviation of 1.2; the same, and
who talks more does it more; the same, and few do it at all."""
LEAST = 20
"""Occurrences in a whole study from which a measure is drawn again."""

Bounds = tuple[np.ndarray, np.ndarray]


def intervals(
    x: np.ndarray, y: np.ndarray, confidence: float, resamples: int, seed: int
) -> dict[str, Bounds]:
    """All kinds of interval of the ratios of sums.

    Parameters
    ----------
    x, y
        Counts, speakers by columns.
    confidence
        Coverage aimed at, between 0 and 1.
    resamples, seed
        Bootstrap resamples, a count, and their seed.

    Returns
    -------
    dict
        `effective`, `logit_t` (jackknife error on the logit scale, t of the effective number of speakers less one),
        `bootstrap_t` (studentised on the logit scale; Davison & Hinkley 1997, ch. 5), `percentile`, `bca`.
    """
    rate = bootstrap.ratio(x.sum(axis=0), y.sum(axis=0))
    drawn = bootstrap.weights(len(x), resamples, seed)
    draws = bootstrap.ratio(drawn @ x, drawn @ y)
    return {
        "effective": effective.interval(x, y, confidence),
        "logit_t": _logit_t(x, y, rate, confidence),
        "bootstrap_t": _bootstrap_t(x, y, rate, drawn, draws, confidence),
        "percentile": bootstrap.percentile(draws, confidence),
        "bca": bootstrap.bca(draws, rate, [bootstrap.jackknife(x, y)], confidence),
    }


def _logit_t(x: np.ndarray, y: np.ndarray, rate: np.ndarray, confidence: float) -> Bounds:
    with np.errstate(all="ignore"):
        variance = (len(x) - 1) / len(x) * (((x - rate * y) / (y.sum(axis=0) - y)) ** 2).sum(axis=0)
        freedom = np.maximum(y.sum(axis=0) ** 2 / (y.astype(float) ** 2).sum(axis=0) - 1, 1)
        reach = stdtrit(freedom, (1 + confidence) / 2) * np.sqrt(variance) / (rate * (1 - rate))
        low, high = expit(logit(rate) - reach), expit(logit(rate) + reach)
    return np.where(np.isfinite(reach), low, rate), np.where(np.isfinite(reach), high, rate)


def _bootstrap_t(
    x: np.ndarray, y: np.ndarray, rate: np.ndarray, drawn: np.ndarray, draws: np.ndarray, confidence: float
) -> Bounds:
    def error(weights: np.ndarray, ratio: np.ndarray) -> np.ndarray:
        squares = weights @ (x * x) - 2 * ratio * (weights @ (x * y)) + ratio**2 * (weights @ (y * y))
        return np.sqrt(np.maximum(squares, 0)) / (weights @ y) / (ratio * (1 - ratio))

    x, y = x.astype(float), y.astype(float)
    with np.errstate(all="ignore"):
        own = error(np.ones((1, len(x))), rate)[0]
        t = (logit(draws) - logit(rate)) / error(drawn, draws)
        t[~np.isfinite(t)] = np.nan
        low, high = bootstrap.percentile(t, confidence)
        bounds = expit(logit(rate) - high * own), expit(logit(rate) - low * own)
    return tuple(np.where(np.isfinite(bound), bound, rate) for bound in bounds)


def simulated(
    replicates: int = 1000, resamples: int = 499, confidence: float = 0.95, seed: int = 2025
) -> pl.DataFrame:
    """Coverage for speakers of made-up populations, who differ in how they talk as much as in how long.

    Parameters
    ----------
    replicates
        Groups drawn of each population, rate and number of speakers, a count.
    resamples
        Bootstrap resamples, a count.
    confidence
        Coverage aimed at, between 0 and 1.
    seed
        Seed of all draws.

    Returns
    -------
    DataFrame
        population, rate, speakers, interval, covers, above, below (shares of intervals that hold the true rate, lie
        above it, lie below it), width (median, in units of the true rate).
    """
    rows = []
    for population in POPULATIONS:
        for rate in RATES:
            draw = _population(population, rate, np.random.default_rng(stream(seed, population, rate)))
            large = draw(1, 1_000_000)
            truth = np.array(large[0].sum() / large[1].sum())
            for speakers in SPEAKERS:
                found = intervals(*draw(speakers, replicates), confidence, resamples, seed)
                key = {"population": population, "rate": rate, "speakers": speakers}
                rows += [key | row for row in _held(found, truth)]
    return pl.DataFrame(rows)


def resampled(
    counts: Counts, replicates: int = 200, resamples: int = 499, confidence: float = 0.95, seed: int = 2025
) -> pl.DataFrame:
    """Coverage for the speakers of a study, all groups together, drawn with replacement into groups of any size.

    Parameters
    ----------
    counts
        A study's counts; measures of all talk with 20 occurrences or more are used.
    replicates
        Groups drawn of each number of speakers, a count.
    resamples, confidence, seed
        As in `simulated`.

    Returns
    -------
    DataFrame
        speakers, interval, covers, above, below, width.
    """
    place = counts.within(None)
    place = place[counts.numerators[:, place].sum(axis=0) >= LEAST]
    x, y = counts.numerators[:, place], counts.denominators[:, place]
    truth = x.sum(axis=0) / y.sum(axis=0)
    rng, parts = np.random.default_rng(stream(seed, "speakers again")), []
    for speakers in SPEAKERS:
        for replicate in range(replicates):
            who = rng.integers(0, len(x), speakers)
            here = (y[who] > 0).sum(axis=0) >= 2
            found = intervals(
                x[who][:, here], y[who][:, here], confidence, resamples, stream(seed, speakers, replicate)
            )
            parts += [{"speakers": speakers, **row} for row in _held(found, truth[here])]
    return (
        pl.DataFrame(parts)
        .group_by("speakers", "interval", maintain_order=True)
        .agg(pl.col("covers", "above", "below").mean(), pl.col("width").median())
    )


def _population(
    name: str, rate: float, rng: np.random.Generator
) -> Callable[[int, int], tuple[np.ndarray, np.ndarray]]:
    """How to draw counts of so many speakers by so many groups."""
    habit = 20.0 if rate > 0.1 else 2 / rate  # rare things vary as gamma variables with a shape of 2
    habit = habit / 4 if name == "few" else habit

    def draw(speakers: int, groups: int) -> tuple[np.ndarray, np.ndarray]:
        size = (speakers, groups)
        y = rng.integers(300, 600, size) if name == "even" else np.ceil(np.exp(rng.normal(5.5, 1.2, size)))
        mean = np.full(size, rate)
        if name == "linked":
            mean = np.minimum(rate * np.clip((y / np.exp(5.5)) ** 0.2, 0.5, 2), 0.9)
        return rng.binomial(y.astype(int), rng.beta(habit * mean, habit * (1 - mean))), y.astype(int)

    return draw


def _held(found: dict[str, Bounds], truth: np.ndarray) -> Iterator[dict[str, object]]:
    """How often each kind of interval holds the truth."""
    for name, (low, high) in found.items():
        yield {
            "interval": name,
            "covers": float(((low <= truth) & (high >= truth)).mean()),
            "above": float((low > truth).mean()),
            "below": float((high < truth).mean()),
            "width": float(np.median((high - low) / truth)),
        }
