"""The whole of it for a study: from its tables to the panel and its summaries."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from machtstaal import languages
from machtstaal.comparison import measures
from machtstaal.multiverse import choices, codings, findings, panel, rereading, summary
from machtstaal.multiverse.choices import Circumstances, Plan
from machtstaal.multiverse.rereading import Rereading
from machtstaal.multiverse.worlds import Tables, World
from machtstaal.problems import Problem

TABLES = ("turns", "mentions", "processes", "forces")
REREAD = ("first", "second", "agreed")
"""Codes for which the words are read again."""


def vary(
    tables: Mapping[str, pl.DataFrame],
    folder: Path,
    settings: Mapping[str, Any],
    other: Mapping[str, pl.DataFrame] | None = None,
    workers: int = 1,
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Evaluate the findings of a study under all other choices.

    Parameters
    ----------
    tables
        turns, tokens, mentions, processes, forces and contrasts.
    folder
        Folder of the lexicons.
    settings
        All settings of the study.
    other
        turns, mentions, processes and forces of another run, where there is one.
    workers
        Processes at once.

    Returns
    -------
    tuple of DataFrame
        The panel (`panel.SCHEMA`), how each finding fares (`summary.FINDINGS`), what each option does
        (`summary.CHOICES`). Without findings to ask about, or where `multiverse.evaluate` is false, the first two are empty.

    Raises
    ------
    Problem
        If the other run is of other transcripts.
    ValueError
        If the main analysis, made again, is not what the contrasts say: the tables are of different runs.
    """
    comparison = settings["comparison"]
    groups, alpha = list(settings["groups"]), 1 - comparison["confidence"]
    given = circumstances(tables["turns"], settings, folder, other is not None)
    plan = choices.plan(choices.load(), given)
    found = findings.choose(tables["contrasts"], alpha)
    if not settings["multiverse"]["evaluate"] or found.is_empty():
        empty = pl.DataFrame(schema=panel.SCHEMA)
        return empty, summary.of_findings(empty), summary.of_choices(empty, plan)
    own = Tables(*(tables[name] for name in TABLES))
    world = World(
        tables=own,
        facilitators=given.facilitators,
        window=given.window,
        rereading=_reread(tables, folder, given, plan, workers),
        other=_same_talk(own, Tables(*(other[name] for name in TABLES))) if other else None,
    )
    shared = {name: comparison[name] for name in ("resamples", "permutations", "confidence", "min_speakers")}
    rows = panel.evaluate(
        found, plan, world, measures.load(), groups, alpha=alpha, seed=settings["seed"], **shared
    )
    _agree(rows, tables["contrasts"])
    return rows, summary.of_findings(rows), summary.of_choices(rows, plan)


def circumstances(
    turns: pl.DataFrame, settings: Mapping[str, Any], folder: Path, other: bool
) -> Circumstances:
    """What of a study decides which choices can be evaluated."""
    spoken = languages.of(turns)
    return Circumstances(
        languages=spoken,
        facilitators=not settings["corpus"]["exclude_facilitators"],
        window=settings["discourse"]["backgrounding_window"],
        resolve_pronouns=settings["discourse"]["resolve_pronouns"],
        coded=any(codings.files(folder, language) for language in spoken),
        other=other,
        led=led(turns),
    )


def other(paths: Sequence[str]) -> dict[str, pl.DataFrame] | None:
    """Tables of another run, by the names of their files; None without files."""
    return {Path(path).stem: pl.read_parquet(path) for path in paths} or None


def led(turns: pl.DataFrame) -> str:
    """Why what facilitators say cannot be counted with the group they lead; empty where it can."""
    leading = turns.filter(pl.col("role") == "facilitator")
    if leading.is_empty():
        return "there are no facilitators"
    if leading["group"].null_count():
        return "a facilitator leads no group in particular"
    per_code = turns.group_by("speaker_code").agg(n=pl.col("group").n_unique())
    if per_code.filter(pl.col("n") > 1).height:
        return "a facilitator leads several groups"
    return ""


def _reread(
    tables: Mapping[str, pl.DataFrame], folder: Path, given: Circumstances, plan: Plan, workers: int
) -> Rereading | None:
    """Read the words again, if an option needs that."""
    tried = [option for one in plan.decisions if not one.reason for option in one.options]
    if not any(option.act == "resolve_pronouns" or option.codes in REREAD for option in tried):
        return None
    return rereading.read(
        tables["tokens"],
        tables["turns"],
        folder,
        window=given.window,
        resolve_pronouns=not given.resolve_pronouns,
        workers=workers,
    )


def _same_talk(own: Tables, other: Tables) -> Tables:
    """The tables of another run, held against these: the same turns of the same speakers."""
    for name in TABLES:
        if lacking := set(getattr(own, name).columns) - set(getattr(other, name).columns):
            raise Problem(
                f"multiverse.other_results: its {name} have no column '{min(lacking)}'; run it with this version."
            )
    same = ["turn", "speaker_code", "group", "role"]
    if not own.turns.select(same).sort("turn").equals(other.turns.select(same).sort("turn")):
        raise Problem(
            "multiverse.other_results: that run is of other transcripts, groups or speakers; run it with the same sheets, and "
            "with other models or lexicons only."
        )
    return other


def _agree(rows: pl.DataFrame, contrasts: pl.DataFrame) -> None:
    """Hold the main specification against the contrasts that the report tells."""
    main = rows.filter(specification=choices.MAIN)
    here = contrasts.filter(pl.col("scenario").is_null())
    both = main.join(
        here, on=findings.KEY, how="left", nulls_equal=True, suffix="_told", maintain_order="left"
    )
    for name in ("difference", "low", "high", "p", "q"):
        apart = both.filter(
            ~((pl.col(name) - pl.col(f"{name}_told")).abs() <= 1e-9).fill_null(
                pl.col(name).is_null() & pl.col(f"{name}_told").is_null()
            )
        )
        if apart.height:
            raise ValueError(
                f"'{apart['measure'][0]}' has the {name} {apart[name][0]} here and {apart[f'{name}_told'][0]} in the contrasts"
            )
