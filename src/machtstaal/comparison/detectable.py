"""Smallest difference that a study of this size would find: what "no difference" can and cannot mean."""

import numpy as np
from scipy.special import stdtrit

from machtstaal.comparison.permutation import Permutation

POWER = 0.8
"""Probability with which the difference would be found."""


def difference(
    test: Permutation,
    rate: np.ndarray,
    first: np.ndarray,
    second: np.ndarray,
    freedom: np.ndarray,
    share: np.ndarray | bool = True,
) -> np.ndarray:
    """Minimum detectable difference of two groups' rates (after Bloom 1995), for the test at hand.

    The true difference d that the two-sided permutation test, alone, finds at its level with a probability of .8:

        d = (c + t) s(d)

    with c the critical value of its labellings, t the 80th percentile of Student's t, and s the standard error that the
    difference would have. Where a thing becomes more frequent its variance grows, so that s is not the error e that was
    observed: one group keeps the rate r of both together, in the other it moves d towards one half, and its variance with
    it as that of a share does, s^2 = e^2 (1 - w + w (r + d)(1 - r - d) / (r (1 - r))); w = n / (n1 + n2), with n the
    larger of what is counted against, is the part of the variance that moves if the group that talks less moves. The root
    is found in closed form.

    Parameters
    ----------
    test
        Outcome of the test, with its critical value and its standard error.
    rate
        Ratio of both groups together, one a column.
    first, second
        What is counted against in each group, counts, one a column.
    freedom
        Degrees of freedom, speakers of both groups less two, one a column.
    share
        Whether the rate is a share, whose variance moves with it; of other ratios the error is taken as it is. One a
        column.

    Returns
    -------
    ndarray
        Differences of ratios, one a column; NaN where no difference is found with that probability, because labellings
        are too few or the rate has no room.

    Examples
    --------
    Without any room to move in variance, at a rate of one half, d is nearly (1.96 + 0.84) e: with e = .01 it is .028.

    >>> wide = np.array([1000.0])
    >>> outcome = Permutation(*(np.zeros(1),) * 3, False, error=np.array([0.01]), critical=np.array([1.96]))
    >>> round(float(difference(outcome, np.array([0.5]), wide, wide, np.array([1e6]))[0]), 4)
    0.028
    >>> round(float(difference(outcome, np.array([0.02]), wide, wide, np.array([1e6]))[0]), 4)  # rare: more is needed
    0.0387
    >>> round(float(difference(outcome, np.array([20.0]), wide, wide, np.array([1e6]), share=np.array([False]))[0]), 4)
    0.028
    """
    least = np.minimum(rate, 1 - rate)
    with np.errstate(divide="ignore", invalid="ignore"):
        needed = ((test.critical + stdtrit(np.maximum(freedom, 1), POWER)) * test.error) ** 2
        moving = needed * np.maximum(first, second) / (first + second) / (least * (1 - least))
        moving = np.where(share, moving, 0.0)
        slope = np.where(share, moving * (1 - 2 * least), 0.0)
        found = (slope + np.sqrt(slope**2 + 4 * (1 + moving) * needed)) / (2 * (1 + moving))
        room = ~np.asarray(share) | (found <= 1 - least)
        return np.where(np.isfinite(found) & (found > 0) & room, found, np.nan)
