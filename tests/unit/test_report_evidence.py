"""Every number of the report leads to as many rows as it says, and those rows are marked where they should be."""

from dataclasses import replace

import polars as pl
import pytest
import report_material as material
from report_reader import Page

from machtstaal.report import build
from machtstaal.report.embed import codes
from machtstaal.report.evidence import Evidence, key


@pytest.fixture(scope="module")
def page():
    return Page(build(material.study(), material.SETTINGS))


def test_every_number_is_the_number_of_its_rows(page):
    wrong = [(name, n, len(page.rows(name))) for name, n in page.numbers if len(page.rows(name)) != n]
    assert not wrong
    assert len(page.numbers) > 1000


def test_numbers_of_all_tables_are_there(page):
    tables = {page.evidence["definitions"][name.partition("?")[0]]["table"] for name, _ in page.numbers}
    assert tables == {
        "turns", "mentions", "processes", "participants", "exclusions", "forces", "words", "concordance", "relations", "shared_sentences", "concept_ties", "introducing", "taking_up",
    }  # fmt: skip


def test_numbers_are_those_of_the_rates_table(page):
    rates = material.study().rates.filter(pl.col("scenario").is_null() & (pl.col("measure") == "activation"))
    shown = dict(page.numbers)
    for row in rates.iter_rows(named=True):
        found = shown.get(key("activation", [("actor", row["item"]), ("group", row["group"])]), 0)
        assert found == row["numerator"]


def test_spans_are_the_words_they_mark(page):
    turns, mentions = page.evidence["turns"], page.evidence["tables"]["mentions"]
    marked = [
        turns["text"][turn][start:end]
        for turn, start, end in zip(mentions["rows"], *mentions["spans"]["mention"], strict=True)
    ]
    assert sorted(map(str.lower, marked)) == material.study().situated("mentions")["text"].sort().to_list()
    assert {word.lower() for word in marked} <= material.ACTORS.keys() | material.PRONOUNS.keys()


def test_offsets_after_an_emoji_count_characters(page):
    turns, mentions = page.evidence["turns"], page.evidence["tables"]["mentions"]
    party = [
        (turn, start, end)
        for turn, start, end in zip(mentions["rows"], *mentions["spans"]["mention"], strict=True)
        if "🎉" in turns["text"][turn][:start]
    ]
    assert party
    assert {
        turns["text"][turn][start:end].lower() for turn, start, end in party
    } <= material.ACTORS.keys() | material.PRONOUNS.keys()


def test_sentences_begin_where_the_tokens_say(page):
    turns = page.evidence["turns"]
    for text, starts in zip(turns["text"], turns["sentences"], strict=True):
        assert all(text[start - 2] in ".!?" and text[start - 1] == " " for start in starts)


def test_a_table_of_another_run_is_refused():
    rates = material.study().rates.with_columns(
        numerator=pl.when(pl.col("measure") == "negation")
        .then(pl.col("numerator") + 1)
        .otherwise("numerator")
    )
    with pytest.raises(
        ValueError, match=r"'negation' of group citizen is 16 in its table, but 15 rows are behind it"
    ):
        build(replace(material.study(), rates=rates), material.SETTINGS)


def test_facilitators_are_read_but_not_counted(page):
    counted = Evidence(material.study()).count("turns").n
    assert counted == sum(page.evidence["turns"]["analysed"]) == len(page.evidence["turns"]["id"]) - 4


def test_an_empty_value_is_a_condition_of_its_own():
    evidence = Evidence(material.study())
    passive = evidence.count("passives")
    assert evidence.count("passives", {"agent": None}).n == passive.n > 0
    assert evidence.count("passives", {"agent": None}).quotes == "passives?agent="


def test_an_unknown_place_is_a_mistake():
    with pytest.raises(TypeError, match="no such place: speaker"):
        Evidence(material.study()).count("turns", speaker="Naam0")


def test_truth_values_keep_their_kind():
    assert codes(pl.Series([True, None, False])) == {"values": [False, True], "codes": [1, -1, 0]}


def test_sums_of_the_responsibility_matrix(page):
    shown = dict(page.numbers)
    for group in material.GROUPS:
        column = {name: n for name, n in shown.items() if name.endswith(f"modality=obligation&group={group}")}
        total = column.pop(f"modal?modality=obligation&group={group}")
        parts = [
            n
            for name, n in column.items()
            if name.startswith(("responsible?", "nobody?", "unlisted?", "no_doer?"))
        ]
        assert sum(parts) == total


def test_facilitators_are_counted_where_the_settings_keep_them():
    kept = replace(material.study(), facilitators=True)
    assert Evidence(kept).count("turns").n == kept.turns.height
