"""Minimum detectable difference: found with the probability that it says, by simulation."""

import numpy as np
import pytest
from scipy import stats

from machtstaal.comparison import contrasts, detectable
from machtstaal.comparison.permutation import permute


def talk(rng, sizes, rate, raised, columns, unequal):
    """Counts of speakers with habits of their own; the first group `raised` above the rate of the second."""
    first = np.arange(sum(sizes)) < sizes[0]
    spread = (len(first), columns)
    y = np.ceil(np.exp(rng.normal(5.5, 0.9, spread))) if unequal else rng.integers(200, 500, spread)
    mean = np.where(first[:, None], rate + raised, rate)
    habit = 20 if rate > 0.02 else 2 / rate
    return rng.binomial(y.astype(int), rng.beta(habit * mean, habit * (1 - mean), spread)), y, first


def told(x, y, first):
    test = permute(x, y, first, 999, seed=1, level=0.05)
    against = y[first].sum(axis=0), y[~first].sum(axis=0)
    return detectable.difference(
        test, x.sum(axis=0) / y.sum(axis=0), *against, np.full(x.shape[1], len(first) - 2)
    )


@pytest.mark.parametrize("unequal", [False, True])
@pytest.mark.parametrize(("sizes", "rate"), [((8, 8), 0.3), ((12, 20), 0.05), ((25, 25), 0.002)])
def test_a_true_difference_of_that_size_is_found_in_about_four_of_five(sizes, rate, unequal):
    rng = np.random.default_rng(11)
    usual = np.nanmedian(told(*talk(rng, sizes, rate, 0.0, 400, unequal)))
    found = permute(*talk(rng, sizes, rate, usual, 600, unequal), 999, seed=2).p <= 0.05
    assert found.mean() == pytest.approx(0.8, abs=0.12)


def test_it_is_the_root_of_what_it_says():
    rng = np.random.default_rng(2)
    x, y, first = talk(rng, (9, 14), 0.1, 0.0, 20, True)
    test = permute(x, y, first, 999, seed=1, level=0.05)
    d, rate = told(x, y, first), x.sum(axis=0) / y.sum(axis=0)
    against = y[first].sum(axis=0), y[~first].sum(axis=0)
    w = np.maximum(*against) / sum(against)
    grown = test.error**2 * (1 - w + w * (rate + d) * (1 - rate - d) / (rate * (1 - rate)))
    assert d == pytest.approx((test.critical + stats.t.ppf(0.8, 21)) * np.sqrt(grown))


def test_the_critical_value_is_where_the_test_begins_to_reject():
    rng = np.random.default_rng(3)
    for sizes, permutations in (((30, 30), 499), ((5, 6), 9999), ((5, 5), 9999)):
        x, y, first = talk(rng, sizes, 0.2, 0.08, 300, False)
        test = permute(x, y, first, permutations, seed=1, level=0.05)
        with np.errstate(divide="ignore"):
            statistic = np.abs(test.difference) / test.error
        assert np.array_equal(statistic > test.critical * (1 + 1e-5), test.p <= 0.05)


def test_few_labellings_detect_nothing():
    x, y, first = talk(np.random.default_rng(4), (3, 3), 0.3, 0.0, 5, False)
    assert np.isnan(told(x, y, first)).all()


def test_contrasts_tell_it_in_the_unit_of_the_measure_and_only_where_they_test():
    from test_contrasts import random_study, study

    counted = random_study([0.3, 0.4], (9, 12), 4, seed=4)
    share, thousand = (
        contrasts.compare(
            study(counted.numerators, counted.denominators, (9, 12), scale=scale), permutations=999
        )
        for scale in (1, 1000)
    )
    assert thousand["detectable"].to_list() == pytest.approx((1000 * share["detectable"]).to_list())
    wider = contrasts.compare(counted, permutations=999, confidence=0.99)
    assert (wider["detectable"] > share["detectable"]).all()
    nothing = contrasts.compare(study(np.ones((4, 1), int), np.full((4, 1), 9), (2, 2)))
    assert nothing["p"].is_null().all() and nothing["detectable"].is_null().all()
