"""Key words: formulae against published values, and whose words they are."""

import numpy as np
import polars as pl
import pytest
from scipy import stats

from machtstaal.comparison import keyness, keyness_measures

FILLER = {"praten": "VERB", "de": "DET", ".": "PUNCT"}


def tokens(said, words=200):
    """Tokens of speakers who say each lemma so often among other words: {speaker: {lemma: count}}."""
    rows = []
    for speaker, lemmas in said.items():
        group = {"C": "citizens", "E": "experts", "Y": "youth"}[speaker[0]]
        for lemma, count in lemmas.items():
            rows += [(speaker, group, lemma, FILLER.get(lemma, "NOUN"))] * count
        rows += [(speaker, group, "de", "DET")] * (words - sum(lemmas.values())) + [
            (speaker, group, ".", "PUNCT")
        ] * 20
    frame = pl.DataFrame(rows, schema=["speaker_code", "group", "lemma", "upos"], orient="row")
    half = (
        pl.when(pl.col("speaker_code").str.slice(1).cast(pl.Int64) % 2 == 0)
        .then(pl.lit("-1"))
        .otherwise(pl.lit("-2"))
    )
    return frame.with_columns(transcript=pl.col("group") + half)


# ---- formulae ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b", "published"), [(348, 99, 147), (15, 14, 0), (9, 32, 14), (392, 170, 90), (21, 25, 0)]
)
def test_two_cell_g2_is_raysons(a, b, published):
    """Rayson's worked example on the Corpora List (18 January 2002): the lemma KEEP in two corpora of a million words."""
    assert round(float(keyness_measures.g2(a, b, 10**6, 10**6))) == published


def test_two_cell_g2_agrees_with_an_independent_program():
    """Values of the PyPI package keyness 0.26 for 30 of 1,000 against 10 of 2,000, and 12 against none."""
    assert round(float(keyness_measures.g2(30, 10, 1000, 2000)), 3) == 29.039
    assert round(float(keyness_measures.g2(12, 0, 1000, 2000)), 3) == 26.367


def test_four_cell_g2_is_dunnings_and_scipys():
    assert round(float(keyness_measures.g2_four_cell(10, 3, 10, 31767)), 2) == 167.23  # Dunning 1993, p. 72
    table = [[30, 10], [970, 1990]]
    theirs = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert float(keyness_measures.g2_four_cell(30, 10, 1000, 2000)) == pytest.approx(theirs)


def test_no_difference_is_zero_and_no_occurrence_is_no_evidence():
    assert (
        float(keyness_measures.g2(10, 20, 1000, 2000)) == pytest.approx(0)
        and float(keyness_measures.g2(0, 0, 10, 10)) == 0
    )
    assert float(keyness_measures.log_ratio(10, 20, 1000, 2000)) == pytest.approx(0)


def test_log_ratio_is_symmetric_and_finite():
    assert (
        float(keyness_measures.log_ratio(40, 10, 1000, 1000)) == 2
        and float(keyness_measures.log_ratio(10, 40, 1000, 1000)) == -2
    )
    assert float(keyness_measures.log_ratio(0, 4, 1000, 1000)) == -3


@pytest.mark.parametrize(
    "measure", [keyness_measures.g2, keyness_measures.log_ratio, keyness_measures.g2_four_cell]
)
def test_an_empty_subcorpus_is_refused(measure):
    with pytest.raises(ValueError, match="at least one word"):
        measure(1, 1, 10, 0)


# ---- the table --------------------------------------------------------------------------------------------------


def row(frame, lemma):
    return frame.filter(pl.col("lemma") == lemma).row(0, named=True)


def test_a_word_of_all_citizens_is_found_and_a_word_of_one_citizen_is_not():
    said = {f"C{n:02d}": {"privacy": 6} for n in range(8)} | {f"E{n:02d}": {"privacy": 1} for n in range(8)}
    said["C00"] = {"privacy": 6, "stekker": 40}
    found = keyness.compare(tokens(said))
    privacy, plug = row(found, "privacy"), row(found, "stekker")
    assert (
        plug["g2"] > privacy["g2"] > 15
    )  # over words both are beyond doubt, the one speaker's word most of all
    assert privacy["q"] < 0.01 and plug["q"] > 0.4
    assert privacy["dp_a"] == pytest.approx(0) and plug["dp_a"] == pytest.approx(7 / 8)
    assert plug["dp_norm_a"] == pytest.approx(1) and plug["dp_b"] is None
    assert (plug["n_speakers_a"], plug["n_speakers_b"], plug["n_tests"]) == (1, 0, 2)
    assert (plug["count_a"], plug["count_b"], plug["size_a"], plug["size_b"]) == (40, 0, 1600, 1600)
    assert privacy["log_ratio"] == pytest.approx(np.log2(6))


def test_measures_of_the_table_are_those_of_its_counts():
    rng = np.random.default_rng(4)
    said = {
        f"{g}{n:02d}": {f"w{k}": int(rng.integers(0, 9)) for k in range(20)} for g in "CE" for n in range(6)
    }
    found = keyness.compare(tokens(said), permutations=99, confidence=0.9)
    counts = [found[name].to_numpy() for name in ("count_a", "count_b")]
    sizes = (found["size_a"][0], found["size_b"][0])
    lrc = keyness_measures.conservative_log_ratio(*counts, *sizes, n_tests=found.height, confidence=0.9)
    assert found["lrc"].to_numpy() == pytest.approx(lrc)
    # the prior is the pooled counts of both groups, all words together its weight
    prior = {"prior": counts[0] + counts[1], "prior_size": sum(sizes)}
    delta, z = keyness_measures.log_odds(*counts, *sizes, **prior)
    assert found["log_odds"].to_numpy() == pytest.approx(delta) and found[
        "log_odds_z"
    ].to_numpy() == pytest.approx(z)
    assert found["percent_difference"].to_numpy() == pytest.approx(
        100 * (2 ** found["log_ratio"].to_numpy() - 1)
    )


def test_dispersion_over_transcripts_is_not_that_over_speakers():
    """All citizens of the first transcript say it, none of the second: even over half of the speakers, in one of two parts."""
    said = {f"C{n:02d}": {"water": 5 if n % 2 == 0 else 0} for n in range(8)} | {
        f"E{n:02d}": {} for n in range(8)
    }
    water = row(keyness.compare(tokens(said), permutations=99), "water")
    assert (water["n_speakers_a"], water["n_transcripts_a"], water["n_transcripts_b"]) == (4, 1, 0)
    assert water["dp_transcripts_a"] == pytest.approx(0.5) and water[
        "dp_norm_transcripts_a"
    ] == pytest.approx(1)
    assert water["dp_norm_a"] == pytest.approx(0.5 / (7 / 8))
    assert water["juilland_a"] == pytest.approx(1 - 1 / np.sqrt(7)) and water["dp_transcripts_b"] is None


def test_content_and_function_words_are_separate_and_punctuation_is_no_word():
    said = {"C01": {"privacy": 5}, "C02": {"privacy": 4}, "E01": {"data": 3}, "E02": {"data": 3}}
    assert set(keyness.compare(tokens(said))["lemma"]) == {"privacy", "data"}
    assert set(keyness.compare(tokens(said), words="function")["lemma"]) == {"de"}
    everything = keyness.compare(tokens(said), words="all")
    assert set(everything["lemma"]) == {"privacy", "data", "de"} and set(everything["size_a"]) == {400}
    assert set(keyness.compare(tokens(said), min_count=7)["lemma"]) == {"privacy"}


def test_a_capital_is_no_other_lemma_except_in_names():
    frame = pl.concat(
        [tokens({"C01": {"Data": 3, "data": 3}, "E01": {"data": 1}}), tokens({"C02": {}, "E02": {}})]
    )
    named = frame.with_columns(
        upos=pl.when(pl.col("lemma") == "Data").then(pl.lit("PROPN")).otherwise("upos")
    )
    assert row(keyness.compare(frame), "data")["count_a"] == 6
    assert keyness.compare(named, min_count=1).select("lemma", "upos").rows() == [
        ("Data", "PROPN"),
        ("data", "NOUN"),
    ]


def test_one_speaker_in_a_group_gives_effect_sizes_but_no_test():
    found = row(keyness.compare(tokens({"C01": {"data": 9}, "E01": {"data": 1}, "E02": {}})), "data")
    assert found["p"] is None and found["q"] is None and found["n_tests"] == 0 and found["g2"] > 0


def test_one_group_has_no_key_words_and_three_have_three_pairs():
    nothing = keyness.compare(tokens({"C01": {"data": 9}}))
    assert nothing.height == 0 and nothing.schema == keyness.SCHEMA
    three = keyness.compare(
        tokens({f"{group}0{n}": {"data": 5} for group in "CEY" for n in (1, 2)}),
        groups=["experts", "citizens", "youth"],
    )
    assert three.select("group_a", "group_b").rows() == [
        ("experts", "citizens"),
        ("experts", "youth"),
        ("citizens", "youth"),
    ]


def test_two_runs_are_equal_and_sorted_by_evidence():
    rng = np.random.default_rng(1)
    said = {
        f"{g}{n:02d}": {f"w{k}": int(rng.integers(0, 4)) for k in range(30)} for g in "CE" for n in range(9)
    }
    one = keyness.compare(tokens(said), permutations=499)
    assert one.equals(keyness.compare(tokens(said).reverse(), permutations=499))
    assert one["g2"].is_sorted(descending=True)


def test_in_shuffled_groups_words_claim_too_much_and_speakers_do_not():
    """Speakers have favourite words, groups have none: 5 % of p below 0.05, and far more than 5 % of G2 above 3.84."""
    rng = np.random.default_rng(3)
    said = {
        f"{g}{n:02d}": {f"w{k}": int(rng.poisson(2 * rng.gamma(0.7, 1.4))) for k in range(300)}
        for g in "CE"
        for n in range(10)
    }
    found = keyness.compare(tokens(said, words=3000), permutations=999)
    assert (found["p"] <= 0.05).mean() == pytest.approx(0.05, abs=0.035)
    assert (found["g2"] > 3.84).mean() > 0.15
    assert (found["q"] <= 0.05).sum() == 0
