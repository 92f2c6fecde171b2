"""Models beside the permutation test: they agree where they should, and say why where they cannot be fitted."""

import numpy as np
import pytest
from test_contrasts import random_study, study
from test_strata import WHERE, breakout

from machtstaal.comparison import contrasts, model_checks


def checked(counted, **options):
    found = contrasts.compare(counted, permutations=499)
    return found, model_checks.compare(counted, found, **options)


def test_a_planted_difference_is_seen_by_all_three():
    found, models = checked(random_study([0.5, 0.3], (14, 14), 6, seed=1))
    assert models["agrees"].all() and models["robust_agrees"].all() and models["reason"].is_null().all()
    # odds of .5 against .3: 7 to 3
    assert np.median(models["odds_ratio"]) == pytest.approx(7 / 3, rel=0.15)
    assert ((models["low"] > 1) & (models["p"] < 0.05)).all() and found["q"].max() < 0.05


def test_the_robust_logit_has_the_odds_of_the_rates():
    found, models = checked(random_study([0.4, 0.3], (9, 12), 5, seed=3))
    odds = [found[name] / (1 - found[name]) for name in ("rate_a", "rate_b")]
    assert models["robust_odds_ratio"].to_list() == pytest.approx((odds[0] / odds[1]).to_list())


def test_its_errors_are_those_of_a_ratio_over_speakers():
    """Sandwich by hand: v / (r (1 - r))^2 of each group, times G / (G - 1) (N - 1) / (N - K) as statsmodels corrects."""
    x, n, first = np.array([3, 9, 4, 8, 2, 6]), np.array([20, 40, 30, 25, 15, 50]), np.arange(6) < 3
    _, models = checked(study(x[:, None], n[:, None], (3, 3)))
    variance = 0.0
    for group in (first, ~first):
        rate = x[group].sum() / n[group].sum()
        variance += ((x[group] - rate * n[group]) ** 2).sum() / n[group].sum() ** 2 / (rate * (1 - rate)) ** 2
    row = models.row(0, named=True)
    error = np.log(row["robust_high"] / row["robust_low"]) / 2 / 2.776445  # t of 4 degrees of freedom
    assert error == pytest.approx(np.sqrt(variance * 6 / 5 * 5 / 4), rel=1e-4)


def test_separation_is_told_and_rates_by_words_are_no_shares():
    x = np.array([[0, 9, 5], [0, 9, 6], [0, 9, 4], [3, 2, 3], [4, 4, 2], [5, 3, 4]])
    _, models = checked(study(x, np.full((6, 3), 9), (3, 3)))
    assert models["reason"].to_list() == [model_checks.NONE, model_checks.ALL, None]
    assert models["odds_ratio"].is_null().to_list() == [True, True, False]
    assert models["agrees"].is_null().to_list() == [True, True, False]
    _, nothing = checked(study(x, np.full((6, 3), 9), (3, 3), scale=1000))
    assert nothing.height == 0 and nothing.schema == model_checks.SCHEMA


def test_within_scenarios_the_models_are_too():
    counted = breakout(np.random.default_rng(3), WHERE, (0.2, 0.6), group_rates=(0.0, 0.0))
    found, models = checked(counted)
    assert models.height == 1 and found["within"][0] == "scenarios"
    # without the scenario in the model, its effect would sit in the speakers' intercepts
    assert models["spread"][0] < 0.8


def test_under_no_difference_they_agree_nearly_always():
    _, models = checked(random_study([0.3, 0.3], (12, 15), 60, seed=8))
    assert models["agrees"].mean() > 0.9 and models["robust_agrees"].mean() > 0.9
    assert (models["p"] <= 0.05).mean() < 0.15


def test_a_difference_in_the_other_direction_is_no_agreement():
    counted = random_study([0.5, 0.3], (14, 14), 1, seed=1)
    found = contrasts.compare(counted, permutations=499)
    turned = found.with_columns(-found["difference"])
    assert model_checks.compare(counted, turned)["agrees"].to_list() == [False]
