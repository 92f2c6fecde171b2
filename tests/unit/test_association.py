"""Measures of collocation: published values, and an independent program."""

import numpy as np
import pytest

from machtstaal.comparison.association import log_dice, mutual_information, t_score

N = 14_307_668
"""Words of the New York Times corpus of Manning & Schuetze 1999, chapter 5."""


def test_mutual_information_is_church_and_hanks():
    """Church & Hanks 1990, their table of associations with doctor: dentists and nurses, 15 million words."""
    expected = np.array([1105 * 44, 1105 * 241]) / 15_000_000
    assert mutual_information(np.array([8, 30]), expected).round(1).tolist() == [11.3, 10.7]


def test_mutual_information_and_t_are_manning_and_schuetzes_and_nltks():
    """Manning & Schuetze 1999, table 5.14: I(Ayatollah, Ruhollah) = 18.38; section 5.3.1: t(new, companies) = 0.999932; table 5.6:
    t(Ayatollah, Ruhollah) = 4.4721. nltk 3.10.4, `BigramAssocMeasures.pmi` and `.student_t`: 18.377968, 0.9999320, 4.4721228."""
    ruhollah, companies = 42 * 20 / N, 15_828 * 4_675 / N
    assert float(mutual_information(np.array(20), np.array(ruhollah))) == pytest.approx(18.377968, abs=1e-6)
    assert float(t_score(np.array(8), np.array(companies))) == pytest.approx(0.9999320, abs=1e-6)
    assert float(t_score(np.array(20), np.array(ruhollah))) == pytest.approx(4.4721228, abs=1e-6)


def test_log_dice_is_an_independent_programs():
    """nltk 3.10.4, `14 + log2(BigramAssocMeasures.dice(n_ii, (n_ix, n_xi), N))` for (8, 389, 230) and (20, 42, 20)."""
    ours = log_dice(np.array([8, 20]), np.array([389, 42]), np.array([230, 20]))
    assert ours == pytest.approx([8.7262044, 13.3677318], abs=1e-6)


def test_log_dice_has_the_properties_that_rychly_gives_it():
    """Rychly 2008: at most 14; 0 is one co-occurrence in 16,384 of either; one more is twice as often."""
    assert float(log_dice(np.array(7), 7, np.array(7))) == 14
    assert float(log_dice(np.array(1), 16_384, np.array(16_384))) == 0
    assert float(
        log_dice(np.array(6), 3000, np.array(3000)) - log_dice(np.array(3), 3000, np.array(3000))
    ) == pytest.approx(1)


def test_log_dice_does_not_see_chance():
    """Two words that are half of all words each meet less often than at random, and have a high logDice."""
    observed, expected = np.array(200), np.array(250)
    assert log_dice(observed, 500, np.array(500)) > 12 and mutual_information(observed, expected) < 0


def test_what_never_meets():
    assert mutual_information(np.array(0), np.array(2.0)) == -np.inf and np.isnan(
        t_score(np.array(0), np.array(2.0))
    )
    assert log_dice(np.array(0), 5, np.array(5)) == -np.inf
