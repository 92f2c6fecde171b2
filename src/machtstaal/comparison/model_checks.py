"""Regression models beside the permutation test: do they see the same differences.

Shares are modelled as binomial counts of each speaker, in two ways that err in different ways: a mixed-effects logit, with
an intercept for each speaker (Gries 2015; Johnson 2014), which takes speakers to differ normally and asks how the odds of
a typical speaker change; and a logit of all talk with errors clustered by speaker, which asks what the test asks.
"""

import warnings
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.special import stdtr, stdtrit

from machtstaal import languages
from machtstaal.comparison import mixed
from machtstaal.comparison.counts import Counts
from machtstaal.comparison.rates import tidy
from machtstaal.comparison.strata import Layers, layers

SCHEMA = {
    "family": pl.String,
    "measure": pl.String,
    "item": pl.String,
    "group_a": pl.String,
    "group_b": pl.String,
    "odds_ratio": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "p": pl.Float64,
    "spread": pl.Float64,
    "agrees": pl.Boolean,
    "robust_odds_ratio": pl.Float64,
    "robust_low": pl.Float64,
    "robust_high": pl.Float64,
    "robust_p": pl.Float64,
    "robust_agrees": pl.Boolean,
    "reason": pl.String,
}

NONE, ALL = "none counted in one group", "all counted in one group"
UNFITTED = "no maximum found"
FEW = "too few speakers"


@dataclass(frozen=True)
class Effect:
    """Odds ratio of the first group against the second, its interval, and its p-value (t, two-sided)."""

    odds_ratio: float
    low: float
    high: float
    p: float

    @classmethod
    def of(cls, coefficient: float, error: float, freedom: int, confidence: float) -> "Effect":
        """From a coefficient in log odds and its standard error.

        Examples
        --------
        >>> effect = Effect.of(np.log(2), 0.3, 30, 0.95)
        >>> [round(float(value), 3) for value in (effect.odds_ratio, effect.low, effect.high, effect.p)]
        [2.0, 1.084, 3.691, 0.028]
        """
        reach = stdtrit(freedom, (1 + confidence) / 2) * error
        with np.errstate(over="ignore"):
            bounds = np.exp([coefficient, coefficient - reach, coefficient + reach])
        return cls(*map(float, bounds), float(2 * stdtr(freedom, -abs(coefficient) / error)))


def compare(counts: Counts, contrasts: pl.DataFrame, *, confidence: float = 0.95) -> pl.DataFrame:
    """Fit both models to every share of all talk that was tested.

    Parameters
    ----------
    counts
        The study's counts.
    contrasts
        What the permutation test found (`machtstaal.comparison.contrasts.compare` of these counts).
    confidence
        Coverage aimed at, between 0 and 1; what it leaves is the level at which models and test are held together.

    Returns
    -------
    DataFrame
        One row a tested share of all talk and pair of groups, in the order of the contrasts. Where the test is within
        languages or scenarios, so are the models (fixed effects). `agrees`: the model and the test both find a difference
        in the same direction at the level, or both do not. Null with a `reason` where no model can be fitted.
    """
    keys = ["measure", "item", "group_a", "group_b"]
    shares = counts.columns.filter(pl.col("scale") == 1).select("measure").unique()
    wanted = contrasts.filter(pl.col("scenario").is_null(), pl.col("p").is_not_null()).join(
        shares, on="measure", how="semi"
    )
    columns = counts.columns[counts.within(None)].select("measure", "item").with_row_index("_place")
    rows, laid = [], {}
    for contrast in wanted.join(
        columns, on=["measure", "item"], nulls_equal=True, maintain_order="left"
    ).iter_rows(named=True):
        pair = contrast["group_a"], contrast["group_b"]
        if pair not in laid:
            spoken = [counts.spoken(group, None) for group in pair]
            relation = languages.relation(*spoken)
            shared = sorted(set(spoken[0]) & set(spoken[1])) if relation == "shared" else []
            laid[pair] = layers(counts, None, pair, shared)
        row = {key: contrast[key] for key in ("family", *keys)}
        rows.append(row | _checked(laid[pair], contrast, confidence))
    table = pl.DataFrame(rows, schema=SCHEMA) if rows else pl.DataFrame(schema=SCHEMA)
    return tidy([table.with_row_index("_row")], SCHEMA, ["_row"])


@dataclass(frozen=True)
class Effects:
    """What both models say of one share; None where one cannot be fitted."""

    mixed: Effect | None = None
    spread: float | None = None
    robust: Effect | None = None
    reason: str | None = None


def effects(laid: Layers, column: int, confidence: float) -> Effects:
    """Fit both models to one share.

    Parameters
    ----------
    laid
        Counts of the speakers of two groups, with a fixed effect for each layer but the first.
    column
        Which column of the counts.
    confidence
        Coverage aimed at, between 0 and 1.
    """
    x, n = laid.numerators[:, :, column], laid.denominators[:, :, column]
    layer, speaker = np.nonzero(n > 0)
    x, n, first = x[layer, speaker], n[layer, speaker], laid.first[speaker]
    present, cluster = np.unique(speaker, return_inverse=True)
    others = (layer == other for other in np.unique(layer)[1:])
    design = np.column_stack([np.ones(len(x)), first, *others]).astype(float)
    freedom = len(present) - design.shape[1]
    if reason := _separated(x, n, first) or (FEW if freedom < 1 else None):
        return Effects(reason=reason)
    robust = _robust(x, n, design, cluster, freedom, confidence)
    fitted = mixed.fit(x, n, design, cluster)
    if not fitted.converged:
        return Effects(robust=robust, reason=UNFITTED)
    effect = Effect.of(fitted.coefficients[1], fitted.errors[1], freedom, confidence)
    return Effects(effect, fitted.spread, robust)


def _checked(laid: Layers, contrast: dict, confidence: float) -> dict[str, object]:
    """Both models of one contrast, held against its test."""
    found, told = effects(laid, contrast["_place"], confidence), contrast["p"] <= 1 - confidence
    within = contrast["difference_within"]
    difference = contrast["difference"] if within is None else within

    def agrees(effect: Effect) -> bool:
        same = (effect.odds_ratio > 1) == (difference > 0)
        return told == (effect.p <= 1 - confidence) and (not told or same)

    outcome: dict[str, object] = {"spread": found.spread, "reason": found.reason}
    if found.mixed:
        outcome |= vars(found.mixed) | {"agrees": agrees(found.mixed)}
    if found.robust:
        outcome |= {f"robust_{name}": value for name, value in vars(found.robust).items()}
        outcome["robust_agrees"] = agrees(found.robust)
    return outcome


def _separated(x: np.ndarray, n: np.ndarray, first: np.ndarray) -> str | None:
    """Why a logit has no finite odds ratio, if it has none."""
    for group in (first, ~first):
        if not x[group].sum():
            return NONE
        if x[group].sum() == n[group].sum():
            return ALL
    return None


def _robust(
    x: np.ndarray, n: np.ndarray, design: np.ndarray, cluster: np.ndarray, freedom: int, confidence: float
) -> Effect | None:
    """Logit with errors clustered by speaker (Liang & Zeger 1986), by statsmodels; None where it does not converge."""
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_linear_model import GLM

    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        model = GLM(np.column_stack([x, n - x]), design, family=Binomial())
        fitted = model.fit(cov_type="cluster", cov_kwds={"groups": cluster})
    if not fitted.converged or not np.isfinite(fitted.bse[1]) or fitted.bse[1] <= 0:
        return None
    return Effect.of(fitted.params[1], fitted.bse[1], freedom, confidence)
