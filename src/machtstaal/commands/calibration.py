"""`make calibration`: shuffle the speakers' labels on the results of studies, and see what each test then claims."""

import argparse
import sys
from pathlib import Path

import polars as pl

from machtstaal import tables
from machtstaal.commands import run
from machtstaal.comparison import calibration, counts, measures
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
    return pl.concat(parts)


def main() -> int:
    """Print the table; with `--output FOLDER` keep it there (TSV), with the figure (SVG and PNG)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("configs", type=Path, nargs="+", help="config.yaml of studies that have been run")
    parser.add_argument("--shuffles", type=int, default=400)
    parser.add_argument("--permutations", type=int, default=999)
    parser.add_argument("--resamples", type=int, default=999)
    parser.add_argument("--output", type=Path)
    options = parser.parse_args()
    studies = {}
    try:
        for path in options.configs:
            config = run.find_config(path)
            studies[run.study_folder(config).name] = calibration.calibrate(
                counted(config),
                shuffles=options.shuffles,
                permutations=options.permutations,
                resamples=options.resamples,
            )
    except Problem as problem:
        print(f"machtstaal: {problem}", file=sys.stderr)
        return 1
    found = table(studies)
    with pl.Config(
        tbl_rows=-1,
        tbl_hide_dataframe_shape=True,
        fmt_str_lengths=60,
        tbl_formatting="MARKDOWN",
        float_precision=3,
    ):
        print(found)
    if options.output:
        options.output.mkdir(parents=True, exist_ok=True)
        found.write_csv(options.output / "calibration.tsv", separator="\t", float_precision=4)
        with style.applied():
            saving.save(figure.draw(studies), options.output, "calibration", ["svg", "png"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
