"""Gold and found processes side by side, one row each: the data that all accuracy is counted from."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from machtstaal.evaluation.gold import FIELDS, ROLES
from machtstaal.problems import Problem

SETS = "sets.tsv"
"""Name of the list of gold sets, beside the files of the languages."""
STATUSES = ("matched", "missed", "spurious")
OUTCOMES = ("right", "wrong", "missed", "spurious", "none")
FOUND = "_found"

SCHEMA = {
    "gold": pl.String,
    "corpus": pl.String,
    "group": pl.String,
    "sentence": pl.String,
    "status": pl.String,
    **{f"{field}{end}": pl.String for field in FIELDS for end in ("", FOUND)},
    **dict.fromkeys(ROLES, pl.String),
}


def align(
    gold: pl.DataFrame, predicted: pl.DataFrame, sentences: Sequence[dict[str, Any]], name: str
) -> pl.DataFrame:
    """Put each gold process beside the one that was found for it.

    Parameters
    ----------
    gold, predicted
        Processes on gold tokens (`machtstaal.evaluation.gold`).
    sentences
        Gold sentences, for their corpus and group.
    name
        Name of the gold set.

    Returns
    -------
    DataFrame
        One row a process: gold (name), corpus, group, sentence; status (matched, missed: only in gold, spurious: only
        found); each field as gold has it and, with ``_found``, as it was found (null: not applicable, or no process
        on that side); for each role ``right``, ``wrong`` (another participant), ``missed``, ``spurious`` or ``none``
        (rightly nobody). Sorted by sentence and place.
    """
    keys = ["sentence", "head"]
    unique = predicted.unique(keys, keep="first", maintain_order=True)
    both = gold.join(unique, on=keys, how="full", suffix=FOUND, coalesce=True, nulls_equal=False)
    known = gold.select(*keys, _gold=True), unique.select(*keys, _found=True)
    both = both.join(known[0], on=keys, how="left").join(known[1], on=keys, how="left")
    status = (
        pl.when(pl.col("_gold").is_null())
        .then(pl.lit("spurious"))
        .when(pl.col("_found").is_null())
        .then(pl.lit("missed"))
        .otherwise(pl.lit("matched"))
    )
    places = pl.DataFrame(
        [(one["id"], one.get("corpus") or name, one.get("group")) for one in sentences],
        schema={"sentence": pl.String, "corpus": pl.String, "group": pl.String},
        orient="row",
    ).with_row_index("_place")
    fields = [f"{field}{end}" for field in FIELDS for end in ("", FOUND)]
    return (
        both.join(places, on="sentence", how="left")
        .sort("_place", "head", nulls_last=True)
        .select(
            pl.lit(name).alias("gold"),
            "corpus",
            "group",
            "sentence",
            status.alias("status"),
            *(pl.col(field).cast(pl.String) for field in fields),
            *(_outcome(role) for role in ROLES),
        )
    )


def _outcome(role: str) -> pl.Expr:
    """How a participant was found; on a process of one side only, it is missed or spurious with it."""
    wanted, found = pl.col(role), pl.col(f"{role}{FOUND}")
    return (
        pl.when(wanted.is_null() & found.is_null())
        .then(pl.lit("none"))
        .when(found.is_null())
        .then(pl.lit("missed"))
        .when(wanted.is_null())
        .then(pl.lit("spurious"))
        .when(wanted == found)
        .then(pl.lit("right"))
        .otherwise(pl.lit("wrong"))
        .alias(role)
    )


def write(aligned: pl.DataFrame, path: Path) -> None:
    """Write as TSV, nulls as empty cells."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aligned.write_csv(path, separator="\t", null_value="")


def read(path: Path) -> pl.DataFrame:
    """Read what `write` wrote.

    Raises
    ------
    Problem
        If the file is not such a table.
    """
    try:
        table = pl.read_csv(path, separator="\t", schema=SCHEMA)
    except (OSError, pl.exceptions.PolarsError) as error:
        reason = str(error).splitlines()[0]
        raise Problem(f"{path}: no table of accuracy ({reason}). Make it anew: make error-model") from error
    if wrong := set(table["status"]) - set(STATUSES):
        raise Problem(f"{path}: status '{min(map(str, wrong))}' is none of {', '.join(STATUSES)}.")
    return table


def read_all(paths: Sequence[str]) -> dict[str, pl.DataFrame]:
    """Language to its table, of files that are named after their language; the list of gold sets is passed over."""
    return {Path(path).stem: read(Path(path)) for path in paths if Path(path).name != SETS}


def sets(paths: Sequence[str]) -> list[dict[str, str]]:
    """Rows of the list of gold sets among `paths`: language, gold, sentences, processes, date, models, fitted."""
    rows = []
    for path in paths:
        if Path(path).name == SETS:
            with open(path, encoding="utf-8", newline="") as file:
                rows += list(csv.DictReader(file, delimiter="\t"))
    return rows
