"""What rates would be if the machine were always right: measured rates, put back through the errors seen on gold."""

from dataclasses import dataclass

import numpy as np

LEAST_GOLD = 10
"""Gold items that each value needs; with fewer, how often it is recognised is not known."""
LEAST_TELLING = 0.2
"""Least sensitivity + specificity - 1: below it, division blows up every error (0 is what guessing gives)."""


def back_calculate(shares: np.ndarray, matrix: np.ndarray, true: np.ndarray | float = 1.0) -> np.ndarray:
    """Shares of categories that truly are so, from those found and the misclassification matrix.

    Matrix back-calculation (Bachl & Scharkow 2017): solve found * true = wanted @ matrix, set what comes out below 0 to
    0, and scale the rest to add up to 1. With two categories, nothing missed and nothing spurious, it is the estimator of
    Rogan & Gladen (1978), (p + Sp - 1) / (Se + Sp - 1), truncated to [0, 1].

    Parameters
    ----------
    shares
        Shares found, ... by categories, each row adding up to 1.
    matrix
        Share of the items of each true category (rows) that is found as each (columns), ... by categories by categories;
        rows add up to less than 1 where items are missed.
    true
        Share of what is found as each category that is an item at all, ... by categories; the rest is spurious.

    Returns
    -------
    ndarray
        True shares, ... by categories; NaN where the matrix cannot be solved.

    Examples
    --------
    Of 200 processes 50 are passive; 90 % of them are found, and 2 % of the others are taken for one: 45 + 3 are found.

    >>> matrix = np.array([[0.9, 0.1], [0.02, 0.98]])
    >>> back_calculate(np.array([0.24, 0.76]), matrix).round(6).tolist()
    [0.25, 0.75]
    >>> round((0.24 + 0.98 - 1) / (0.9 + 0.98 - 1), 6)
    0.25
    >>> back_calculate(np.array([0.01, 0.99]), matrix).tolist()
    [0.0, 1.0]

    Of 40 event nouns half are missed, of 160 clauses none; 4 clauses found are none. Found: 20 nouns and 164 clauses.

    >>> back_calculate(np.array([20, 164]) / 184, np.array([[0.5, 0], [0, 1]]), np.array([1, 160 / 164])).tolist()
    [0.2, 0.8]
    """
    turned = np.swapaxes(matrix, -1, -2)
    singular = ~(np.abs(np.linalg.det(turned)) > 1e-9)
    safe = np.where(singular[..., None, None], np.eye(turned.shape[-1]), turned)
    solved = np.clip(np.linalg.solve(safe, (np.asarray(shares) * true)[..., None])[..., 0], 0.0, None)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(singular[..., None], np.nan, solved / solved.sum(axis=-1, keepdims=True))


@dataclass(frozen=True)
class Confusion:
    """True against found categories, counted in the sentences of a gold set.

    Attributes
    ----------
    counts
        Processes, sentences by true categories by found categories. Last of the true ones is "no process" (what was
        found is spurious), last of the found ones is "not found".
    rest
        Whether the last category before these is what is left of all others: it may be rare.
    """

    counts: np.ndarray
    rest: bool = False

    @property
    def total(self) -> np.ndarray:
        """Counts of all sentences, true by found."""
        return self.counts.sum(axis=0)

    @property
    def rates(self) -> tuple[np.ndarray, np.ndarray]:
        """What `back_calculate` needs: the matrix, and the share of each found category that is true.

        A category that the gold has not is taken to be found always.
        """
        return _rates(self._filled(self.total.astype(float)))

    @property
    def _unseen(self) -> np.ndarray:
        return self.total[:-1].sum(axis=1) == 0

    def _filled(self, counts: np.ndarray) -> np.ndarray:
        """Counts in which a category that the gold has not is right once."""
        places = np.flatnonzero(self._unseen)
        filled = counts.copy()
        filled[..., places, :] = 0
        filled[..., places, places] = 1
        return filled

    def fault(self) -> str | None:
        """Why rates cannot be corrected with it, or None."""
        known = self.total[:-1].sum(axis=1)[: -1 if self.rest else None]
        if not len(known) or (known < LEAST_GOLD).any():
            return "too few in the gold"
        matched = self._filled(self.total.astype(float))[:-1, :-1]
        told = matched / np.maximum(matched.sum(axis=1, keepdims=True), 1)
        # of two categories the trace less 1 is sensitivity + specificity - 1
        telling = np.trace(told) - 1 if len(told) == 2 else np.linalg.svd(told, compute_uv=False).min()
        return "told apart too poorly" if telling < LEAST_TELLING else None

    def draws(self, resamples: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
        """`rates` as they could have come out with other sentences: Bayesian bootstrap over sentences (Rubin 1981).

        Each sentence gets an exponential weight instead of a count, and each row of the matrix a prior weight of one
        process, spread evenly, so that what never went wrong in a small gold is not taken to be impossible.

        Parameters
        ----------
        resamples
            Draws, a count.
        seed
            Seed of these draws.

        Returns
        -------
        tuple of ndarray
            Matrices (resamples by true by found) and shares that are true (resamples by found).
        """
        random = np.random.default_rng(seed)
        n, k, _ = self.counts.shape
        weighted = random.standard_exponential((resamples, n)) @ self.counts.reshape(n, k * k)
        prior = random.standard_gamma(1 / k, (resamples, k, k))
        return _rates(self._filled(weighted.reshape(resamples, k, k) + prior))


def _rates(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    wanted, found = counts[..., :-1, :], counts[..., :, :-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        matrix = wanted[..., :-1] / wanted.sum(axis=-1, keepdims=True)
        true = found[..., :-1, :].sum(axis=-2) / found.sum(axis=-2)
    return matrix, np.nan_to_num(true, nan=1.0)
