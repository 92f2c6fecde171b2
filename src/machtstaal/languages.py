"""Studies in more than one language: each text is read with the lexicons of its own."""

from collections.abc import Callable

import polars as pl


def each(
    tokens: pl.DataFrame, turns: pl.DataFrame, find: Callable[[pl.DataFrame, str], pl.DataFrame]
) -> pl.DataFrame:
    """Stack what `find` returns for the tokens of each language of the study.

    Parameters
    ----------
    tokens
        Tokens table of all transcripts.
    turns
        Turns table; its column language says which language a turn is in.
    find
        Called with the tokens of one language and the language's code, for each language in alphabetical order.
    """
    found = []
    for language in sorted(turns["language"].unique()):
        spoken = turns.filter(pl.col("language") == language).select("turn")
        found.append(find(tokens.join(spoken, on="turn", how="semi", maintain_order="left"), language))
    return pl.concat(found)
