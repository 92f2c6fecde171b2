"""How evenly a word is spread over speakers: a key word of one speaker is no key word of a group."""

import numpy as np

from machtstaal.comparison.bootstrap import ratio


def dp(counts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Deviation of proportions (Gries 2008): 0 as even as the parts are large, towards 1 all in a small part.

    Half the sum over parts of |v - s|, with v the part's share of the item's occurrences and s its share of
    all words.

    Parameters
    ----------
    counts
        Occurrences of each item in each part (speaker), parts by items, or parts for one item.
    sizes
        Words in each part, counts, not all zero.

    Returns
    -------
    ndarray
        One value an item; NaN for an item that does not occur.

    Raises
    ------
    ValueError
        If all parts are empty.

    Examples
    --------
    The example of Gries 2008: 1 to 5 occurrences in parts of 9, 10, 10, 10 and 11 words, so v - s is
    .0667-.18, .1333-.2, 0, .2667-.2, .3333-.22; the absolute values sum to .36.

    >>> float(dp(np.array([1, 2, 3, 4, 5]), np.array([9, 10, 10, 10, 11])).round(4))
    0.18
    """
    counts, sizes = np.asarray(counts, float), np.asarray(sizes, float)
    if sizes.sum() <= 0:
        raise ValueError("dispersion needs at least one part with words")
    shares = sizes / sizes.sum()
    observed = ratio(counts, counts.sum(axis=0, keepdims=True))
    return np.abs((observed.T - shares).T).sum(axis=0) / 2


def dp_norm(counts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """DP divided by its maximum, one minus the share of the smallest part (Lijffijt & Gries 2012).

    Parts without words are no parts here. With a single part there is nothing to spread over: NaN.

    Parameters
    ----------
    counts, sizes
        As for `dp`.

    Examples
    --------
    The example of Lijffijt & Gries 2012: three equal parts with 2/3, 1/3 and none of the occurrences; DP is
    1/3, its maximum 2/3.

    >>> float(dp_norm(np.array([2, 1, 0]), np.array([10, 10, 10])).round(4))
    0.5
    """
    sizes = np.asarray(sizes, float)
    spread = dp(counts, sizes)
    most = 1 - sizes[sizes > 0].min() / sizes.sum()
    return ratio(spread, np.broadcast_to(most, spread.shape))


def juilland(counts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Juilland's D: 1 - CV / sqrt(n - 1), 1 as even as can be, 0 all in one part (Juilland et al. 1970).

    CV is the standard deviation (of a population) over the mean; of the rates in the parts, so that parts may differ in size
    (Gries 2020). Then a rate in few words weighs as much as one in many, and with many parts D is near 1 for nearly every word
    (Biber et al. 2016). So it is given for comparison with other studies; speakers are parts of unequal size, and `dp_norm` is
    the one to read.

    Parameters
    ----------
    counts, sizes
        As for `dp`.

    Returns
    -------
    ndarray
        One value an item; NaN for one that does not occur, and with fewer than two parts that have words.

    Examples
    --------
    The example of Gries (`dp`): 1 to 5 occurrences in parts of 9, 10, 10, 10 and 11 words.

    >>> float(juilland(np.array([1, 2, 3, 4, 5]), np.array([9, 10, 10, 10, 11])).round(3))
    0.785
    """
    counts, sizes = np.asarray(counts, float), np.asarray(sizes, float)
    spoken = sizes > 0
    rates = (counts[spoken].T / sizes[spoken]).T
    n_parts = int(spoken.sum())
    if n_parts < 2:
        return np.full(counts.shape[1:], np.nan)
    return 1 - ratio(rates.std(axis=0), rates.mean(axis=0)) / np.sqrt(n_parts - 1)
