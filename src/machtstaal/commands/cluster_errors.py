"""How often clusters are found that are there, and that are not: constructed talk, and a study whose words are dealt anew.

`python -m machtstaal.commands.cluster_errors [--runs 24] [--talk planted] [--study path/to/config.yaml]`
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
from sklearn.metrics import adjusted_rand_score

from machtstaal import tables
from machtstaal.clusters import features, planted, solutions, units
from machtstaal.clusters.features import Blocks
from machtstaal.commands import run
from machtstaal.comparison.seeds import stream
from machtstaal.evaluation.intervals import wilson
from machtstaal.problems import Problem

TURNS, SPEAKERS = 150, 20
QUICK = {"k_max": 5, "resamples": 30}
FLOORS = (0.0, 0.5, 0.7)
"""Thresholds of stability that are tried; at 0 the null reference alone decides."""
TALK = {
    "planted: three ways, 40 % of the words": ({"ways": 3, "own": 0.4}, False),
    "planted: two ways, 30 % of words and frames": ({"ways": 2, "own": 0.3, "frames": 0.3}, False),
    "shuffled: the first, dealt at random": ({"ways": 3, "own": 0.4}, True),
    "idiolects: 40 % of the words are the speaker's own": (
        {"ways": 1, "own": 0.4, "structure": "idiolects"},
        False,
    ),
}
"""Name of a kind of constructed talk -> how it is made, and whether it is then dealt at random."""
ANNOTATED = {
    "tokens": "annotation",
    "mentions": "discourse",
    "processes": "discourse",
    "participants": "discourse",
}

Material = tuple[Blocks, pl.DataFrame, np.ndarray | None]
"""Features, units and, where there are ways of talking, the way of each unit."""


def constructed(name: str, number: int, seed: int) -> Material:
    """Talk of one kind, the `number`-th of many."""
    made, dealt = TALK[name]
    start = stream(seed, name, number)
    blocks, found, way = planted.talk(TURNS, n_speakers=SPEAKERS, seed=start, **made)
    if dealt:
        return features.deal(blocks, start), found, None
    return blocks, found, way if made["ways"] > 1 else None


def studied(config: Path) -> Material:
    """Features and units of a study whose results are there, in its main language."""
    chosen, results = run.load(config), run.study_folder(config) / "results"
    if not (results / "clusters" / "outcome.json").exists():
        raise Problem(
            f"{results}: there are no results yet. Run the study first: make report CONFIG={config}"
        )
    turns = pl.read_parquet(results / "corpus" / "turns.parquet")
    here = tables.situated(turns, turns)
    here = here.filter(pl.col("language") == units.main_language(here))
    found = units.select(here, chosen.settings.clusters.min_words)
    annotated = [
        pl.read_parquet(results / folder / f"{name}.parquet").join(here.select("turn"), on="turn", how="semi")
        for name, folder in ANNOTATED.items()
    ]
    return features.count(found, *annotated), found, None


def trial(material: Material, seed: int, **size) -> dict[str, object]:
    """Look for clusters once: their number at each threshold (None: none), and how alike they are to the truth."""
    blocks, found, way = material
    clustering = solutions.solve(blocks, found, seed=seed, **size)
    at = {
        floor: solutions.choose(clustering.solutions, clustering.outcome | {"threshold": floor})
        if clustering.solutions.height
        else None
        for floor in FLOORS
    }
    recovered = clustering.outcome["k"] is not None and way is not None
    likeness = adjusted_rand_score(way, clustering.units["cluster"].to_numpy()) if recovered else None
    return {"k": at, "ways": None if way is None else int(way.max()) + 1, "likeness": likeness}


def summary(name: str, trials: list[dict]) -> str:
    """One line: in how many runs clusters were found at each threshold, with the interval of Wilson (1927).

    >>> tried = {"k": {0.0: 2, 0.5: None, 0.7: None}, "ways": None, "likeness": None}
    >>> summary("shuffled", [tried, tried]).split("; ")[0]
    'shuffled: found in 2 of 2 runs at 0 (34 to 100 %)'
    """
    n, said = len(trials), []
    for floor in FLOORS:
        found = sum(one["k"][floor] is not None for one in trials)
        low, high = wilson(found, n)
        said.append(f"{found} of {n} runs at {floor:g} ({100 * low:.0f} to {100 * high:.0f} %)")
    line = f"{name}: found in {'; '.join(said)}"
    if trials[0]["ways"]:
        right = sum(one["k"][FLOORS[-1]] == one["ways"] for one in trials)
        likeness = [one["likeness"] for one in trials if one["likeness"] is not None]
        line += f"; the right number at {FLOORS[-1]:g} in {right}"
        line += f", mean adjusted Rand index with the truth {np.mean(likeness):.2f}" if likeness else ""
    return line


def lines(runs: int, study: Path | None, seed: int, beginning: str = "") -> Iterator[str]:
    """Measure each kind of talk whose name begins so, and a study dealt at random, one line each."""
    for name in (name for name in TALK if name.startswith(beginning)):
        yield summary(
            name, [trial(constructed(name, number, seed), number, **QUICK) for number in range(runs)]
        )
    if study is not None:
        blocks, found, _ = studied(study)
        dealt = (
            (features.deal(blocks, stream(seed, "dealt", number)), found, None) for number in range(runs)
        )
        yield summary(
            f"{study.parent.name}, dealt at random", [trial(one, number) for number, one in enumerate(dealt)]
        )


def main(arguments: list[str] | None = None) -> int:
    """Print how often clusters are found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=24, help="data sets of each kind")
    parser.add_argument("--talk", default="", help="beginning of the kinds of constructed talk; none: -")
    parser.add_argument("--study", type=Path, help="config of a study that was run")
    parser.add_argument("--seed", type=int, default=2025)
    options = parser.parse_args(arguments)
    try:
        for line in lines(options.runs, options.study, options.seed, options.talk):
            print(line, flush=True)
    except Problem as problem:
        print(f"machtstaal: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
