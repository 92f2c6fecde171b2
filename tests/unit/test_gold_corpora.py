"""Gold that points into corpora becomes sentences with tokens, and whole turns where they are asked for."""

import gzip
import json

import polars as pl
import pytest

from machtstaal.commands.score import found_by_machine, restore
from machtstaal.evaluation import gold, spans
from machtstaal.problems import Problem

TURN = "Dag allen. De wijkraad controleert het AI-plan."
PROCESS = {
    "head": [23, 34], "lemma": "controleren", "kind": "verb", "voice": "active", "agent": [14, 22], "agent_status": "expressed",
    "patient": [39, 46], "beneficiary": None, "modality": "none", "negated": False, "process_type": "material", "power": "agent",
}  # fmt: skip
PLACE = {
    "id": "p1",
    "lang": "nl",
    "corpus": "lines",
    "turn": "line-1",
    "start": 11,
    "end": 47,
    "processes": [PROCESS],
}


@pytest.fixture
def corpora(tmp_path):
    lines = tmp_path / "lines"
    lines.mkdir()
    with gzip.open(lines / "turns_nl.jsonl.gz", "wt", encoding="utf-8") as file:
        for text in ("Iets anders.", TURN):
            file.write(json.dumps({"text": text, "speaker": "An", "role": "mp"}) + "\n")
    study = tmp_path / "study"
    study.mkdir()
    (study / "transcripts.tsv").write_text(
        "transcript\tpath\tlanguage\tworkshop\tgroup\tscenario\nt\tt.csv\tnl\tw\t\t\n"
    )
    (study / "speakers.tsv").write_text("transcript\tspeaker\tgroup\trole\nt\tAn\tasker\tparticipant\n")
    (study / "t.csv").write_text(f"turn,speaker,text\nt-7,An,{TURN}\n")
    return tmp_path


def written(folder, *places, groups=""):
    path = folder / "gold.jsonl"
    path.write_text("".join(json.dumps(place) + "\n" for place in places), encoding="utf-8")
    if groups:
        (folder / "groups.tsv").write_text(f"corpus\trole\tgroup\n{groups}\n")
    return path


@pytest.mark.parametrize(
    ("corpus", "turn", "group"), [("lines", "line-1", "asker"), ("study", "t-7", "asker")]
)
def test_places_become_texts_and_tokens(corpora, corpus, turn, group):
    path = written(corpora, PLACE | {"corpus": corpus, "turn": turn}, groups="lines\tmp\tasker")
    (sentence,) = gold.read(path, "nl", corpora)
    assert sentence["text"] == "De wijkraad controleert het AI-plan."
    (process,) = sentence["processes"]
    assert [sentence["tokens"][process[role]][0] for role in ("head", "agent", "patient")] == [
        "controleert",
        "wijkraad",
        "AI-plan",
    ]
    assert (sentence["group"], sentence["start"], sentence["context"]) == (group, 11, TURN)


def test_without_corpora_one_sentence_says_what_to_do(corpora):
    path = written(corpora, PLACE)
    with pytest.raises(Problem, match="CORPORA="):
        gold.read(path, "nl")
    with pytest.raises(Problem, match="the corpus 'lines', which this gold file points into, is not here"):
        gold.read(path, "nl", corpora / "nowhere")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"turn": "line-9"}, "no turn 'line-9'"),
        ({"processes": [PROCESS | {"head": [2, 5]}]}, "a span lies outside"),
        ({"start": None}, "it lacks id, corpus, turn, start, end or processes"),
    ],
)
def test_a_place_that_is_not_there_is_named(corpora, wrong, said):
    with pytest.raises(Problem, match=said):
        gold.read(written(corpora, PLACE | wrong), "nl", corpora)


def test_of_a_whole_turn_only_what_lies_in_the_sentence_is_scored(corpora):
    sentences = gold.read(written(corpora, PLACE), "nl", corpora)
    spans_of = {
        "head": [(23, 34), (0, 3)],
        "agent": [(4, 9), (4, 9)],
        "patient": [(39, 46), None],
        "beneficiary": [None, None],
    }
    columns = {
        f"{role}_{side}": pl.Series([None if one is None else one[at] for one in places], dtype=pl.Int64)
        for role, places in spans_of.items()
        for at, side in enumerate(("start", "end"))
    }
    table = pl.DataFrame({"turn": ["gold-00000"] * 2} | columns)
    (row,) = restore(table, sentences, context=True).rows(named=True)
    assert row["turn"] == "p1"
    assert sentences[0]["text"][row["head_start"] : row["head_end"]] == "controleert"
    assert sentences[0]["text"][row["patient_start"] : row["patient_end"]] == "AI-plan"
    assert row["agent_start"] is None  # "allen" stands in another sentence


def test_sentences_without_their_turns_cannot_be_run_in_context():
    with pytest.raises(Problem, match="without CONTEXT=1"):
        found_by_machine([{"id": "x", "text": "Ja."}], "nl", context=True)


def test_a_span_is_put_on_the_token_it_overlaps_most():
    tokens = spans.split("check-in- en boarding, 3,5 %")
    assert [form for form, _, _ in tokens] == ["check-in", "-", "en", "boarding", ",", "3,5", "%"]
    assert spans.index((0, 9), tokens) == 0
    assert spans.index(None, tokens) is None
    assert spans.index((40, 44), tokens) is None
