"""Which errors a measure suffers from: its condition, asked of the gold's processes and of those that were found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from machtstaal.comparison.measures import Measure, select
from machtstaal.comparison.seeds import stream
from machtstaal.evaluation.alignment import FOUND
from machtstaal.evaluation.errors import LEAST_GOLD, Confusion, back_calculate
from machtstaal.evaluation.gold import FIELDS

REST = None
"""What all values are called that the gold has too few of to know each one's errors."""
NO_FIELD, NO_GOLD, MIXED = "no gold field", "no gold in this language", "several languages"
NOTHING = "nothing to count against"


@dataclass(frozen=True)
class Model:
    """Errors of one measure.

    Attributes
    ----------
    measure
        The measure.
    values
        What the categories of `confusion` are: values of the field, with `REST` last. A measure that has no items has the
        categories True (counted) and False.
    confusion
        True against found, over the processes that the measure counts against.
    """

    measure: Measure
    values: tuple[object, ...]
    confusion: Confusion

    def shares(self, items: Sequence[str | None], rates: np.ndarray) -> np.ndarray:
        """Shares of all categories, from the rates of the measure's items.

        Parameters
        ----------
        items
            Item of each column.
        rates
            Shares, rows by columns.

        Returns
        -------
        ndarray
            Rows by categories; what no item counts goes to the value that the measure leaves out, else to `REST`.
        """
        if self.measure.item is None:
            return np.column_stack([rates[:, 0], 1 - rates[:, 0]])
        places = [self.values.index(item if item in self.values else REST) for item in items]
        shares = np.zeros((len(rates), len(self.values)))
        for column, place in enumerate(places):
            shares[:, place] += rates[:, column]
        listed = self.measure.where.get(self.measure.item)
        left_out = [value for value in self.values[:-1] if listed is not None and value not in listed]
        shares[:, self.values.index(left_out[0] if len(left_out) == 1 else REST)] += 1 - rates.sum(axis=1)
        return shares


def model(measure: Measure, aligned: pl.DataFrame) -> Model | None:
    """Errors of a measure on the gold, or None where it does not rest on one field of the gold.

    What the gold has the measure count against, but the machine has not, is missed; what only the machine has, spurious.

    Parameters
    ----------
    measure
        A measure.
    aligned
        Processes side by side (`machtstaal.evaluation.alignment`).
    """
    if measure.field is None or measure.per == "words":
        return None
    column, values = measure.condition
    sides = aligned.select(
        wanted=_against(aligned, measure, "") & (aligned["status"] != "spurious"),
        found=_against(aligned, measure, FOUND) & (aligned["status"] != "missed"),
    )
    used = aligned.hstack(sides).filter(pl.col("wanted") | pl.col("found"))
    if measure.item is None:
        names: tuple[object, ...] = (True, False)
        coded = [
            (~used[name].is_in(list(values)).fill_null(False)).cast(pl.Int64)
            for name in (column, column + FOUND)
        ]
    else:
        counts = used.filter("wanted")[column].drop_nulls().value_counts()
        kept = counts.filter(pl.col("count") >= LEAST_GOLD)[column].sort().to_list()
        names = (*kept, REST)
        coded = [
            used[name].replace_strict(kept, list(range(len(kept))), default=len(kept), return_dtype=pl.Int64)
            for name in (column, column + FOUND)
        ]
    places = [
        np.where(used[side].to_numpy(), code.to_numpy(), len(names))
        for side, code in zip(("wanted", "found"), coded, strict=True)
    ]
    sentence = used["sentence"].rank("dense").cast(pl.Int64).to_numpy() - 1
    cells = np.zeros((used["sentence"].n_unique(), len(names) + 1, len(names) + 1))
    np.add.at(cells, (sentence, *places), 1)
    return Model(measure, names, Confusion(cells, rest=measure.item is not None))


def _against(aligned: pl.DataFrame, measure: Measure, side: str) -> pl.Series:
    """Which processes a measure counts against, by what the gold says or, with `side`, by what was found."""
    columns = {name: pl.col(f"{name}{side}") for name in FIELDS}
    columns["negated"] = columns["negated"] == "true"
    view = aligned.select(**columns)
    return view.with_columns(_against=select(measure.per))["_against"]


@dataclass(frozen=True)
class Errors:
    """Errors of the measures of a catalogue.

    Attributes
    ----------
    fields
        Measures that rest on one field of the gold.
    models
        Their errors by language and measure, of languages that have gold.
    """

    fields: frozenset[str] = frozenset()
    models: Mapping[tuple[str, str], Model] = field(default_factory=dict)


def errors_of(measures: Sequence[Measure], accuracy: Mapping[str, pl.DataFrame]) -> Errors:
    """Errors of all measures that have any.

    Parameters
    ----------
    measures
        The catalogue's measures.
    accuracy
        Language to its processes side by side.
    """
    resting = [measure for measure in measures if measure.field is not None]
    found = {
        (language, measure.measure): one
        for language, aligned in accuracy.items()
        for measure in resting
        if (one := model(measure, aligned)) is not None
    }
    return Errors(frozenset(measure.measure for measure in resting), found)


@dataclass(frozen=True)
class Correction:
    """Corrected rates of one group in one scenario, one a column; NaN where there is a reason against it."""

    rate: np.ndarray
    low: np.ndarray
    high: np.ndarray
    reason: list[str | None]


def correct(
    errors: Errors,
    columns: pl.DataFrame,
    rates: np.ndarray,
    draws: np.ndarray,
    spoken: Sequence[str],
    confidence: float,
    seed: int,
) -> Correction:
    """Put rates back through the errors of their measures.

    The interval is of draws in which both the speakers and the sentences of the gold vary: each bootstrap replicate of
    the rate is corrected by a misclassification matrix of its own.

    Parameters
    ----------
    errors
        Errors of the measures (`errors_of`).
    columns
        measure and item of each column.
    rates, draws
        Shares of the columns, and their bootstrap replicates over speakers (resamples by columns).
    spoken
        Languages of the group in the scenario; rates of several are not corrected, for each has errors of its own.
    confidence
        Coverage aimed at, between 0 and 1.
    seed
        The study's seed.
    """
    n = len(rates)
    empty = [np.full(n, np.nan) for _ in range(3)]
    names, items = columns["measure"].to_list(), columns["item"].to_list()
    language = spoken[0] if len(spoken) == 1 else None
    absent = MIXED if len(spoken) > 1 else NO_GOLD
    done = Correction(
        *empty,
        [
            NO_FIELD if name not in errors.fields else NOTHING if np.isnan(rate) else absent
            for name, rate in zip(names, rates, strict=True)
        ],
    )
    for name in dict.fromkeys(names):
        one = errors.models.get((language, name)) if language is not None else None
        if one is None:
            continue
        at = [place for place, other in enumerate(names) if other == name]
        fault = one.confusion.fault()
        point, varied = _corrected(
            one, [items[place] for place in at], rates[at], draws[:, at], seed, language
        )
        tail = 100 * (1 - confidence) / 2
        for place in at:
            value = True if one.measure.item is None else items[place]
            why = fault or ("too few in the gold" if value not in one.values else None)
            if np.isnan(rates[place]):
                continue
            done.reason[place] = why
            if why is not None:
                continue
            category = one.values.index(value)
            done.rate[place] = point[category]
            known = varied[~np.isnan(varied[:, category]), category]
            if len(known):
                done.low[place], done.high[place] = np.percentile(known, [tail, 100 - tail])
    return done


def _corrected(
    one: Model, items: Sequence[str | None], rates: np.ndarray, draws: np.ndarray, seed: int, language: str
) -> tuple[np.ndarray, np.ndarray]:
    """Corrected shares of all categories, and their draws."""
    drawn = one.confusion.draws(len(draws), stream(seed, "errors", language, one.measure.measure))
    point = back_calculate(one.shares(items, rates[None, :])[0], *one.confusion.rates)
    return point, back_calculate(one.shares(items, draws), *drawn)
