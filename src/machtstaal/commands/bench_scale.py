"""How fast the stages after annotation are on a large corpus: from CoNLL-U to all tables of discourse, and all contrasts.

The corpus is made of real speech: the first 200,000 words of a parliament's Dutch turns are annotated once (kept in
`results/bench`) and repeated under new ids.
"""

import csv
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import yaml

from machtstaal.commands import run
from machtstaal.comparison import contrasts, model_checks, rates
from machtstaal.comparison.counts import Counts

CORPUS = run.REPOSITORY.parent / "shared" / "corpora" / "be-chamber-56" / "turns_nl.jsonl.gz"
STUDY = run.REPOSITORY / "results" / "bench" / "chamber"
ANNOTATED_WORDS = 200_000
LONGEST_TRANSCRIPT = 20_000


def write_study() -> Path:
    """Write the study of the first turns of the corpus, members and ministers as its groups; returns its config."""
    transcripts: dict[str, list[dict]] = {}
    words, part = 0, 0
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for turn in map(json.loads, lines):
            name = f"{turn['meeting']}-{part}"
            transcripts.setdefault(name, []).append(turn)
            words += len(turn["text"].split())
            part += sum(len(one["text"].split()) for one in transcripts[name]) > LONGEST_TRANSCRIPT
            if words >= ANNOTATED_WORDS:
                break
    (STUDY / "config").mkdir(parents=True, exist_ok=True)
    people = {}
    for name, turns in transcripts.items():
        with open(STUDY / "config" / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["speaker", "text"])
            rows.writerows([one["speaker"], one["text"]] for one in turns)
        people |= {one["speaker"]: "member" if one["role"] == "mp" else "other" for one in turns}
    sheet = ["transcript\tpath\tlanguage\tworkshop\tgroup\tscenario"]
    sheet += [f"{name}\t{name}.csv\tnl\tchamber\t\t" for name in transcripts]
    (STUDY / "config" / "transcripts.tsv").write_text("\n".join(sheet) + "\n", encoding="utf-8")
    speakers = ["speaker\tgroup\trole", *(f"{one}\t{group}\tparticipant" for one, group in people.items())]
    (STUDY / "config" / "speakers.tsv").write_text("\n".join(speakers) + "\n", encoding="utf-8")
    config = STUDY / "config" / "config.yaml"
    content = {
        "title": "Bench",
        "transcripts": "transcripts.tsv",
        "speakers": "speakers.tsv",
        "groups": {"member": "Members", "other": "Others"},
    }
    config.write_text(yaml.safe_dump(content), encoding="utf-8")
    return config


def repeated(times: int, folder: Path) -> list[str]:
    """Make `folder` the results of a study that is `times` as large: turns and CoNLL-U under new ids."""
    results = STUDY / "results"
    turns = pl.read_parquet(results / "corpus" / "turns.parquet")
    copies = []
    for number in range(times):
        names = ("transcript", "turn", "speaker", "speaker_code")
        new = [(f"c{number}-" + pl.col(name)).alias(name) for name in names]
        copies.append(turns.with_columns(new))
    (folder / "corpus").mkdir(parents=True)
    (folder / "annotation").mkdir()
    pl.concat(copies).write_parquet(folder / "corpus" / "turns.parquet")
    paths = []
    for transcript in turns["transcript"].unique(maintain_order=True):
        text = (results / "annotation" / f"{transcript}.conllu").read_text(encoding="utf-8")
        for number in range(times):
            copy = text
            for key in ("newdoc id", "newpar id", "sent_id"):
                copy = copy.replace(f"# {key} = ", f"# {key} = c{number}-")
            paths.append(folder / "annotation" / f"c{number}-{transcript}.conllu")
            paths[-1].write_text(copy, encoding="utf-8")
    order = {
        name: place for place, name in enumerate(pl.concat(copies)["transcript"].unique(maintain_order=True))
    }
    return [str(path) for path in sorted(paths, key=lambda path: order[path.stem])]


def discourse_tables(times: int = 20) -> None:
    """Time CoNLL-U to all tables of discourse in one process that may use all cores, and take its peak memory."""
    if not CORPUS.exists():
        print("../shared is not on this machine: the stages after annotation are not timed at scale.")
        return
    config = write_study()
    done = subprocess.run(
        run.command(config, os.cpu_count() or 1, ["results/annotation/tokens.parquet"]),
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    with tempfile.TemporaryDirectory(prefix="machtstaal-scale-") as folder:
        paths = repeated(times, Path(folder))
        listing = Path(folder) / "paths.json"
        listing.write_text(json.dumps(paths), encoding="utf-8")
        measured = subprocess.run(
            [sys.executable, "-m", "machtstaal.commands.bench_scale", str(listing), folder],
            capture_output=True,
            text=True,
            check=False,
        )
    print(measured.stdout or measured.stderr, end="")


def contrasts_at_scale(speakers: int = 200, columns: int = 1800, permutations: int = 9999) -> None:
    """Time all that is compared in a study of many speakers, with counts of 4 million words drawn at random."""
    rng = np.random.default_rng(1)
    per_scenario = columns // 5
    scenarios = (None, "one", "two", "three", "four")
    against = rng.poisson(400, (speakers, columns)) + 1
    rate = rng.beta(1, 12, columns)
    counts = Counts(
        groups=("a", "b"),
        speakers=pl.DataFrame(
            {"speaker_code": [f"S{n}" for n in range(speakers)], "group": ["a", "b"] * (speakers // 2)}
        ),
        columns=pl.DataFrame(
            {
                "family": [f"family {n % 12}" for n in range(columns)],
                "measure": [f"measure {n % per_scenario}" for n in range(columns)],
                "item": [None] * columns,
                "scenario": [scenarios[n // per_scenario] for n in range(columns)],
                "scale": [1] * columns,
            },
            schema_overrides={"item": pl.String, "scale": pl.Int64},
        ),
        numerators=rng.binomial(against, rng.beta(20 * rate + 0.1, 20 * (1 - rate), (speakers, columns))),
        denominators=against,
        scenarios=scenarios,
        words=np.repeat([[20_000, 5_000, 5_000, 5_000, 5_000]], speakers, axis=0),
    )
    print(
        f"comparisons of {speakers} speakers, {speakers * 20_000:,} words, {columns:,} measures and scenarios, "
        f"{permutations:,} labellings (seconds; seconds of processor)"
    )
    found = _took("contrasts", lambda: contrasts.compare(counts, permutations=permutations))
    checked = _took("regression models", lambda: model_checks.compare(counts, found))
    _took("rates", lambda: rates.estimate(counts))
    print(f"  {found.height:,} contrasts, {checked.height} with models")


def _took(name: str, work: Callable[[], pl.DataFrame]) -> pl.DataFrame:
    """Do some work and print what it took."""
    started, used = time.perf_counter(), time.process_time()
    found = work()
    print(f"  {name:<20} {time.perf_counter() - started:7.1f} s {time.process_time() - used:7.1f} s")
    return found


def _stages(paths: list[str], folder: Path) -> None:
    """Run the stages one after the other, as the rules do, and print what they took."""
    from functools import partial

    from machtstaal import conllu, forces, marks, mentions, portions, processes, tables

    lexicons, cores = run.REPOSITORY / "data" / "lexicons", os.cpu_count() or 1
    turns = pl.read_parquet(folder / "corpus" / "turns.parquet")
    terms = pl.read_csv(run.REPOSITORY / "config" / "forces.tsv", separator="\t")
    seconds: dict[str, float] = {}

    def timed(name: str, work: Callable[[], pl.DataFrame]) -> pl.DataFrame:
        started = time.perf_counter()
        found = work()
        tables.write(found, folder / f"{name}.parquet")
        seconds[name] = time.perf_counter() - started
        return found

    tokens = timed("tokens", lambda: marks.set_apart(conllu.read(paths)))
    spread = partial(portions.each, tokens, turns, workers=cores)
    actors = timed("mentions", lambda: spread(partial(mentions.of_language, folder=lexicons)))
    found = timed(
        "processes",
        lambda: spread(partial(processes.of_language, folder=lexicons), {"mentions": actors}),
    )
    timed("participants", lambda: tables.participants(found))
    timed("forces", lambda: spread(partial(forces.of_language, terms=terms)))
    n_words, total = turns["n_words"].sum(), sum(seconds.values())
    print(f"from CoNLL-U to all tables of discourse, {n_words:,} words, {cores} cores")
    for name, took in seconds.items():
        print(f"  {name:<16} {took:7.1f} s")
    print(f"  all              {total:7.1f} s: {n_words / total:,.0f} words/s")
    print(f"  memory at most   {_peak() / 1024:7.0f} MiB")


def _peak() -> int:
    """Most memory that this process has had, in KiB; `getrusage` would count what its parent had when it forked, too."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(next(line for line in status.read_text().splitlines() if line.startswith("VmHWM")).split()[1])


if __name__ == "__main__":
    _stages(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(sys.argv[2]))
