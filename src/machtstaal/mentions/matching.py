"""Which words name which actor, by the actor and pronoun lexicons."""

import numpy as np
import polars as pl

from machtstaal import patterns
from machtstaal.lexicons import Lexicons
from machtstaal.trees import NOWHERE, Trees

NOT_AN_ACTOR = "-"
"""Actor of lexicon rows that only keep a wildcard from matching (*kinderopvang* is no child)."""

BEFORE_A_NOUN = ["amod", "compound"]
"""Relations of words that say what kind of thing the next noun is and name nobody (*government policy*)."""

NAME = r"^\p{Lu}[\p{L}\p{N}&'-]+$"
"""What a name looks like: *Ja.* at the start of a turn, read as one word, does not."""

FIELDS = ["row", "first", "last", "actor", "grouping", "naming", "source", "reference"]


def match(trees: Trees, lexicons: Lexicons) -> pl.DataFrame:
    """One row a mention: row (of its head word), first, last (rows), actor, grouping, naming, source, reference.

    Several words beat one word, an exact lemma beats a compound's head, a longer head beats a shorter one, and
    the lexicon beats the guess that a capitalised run of words is somebody's name.
    """
    nominal = trees.among("upos", ["NOUN", "PROPN", "SYM", "X", "ADJ", "PRON"]) | trees.matches(
        "xpos", r"\|nom"
    )
    nominal &= ~trees.among("rel", BEFORE_A_NOUN)
    nouns = patterns.match(trees, lexicons.actors, nominal).with_columns(
        source=pl.lit("lexicon"), reference=pl.lit(None, dtype=pl.String)
    )
    pronouns = _pronouns(trees, lexicons).join(nouns, on="row", how="anti")  # *ons land* is the land and us
    known = pl.concat([frame.select(FIELDS) for frame in (nouns, pronouns)])
    names = _names(trees, patterns.covered(trees, known)).select(FIELDS)
    found = pl.concat([known.filter(pl.col("actor") != NOT_AN_ACTOR), names])
    return found.unique("row", keep="first", maintain_order=True).sort("row")


def _pronouns(trees: Trees, lexicons: Lexicons) -> pl.DataFrame:
    """Personal, possessive and indefinite pronouns, told apart by form and XPOS (*zij*: she or they)."""
    words = pl.DataFrame({"row": trees.row}).with_columns(trees.frame.select("stem", "low", "xpos"))
    words = words.filter(pl.Series(trees.among("upos", ["PRON", "DET", "NOUN", "ADV"])))
    rules = lexicons.pronouns.with_row_index("rule")
    by_lemma = words.join(rules.filter(pl.col("form") == ""), left_on="stem", right_on="lemma")
    by_form = words.join(rules.filter(pl.col("form") != ""), left_on="low", right_on="form")
    columns = ["row", "rule", "xpos", "xpos_right", "actor", "reference"]
    found = pl.concat([by_lemma.select(columns), by_form.select(columns)])
    fits = pl.DataFrame()
    for pattern in found["xpos_right"].unique(maintain_order=True).to_list():  # a handful of patterns
        part = found.filter(pl.col("xpos_right") == pattern)
        fits = fits.vstack(part.filter(pl.col("xpos").str.contains(pattern)))
    if fits.is_empty():
        fits = found.clear()
    return (
        fits.sort("row", "rule")
        .unique("row", keep="first", maintain_order=True)
        .with_columns(
            first="row",
            last="row",
            grouping=pl.lit(""),
            naming=pl.lit("pronominal"),
            source=pl.lit("pronoun"),
        )
    )


def _names(trees: Trees, known: np.ndarray) -> pl.DataFrame:
    """Runs of proper nouns that no entry knows."""
    name = trees.among("upos", ["PROPN"]) & ~known & trees.matches("form", NAME)
    inside = trees.among("rel", ["flat", "fixed", "compound", "amod"]) & trees.at(trees.head, name, False)
    heads = np.flatnonzero(name & ~inside & ~trees.among("rel", ["compound"]))
    last = trees.child(name & trees.among("rel", ["flat", "fixed"]), last=True)
    end = np.where(last == NOWHERE, trees.row, last)[heads]
    return pl.DataFrame({"row": heads, "first": heads, "last": end}).with_columns(
        actor=pl.lit("named"),
        grouping=pl.lit("individual"),
        naming=pl.lit("named"),
        source=pl.lit("name"),
        reference=pl.lit("specific"),
    )
