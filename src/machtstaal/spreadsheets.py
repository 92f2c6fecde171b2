"""Tables as a person opens them: with the words, and with speaker codes instead of names."""

import polars as pl

FIRST = 5
"""Ids that a cell of a spreadsheet lists; a Parquet table has them all."""
AROUND = 80
"""Characters on either side of a term where it was said first and taken up."""
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
    found = found.with_columns(quote=quote).drop(text)
    return _answered(found, turns) if "taken_turn" in table.columns else found


def _answered(table: pl.DataFrame, turns: pl.DataFrame) -> pl.DataFrame:
    """A table of terms with the words around both: where a term was first said, and where it was taken up."""
    said = turns.select("turn", "text")
    for turn, begin, close, name in (
        ("turn", "start", "end", "context"),
        ("taken_turn", "taken_start", "taken_end", "taken_context"),
    ):
        first = pl.max_horizontal(pl.col(begin) - AROUND, 0)
        around = pl.col("text").str.slice(first, pl.col(close) + AROUND - first)
        table = table.join(said.rename({"turn": turn}), on=turn, how="left", maintain_order="left")
        table = table.with_columns(around.alias(name)).drop("text")
    return table


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
