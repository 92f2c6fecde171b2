"""Classes of function words by which people follow each other's way of speaking: which words belong to which."""

from pathlib import Path

import polars as pl

from machtstaal import lexicons as lexicon_tables
from machtstaal import patterns
from machtstaal.contracts import MARKERS
from machtstaal.lexicons import Lexicons
from machtstaal.trees import Trees

CLASSES = MARKERS
"""All classes; negations are those of ``negators.tsv``, hedges and particles of ``hedges.tsv``, the others of ``markers.tsv``."""

SCHEMA = {"turn": pl.String, "start": pl.Int32, "marker": pl.String}


def find(tokens: pl.DataFrame, lexicons: Lexicons) -> pl.DataFrame:
    """One row a word of a class: turn, start, marker; in the order of the text.

    A word belongs to a class if its form or its lemma is listed, with that part of speech where one is given. A particle
    of a separable verb is no preposition. Hedges and particles are adverbs, interjections, adjectives used as
    adverbs, or expressions of several words.

    Parameters
    ----------
    tokens
        Tokens table of texts in one language.
    lexicons
        The lexicons of that language.
    """
    trees = Trees(tokens)
    words = trees.frame.select("turn", "start", "low", "stem", "upos", "deprel").with_row_index("row")
    listed = lexicons.markers.select("word", "marker", pos="upos")
    denying = lexicons.negators.select(word="lemma", marker=pl.lit("negation"), pos="pos")
    known = pl.concat([listed, denying])
    found = pl.concat(words.join(known, left_on=column, right_on="word") for column in ("low", "stem"))
    particle = (pl.col("upos") == "ADP") & pl.col("deprel").str.starts_with("compound")
    found = found.filter(((pl.col("pos") == "") | (pl.col("pos") == pl.col("upos"))) & ~particle)
    softening = lexicons.hedges.filter(pl.col("kind").is_in(["hedge", "particle"]))
    entries = softening.select(pattern=pl.col("term").str.to_lowercase(), marker="kind")
    adverbial = trees.among("upos", ["ADJ"]) & trees.among("deprel", ["advmod", "advmod:emph"])
    softened = patterns.match(trees, entries, trees.among("upos", ["ADV", "INTJ", "PART"]) | adverbial)
    parts = [
        found.select("row", "marker"),
        softened.select(pl.col("first").alias("row").cast(pl.UInt32), "marker"),
    ]
    rows = pl.concat(parts).unique().sort("row", "marker").join(words, on="row", maintain_order="left")
    return rows.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())


def of_language(tokens: pl.DataFrame, language: str, *, folder: Path) -> pl.DataFrame:
    """Words of all classes in texts of one language, as `find` gives them."""
    return find(tokens, lexicon_tables.load(folder, language))
