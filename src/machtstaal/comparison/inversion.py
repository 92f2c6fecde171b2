"""Intervals of a difference that agree with its permutation test: all differences that the test would not reject.

Percentile and BCa intervals of ratios cover too little when a group has few speakers who differ much
(`machtstaal.comparison.calibration` measures it). Turning the test round gives intervals that keep their word wherever
the test does, and that leave out zero where p is at most 1 - confidence.
"""

import numpy as np

from machtstaal.comparison.bootstrap import ratio
from machtstaal.comparison.permutation import (
    ROUNDING,
    TOLERANCE,
    Compared,
    all_fit,
    combined,
    labellings,
    stratified,
)

COLUMNS = 200
"""Columns worked on at once: bounds memory."""

STEPS = 24
"""Halvings of the bracket around each bound; the bound is then exact to a ten-millionth of the bracket."""

REACH = 64.0
"""Standard errors from the difference beyond which a bound is not looked for."""


def interval(
    numerators: np.ndarray,
    denominators: np.ndarray,
    first: np.ndarray,
    confidence: float,
    permutations: int,
    seed: int,
    speaks: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Interval of the difference of two groups' ratios of sums by inverting the studentised permutation test.

    For a supposed difference d, what it explains is taken from the first group, x - d y for counts x against y; then the
    groups should not differ, and the test over all or many labellings of the speakers says how unusual the rest is
    (Garthwaite 1996; statistic as in `machtstaal.comparison.permutation.permute`). The bounds are where p crosses
    1 - confidence on the way from the observed difference outwards.

    Parameters
    ----------
    numerators, denominators
        Counts, speakers by columns; with several layers (languages, scenarios), layers by speakers by columns. The
        interval is then of the difference within layers, and what is supposed is a difference common to them.
    first
        Which speakers are the first group (bool); the others are the second.
    confidence
        Coverage aimed at, between 0 and 1.
    permutations
        The most labellings to make, a count.
    seed
        Seed of this draw.
    speaks
        With several layers: which speaker speaks in which (bool, speakers by layers).

    Returns
    -------
    tuple of ndarray
        Lower and upper bound of each column; NaN where the difference has no standard error (no spread, or nothing to
        count against), and infinite where no difference is rejected (too few labellings).

    Examples
    --------
    Three speakers with 1, 2, 3 and three with 4, 5, 6 of 10: with 20 labellings p is never below .1, so only a wide
    interval of 80 % is bounded, and it leaves out zero as p = .1 says.

    >>> counts, against, first = np.array([[1], [2], [3], [4], [5], [6]]), np.full((6, 1), 10), np.arange(6) < 3
    >>> [round(float(bound[0]), 2) for bound in interval(counts, against, first, 0.8, 9999, seed=1)]
    [-0.5, -0.1]
    >>> [float(bound[0]) for bound in interval(counts, against, first, 0.95, 9999, seed=1)]
    [-inf, inf]
    """
    x, y = (
        np.asarray(counts, float).reshape(-1, *np.shape(counts)[-2:]) for counts in (numerators, denominators)
    )
    y = np.broadcast_to(y, x.shape)
    first = np.asarray(first, bool)
    speaks = np.ones((len(first), 1), bool) if speaks is None else np.asarray(speaks, bool)
    order, strata = stratified(first, speaks)
    first, speaks = first[order], speaks[order]
    labels = np.vstack(list(labellings(strata, permutations, seed))).astype(float)
    exact = all_fit(strata, permutations)
    bounds = np.full((2, x.shape[-1]), np.nan)
    step = max(COLUMNS // len(x), 1)
    for start in range(0, x.shape[-1], step):
        here = slice(start, start + step)
        data = _Shifted(x[:, order, here], y[:, order, here], first, speaks, labels, exact)
        bounds[:, here] = data.bounds(1 - confidence)
    return bounds[0], bounds[1]


class _Shifted:
    """Statistics of all labellings of counts from which a supposed difference was taken, for any difference."""

    def __init__(
        self,
        x: np.ndarray,
        y: np.ndarray,
        first: np.ndarray,
        speaks: np.ndarray,
        labels: np.ndarray,
        exact: bool,
    ):
        self.exact = exact
        member = np.vstack([first.astype(float)[None, :], labels])  # the observed labelling is row 0
        self.layers = [
            _Layer(counts, against, first, took.astype(float), member)
            for counts, against, took in zip(x, y, speaks.T, strict=True)
        ]
        self.observed, self.error = self._compared(np.zeros(x.shape[-1]), slice(0, 1))
        self.observed, self.error = self.observed[0], self.error[0]

    def bounds(self, alpha: float) -> np.ndarray:
        """Lower and upper bound of each column."""
        found = []
        for side in (-1.0, 1.0):
            inside = np.zeros_like(self.observed)  # in standard errors from the observed difference
            outside = np.full_like(self.observed, 1.0)
            for _ in range(int(np.log2(REACH))):
                kept = self._p(self.observed + side * outside * self.error) > alpha
                inside, outside = np.where(kept, outside, inside), np.where(kept, 2 * outside, outside)
            open_ended = outside > REACH / 2
            for _ in range(STEPS):
                middle = (inside + outside) / 2
                kept = self._p(self.observed + side * middle * self.error) > alpha
                inside, outside = np.where(kept, middle, inside), np.where(kept, outside, middle)
            bound = self.observed + side * inside * self.error
            found.append(np.where(open_ended, side * np.inf, bound))
        undefined = ~np.isfinite(self.observed) | ~(self.error > 0)
        return np.where(undefined, np.nan, np.stack(found))

    def _p(self, supposed: np.ndarray) -> np.ndarray:
        """p-value of each column for a supposed difference."""
        difference, error = self._compared(supposed)
        with np.errstate(divide="ignore", invalid="ignore"):
            statistic = np.abs(difference) / error
        statistic[np.abs(difference) <= ROUNDING] = 0
        extreme = (statistic[1:] >= statistic[:1] * (1 - TOLERANCE)).sum(axis=0)
        defined = (~np.isnan(statistic[1:])).sum(axis=0)
        return ratio(extreme, defined) if self.exact else (extreme + 1) / (defined + 1)

    def _compared(self, supposed: np.ndarray, rows: slice = slice(None)) -> tuple[np.ndarray, np.ndarray]:
        """Difference of ratios and its standard error, labellings by columns."""
        difference, variance, _ = combined([layer.compared(supposed, rows) for layer in self.layers])
        return difference, np.sqrt(variance)


class _Layer:
    """Sums over both groups in one layer (a language, a scenario), of which all statistics are made."""

    def __init__(
        self, x: np.ndarray, y: np.ndarray, first: np.ndarray, speaks: np.ndarray, member: np.ndarray
    ):
        theirs = y * first[:, None]  # what the supposed difference is taken from
        sides = (member, 1 - member)
        self.sums = [
            [side @ values for values in (x, y, theirs, x * x, x * y, x * theirs, y * y, y * theirs)]
            for side in sides
        ]
        self.n = [side @ speaks[:, None] for side in sides]

    def compared(self, supposed: np.ndarray, rows: slice) -> Compared:
        """Compare the groups in this layer, for each labelling."""
        rates, against, variance = [], [], 0.0
        for sums, n in zip(self.sums, self.n, strict=True):
            x, y, theirs, xx, xy, x_theirs, yy, y_theirs = (values[rows] for values in sums)
            rate = ratio(x - supposed * theirs, y)
            # of x' = x - d y in the first group: sum x'^2 and sum x' y (there, y is the same)
            squares = xx - 2 * supposed * x_theirs + supposed**2 * y_theirs
            products = xy - supposed * y_theirs
            explained = rate * rate * yy
            residual = squares - 2 * rate * products + explained
            residual = np.where(residual <= ROUNDING * (squares + explained), 0, residual)
            with np.errstate(divide="ignore", invalid="ignore"):
                variance = variance + residual * (n[rows] / np.maximum(n[rows] - 1, 1) / y**2)
            rates.append(rate)
            against.append(y)
        return rates[0] - rates[1], variance, ratio(against[0] * against[1], against[0] + against[1])
