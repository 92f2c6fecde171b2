"""`make calibration`: shuffle the speakers' labels on the results of studies, and see what each test then claims.

Then draw groups of speakers whose rates are known, and see how often each interval of a rate holds the true one.
"""

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import polars as pl

from machtstaal import tables
from machtstaal.commands import run
from machtstaal.comparison import calibration, counts, measures, rate_coverage
from machtstaal.comparison.calibration import Calibration
from machtstaal.figures import calibration as figure
from machtstaal.figures import saving, style
from machtstaal.problems import Problem

TABLES = ("mentions", "processes", "participants", "forces")


def counted(config: Path) -> counts.Counts:
    """Counts of a study whose results are there, its first language only."""
    chosen = run.load(config)
    results = run.study_folder(config) / "results"
    if not (results / "discourse" / "forces.parquet").exists():
        raise Problem(
            f"{results}: there are no results yet. Run the study first: make report CONFIG={config}"
        )
    turns = pl.read_parquet(results / "corpus" / "turns.parquet")
    turns = turns.filter(pl.col("language") == pl.col("language").mode().first())
    here = tables.situated(turns, turns)
    found = {
        name: tables.situated(pl.read_parquet(results / "discourse" / f"{name}.parquet"), turns)
        for name in TABLES
    }
    return counts.count(measures.load(), found, here, groups=list(chosen.settings.groups))


def table(studies: dict[str, Calibration]) -> pl.DataFrame:
    """What `make calibration` prints: one row a study, test or interval, and level or band of frequency."""
    parts = []
    for name, found in studies.items():
        tests = calibration.false_positives(found).select(
            pl.lit(name).alias("study"),
            pl.col("test").alias("method"),
            ("p <= " + pl.col("level").cast(pl.String)).alias("what"),
            "share",
            "standard_error",
            "n_tests",
            "n_shuffles",
        )
        intervals = calibration.coverage(found).select(
            pl.lit(name).alias("study"),
            (pl.col("interval") + " interval").alias("method"),
            ("covers zero, " + pl.col("events").cast(pl.String) + " or more occurrences").alias("what"),
            "share",
            "standard_error",
            "n_tests",
            "n_shuffles",
        )
        parts += [tests, intervals]
        levels = calibration.model_levels(found)
        if levels.height:
            parts.append(
                levels.select(
                    pl.lit(name).alias("study"),
                    (pl.col("test") + " (shares)").alias("method"),
                    ("p <= " + pl.col("level").cast(pl.String)).alias("what"),
                    "share",
                    "standard_error",
                    "n_tests",
                    "n_shuffles",
                )
            )
    return pl.concat(parts)


def rates(studies: dict[str, counts.Counts], groups: int) -> pl.DataFrame:
    """How often intervals of a rate hold the true one: made-up populations by rate, and the speakers of each study.

    Parameters
    ----------
    studies
        Name of a study -> its counts.
    groups
        Groups drawn of each made-up population, a count; a fifth as many of each study.
    """
    made = rate_coverage.simulated(groups)
    told = (
        made.group_by("population", "speakers", "interval", maintain_order=True)
        .agg(pl.col("covers").min().alias("least"), pl.col("covers", "above", "below", "width").mean())
        .with_columns(population=pl.lit("made up: ") + pl.col("population"))
    )
    again = [
        rate_coverage.resampled(found, max(groups // 5, 1)).select(
            pl.lit(name).alias("population"),
            "speakers",
            "interval",
            pl.lit(None, pl.Float64).alias("least"),
            "covers",
            "above",
            "below",
            "width",
        )
        for name, found in studies.items()
    ]
    return pl.concat([told, *again])


def main() -> int:
    """Print the tables; with `--output FOLDER` keep them there (TSV), with the figure (SVG and PNG)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("configs", type=Path, nargs="+", help="config.yaml of studies that have been run")
    parser.add_argument("--shuffles", type=int, default=400)
    parser.add_argument(
        "--modelled", type=int, default=40, help="shuffles in which regression models are fitted"
    )
    parser.add_argument("--permutations", type=int, default=999)
    parser.add_argument("--resamples", type=int, default=999)
    parser.add_argument(
        "--groups", type=int, default=1000, help="groups drawn to see what intervals of rates hold"
    )
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="processes")
    parser.add_argument("--output", type=Path)
    options = parser.parse_args()
    try:
        configs = {
            run.study_folder(run.find_config(path)).name: run.find_config(path) for path in options.configs
        }
        known = {name: counted(config) for name, config in configs.items()}
    except Problem as problem:
        print(f"machtstaal: {problem}", file=sys.stderr)
        return 1
    sizes = {name: getattr(options, name) for name in ("shuffles", "modelled", "permutations", "resamples")}
    with ProcessPoolExecutor(options.workers, mp_context=get_context("spawn")) as workers:
        running = {
            name: workers.submit(calibration.calibrate, found, **sizes) for name, found in known.items()
        }
        drawn = workers.submit(rates, known, options.groups)
        studies = {name: future.result() for name, future in running.items()}
        found = {"calibration": table(studies), "rates": drawn.result()}
    with pl.Config(
        tbl_rows=-1,
        tbl_hide_dataframe_shape=True,
        fmt_str_lengths=60,
        tbl_formatting="MARKDOWN",
        float_precision=3,
    ):
        print(*found.values(), sep="\n")
    if options.output:
        options.output.mkdir(parents=True, exist_ok=True)
        for name, frame in found.items():
            frame.write_csv(options.output / f"{name}.tsv", separator="\t", float_precision=4)
        with style.applied():
            saving.save(figure.draw(studies), options.output, "calibration", ["svg", "png"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
