"""`make bench`: how fast annotation is beside a plain loop, its memory, and what all later stages take."""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import yaml

from machtstaal import turns
from machtstaal.annotation import bundle
from machtstaal.commands import run

SHARED_STUDY = run.REPOSITORY / "tests" / "studies" / "be-digital" / "config.yaml"
EXAMPLE = run.REPOSITORY / "config" / "config.yaml"


def studies() -> list[Path]:
    """The example study, and the real corpus where the folder beside the repository is there."""
    if (run.REPOSITORY.parent / "shared" / "corpora" / "be-digital").is_dir():
        return [EXAMPLE, SHARED_STUDY]
    print("../shared is not on this machine: only the example study is timed, not be-digital.")
    return [EXAMPLE]


def transcripts(config: Path, words: int) -> list[list[str]]:
    """Turns of a study's first Dutch transcripts, as many as hold about `words` words."""
    table, _ = turns.collect(run.load(config))
    table = table.filter(table["language"] == "nl")
    chosen, total = [], 0
    for _, part in table.group_by("transcript", maintain_order=True):
        chosen.append(part["text"].to_list())
        total += part["n_words"].sum()
        if total >= words:
            break
    return chosen


def annotation_beside_plain_loop(config: Path, words: int) -> None:
    """Time our annotation and a plain `for turn: pipeline(turn)` loop in turn, transcript by transcript."""
    from machtstaal.annotation import annotator, plain

    texts = transcripts(config, words)
    models = bundle.check(run.REPOSITORY / "data" / "models" / "nl", "nl")
    started = time.perf_counter()
    ours = annotator.load(models)
    loading = time.perf_counter() - started
    pipeline = plain.load(models)
    ours.annotate(["Even warmlopen."])
    pipeline("Even warmlopen.")
    ratios, n_words, seconds = [], 0, [0.0, 0.0]
    for transcript in texts:
        n = sum(len(text.split()) for text in transcript)
        started = time.perf_counter()
        ours.annotate(transcript)
        between = time.perf_counter()
        for text in transcript:
            pipeline(text)
        ended = time.perf_counter()
        ratios.append((ended - between) / (between - started))
        seconds[0] += between - started
        seconds[1] += ended - between
        n_words += n
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    n_turns = sum(map(len, texts))
    print(
        f"annotation of {run.study_folder(config).name}, 1 thread: {len(texts)} transcripts, {n_turns} turns, "
        f"{n_words} words (models load in {loading:.1f} s)"
    )
    print(f"  ours                     {n_words / seconds[0]:7.0f} words/s")
    print(f"  plain loop over turns    {n_words / seconds[1]:7.0f} words/s")
    print(
        f"  ratio, by transcript     {statistics.median(ratios):7.2f} (median; {min(ratios):.2f} to {max(ratios):.2f})"
    )
    print(f"  peak memory of both      {memory:7.0f} MiB")


def share_of_later_stages(config: Path) -> None:
    """Run a study from nothing to its words, then to its report, and say what the second part took."""
    with tempfile.TemporaryDirectory(prefix="machtstaal-bench-") as folder:
        copy = Path(folder) / "config.yaml"
        copy.write_text(elsewhere(config), encoding="utf-8")
        annotated = _timed(run.command(copy, os.cpu_count() or 1, ["results/annotation/tokens.parquet"]))
        rest = _timed(run.command(copy, os.cpu_count() or 1, []))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"whole study ({config.parent.name}), {os.cpu_count()} cores")
    print(f"  transcripts to words     {annotated:7.1f} s")
    print(f"  words to report          {rest:7.1f} s  ({rest / (annotated + rest):.1%} of the wall time)")
    print(f"  largest process          {peak:7.0f} MiB")


def elsewhere(config: Path) -> str:
    """Text of a config that means the same in any folder: its paths made absolute."""
    content = yaml.safe_load(config.read_text(encoding="utf-8"))
    sheets = ("transcripts", "speakers", "scenarios", "forces")
    paths = {key: str((config.parent / content[key]).resolve()) for key in sheets if content.get(key)}
    return yaml.safe_dump(content | paths, sort_keys=False, allow_unicode=True)


def _timed(call: list[str]) -> float:
    environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
    started = time.perf_counter()
    done = subprocess.run(call, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return time.perf_counter() - started


def main() -> None:
    """Print the whole table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=6000, help="words annotated both ways (default 6000)")
    parser.add_argument("--config", type=Path, help="another study than be-digital")
    options = parser.parse_args()
    configs = [run.find_config(options.config)] if options.config else studies()
    for config in configs:
        annotation_beside_plain_loop(config, options.words)
    share_of_later_stages(configs[-1])


if __name__ == "__main__":
    main()
