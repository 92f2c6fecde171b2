"""How much two words keep company: measures of collocation, from observed and expected co-occurrences."""

import numpy as np

from machtstaal.comparison.bootstrap import ratio


def mutual_information(observed: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Pointwise mutual information, MI: log2(O / E) (Church & Hanks 1990).

    An effect size: one unit is a doubling. It is large for rare words by chance alone; Church & Hanks do not look at fewer
    than six co-occurrences.

    Parameters
    ----------
    observed
        Co-occurrences, counts.
    expected
        Co-occurrences to be expected if words were placed at random, greater than zero.

    Returns
    -------
    ndarray
        One value a pair; minus infinity without co-occurrence.

    Examples
    --------
    Church & Hanks 1990, in 15 million words: "doctors" (1105) with "dentists" (44), 8 times, and with "nurses"
    (241), 30 times: 11.3 and 10.7.

    >>> expected = np.array([1105 * 44, 1105 * 241]) / 15_000_000
    >>> mutual_information(np.array([8, 30]), expected).round(1).tolist()
    [11.3, 10.7]
    """
    with np.errstate(divide="ignore"):
        return np.log2(ratio(observed, expected))


def t_score(observed: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """t-score: (O - E) / sqrt(O) (Church et al. 1991), how far chance is from explaining the co-occurrences.

    Evidence, not size: frequent pairs come first. It takes words as independent draws and O for its own variance, so it
    ranks and does not test.

    Parameters
    ----------
    observed, expected
        As for `mutual_information`.

    Returns
    -------
    ndarray
        One value a pair; NaN without co-occurrence.

    Examples
    --------
    Manning & Schuetze 1999, section 5.3.1: "new" (15,828) and "companies" (4,675) of 14,307,668 words, 8 times together.

    >>> t_score(np.array([8]), np.array([15_828 * 4_675 / 14_307_668])).round(4).tolist()
    [0.9999]
    """
    observed = np.asarray(observed, float)
    return ratio(observed - expected, np.sqrt(observed))


def log_dice(observed: np.ndarray, node: np.ndarray | int, collocate: np.ndarray) -> np.ndarray:
    """logDice: 14 + log2(2 f_xy / (f_x + f_y)) (Rychly 2008).

    14 where the two occur only together, 0 for one co-occurrence in 16,384; one unit is a doubling. It does not depend on the
    size of the corpus, so groups of different size can be read side by side. Nor does it compare with chance: of two frequent
    words it is high also where they meet less often than at random. Read it where O / E is above 1.

    Parameters
    ----------
    observed
        Co-occurrences, counts.
    node, collocate
        Occurrences of the one and the other, counts, not both zero.

    Examples
    --------
    Only together; 3 and 300 times of 3,000 and 3,000.

    >>> log_dice(np.array([300, 3, 300]), np.array([300, 3000, 3000]), np.array([300, 3000, 3000])).round(5).tolist()
    [14.0, 4.03422, 10.67807]
    """
    with np.errstate(divide="ignore"):
        return 14 + np.log2(ratio(2 * np.asarray(observed, float), np.asarray(node, float) + collocate))
