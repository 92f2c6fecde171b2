"""Studies in two languages: what is counted over both, what is compared within one, and the warning that stands beside it."""

import numpy as np
import polars as pl
import pytest

from machtstaal import wording
from machtstaal.clusters import units
from machtstaal.comparison import contrasts, counts, keyness, permutation, rates
from machtstaal.comparison.measures import Catalogue
from machtstaal.networks import concepts

PASSIVES = {
    "measure": "passives", "family": "exclusion", "label": "Passives", "table": "processes",
    "where": {"kind": ("verb",), "voice": ("passive",)}, "per": {"kind": ("verb",)}, "unit": "share",
}  # fmt: skip
CATALOGUE = Catalogue.model_validate({"families": {"exclusion": "?"}, "measures": [PASSIVES]})


def counted(voices, scenario=None):
    """Count passives of voices: (speaker, language, passives, verbs). A speaker may have two voices; group by first letter."""
    rows = [
        (speaker, scenario, language, "verb", "passive" if n < passives else "active")
        for speaker, language, passives, verbs in voices
        for n in range(verbs)
    ]
    schema = {
        "speaker_code": pl.String, "scenario": pl.String, "language": pl.String, "kind": pl.String, "voice": pl.String
    }  # fmt: skip
    turns = pl.DataFrame(
        [(speaker, scenario, language, 10 * verbs) for speaker, language, _, verbs in voices],
        schema=["speaker_code", "scenario", "language", "n_words"], orient="row", schema_overrides={"scenario": pl.String},
    ).with_columns(group=pl.col("speaker_code").str.slice(0, 1))  # fmt: skip
    processes = pl.DataFrame(rows, schema=schema, orient="row")
    return counts.count(CATALOGUE, {"processes": processes}, turns)


def compared(voices, **options):
    return contrasts.compare(counted(voices), resamples=99, **options).row(0, named=True)


# ---- counting ---------------------------------------------------------------------------------------------------


def test_counts_of_the_languages_add_up_also_for_a_speaker_of_both():
    found = counted([("A1", "nl", 2, 10), ("A1", "en", 3, 5), ("B1", "en", 1, 4)])
    assert found.speakers["speaker_code"].to_list() == ["A1", "B1"]
    assert list(found.by_language) == ["en", "nl"]
    assert found.numerators.tolist() == [[5], [1]] and found.denominators.tolist() == [[15], [4]]
    assert found.by_language["en"].numerators.tolist() == [[3], [1]]
    assert found.by_language["nl"].denominators.tolist() == [[10], [0]]
    assert found.words.tolist() == [[150], [40]]
    assert found.spoken("A", None) == pytest.approx({"nl": 2 / 3, "en": 1 / 3})


def test_rates_say_which_languages_they_are_of():
    found = rates.estimate(
        counted([("A1", "nl", 2, 10), ("A1", "en", 3, 5), ("B1", "en", 1, 4)]), resamples=19
    )
    assert found["languages"].to_list() == ["nl 67 %, en 33 %", "en"]


# ---- contrasts --------------------------------------------------------------------------------------------------

SPREAD = (0, 1, 2, 3)


def half(group, language, passives):
    """Four speakers of a group who speak one language, with about so many passives of twenty verbs."""
    return [(f"{group}{language}{n}", language, passives + n, 20) for n in SPREAD]


def test_one_language_has_no_warning():
    row = compared([*half("A", "nl", 2), *half("B", "nl", 8)])
    assert (row["languages"], row["language_warning"], row["difference_within"]) == ("one", None, None)


def test_groups_with_a_language_of_their_own_are_tested_and_the_warning_says_that_it_cannot_be_told_apart():
    row = compared([*half("A", "nl", 2), *half("B", "en", 8)])
    assert row["languages"] == "apart" and row["difference_within"] is None
    assert row["p"] == compared([*half("A", "nl", 2), *half("B", "nl", 8)])["p"]  # nothing can be stratified
    assert "A speak Dutch (100 % of their words); B speak English (100 %)" in row["language_warning"]
    assert "one of the languages, or of how well each is parsed" in row["language_warning"]
    assert "language and group cannot be told apart" in row["language_warning"]


def numbered(*halves):
    """Voices of speakers who are all different people."""
    return [
        (f"{speaker}{n}", *rest) for n, (speaker, *rest) in enumerate(one for part in halves for one in part)
    ]


def test_a_difference_that_is_only_of_the_languages_is_not_found():
    """English has more passives; B speaks more English. Within a language the groups are alike."""
    dutch, english = [half(group, "nl", 1) for group in "AB"], [half(group, "en", 14) for group in "AB"]
    voices = numbered(dutch[0], dutch[0], english[0][1:3], dutch[1][1:3], english[1], english[1])
    row = compared(voices)
    assert row["languages"] == "shared" and row["difference"] < -0.3
    assert row["difference_within"] == pytest.approx(0)
    assert row["p"] > 0.9
    assert row["n_permutations"] == 45 * 45 and row["exact"]  # C(10, 8) within each language
    blind = [(speaker, "nl", x, n) for speaker, _, x, n in voices]
    assert compared(blind)["p"] < 0.02  # labellings that mix the languages would find one
    assert "p and q compare them within each language" in row["language_warning"]


def test_a_difference_within_languages_is_found_though_the_languages_hide_it():
    """A has more passives in both languages but speaks more of the one that has few: overall the groups look alike."""
    dutch, english = [half("A", "nl", 6), half("B", "nl", 0)], [half("A", "en", 16), half("B", "en", 14)]
    row = compared(
        numbered(dutch[0], dutch[0], english[0], dutch[1], english[1], english[1]), permutations=1999
    )
    assert row["difference"] == pytest.approx(0)
    assert row["difference_within"] == pytest.approx(0.2)  # 0.3 in Dutch, 0.1 in English, as many verbs each
    assert row["p"] < 0.01 and not row["exact"]


def test_what_only_one_group_speaks_is_left_out_of_the_test():
    """Experts who speak English too: compared is the Dutch of all, whoever speaks it."""
    dutch = [*half("A", "nl", 2), *half("B", "nl", 8)]
    row = compared([*dutch, *half("B", "en", 19), ("Bnl0", "en", 15, 20)])
    alone = compared(dutch)
    assert row["languages"] == "shared"
    assert (row["p"], row["n_permutations"]) == (alone["p"], alone["n_permutations"])
    assert row["difference_within"] == pytest.approx(alone["difference"])


def test_what_is_too_rare_in_the_shared_languages_is_not_tested():
    row = compared([*half("A", "nl", 9), ("A9", "en", 0, 9), *half("B", "en", 9)])
    assert row["languages"] == "shared" and row["p"] is None and row["n_permutations"] == 0


def test_warnings_are_of_the_scenario():
    counted_in = counted([*half("A", "nl", 2), *half("B", "en", 8)], scenario="west")
    found = contrasts.compare(counted_in, resamples=19)
    assert found.select("scenario", "languages").rows() == [(None, "apart"), ("west", "apart")]


# ---- permutation within strata ----------------------------------------------------------------------------------


def test_labels_move_within_strata_only():
    labels = np.vstack(list(permutation.labellings([(4, 2), (3, 1)], 9999, seed=1)))
    assert len(labels) == 18 == len({tuple(row) for row in labels.tolist()})
    assert (labels[:, :4].sum(axis=1) == 2).all() and (labels[:, 4:].sum(axis=1) == 1).all()
    drawn = np.vstack(list(permutation.labellings([(12, 6), (10, 3)], 500, seed=1)))
    assert drawn.shape == (500, 22)
    assert (drawn[:, :12].sum(axis=1) == 6).all() and (drawn[:, 12:].sum(axis=1) == 3).all()
    batched = np.vstack(list(permutation.labellings([(12, 6), (10, 3)], 500, seed=1, batch=7)))
    assert (drawn == batched).all()


def test_the_difference_within_languages_is_mantel_and_haenszels():
    """By hand: Dutch 2/10 against 4/20, English 6/20 against 1/10; both weights are 10 x 20 / 30."""
    numerators = np.array([[[2], [4], [0], [0]], [[0], [0], [6], [1]]])
    denominators = np.array([[[10], [20], [0], [0]], [[0], [0], [20], [10]]])
    speaks = np.array([[True, False], [True, False], [False, True], [False, True]])
    first = np.array([True, False, True, False])
    test = permutation.permute(numerators, denominators, first, 99, 1, speaks=speaks)
    assert float(test.difference[0]) == pytest.approx((0.0 + 0.2) / 2)
    assert int(test.n_permutations[0]) == 4


@pytest.mark.parametrize("seed", [1, 2])
def test_within_languages_p_is_uniform_where_over_all_it_is_not(seed):
    """Groups differ in how many speak English, and English in the rate: 1,000 measures without a difference of groups."""
    rng = np.random.default_rng(seed)
    first = np.arange(24) < 12
    english = np.r_[np.arange(12) < 3, np.arange(12) < 9]
    words = rng.integers(200, 900, (24, 1000))
    said = rng.poisson(words * np.where(english, 0.03, 0.01)[:, None] * rng.gamma(4, 0.25, words.shape))
    speaks = np.column_stack([english, ~english])
    split = [np.stack([np.where(spoken[:, None], x, 0) for spoken in speaks.T]) for x in (said, words)]
    within = permutation.permute(*split, first, 499, seed, speaks=speaks).p
    blind = permutation.permute(said, words, first, 499, seed).p
    assert (within <= 0.05).mean() == pytest.approx(0.05, abs=0.02)
    assert (within <= 0.5).mean() == pytest.approx(0.5, abs=0.05)
    assert (blind <= 0.05).mean() > 0.2


# ---- key words --------------------------------------------------------------------------------------------------


def tokens(*said):
    """Tokens of (speaker, language, lemma, times)."""
    rows = [
        (speaker, speaker[0], language, lemma, "NOUN")
        for speaker, language, lemma, times in said
        for _ in range(times)
    ]
    frame = pl.DataFrame(rows, schema=["speaker_code", "group", "language", "lemma", "upos"], orient="row")
    return frame.with_columns(transcript=pl.col("group"))


def test_words_spelled_alike_are_compared_within_their_language():
    both = tokens(
        *[(f"A{n}", "nl", lemma, times) for n in (1, 2) for lemma, times in (("plan", 4), ("stad", 16))],
        *[(f"B{n}", "nl", lemma, times) for n in (1, 2) for lemma, times in (("plan", 1), ("stad", 9))],
        *[(f"A{n}", "en", lemma, times) for n in (1, 3) for lemma, times in (("plan", 2), ("city", 38))],
        *[(f"B{n}", "en", lemma, times) for n in (3, 4) for lemma, times in (("plan", 6), ("city", 24))],
    )
    found = keyness.compare(both, permutations=99)
    plan = {row["language"]: row for row in found.filter(lemma="plan").iter_rows(named=True)}
    assert set(plan) == {"nl", "en"}
    assert [plan["nl"][name] for name in ("count_a", "size_a", "count_b", "size_b")] == [8, 40, 2, 20]
    assert [plan["en"][name] for name in ("count_a", "size_a", "count_b", "size_b")] == [4, 80, 12, 60]
    assert plan["nl"]["log_ratio"] == pytest.approx(1) and plan["en"]["log_ratio"] == pytest.approx(-2)
    assert plan["nl"]["n_tests"] == 2 and plan["nl"]["dp_a"] == pytest.approx(0)
    alone = keyness.compare(both.filter(language="nl"), permutations=99)
    assert alone.equals(found.filter(language="nl"))


def test_a_language_of_one_group_has_no_key_words():
    found = keyness.compare(tokens(("A1", "nl", "stad", 9), ("A2", "nl", "stad", 9), ("B1", "en", "city", 9)))
    assert found.is_empty() and found.schema == keyness.SCHEMA
    turns = pl.DataFrame({"group": ["a", "b", "b", "c"], "language": ["nl", "nl", "en", "en"]})
    assert keyness.apart(turns, ["a", "b", "c"]) == [
        ("b", "a", "en"), ("a", "c", "nl"), ("c", "a", "en"), ("b", "c", "nl"),
    ]  # fmt: skip


# ---- clusters, networks, order, words ---------------------------------------------------------------------------


def test_turns_are_clustered_in_the_language_with_most_words():
    turns = pl.DataFrame({"language": ["nl", "en", "nl"], "n_words": [30, 50, 25]})
    assert units.main_language(turns) == "nl"
    assert (
        units.main_language(turns.with_columns(n_words=pl.Series([10, 20, 10]))) == "en"
    )  # a tie: the alphabet
    assert units.main_language(turns.drop("language")) is None


def test_concepts_of_two_languages_are_two_concepts():
    processes = pl.DataFrame(
        {
            "process": ["p1", "p2"], "lemma": ["Plan", "plan"], "language": ["nl", "en"], "group": "a",
            "speaker_code": "A1", "agent_actor": "government", "patient_actor": None, "beneficiary_actor": None,
            "modality": "none", "negated": False,
        },
        schema_overrides={"patient_actor": pl.String, "beneficiary_actor": pl.String},
    )  # fmt: skip
    apart = concepts.edges(processes, min_weight=1, by_language=True).filter(group="a")
    assert apart.select("source", "target", "weight").rows() == [
        ("government", "en:plan", 1), ("government", "nl:plan", 1),
    ]  # fmt: skip
    together = concepts.edges(processes, min_weight=1).filter(group="a")
    assert together.select("target", "weight").rows() == [("plan", 2)]
    light = processes.with_columns(lemma=pl.Series(["hebben", "have"]))
    assert concepts.edges(light, min_weight=1, by_language=True).is_empty()


def test_the_warning_names_who_is_apart_and_leaves_out_who_is_silent():
    said = wording.languages({"A": {"nl": 1.0}, "B": {"en": 1.0}, "C": {"nl": 0.5, "en": 0.5}})
    assert "A and B have no language in common" in said and "A and C" not in said
    assert "within each language that both speak" in said
    assert wording.languages({"A": {"nl": 1.0}, "B": {}}) == ""
    assert wording.languages({"A": {"nl": 0.5, "en": 0.5}}).startswith(
        "Not one language: A speak Dutch (50 %"
    )
