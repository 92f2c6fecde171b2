"""Whole studies: the example's every word, and the same bytes from a second run in another place."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from checkouts import checkout

pytestmark = pytest.mark.workflow


@pytest.fixture(scope="module")
def example(repository, tmp_path_factory):
    """The example study as far as its words, in a copy of the repository's config and data."""
    made = checkout(repository, tmp_path_factory.mktemp("example"))
    (made.root / "data" / "example").symlink_to(repository / "data" / "example")
    call = [sys.executable, "-m", "machtstaal.commands.run", "config", "results/annotation/tokens.parquet"]
    done = subprocess.run(
        call, cwd=made.root, env=made.environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return made.root / "results"


@pytest.mark.xdist_group("example")
def test_every_word_of_the_example_is_where_its_offsets_say(example):
    tokens = pl.read_parquet(example / "annotation" / "tokens.parquet")
    turns = pl.read_parquet(example / "corpus" / "turns.parquet")
    words = tokens.join(turns.select("turn", "text"), on="turn", how="left")
    sliced = words.select(pl.col("text").str.slice(pl.col("start"), pl.col("end") - pl.col("start")), "form")
    assert len(tokens) > 16_000
    assert sliced.filter(pl.col("text") != pl.col("form")).is_empty()


@pytest.mark.xdist_group("example")
def test_the_example_is_valid_conllu(example):
    files = sorted(map(str, (example / "annotation").glob("*.conllu")))
    assert len(files) == 8
    validator = str(Path(sys.executable).with_name("udvalidate"))
    for file in files:
        call = [validator, "--lang", "nl", "--level", "2", file]
        done = subprocess.run(call, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.xdist_group("example")
def test_the_example_is_as_long_and_as_mixed_as_promised(example):
    turns = pl.read_parquet(example / "corpus" / "turns.parquet").filter(role="participant")
    by = turns.group_by("transcript").agg(pl.col("n_words").sum(), pl.col("speaker_code").n_unique())
    assert by["n_words"].min() >= 1200
    assert by["speaker_code"].is_between(5, 7).all()
    assert turns.select("group", "scenario").n_unique() == 8


def test_two_runs_give_the_same_bytes_also_in_a_folder_with_a_space(finished, repository, tmp_path):
    other = checkout(repository, tmp_path, study="an other study")
    done = other.run()
    assert done.returncode == 0, done.stdout + done.stderr
    compared = 0
    for path in sorted(finished.results.rglob("*")):
        kept = path.relative_to(finished.results)
        if path.is_file() and kept.parts[0] in (
            "tables",
            "figures",
            "networks",
            "discourse",
            "comparison",
            "clusters",
            "methods.md",
            "methods.docx",
            "references.bib",
            "interaction",
        ):
            assert path.read_bytes() == (other.results / kept).read_bytes(), kept
            compared += 1
    assert compared > 100
    assert (other.results / "report.html").stat().st_size > 100_000


def test_the_methods_text_is_of_this_study_and_stands_in_its_report_and_crate(finished):
    said = (finished.results / "methods.md").read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")
    turns = pl.read_parquet(finished.results / "corpus" / "turns.parquet").filter(role="participant")
    assert f"{turns.height} turns and {turns['n_words'].sum()} words" in said
    contrasts = pl.read_parquet(finished.results / "comparison" / "contrasts.parquet")
    assert f"({contrasts['p'].null_count()} of {contrasts.height})" in said
    cited = re.findall(
        r"^@\w+\{\w+,", (finished.results / "references.bib").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert said.partition("## References")[2].count("\n- ") == len(cited) > 20
    page = (finished.results / "report.html").read_text(encoding="utf-8")
    assert "Methods text for your paper" in page and "Qi, P., Zhang, Y., Zhang, Y." in page
    crate = json.loads((finished.results / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    assert {"methods.md", "methods.docx", "references.bib"} <= {entity["@id"] for entity in crate["@graph"]}


def test_words_near_actors_and_their_lines_are_words_of_the_talk(finished):
    read = {
        name: pl.read_parquet(finished.results / "comparison" / f"{name}.parquet")
        for name in ("collocations", "kwic")
    }
    assert all(table.height for table in read.values())
    tokens = pl.read_parquet(finished.results / "annotation" / "tokens.parquet")
    ids = tokens.select(token=pl.format("{}.{}", "sentence", "token"), place="start")
    near = read["collocations"].select(pl.col("tokens").explode()).unique()
    assert near.join(ids, left_on="tokens", right_on="token", how="anti").is_empty()
    lines = read["kwic"].join(ids, on="token", how="left")
    assert lines["start"].equals(lines["place"].alias("start"))
    turns = pl.read_parquet(finished.results / "corpus" / "turns.parquet")
    said = read["kwic"].join(turns.select("turn", "text"), on="turn")
    whole = pl.concat_str("left", "node", "right")
    assert said.filter(~pl.col("text").str.contains(whole, literal=True)).is_empty()
    assert (
        (finished.results / "tables" / "kwic.csv").read_text(encoding="utf-8").startswith("kind,actor,lemma,")
    )


def test_power_in_the_room_is_in_tables_and_report(finished):
    floor, opportunities, uptake = (
        pl.read_parquet(finished.results / "interaction" / f"{name}.parquet")
        for name in ("floor", "opportunities", "uptake")
    )
    turns = pl.read_parquet(finished.results / "corpus" / "turns.parquet").filter(role="participant")
    speakers = floor.drop_nulls("speaker_code")
    assert set(speakers["speaker_code"]) == set(turns["speaker_code"])
    assert speakers["n_words"].sum() == turns["n_words"].sum()
    assert floor["speaking_ms"].null_count() == floor["n_interruptions"].null_count() == floor.height
    words = opportunities.join(turns.select("turn", "text"), left_on="taken_turn", right_on="turn")
    spans = pl.col("text").str.slice(pl.col("taken_start"), pl.col("taken_end") - pl.col("taken_start"))
    assert words.height == opportunities.height > 0 and words.select(spans.str.len_chars().min()).item() > 1
    assert set(opportunities["giver_group"]) == {"citizen", "expert"}
    assert opportunities.filter(pl.col("giver_group") != pl.col("taker_group")).is_empty()  # they never meet
    assert uptake.filter(level="pair")["n_taken"].sum() == opportunities["taken"].sum()
    page = (finished.results / "report.html").read_text(encoding="utf-8")
    assert "nothing here takes them to be zero" in page  # no times
    assert "uptake between groups is not defined in this study" in page


def test_findings_are_held_against_other_choices(finished):
    known = {name: pl.read_parquet(finished.results / "comparison" / f"{name}.parquet") for name in
             ("contrasts", "multiverse", "multiverse_findings", "multiverse_choices")}  # fmt: skip
    panel, key = known["multiverse"], ["measure", "item", "group_a", "group_b"]
    whole = known["contrasts"].filter(pl.col("scenario").is_null())
    main = panel.filter(specification="main").join(whole, on=key, nulls_equal=True, suffix="_told")
    assert main.height == known["multiverse_findings"].height > 5
    assert (main["difference"] - main["difference_told"]).abs().max() < 1e-12
    assert (
        panel["specification"].n_unique() == 1 + 15 + 26
    )  # singles, and five crossed choices in all combinations
    untried = known["multiverse_choices"].filter(~pl.col("evaluated"))
    assert untried.select("choice", "reason").rows() == [
        ("models", "the results of another run are not given (multiverse.other_results)")
    ]
    touched = panel.filter("touched", n_choices=1)["specification"].unique().to_list()
    assert {"generic_pronouns=hearer", "facilitators=in", "talkative=out"} <= set(touched)
    assert (finished.results / "tables" / "multiverse.csv").stat().st_size > 0
    page = (finished.results / "report.html").read_text(encoding="utf-8")
    assert 'id="multiverse"' in page and "To survive is not to be true." in page


def test_another_run_of_the_same_talk_is_one_more_choice(finished_copy, edited):
    """Its own results, copied away, are another run that says the same of everything."""
    other = finished_copy.study.parent / "other" / "results"
    shutil.copytree(finished_copy.results, other)
    edited(
        finished_copy.study / "config" / "config.yaml",
        "seed: 7",
        "seed: 7\nmultiverse: {other_results: ../../other/results}",
    )
    done = finished_copy.run("results/comparison/multiverse.parquet")
    assert done.returncode == 0, done.stdout + done.stderr
    panel = pl.read_parquet(finished_copy.results / "comparison" / "multiverse.parquet")
    assert not panel.filter(specification="models=other")["touched"].any()
    turns = pl.read_parquet(other / "corpus" / "turns.parquet")
    turns.head(3).write_parquet(other / "corpus" / "turns.parquet")
    done = finished_copy.run("results/comparison/multiverse.parquet")
    assert done.returncode != 0
    assert "that run is of other transcripts, groups or speakers" in done.stdout + done.stderr


def test_snakemakes_own_report_has_the_figures_with_captions(finished):
    call = [str(Path(sys.executable).with_name("snakemake")), "--report", "results/snakemake-report.html"]
    call += ["--snakefile", str(finished.root / "Snakefile"), "--directory", str(finished.study)]
    call += ["--configfile", str(finished.study / "config" / "config.yaml")]
    done = subprocess.run(
        call, cwd=finished.root, env=finished.environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    page = (finished.results / "snakemake-report.html").read_text(encoding="utf-8")
    assert "actors_2col" in page
    assert "not populations" in page


def test_models_stand_beside_tests_of_shares_and_only_there(finished):
    results = finished.results
    models = pl.read_parquet(results / "comparison" / "model_checks.parquet")
    contrasts = pl.read_parquet(results / "comparison" / "contrasts.parquet")
    tested = contrasts.filter(pl.col("p").is_not_null(), pl.col("scenario").is_null())
    keys = ["measure", "item", "group_a", "group_b"]
    assert models.join(tested, on=keys, nulls_equal=True, how="anti").is_empty()
    assert (models["odds_ratio"].is_null() == models["reason"].is_not_null()).all()
    assert (results / "tables" / "model_checks.csv").exists()
