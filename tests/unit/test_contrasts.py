"""Differences between groups: found where planted, not found where there is none, not tested where too little."""

import numpy as np
import polars as pl
import pytest

from machtstaal.comparison import contrasts, rates
from machtstaal.comparison.counts import COLUMN_SCHEMA, Counts


def study(numerators, denominators, sizes, *, families=None, scale=1):
    """Counts of a study in which all talk is one scenario-less whole."""
    numerators, denominators = np.array(numerators), np.array(denominators)
    names = ["citizens", "experts", "youth"][: len(sizes)]
    labels = [name for name, size in zip(names, sizes, strict=True) for _ in range(size)]
    n_columns = numerators.shape[1]
    columns = pl.DataFrame(
        {
            "family": families or ["power"] * n_columns,
            "measure": "m",
            "item": [f"i{position:04d}" for position in range(n_columns)],
            "scenario": None,
            "scale": scale,
        },
        schema=COLUMN_SCHEMA,
    )
    speakers = pl.DataFrame({"speaker_code": [f"S{n:03d}" for n in range(len(labels))], "group": labels})
    return Counts(
        tuple(names), speakers, columns, numerators, denominators, (None,), np.ones((len(labels), 1), int)
    )


def random_study(rates_by_group, sizes, n_columns, seed):
    rng = np.random.default_rng(seed)
    rate = np.repeat(rates_by_group, sizes)[:, None]
    denominators = rng.integers(40, 160, (sum(sizes), n_columns))
    return study(
        rng.binomial(denominators, rng.beta(rate * 20, (1 - rate) * 20, denominators.shape)),
        denominators,
        sizes,
    )


def test_a_planted_difference_is_found_and_its_interval_holds_it():
    found = contrasts.compare(random_study([0.5, 0.3], (14, 14), 8, seed=1))
    assert (found["q"] < 0.05).all() and (found["low"] > 0).all()
    assert ((found["low"] <= 0.2) & (found["high"] >= 0.2)).sum() >= 7
    assert found["difference"].to_list() == pytest.approx((found["rate_a"] - found["rate_b"]).to_list())


def test_without_a_difference_p_is_uniform_and_the_interval_covers_zero():
    found = contrasts.compare(
        random_study([0.3, 0.3], (20, 20), 500, seed=2), permutations=999, resamples=999
    )
    assert (found["p"] <= 0.05).mean() == pytest.approx(0.05, abs=0.025)
    assert (found["p"] <= 0.5).mean() == pytest.approx(0.5, abs=0.06)
    assert 0.90 <= ((found["low"] <= 0) & (found["high"] >= 0)).mean() <= 0.97
    assert (found["q"] < 0.05).sum() == 0


def test_too_few_events_or_speakers_are_not_tested_and_no_test_of_the_family():
    numerators = np.array([[2, 9, 9], [1, 8, 0], [0, 1, 0], [1, 2, 4]])
    denominators = np.array([[10, 10, 10], [10, 10, 0], [10, 10, 10], [10, 10, 10]])
    found = contrasts.compare(study(numerators, denominators, (2, 2)))
    # i0000 has 4 occurrences; i0002 has one citizen with anything to count against
    assert found["p"].is_null().to_list() == [True, False, True]
    assert found["q"].is_null().to_list() == [True, False, True]
    assert found["n_tests"].to_list() == [1, 1, 1]
    assert found["n_permutations"].to_list() == [0, 6, 0]
    assert found["rate_a"].to_list() == pytest.approx([0.15, 0.85, 0.9])
    # six labellings of two and two speakers reject nothing at 5 %, so no bound can be told
    assert found["low"].is_null().to_list() == [True, True, True]
    # 17/20 against 3/20: only the observed labelling and its mirror of the 6 are as far apart
    assert found["p"][1] == pytest.approx(2 / 6) and found["exact"][1]


def test_q_is_adjusted_within_a_family():
    counted = random_study([0.3, 0.3], (9, 9), 30, seed=4)
    alone = contrasts.compare(
        study(counted.numerators[:, :10], counted.denominators[:, :10], (9, 9)), permutations=499
    )
    families = ["power"] * 10 + ["modality"] * 20
    both = contrasts.compare(
        study(counted.numerators, counted.denominators, (9, 9), families=families), permutations=499
    )
    power = both.filter(pl.col("family") == "power")
    assert power["q"].to_list() == alone["q"].to_list() and set(power["n_tests"]) == {10}
    assert set(both.filter(pl.col("family") == "modality")["n_tests"]) == {20}


def test_few_speakers_are_flagged():
    assert contrasts.compare(random_study([0.3, 0.3], (9, 12), 1, seed=4))["few_speakers"].to_list() == [True]
    assert contrasts.compare(random_study([0.3, 0.3], (10, 12), 1, seed=4))["few_speakers"].to_list() == [
        False
    ]


def test_the_unit_scales_difference_and_interval_but_not_p():
    counted = random_study([0.3, 0.4], (9, 9), 3, seed=4)
    share = contrasts.compare(counted)
    thousand = contrasts.compare(study(counted.numerators, counted.denominators, (9, 9), scale=1000))
    for column in ("rate_a", "difference", "low", "high"):
        assert thousand[column].to_list() == pytest.approx((share[column] * 1000).to_list())
    assert thousand["p"].to_list() == share["p"].to_list()


def test_an_interval_of_shares_stays_between_minus_one_and_one():
    rng = np.random.default_rng(5)
    denominators = np.concatenate([rng.integers(1, 4, (12, 40)), rng.integers(200, 400, (1, 40))])
    found = contrasts.compare(
        study(rng.binomial(denominators, 0.5), denominators, (7, 6), scale=100), permutations=1999
    ).drop_nulls("low")
    assert found.height > 20
    assert found["low"].min() == -100 or found["high"].max() == 100
    assert (found["low"] >= -100).all() and (found["high"] <= 100).all()


def test_one_group_has_rates_but_no_contrasts():
    counted = random_study([0.3], (9,), 3, seed=4)
    assert rates.estimate(counted).height == 3
    nothing = contrasts.compare(counted)
    assert nothing.height == 0 and nothing.schema == contrasts.SCHEMA


def test_three_groups_are_compared_in_all_pairs():
    found = contrasts.compare(random_study([0.3, 0.3, 0.6], (9, 9, 9), 2, seed=4), permutations=999)
    assert found.select("item", "group_a", "group_b").rows() == [
        (item, *pair)
        for item in ("i0000", "i0001")
        for pair in (("citizens", "experts"), ("citizens", "youth"), ("experts", "youth"))
    ]
    assert (found.filter(pl.col("group_b") == "youth")["p"] < 0.05).all()


def test_scenarios_are_a_set_of_tests_of_their_own_among_those_who_took_part():
    speakers = pl.DataFrame({"speaker_code": list("abcdef"), "group": ["citizens"] * 3 + ["experts"] * 3})
    columns = pl.DataFrame(
        {"family": "power", "measure": "m", "item": None, "scenario": [None, "utopia"], "scale": 1},
        schema=COLUMN_SCHEMA,
    )
    numerators = np.array([[9, 9], [8, 8], [7, 0], [1, 1], [2, 2], [3, 3]])
    denominators = np.array([[10, 10], [10, 10], [10, 0], [10, 10], [10, 10], [10, 10]])
    words = np.array([[50, 50], [50, 50], [50, 0], [50, 50], [50, 50], [50, 50]])
    counted = Counts(
        ("citizens", "experts"), speakers, columns, numerators, denominators, (None, "utopia"), words
    )
    found = contrasts.compare(counted)
    assert found["n_permutations"].to_list() == [
        20,
        10,
    ]  # C(6, 3); C(5, 2) without the speaker who was absent
    assert found["p"].to_list() == pytest.approx([0.1, 0.1])
    assert found["q"].to_list() == pytest.approx([0.1, 0.1]) and found["n_tests"].to_list() == [1, 1]


def test_two_runs_are_equal_and_bca_keeps_the_difference():
    counted = random_study([0.3, 0.4], (9, 12), 5, seed=4)
    assert contrasts.compare(counted).equals(contrasts.compare(counted))
    bca = contrasts.compare(counted, method="bca")
    assert bca["difference"].equals(contrasts.compare(counted)["difference"])
    assert ((bca["low"] < bca["difference"]) & (bca["difference"] < bca["high"])).all()


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("method", ["percentile", "bca"])
def test_a_scenario_only_one_group_talked_about_has_no_contrast(method):
    speakers = pl.DataFrame({"speaker_code": list("abcd"), "group": ["citizens"] * 2 + ["experts"] * 2})
    columns = pl.DataFrame(
        {"family": "power", "measure": "m", "item": None, "scenario": ["utopia"], "scale": 1},
        schema=COLUMN_SCHEMA,
    )
    numerators = np.array([[9], [8], [0], [0]])
    counted = Counts(
        ("citizens", "experts"), speakers, columns, numerators, numerators * 2, ("utopia",), numerators
    )
    found = contrasts.compare(counted, method=method).row(0, named=True)
    assert (found["rate_a"], found["rate_b"], found["n_speakers_b"], found["few_speakers"]) == (
        0.5,
        None,
        0,
        True,
    )
    assert all(found[name] is None for name in ("difference", "low", "high", "p", "q"))
