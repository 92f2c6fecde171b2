"""Company of actors: counted a second time by hand and by loops, and whose words it is."""

from collections import Counter

import numpy as np
import polars as pl
import pytest

from machtstaal.comparison import collocations
from machtstaal.tables import checked

ACTORS = {"raad": "council", "burger": "citizens", "ik": "speaker"}


def talk(*turns):
    """Tokens and mentions of (speaker, sentence, sentence, ...): words with a space between, `.` is punctuation."""
    tokens, mentions = [], []
    for number, (speaker, *sentences) in enumerate(turns, 1):
        turn, place = f"t-{number:03d}", 0
        for order, sentence in enumerate(sentences, 1):
            for token, word in enumerate(sentence.split(), 1):
                here = {"sentence": f"{turn}:{order}", "start": place, "end": place + len(word)}
                upos = "PUNCT" if word == "." else "DET" if word in ("de", "een") else "NOUN"
                tokens.append({
                    "transcript": f"{speaker[0]}-{number % 2}", "turn": turn, "token": token, "form": word, "lemma": word, "upos": upos,
                    "head": 0, "deprel": "dep", "group": speaker[0], "speaker_code": speaker, "language": "nl", **here,
                })  # fmt: skip
                if word in ACTORS:
                    mentions.append({
                        "mention": f"{turn}:{order}.m{token}", "turn": turn, "sentence": here["sentence"], "actor": ACTORS[word],
                        "head_start": place, "head_end": place + len(word),
                    })  # fmt: skip
                place += len(word) + 1
    return pl.DataFrame(tokens), pl.DataFrame(mentions)


def row(frame, **of):
    return frame.filter(**of).row(0, named=True)


def brute(tokens, mentions, group, actor, window, within):
    """Observed co-occurrences, words of the span, words of the group, and occurrences: word by word."""
    words = [
        token
        for token in tokens.iter_rows(named=True)
        if token["upos"] != "PUNCT" and token["group"] == group
    ]
    named = {(m["sentence"], m["head_start"]) for m in mentions.iter_rows(named=True) if m["actor"] == actor}
    at = [i for i, word in enumerate(words) if (word["sentence"], word["start"]) in named]
    near = {
        j
        for i in at
        for j in range(max(0, i - window), min(len(words), i + window + 1))
        if words[j][within] == words[i][within]
    } - set(at)
    observed = Counter(words[j]["lemma"] for j in near)
    others = Counter(word["lemma"] for i, word in enumerate(words) if i not in at)
    return observed, len(near), sum(others.values()), others


@pytest.mark.parametrize("within", ["sentence", "turn"])
@pytest.mark.parametrize("window", [1, 3, 7])
def test_every_number_is_that_of_a_count_word_by_word(window, within):
    rng = np.random.default_rng(5)
    said = ["raad", "burger", "de", ".", "wet", "geld", "huis", "plan", "de", "wijk"]
    turns = [
        (f"{'ab'[n % 2]}{n % 5}", *(" ".join(rng.choice(said, size=rng.integers(3, 15))) for _ in range(3))) for n in range(60)
    ]  # fmt: skip
    tokens, mentions = talk(*turns)
    found = checked(
        collocations.find(tokens, mentions, window=window, within=within, min_count=1), "collocations"
    )
    assert found.height > 15
    for group, actor in (("a", "council"), ("b", "citizens")):
        observed, span, size, occurrences = brute(tokens, mentions, group, actor, window, within)
        here = found.filter(group=group, actor=actor)
        assert set(here["lemma"]) == set(observed) - {"de", "."}
        for one in here.iter_rows(named=True):
            assert (one["observed"], one["n_span"], one["size"], one["n_collocate"]) == (
                observed[one["lemma"]], span, size, occurrences[one["lemma"]],
            )  # fmt: skip
            assert one["expected"] == pytest.approx(span * occurrences[one["lemma"]] / size)
            assert one["ratio"] == pytest.approx(one["observed"] / one["expected"])
            assert len(one["tokens"]) == one["observed"] == len(set(one["tokens"]))
            assert (one["log_dice"] is None) == (one["observed"] <= one["expected"])


def test_a_window_ends_with_its_sentence_or_with_the_turn():
    tokens, mentions = talk(("a1", "de raad .", "geld wijk"), ("a2", "plan raad"))
    by_sentence = collocations.find(tokens, mentions, min_count=1)
    assert set(by_sentence["lemma"]) == {"plan"}
    by_turn = collocations.find(tokens, mentions, min_count=1, within="turn")
    assert set(by_turn["lemma"]) == {"plan", "geld", "wijk"}


def test_a_word_between_two_mentions_is_near_once_and_mentions_are_no_company():
    tokens, mentions = talk(("a1", "raad geld raad wijk"), ("a2", "geld wijk plan"))
    found = collocations.find(tokens, mentions, min_count=1)
    assert set(found["lemma"]) == {"geld", "wijk"}
    geld = row(found, lemma="geld")
    assert (geld["observed"], geld["n_node"], geld["n_span"], geld["size"], geld["n_collocate"]) == (
        1,
        2,
        2,
        5,
        2,
    )
    assert geld["tokens"] == ["t-001:1.2"]


def test_the_nearest_mention_is_the_node_of_the_line():
    tokens, mentions = talk(("a1", "raad wet plan geld raad"))
    near = collocations.company(tokens, mentions)
    spots = dict(near.select("lemma", "node_start").iter_rows())
    assert spots == {"wet": 0, "plan": 0, "geld": tokens["start"][4]}  # of two equally near, the earlier


def test_the_rest_of_a_name_is_no_company_of_it():
    tokens, mentions = talk(("a1", "raad utrecht geld"))
    name = pl.col("lemma") == "utrecht"
    tokens = tokens.with_columns(
        head=pl.when(name).then(1).otherwise("head"),
        deprel=pl.when(name).then(pl.lit("flat")).otherwise("deprel"),
    )
    found = collocations.find(tokens, mentions, min_count=1)
    assert found.select("lemma", "size").rows() == [("geld", 1)]


def test_the_pronouns_of_the_talk_are_no_nodes():
    tokens, mentions = talk(("a1", "ik raad geld"))
    assert set(collocations.find(tokens, mentions, min_count=1)["actor"]) == {"council"}


def test_groups_and_languages_are_counted_apart():
    tokens, mentions = talk(("a1", "raad geld"), ("b1", "raad geld geld"), ("a2", "raad geld"))
    tokens = tokens.with_columns(
        language=pl.when(pl.col("turn") == "t-003").then(pl.lit("en")).otherwise("language")
    )
    found = collocations.find(tokens, mentions, min_count=1)
    assert found.select("language", "group", "observed").rows() == [
        ("en", "a", 1),
        ("nl", "a", 1),
        ("nl", "b", 2),
    ]


def test_one_talkative_speaker_makes_no_company_within_speakers():
    """One speaks of the council and of harbours, but not of the two together more than of anything else."""
    mixed = "haven raad haven wet haven plan haven raad haven wet haven plan"
    others = [(f"a{n}", "wet geld plan wijk huis wet geld plan wijk huis") for n in range(2, 8)]
    tokens, mentions = talk(*[("a1", mixed)] * 4, *others)
    found = row(collocations.find(tokens, mentions, window=1, min_count=1), lemma="haven")
    assert found["ratio"] > 1.8 and found["ratio_within"] < found["ratio"]
    assert found["ratio_within"] == pytest.approx(16 / (16 * 24 / 40))
    assert (found["n_speakers"], found["n_naming"], found["dp_norm"]) == (1, 1, None)


def test_dispersion_is_over_those_who_name_the_actor():
    tokens, mentions = talk(
        ("a1", "raad geld"), ("a2", "raad geld"), ("a3", "raad wet"), ("a4", "raad wet"), ("a5", "wijk huis")
    )
    found = row(collocations.find(tokens, mentions, min_count=1), lemma="geld")
    assert (found["n_speakers"], found["n_naming"], found["n_transcripts"]) == (2, 4, 2)
    assert found["dp"] == pytest.approx(0.5) and found["dp_norm"] == pytest.approx(0.5 / 0.75)


def test_only_company_beyond_chance_of_more_than_one_speaker_is_shown():
    table = pl.DataFrame({
        "language": "nl", "group": "a", "actor": "council", "lemma": list("vwxyz"), "log_dice": [9.0, None, 8.0, 7.0, 6.0],
        "ratio_within": [2.0, 2.0, 0.9, 2.0, 2.0], "t": [2.5, 2.5, 2.5, 1.9, 2.5], "n_speakers": [2, 2, 2, 2, 1],
    })  # fmt: skip
    assert collocations.leading(table, 9)["lemma"].to_list() == ["v"]


def test_without_mentions_there_is_no_company():
    tokens, mentions = talk(("a1", "raad geld"))
    found = collocations.find(tokens, mentions.clear())
    assert found.is_empty() and found.schema == collocations.SCHEMA


def test_the_order_of_the_rows_of_mentions_does_not_matter():
    tokens, mentions = talk(*[(f"a{n}", "raad geld wet burger plan") for n in range(4)])
    one = collocations.find(tokens, mentions, min_count=1)
    assert one.equals(collocations.find(tokens, mentions.reverse(), min_count=1))
