"""Intervals of rates held against populations that are known."""

import numpy as np
import polars as pl
import pytest

from machtstaal.comparison import effective, rate_coverage


@pytest.fixture(scope="module")
def made():
    return rate_coverage.simulated(replicates=150, resamples=99)


def test_the_chosen_interval_is_nearer_its_word_than_the_bootstrap(made):
    few = made.filter(pl.col("speakers") <= 12).group_by("interval").agg(pl.col("covers").mean())
    covers = dict(few.iter_rows())
    assert abs(covers["effective"] - 0.95) < 0.03
    assert covers["percentile"] < 0.87 and covers["bca"] < 0.87 and covers["bootstrap_t"] < 0.90


def test_every_population_rate_and_size_is_tried_and_shares_add_up(made):
    sizes = len(rate_coverage.POPULATIONS) * len(rate_coverage.RATES) * len(rate_coverage.SPEAKERS)
    assert made.height == 5 * sizes
    assert (made["covers"] + made["above"] + made["below"]).to_list() == pytest.approx([1.0] * made.height)


def test_with_many_alike_speakers_all_agree():
    rng = np.random.default_rng(1)
    y = rng.integers(300, 400, (400, 3))
    x = rng.binomial(y, rng.beta(6, 14, y.shape))
    found = rate_coverage.intervals(x, y, 0.95, 1999, 1)
    for low, high in found.values():
        assert low == pytest.approx(found["effective"][0], abs=0.003)
        assert high == pytest.approx(found["effective"][1], abs=0.003)


def test_the_speakers_of_a_study_are_drawn_again(varied_counts):
    table = rate_coverage.resampled(varied_counts, replicates=20, resamples=99)
    covers = {(row["speakers"], row["interval"]): row["covers"] for row in table.iter_rows(named=True)}
    assert set(covers) == {
        (n, name)
        for n in rate_coverage.SPEAKERS
        for name in rate_coverage.intervals(*[np.ones((2, 1))] * 2, 0.9, 19, 1)
    }
    assert covers[8, "effective"] > covers[8, "percentile"]


def test_the_study_that_is_drawn_from_is_the_truth(varied_counts, monkeypatch):
    """An interval that holds nothing but the rate of all speakers always holds."""
    place = varied_counts.within(None)
    rate = varied_counts.numerators[:, place].sum(0) / varied_counts.denominators[:, place].sum(0)
    monkeypatch.setattr(effective, "interval", lambda x, y, confidence: (rate, rate))
    table = rate_coverage.resampled(varied_counts, replicates=3, resamples=19)
    assert (table.filter(pl.col("interval") == "effective")["covers"] == 1).all()
