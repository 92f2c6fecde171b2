"""Measures of interaction by speaker, and how the engine compares them."""

import numpy as np
import polars as pl
import pytest
from interaction_material import random_talk, tokens, turns
from scipy import stats

from machtstaal import tables
from machtstaal.comparison import contrasts
from machtstaal.interaction import coordination, floor, inference, terms, uptake

GROUPS = ["citizen", "expert"]
NOTHING = (
    pl.DataFrame(schema=floor.SCHEMA),
    pl.DataFrame(schema=uptake.OPPORTUNITY_SCHEMA),
    pl.DataFrame(schema=coordination.SCHEMA),
)


def counted(talk, long=None):
    if long is None:
        said = floor.share(talk, {"nl": ["ja"], "en": ["yes"]})
        long = inference.by_speaker(
            said, uptake.opportunities(terms.find(tokens(talk), talk), talk, 3), NOTHING[2]
        )
    return inference.counts(long, tables.situated(talk, talk), GROUPS)


def scores(values: dict[str, float], language="nl"):
    rows = {"speaker_code": list(values), "coordination": list(values.values())}
    frame = pl.DataFrame(rows).with_columns(
        group=pl.lit("g"), language=pl.lit(language), toward=pl.lit("own"), span=pl.lit("turn"), marker=pl.lit(None, pl.String),
        n=pl.lit(9), n_target=pl.lit(None, pl.Int64), n_reply=pl.lit(None, pl.Int64), n_both=pl.lit(None, pl.Int64), n_markers=pl.lit(5),
    )  # fmt: skip
    return frame.select(pl.col(name).cast(kind) for name, kind in coordination.SCHEMA.items())


def people(n: int, language="nl") -> pl.DataFrame:
    """Turns of `n` speakers of each group."""
    codes = [(f"{group[0].upper()}{number:02d}", group) for group in GROUPS for number in range(n)]
    frame = turns([("A", "Ja dus.")] * len(codes))
    return frame.with_columns(
        pl.Series("speaker_code", [code for code, _ in codes]),
        pl.Series("group", [group for _, group in codes]),
        language=pl.lit(language),
    )


def test_rates_are_ratios_of_sums_over_speakers():
    talk = turns([("A", "een twee drie"), ("C", "een"), ("A", "een?"), ("B", "een twee")])
    found = inference.estimate(counted(talk), resamples=99)
    known = {
        (row["measure"], row["group"]): row
        for row in found.filter(pl.col("item").is_null()).iter_rows(named=True)
    }
    assert known["turn_length", "citizen"]["rate"] == pytest.approx(6 / 3)
    assert known["questions", "citizen"]["rate"] == pytest.approx(1 / 3)
    # seven words of three speakers: 6 of 2 thirds, 1 of 1 third
    assert known["even_share", "citizen"]["rate"] == pytest.approx(6 / (14 / 3))
    assert known["even_share", "expert"]["rate"] == pytest.approx(1 / (7 / 3))
    assert known["turn_length", "citizen"]["low"] is None  # two speakers have no interval
    assert ("latency", "citizen") not in known and ("initiative", "citizen") not in known


def test_what_nobody_did_is_not_certain_not_to_be_done():
    found = inference.estimate(counted(people(6)), resamples=19)
    questions = found.filter(measure="questions")
    assert questions["rate"].to_list() == [0, 0]
    assert questions["low"].to_list() == [0, 0] and questions["high"].min() > 0.1


def test_shares_of_the_floor_are_compared_only_where_both_groups_are():
    apart = pl.concat(
        [turns([("A", "een"), ("B", "twee drie")], "x"), turns([("C", "een twee"), ("D", "drie")], "y")]
    )
    assert "even_share" not in inference.estimate(counted(apart), resamples=19)["measure"].to_list()


def test_uptake_is_observed_over_expected_of_what_chance_leaves_open():
    talk = random_talk(np.random.default_rng(8), 60)
    opportunities = uptake.opportunities(terms.find(tokens(talk), talk), talk, 3).filter("free")
    taken = opportunities.filter(taker_group="expert")
    row = inference.estimate(counted(talk), resamples=19).filter(
        pl.col("item").is_null(), measure="taken", group="expert"
    )
    assert row["rate"].item() == pytest.approx(taken["taken"].sum() / taken["chance"].sum())
    across = opportunities.filter(taker_group="expert", giver_group="citizen")
    other = inference.estimate(counted(talk), resamples=19).filter(
        measure="taken", group="expert", item="other"
    )
    assert other["rate"].item() == pytest.approx(across["taken"].sum() / across["chance"].sum())


def test_where_nobody_meets_the_other_group_the_sum_is_no_second_test():
    talk = pl.concat(
        [
            random_talk(np.random.default_rng(1), 30, transcript="x").filter(pl.col("group") == group)
            for group in GROUPS
        ]
    )
    talk = talk.with_columns(transcript=pl.col("group"))
    found = inference.estimate(counted(talk), resamples=19).filter(family="uptake")
    assert set(found["item"]) == {"own"}


def test_the_whole_stays_where_it_is_more_than_its_only_part():
    values = {"C01": 0.2, "C02": 0.1, "E01": 0.3}
    part, whole = scores(values), scores({**values, "E02": 0.4}).with_columns(toward=pl.lit("all"))
    kept = inference.by_speaker(NOTHING[0], NOTHING[1], pl.concat([part, whole]))
    assert set(kept["item"]) == {"own", None}
    same = inference.by_speaker(
        NOTHING[0], NOTHING[1], pl.concat([part, scores(values).with_columns(toward=pl.lit("all"))])
    )
    assert set(same["item"]) == {"own"}


def test_labels_move_among_those_for_whom_the_measure_is_defined():
    """Two against two have six divisions, however many speakers of the study have no coordination."""
    talk = people(8)
    values = {"C00": 0.1, "C01": 0.2, "E00": 0.5, "E01": 0.7}
    long = inference.by_speaker(*NOTHING[:2], scores(values))
    row = inference.compare(counted(talk, long)).row(0, named=True)
    assert (row["n_permutations"], row["exact"], row["few_speakers"]) == (6, True, True)
    assert row["difference"] == pytest.approx(0.15 - 0.6)
    assert row["p"] == pytest.approx(2 / 6)
    assert row["low"] is None


def test_scores_are_compared_as_by_scipy():
    """Mean scores of eight against eight, also negative ones: Welch's t under all permutations."""
    rng = np.random.default_rng(4)
    talk = people(5)
    values = {code: float(rng.normal(-0.1 if code[0] == "C" else 0.0, 0.1)) for code in talk["speaker_code"]}
    row = inference.compare(counted(talk, inference.by_speaker(*NOTHING[:2], scores(values)))).row(
        0, named=True
    )
    groups = [[value for code, value in values.items() if code[0] == letter] for letter in "CE"]
    theirs = stats.permutation_test(
        groups, lambda a, b, axis: np.abs(stats.ttest_ind(a, b, axis=axis, equal_var=False).statistic),
        vectorized=True, n_resamples=np.inf, alternative="greater",
    )  # fmt: skip
    assert row["p"] == pytest.approx(theirs.pvalue)
    assert row["exact"] and row["n_tests"] == 1 and row["q"] == row["p"]
    assert (row["low"] > 0 or row["high"] < 0) == (row["p"] <= 0.05)


def test_groups_of_different_languages_are_told():
    talk = people(3).with_columns(
        language=pl.when(pl.col("group") == "expert").then(pl.lit("en")).otherwise("language")
    )
    found = inference.compare(counted(talk))
    assert set(found["languages"]) == {"apart"} and found["language_warning"].null_count() == 0


def test_groups_that_share_a_language_are_tested_within_it():
    english = pl.col("speaker_code").is_in(["C00", "C01", "C02"])
    talk = people(6).with_columns(language=pl.when(english).then(pl.lit("en")).otherwise("language"))
    row = inference.compare(counted(talk)).filter(measure="turn_length").row(0, named=True)
    assert row["languages"] == "shared" and row["difference_within"] == 0
    long = inference.by_speaker(
        *NOTHING[:2],
        pl.concat([scores({"C00": 0.9}, "en"), scores({"C03": 0.1, "C04": 0.2, "E00": 0.3, "E01": 0.5})]),
    )
    scored = inference.compare(counted(talk, long)).row(0, named=True)
    assert scored["difference_within"] == pytest.approx(0.15 - 0.4)
    assert scored["difference"] == pytest.approx(0.4 - 0.4)


def test_one_group_and_no_talk_give_empty_tables():
    talk = turns([("A", "een"), ("B", "twee")])
    assert list(inference.compare(counted(talk)).schema.items()) == list(contrasts.SCHEMA.items())
    assert inference.compare(counted(talk)).is_empty()
    nothing = inference.counts(inference.by_speaker(*NOTHING), tables.situated(talk, talk), GROUPS)
    assert inference.estimate(nothing).is_empty() and inference.compare(nothing).is_empty()
    assert tables.checked(inference.estimate(nothing), "interaction_rates").width == len(inference.SCHEMA)
