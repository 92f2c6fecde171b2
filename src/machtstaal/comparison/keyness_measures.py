"""How much more often a word is used in one subcorpus than in another: evidence and effect sizes, one value a word."""

import numpy as np
from scipy.special import betaincinv

Counts = np.ndarray | int
"""Occurrences of each word, or of one."""


def g2(target: Counts, reference: Counts, target_size: int, reference_size: int) -> np.ndarray | np.float64:
    """Log-likelihood G2 over the two cells of the item (Rayson & Garside 2000), as corpus tools report it.

    2 sum O ln(O / E) over the item's two counts. It treats words as independent draws and so over-reports
    (Lijffijt et al. 2016): a ranking, not a test; the test is `p`.

    Parameters
    ----------
    target, reference
        Occurrences of the item, counts.
    target_size, reference_size
        Words in the two subcorpora, counts, greater than zero.

    Raises
    ------
    ValueError
        If a subcorpus is empty.

    Examples
    --------
    Rayson's own example (Corpora List, 18 January 2002), "keep" and "keeping" in two corpora of a million
    words: 147 and 14, rounded.

    >>> float(g2(348, 99, 10**6, 10**6).round()), float(g2(9, 32, 10**6, 10**6).round())
    (147.0, 14.0)
    """
    _check_sizes(target_size, reference_size)
    a, b = np.asarray(target, float), np.asarray(reference, float)
    expected = (a + b) / (target_size + reference_size)
    return 2 * (_term(a, expected * target_size) + _term(b, expected * reference_size))


def g2_four_cell(
    target: Counts, reference: Counts, target_size: int, reference_size: int
) -> np.ndarray | np.float64:
    """Log-likelihood G2 over the full 2 x 2 table, item and all other words (Dunning 1993), uncorrected.

    Never smaller than the two-cell variant; close to it for rare items.

    Parameters
    ----------
    target, reference, target_size, reference_size
        As for `g2`.

    Examples
    --------
    Dunning 1993, table on p. 72: 10 and 3 with, 0 and 31,764 without the item.

    >>> float(g2_four_cell(10, 3, 10, 31767).round(2))
    167.23
    """
    a, b = np.asarray(target, float), np.asarray(reference, float)
    total = target_size + reference_size
    rest = (total - a - b) / total
    others = _term(target_size - a, rest * target_size) + _term(reference_size - b, rest * reference_size)
    return g2(a, b, target_size, reference_size) + 2 * others


def log_ratio(
    target: Counts, reference: Counts, target_size: int, reference_size: int
) -> np.ndarray | np.float64:
    """Binary logarithm of the ratio of two relative frequencies (Hardie 2014).

    One unit is a doubling: +1 means the item is twice as frequent in the target. A zero count is replaced by
    0.5, so the result is finite.

    Parameters
    ----------
    target, reference
        Occurrences of the item, counts.
    target_size, reference_size
        Words in the two subcorpora, counts, greater than zero.

    Raises
    ------
    ValueError
        If a subcorpus is empty.

    Examples
    --------
    Hardie's example: 0.0006 against 0.0002 is three times as frequent, log2(3) = 1.585.

    >>> float(log_ratio(6, 2, 10_000, 10_000).round(3)), float(log_ratio(40, 10, 1000, 1000).round(3))
    (1.585, 2.0)
    >>> float(log_ratio(8, 0, 1000, 1000).round(3))  # log2(8 / 0.5)
    4.0
    """
    _check_sizes(target_size, reference_size)
    a, b = np.maximum(np.asarray(target, float), 0.5), np.maximum(np.asarray(reference, float), 0.5)
    return np.log2((a / target_size) / (b / reference_size))


def conservative_log_ratio(
    target: Counts,
    reference: Counts,
    target_size: int,
    reference_size: int,
    *,
    n_tests: int,
    confidence: float = 0.95,
) -> np.ndarray | np.float64:
    """Conservative log ratio, LRC: the bound nearest to 0 of the log ratio's interval, 0 if that holds 0 (Evert 2022).

    Given that the word occurs a + b times, a is binomial with a chance tau that depends on the ratio of the two
    probabilities only: r = (N2 / N1) tau / (1 - tau). So the exact interval of tau (Clopper & Pearson 1934) becomes one of
    log2 r. The level is shared out over all words (Bonferroni), so that with the given confidence no LRC at all is farther
    from 0 than the truth. It needs no replacement of zeros. Like G2 it takes words as independent draws, which makes
    intervals of running speech too narrow.

    Parameters
    ----------
    target, reference, target_size, reference_size
        As for `g2`. A word that does not occur has the value 0.
    n_tests
        Words that are looked at, a count: the size of the family.
    confidence
        Confidence of all intervals together, between 0 and 1.

    Raises
    ------
    ValueError
        If a subcorpus is empty or the family is.

    Examples
    --------
    Four times as frequent, two of twelve words: 40 against 10 is at
    least 1.5 times (2 ** 0.578), 4 against 1 may be nothing.

    >>> conservative_log_ratio(np.array([40, 4]), np.array([10, 1]), 1000, 1000, n_tests=12).round(3).tolist()
    [0.578, 0.0]
    """
    _check_sizes(target_size, reference_size)
    if n_tests < 1:
        raise ValueError("a family has at least one word")
    a, b = np.asarray(target, float), np.asarray(reference, float)
    tail = (1 - confidence) / 2 / n_tests
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(a > 0, betaincinv(np.maximum(a, 1), b + 1, tail), 0.0)
        high = np.where(b > 0, betaincinv(a + 1, np.maximum(b, 1), 1 - tail), 1.0)
        bounds = [np.log2(reference_size / target_size * tau / (1 - tau)) for tau in (low, high)]
    return np.where(
        a * reference_size > b * target_size, np.maximum(bounds[0], 0.0), np.minimum(bounds[1], 0.0)
    )[()]


def percent_difference(
    target: Counts, reference: Counts, target_size: int, reference_size: int
) -> np.ndarray | np.float64:
    """%DIFF: by how many percent the relative frequency in the target exceeds that in the reference (Gabrielatos 2018).

    100 (a / N1 - b / N2) / (b / N2): the log ratio on another scale, 100 (2 ** log ratio - 1). A zero count is replaced by 0.5
    as there; Gabrielatos & Marchi take a count next to nothing, by which every word that is missing in the reference comes
    first. Not symmetric: twice is +100, half is -50.

    Parameters
    ----------
    target, reference, target_size, reference_size
        As for `g2`.

    Examples
    --------
    >>> percent_difference(np.array([40, 10]), np.array([10, 40]), 1000, 1000).tolist()
    [300.0, -75.0]
    """
    return 100 * (2.0 ** log_ratio(target, reference, target_size, reference_size) - 1)


def log_odds(
    target: Counts, reference: Counts, target_size: int, reference_size: int, prior: Counts, prior_size: float
) -> tuple[np.ndarray | np.float64, np.ndarray | np.float64]:
    """Log-odds ratio with an informative Dirichlet prior, and its z-score (Monroe, Colaresi & Quinn 2008).

    delta = ln[(a + alpha) / (N1 + alpha0 - a - alpha)] - ln[(b + alpha) / (N2 + alpha0 - b - alpha)], its variance about
    1 / (a + alpha) + 1 / (b + alpha), z = delta / sqrt(variance). The prior pulls rare words towards no difference.

    Parameters
    ----------
    target, reference, target_size, reference_size
        As for `g2`.
    prior
        alpha: for each word how often it is seen before, counts greater than zero (fractions are allowed). Pooled counts of
        target and reference are the usual choice; they are the data once more, so the prior is not independent of them: each
        difference is shrunk by what it is itself part of, and z is a ranking, no test.
    prior_size
        alpha0: the sum of the prior over all words, also those that are not looked at.

    Returns
    -------
    tuple
        delta (natural logarithm) and z, one value a word each.

    Examples
    --------
    A word with 30 of 1,000 against 10 of 2,000, the pooled counts as prior.

    >>> delta, z = log_odds(30, 10, 1000, 2000, prior=40, prior_size=3000)
    >>> float(delta.round(4)), float(z.round(4))
    (0.5672, 3.0633)
    """
    _check_sizes(target_size, reference_size)
    alpha = np.asarray(prior, float)
    a, b = np.asarray(target, float) + alpha, np.asarray(reference, float) + alpha
    delta = np.log(a / (target_size + prior_size - a)) - np.log(b / (reference_size + prior_size - b))
    return delta, delta / np.sqrt(1 / a + 1 / b)


def _term(observed: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """O ln(O / E), 0 where O is 0 (its limit)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(observed > 0, observed * np.log(observed / expected), 0.0)


def _check_sizes(target_size: int, reference_size: int) -> None:
    if min(target_size, reference_size) <= 0:
        raise ValueError("both subcorpora need at least one word")
