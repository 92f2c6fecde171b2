"""Tables as a person opens them: with the words, and with speaker codes instead of names."""

import polars as pl

FIRST = 5
"""Ids that a cell of a spreadsheet lists; a Parquet table has them all."""
SPANS = {"processes": ("clause_start", "clause_end"), "other": ("start", "end")}


def readable(table: pl.DataFrame, turns: pl.DataFrame) -> pl.DataFrame:
    """A table whose rows stand in a turn, with group, scenario, speaker code and the quoted words.

    Parameters
    ----------
    table
        Any table; one without a column `turn` comes back as it is, with the first ids only of long lists of them.
    turns
        Turns table.

    Returns
    -------
    pl.DataFrame
        `table`; speakers' labels are left out, `quote` is the clause of a process or the span of a mention.
    """
    if "turn" not in table.columns:
        return _shortened(table)
    if "speaker" in table.columns:
        return table.drop("speaker")
    known = [name for name in ("group", "scenario", "speaker_code", "role") if name not in table.columns]
    found = table.join(
        turns.select("turn", *known, "text"), on="turn", how="left", maintain_order="left", suffix="_turn"
    )
    text = "text_turn" if "text_turn" in found.columns else "text"
    start, end = SPANS["processes"] if "clause_start" in table.columns else SPANS["other"]
    if start not in table.columns:
        return found.drop(text)
    quote = pl.col(text).str.slice(pl.col(start), pl.col(end) - pl.col(start))
    return found.with_columns(quote=quote).drop(text)


def _shortened(table: pl.DataFrame) -> pl.DataFrame:
    """A table whose lists of ids are cut to the first, with the number of those that follow."""
    lists = [name for name, kind in table.schema.items() if kind == pl.List(pl.String)]
    more = {name: pl.col(name).list.len() - FIRST for name in lists}
    return table.with_columns(
        pl.when(pl.col(name).list.len() > FIRST)
        .then(pl.concat_list(pl.col(name).list.head(FIRST), pl.format("and {} more", more[name])))
        .otherwise(name)
        .alias(name)
        for name in lists
    )
