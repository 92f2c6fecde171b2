"""Which ties of a projection are more than chance: the stochastic degree sequence model (Neal 2014)."""

import numpy as np

PRECISION = 1e-9
ROUNDS = 20_000
CELLS = 2_000_000
"""Cells (pairs by counts) worked on at once."""


def backbone(incidence: np.ndarray) -> np.ndarray:
    """Chance that two actors share at least so many concepts, given how many each has and how common each is.

    In the projection of a two-mode network, actors who say much share much with everybody. The stochastic
    degree sequence model (Neal 2014) compares the number of concepts that i and k share with its distribution
    over random two-mode networks in which every actor and every concept has its degree on average. The chance
    of a tie is that of the bipartite configuration model (`chances`), which Neal, Domagalski & Sagan (2021)
    found to be fastest and most accurate. The number shared is then a sum of independent trials of chance
    p_ij p_kj, one a concept: Poisson-binomial, whose upper tail is computed exactly (`upper_tail`).

    Parameters
    ----------
    incidence
        Which actor is tied to which concept (bool or 0/1), actors by concepts.

    Returns
    -------
    ndarray
        Upper-tail p, actors by actors, symmetric, NaN on the diagonal. The tie is in the backbone if p is
        small; many pairs are many tests.

    Examples
    --------
    Four actors and four concepts, each tied to two: every chance is 1/2, so two actors share Binomial(4, 1/4)
    concepts. The first two share 2: P(X >= 2) = 1 - 0.75^4 - 4 x 0.25 x 0.75^3 = 67 / 256.

    >>> p = backbone(np.array([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1]]))
    >>> round(p[0, 1].item(), 6) == round(67 / 256, 6), p[0, 2].item()
    (True, 1.0)
    """
    tied = np.asarray(incidence, bool)
    n = len(tied)
    p = np.full((n, n), np.nan)
    one, other = np.triu_indices(n, 1)
    if not len(one):
        return p
    chance = chances(tied)
    shared = (tied.astype(np.int64) @ tied.T.astype(np.int64))[one, other]
    order = np.argsort(shared, kind="stable")  # so that most pairs are built up to small counts only
    one, other, shared = one[order], other[order], shared[order]
    size = max(CELLS // max(tied.shape[1], shared.max() + 1), 1)
    for start in range(0, len(one), size):
        part = slice(start, start + size)
        both = chance[one[part]] * chance[other[part]]
        p[one[part], other[part]] = p[other[part], one[part]] = upper_tail(both, shared[part])
    return p


def chances(incidence: np.ndarray) -> np.ndarray:
    """Chance of each tie in the bipartite configuration model (Saracco et al. 2015).

    p_ij = x_i y_j / (1 + x_i y_j), with x and y such that the expected degree of every actor and of every
    concept is the observed one: the maximum-entropy model of those degrees. Found by fixed-point iteration;
    actors and concepts that are tied to all or to none have chances 1 or 0 and are set aside first.

    Parameters
    ----------
    incidence
        Which actor is tied to which concept, actors by concepts.

    Returns
    -------
    ndarray
        Chances, actors by concepts.

    Raises
    ------
    ArithmeticError
        If the iteration does not come to the degrees, within `ROUNDS` steps, by a hundredth of a tie.

    Examples
    --------
    >>> chances(np.array([[1, 0], [0, 1]])).round(6).tolist()
    [[0.5, 0.5], [0.5, 0.5]]
    >>> chances(np.array([[1, 1, 1], [1, 0, 0], [0, 1, 0]]))[0].tolist()
    [1.0, 1.0, 1.0]
    """
    tied = np.asarray(incidence, bool)
    chance = np.zeros(tied.shape)
    rows, columns = np.ones(len(tied), bool), np.ones(tied.shape[1], bool)
    while True:  # who has all or none of what is left leaves degrees that may again be all or none
        inner = tied[np.ix_(rows, columns)]
        sure = [_sure(inner, axis) for axis in (1, 0)]
        if not any(side.any() for side in sure):
            break
        chance[np.ix_(rows, columns)] = inner
        rows[np.flatnonzero(rows)[sure[0]]] = False
        columns[np.flatnonzero(columns)[sure[1]]] = False
    if inner.size:
        chance[np.ix_(rows, columns)] = _solved(inner.sum(axis=1), inner.sum(axis=0))
    return chance


def _sure(tied: np.ndarray, axis: int) -> np.ndarray:
    """Whether each row (axis 1) or column (axis 0) is tied to all or to none."""
    return tied.all(axis=axis) | ~tied.any(axis=axis)


def _solved(degrees: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Chances whose sums are these degrees of the rows and of the columns; equal degrees are solved once."""
    row, row_of, n_rows = np.unique(degrees, return_inverse=True, return_counts=True)
    column, column_of, n_columns = np.unique(others, return_inverse=True, return_counts=True)
    total = np.sqrt(degrees.sum())
    x, y = row / total, column / total
    for _ in range(ROUNDS):
        x = row / (n_columns * y / (1 + np.outer(x, y))).sum(axis=1)
        y = column / (n_rows[:, None] * x[:, None] / (1 + np.outer(x, y))).sum(axis=0)
        chance = np.outer(x, y) / (1 + np.outer(x, y))
        miss = max(
            np.abs((chance * n_columns).sum(axis=1) - row).max(),
            np.abs((chance * n_rows[:, None]).sum(axis=0) - column).max(),
        )
        if miss < PRECISION:
            break
    if miss > 0.01:
        raise ArithmeticError(f"the chances miss a degree by {miss:.2g}")
    return chance[np.ix_(row_of, column_of)]


def upper_tail(chance: np.ndarray, at_least: np.ndarray) -> np.ndarray:
    """Chance of at least so many successes in independent trials of different chances (Poisson-binomial).

    The distribution is built up trial by trial: P(n, k) = P(n - 1, k) (1 - p_n) + P(n - 1, k - 1) p_n, for
    all pairs at once. What reaches the count asked for stays there, so small tails lose no digits.

    Parameters
    ----------
    chance
        Chances, cases by trials.
    at_least
        Number of successes asked for in each case, counts.

    Returns
    -------
    ndarray
        P(X >= at_least), one a case.

    Examples
    --------
    Chances 0.5 and 0.1: both with 0.05, at least one with 1 - 0.5 x 0.9.

    >>> upper_tail(np.array([[0.5, 0.1]] * 3), np.array([2, 1, 0])).round(6).tolist()
    [0.05, 0.55, 1.0]
    """
    at_least = np.asarray(at_least)
    most = int(at_least.max(initial=0))
    reached = np.arange(most + 1) == at_least[:, None]
    below = np.zeros((len(chance), most + 1))
    below[:, 0] = 1
    for p in chance.T:
        step = below * p[:, None]
        stays = np.where(reached, below, below - step)
        stays[:, 1:] += np.where(reached[:, :-1], 0, step[:, :-1])
        below = stays
    return below[np.arange(len(chance)), at_least]
