"""`make bench`: how fast annotation is beside a plain loop, what each choice brings and costs, what later stages take."""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import yaml

from machtstaal import turns
from machtstaal.annotation import bundle
from machtstaal.commands import bench_scale, run

SHARED_STUDY = run.REPOSITORY / "tests" / "studies" / "be-digital" / "config.yaml"
MODELS = run.REPOSITORY / "data" / "models" / "nl"
EXAMPLE = run.REPOSITORY / "config" / "config.yaml"
TREEBANK = run.REPOSITORY.parent / "shared" / "treebanks" / "nl_alpino-test.conllu.xz"


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
    """Time our annotation and a plain `for turn: pipeline(turn)` loop by turns, on the same transcripts and cores.

    Ours is what the workflow runs: as many processes as cores, one thread each. The plain loop is one process whose
    matrix products use all cores.
    """
    import torch

    from machtstaal.annotation import plain

    cores = os.cpu_count() or 1
    texts = transcripts(config, words)
    torch.set_num_threads(cores)
    pipeline = plain.load(bundle.check(MODELS, "nl"))
    pipeline("Even warmlopen.")
    ratios, n_words, seconds = [], 0, [0.0, 0.0]
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn"), initializer=_load) as workers:
        loading = max(workers.map(_loaded, range(cores)))
        for first in range(0, len(texts), 2 * cores):
            together = sorted(texts[first : first + 2 * cores], key=_size, reverse=True)
            started = time.perf_counter()
            list(workers.map(_annotate, together))
            between = time.perf_counter()
            for text in (text for transcript in together for text in transcript):
                pipeline(text)
            ended = time.perf_counter()
            ratios.append((ended - between) / (between - started))
            seconds[0] += between - started
            seconds[1] += ended - between
            n_words += sum(map(_size, together))
        memory = max(workers.map(_memory, range(cores)))
    n_turns = sum(map(len, texts))
    print(
        f"annotation of {run.study_folder(config).name}, {cores} cores: {len(texts)} transcripts, {n_turns} turns, "
        f"{n_words} words (models load in {loading:.1f} s)"
    )
    print(f"  ours                     {n_words / seconds[0]:7.0f} words/s")
    print(f"  plain loop over turns    {n_words / seconds[1]:7.0f} words/s")
    print(
        f"  ratio                    {seconds[1] / seconds[0]:7.2f} (rounds: {min(ratios):.2f} to {max(ratios):.2f})"
    )
    print(f"  memory of each process   {memory:7.0f} MiB at its peak")


def _size(transcript: list[str]) -> int:
    return sum(len(text.split()) for text in transcript)


_worker: dict = {}
"""What a worker process has loaded: its annotator, and the seconds that took."""


def _load() -> None:
    from machtstaal.annotation import annotator

    started = time.perf_counter()
    _worker["annotator"] = annotator.load(bundle.check(MODELS, "nl"))
    _worker["seconds"] = time.perf_counter() - started
    _worker["annotator"].annotate(["Even warmlopen."])


def _loaded(_: int) -> float:
    return _worker["seconds"]


def _annotate(transcript: list[str]) -> int:
    return len(_worker["annotator"].annotate(transcript))


def _memory(_: int) -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


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
    parser.add_argument("--comparisons", action="store_true", help="time the comparison of groups only")
    options = parser.parse_args()
    if options.comparisons:
        bench_scale.contrasts_at_scale()
        return
    sys.stdout.reconfigure(line_buffering=True)  # a table that comes late looks like a hang
    configs = [run.find_config(options.config)] if options.config else studies()
    for config in configs:
        annotation_beside_plain_loop(config, options.words)
    from machtstaal.commands import bench_choices  # loads Stanza, which worker processes do for themselves

    choices = transcripts(configs[-1], options.words)
    treebank = TREEBANK if TREEBANK.exists() else None
    bench_choices.show(bundle.check(MODELS, "nl"), choices, treebank, os.cpu_count() or 1)
    share_of_later_stages(configs[-1])
    bench_scale.contrasts_at_scale()
    bench_scale.discourse_tables()


if __name__ == "__main__":
    main()
