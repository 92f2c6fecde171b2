"""Talk about the driving forces of the scenarios, found by a seed dictionary the study brings along."""

import polars as pl

from machtstaal import patterns
from machtstaal.trees import Trees


def find(tokens: pl.DataFrame, terms: pl.DataFrame) -> pl.DataFrame:
    """Occurrences of force terms.

    Parameters
    ----------
    tokens
        Tokens table of texts in one language.
    terms
        Columns force and term of that language; a term is a lemma, ``*head``, ``first*`` or several words
        (see `machtstaal.patterns`).

    Returns
    -------
    pl.DataFrame
        transcript, turn, sentence, start, end, term, force; one row an occurrence, in the order of the text.
    """
    trees = Trees(tokens)
    entries = terms.select(pattern=pl.col("term").str.to_lowercase(), term="term", force="force")
    words = trees.among("upos", ["NOUN", "PROPN", "ADJ", "VERB", "ADV", "X", "SYM"])
    found = patterns.match(trees, entries, words)
    frame = trees.frame
    return found.select(
        transcript=frame["transcript"].gather(found["row"]),
        turn=frame["turn"].gather(found["row"]),
        sentence=frame["sentence"].gather(found["row"]),
        start=frame["start"].gather(found["first"]),
        end=frame["end"].gather(found["last"]),
        term="term",
        force="force",
    )


def of_language(tokens: pl.DataFrame, language: str, *, terms: pl.DataFrame) -> pl.DataFrame:
    """Occurrences as `find` gives them, of the terms of one language (column language)."""
    return find(tokens, terms.filter(pl.col("language") == language))
