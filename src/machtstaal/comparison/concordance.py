"""Words in their context (KWIC): one line an occurrence, with what is said before and after."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from machtstaal import privacy
from machtstaal.comparison import collocations as near
from machtstaal.comparison import keyness as key
from machtstaal.comparison.keyness import NO_WORD, spelled

CONTEXT = 10
"""Words of a line to the left and to the right of the node."""
KEY_WORD, COLLOCATE = "key word", "collocate"

SCHEMA = {
    "kind": pl.String,
    "actor": pl.String,
    "lemma": pl.String,
    "upos": pl.String,
    "language": pl.String,
    "transcript": pl.String,
    "turn": pl.String,
    "sentence": pl.String,
    "token": pl.String,
    "start": pl.Int32,
    "end": pl.Int32,
    "node_start": pl.Int32,
    "node_end": pl.Int32,
    "left": pl.String,
    "node": pl.String,
    "right": pl.String,
}


def write(
    tokens: pl.DataFrame,
    mentions: pl.DataFrame,
    turns: pl.DataFrame,
    *,
    keyness: pl.DataFrame,
    collocations: pl.DataFrame,
    words: int,
    company: Mapping[str, Any],
) -> pl.DataFrame:
    """Write the concordance of a study: all occurrences of the key words and collocates that are shown.

    Parameters
    ----------
    tokens
        Situated tokens, as key words and collocations were counted in.
    mentions, turns
        Tables of the study.
    keyness, collocations
        Tables of `keyness.compare` and `collocations.find`.
    words
        Key words shown a side, a count.
    company
        Settings of the collocations: window, within and top.

    Returns
    -------
    DataFrame
        Lines (`SCHEMA`): key words, then collocates, each in the order of the text.
    """
    hidden = privacy.is_speaker(turns)
    keys = key.leading(keyness.filter(~hidden), words)
    pairs = near.leading(collocations.filter(~hidden), company["top"])
    span = near.company(tokens, mentions, window=company["window"], within=company["within"])
    found = [of_key_words(tokens, keys), of_collocates(span, pairs)]
    spots = pl.concat([part.select(found[0].columns) for part in found])
    return lines(spots, tokens, turns).cast(SCHEMA)


def of_key_words(tokens: pl.DataFrame, keys: pl.DataFrame) -> pl.DataFrame:
    """Find where key words stand: one row an occurrence, which is the node of its line.

    Parameters
    ----------
    tokens
        Situated tokens, in the order of the text.
    keys
        lemma, upos and language of the words, as in the keyness table.

    Examples
    --------
    >>> tokens = pl.DataFrame({
    ...     "transcript": "t", "turn": "t-1", "sentence": "t-1:1", "token": [1, 2], "start": [0, 5], "end": [4, 9],
    ...     "lemma": ["wie", "Data"], "upos": ["PRON", "NOUN"], "language": "nl",
    ... })
    >>> keys = pl.DataFrame({"lemma": ["data"], "upos": ["NOUN"], "language": ["nl"]})
    >>> of_key_words(tokens, keys).select("kind", "lemma", "token", "node_start").rows()
    [('key word', 'data', 't-1:1.2', 5)]
    """
    found = tokens.with_columns(lemma=spelled()).join(
        keys.select("lemma", "upos", "language").unique(),
        on=["lemma", "upos", "language"],
        maintain_order="left",
        nulls_equal=True,
    )
    return found.select(
        kind=pl.lit(KEY_WORD),
        actor=pl.lit(None, pl.String),
        **{name: pl.col(name) for name in ("lemma", "upos", "language", "transcript", "turn", "sentence")},
        token=pl.format("{}.{}", "sentence", "token"),
        start="start",
        end="end",
        node_start="start",
        node_end="end",
    )


def of_collocates(company: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Find where collocates stand near their actor: one row a collocate, the actor being the node of its line.

    Parameters
    ----------
    company
        Words near actors (`collocations.company`).
    pairs
        Collocates, as in the table of collocations: language, group, actor, lemma, upos.
    """
    shared = ["language", "actor", "lemma", "upos"]
    found = company.join(pairs.select(shared).unique(), on=shared, maintain_order="left", nulls_equal=True)
    return found.select(
        kind=pl.lit(COLLOCATE),
        token="id",
        **{name: pl.col(name) for name in SCHEMA if name in found.columns},
    )


def lines(
    found: pl.DataFrame, tokens: pl.DataFrame, turns: pl.DataFrame, words: int = CONTEXT
) -> pl.DataFrame:
    """Write the line of each occurrence: what stands before and after its node in the turn, as it was written.

    Parameters
    ----------
    found
        Occurrences (`of_key_words`, `of_collocates`).
    tokens
        Tokens in the order of the text: turn, start, end, upos.
    turns
        Turns: turn, text.
    words
        Words of context on either side, punctuation not counted.

    Returns
    -------
    DataFrame
        The concordance (`SCHEMA`), in the order given.

    Examples
    --------
    >>> tokens = pl.DataFrame({"turn": "t-1", "start": [0, 4, 9, 12], "end": [2, 8, 11, 16], "upos": "X"})
    >>> turns = pl.DataFrame({"turn": ["t-1"], "text": ["Ja, data is geld."]})
    >>> found = pl.DataFrame({"turn": ["t-1"], "node_start": [4], "node_end": [8]})
    >>> lines(found, tokens, turns, words=1).select("left", "node", "right").rows()
    [('Ja, ', 'data', ' is')]
    """
    spoken = tokens.filter(~pl.col("upos").is_in(NO_WORD)).select("turn", "start", "end")
    reach = spoken.with_columns(
        line_start=pl.col("start").shift(words).over("turn"),
        line_end=pl.col("end").shift(-words).over("turn"),
    ).unique(["turn", "start"], keep="first", maintain_order=True)
    at = found.join(
        reach.select("turn", "line_start", "line_end", node_start="start"),
        on=["turn", "node_start"],
        how="left",
        maintain_order="left",
    ).join(turns.select("turn", "text"), on="turn", how="left", maintain_order="left")
    text = pl.col("text").str
    first, last = pl.col("line_start").fill_null(0), pl.col("line_end").fill_null(text.len_chars())
    return at.with_columns(
        left=text.slice(first, pl.col("node_start") - first),
        node=text.slice(pl.col("node_start"), pl.col("node_end") - pl.col("node_start")),
        right=text.slice(pl.col("node_end"), last - pl.col("node_end")),
    ).select(name for name in SCHEMA if name in {*at.columns, "left", "node", "right"})
