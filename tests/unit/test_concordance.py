"""Lines of the concordance are the words of the talk, in their place."""

import polars as pl
import pytest
import report_material as material

from machtstaal.comparison import concordance
from machtstaal.tables import checked


@pytest.fixture(scope="module")
def kwic():
    return checked(material.study().kwic, "kwic")


def test_a_line_is_what_was_said(kwic):
    texts = dict(material.study().turns.select("turn", "text").iter_rows())
    for line in kwic.iter_rows(named=True):
        text, start, end = texts[line["turn"]], line["node_start"], line["node_end"]
        assert text[start:end] == line["node"]
        assert text[:start].endswith(line["left"]) and text[end:].startswith(line["right"])
        words = [len(material.WORD.findall(line[side])) for side in ("left", "right")]
        assert words[0] >= 10 or line["left"] == text[:start]
        assert words[1] >= 10 or line["right"] == text[end:]


def test_every_occurrence_of_what_is_shown_has_its_line(kwic):
    study = material.study()
    for table, kind in (("keyness", "key word"), ("collocations", "collocate")):
        lines = kwic.filter(kind=kind)
        assert lines.height > 20 and lines["token"].null_count() == 0
        if kind == "key word":
            assert lines["token"].is_unique().all()
            counts = lines.group_by("lemma", "upos").len()
            both = getattr(study, table).join(counts, on=["lemma", "upos"])
            assert (
                both.filter(pl.col("count_a") + pl.col("count_b") != pl.col("len")).is_empty() and both.height
            )
        else:
            counts = lines.join(study.turns.select("turn", "group"), on="turn").group_by("group", "actor", "lemma", "upos").agg(
                ids=pl.col("token")
            )  # fmt: skip
            both = study.collocations.join(counts, on=["group", "actor", "lemma", "upos"])
            assert both.height and both.filter(pl.col("ids") != pl.col("tokens")).is_empty()


def test_facilitators_and_hidden_names_have_no_lines(kwic):
    study = material.study()
    said = kwic.join(study.turns.select("turn", "role"), on="turn")
    assert set(said["role"]) == {"participant"}


def test_offsets_after_an_emoji_count_characters(kwic):
    party = kwic.filter(pl.col("left").str.contains("🎉"))
    assert party.height and set(party["node"].str.to_lowercase()) <= {
        *material.ACTORS, *material.PRONOUNS, *material.VERBS,
    }  # fmt: skip


def test_context_is_counted_in_words_without_punctuation():
    text = "Een , twee , drie raad vier . Vijf zes"
    spots = [(0, 3, "X"), (4, 5, "PUNCT"), (6, 10, "X"), (11, 12, "PUNCT"), (13, 17, "X"), (18, 22, "NOUN"), (23, 27, "X"),
             (28, 29, "PUNCT"), (30, 34, "X"), (35, 38, "X")]  # fmt: skip
    tokens = pl.DataFrame(spots, schema=["start", "end", "upos"], orient="row").with_columns(
        turn=pl.lit("t-1")
    )
    found = pl.DataFrame({"turn": ["t-1"], "node_start": [18], "node_end": [22]})
    turns = pl.DataFrame({"turn": ["t-1"], "text": [text]})
    lines = concordance.lines(found, tokens, turns, words=2)
    assert lines.rows() == [("t-1", 18, 22, "twee , drie ", "raad", " vier . Vijf")]
