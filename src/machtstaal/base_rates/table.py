"""The kept base rates (`base_rates.tsv`): read, and as the span of the treebanks of a language."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import polars as pl

BUNDLED = Path(__file__).with_name("base_rates.tsv")
GOLD, PARSER = "gold", "parser"

SCHEMA = {
    **dict.fromkeys(("language", "treebank", "source", "measure", "item"), pl.String),
    **dict.fromkeys(("n", "of"), pl.Int64),
    "rate": pl.Float64,
    **dict.fromkeys(("models", "date", "command"), pl.String),
}


@dataclass(frozen=True)
class Span:
    """Lowest and highest rate among treebanks, as ratios, and how many treebanks there are."""

    low: float
    high: float
    treebanks: int


def load(path: Path | None = None) -> pl.DataFrame:
    """Base rates measured so far.

    Parameters
    ----------
    path
        A TSV file that `machtstaal.commands.base_rates` wrote; None for the bundled one.

    Returns
    -------
    pl.DataFrame
        Columns of `SCHEMA`, one row a treebank, source of its trees (``gold``: by hand, ``parser``: by the models) and
        measure, for measures with items also item; `n` of `of` is the `rate` (per 1,000 where the measure says so).

    Examples
    --------
    >>> load().filter(treebank="nl_lassysmall-test", source="gold", measure="passives")["of"].item()
    2054
    """
    return pl.read_csv(path or BUNDLED, separator="\t", schema=SCHEMA, quote_char=None)


def spans(
    rates: pl.DataFrame, languages: Collection[str], source: str = PARSER, least: int = 20
) -> dict[tuple[str, str | None], Span]:
    """Span of the base rates of some languages, by measure and item.

    Parameters
    ----------
    rates
        Base rates (`load`).
    languages
        Languages of a study.
    source
        ``parser`` (what a study's own numbers come from) or ``gold``.
    least
        Rates of fewer rows than this are left out.

    Examples
    --------
    >>> rows = [("nl", "a", 17, 20), ("nl", "b", 18, 20), ("en", "c", 1, 20), ("nl", "d", 0, 3)]
    >>> made = [(*row[:2], "parser", "agentless_passives", None, *row[2:], row[2] / row[3], "", "", "") for row in rows]
    >>> spans(pl.DataFrame(made, schema=SCHEMA, orient="row"), ["nl"])
    {('agentless_passives', None): Span(low=0.85, high=0.9, treebanks=2)}
    """
    wanted = (pl.col("source") == source) & (pl.col("of") >= least)
    found = (
        rates.filter(wanted & pl.col("language").is_in(list(languages)))
        .group_by("measure", "item", maintain_order=True)
        .agg(pl.col("rate").min().alias("low"), pl.col("rate").max().alias("high"), pl.len())
    )
    return {(measure, item): Span(low, high, n) for measure, item, low, high, n in found.iter_rows()}
