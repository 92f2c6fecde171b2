"""Calibration: under shuffled labels the test over speakers keeps its level, the tests over words do not."""

import numpy as np
import polars as pl
import pytest
from scipy.stats import chi2_contingency

from machtstaal.comparison import calibration


@pytest.fixture(scope="module")
def found(varied_counts):
    """Their calibration."""
    return calibration.calibrate(
        varied_counts, shuffles=60, modelled=8, permutations=199, resamples=199, seed=3
    )


def test_only_the_test_over_speakers_keeps_its_level(found):
    shares = {
        row["test"]: (row["share"], row["standard_error"])
        for row in calibration.false_positives(found).iter_rows(named=True)
        if row["level"] == 0.05
    }
    share, error = shares["permutation"]
    assert abs(share - 0.05) < 4 * error
    assert shares["chi_square"][0] > 0.2 and shares["g2"][0] > 0.2


def test_p_values_of_the_permutation_are_uniform(found):
    p = found.p["permutation"].to_numpy()
    for level in (0.25, 0.5, 0.75):
        assert abs((p <= level).mean() - level) < 0.05


def test_intervals_cover_zero_about_as_often_as_they_say(found):
    table = calibration.coverage(found)
    assert table["events"].unique().to_list() == [100]
    assert (table["share"] > 0.89).all() and (table["share"] < 0.98).all()


def test_the_tests_over_words_are_those_of_a_library():
    table = np.array([[12, 88], [30, 120]])
    found = calibration.words(*(np.array([n]) for n in (12, 100, 30, 150)))
    for name, kind in (("chi_square", "pearson"), ("g2", "log-likelihood")):
        expected = chi2_contingency(table, correction=False, lambda_=kind).pvalue
        assert found[name][0] == pytest.approx(expected)


def test_regression_models_are_held_to_the_same_shuffles(found):
    table = calibration.model_levels(found).filter(pl.col("level") == 0.05)
    assert table["test"].to_list() == ["permutation", "mixed", "robust"] and set(table["n_shuffles"]) == {8}
    for row in table.iter_rows(named=True):
        assert abs(row["share"] - 0.05) < 0.06
    first = found.p.filter(pl.col("shuffle") < 8).select("shuffle", "column", "permutation")
    assert found.modelled.select("shuffle", "column", "permutation").equals(first)


def test_every_shuffle_counts_and_rare_things_are_not_tested(found):
    assert found.p["shuffle"].n_unique() == 60 and found.p["n_events"].min() >= 5


def test_the_same_seed_gives_the_same_p_and_another_does_not(varied_counts):
    size = {"shuffles": 2, "modelled": 0, "permutations": 49, "resamples": 49}
    once, again, other = (calibration.calibrate(varied_counts, **size, seed=seed) for seed in (3, 3, 4))
    assert once.p.equals(again.p) and once.covered.equals(again.covered)
    assert not once.p.equals(other.p)
