"""How often, in each group: rates with intervals over speakers."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import polars as pl

from machtstaal import languages
from machtstaal.comparison import bootstrap, correction, effective
from machtstaal.comparison.correction import Errors
from machtstaal.comparison.counts import Counts
from machtstaal.comparison.seeds import stream

Method = Literal["effective", "percentile", "bca"]

SCHEMA = {
    "family": pl.String,
    "measure": pl.String,
    "item": pl.String,
    "scenario": pl.String,
    "group": pl.String,
    "numerator": pl.Int64,
    "denominator": pl.Int64,
    "rate": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "n_speakers": pl.Int64,
    "languages": pl.String,
    "corrected": pl.Float64,
    "corrected_low": pl.Float64,
    "corrected_high": pl.Float64,
    "uncorrected": pl.String,
}


@dataclass(frozen=True)
class Sample:
    """One group in one scenario: the speakers who took part, by the columns of that scenario.

    Attributes
    ----------
    numerators, denominators
        Counts, speakers by columns.
    scale
        Factor from ratio to unit, one a column.
    resamples, seed
        Size and seed of the bootstrap.
    """

    numerators: np.ndarray
    denominators: np.ndarray
    scale: np.ndarray
    resamples: int
    seed: int

    @cached_property
    def rate(self) -> np.ndarray:
        """Ratio of sums in the measure's unit; NaN where there is nothing to count against."""
        return self.scale * bootstrap.ratio(self.numerators.sum(axis=0), self.denominators.sum(axis=0))

    @cached_property
    def n_speakers(self) -> np.ndarray:
        """Speakers with anything to count against, counts."""
        return (self.denominators > 0).sum(axis=0)

    @cached_property
    def draws(self) -> np.ndarray:
        """Bootstrap replicates of the rate, resamples by columns."""
        if not len(self.numerators):
            return np.full((self.resamples, self.numerators.shape[1]), np.nan)
        return self.scale * bootstrap.replicates(
            self.numerators, self.denominators, self.resamples, self.seed
        )

    @cached_property
    def left_out(self) -> np.ndarray:
        """Rate without each speaker in turn, speakers by columns."""
        return self.scale * bootstrap.jackknife(self.numerators, self.denominators)

    def interval(self, confidence: float, method: Method) -> tuple[np.ndarray, np.ndarray]:
        """Bounds of the rate; NaN below two speakers, whose spread cannot be seen."""
        if method == "effective":
            bounds = [
                self.scale * bound
                for bound in effective.interval(self.numerators, self.denominators, confidence)
            ]
        elif method == "bca":
            bounds = bootstrap.bca(self.draws, self.rate, [self.left_out], confidence)
        else:
            bounds = bootstrap.percentile(self.draws, confidence)
        few = self.n_speakers < 2
        return np.where(few, np.nan, bounds[0]), np.where(few, np.nan, bounds[1])


def sample(counts: Counts, scenario: str | None, group: str, resamples: int, seed: int) -> Sample:
    """Take one group's speakers and one scenario's columns out of the counts.

    Parameters
    ----------
    counts
        The study's counts.
    scenario, group
        Scenario (None: all talk) and group.
    resamples, seed
        Size of the bootstrap and the study's seed.
    """
    cells = np.ix_(counts.members(group, scenario), counts.within(scenario))
    return Sample(
        numerators=counts.numerators[cells],
        denominators=counts.denominators[cells],
        scale=counts.columns["scale"].to_numpy()[counts.within(scenario)],
        resamples=resamples,
        seed=stream(seed, "bootstrap", scenario, group),
    )


def estimate(
    counts: Counts,
    *,
    resamples: int = 1999,
    confidence: float = 0.95,
    seed: int = 2025,
    method: Method = "effective",
    errors: Errors | None = None,
) -> pl.DataFrame:
    """Rate of every measure, item, scenario and group, with its interval over speakers.

    The rate is the ratio of the group's sums (all counted / all counted against), so talkative speakers weigh
    more; the interval takes speakers as the units, so it widens where few speakers carry the count.

    Parameters
    ----------
    counts
        The study's counts.
    resamples
        Bootstrap resamples, a count.
    confidence
        Coverage aimed at, between 0 and 1.
    seed
        The study's seed.
    method
        `effective`, by the effective size (`machtstaal.comparison.effective`), or of the bootstrap over speakers
        `percentile` or `bca` (bias-corrected and accelerated), which are too narrow with few speakers.
    errors
        Errors of the measures (`correction.errors_of`), for corrected rates.

    Returns
    -------
    DataFrame
        family, measure, item, scenario (null: all talk), group, numerator, denominator (counts), rate, low,
        high (in the measure's unit; bounds null below two speakers), n_speakers (with anything to count
        against), languages (of the group's words in that scenario, with their shares where there are several);
        corrected and its bounds (the rate if the machine made no errors; null where the gold does not tell), uncorrected
        (why there is none, else null).
    """
    parts = []
    for scenario, group in _cells(counts):
        one = sample(counts, scenario, group, resamples, seed)
        low, high = one.interval(confidence, method)
        columns, spoken = counts.within(scenario), counts.spoken(group, scenario)
        shares, draws = one.rate / one.scale, one.draws / one.scale
        if method == "effective":
            draws = effective.widened(draws, one.numerators, one.denominators, confidence)
        true = correction.correct(
            errors or Errors(), counts.columns[columns], shares, draws, list(spoken), confidence, seed
        )
        few = one.n_speakers < 2
        parts.append(
            counts.columns[columns].select(
                "family",
                "measure",
                "item",
                "scenario",
                pl.lit(group).alias("group"),
                pl.Series("numerator", one.numerators.sum(axis=0)),
                pl.Series("denominator", one.denominators.sum(axis=0)),
                pl.Series("rate", one.rate),
                pl.Series("low", low),
                pl.Series("high", high),
                pl.Series("n_speakers", one.n_speakers),
                pl.lit(languages.told(spoken, names=False) if spoken else None, pl.String).alias("languages"),
                pl.Series("corrected", true.rate),
                pl.Series("corrected_low", np.where(few, np.nan, true.low)),
                pl.Series("corrected_high", np.where(few, np.nan, true.high)),
                pl.Series("uncorrected", true.reason, pl.String),
                pl.Series("_column", columns),
                pl.lit(counts.groups.index(group)).alias("_group"),
            )
        )
    return tidy(parts, SCHEMA, ["_column", "_group"])


def tidy(parts: list[pl.DataFrame], schema: dict[str, type[pl.DataType]], order: list[str]) -> pl.DataFrame:
    """Stack parts in a fixed order and types, undefined numbers as null."""
    if not parts:
        return pl.DataFrame(schema=schema)
    stacked = pl.concat(parts).sort(order)
    return stacked.select(pl.col(name).cast(kind) for name, kind in schema.items()).with_columns(
        pl.col(pl.Float64).fill_nan(None)
    )


def _cells(counts: Counts) -> Iterator[tuple[str | None, str]]:
    for scenario in counts.scenarios:
        for group in counts.groups:
            yield scenario, group
