"""Logistic regression with a random intercept for each speaker, fitted by maximum likelihood."""

from dataclasses import dataclass

import numpy as np
from numpy.polynomial.hermite import hermgauss
from scipy.optimize import minimize
from scipy.special import expit, logsumexp

NODES = 15
"""Points of the Gauss-Hermite rule for each speaker."""
MODE_STEPS = 30
"""Newton steps to a speaker's mode, at most."""
DECREMENT = 1e-6
"""Rise in log-likelihood that Newton's method still sees, below which the maximum counts as found."""
LARGEST = 15.0
"""Coefficients, in log odds, beyond which the data are taken to be separated."""


@dataclass(frozen=True)
class Fit:
    """A fitted model.

    Attributes
    ----------
    coefficients
        Fixed effects, log odds.
    errors
        Their standard errors; NaN where the model has not converged.
    spread
        Standard deviation of the speakers' intercepts, log odds.
    log_likelihood
        At the maximum, with the binomial coefficients left out.
    converged
        Whether a maximum was found inside the space of parameters.
    """

    coefficients: np.ndarray
    errors: np.ndarray
    spread: float
    log_likelihood: float
    converged: bool


def fit(successes: np.ndarray, trials: np.ndarray, design: np.ndarray, cluster: np.ndarray) -> Fit:
    """Fit logit p = X b + s u, u standard normal for each cluster, to binomial counts.

    The integral over each u is by adaptive Gauss-Hermite quadrature (Pinheiro & Bates 1995; Liu & Pierce 1994), the
    standard errors are from the observed information. The likelihood is the same for s and -s, so that s needs no bound,
    and a spread of 0 is found where it is the maximum.

    Parameters
    ----------
    successes, trials
        Counts, one a row.
    design
        Rows by fixed effects.
    cluster
        Which speaker a row is of, 0 to the number of speakers less one.

    Examples
    --------
    Speakers with 1 of 10 and 3 of 10, as in two groups without any spread between speakers: log odds of .1 and .3.

    >>> x, n = np.tile([1, 3], 30), np.full(60, 10)
    >>> design = np.column_stack([np.ones(60), np.tile([0, 1], 30)])
    >>> fitted = fit(x, n, design, np.arange(60))
    >>> fitted.coefficients.round(3).tolist(), round(fitted.spread, 3), fitted.converged
    ([-2.197, 1.35], 0.0, True)
    """
    data = _Data(successes, trials, design, cluster)
    found = minimize(data.loss, data.start(), jac=True, method="BFGS", options={"maxiter": 200})
    best, information = found.x, data.information(found.x)
    decrement = np.inf
    for _ in range(3):  # BFGS stops where rounding begins; Newton's method polishes
        if not _positive(information):
            break
        gradient = data.loss(best)[1]
        step = np.linalg.solve(information, gradient)
        decrement = float(gradient @ step) / 2
        if decrement < DECREMENT:
            break
        best = best - step
        information = data.information(best)
    value = data.loss(best)[0]
    inside = bool(np.isfinite(value) and np.abs(best).max() < LARGEST)
    converged = inside and decrement < DECREMENT
    n_fixed = design.shape[1]
    errors = np.full(n_fixed, np.nan)
    if converged:
        errors = np.sqrt(np.diag(np.linalg.inv(information))[:n_fixed])
    return Fit(best[:n_fixed], errors, float(abs(best[n_fixed])), -float(value), converged)


def _positive(matrix: np.ndarray) -> bool:
    return bool(np.isfinite(matrix).all() and np.linalg.eigvalsh(matrix).min() > 0)


class _Data:
    """Counts and their marginal likelihood."""

    def __init__(self, successes: np.ndarray, trials: np.ndarray, design: np.ndarray, cluster: np.ndarray):
        order = np.argsort(cluster, kind="stable")
        self.x, self.n = (np.asarray(counts, float)[order] for counts in (successes, trials))
        self.design, self.cluster = np.asarray(design, float)[order], np.asarray(cluster)[order]
        self.starts = np.flatnonzero(np.r_[True, np.diff(self.cluster) > 0])
        self.row = np.repeat(np.arange(len(self.starts)), np.diff(np.r_[self.starts, len(self.x)]))
        self.nodes, weights = hermgauss(NODES)
        self.log_weights = np.log(weights) + self.nodes**2

    def start(self) -> np.ndarray:
        """Begin at the log odds of all rows together, with some spread."""
        weights = np.sqrt(self.n)
        odds = np.log((self.x + 0.5) / (self.n - self.x + 0.5))
        fixed = np.linalg.lstsq(self.design * weights[:, None], odds * weights, rcond=None)[0]
        return np.r_[fixed, 0.5]

    def loss(self, parameters: np.ndarray) -> tuple[float, np.ndarray]:
        """Negative log-likelihood and its gradient, the expectation of that of the complete data (Louis 1982)."""
        fixed, spread = self.design @ parameters[:-1], parameters[-1]
        mode, scale = self._modes(fixed, spread)
        u = mode[:, None] + np.sqrt(2) * scale[:, None] * self.nodes  # speakers by nodes
        odds = fixed[:, None] + spread * u[self.row]
        rows = self.x[:, None] * odds - self.n[:, None] * np.logaddexp(0, odds)
        inner = np.add.reduceat(rows, self.starts, axis=0) - u**2 / 2 + self.log_weights
        each = logsumexp(inner, axis=1)
        posterior = np.exp(inner - each[:, None])
        residual = self.x[:, None] - self.n[:, None] * expit(odds)
        weighted = residual * posterior[self.row]
        gradient = np.r_[self.design.T @ weighted.sum(axis=1), (weighted * u[self.row]).sum()]
        return -float((each + np.log(scale) - 0.5 * np.log(np.pi)).sum()), -gradient

    def _modes(self, fixed: np.ndarray, spread: float) -> tuple[np.ndarray, np.ndarray]:
        """Most likely u of each speaker, and the standard deviation of the normal that touches there."""
        u = np.zeros(len(self.starts))
        curvature = np.ones_like(u)
        for _ in range(MODE_STEPS):
            p = expit(fixed + spread * u[self.row])
            slope = spread * np.add.reduceat(self.x - self.n * p, self.starts) - u
            curvature = spread**2 * np.add.reduceat(self.n * p * (1 - p), self.starts) + 1
            step = np.clip(slope / curvature, -2, 2)
            u = u + step
            if np.abs(step).max() < 1e-8:
                break
        return u, 1 / np.sqrt(curvature)

    def information(self, parameters: np.ndarray) -> np.ndarray:
        """Observed information, by central differences of the gradient."""
        size = 1e-4
        columns = [
            (self.loss(parameters + shift)[1] - self.loss(parameters - shift)[1]) / (2 * size)
            for shift in size * np.eye(len(parameters))
        ]
        matrix = np.column_stack(columns)
        return (matrix + matrix.T) / 2
