"""The report and the captions of a study in two languages warn wherever they compare, and only there."""

import figure_material
import polars as pl
import pytest
import report_material as material
from report_reader import Page

from machtstaal.clusters import outcome
from machtstaal.figures import files, gallery
from machtstaal.report import build

WARNED = "Not one language: "
BY_LANGUAGE = "one of the languages, or of how well each is parsed"


@pytest.fixture(scope="module")
def mixed() -> Page:
    """Both groups speak both languages, each speaker too: one label in one workshop is one person."""
    return Page(
        build(material.study(english=("experts-wild-west", "citizens-big-brother")), material.SETTINGS)
    )


@pytest.fixture(scope="module")
def apart() -> Page:
    """Each group has a language of its own."""
    return Page(
        build(material.study(english=("experts-wild-west", "experts-big-brother")), material.SETTINGS)
    )


@pytest.fixture(scope="module")
def single() -> Page:
    return Page(build(material.study(), material.SETTINGS))


def test_a_notice_and_the_warning_stand_at_the_top(mixed, apart, single):
    for page in (mixed, apart):
        assert "This study has more than one language" in page.texts["findings"]
        assert WARNED in page.texts["findings"] and BY_LANGUAGE in page.texts["findings"]
    assert "language and group cannot be told apart" in apart.texts["findings"]
    assert "language and group cannot be told apart" not in mixed.texts["findings"]
    assert "more than one language" not in single.html and WARNED not in single.html


def test_who_speaks_what_is_a_table_whose_counts_lead_to_turns(mixed, single):
    assert "table-languages" not in single.ids
    text = " ".join(mixed.texts["table-languages"].split())
    assert "Dutch" in text and "English" in text and "speak both" in text
    counted = [key for key, _ in mixed.numbers if key.startswith("turns?group=") and "language=" in key]
    assert len(counted) == 4


def test_every_number_is_the_number_of_its_rows(mixed, apart):
    for page in (mixed, apart):
        wrong = [(name, n, len(page.rows(name))) for name, n in page.numbers if len(page.rows(name)) != n]
        assert not wrong


def test_the_warning_stands_wherever_groups_are_compared(mixed, apart):
    for page, mark in ((mixed, "within languages"), (apart, "languages apart")):
        compared = [
            name for name in page.ids if f'<section id="{name}"' in page.html and "minus" in page.texts[name]
        ]
        assert len(compared) > 8
        assert all(WARNED in page.texts[name] for name in compared if name not in ("method", "words"))
        assert mark in page.texts["table-differences-citizen-expert"]
        assert mark in page.texts["table-negation"]
    assert "Dutch; English" in page.texts["table-differences-citizen-expert"]


def test_findings_that_compare_say_so_themselves(apart):
    table = material.study(english=("experts-wild-west", "experts-big-brother"))
    assert (table.contrasts["languages"] == "apart").all()
    assert table.contrasts["language_warning"].str.contains("cannot be told apart").all()
    assert WARNED in apart.texts["finding-none-negation-citizen-expert"]


def test_words_are_listed_by_language(mixed, apart):
    assert "table-words-citizen-expert-citizen-nl" in mixed.ids
    assert "table-words-citizen-expert-citizen-en" in mixed.ids
    assert "compared within a language only" in mixed.texts["words"]
    said = " ".join(apart.texts["words"].split())
    assert "English is spoken by Experts and not by Citizens, so there are no key words of it." in said
    assert "Dutch is spoken by Citizens and not by Experts" in said


def test_concepts_and_left_out_doers_are_of_one_language(mixed, single):
    assert "English" in mixed.texts["table-concepts-all"] and "en:" not in mixed.texts["table-concepts-all"]
    assert "English" in mixed.texts["table-ledger"] and "English" not in single.texts["table-ledger"]


def test_coverage_is_told_by_language(mixed, single):
    assert "Dutch" in mixed.texts["table-coverage"] and "Dutch" not in single.texts["table-coverage"]


def test_forces_that_cannot_be_found_in_a_language_are_told(mixed, single):
    said = " ".join(mixed.texts["forces"].split())
    assert "no term in English for “Power of data”" in said and "counts as silence" in said
    assert "no term in" not in single.texts["forces"]


def test_the_method_says_how_languages_are_kept_apart(mixed, single):
    assert (
        "Greenland" in mixed.texts["method"]
        and "Greenland" not in single.texts["method"].split("References")[0]
    )


# ---- figures ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "foreign", [("experts-utopia",), tuple(f"experts-{s}" for s in figure_material.SCENARIOS)]
)
def test_every_caption_that_compares_groups_warns(foreign):
    tables = dict(figure_material.tables())
    english = pl.when(pl.col("transcript").is_in(foreign)).then(pl.lit("en")).otherwise(pl.lit("nl"))
    tables["turns"] = tables["turns"].with_columns(language=english)
    for stem in set(files.STEMS) - {"keyness", "clusters", "cluster_co_assignment"}:
        said = gallery.caption(stem, tables, figure_material.settings()).text
        assert WARNED in said and BY_LANGUAGE in said, stem
    said = gallery.caption("keyness", tables, figure_material.settings()).text
    assert "and so not compared: " in said and "English (Experts, not Citizens)" in said


def test_captions_of_one_language_do_not_speak_of_languages():
    tables = dict(figure_material.tables())
    tables["turns"] = tables["turns"].with_columns(language=pl.lit("nl"))
    for stem in set(files.STEMS) - {"exclusion"}:  # its base rates are those of the language
        assert (
            gallery.caption(stem, tables, figure_material.settings())
            == gallery.caption(stem, figure_material.tables(), figure_material.settings())
        )  # fmt: skip
    assert WARNED not in gallery.caption("exclusion", tables, figure_material.settings()).text


def test_key_words_of_two_languages_have_a_panel_each():
    tables = dict(figure_material.tables())
    words = tables["keyness"]
    tables["keyness"] = pl.concat(
        [words.with_columns(language=pl.lit(language)) for language in ("en", "nl")]
    )
    half = pl.int_range(pl.len()) % 2 == 0
    tables["turns"] = tables["turns"].with_columns(
        language=pl.when(half).then(pl.lit("en")).otherwise(pl.lit("nl"))
    )
    figure = gallery.draw("keyness", tables, figure_material.settings())
    assert [ax.get_xlabel() for ax in figure.axes] == [
        "times as frequent in English",
        "times as frequent in Dutch",
    ]
    assert (
        "within one language only: English ("
        in gallery.caption("keyness", tables, figure_material.settings()).text
    )


def test_the_outcome_of_clusters_says_what_was_left_out_and_why():
    found = {"sentence": "No stable structure: ....", "outcome": "no stable structure"}
    turns = pl.DataFrame(
        {"language": ["nl"] * 41 + ["en", "en"], "n_words": [30] * 41 + [816, 4]}  # 1,230 of 2,050 words
    )
    said = outcome.within(found, "nl", turns, 12)
    assert said["language"] == "nl" and said["n_units_other_languages"] == 1
    assert "Only turns in Dutch were clustered, the language with most words (60 %)" in said["sentence"]
    assert said["sentence"].endswith("Left out for it: 1 turn in English.")
