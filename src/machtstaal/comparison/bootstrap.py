"""Uncertainty of a rate when speakers, not words, are the units: the cluster bootstrap."""

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtr, ndtri


def weights(n_speakers: int, resamples: int, seed: int) -> np.ndarray:
    """Draw how often each speaker is in each resample.

    Drawing n speakers with replacement and counting them is one draw from a multinomial, so that all
    resamples of all measures are one matrix product with the counts.

    Parameters
    ----------
    n_speakers, resamples
        Speakers in the group and resamples to draw, counts greater than zero.
    seed
        Seed of this draw.

    Returns
    -------
    ndarray
        Counts as floats, resamples by speakers; every row sums to n_speakers.

    Examples
    --------
    >>> weights(3, 4, seed=1).sum(axis=1).tolist()
    [3.0, 3.0, 3.0, 3.0]
    """
    draws = np.random.default_rng(seed).multinomial(
        n_speakers, np.full(n_speakers, 1 / n_speakers), size=resamples
    )
    return draws.astype(float)


def ratio(numerator: np.ndarray, denominator: np.ndarray) -> np.ndarray:
    """Divide, NaN where there is nothing to divide by.

    Examples
    --------
    >>> ratio(np.array([1, 0]), np.array([4, 0])).tolist()
    [0.25, nan]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.asarray(denominator) > 0, np.divide(numerator, denominator), np.nan)


def replicates(numerators: np.ndarray, denominators: np.ndarray, resamples: int, seed: int) -> np.ndarray:
    """Bootstrap the ratio of sums over speakers (Davison & Hinkley 1997, ch. 2; speakers as clusters).

    Parameters
    ----------
    numerators, denominators
        Counts, speakers by columns.
    resamples
        Resamples, a count.
    seed
        Seed of this draw.

    Returns
    -------
    ndarray
        Ratios, resamples by columns; NaN where no resampled speaker had anything to count against.

    Examples
    --------
    Two speakers with 1 of 10 and 3 of 10: a resample is (1, 1), (1, 3), (3, 1) or (3, 3), so its rate is 0.1,
    0.2 or 0.3 with chances 1/4, 1/2, 1/4.

    >>> rates = replicates(np.array([[1], [3]]), np.array([[10], [10]]), 4000, seed=7)
    >>> np.unique(rates).tolist()
    [0.1, 0.2, 0.3]
    >>> shares = [(rates == rate).mean() for rate in (0.1, 0.2, 0.3)]
    >>> np.allclose(shares, [0.25, 0.5, 0.25], atol=0.02)
    True
    """
    drawn = weights(len(numerators), resamples, seed)
    return ratio(drawn @ numerators, drawn @ denominators)


def percentile(draws: np.ndarray, confidence: float) -> tuple[np.ndarray, np.ndarray]:
    """Interval between the percentiles of the replicates (Efron 1979), undefined replicates left out.

    Parameters
    ----------
    draws
        Replicates, resamples by columns.
    confidence
        Coverage aimed at, between 0 and 1.

    Returns
    -------
    tuple of ndarray
        Lower and upper bound of each column; NaN where every replicate is undefined.

    Examples
    --------
    >>> low, high = percentile(np.arange(101.0)[:, None], 0.9)
    >>> round(float(low[0]), 6), round(float(high[0]), 6)
    (5.0, 95.0)
    """
    tail = (1 - confidence) / 2
    return _quantiles(draws, np.full(draws.shape[1], tail)), _quantiles(
        draws, np.full(draws.shape[1], 1 - tail)
    )


def jackknife(numerators: np.ndarray, denominators: np.ndarray) -> np.ndarray:
    """Ratio of sums with each speaker left out in turn (speakers by columns).

    Examples
    --------
    >>> jackknife(np.array([[1], [3]]), np.array([[10], [10]])).tolist()
    [[0.3], [0.1]]
    """
    return ratio(numerators.sum(axis=0) - numerators, denominators.sum(axis=0) - denominators)


def bca(
    draws: np.ndarray, estimate: np.ndarray, left_out: Sequence[np.ndarray], confidence: float
) -> tuple[np.ndarray, np.ndarray]:
    """Bias-corrected and accelerated interval (Efron 1987; several samples: Efron & Tibshirani 1993, ch. 14).

    The percentiles are moved by z0, from the share of replicates below the estimate, and a, from the skewness
    of the left-one-out values: a = sum U^3 / (6 (sum U^2)^1.5), with U the deviations of the left-one-out
    values from their mean, times (n-1)/n in each sample.

    Parameters
    ----------
    draws
        Replicates, resamples by columns.
    estimate
        The estimates, one a column.
    left_out
        For each sample (group): the estimates with each of its speakers left out, speakers by columns.
    confidence
        Coverage aimed at, between 0 and 1.

    Returns
    -------
    tuple of ndarray
        Lower and upper bound of each column; the percentile bound where the corrections are undefined (all
        replicates on one side, a single speaker with anything to count against).

    Examples
    --------
    Symmetric replicates around the estimate and symmetric left-one-out values: nothing to correct.

    >>> draws, left_out = np.arange(-50.0, 51.0)[:, None], np.array([[-1.0], [0.0], [1.0]])
    >>> [round(float(bound[0]), 2) for bound in bca(draws, np.array([0.0]), [left_out], 0.9)]
    [-45.0, 45.0]
    """
    defined = ~np.isnan(draws)
    ties = (np.where(defined, draws, np.inf) == estimate).sum(axis=0) / 2
    below = ratio((np.where(defined, draws, np.inf) < estimate).sum(axis=0) + ties, defined.sum(axis=0))
    influence = np.vstack([_influence(values) for values in left_out])
    with np.errstate(divide="ignore", invalid="ignore"):
        bias = ndtri(below)
        acceleration = (influence**3).sum(axis=0) / (6 * (influence**2).sum(axis=0) ** 1.5)
    bounds = []
    for tail in ((1 - confidence) / 2, (1 + confidence) / 2):
        shifted = bias + ndtri(tail)
        with np.errstate(divide="ignore", invalid="ignore"):
            level = ndtr(bias + shifted / (1 - acceleration * shifted))
        bounds.append(_quantiles(draws, np.where(np.isfinite(bias) & np.isfinite(level), level, tail)))
    return bounds[0], bounds[1]


def _influence(left_out: np.ndarray) -> np.ndarray:
    """Deviations of the left-one-out values from their mean, times (n-1)/n; 0 where undefined."""
    n_speakers = len(left_out)
    mean = ratio(np.nansum(left_out, axis=0), (~np.isnan(left_out)).sum(axis=0))
    return np.nan_to_num(mean - left_out) * (n_speakers - 1) / max(n_speakers, 1)


def _quantiles(draws: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """One quantile a column by linear interpolation between the defined replicates."""
    if not draws.size:
        return np.full(draws.shape[1], np.nan)
    ordered = np.sort(draws, axis=0)  # NaN last
    defined = (~np.isnan(draws)).sum(axis=0)
    position = levels * np.maximum(defined - 1, 0)
    lower = np.floor(position).astype(int)
    upper = np.minimum(lower + 1, np.maximum(defined - 1, 0))
    columns = np.arange(draws.shape[1])
    low, high = ordered[lower, columns], ordered[upper, columns]
    return low + (high - low) * (position - lower)
