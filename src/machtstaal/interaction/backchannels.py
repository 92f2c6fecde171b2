"""Turns that only show that one is listening: *hm*, *yes*, *ja precies*. They take no floor (Yngve 1970)."""

from collections.abc import Collection, Mapping

import polars as pl

MOST_WORDS = 2
"""Words that a backchannel has at most."""


def mark(turns: pl.DataFrame, words: Mapping[str, Collection[str]]) -> pl.Series:
    """Which turns have at most two words, all of them words of the list of their language; booleans, one a turn.

    Parameters
    ----------
    turns
        Turns table: text, language.
    words
        Language -> its words of listening, in lower case (``backchannels.tsv``).

    Examples
    --------
    >>> turns = pl.DataFrame({"text": ["Hm, ja.", "Ja, dat klopt niet.", "Nee.", "..."], "language": "nl"})
    >>> mark(turns, {"nl": {"hm", "ja"}}).to_list()
    [True, False, False, False]
    """
    said = pl.col("text").str.to_lowercase().str.extract_all(r"[\p{L}\p{M}'’-]+")
    listed = [
        (pl.col("language") == language)
        & pl.col("said").list.eval(pl.element().is_in(list(known))).list.all()
        for language, known in words.items()
    ]
    few = pl.col("said").list.len().is_between(1, MOST_WORDS)
    return (
        turns.with_columns(said=said)
        .select((few & pl.any_horizontal(pl.lit(False), *listed)).alias("backchannel"))
        .to_series()
    )
