"""Intervals over speakers: by hand, against scipy, and do they cover?"""

import numpy as np
import pytest
from scipy import stats

from machtstaal.comparison import bootstrap

RNG = np.random.default_rng(11)
NUMERATORS = np.array([3, 0, 7, 2, 30, 1, 4, 9])[:, None]
DENOMINATORS = np.array([40, 22, 55, 30, 90, 12, 61, 48])[:, None]


def ratio_of_sums(numerator, denominator, axis=-1):
    return numerator.sum(axis=axis) / denominator.sum(axis=axis)


def test_every_resample_has_as_many_speakers_as_the_group():
    drawn = bootstrap.weights(7, 500, seed=3)
    assert (drawn.sum(axis=1) == 7).all() and drawn.mean() == pytest.approx(1)


def test_the_same_seed_draws_the_same_and_another_seed_does_not():
    assert np.array_equal(bootstrap.weights(9, 50, seed=1), bootstrap.weights(9, 50, seed=1))
    assert not np.array_equal(bootstrap.weights(9, 50, seed=1), bootstrap.weights(9, 50, seed=2))


def test_speakers_are_resampled_whole_so_one_talkative_speaker_widens_the_interval():
    even = bootstrap.replicates(np.full((10, 1), 5), np.full((10, 1), 50), 999, seed=1)
    one = bootstrap.replicates(np.array([[50]] + [[0]] * 9), np.full((10, 1), 50), 999, seed=1)
    assert np.ptp(even) == 0
    low, high = bootstrap.percentile(one, 0.95)
    assert low[0] == 0 and high[0] >= 0.3  # the one speaker is drawn 0 to 3 times in most resamples


def test_resamples_without_anything_to_count_against_are_left_out():
    """One of two speakers has a denominator: a quarter of the resamples has none, the others give 0.5."""
    draws = bootstrap.replicates(np.array([[5], [0]]), np.array([[10], [0]]), 4000, seed=5)
    assert np.isnan(draws).mean() == pytest.approx(0.25, abs=0.02)
    assert [float(bound[0]) for bound in bootstrap.percentile(draws, 0.95)] == [0.5, 0.5]


def test_without_any_denominator_the_bounds_are_undefined():
    draws = bootstrap.replicates(np.zeros((3, 1)), np.zeros((3, 1)), 99, seed=5)
    assert all(np.isnan(bound[0]) for bound in bootstrap.percentile(draws, 0.95))


def test_percentiles_are_those_of_numpy_without_the_undefined():
    draws = RNG.normal(size=(500, 4))
    draws[::7, 2] = np.nan
    assert np.allclose(bootstrap.percentile(draws, 0.9), np.nanquantile(draws, [0.05, 0.95], axis=0))


@pytest.mark.parametrize("method", ["percentile", "BCa"])
def test_one_sample_interval_agrees_with_scipy(method):
    data = NUMERATORS[:, 0], DENOMINATORS[:, 0]
    theirs = stats.bootstrap(
        data, ratio_of_sums, paired=True, n_resamples=40_000, method=method, rng=np.random.default_rng(1)
    ).confidence_interval
    draws = bootstrap.replicates(NUMERATORS, DENOMINATORS, 40_000, seed=1)
    if method == "BCa":
        estimate = NUMERATORS.sum(axis=0) / DENOMINATORS.sum(axis=0)
        ours = bootstrap.bca(draws, estimate, [bootstrap.jackknife(NUMERATORS, DENOMINATORS)], 0.95)
    else:
        ours = bootstrap.percentile(draws, 0.95)
    assert [float(bound[0]) for bound in ours] == pytest.approx(list(theirs), rel=0.02)


def test_two_sample_bca_agrees_with_scipy():
    """Means are ratios of sums with denominators of one: scipy's own two-sample BCa can be compared."""
    a, b = RNG.gamma(1, size=(12, 1)), RNG.gamma(2, size=(9, 1))

    def difference(first, second, axis=-1):
        return first.mean(axis=axis) - second.mean(axis=axis)

    theirs = stats.bootstrap(
        (a[:, 0], b[:, 0]), difference, n_resamples=40_000, method="BCa", rng=np.random.default_rng(1)
    ).confidence_interval
    draws = bootstrap.replicates(a, np.ones_like(a), 40_000, 1) - bootstrap.replicates(
        b, np.ones_like(b), 40_000, 2
    )
    left_out = [
        bootstrap.jackknife(a, np.ones_like(a)) - b.mean(),
        a.mean() - bootstrap.jackknife(b, np.ones_like(b)),
    ]
    ours = bootstrap.bca(draws, np.array([a.mean() - b.mean()]), left_out, 0.95)
    assert [float(bound[0]) for bound in ours] == pytest.approx(list(theirs), abs=0.02)


def test_bca_falls_back_on_percentiles_where_nothing_varies():
    even = np.full((4, 1), 5), np.full((4, 1), 50)
    draws = bootstrap.replicates(*even, 99, seed=1)
    bounds = bootstrap.bca(draws, np.array([0.1]), [bootstrap.jackknife(*even)], 0.95)
    assert [round(float(bound[0]), 12) for bound in bounds] == [0.1, 0.1]


def test_intervals_cover_the_true_rate_about_as_often_as_they_say():
    """400 groups of 40 speakers who differ in how much they say and how often they say it; true rate 0.2.

    Percentile intervals are known to be somewhat short in small groups, never long.
    """
    rng = np.random.default_rng(2025)
    spoken = rng.integers(20, 200, size=(40, 400))
    said = rng.binomial(spoken, rng.beta(4, 16, size=spoken.shape))
    low, high = bootstrap.percentile(bootstrap.replicates(said, spoken, 999, seed=4), 0.95)
    assert 0.90 <= ((low <= 0.2) & (high >= 0.2)).mean() <= 0.97
    words_are_independent = 1.96 * np.sqrt(0.2 * 0.8 / spoken.sum(axis=0))
    naive = np.abs(said.sum(axis=0) / spoken.sum(axis=0) - 0.2) <= words_are_independent
    assert naive.mean() < 0.75  # what an interval over words would have claimed to be 95 %
