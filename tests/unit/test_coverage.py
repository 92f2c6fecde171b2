import english_material
import polars as pl
import pytest

from machtstaal import tables
from machtstaal.commands import coverage

SPOKEN = (
    "The/the/D/det/2 mayor/mayor/N/nsubj/3 says/say/V/root/0 it/it/PRON/obj/3",
    "The/the/D/det/2 zorblax/zorblax/N/nsubj/3 thinks/think/V/root/0",
    "They/they/PR/nsubj/2 frobnicate/frobnicate/V/root/0",
)


@pytest.fixture
def tokens():
    return english_material.tokens(
        *(sentence.replace("it/it/PRON/obj/3", "it/it/PE/obj/3") for sentence in SPOKEN)
    )


def test_verbs_are_known_by_their_citation_form(tokens):
    found = coverage.verbs(tokens, english_material.en())
    assert found.rows() == [("say", True), ("think", True), ("frobnicate", False)]


def test_who_thinks_or_speaks_is_a_human_noun(tokens):
    found = coverage.actors(tokens, english_material.en())
    assert found.rows() == [("mayor", True), ("zorblax", False)]


def test_the_command_prints_a_line_for_each_language_and_kind(tokens, tmp_path, capsys, monkeypatch):
    turns = pl.DataFrame({"turn": tokens["turn"].unique(maintain_order=True)}).with_columns(
        language=pl.lit("en")
    )
    tables.write(tokens, tmp_path / "annotation" / "tokens.parquet")
    tables.write(turns, tmp_path / "corpus" / "turns.parquet")
    monkeypatch.setattr("sys.argv", ["coverage", str(tmp_path)])
    assert coverage.main() == 0
    assert capsys.readouterr().out.splitlines() == [
        "en verbs: 66.7 % of 3 tokens known; missing: frobnicate 1",
        "en human and institution nouns: 50.0 % of 2 tokens known; missing: zorblax 1",
    ]


def test_a_study_without_results_is_told_to_run_first(tmp_path, capsys, monkeypatch):
    (tmp_path / "annotation").mkdir()
    monkeypatch.setattr("sys.argv", ["coverage", str(tmp_path)])
    assert coverage.main() == 1
    assert "Run the study first" in capsys.readouterr().err
