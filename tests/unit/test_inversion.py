"""Intervals by inverted tests: they say what the test says, and cover what is there."""

import numpy as np
import pytest

from machtstaal.comparison.inversion import interval
from machtstaal.comparison.permutation import permute


def talk(rng, n_first, n_second, rate, difference, columns=60):
    """Counts of speakers with habits of their own, whose groups differ by `difference` in the mean."""
    n_speakers = n_first + n_second
    first = np.arange(n_speakers) < n_first
    against = np.repeat(rng.integers(50, 400, n_speakers)[:, None], columns, axis=1)
    mean = rate + difference * first[:, None]
    habit = rng.beta(6 * mean, 6 * (1 - mean), (n_speakers, columns))
    return rng.binomial(against, habit), against, first


def test_zero_is_left_out_where_the_test_rejects():
    counts, against, first = talk(np.random.default_rng(1), 14, 22, 0.2, 0.08)
    p = permute(counts, against, first, 499, seed=4).p
    low, high = interval(counts, against, first, 0.95, 499, seed=4)
    assert ((p <= 0.05) == ((low > 0) | (high < 0))).all()
    assert 0 < (p <= 0.05).sum() < len(p)


def test_the_true_difference_is_covered():
    rng, covered = np.random.default_rng(2), []
    for _ in range(8):
        counts, against, first = talk(rng, 12, 20, 0.25, 0.15)
        low, high = interval(counts, against, first, 0.95, 299, seed=5)
        covered.append((low <= 0.15) & (high >= 0.15))
    assert 0.90 < np.mean(covered) < 0.99


def test_no_spread_no_interval_and_few_speakers_no_bound():
    same, against = np.full((8, 1), 2), np.full((8, 1), 10)
    low, high = interval(same, against, np.arange(8) < 4, 0.95, 999, seed=1)
    assert np.isnan(low[0]) and np.isnan(high[0])
    low, high = interval(np.arange(4)[:, None], against[:4], np.arange(4) < 2, 0.95, 999, seed=1)
    assert low[0] == -np.inf and high[0] == np.inf


@pytest.mark.parametrize("scale", [1, 7])
def test_the_order_of_the_speakers_does_not_matter(scale):
    rng = np.random.default_rng(3)
    counts, against, first = talk(rng, 5, 6, 0.3, 0.1, columns=3)
    order = rng.permutation(11)
    one = interval(counts * scale, against * scale, first, 0.9, 999, seed=1)
    other = interval(counts[order] * scale, against[order] * scale, first[order], 0.9, 999, seed=1)
    assert np.allclose(one, other)
