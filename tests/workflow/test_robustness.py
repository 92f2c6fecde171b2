"""Killed runs, folders that cannot be written, bad input: one clear sentence, nothing lost, nothing half-written."""

import os
import shutil
import signal
import subprocess
import sys
import time

import polars as pl
import pytest
from checkouts import checkout

pytestmark = pytest.mark.workflow


@pytest.fixture
def fresh(repository, tmp_path):
    return checkout(repository, tmp_path)


def sentence(done: subprocess.CompletedProcess) -> str:
    """The one sentence a run said, after making sure that it said nothing else."""
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    assert len(said) == 1, said
    return said[0]


@pytest.mark.xdist_group("killed")
def test_a_killed_run_loses_nothing_and_doubles_nothing(fresh, finished):
    lines = (fresh.study / "vakmensen.csv").read_text(encoding="utf-8").splitlines()
    text = "\n".join([lines[0], *lines[1:] * 60]) + "\n"  # long enough to be killed in the middle of
    (fresh.study / "vakmensen.csv").write_text(text, encoding="utf-8")
    target = "results/annotation/tokens.parquet"
    call = [sys.executable, "-m", "machtstaal.commands.run", str(fresh.study), target]
    started = subprocess.Popen(
        call,
        env=fresh.environment(),
        cwd=fresh.root,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    store = fresh.results / "annotation" / "store"
    deadline = time.monotonic() + 300
    while not list(store.rglob("*.conllu")):
        assert time.monotonic() < deadline and started.poll() is None
        time.sleep(0.05)
    os.killpg(started.pid, signal.SIGKILL)
    started.wait()
    kept = {path: path.stat().st_mtime_ns for path in store.rglob("*.conllu")}
    assert not (fresh.results / "annotation" / "tokens.parquet").exists()

    done = fresh.run(target)
    assert done.returncode == 0, done.stdout + done.stderr
    assert kept.items() <= {path: path.stat().st_mtime_ns for path in store.rglob("*.conllu")}.items()
    tokens = pl.read_parquet(fresh.results / "annotation" / "tokens.parquet")
    assert tokens.select("sentence", "token").is_duplicated().sum() == 0
    assert tokens["turn"].n_unique() == 600 + 11 + 6
    whole = pl.read_parquet(finished.results / "annotation" / "tokens.parquet")
    of_citizens = pl.col("transcript").str.starts_with("bewoners")
    assert tokens.filter(of_citizens).equals(whole.filter(of_citizens))


def test_two_runs_on_one_study_do_not_mix(fresh):
    import fcntl

    fresh.results.mkdir()
    with open(fresh.results / ".running", "w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert "another run is writing here" in sentence(fresh.run())


def test_a_results_folder_that_cannot_be_written_is_named(fresh):
    as_others = []
    if os.geteuid() == 0:  # root writes everywhere, unless it gives up the right to
        if not shutil.which("setpriv"):
            pytest.skip("setpriv is needed to run as root without root's rights")
        as_others = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
    fresh.results.mkdir()
    fresh.results.chmod(0o555)
    call = [*as_others, sys.executable, "-m", "machtstaal.commands.run", str(fresh.study)]
    done = subprocess.run(
        call, env=fresh.environment(), cwd=fresh.root, capture_output=True, text=True, check=False
    )
    assert sentence(done) == (
        f"machtstaal: {fresh.results}: results cannot be written here (permission denied). "
        "Make the folder writable, or copy the study to a folder of your own."
    )


BAD = {
    "a missing file": (
        ("config/transcripts.tsv", "../bewoners-2.txt", "../bewoner-2.txt"),
        "transcripts.tsv, row 3: 'bewoner-2.txt' does not exist",
    ),
    "a missing column": (("config/transcripts.tsv", "\tworkshop", "\tmeeting"), "'workshop'"),
    "a duplicate id": (("config/transcripts.tsv", "bewoners-2\t", "bewoners\t"), "'bewoners'"),
    "an unknown setting": (("config/config.yaml", "k_max", "kmax"), "k_max"),
    "broken YAML": (("config/config.yaml", "title:", "title: ["), "this is not YAML"),
    "a key that stands twice": (
        ("config/config.yaml", "seed: 7", "seed: 7\nseed: 8"),
        "'seed' stands here twice",
    ),
    "an impossible date": (("config/config.yaml", "seed: 7", "seed: 2040-13-45"), "this is not YAML"),
    "only facilitators": (
        ("config/config.yaml", "[Begeleider]", "[Begeleider, Loes, Bram, Mo, Ans, Piet, Ria]"),
        "nobody is left to analyse",
    ),
    "a group without a transcript": (
        ("config/config.yaml", "  expert: Experts", "  expert: Experts\n  youth: Youth"),
        "'youth'",
    ),
    "an unknown language": (
        ("config/transcripts.tsv", "\tnl\tvakmensen", "\tfr\tvakmensen"),
        "language is 'nl' or 'en', not 'fr'",
    ),
    "an unknown scenario": (
        ("config/transcripts.tsv", "\texpert\topen", "\texpert\toopen"),
        "did you mean 'open'?",
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_a_mistake_is_told_in_one_sentence_before_any_job(fresh, what):
    (name, old, new), expected = BAD[what]
    path = fresh.study / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert expected in sentence(fresh.run())
    assert not (fresh.results / "corpus").exists()


def test_a_wrong_value_in_a_lexicon_is_told_with_its_row(fresh):
    own = fresh.study / "lexicons"
    shutil.copytree(fresh.root / "data" / "lexicons", own)
    verbs = own / "nl" / "verbs.tsv"
    lines = verbs.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace("\t" + lines[1].split("\t")[3] + "\t", "\tboss\t", 1)
    verbs.write_text("\n".join(lines) + "\n", encoding="utf-8")
    config = fresh.study / "config" / "config.yaml"
    config.write_text(
        config.read_text(encoding="utf-8") + "discourse: {lexicons: ../lexicons}\n", encoding="utf-8"
    )
    assert "verbs.tsv, row 2: 'boss' is not a power; choose one of agent, equal, none, patient." in sentence(
        fresh.run()
    )


def test_a_folder_without_a_config_is_told_how_to_begin(fresh, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    call = [sys.executable, "-m", "machtstaal.commands.run", str(empty)]
    done = subprocess.run(call, env=fresh.environment(), capture_output=True, text=True, check=False)
    assert "there is no config.yaml here" in sentence(done)
