"""Tables as a person opens them: with the words, and with speaker codes instead of names."""

import polars as pl

SPANS = {"processes": ("clause_start", "clause_end"), "other": ("start", "end")}


def readable(table: pl.DataFrame, turns: pl.DataFrame) -> pl.DataFrame:
    """A table whose rows stand in a turn, with group, scenario, speaker code and the quoted words.

    Parameters
    ----------
    table
        Any table; one without a column `turn` comes back as it is.
    turns
        Turns table.

    Returns
    -------
    pl.DataFrame
        `table`; speakers' labels are left out, `quote` is the clause of a process or the span of a mention.
    """
    if "turn" not in table.columns:
        return table
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
