"""Which ties are more than the sizes of their ends would give: backbones of weighted networks."""

import numpy as np
import polars as pl
from scipy.stats import binom

from machtstaal.networks.edges import DIRECTED, TWO_MODE

SCHEMA = dict.fromkeys(("disparity", "noise_corrected", "noise_deviation", "noise_p"), pl.Float64)


def columns(edges: pl.DataFrame) -> pl.DataFrame:
    """Add the backbone scores of every tie to an edge table, each network and group by itself.

    Parameters
    ----------
    edges
        Edge table: network, group, source, target, weight. Ties without weight and of an actor with itself
        have no scores; the latter count in the sizes of their ends for `noise_corrected`.

    Returns
    -------
    polars.DataFrame
        `edges` with the columns of `SCHEMA`: `disparity` (alpha), `noise_corrected` and `noise_deviation` (score
        and standard deviation: the backbone of Coscia & Neffke keeps scores more than 1.64 deviations above
        zero, or 2.32), and `noise_p`.

    Examples
    --------
    >>> edges = pl.DataFrame(
    ...     [("power", "all", "business", "citizens", 8), ("power", "all", "business", "media", 1),
    ...      ("power", "all", "business", "data", 1)],
    ...     schema=["network", "group", "source", "target", "weight"], orient="row",
    ... )
    >>> columns(edges)["disparity"].round(4).to_list()  # (1 - 0.8)^2, (1 - 0.1)^2
    [0.04, 0.81, 0.81]
    """
    parts = [
        _scored(rows)
        for _, rows in edges.with_row_index("place").group_by("network", "group", maintain_order=True)
    ]
    nothing = edges.with_columns(pl.lit(None, kind).alias(name) for name, kind in SCHEMA.items())
    return pl.concat(parts).sort("place").drop("place") if parts else nothing


def _scored(rows: pl.DataFrame) -> pl.DataFrame:
    network = rows["network"][0]
    one_mode = network not in TWO_MODE
    counted = rows.filter(pl.col("weight") > 0)
    source, target = _numbered(counted, apart=not one_mode)
    weights, mirrored = counted["weight"].to_numpy().astype(float), one_mode and network not in DIRECTED
    ends = source, target, not mirrored
    found = disparity(weights, *ends), *noise_corrected(weights, *ends), noise_p(weights, *ends)
    scores = counted.select("place").with_columns(
        pl.Series(name, np.where(source == target, np.nan, values)).fill_nan(None)
        for name, values in zip(SCHEMA, found, strict=True)
    )
    return rows.join(scores, on="place", how="left", maintain_order="left")


def _numbered(rows: pl.DataFrame, apart: bool) -> tuple[np.ndarray, np.ndarray]:
    """Ends as numbers; apart, a source and a target of one name are two nodes."""
    names = pl.concat([rows["source"], ("\x1f" if apart else "") + rows["target"]])
    numbers = names.cast(pl.Categorical).to_physical().to_numpy().astype(np.int64)
    numbers = np.unique(numbers, return_inverse=True)[1]
    return numbers[: rows.height], numbers[rows.height :]


def disparity(
    weights: np.ndarray, source: np.ndarray, target: np.ndarray, directed: bool = False
) -> np.ndarray:
    """Chance of a tie at least as strong if each node spread its strength at random (Serrano et al. 2009).

    Seen from a node of degree k and strength s, alpha = (1 - w / s)^(k - 1). A tie has two ends; it is as
    significant as it is to the one to whom it matters more, so the smaller alpha is kept. To a node of degree
    1 its only tie is no choice: alpha is 1.

    Parameters
    ----------
    weights
        Weights of the ties, greater than zero.
    source, target
        Ends of each tie, numbered from 0; a tie of a node with itself is left out of degrees and strengths.
    directed
        Whether the ties that leave and those that reach a node are spread apart.

    Returns
    -------
    ndarray
        alpha, one a tie.

    Examples
    --------
    A star: the centre has strength 10 and degree 3; its leaves have degree 1.

    >>> disparity(np.array([8.0, 1, 1]), np.array([0, 0, 0]), np.array([1, 2, 3])).round(4).tolist()
    [0.04, 0.81, 0.81]
    """
    ties = source != target
    shares = np.where(ties, weights, 0.0)
    alphas = []
    n = 1 + max(source.max(initial=0), target.max(initial=0))
    for ends in (source, target):
        sides = (ends,) if directed else (source, target)
        strength = sum(np.bincount(side, shares, n) for side in sides)
        degree = sum(np.bincount(side, ties, n) for side in sides)
        share = np.divide(shares, strength[ends], out=np.zeros(len(shares)), where=strength[ends] > 0)
        alphas.append((1 - share) ** np.maximum(degree[ends] - 1, 0))
    return np.minimum(*alphas)


def noise_corrected(
    weights: np.ndarray, source: np.ndarray, target: np.ndarray, directed: bool = False
) -> tuple[np.ndarray, np.ndarray]:
    """Lift of a tie over what the strengths of its ends give, with its deviation (Coscia & Neffke 2017).

    With n_i. what leaves i, n_.j what reaches j and n.. the sum, and kappa = n.. / (n_i. n_.j), the score is
    (kappa n_ij - 1) / (kappa n_ij + 1): from -1, through 0 as expected, towards 1. n_ij is binomial, n.. draws
    of chance p_ij, whose prior is the beta distribution with the mean and variance of the hypergeometric
    n_i. n_.j / n..^2; the posterior variance of n_ij becomes that of the score by the delta method. The prior's
    parameters are those of the method of moments, mean (1 - mean) / variance - 1 shared out as mean and 1 - mean.

    Parameters
    ----------
    weights
        Weights of the ties, counts greater than zero.
    source, target
        Ends of each tie, numbered from 0.
    directed
        Whether source and target differ (also in a two-mode network); else each tie counts in both directions.

    Returns
    -------
    tuple of ndarray
        Scores and their standard deviations (zero where n.. is too small to have any), one a tie.

    Examples
    --------
    Two actors and two concepts, 4 and 1 against 1 and 4: n.. = 10, all margins 5, kappa = 0.4; scores
    (1.6 - 1) / (1.6 + 1) and (0.4 - 1) / (0.4 + 1).

    >>> ends = np.array([0, 0, 1, 1]), np.array([2, 3, 2, 3])
    >>> score, deviation = noise_corrected(np.array([4.0, 1, 1, 4]), *ends, directed=True)
    >>> score.round(4).tolist()
    [0.2308, -0.4286, -0.4286, 0.2308]

    By hand for the first: the prior has mean 0.25 and variance 25 x 25 / (10^4 x 9) = 1/144, so the parameters
    6.5 and 19.5; the posterior 10.5 and 25.5 has the mean 7/24 and n_ij the variance 10 x 7/24 x 17/24; the
    slope of the score is 2 (0.4 + 4 d) / 2.6^2 with d = 1/25 - 10 x 10 / 625 = -0.12.

    >>> round(2 * (0.48 - 0.4) / 2.6**2 * (10 * 7 / 24 * 17 / 24) ** 0.5, 5), round(deviation[0].item(), 5)
    (0.03402, 0.03402)

    The slope nears zero where a tie is most of what its ends have, and with it the deviation: see `noise_p`.
    """
    leaves, reaches, total = _margins(weights, source, target, directed)
    with np.errstate(divide="ignore", invalid="ignore"):
        kappa = total / (leaves * reaches)
        score = (kappa * weights - 1) / (kappa * weights + 1)
        mean = leaves * reaches / total**2
        variance = leaves * reaches * (total - leaves) * (total - reaches) / (total**4 * (total - 1))
        prior = mean * (1 - mean) / variance - 1
        posterior = (mean * prior + weights) / (prior + total)
        slope = 1 / (leaves * reaches) - total * (leaves + reaches) / (leaves * reaches) ** 2
        slope = 2 * (kappa + weights * slope) / (kappa * weights + 1) ** 2
        deviation = np.abs(slope) * np.sqrt(total * posterior * (1 - posterior))
    return score, np.where(np.isfinite(deviation), deviation, 0.0)


def noise_p(
    weights: np.ndarray, source: np.ndarray, target: np.ndarray, directed: bool = False
) -> np.ndarray:
    """Chance of a count at least as high, given the strengths of both ends (the binomial null of Coscia & Neffke 2017).

    P(X >= n_ij) for X binomial with n.. draws of chance n_i. n_.j / n..^2. A tie without direction is one of
    two that are the same, so its draws are half of n.. and its chance is twice that.

    Examples
    --------
    The table of `noise_corrected`: 10 draws of chance 1/4, so P(X >= 4) = 0.2241 and P(X >= 1) = 1 - 0.75^10.

    >>> ends = np.array([0, 0, 1, 1]), np.array([2, 3, 2, 3])
    >>> noise_p(np.array([4.0, 1, 1, 4]), *ends, directed=True).round(4).tolist()
    [0.2241, 0.9437, 0.9437, 0.2241]
    """
    leaves, reaches, total = _margins(weights, source, target, directed)
    times = 1 if directed else 2
    return binom.sf(weights - 1, total / times, times * leaves * reaches / total**2)


def _margins(
    weights: np.ndarray, source: np.ndarray, target: np.ndarray, directed: bool
) -> tuple[np.ndarray, np.ndarray, float]:
    """Strength of the source and of the target of each tie, and the sum; without direction each tie counts twice."""
    n = 1 + max(source.max(initial=0), target.max(initial=0))
    leaving, reaching = ((source,), (target,)) if directed else ((source, target), (target, source))
    leaves = sum(np.bincount(side, weights, n) for side in leaving)[source]
    reaches = sum(np.bincount(side, weights, n) for side in reaching)[target]
    return leaves, reaches, weights.sum() * len(leaving)
