"""What rates would be if the machine were always right: measured rates, put back through the errors seen on gold."""

from dataclasses import dataclass

import numpy as np

LEAST_GOLD = 10
"""Gold items that each value needs; with fewer, how often it is recognised is not known."""
LEAST_TELLING = 0.2
"""Least sensitivity + specificity - 1: below it, division blows up every error (0 is what guessing gives)."""


def rogan_gladen(rate: np.ndarray, sensitivity: np.ndarray, specificity: np.ndarray) -> np.ndarray:
    """Share of what truly is so, from the share that a fallible instrument finds (Rogan & Gladen 1978).

    (p + Sp - 1) / (Se + Sp - 1), truncated to [0, 1].

    Parameters
    ----------
    rate
        Share found, 0 to 1.
    sensitivity, specificity
        Share of the true ones that is found, share of the others that is left alone, 0 to 1.

    Returns
    -------
    ndarray
        NaN where sensitivity + specificity - 1 is not above 0: then the instrument tells nothing.

    Examples
    --------
    Of 200 processes 50 are passive; 90 % of them are found, and 2 % of the others are taken for one: 45 + 3 are found.

    >>> round(float(rogan_gladen(48 / 200, 0.9, 0.98)), 6)
    0.25
    >>> float(rogan_gladen(0.01, 0.9, 0.98))
    0.0
    """
    telling = np.asarray(sensitivity) + np.asarray(specificity) - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        corrected = np.where(telling > 0, (np.asarray(rate) + specificity - 1) / telling, np.nan)
    return np.clip(corrected, 0.0, 1.0)


def back_calculate(shares: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """Shares of categories that truly are so, from those found and the misclassification matrix.

    Matrix back-calculation (Bachl & Scharkow 2017; Rogan & Gladen 1978 is the case of two categories): solve
    found = true @ matrix; what comes out below 0 is set to 0 and the rest scaled to add up to 1.

    Parameters
    ----------
    shares
        Shares found, ... by categories, each row adding up to 1.
    matrix
        Share of the items of each true category (rows) that is put in each (columns), ... by categories by categories;
        rows add up to 1.

    Returns
    -------
    ndarray
        True shares, ... by categories; NaN where the matrix cannot be solved.

    Examples
    --------
    >>> matrix = np.array([[0.9, 0.1, 0.0], [0.2, 0.7, 0.1], [0.0, 0.1, 0.9]])
    >>> true = np.array([0.5, 0.3, 0.2])
    >>> back_calculate(true @ matrix, matrix).round(6).tolist()
    [0.5, 0.3, 0.2]
    """
    turned = np.swapaxes(matrix, -1, -2)
    singular = np.abs(np.linalg.det(turned)) < 1e-9
    safe = np.where(singular[..., None, None], np.eye(turned.shape[-1]), turned)
    solved = np.clip(np.linalg.solve(safe, np.asarray(shares)[..., None])[..., 0], 0.0, None)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(singular[..., None], np.nan, solved / solved.sum(axis=-1, keepdims=True))


@dataclass(frozen=True)
class Confusion:
    """True against found categories, counted in the sentences of a gold set.

    Attributes
    ----------
    counts
        Processes, sentences by true categories by found categories.
    rest
        Whether the last category is what is left of all others: it may be rare.
    """

    counts: np.ndarray
    rest: bool = False

    @property
    def total(self) -> np.ndarray:
        """Counts of all sentences, true by found."""
        return self.counts.sum(axis=0)

    @property
    def matrix(self) -> np.ndarray:
        """Share of each true category that was found as each; one that the gold has not is taken to be found always."""
        return _rows(self.total + np.diag(self._unseen.astype(float)))

    @property
    def _unseen(self) -> np.ndarray:
        return self.total.sum(axis=1) == 0

    def fault(self) -> str | None:
        """Why rates cannot be corrected with it, or None."""
        known = self.total.sum(axis=1)[: -1 if self.rest else None]
        if not len(known) or (known < LEAST_GOLD).any():
            return "too few in the gold"
        # of two categories the smallest singular value would do too, but Se + Sp - 1 is what the formula divides by
        telling = (
            np.trace(self.matrix) - 1
            if len(self.total) == 2
            else np.linalg.svd(self.matrix, compute_uv=False).min()
        )
        return "told apart too poorly" if telling < LEAST_TELLING else None

    def draws(self, resamples: int, seed: int) -> np.ndarray:
        """Matrices as they could have come out with other sentences: Bayesian bootstrap over sentences (Rubin 1981).

        Each sentence gets an exponential weight instead of a count, and each row of the matrix a prior weight of one
        process, spread evenly (with two categories: Jeffreys' prior), so that what never went wrong in a small gold is
        not taken to be impossible. Where each sentence has one process, sensitivity is a draw from Beta(tp + 1/2, fn + 1/2).

        Parameters
        ----------
        resamples
            Matrices to draw, a count.
        seed
            Seed of this draw.

        Returns
        -------
        ndarray
            Resamples by true by found; rows add up to 1.
        """
        random = np.random.default_rng(seed)
        n, k, _ = self.counts.shape
        weighted = random.standard_exponential((resamples, n)) @ self.counts.reshape(n, k * k)
        prior = random.standard_gamma(1 / k, (resamples, k, k))
        prior[:, self._unseen] = np.eye(k)[self._unseen]
        return _rows(weighted.reshape(resamples, k, k) + prior)


def _rows(counts: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return counts / counts.sum(axis=-1, keepdims=True)


def corrected(rates: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """Rates put back through a matrix.

    Parameters
    ----------
    rates
        Shares found, ... by categories; with two categories the first is what is measured.
    matrix
        Misclassification matrix, or one for each row of `rates`.

    Examples
    --------
    >>> corrected(np.array([0.24, 0.76]), np.array([[0.9, 0.1], [0.02, 0.98]])).round(6).tolist()
    [0.25, 0.75]
    """
    if matrix.shape[-1] == 2:
        true = rogan_gladen(np.asarray(rates)[..., 0], matrix[..., 0, 0], matrix[..., 1, 1])
        return np.stack([true, 1 - true], axis=-1)
    return back_calculate(rates, matrix)
