"""Interval of a rate from its effective size: as many independent rows as would leave it as unsure as its speakers do.

A bootstrap over few speakers sees too little of how much speakers differ, and the less so the more unequally they talk
(`machtstaal.comparison.rate_coverage` measures it). Here the variance is that of the jackknife, the degrees of freedom
count a group in which one talks most as a small group, and the bounds are those of a binomial, so that they stay between
0 and 1, lean to the side on which there is room, and say something where nothing was found.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv, ndtri, stdtrit

from machtstaal.comparison.bootstrap import ratio


def interval(
    numerators: np.ndarray, denominators: np.ndarray, confidence: float
) -> tuple[np.ndarray, np.ndarray]:
    """Interval of a ratio of sums over speakers (Korn & Graubard 1998, with a jackknife over speakers).

    The effective size is n* = r (1 - r) / v with v the jackknife variance of the ratio r over speakers, v = (m - 1) / m
    sum((x - r y) / (Y - y))^2 for m speakers with x of y, and Y the sum of y; times (z / t)^2 with t of df degrees of
    freedom; at most Y. The bounds are those of Clopper & Pearson (1934) for n* r of n*. The degrees of freedom are the
    effective number of speakers less one, df = Y^2 / sum(y^2) - 1, at least 1: Satterthwaite's (1946) where the variance
    of x - r y grows with y.

    Parameters
    ----------
    numerators, denominators
        Counts, speakers by columns; no more is counted than there is to count against.
    confidence
        Coverage aimed at, between 0 and 1.

    Returns
    -------
    tuple of ndarray
        Lower and upper bound of each column, ratios; NaN below two speakers with anything to count against.

    Examples
    --------
    Twenty speakers with 10 rows each, 2 of them counted: no spread, so 40 of 200 as Clopper and Pearson have it (0.147 to
    0.262), but for t of 19 degrees of freedom.

    >>> low, high = interval(np.full((20, 1), 2), np.full((20, 1), 10), 0.95)
    >>> round(float(low[0]), 3), round(float(high[0]), 3)
    (0.143, 0.267)

    Nothing found is not nothing there:

    >>> low, high = interval(np.zeros((20, 1)), np.full((20, 1), 10), 0.95)
    >>> float(low[0]), round(float(high[0]), 3)
    (0.0, 0.021)
    """
    found = _jackknifed(numerators, denominators, confidence)
    rate, total = found.rate, found.total
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.where(found.variance > 0, rate * (1 - rate) / found.variance, total)
        size = np.minimum(size / found.stretch**2, total)
        counted, tail = size * rate, (1 + confidence) / 2
        low = np.where(counted > 0, betaincinv(counted, size - counted + 1, 1 - tail), 0.0)
        high = np.where(rate < 1, betaincinv(counted + 1, size - counted, tail), 1.0)
    undefined = (found.speakers < 2) | np.isnan(rate)
    return np.where(undefined, np.nan, low), np.where(undefined, np.nan, high)


def widened(
    draws: np.ndarray, numerators: np.ndarray, denominators: np.ndarray, confidence: float
) -> np.ndarray:
    """Bootstrap replicates of ratios, moved apart until they spread as widely as the interval is meant to be.

    For what has to be made of replicates and would have too narrow an interval: the distance of each from the ratio is
    multiplied by t / z times the jackknife error over the standard deviation of the replicates.

    Parameters
    ----------
    draws
        Replicates of the ratios, resamples by columns.
    numerators, denominators
        Counts, speakers by columns.
    confidence
        Coverage aimed at, between 0 and 1.

    Examples
    --------
    >>> draws = np.array([[0.2], [0.3], [0.4]])
    >>> widened(draws, np.array([[1], [2], [6]]), np.full((3, 1), 10), 0.95).round(2).tolist()  # error .15, t 4.3
    [[0.0], [0.3], [0.71]]
    """
    found = _jackknifed(numerators, denominators, confidence)
    known = ~np.isnan(draws)
    mean = ratio(np.where(known, draws, 0).sum(axis=0), known.sum(axis=0))
    spread = np.sqrt(ratio(np.where(known, (draws - mean) ** 2, 0).sum(axis=0), known.sum(axis=0)))
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = found.stretch * np.sqrt(found.variance) / spread
    factor = np.where(np.isfinite(factor), np.maximum(factor, 1), 1)
    return np.clip(found.rate + factor * (draws - found.rate), 0, 1)


@dataclass(frozen=True)
class _Jackknifed:
    """Ratios with their jackknife variance, one a column; `stretch` is t / z."""

    rate: np.ndarray
    total: np.ndarray
    speakers: np.ndarray
    variance: np.ndarray
    stretch: np.ndarray


def _jackknifed(numerators: np.ndarray, denominators: np.ndarray, confidence: float) -> _Jackknifed:
    x, y = np.asarray(numerators, float), np.asarray(denominators, float)
    speakers, total = (y > 0).sum(axis=0), y.sum(axis=0)
    rate = ratio(x.sum(axis=0), total)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = (speakers - 1) / speakers * (((x - rate * y) / (total - y)) ** 2).sum(axis=0)
        freedom = np.maximum(total**2 / (y**2).sum(axis=0) - 1, 1)
    tail = (1 + confidence) / 2
    return _Jackknifed(rate, total, speakers, variance, stdtrit(freedom, tail) / ndtri(tail))
