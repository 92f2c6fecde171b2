"""Many tests at once: the false discovery rate within a family."""

import numpy as np


def benjamini_hochberg(p: np.ndarray) -> np.ndarray:
    """Adjust p-values for the false discovery rate (Benjamini & Hochberg 1995).

    The i-th smallest of m p-values becomes min over j >= i of p_j * m / j. Rejecting where q <= 0.05 keeps
    the expected share of false findings among the findings at 5 % or less, if the tests are independent or
    positively dependent.

    Parameters
    ----------
    p
        p-values of one family, between 0 and 1; NaN marks what was not tested and does not count as a test.

    Returns
    -------
    ndarray
        q-values in the order given; NaN where p is NaN.

    Examples
    --------
    By hand: 0.005 x 4/1 = 0.02, 0.01 x 4/2 = 0.02, 0.03 x 4/3 = 0.04, 0.04 x 4/4 = 0.04.

    >>> benjamini_hochberg(np.array([0.01, 0.04, np.nan, 0.03, 0.005])).tolist()
    [0.02, 0.04, nan, 0.04, 0.02]
    """
    p = np.asarray(p, dtype=float)
    q = np.full(p.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    if not tested.size:
        return q
    if p[tested].min() < 0 or p[tested].max() > 1:
        raise ValueError("a p-value lies between 0 and 1")
    order = tested[np.argsort(p[tested], kind="stable")]
    raised = p[order] * order.size / np.arange(1, order.size + 1)
    q[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    return q
