"""The words read again: with pronouns resolved or not, and with what each coder made of the verbs.

Both need the trees, not only the tables, and one reading gives both: the sense of a verb does not depend on its actors.
"""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import polars as pl

from machtstaal import lexicons, mentions, portions, processes
from machtstaal.evaluation import codings
from machtstaal.multiverse.codings import CODERS, files
from machtstaal.processes.table import UNKNOWN

CODES = ("process_type", "power")


@dataclass(frozen=True)
class Rereading:
    """The tables of the other way to treat pronouns, and the codes of both coders.

    Attributes
    ----------
    mentions, processes
        Tables by contract, with pronouns resolved if the main analysis does not, and the other way round.
    codes
        process, first_process_type, first_power, second_process_type, second_power: of processes whose verb sense was
        coded twice.
    """

    mentions: pl.DataFrame
    processes: pl.DataFrame
    codes: pl.DataFrame


def read(
    tokens: pl.DataFrame,
    turns: pl.DataFrame,
    folder: Path,
    *,
    window: int,
    resolve_pronouns: bool,
    workers: int = 1,
) -> Rereading:
    """Read the words again.

    Parameters
    ----------
    tokens, turns
        Tables of the study.
    folder
        Folder of the lexicons.
    window
        Turns before a process in which a left-out agent counts as retrievable.
    resolve_pronouns
        Whether pronouns are resolved in this reading.
    workers
        Processes at once.
    """
    find = partial(mentions.of_language, folder=folder, resolve_pronouns=resolve_pronouns)
    named = portions.each(tokens, turns, find, workers=workers)
    extract = partial(_sensed, folder=folder, window=window, resolve_pronouns=resolve_pronouns)
    found = portions.each(tokens, turns, extract, others={"mentions": named}, workers=workers)
    coded = [f"{coder}_{code}" for coder in CODERS for code in CODES]
    return Rereading(
        mentions=named,
        processes=found.drop(coded),
        codes=found.select("process", *coded).drop_nulls("first_power"),
    )


def _sensed(
    tokens: pl.DataFrame, language: str, mentions: pl.DataFrame, *, folder: Path, **settings
) -> pl.DataFrame:
    """Processes with the codes that each coder gave to the sense of their verb."""
    known = lexicons.load(folder, language)
    senses = known.verbs.select(sense=pl.format("sense {}", pl.int_range(pl.len())), power="power")
    senses = senses.with_columns(_coded(known.verbs, folder, language))
    # the place of its row instead of its power tells which sense was chosen
    marked = replace(known, verbs=known.verbs.with_columns(power=senses["sense"]))
    found = processes.extract(tokens, mentions, marked, **settings)
    joined = found.rename({"power": "sense"}).join(senses, on="sense", how="left", maintain_order="left")
    power = pl.coalesce(pl.col("power").replace("", UNKNOWN[1]), "sense")
    return joined.with_columns(power=power).select(*found.columns, *senses.columns[2:])


def _coded(verbs: pl.DataFrame, folder: Path, language: str) -> list[pl.Series]:
    """Codes by both coders of each row of the verb lexicon; empty for what was not coded twice."""
    paths = files(folder, language)
    if not paths:
        empty = pl.Series([None] * len(verbs), dtype=pl.String)
        return [empty.alias(f"{coder}_{code}") for coder in CODERS for code in CODES]
    both = codings.join(*map(codings.read, paths))
    named = both.select(
        *codings.SENSE,
        *(pl.col(code).alias(f"first_{code}") for code in CODES),
        *(pl.col(f"{code}_second").alias(f"second_{code}") for code in CODES),
    )
    keyed = verbs.select(codings.SENSE).join(named, on=codings.SENSE, how="left", maintain_order="left")
    return keyed.drop(codings.SENSE).get_columns()
