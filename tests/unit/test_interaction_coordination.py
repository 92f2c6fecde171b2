"""Coordination, against ConvoKit; classes of function words; thresholds."""

import polars as pl
import pytest
from interaction_material import tokens, turns

from machtstaal import tables
from machtstaal.interaction import coordination, markers

CLASSES = ("article", "auxiliary", "conjunction", "pronoun", "preposition", "quantifier")
N = 90

# ConvoKit 5.0.0, Coordination(speaker_thresh=0, target_thresh=3, utterances_thresh=5).summarize on the talk of `drawn`, with its
# names of these classes (article, auxverb, conj, ppron, preps, quant); A and B are one group, C the other
CONVOKIT = {
    ("A", "all"): 0.085317,
    ("B", "all"): 0.063477,
    ("C", "all"): 0.083801,
    ("A", "own"): 0.112277,
    ("A", "other"): 0.03228,
    ("B", "own"): 0.02399,
    ("B", "other"): 0.142063,
    ("C", "other"): 0.083801,
}
CONVOKIT_MARKERS = {
    ("A", "all"): (0.042857, 0.15, 0.104762, 0.12381, 0.133333, -0.042857),
    ("B", "other"): (0.0, 0.066667, 0.2, 0.3, 0.085714, 0.2),
}


def bits(seed, n):
    """A linear congruential generator, the same everywhere: shares in [0, 1)."""
    for _ in range(n):
        seed = (1103515245 * seed + 12345) % 2**31
        yield seed / 2**31


def drawn():
    """Talk of three speakers, and which turns have which class: likelier where the turn before had it."""
    who, had, luck = ["A"], set(), list(bits(5, N * 6))
    for share in bits(11, N - 1):
        who.append([speaker for speaker in "ABC" if speaker != who[-1]][int(2 * share)])
    said = []
    for place in range(N):
        had = {c for at, c in enumerate(CLASSES) if luck[place * 6 + at] < (0.7 if c in had else 0.5)}
        said.append((who[place], " ".join(c for c in CLASSES if c in had) or "niets"))
    return turns(said)


def measured(talk, words=CLASSES, least=5, **options):
    read = tokens(talk)
    marked = read.filter(pl.col("form").is_in(list(words))).select("turn", "start", marker="form")
    exchanged = coordination.exchanges(talk, read, marked, **options)
    return tables.checked(coordination.measure(exchanged, least), "coordination")


def test_coordination_is_that_of_convokit():
    found = measured(drawn()).filter(span="turn")
    means = found.filter(pl.col("marker").is_null())
    assert {
        (a, b): round(c, 6) for a, b, c in means.select("speaker_code", "toward", "coordination").rows()
    } == CONVOKIT
    for (speaker, toward), values in CONVOKIT_MARKERS.items():
        here = (
            found.filter(speaker_code=speaker, toward=toward).drop_nulls("marker").drop_nulls("coordination")
        )
        assert dict(here.select("marker", "coordination").rows()) == pytest.approx(
            dict(zip(CLASSES, values, strict=True)), abs=1e-6
        )


def test_without_order_nobody_coordinates_on_average():
    talk = drawn()
    shuffled = [
        talk.with_columns(text=pl.col("text").shuffle(seed=seed).over("speaker_code")) for seed in range(40)
    ]
    means = pl.concat(
        measured(one).filter(pl.col("marker").is_null(), toward="all", span="turn") for one in shuffled
    )["coordination"]
    assert abs(means.mean()) < 4 * means.std() / len(means) ** 0.5
    assert sum(value for (_, toward), value in CONVOKIT.items() if toward == "all") / 3 > 3 * abs(
        means.mean()
    )


def test_edges_look_at_the_last_words_and_the_first():
    # A's article stands at the beginning of A's turns, so the edge of two words does not see it; B's comes third
    said = [("A", "article x y"), ("B", "x y article")] * 4 + [("A", "x y z"), ("B", "x y z")] * 4
    found = measured(turns(said), ["article"], edge_words=2).filter(
        speaker_code="B", marker="article", toward="own"
    )
    assert found.select("span", "n_target", "n_reply", "n_both", "coordination").rows() == [
        ("turn", 4, 4, 4, 0.5), ("edge", 0, 0, 0, None),
    ]  # fmt: skip


def test_too_few_replies_and_classes_that_all_turns_have_give_nothing():
    said = [("A", "article"), ("B", "article")] * 6
    found = measured(turns(said), ["article"]).filter(speaker_code="B", toward="own", span="turn")
    assert found["coordination"].null_count() == found.height
    few = measured(turns([("A", "article"), ("B", "x")] * 3), ["article"])
    assert few["coordination"].null_count() == few.height and few["n"].max() == 3


def test_replies_to_facilitators_are_no_exchanges_unless_they_are_analysed():
    talk = turns([("F", "article"), ("A", "article")] * 6)
    assert measured(talk, ["article"]).is_empty()
    assert measured(talk, ["article"], facilitators=True)["speaker_code"].unique().sort().to_list() == [
        "A",
        "F",
    ]


def words(nl, *said):
    frame = pl.DataFrame(
        [
            {
                "transcript": "t", "turn": "t-1", "sentence": "t-1:1", "token": number, "start": number, "end": number + 1,
                "form": form, "lemma": lemma, "upos": upos, "xpos": "_", "feats": "_", "head": 0, "deprel": deprel,
            }
            for number, (form, lemma, upos, deprel) in enumerate(said, 1)
        ],
        schema_overrides=dict.fromkeys(("token", "start", "end", "head"), pl.Int32),
    )  # fmt: skip
    return markers.find(frame, nl).select("start", "marker").rows()


def test_classes_follow_the_part_of_speech(nl):
    assert words(nl, ("Maar", "maar", "CCONJ", "cc"), ("maar", "maar", "ADV", "advmod")) == [
        (1, "conjunction"),
        (2, "particle"),
    ]
    assert words(nl, ("het", "het", "DET", "det"), ("Het", "het", "PRON", "nsubj")) == [
        (1, "article"),
        (2, "pronoun"),
    ]
    assert words(nl, ("op", "op", "ADP", "case"), ("op", "op", "ADP", "compound:prt")) == [(1, "preposition")]
    assert words(nl, ("heeft", "hebben", "AUX", "aux"), ("heeft", "hebben", "VERB", "root")) == [
        (1, "auxiliary")
    ]
    assert words(nl, ("niet", "niet", "ADV", "advmod"), ("geen", "geen", "DET", "det")) == [
        (1, "negation"),
        (2, "negation"),
    ]
    assert words(nl, ("volgens", "volgens", "ADP", "case"), ("mij", "mij", "PRON", "obl")) == [
        (1, "hedge"), (1, "preposition"), (2, "pronoun"),
    ]  # fmt: skip


def test_the_bundled_classes_are_those_that_are_documented(nl):
    assert set(nl.markers["marker"]) | {"hedge", "negation", "particle"} == set(markers.CLASSES)
    assert nl.markers.is_duplicated().sum() == 0 and nl.backchannels["word"].is_duplicated().sum() == 0
