"""Break-out groups: where scenarios divide the speakers, labels move within scenarios; one label a speaker, always."""

from itertools import combinations

import numpy as np
import polars as pl
import pytest

from machtstaal.comparison import contrasts
from machtstaal.comparison.counts import COLUMN_SCHEMA, Counts
from machtstaal.comparison.inversion import interval
from machtstaal.comparison.strata import layers

SCENARIOS = (None, "one", "two")


def study(x, y, words, sizes):
    """Counts of items in two scenarios: x and y are speakers by scenarios by items; all talk is their sum."""
    x, y, words = np.asarray(x), np.asarray(y), np.asarray(words)
    items = [f"i{n:03d}" for n in range(x.shape[2])]
    whole = [np.concatenate([array.sum(axis=1, keepdims=True), array], axis=1) for array in (x, y)]
    numerators, denominators = (np.swapaxes(array, 1, 2).reshape(len(x), -1) for array in whole)
    columns = pl.DataFrame(
        {
            "family": "f",
            "measure": "m",
            "item": np.repeat(items, 3).tolist(),
            "scenario": SCENARIOS * len(items),
            "scale": 1,
        },
        schema=COLUMN_SCHEMA,
    )
    speakers = pl.DataFrame(
        {
            "speaker_code": [f"S{n:02d}" for n in range(len(x))],
            "group": ["a"] * sizes[0] + ["b"] * sizes[1],
        }
    )
    words = np.column_stack([words.sum(axis=1), words])
    filled = denominators.any(axis=0)
    return Counts(
        ("a", "b"), speakers, columns.filter(pl.Series(filled)), numerators[:, filled], denominators[:, filled],
        SCENARIOS, words,
    )  # fmt: skip


def breakout(rng, where, rates, items=1, group_rates=(0.0, 0.0), sizes=(4, 5)):
    """Each speaker in one scenario, with a rate of the scenario and of the group."""
    where, first = np.asarray(where), np.arange(len(where)) < sizes[0]
    here = where[:, None] == np.arange(2)
    y = rng.integers(30, 90, (len(where), 1, items)) * here[:, :, None]
    mean = np.asarray(rates)[None, :, None] + np.where(first, *group_rates)[:, None, None]
    x = rng.binomial(y, rng.beta(20 * mean, 20 * (1 - mean), y.shape))
    return study(x, y, 100 * here, sizes)


def within(x, y, first, where):
    """Studentised difference within scenarios, written out: weights n1 n2 / (n1 + n2), variances of ratios."""
    top, error, weights = 0.0, 0.0, 0.0
    for scenario in np.unique(where):
        rates, variance, sizes = [], 0.0, []
        for group in (first, ~first):
            a, b = x[(where == scenario) & group], y[(where == scenario) & group]
            rate = a.sum() / b.sum()
            variance += len(a) / (len(a) - 1) * ((a - rate * b) ** 2).sum() / b.sum() ** 2
            rates.append(rate)
            sizes.append(b.sum())
        weight = sizes[0] * sizes[1] / (sizes[0] + sizes[1])
        top, error, weights = (
            top + weight * (rates[0] - rates[1]),
            error + weight**2 * variance,
            weights + weight,
        )
    return top / weights, abs(top) / np.sqrt(error)


WHERE = np.array([0, 0, 1, 1, 0, 0, 0, 1, 1])
"""Four of the first group, two in each scenario; five of the second, three and two: C(5, 2) C(4, 2) = 60 labellings."""


def test_exact_p_equals_brute_force_over_all_labellings_within_scenarios():
    counted = breakout(np.random.default_rng(3), WHERE, (0.2, 0.5), group_rates=(0.15, 0.0))
    x, y = counted.numerators[:, 0], counted.denominators[:, 0]
    labellings = []
    for one in combinations(np.flatnonzero(WHERE == 0), 2):
        labellings += [
            np.isin(np.arange(9), one + two) for two in combinations(np.flatnonzero(WHERE == 1), 2)
        ]
    observed = within(x, y, np.arange(9) < 4, WHERE)
    extreme = [within(x, y, labels, WHERE)[1] >= observed[1] * (1 - 1e-9) for labels in labellings]
    found = contrasts.compare(counted).row(0, named=True)
    assert (found["within"], found["exact"], found["n_permutations"]) == ("scenarios", True, 60)
    assert found["p"] == pytest.approx(np.mean(extreme))
    assert found["difference_within"] == pytest.approx(observed[0])
    assert found["difference"] == pytest.approx(x[:4].sum() / y[:4].sum() - x[4:].sum() / y[4:].sum())


def test_a_scenario_is_not_taken_for_a_group():
    """The first group sits mostly in the scenario that calls for more: no difference between groups, within scenarios."""
    where = np.array([0] * 9 + [1] * 3 + [0] * 3 + [1] * 9)
    counted = breakout(np.random.default_rng(5), where, (0.5, 0.3), items=400, sizes=(12, 12))
    found = contrasts.compare(counted, permutations=499)
    overall = found.filter(pl.col("scenario").is_null())
    assert set(overall["within"]) == {"scenarios"} and set(found["within"]) == {"scenarios", "none"}
    assert (overall["p"] <= 0.05).mean() == pytest.approx(0.05, abs=0.035)
    covered = (overall["within_low"] <= 0) & (overall["within_high"] >= 0)
    assert covered.mean() == pytest.approx(0.95, abs=0.035)
    assert ((overall["p"] <= 0.05) != covered).all()  # the interval says what the test says
    assert overall["difference"].mean() > 0.08  # all talk mixes scenario and group
    crude = Counts(
        counted.groups, counted.speakers,
        counted.columns.filter(pl.col("scenario").is_null()),
        *(array[:, counted.within(None)] for array in (counted.numerators, counted.denominators)),
        (None,), counted.words[:, :1],
    )  # fmt: skip
    assert (contrasts.compare(crude, permutations=499)["p"] <= 0.05).mean() > 0.2


def test_who_speaks_in_several_scenarios_has_one_label():
    """Plenary: all six in both scenarios, C(6, 3) = 20 labellings of people, not of their parts."""
    rng = np.random.default_rng(1)
    y = rng.integers(20, 60, (6, 2, 1))
    found = contrasts.compare(study(rng.binomial(y, 0.3), y, np.full((6, 2), 100), (3, 3)))
    overall = found.row(0, named=True)
    assert (overall["within"], overall["n_permutations"], overall["difference_within"]) == ("none", 20, None)


def test_a_speaker_of_two_scenarios_among_many_of_one_is_a_stratum_of_his_own():
    where = np.repeat([0, 1, 0, 1], 5)
    counted = breakout(np.random.default_rng(2), where, (0.3, 0.3), sizes=(10, 10))
    counted.words[0] = [200, 100, 100]
    laid = layers(counted, None, ("a", "b"), [])
    assert laid.within == "scenarios" and laid.speaks[0].tolist() == [True, True, False]
    found = contrasts.compare(counted, permutations=9_999_999)
    # the first, who is in both, keeps the label; 4 of 9 and 5 of 10 move
    assert found.row(0, named=True)["n_permutations"] == 126 * 252


def test_group_and_scenario_that_are_one_are_compared_as_all_talk():
    counted = breakout(np.random.default_rng(2), [0, 0, 0, 0, 1, 1, 1, 1, 1], (0.3, 0.3))
    assert contrasts.compare(counted).row(0, named=True)["within"] == "none"


def test_the_layers_of_all_talk_add_up_to_it():
    counted = breakout(np.random.default_rng(8), WHERE, (0.2, 0.5), items=4)
    laid = layers(counted, None, ("a", "b"), [])
    place = counted.within(None)
    assert np.array_equal(laid.numerators.sum(axis=0), counted.numerators[:, place])
    assert np.array_equal(laid.denominators.sum(axis=0), counted.denominators[:, place])


def test_an_interval_within_layers_covers_a_difference_common_to_them():
    rng, covered = np.random.default_rng(9), []
    where = np.array([0] * 8 + [1] * 4 + [0] * 5 + [1] * 9)
    for _ in range(4):
        counted = breakout(rng, where, (0.45, 0.25), items=100, group_rates=(0.15, 0.0), sizes=(12, 14))
        laid = layers(counted, None, ("a", "b"), [])
        low, high = interval(laid.numerators, laid.denominators, laid.first, 0.95, 299, 5, speaks=laid.speaks)
        covered.append((low <= 0.15) & (high >= 0.15))
    assert np.mean(covered) == pytest.approx(0.95, abs=0.03)
