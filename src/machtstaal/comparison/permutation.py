"""Is a difference more than who happened to be in which group: label permutation over speakers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, islice, product
from math import comb, prod
from typing import Literal

import numpy as np

from machtstaal.comparison.bootstrap import ratio

Statistic = Literal["studentised", "difference"]
Strata = Sequence[tuple[int, int]]

#: Cells (labellings by columns) worked on at once: bounds memory and stays near the processor.
BATCH = 500_000
#: Labellings of which the statistics are kept to tell a critical value.
KEPT = 9_999
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
    error
        Standard error of the observed difference.
    critical
        Value of the statistic above which the test rejects at the level asked for; NaN where none was asked for, or
        where it cannot reject, infinite where nothing that can be observed would.
    """

    difference: np.ndarray
    p: np.ndarray
    n_permutations: np.ndarray
    exact: bool
    error: np.ndarray
    critical: np.ndarray


def labellings(strata: Strata, permutations: int, seed: int, batch: int = 1000) -> Iterator[np.ndarray]:
    """Label some speakers of each stratum as the first group, in all ways if these are few, else at random.

    Parameters
    ----------
    strata
        Speakers of both groups together in each stratum, and how many of them are the first group, counts. Labels move
        within a stratum only.
    permutations
        The most labellings to make, a count.
    seed
        Seed of this draw.
    batch
        The most labellings to hand out at once, a count; the labellings do not depend on it.

    Yields
    ------
    ndarray
        Labels, labellings by speakers (stratum by stratum), True for the first group.

    Examples
    --------
    >>> np.vstack(list(labellings([(4, 2)], 10, seed=1))).shape  # C(4, 2) = 6
    (6, 4)
    >>> np.vstack(list(labellings([(2, 1), (3, 1)], 10, seed=1))).shape  # 2 x 3
    (6, 5)
    >>> np.vstack(list(labellings([(20, 10)], 6, seed=1))).sum(axis=1).tolist()
    [10, 10, 10, 10, 10, 10]
    """
    if all_fit(strata, permutations):
        yield from _all(strata, batch)
        return
    # a generator a stratum, so that the draws do not depend on the batch; the first as if there were no strata
    draws = [np.random.default_rng([seed, number] if number else seed) for number in range(len(strata))]
    for start in range(0, permutations, batch):
        rows = min(batch, permutations - start)
        yield np.hstack(
            [
                rng.permuted(np.tile(np.arange(n_speakers) < n_first, (rows, 1)), axis=1)
                for rng, (n_speakers, n_first) in zip(draws, strata, strict=True)
            ]
        )


def _all(strata: Strata, batch: int) -> Iterator[np.ndarray]:
    """Make all labellings, at most `batch` at once."""
    starts = np.cumsum([0, *(n_speakers for n_speakers, _ in strata)]).tolist()
    ways = product(
        *(
            combinations(range(start, start + n_speakers), n_first)
            for start, (n_speakers, n_first) in zip(starts, strata, strict=False)
        )
    )
    while chosen := [list(chain.from_iterable(way)) for way in islice(ways, batch)]:
        labels = np.zeros((len(chosen), starts[-1]), dtype=bool)
        np.put_along_axis(labels, np.array(chosen, dtype=int), True, axis=1)
        yield labels


def all_fit(strata: Strata, permutations: int) -> bool:
    """Say whether all labellings are few enough to make them all.

    Examples
    --------
    >>> all_fit([(16, 8)], 9999), all_fit([(14, 7)], 9999)  # 12,870 and 3,432 ways
    (False, True)
    >>> all_fit([(8, 4), (8, 4)], 9999)  # 70 x 70
    True
    """
    return prod(comb(n_speakers, n_first) for n_speakers, n_first in strata) <= permutations


def permute(
    numerators: np.ndarray,
    denominators: np.ndarray,
    first: np.ndarray,
    permutations: int,
    seed: int,
    statistic: Statistic = "studentised",
    speaks: np.ndarray | None = None,
    level: float | None = None,
) -> Permutation:
    """Test the difference of two groups' ratios of sums by permuting the labels of speakers.

    A speaker keeps all of his or her words; only the label moves. So words need not be independent of each
    other, as chi-square and G2 assume (Lijffijt et al. 2016). The statistic is the absolute difference over
    its standard error: the test is exact when speakers are exchangeable, and stays close to its level when
    one group merely talks more or varies more (Janssen 1997; Chung & Romano 2013), where the bare difference
    rejects too often. With all labellings, p is the share at least as extreme as the observed one, which is
    among them; with m random ones it is (b + 1) / (m + 1) (Phipson & Smyth 2010). Labellings that leave one
    group without anything to count against have no difference and are left out.

    Speakers of different languages are not exchangeable: a group with more speakers of one language would differ
    because of it. So with several languages the difference is taken within each, d = sum w d_l / sum w with the weights
    of Mantel & Haenszel, w = n1 n2 / (n1 + n2) for n to count against (Greenland & Robins 1985), and labels move only
    among speakers of the same languages. A language that one of the groups does not speak has no weight. The squared
    standard errors are added as if the languages of one speaker were independent; p does not rest on that. Scenarios
    in which different people speak are layers of the same kind.

    Parameters
    ----------
    numerators
        Counts, speakers by columns; with several layers (languages, scenarios), layers by speakers by columns.
    denominators
        Counts of the same shape, or with one column that serves all.
    first
        Which speakers are the first group (bool); the others are the second.
    permutations
        The most labellings to make, a count; fewer if there are no more.
    seed
        Seed of this draw.
    statistic
        `studentised`, or `difference` for the bare absolute difference.
    speaks
        With several layers: which speaker speaks in which (bool, speakers by layers).
    level
        Level at which `critical` is told, between 0 and 1; None: it is not told.

    Examples
    --------
    Three speakers with 1, 2, 3 and three with 4, 5, 6 of 10: of the C(6, 3) = 20 labellings only the observed
    one and its mirror are as far apart, so p = 2 / 20.

    >>> counts = np.array([[1], [2], [3], [4], [5], [6]])
    >>> test = permute(counts, np.full((6, 1), 10), np.arange(6) < 3, 9999, seed=1)
    >>> float(test.p[0]), int(test.n_permutations[0]), test.exact, round(float(test.difference[0]), 3)
    (0.1, 20, True, -0.3)
    """
    numerators, denominators = (
        np.asarray(counts, float).reshape(-1, *np.shape(counts)[-2:]) for counts in (numerators, denominators)
    )
    first = np.asarray(first, bool)
    speaks = np.ones((len(first), 1), bool) if speaks is None else np.asarray(speaks, bool)
    order, strata = stratified(first, speaks)
    first = first[order]
    data = _Data(numerators[:, order], denominators[:, order], speaks[order], statistic == "studentised")
    difference, observed, error = (values[0] for values in data.statistics(first[None, :]))
    n_columns = numerators.shape[-1]
    unknown = np.full(n_columns, np.nan)
    if first.all() or not first.any():
        return Permutation(difference, unknown, np.zeros(n_columns, dtype=int), False, error, unknown)
    limit = observed * (1 - TOLERANCE)
    extreme, defined = np.zeros(n_columns, dtype=int), np.zeros(n_columns, dtype=int)
    exact = all_fit(strata, permutations)
    n_labellings = prod(comb(*one) for one in strata) if exact else permutations
    step, place = (
        -(-n_labellings // KEPT),
        0,
    )  # labellings in order begin with the same speakers: take every so many
    kept: list[np.ndarray] = []
    for labels in labellings(strata, permutations, seed, max(BATCH // max(n_columns, 1), 1)):
        permuted = data.statistics(labels)[1]
        extreme += (permuted >= limit).sum(axis=0)  # NaN is never extreme
        defined += len(permuted) - np.isnan(permuted).sum(axis=0)
        if level is not None:
            kept.append(permuted[(-place) % step :: step].astype(np.float32))
        place += len(permuted)
    p = ratio(extreme, defined) if exact else (extreme + 1) / (defined + 1)
    critical = unknown if level is None else _critical(np.vstack(kept), level, strata, exact)
    return Permutation(difference, np.where(np.isnan(observed), np.nan, p), defined, exact, error, critical)


def _critical(statistics: np.ndarray, level: float, strata: Strata, exact: bool) -> np.ndarray:
    """Largest statistic at which the test does not reject at a level, one a column; NaN where it never does.

    p is at most the level if no more than so many labellings are as extreme as the observed one. Of all labellings the
    observed one is one, and where the groups are equally large its mirror is as extreme.

    Examples
    --------
    Of 99 random labellings, 4 may be as extreme for p = (4 + 1) / 100: the observed one must exceed the fifth largest.

    >>> _critical(np.arange(99.0)[:, None], 0.05, [(30, 15)], exact=False).tolist()
    [94.0]
    >>> _critical(np.arange(20.0)[:, None], 0.05, [(6, 3)], exact=True).tolist()  # the mirror is as extreme
    [nan]
    """
    defined = (~np.isnan(statistics)).sum(axis=0)
    ordered = np.sort(np.where(np.isnan(statistics), -1.0, statistics), axis=0)[::-1]
    most = np.floor(level * (defined + (not exact)) + ROUNDING).astype(int)
    mirrored = exact and all(n_speakers == 2 * n_first for n_speakers, n_first in strata)
    place = np.minimum(most if exact else most - 1, len(ordered) - 1)
    found = ordered[place, np.arange(ordered.shape[1])].astype(float)
    return np.where(most >= (2 if mirrored else 1), found, np.nan)


def stratified(first: np.ndarray, speaks: np.ndarray) -> tuple[np.ndarray, Strata]:
    """Order in which speakers of the same languages stand together, and the size of each stratum and its first group.

    Examples
    --------
    >>> order, strata = stratified(np.array([True, True, False]), np.array([[1, 0], [0, 1], [1, 0]], bool))
    >>> order.tolist(), strata
    ([1, 0, 2], [(1, 1), (2, 1)])
    """
    _, stratum = np.unique(speaks, axis=0, return_inverse=True)
    stratum = stratum.ravel()
    sizes = np.bincount(stratum).tolist()
    return np.argsort(stratum, kind="stable"), list(
        zip(sizes, np.bincount(stratum, first).astype(int).tolist(), strict=True)
    )


class _Data:
    """Counts of the speakers of both groups, and the statistics of any labelling of them."""

    def __init__(
        self, numerators: np.ndarray, denominators: np.ndarray, speaks: np.ndarray, studentised: bool
    ) -> None:
        self.languages = [
            _Language(*counts, studentised) for counts in zip(numerators, denominators, speaks.T, strict=True)
        ]
        self.pooled = ratio(numerators.sum(axis=(0, 1)), denominators.sum(axis=(0, 1)))
        self.studentised = studentised

    def statistics(self, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Difference of ratios, test statistic and standard error, labellings by columns; NaN where a group has no ratio."""
        member = labels.astype(float)
        difference, variance, _ = combined([language.compared(member) for language in self.languages])
        size = np.abs(difference)
        size[size <= ROUNDING * self.pooled] = 0
        error = np.sqrt(variance)
        if not self.studentised:
            return difference, size, error
        with np.errstate(divide="ignore", invalid="ignore"):
            return difference, np.where(size == 0, 0.0, size / error), error


Compared = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Difference of ratios, its squared standard error, and its weight; labellings by columns."""


class _Language:
    """Counts of what the speakers of both groups say in one language."""

    def __init__(
        self, numerators: np.ndarray, denominators: np.ndarray, speaks: np.ndarray, studentised: bool
    ) -> None:
        self.numerators, self.denominators, self.speaks = numerators, denominators, speaks.astype(float)
        self.squares = (numerators**2, numerators * denominators, denominators**2) if studentised else ()

    def compared(self, member: np.ndarray) -> Compared:
        """Compare the groups in this language, for each labelling."""
        counted, against = _split(member, self.numerators), _split(member, self.denominators)
        rates = [ratio(*sums) for sums in zip(counted, against, strict=True)]
        difference = rates[0] - rates[1]
        variance = np.zeros_like(difference)
        sizes = _split(member, self.speaks[:, None])
        sums = zip(*(_split(member, square) for square in self.squares), strict=True)
        for rate, total, squares, n in zip(rates, against, sums, sizes, strict=False):
            variance += _variance(rate, total, *squares, n)
        return difference, variance, ratio(against[0] * against[1], against[0] + against[1])


def combined(languages: list[Compared]) -> Compared:
    """Weigh the differences within languages; one language stands for itself."""
    if len(languages) == 1:
        return languages[0]
    weights = np.nan_to_num(np.stack([weight for *_, weight in languages]))
    total = weights.sum(axis=0)
    shares = ratio(weights, total)
    parts = [np.stack([language[part] for language in languages]) for part in (0, 1)]
    compares = weights > 0  # where it does not, its difference is undefined
    difference, variance = (
        np.where(total > 0, np.where(compares, share * part, 0).sum(axis=0), np.nan)
        for share, part in zip((shares, shares**2), parts, strict=True)
    )
    return difference, variance, total


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
