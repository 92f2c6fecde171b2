"""What reruns when something changes: all that depends on it, and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

pytestmark = [pytest.mark.workflow, pytest.mark.xdist_group("reruns")]

DISCOURSE = {"find_mentions", "extract_processes", "list_exclusions", "find_forces"}


def test_the_default_target_builds_everything(finished):
    for name in (
        *("report.html", "provenance.json", "ro-crate-metadata.json", "discourse/processes.parquet"),
        *("methods.md", "methods.docx", "references.bib"),
    ):
        assert (finished.results / name).stat().st_size > 0
    assert list((finished.results / "figures").glob("*.pdf"))
    assert list((finished.results / "tables").glob("*.csv"))


def test_a_second_run_does_nothing_and_says_so(finished):
    before = {path: path.stat().st_mtime_ns for path in finished.results.rglob("*.parquet")}
    done = finished.run()
    assert done.returncode == 0
    assert "Nothing to do, the report is up to date" in done.stdout
    assert before == {path: path.stat().st_mtime_ns for path in finished.results.rglob("*.parquet")}


def test_touching_files_reruns_nothing(finished):
    for path in (
        finished.study / "bewoners.txt",
        finished.root / "data" / "lexicons" / "nl" / "verbs.tsv",
        finished.root / "src" / "machtstaal" / "processes" / "table.py",
    ):
        os.utime(path)
    assert finished.planned() == set()


def test_editing_a_library_module_reruns_what_imports_it(finished, edited):
    module = finished.root / "src" / "machtstaal" / "networks" / "power.py"
    edited(module, module.read_text(encoding="utf-8") + "\n# changed\n")
    planned = finished.planned()
    assert "build_networks" in planned
    assert not planned & (DISCOURSE | {"read_corpus", "collect_tokens", "compare_groups", "cluster_turns"})
    assert not any(rule.startswith("annotate") for rule in planned)


def test_editing_a_lexicon_reruns_discourse_but_never_annotation(finished, edited):
    lexicon = finished.root / "data" / "lexicons" / "nl" / "verbs.tsv"
    edited(lexicon, lexicon.read_text(encoding="utf-8").rstrip("\n") + "\n")
    lexicon.write_text(
        lexicon.read_text(encoding="utf-8").replace("\tmaterial\t", "\tmental\t", 1), encoding="utf-8"
    )
    planned = finished.planned()
    assert {"find_mentions", "extract_processes", "compare_groups"} <= planned
    assert not any(rule.startswith("annotate") for rule in planned)


def test_changing_a_parameter_reruns_what_uses_it(finished, edited):
    config = finished.study / "config" / "config.yaml"
    edited(config, "k_max: 3", "k_max: 2")
    planned = finished.planned()
    assert "cluster_turns" in planned
    assert not planned & (DISCOURSE | {"build_networks", "compare_groups", "find_keywords", "collect_tokens"})


def test_renaming_a_scenario_in_the_sheet_annotates_nothing_again(finished, edited):
    edited(finished.study / "config" / "transcripts.tsv", "\tcitizen\tgesloten", "\tcitizen\topen")
    planned = finished.planned()
    assert "read_corpus" in planned  # the shards run too, but find every transcript in the store
    entries = sorted((finished.results / "annotation" / "store").rglob("*.conllu"))
    assert len(entries) == 3


def test_adding_a_transcript_annotates_only_that_one(finished_copy):
    finished = finished_copy
    sheet = finished.study / "config" / "transcripts.tsv"
    text = sheet.read_text(encoding="utf-8")
    sheet.write_text(text + "vakmensen-2\t../vakmensen-2.txt\tnl\tvakmensen\texpert\tgesloten\n")
    added = finished.study / "vakmensen-2.txt"
    added.write_text("Ans: Wij sluiten een contract met een ander bedrijf.\n\nRia: Mag dat?\n")
    store = finished.results / "annotation" / "store"
    before = {path: path.stat().st_mtime_ns for path in store.rglob("*.conllu")}
    done = finished.run("results/annotation/tokens.parquet")
    assert done.returncode == 0, done.stdout + done.stderr
    after = {path: path.stat().st_mtime_ns for path in store.rglob("*.conllu")}
    assert before.items() < after.items()
    assert len(after) == len(before) + 1
    logs = "".join(path.read_text() for path in (finished.results / "logs").glob("annotate_*.log"))
    assert "vakmensen-2: annotated, " in logs
    assert logs.count("annotated, ") == 1
    tokens = pl.read_parquet(finished.results / "annotation" / "tokens.parquet")
    assert "vakmensen-2" in tokens["transcript"]


def test_plain_snakemake_builds_the_default_target_too(finished):
    snakemake = Path(sys.executable).with_name("snakemake")
    done = subprocess.run(
        [snakemake, "--dry-run", "--cores", "1", "--configfile", finished.study / "config" / "config.yaml"],
        cwd=finished.root,
        env=finished.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "extract_processes" in done.stdout + done.stderr
