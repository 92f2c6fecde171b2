"""Interval of a rate by its effective size: against scipy by hand, at the edges, and does it keep its word?"""

import numpy as np
import pytest
from scipy import stats

from machtstaal.comparison import bootstrap, effective


def test_it_is_clopper_and_pearson_of_the_effective_size():
    """Written out anew with scipy, the jackknife by leaving each speaker out (Korn & Graubard 1998)."""
    x, y = np.array([3, 0, 6, 2, 1, 9]), np.array([20, 30, 45, 12, 60, 33])
    rate, m = x.sum() / y.sum(), len(x)
    without = np.array([(x.sum() - a) / (y.sum() - b) for a, b in zip(x, y, strict=True)])
    variance = (m - 1) / m * ((without - rate) ** 2).sum()
    t = stats.t.ppf(0.975, y.sum() ** 2 / (y**2).sum() - 1)
    size = rate * (1 - rate) / variance * (stats.norm.ppf(0.975) / t) ** 2
    expected = (
        stats.beta.ppf(0.025, size * rate, size - size * rate + 1),
        stats.beta.ppf(0.975, size * rate + 1, size - size * rate),
    )
    low, high = effective.interval(x[:, None], y[:, None], 0.95)
    assert (low[0], high[0]) == pytest.approx(expected)
    assert size < y.sum()


def test_with_independent_rows_it_is_the_exact_interval_of_a_binomial():
    """Very many speakers of one row each: 30 of 400, as `scipy.stats.binomtest` has it."""
    x, y = (np.arange(400) < 30).astype(int), np.ones(400, int)
    exact = stats.binomtest(30, 400).proportion_ci(0.95, "exact")
    low, high = effective.interval(x[:, None], y[:, None], 0.95)
    assert (low[0], high[0]) == pytest.approx((exact.low, exact.high), rel=0.01)


def test_edges_none_all_and_one_speaker():
    y = np.array([[50], [70], [0], [60]])
    low, high = effective.interval(0 * y, y, 0.95)
    assert low[0] == 0 and 0 < high[0] < 0.1
    low, high = effective.interval(y, y, 0.95)
    assert 0.9 < low[0] < 1 and high[0] == 1
    assert np.isnan(effective.interval(np.array([[4], [0]]), np.array([[9], [0]]), 0.95)).all()
    assert np.isnan(effective.interval(np.zeros((3, 1)), np.zeros((3, 1)), 0.95)).all()


def test_a_speaker_without_anything_to_count_against_changes_nothing():
    x, y = np.array([[3], [1], [8]]), np.array([[20], [30], [45]])
    silent = np.vstack([x, [[0]]]), np.vstack([y, [[0]]])
    assert np.allclose(effective.interval(x, y, 0.9), effective.interval(*silent, 0.9))


def test_one_who_talks_most_makes_it_wider():
    even = effective.interval(np.full((8, 1), 3), np.full((8, 1), 30), 0.95)
    uneven = np.array([[171], [5], [10], [10], [11], [11], [11], [11]])
    x = np.round(uneven * [[0.1], [0.4], [0], [0.1], [0.1], [0.2], [0.1], [0.1]])
    wide = effective.interval(x, uneven, 0.95)
    assert (wide[1] - wide[0])[0] > 1.2 * (even[1] - even[0])[0]


def test_it_covers_where_the_bootstrap_is_too_narrow():
    """Eight speakers who talk very unequally and have habits of their own, 1,500 times: a share of .3."""
    rng = np.random.default_rng(6)
    y = np.ceil(np.exp(rng.normal(5.5, 1.2, (8, 1500)))).astype(int)
    x = rng.binomial(y, rng.beta(6, 14, y.shape))
    covered = {
        name: ((low <= 0.3) & (high >= 0.3)).mean()
        for name, (low, high) in {
            "effective": effective.interval(x, y, 0.95),
            "percentile": bootstrap.percentile(bootstrap.replicates(x, y, 999, 1), 0.95),
        }.items()
    }
    assert 0.93 < covered["effective"] < 0.98
    assert covered["percentile"] < 0.88


def test_widened_replicates_cover_as_the_interval_does():
    rng = np.random.default_rng(7)
    y = np.ceil(np.exp(rng.normal(5.5, 1.2, (8, 600)))).astype(int)
    x = rng.binomial(y, rng.beta(6, 14, y.shape))
    draws = bootstrap.replicates(x, y, 499, 1)
    low, high = bootstrap.percentile(effective.widened(draws, x, y, 0.95), 0.95)
    assert ((low <= 0.3) & (high >= 0.3)).mean() == pytest.approx(0.95, abs=0.03)
    undefined = np.array([[np.nan], [0.2], [0.4]])
    kept = effective.widened(undefined, np.array([[1], [2]]), np.array([[5], [5]]), 0.95)
    assert np.isnan(kept[0]) and kept[2] - kept[1] > 0.2
