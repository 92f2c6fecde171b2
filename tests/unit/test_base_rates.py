"""Base rates: counted as a study is, kept by treebank, shown as spans of a language."""

from pathlib import Path

import english_material as english
import polars as pl
import pytest

from machtstaal import base_rates
from machtstaal.annotation import bundle
from machtstaal.base_rates import measuring, table
from machtstaal.commands import base_rates as command
from machtstaal.comparison import measures
from machtstaal.training.treebank import Word

TREES = (
    "Files/file/NS/nsubj:pass/3 were/be/AD/aux:pass/3 copied/copy/VP/root/0",
    "Files/file/NS/nsubj:pass/3 are/be/A/aux:pass/3 copied/copy/VP/root/0 by//P/case/5 clerks/clerk/NS/obl:agent/3",
    "He/he/PR/nsubj:pass/3 got/get/AD/aux:pass/3 fined/fine/VP/root/0 ././././3",
    "They/they/PR/nsubj/2 copy//V/root/0 files/file/NS/obj/2",
)


@pytest.fixture(scope="module")
def measured():
    found = measuring.measure(english.tokens(*TREES), english.en(), measures.load())
    return {(r["measure"], r["item"]): (r["n"], r["of"], r["rate"]) for r in found.iter_rows(named=True)}


def test_passives_are_counted_by_their_labels_and_as_a_study_counts_them(measured):
    assert measured["ud_agentless", None] == measured["agentless_passives", None] == (2, 3, 0.666667)
    assert measured["ud_agentless", "be"] == (1, 2, 0.5)
    assert measured["agentless_passives_by_auxiliary", "get"] == (1, 1, 1.0)
    assert measured["passives", None] == (3, 4, 0.75)


def test_passives_are_given_per_thousand_words_without_punctuation(measured):
    assert measured["ud_passives", None] == measured["passives_per_1000", None] == (3, 14, 214.285714)


def test_measures_that_look_at_nearby_turns_are_left_out(measured):
    names = {name for name, _ in measured}
    assert "left_out_by_form" in names
    assert not {"backgrounded_agents", "class_backgrounded", "class_suppressed"} & names


def test_a_treebank_becomes_a_tokens_table():
    words = [
        Word("Ja", "ja", "INTJ", "TSW", "_", 2, "discourse"),
        Word("kom", "komen", "VERB", "WW", "_", 0, "root"),
    ]
    found = measuring.tokens([words, words])
    assert found.select("turn", "token", "start", "end", "form", "head").rows()[1:3] == [
        ("s-000001", 2, 3, 6, "kom", 0),
        ("s-000002", 1, 0, 2, "Ja", 2),
    ]


def made(**columns) -> pl.DataFrame:
    row = dict.fromkeys(table.SCHEMA) | {
        "language": "nl",
        "treebank": "t",
        "source": "gold",
        "measure": "passives",
    }
    return pl.DataFrame([row | columns], schema=table.SCHEMA)


def test_measuring_again_renews_a_treebank_and_keeps_the_others():
    kept = pl.concat([made(n=1), made(n=2, source="parser"), made(n=3, treebank="u")])
    renewed = command.renewed(kept, made(n=9))
    assert sorted(renewed.select("treebank", "source", "n").rows()) == [
        ("t", "gold", 9),
        ("t", "parser", 2),
        ("u", "gold", 3),
    ]


def test_spans_are_of_the_languages_asked_for_and_of_enough_rows():
    rates = pl.concat([
        made(source="parser", n=90, of=100, rate=0.9), made(source="parser", n=80, of=100, rate=0.8, treebank="u"),
        made(source="parser", n=1, of=2, rate=0.5, treebank="v"), made(source="gold", n=1, of=100, rate=0.01),
        made(source="parser", n=1, of=100, rate=0.01, language="en"),
    ])  # fmt: skip
    assert base_rates.spans(rates, ["nl"]) == {("passives", None): base_rates.Span(0.8, 0.9, 2)}


def test_the_kept_table_has_both_languages_by_hand_and_parsed_and_its_ratios_are_right():
    kept = base_rates.load()
    agentless = kept.filter(measure="agentless_passives")
    assert set(agentless.select("language", "source").rows()) == {
        (language, source) for language in ("en", "nl") for source in ("gold", "parser")
    }
    scale = pl.when(pl.col("measure").is_in(["passives_per_1000", "ud_passives"])).then(1000).otherwise(1)
    assert kept.filter((scale * pl.col("n") / pl.col("of") - pl.col("rate")).abs() > 1e-6).is_empty()
    assert kept.filter(pl.col("of") < pl.col("n")).is_empty()


def test_kept_measures_are_measures_of_the_catalogue():
    known = {one.measure for one in measures.load().measures}
    plain = {"passives_per_1000", "ud_passives", "ud_agentless"}
    assert set(base_rates.load()["measure"]) <= known | plain


def test_files_measured_together_get_one_name():
    assert command.name_of([Path("nl_a-test.conllu.xz"), Path("nl_a-dev.conllu.xz")]) == "nl_a-test+dev"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_was_measured_with_the_models_was_measured_with_those_that_are_bundled(repository, language):
    digest = bundle.check(repository / "data" / "models" / language, language).digest
    parsed = base_rates.load().filter(language=language, source="parser")
    assert parsed["models"].unique().to_list() == [digest[:12]]
    sets = pl.read_csv(repository / "data" / "accuracy" / "sets.tsv", separator="\t", infer_schema=False)
    assert sets.filter(language=language)["models"].to_list() == [digest[:12]]
