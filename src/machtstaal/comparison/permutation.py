"""Is a difference more than who happened to be in which group: label permutation over speakers."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb
from typing import Literal

import numpy as np

from machtstaal.comparison.bootstrap import ratio

Statistic = Literal["studentised", "difference"]

#: Cells (labellings by columns) worked on at once: bounds memory and stays near the processor.
BATCH = 500_000
#: Statistics closer than this, relatively, are ties: mirrored labellings differ by rounding only.
TOLERANCE = 1e-6
#: Differences and variances below this share of what they are made of are rounding.
ROUNDING = 1e-10


@dataclass(frozen=True)
class Permutation:
    """Outcome of a permutation test, one value a column.

    Attributes
    ----------
    difference
        Observed difference of the two ratios, first group minus second.
    p
        Two-sided p-value; NaN where the observed difference is undefined.
    n_permutations
        Labellings in which the difference is defined, counts.
    exact
        Whether the labellings are all there are.
    """

    difference: np.ndarray
    p: np.ndarray
    n_permutations: np.ndarray
    exact: bool


def labellings(
    n_speakers: int, n_first: int, permutations: int, seed: int, batch: int = 1000
) -> Iterator[np.ndarray]:
    """Label `n_first` of the speakers as the first group, in all ways if these are few, else at random.

    Parameters
    ----------
    n_speakers, n_first
        Speakers in both groups together and in the first, counts.
    permutations
        The most labellings to make, a count.
    seed
        Seed of this draw.
    batch
        The most labellings to hand out at once, a count; the labellings do not depend on it.

    Yields
    ------
    ndarray
        Labels, labellings by speakers, True for the first group.

    Examples
    --------
    >>> np.vstack(list(labellings(4, 2, 10, seed=1))).shape  # C(4, 2) = 6
    (6, 4)
    >>> np.vstack(list(labellings(20, 10, 6, seed=1))).sum(axis=1).tolist()
    [10, 10, 10, 10, 10, 10]
    """
    if all_fit(n_speakers, n_first, permutations):
        ways = combinations(range(n_speakers), n_first)
        while chosen := list(islice(ways, batch)):
            labels = np.zeros((len(chosen), n_speakers), dtype=bool)
            np.put_along_axis(labels, np.array(chosen, dtype=int), True, axis=1)
            yield labels
        return
    rng = np.random.default_rng(seed)
    for start in range(0, permutations, batch):
        rows = min(batch, permutations - start)
        yield rng.permuted(np.tile(np.arange(n_speakers) < n_first, (rows, 1)), axis=1)


def all_fit(n_speakers: int, n_first: int, permutations: int) -> bool:
    """Say whether all labellings are few enough to make them all.

    Examples
    --------
    >>> all_fit(16, 8, 9999), all_fit(14, 7, 9999)  # 12,870 and 3,432 ways
    (False, True)
    """
    return comb(n_speakers, n_first) <= permutations


def permute(
    numerators: np.ndarray,
    denominators: np.ndarray,
    first: np.ndarray,
    permutations: int,
    seed: int,
    statistic: Statistic = "studentised",
) -> Permutation:
    """Test the difference of two groups' ratios of sums by permuting the labels of speakers.

    A speaker keeps all of his or her words; only the label moves. So words need not be independent of each
    other, as chi-square and G2 assume (Lijffijt et al. 2016). The statistic is the absolute difference over
    its standard error: the test is exact when speakers are exchangeable, and stays close to its level when
    one group merely talks more or varies more (Janssen 1997; Chung & Romano 2013), where the bare difference
    rejects too often. With all labellings, p is the share at least as extreme as the observed one, which is
    among them; with m random ones it is (b + 1) / (m + 1) (Phipson & Smyth 2010). Labellings that leave one
    group without anything to count against have no difference and are left out.

    Parameters
    ----------
    numerators
        Counts, speakers by columns.
    denominators
        Counts, speakers by columns, or by one column that serves all.
    first
        Which speakers are the first group (bool); the others are the second.
    permutations
        The most labellings to make, a count; fewer if there are no more.
    seed
        Seed of this draw.
    statistic
        `studentised`, or `difference` for the bare absolute difference.

    Examples
    --------
    Three speakers with 1, 2, 3 and three with 4, 5, 6 of 10: of the C(6, 3) = 20 labellings only the observed
    one and its mirror are as far apart, so p = 2 / 20.

    >>> counts = np.array([[1], [2], [3], [4], [5], [6]])
    >>> test = permute(counts, np.full((6, 1), 10), np.arange(6) < 3, 9999, seed=1)
    >>> float(test.p[0]), int(test.n_permutations[0]), test.exact, round(float(test.difference[0]), 3)
    (0.1, 20, True, -0.3)
    """
    data = _Data(np.asarray(numerators, float), np.asarray(denominators, float), statistic == "studentised")
    first = np.asarray(first, bool)
    difference, observed = (values[0] for values in data.statistics(first[None, :]))
    n_columns = data.numerators.shape[1]
    if first.all() or not first.any():
        return Permutation(
            difference, np.full(n_columns, np.nan), np.zeros(n_columns, dtype=int), exact=False
        )
    limit = observed * (1 - TOLERANCE)
    extreme, defined = np.zeros(n_columns, dtype=int), np.zeros(n_columns, dtype=int)
    sizes, step = (len(first), int(first.sum())), max(BATCH // max(n_columns, 1), 1)
    for labels in labellings(*sizes, permutations, seed, step):
        permuted = data.statistics(labels)[1]
        extreme += (permuted >= limit).sum(axis=0)  # NaN is never extreme
        defined += len(permuted) - np.isnan(permuted).sum(axis=0)
    exact = all_fit(*sizes, permutations)
    p = ratio(extreme, defined) if exact else (extreme + 1) / (defined + 1)
    return Permutation(difference, np.where(np.isnan(observed), np.nan, p), defined, exact)


class _Data:
    """Counts of the speakers of both groups, and the statistics of any labelling of them."""

    def __init__(self, numerators: np.ndarray, denominators: np.ndarray, studentised: bool) -> None:
        self.numerators, self.denominators, self.studentised = numerators, denominators, studentised
        self.pooled = ratio(numerators.sum(axis=0), denominators.sum(axis=0))
        self.squares = (numerators**2, numerators * denominators, denominators**2)

    def statistics(self, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Difference of ratios and test statistic, labellings by columns; NaN where a group has no ratio."""
        member = labels.astype(float)
        counted, against = _split(member, self.numerators), _split(member, self.denominators)
        rates = [ratio(*sums) for sums in zip(counted, against, strict=True)]
        difference = rates[0] - rates[1]
        size = np.abs(difference)
        size[size <= ROUNDING * self.pooled] = 0
        if not self.studentised:
            return difference, size
        sums = zip(*(_split(member, square) for square in self.squares), strict=True)
        n_first = member.sum(axis=1, keepdims=True)
        variance = np.zeros_like(size)
        for rate, total, squares, n in zip(
            rates, against, sums, (n_first, len(member[0]) - n_first), strict=True
        ):
            variance += _variance(rate, total, *squares, n)
        with np.errstate(divide="ignore", invalid="ignore"):
            return difference, np.where(size == 0, 0.0, size / np.sqrt(variance))


def _split(member: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Sum over the first and the second group, labellings by columns (exact: whole numbers)."""
    first = member @ values
    return first, values.sum(axis=0) - first


def _variance(
    rate: np.ndarray, total: np.ndarray, xx: np.ndarray, xy: np.ndarray, yy: np.ndarray, n: np.ndarray
) -> np.ndarray:
    """Squared standard error of a ratio of sums over n speakers (Cochran 1977, ch. 6).

    n / (n - 1) sum (x - r y)^2 / (sum y)^2 for counts x, denominators y and ratio r.
    """
    explained = rate * rate * yy
    residual = xx - 2 * rate * xy + explained
    residual[residual <= ROUNDING * (xx + explained)] = 0
    with np.errstate(divide="ignore", invalid="ignore"):
        return residual * (n / np.maximum(n - 1, 1) / total**2)
