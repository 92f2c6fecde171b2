"""Rates of a group: ratios of sums over its speakers, with intervals."""

import polars as pl
import pytest

from machtstaal.comparison import counts, rates
from machtstaal.comparison.measures import Catalogue

AGENTLESS = {
    "measure": "agentless",
    "family": "exclusion",
    "label": "Passives without a doer",
    "table": "processes",
    "where": {"voice": ("passive",), "agent": (None,)},
    "per": {"voice": ("passive",)},
    "unit": "share",
}
NEGATION = {
    **AGENTLESS,
    "measure": "negation",
    "where": {"negated": (True,)},
    "per": "words",
    "unit": "per 1,000 words",
}
CATALOGUE = Catalogue.model_validate({"families": {"exclusion": "?"}, "measures": [AGENTLESS, NEGATION]})


def count(rows, words):
    """Count rows (speaker, scenario, voice, agent, negated) of speakers who said so many words a scenario."""
    processes = pl.DataFrame(
        rows, schema=["speaker_code", "scenario", "voice", "agent", "negated"], orient="row"
    )
    turns = pl.DataFrame(words, schema=["speaker_code", "scenario", "n_words"], orient="row").with_columns(
        group=pl.col("speaker_code").str.slice(0, 1).replace({"C": "citizens", "E": "experts"})
    )
    return counts.count(CATALOGUE, {"processes": processes}, turns)


STUDY = count(
    [
        *[("C01", "utopia", "passive", None, False)] * 3,
        *[("C01", "utopia", "passive", "raad", False)] * 1,
        *[("C02", "utopia", "passive", None, True)] * 1,
        *[("C02", "utopia", "passive", "raad", False)] * 5,
        *[("C03", "utopia", "active", "raad", True)] * 2,
        *[("E01", "utopia", "passive", None, False)] * 2,
    ],
    [
        ("C01", "utopia", 250),
        ("C02", "utopia", 250),
        ("C03", "utopia", 500),
        ("E01", "utopia", 100),
        ("E02", "west", 50),
    ],
)


def row(frame, **conditions):
    return frame.filter(*(pl.col(name).eq_missing(pl.lit(value)) for name, value in conditions.items())).row(
        0, named=True
    )


def test_a_rate_is_the_ratio_of_the_groups_sums():
    found = row(rates.estimate(STUDY), measure="agentless", scenario=None, group="citizens")
    assert (found["numerator"], found["denominator"], found["n_speakers"]) == (4, 10, 2)
    assert found["rate"] == pytest.approx(0.4)
    assert 0 <= found["low"] < 0.4 < found["high"] <= 1  # two speakers: nearly anything is possible
    drawn = row(
        rates.estimate(STUDY, method="percentile"), measure="agentless", scenario=None, group="citizens"
    )
    # resamples of three speakers lie between C02 alone (1 of 6) and C01 alone (3 of 4)
    assert 1 / 6 <= drawn["low"] < 0.4 < drawn["high"] <= 3 / 4


def test_a_rate_by_words_is_per_thousand():
    found = row(rates.estimate(STUDY), measure="negation", scenario=None, group="citizens")
    assert (found["numerator"], found["denominator"], found["n_speakers"]) == (3, 1000, 3)
    assert found["rate"] == pytest.approx(3)


def test_a_single_speaker_has_a_rate_but_no_interval():
    found = row(rates.estimate(STUDY), measure="agentless", scenario=None, group="experts")
    assert (found["rate"], found["low"], found["high"], found["n_speakers"]) == (1.0, None, None, 1)


def test_a_group_that_took_no_part_in_a_scenario_has_no_rate():
    found = row(rates.estimate(STUDY), measure="negation", scenario="west", group="citizens")
    assert (found["denominator"], found["rate"], found["low"], found["n_speakers"]) == (0, None, None, 0)


def test_two_runs_are_equal_and_sorted_and_a_scenario_does_not_change_the_draws_of_the_others():
    one, again = rates.estimate(STUDY, seed=5), rates.estimate(STUDY, seed=5)
    assert one.equals(again) and one.schema == rates.SCHEMA
    keys = one.select("measure", "scenario", "group").rows()
    assert keys == sorted(
        keys, key=lambda key: (["agentless", "negation"].index(key[0]), key[1] or "", key[2])
    )
    more = count(
        [("C01", "utopia", "passive", None, False), ("C02", "utopia", "passive", "raad", False)],
        [("C01", "utopia", 250), ("C02", "utopia", 250), ("C01", "aaa", 10)],
    )
    less = count(
        [("C01", "utopia", "passive", None, False), ("C02", "utopia", "passive", "raad", False)],
        [("C01", "utopia", 250), ("C02", "utopia", 250)],
    )
    key = {"measure": "agentless", "scenario": "utopia", "group": "citizens"}
    assert row(rates.estimate(more), **key) == row(rates.estimate(less), **key)


def test_bca_and_percentile_differ_but_hold_the_same_rate():
    key = {"measure": "negation", "scenario": None, "group": "citizens"}
    percentile = row(rates.estimate(STUDY, method="percentile"), **key)
    bca = row(rates.estimate(STUDY, method="bca"), **key)
    assert percentile["rate"] == bca["rate"] and bca["low"] <= bca["rate"] <= bca["high"]


def test_an_empty_study_has_the_columns_of_a_full_one():
    nothing = count([], [("C01", "utopia", 10)])
    assert rates.estimate(nothing).schema == rates.SCHEMA
