"""Measures of two frequencies beyond G2 and log ratio: held against independent programs, and at their edges."""

import numpy as np
import pytest

from machtstaal.comparison.keyness_measures import (
    conservative_log_ratio,
    log_odds,
    log_ratio,
    percent_difference,
)

TARGET, REFERENCE = np.array([30, 12, 5, 0, 2]), np.array([10, 0, 10, 9, 60])
SIZES = (1000, 2000)


def test_the_conservative_log_ratio_is_that_of_two_ports_of_everts_own():
    """scattertext 0.2.2, `termscoring.lrc.lrc(f1, f2, 1000, 2000)`, a port of Evert's R code; association-measures 0.3.2,
    `conservative_log_ratio(df, alpha=.05, vocab=5)`, gives the same five values."""
    ours = conservative_log_ratio(TARGET, REFERENCE, *SIZES, n_tests=5)
    assert ours.round(6).tolist() == [1.224270, 1.849235, 0.0, 0.0, -1.606060]
    alone = conservative_log_ratio(30, 10, *SIZES, n_tests=1, confidence=0.9)
    assert float(alone) == pytest.approx(1.663187, abs=1e-6)  # the same `lrc`, one word, conf_level=.9


def test_the_conservative_log_ratio_is_never_farther_from_zero_than_the_log_ratio():
    rng = np.random.default_rng(1)
    a, b = rng.integers(0, 60, (2, 500))
    ours, plain = conservative_log_ratio(a, b, *SIZES, n_tests=500), log_ratio(a, b, *SIZES)
    both = (a > 0) & (b > 0)  # a zero count has no log ratio, and 0.5 in its place is a choice
    assert (np.abs(ours) <= np.abs(plain) + 1e-9)[both].all()
    assert (ours * plain >= 0).all()
    assert (np.abs(conservative_log_ratio(a, b, *SIZES, n_tests=5000)) <= np.abs(ours)).all()


def test_the_conservative_log_ratio_keeps_its_promise():
    """Draws of 200 words with the same chance in both: in 95 of 100 studies no word at all is told to differ."""
    rng = np.random.default_rng(2)
    chance = rng.uniform(0.0005, 0.01, 200)
    studies = [[rng.binomial(size, chance) for size in (4000, 9000)] for _ in range(300)]
    told = [conservative_log_ratio(a, b, 4000, 9000, n_tests=200).any() for a, b in studies]
    assert np.mean(told) <= 0.05


def test_a_word_that_does_not_occur_tells_nothing_and_no_family_is_no_family():
    assert float(conservative_log_ratio(0, 0, *SIZES, n_tests=3)) == 0
    with pytest.raises(ValueError, match="at least one word"):
        conservative_log_ratio(1, 1, 10, 0, n_tests=1)
    with pytest.raises(ValueError, match="family"):
        conservative_log_ratio(1, 1, 10, 10, n_tests=0)


def test_percent_difference_is_that_of_an_independent_program():
    """corpus-toolkit 0.32, `keyness(freq1, freq2, effect="%diff")`: privacy 500, plan 0, the rest -2.525253."""
    ours = percent_difference(np.array([30, 5, 965]), np.array([10, 10, 1980]), *SIZES)
    assert ours == pytest.approx([500, 0, -2.525253], abs=1e-6)
    assert float(percent_difference(12, 0, *SIZES)) == pytest.approx(
        100 * (2 ** float(log_ratio(12, 0, *SIZES)) - 1)
    )


@pytest.mark.parametrize(
    ("prior", "published"),
    [
        ([40, 12, 15, 2933], [3.0633402, 2.6018869, 0.0, -23.5138062]),
        ([0.5, 0.5, 0.5, 0.5], [4.9863743, 2.7203387, 0.0869499, -39.1831094]),
    ],
)
def test_log_odds_are_convokits_fighting_words(prior, published):
    """ConvoKit 5.0.0, `FightingWords._bayes_compare_language`, for privacy, data, plan and the rest of 1,000 and 2,000 words."""
    counts = np.array([30, 12, 5, 953]), np.array([10, 0, 10, 1980])
    _, z = log_odds(*counts, *SIZES, prior=np.array(prior), prior_size=sum(prior))
    assert z == pytest.approx(published, rel=1e-5, abs=1e-6)  # their counts are of single precision


def test_log_odds_shrink_with_the_weight_of_the_prior():
    seen = np.array([1.0, 10.0, 100.0, 1000.0])
    delta, _ = log_odds(30, 10, *SIZES, prior=seen, prior_size=75 * seen)
    assert (np.diff(np.abs(delta)) < 0).all()
