"""Intervals of shares that are counted: one share, and the difference of two."""

import numpy as np
from scipy.special import ndtri


def wilson(right: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Score interval of a share (Wilson 1927).

    Parameters
    ----------
    right, n
        Counts: so many of so many.
    confidence
        Coverage aimed at, between 0 and 1.

    Returns
    -------
    tuple of float
        Lower and upper bound; 0 and 1 where nothing was counted.

    Examples
    --------
    >>> [round(bound, 3) for bound in wilson(81, 263)]
    [0.255, 0.366]
    >>> wilson(0, 0)
    (0.0, 1.0)
    """
    if not n:
        return 0.0, 1.0
    z = float(ndtri((1 + confidence) / 2))
    share, spread = right / n, z * z / n
    half = z * np.sqrt(share * (1 - share) / n + spread / (4 * n))
    low, high = (share + spread / 2 - half) / (1 + spread), (share + spread / 2 + half) / (1 + spread)
    return max(float(low), 0.0), min(float(high), 1.0)


def newcombe(right_a: int, n_a: int, right_b: int, n_b: int, confidence: float = 0.95) -> tuple[float, float]:
    """Interval of the difference of two independent shares from their Wilson intervals (Newcombe 1998, method 10).

    Parameters
    ----------
    right_a, n_a, right_b, n_b
        Counts of the two.
    confidence
        Coverage aimed at, between 0 and 1.

    Examples
    --------
    Newcombe's example: 56 of 70 against 48 of 80.

    >>> [round(bound, 4) for bound in newcombe(56, 70, 48, 80)]
    [0.0524, 0.3339]
    """
    if not n_a or not n_b:
        return -1.0, 1.0
    a, b = right_a / n_a, right_b / n_b
    (low_a, high_a), (low_b, high_b) = wilson(right_a, n_a, confidence), wilson(right_b, n_b, confidence)
    low = a - b - np.sqrt((a - low_a) ** 2 + (high_b - b) ** 2)
    high = a - b + np.sqrt((high_a - a) ** 2 + (b - low_b) ** 2)
    return float(low), float(high)
