"""A whole tiny study in Dutch and English: groups are compared within a language, or with a warning beside it."""

import json
from pathlib import Path

import polars as pl
import pytest
from checkouts import checkout

MODELS = Path(__file__).parents[2] / "data" / "models" / "en" / "SHA256SUMS"

pytestmark = [
    pytest.mark.workflow,
    pytest.mark.xdist_group("bilingual"),
    pytest.mark.skipif(not MODELS.exists(), reason=f"there are no English models yet ({MODELS} is missing)"),
]
TRUST = "no term in language 'en' for 'trust'; talk about it cannot be found in the transcripts in 'en'."


@pytest.fixture(scope="module")
def run(repository, tmp_path_factory):
    """The finished study, and what its run said."""
    made = checkout(repository, tmp_path_factory.mktemp("bilingual"), copied="bilingual")
    done = made.run()
    assert done.returncode == 0, done.stdout + done.stderr
    return made, done.stdout


@pytest.fixture(scope="module")
def table(run):
    """A table of the study by the name of its file."""
    return lambda name: pl.read_parquet(next(run[0].results.rglob(f"{name}.parquet")))


@pytest.fixture(scope="module")
def report(run) -> str:
    return " ".join((run[0].results / "report.html").read_text(encoding="utf-8").split())


def test_one_person_can_speak_both_languages(table):
    turns = table("turns").filter(role="participant")
    assert turns.group_by("language").len().sort("language").rows() == [("en", 12), ("nl", 12)]
    both = turns.group_by("speaker").agg(
        pl.col("language").n_unique(), pl.col("speaker_code").n_unique().alias("codes")
    )
    assert both.filter(pl.col("language") == 2).select("speaker", "codes").sort("speaker").rows() == [
        ("Mirjam", 1), ("Noor", 1),
    ]  # fmt: skip


def test_actors_and_processes_are_found_in_both_languages_in_the_order_of_the_talk(table):
    turns = table("turns").with_row_index("place").select("turn", "place", "language")
    for name in ("mentions", "processes"):
        rows = table(name).join(turns, on="turn", maintain_order="left")
        assert rows["place"].is_sorted()
        assert set(rows["language"]) == {"nl", "en"}


def test_every_contrast_says_who_speaks_what(table):
    contrasts = table("contrasts")
    overall = contrasts.filter(pl.col("scenario").is_null())
    assert set(overall["languages"]) == {"shared"}
    assert set(contrasts.filter(pl.col("scenario").is_not_null())["languages"]) == {"apart"}
    assert overall["language_warning"].str.contains("citizen speak (Dutch|English)").all()
    assert overall["difference_within"].is_not_null().any()
    assert contrasts.filter(languages="apart")["language_warning"].str.contains("cannot be told apart").all()
    assert set(table("rates").filter(scenario="open")["languages"]) == {"nl", "en"}


def test_key_words_are_of_one_language(table):
    keyness = table("keyness")
    assert set(keyness["language"]) == {"nl", "en"}
    water = keyness.filter(pl.col("lemma").is_in(["water", "data", "plan"]))
    assert water["language"].n_unique() == 2
    sizes = keyness.select("language", "size_a", "size_b").unique()
    assert sizes.height == 2
    words = table("tokens").filter(~pl.col("upos").is_in(["PUNCT", "SYM"])).height
    assert sizes.select(pl.sum_horizontal("size_a", "size_b").sum()).item() < words  # facilitators speak too


def test_concepts_keep_their_language_and_actors_are_shared(table):
    edges = table("edges")
    concepts = edges.filter(network="actor_concept")
    assert set(concepts["target"].str.extract("^(nl|en):")) == {"nl", "en"}
    assert not edges.filter(pl.col("network") != "actor_concept")["target"].str.contains(":").any()


def test_turns_of_one_language_are_clustered_and_the_outcome_says_so(run, table):
    outcome = json.loads((run[0].results / "clusters" / "outcome.json").read_text(encoding="utf-8"))
    turns = table("units").select("turn").join(table("turns"), on="turn")
    assert set(turns["language"]) == {outcome["language"]}
    assert outcome["n_units_other_languages"] > 0
    assert "share no words, so that clusters of all would be the languages" in outcome["sentence"]


def test_a_force_without_a_term_in_a_language_is_a_warning(run, report):
    made, said = run
    assert TRUST in said
    assert TRUST in (made.results / "corpus" / "warnings.txt").read_text(encoding="utf-8")
    assert "no term in English for “Trust”" in report


def test_report_and_captions_warn(run, report):
    assert "This study has more than one language" in report
    assert 'id="table-languages"' in report and "within languages" in report and "languages apart" in report
    captions = json.loads((run[0].results / "figures" / "captions.json").read_text(encoding="utf-8"))
    warned = [name for name, told in captions.items() if "Not one language" in told["2col"]]
    assert {"actors", "activation", "exclusion", "modality", "responsibility", "power_network"} <= set(warned)


def test_provenance_lists_models_and_lexicons_of_both_languages(run):
    told = json.loads((run[0].results / "provenance.json").read_text(encoding="utf-8"))
    assert [one["language"] for one in told["models"]] == ["en", "nl"]
    assert all(one["files"] for one in told["models"])
    paths = [Path(file["path"]) for file in told["lexicons"]]
    assert {path.parent.name for path in paths} == {"nl", "en", "lexicons"}
    assert len(paths) == len(set(paths)) and "detectors.tsv" in {path.name for path in paths}
