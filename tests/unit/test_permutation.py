"""Label permutation over speakers: by hand, against scipy, and is it honest?"""

import numpy as np
import pytest
from scipy import stats

from machtstaal.comparison import permutation

HALVES = np.arange(6) < 3


def p_of(numerators, denominators, first, permutations=9999, seed=1):
    numerators, denominators = np.array(numerators)[:, None], np.array(denominators)[:, None]
    return permutation.permute(numerators, denominators, np.array(first), permutations, seed)


def test_few_speakers_are_labelled_in_all_ways():
    labels = np.vstack(list(permutation.labellings([(6, 3)], 9999, seed=1, batch=8)))
    assert len(labels) == 20 == len({tuple(row) for row in labels.tolist()})
    assert (labels.sum(axis=1) == 3).all()


def test_many_speakers_are_labelled_at_random_and_evenly():
    labels = np.vstack(list(permutation.labellings([(30, 12)], 9999, seed=1)))
    assert labels.shape == (9999, 30) and (labels.sum(axis=1) == 12).all()
    assert labels.mean(axis=0) == pytest.approx(0.4, abs=0.02)


def test_perfect_separation_of_three_and_three_has_p_a_tenth():
    assert float(p_of([1, 2, 3, 7, 8, 9], [10] * 6, HALVES).p[0]) == 0.1


def test_unequal_denominators_by_hand():
    """One against two speakers: rates 3/4, 1/6, 0/2. The three labellings differ by 3/4-1/8, 1/6-3/6 and 0-4/10."""
    counts, against = np.array([[3], [1], [0]]), np.array([[4], [6], [2]])
    test = permutation.permute(counts, against, np.array([True, False, False]), 99, 1, "difference")
    assert float(test.difference[0]) == pytest.approx(0.625)
    assert float(test.p[0]) == pytest.approx(1 / 3) and test.exact


def standard_error_squared(x, y):
    return len(x) / (len(x) - 1) * ((x - x.sum() / y.sum() * y) ** 2).sum() / y.sum() ** 2


@pytest.mark.parametrize("statistic", ["studentised", "difference"])
def test_it_agrees_with_scipy(statistic):
    """Over all C(11, 4) = 330 labellings, with the statistic written out anew."""
    rng = np.random.default_rng(3)
    x, y = rng.integers(0, 20, 11), rng.integers(20, 60, 11)

    def extremeness(a, b):
        a, b = a.astype(int), b.astype(int)
        size = abs(x[a].sum() / y[a].sum() - x[b].sum() / y[b].sum())
        if statistic == "difference":
            return size
        return size / np.sqrt(standard_error_squared(x[a], y[a]) + standard_error_squared(x[b], y[b]))

    theirs = stats.permutation_test(
        (np.arange(4.0), np.arange(4.0, 11.0)),
        extremeness,
        vectorized=False,
        alternative="greater",
        n_resamples=9999,
    )
    ours = permutation.permute(x[:, None], y[:, None], np.arange(11) < 4, 9999, seed=1, statistic=statistic)
    assert ours.exact and int(ours.n_permutations[0]) == 330
    assert float(ours.p[0]) == pytest.approx(theirs.pvalue)


def test_random_labellings_approach_all_labellings():
    rng = np.random.default_rng(5)
    numerators, denominators = rng.integers(0, 9, (14, 40)), rng.integers(10, 60, (14, 40))
    first = np.arange(14) < 7
    every = permutation.permute(numerators, denominators, first, 5000, seed=1)  # C(14, 7) = 3,432
    drawn = permutation.permute(numerators, denominators, first, 3000, seed=1)
    assert every.exact and not drawn.exact
    assert np.abs(every.p - drawn.p).max() < 0.035


def test_the_smallest_random_p_is_one_in_m_plus_one():
    numerators = np.r_[np.full(15, 9), np.zeros(15, int)]
    assert float(p_of(numerators, [10] * 30, np.arange(30) < 15, permutations=999).p[0]) == 1 / 1000


@pytest.mark.parametrize("statistic", ["studentised", "difference"])
def test_rounding_does_not_break_ties(statistic):
    """Equal speakers: every labelling is as extreme as the observed one. Mirror images count twice, however rounded."""
    equal = permutation.permute(np.ones((6, 1)), np.full((6, 1), 3), HALVES, 99, 1, statistic)
    assert float(equal.p[0]) == 1
    rng = np.random.default_rng(4)
    many = permutation.permute(
        rng.integers(0, 9, (6, 500)), rng.integers(9, 99, (6, 500)), HALVES, 99, 1, statistic
    )
    assert ((many.p * 20).round() % 2 == 0).all()


def test_labellings_without_a_difference_are_left_out():
    """Two of four speakers have a denominator: 2 of the 6 labellings put both in one group."""
    test = p_of([5, 0, 1, 0], [10, 0, 10, 0], [True, True, False, False])
    assert int(test.n_permutations[0]) == 4 and float(test.p[0]) == 1


def test_an_undefined_difference_and_an_empty_group_have_no_p():
    assert np.isnan(p_of([5, 3, 0, 0], [9, 9, 0, 0], [True, True, False, False]).p[0])
    assert np.isnan(p_of([5, 3], [9, 9], [True, True]).p[0])


def test_one_denominator_serves_all_columns():
    rng = np.random.default_rng(8)
    numerators, words = rng.integers(0, 30, (20, 5)), rng.integers(500, 900, 20)[:, None]
    first = np.arange(20) < 9
    one = permutation.permute(numerators, words, first, 999, seed=1)
    repeated = permutation.permute(numerators, np.repeat(words, 5, axis=1), first, 999, seed=1)
    assert np.array_equal(one.p, repeated.p) and np.array_equal(one.n_permutations, repeated.n_permutations)


def test_batches_do_not_change_the_result(monkeypatch):
    rng = np.random.default_rng(8)
    numerators, words = rng.integers(0, 30, (20, 5)), rng.integers(500, 900, 20)[:, None]
    whole = permutation.permute(numerators, words, np.arange(20) < 9, 999, seed=1)
    monkeypatch.setattr(permutation, "BATCH", 35)  # 7 labellings of 5 columns
    assert np.array_equal(whole.p, permutation.permute(numerators, words, np.arange(20) < 9, 999, seed=1).p)


def test_the_critical_value_is_of_labellings_of_all_kinds_not_of_the_first(monkeypatch):
    rng = np.random.default_rng(4)
    numerators, words = rng.integers(0, 30, (12, 300)), rng.integers(50, 90, 12)[:, None]
    first = np.arange(12) < 6  # 924 labellings
    whole = permutation.permute(numerators, words, first, 9999, seed=1, level=0.05).critical
    monkeypatch.setattr(permutation, "KEPT", 200)
    monkeypatch.setattr(permutation, "BATCH", 300 * 7)
    thinned = permutation.permute(numerators, words, first, 9999, seed=1, level=0.05).critical
    assert abs((thinned / whole - 1).mean()) < 0.01


def test_one_speaker_does_not_make_a_difference_between_groups():
    """One citizen says a word 60 times, nobody else more than twice: chi-square is sure, the speakers are not."""
    said = np.array([60, 1, 0, 2, 1, 0, 1, 2, 0, 1, 1, 2, 0, 1, 1, 0, 2, 1, 0, 1])
    words = np.full(20, 1000)
    first = np.arange(20) < 10
    table = [
        [said[first].sum(), said[~first].sum()],
        [10_000 - said[first].sum(), 10_000 - said[~first].sum()],
    ]
    assert stats.chi2_contingency(table).pvalue < 1e-9
    assert float(p_of(said, words, first).p[0]) > 0.3


def test_a_planted_difference_is_found():
    rng = np.random.default_rng(1)
    words = rng.integers(300, 900, 24)
    first = np.arange(24) < 12
    said = rng.poisson(words * np.where(first, 0.02, 0.01))
    assert float(p_of(said, words, first).p[0]) < 0.01


@pytest.mark.parametrize("sizes", [(6, 6), (9, 15)])
def test_without_a_difference_p_is_uniform(sizes):
    """1,000 measures on speakers who differ among themselves but not by group; words would claim far too much."""
    rng = np.random.default_rng(2025)
    n = sum(sizes)
    words = rng.integers(200, 2000, (n, 1000))
    said = rng.poisson(words * 0.02 * rng.gamma(2, 0.5, size=words.shape))
    first = np.arange(n) < sizes[0]
    p = permutation.permute(said, words, first, 999, seed=1).p
    for level, slack in ((0.05, 0.02), (0.1, 0.03), (0.5, 0.05)):
        assert (p <= level).mean() == pytest.approx(level, abs=slack)
    a, b = said[first].sum(axis=0), said[~first].sum(axis=0)
    n_a, n_b = words[first].sum(axis=0), words[~first].sum(axis=0)
    z = (a / n_a - b / n_b) / np.sqrt((a + b) / (n_a + n_b) * (1 / n_a + 1 / n_b))
    assert (np.abs(z) > 1.96).mean() > 0.4  # chi-square over words at the same nominal 5 %


def test_a_group_that_only_talks_more_is_not_found_to_differ():
    """15 citizens talk three times as much as 6 experts, at the same rate: the bare difference rejects too often."""
    rng = np.random.default_rng(2025)
    first = np.arange(21) < 15
    words = 20 + rng.gamma(2, np.where(first, 750, 250)[:, None], (21, 3000)).astype(int)
    said = rng.poisson(words * 0.01 * rng.gamma(1, 1, size=words.shape))
    level = {
        statistic: (permutation.permute(said, words, first, 499, 1, statistic).p <= 0.05).mean()
        for statistic in ("studentised", "difference")
    }
    assert level["studentised"] == pytest.approx(0.05, abs=0.012)
    assert level["difference"] > 0.07


def test_speakers_who_are_all_alike_within_their_group_differ_as_much_as_can_be():
    """No spread within groups: the statistic is infinite, and only the observed labelling and its mirror are so."""
    assert float(p_of([1, 2, 3, 2, 4, 6], [3, 6, 9, 3, 6, 9], HALVES).p[0]) == pytest.approx(0.1)
