"""Which words name which actor, by the actor and pronoun lexicons."""

import numpy as np
import polars as pl

from machtstaal import patterns
from machtstaal.lexicons import Lexicons
from machtstaal.mentions import names
from machtstaal.queries.matching import View
from machtstaal.trees import Trees

NOT_AN_ACTOR = "-"
"""Actor of lexicon rows that only keep a wildcard from matching (*kinderopvang* is no child)."""

COMMON = ["functionalised", "relational", "classified", ""]
"""Ways of naming of nouns that can also be somebody's surname (*Bakker*, *Visser*)."""

FIELDS = ["row", "first", "last", "actor", "grouping", "naming", "source", "reference"]


def match(view: View) -> pl.DataFrame:
    """Mentions as the lexicons and names give them.

    Several words beat one word, an exact lemma beats a compound's head, a longer head beats a shorter one, and
    the lexicon beats the guess that a capitalised run of words is somebody's name.

    Returns
    -------
    pl.DataFrame
        One row a mention: row (of its head word), first, last (rows), actor, grouping, naming, source, reference; of
        names their words (name_first, name_last), title, and the antecedent (row) that gave them an actor.
    """
    trees, lexicons = view.trees, view.lexicons
    nominal = trees.among("upos", ["NOUN", "PROPN", "SYM", "X", "ADJ", "PRON"]) | trees.matches(
        "xpos", r"\|nom"
    )
    nominal &= ~view.holds("names_nobody")
    nouns = patterns.match(trees, lexicons.actors, nominal).with_columns(
        source=pl.lit("lexicon"), reference=pl.lit(None, dtype=pl.String)
    )
    surname = pl.Series(names.surnames(trees), dtype=pl.Boolean).gather(nouns["row"])
    one_word = pl.col("first") == pl.col("last")
    nouns = nouns.filter(~(surname & one_word & pl.col("naming").is_in(COMMON)))
    pronouns = _pronouns(trees, lexicons).join(nouns, on="row", how="anti")  # *ons land* is the land and us
    known = pl.concat([frame.select(FIELDS) for frame in (nouns, pronouns)])
    named = _names(trees, patterns.covered(trees, known)).select(FIELDS)
    found = pl.concat([known.filter(pl.col("actor") != NOT_AN_ACTOR), named])
    found = names.join_titles(trees, found.unique("row", keep="first", maintain_order=True).sort("row"))
    return names.take_actors(trees, found)


def _pronouns(trees: Trees, lexicons: Lexicons) -> pl.DataFrame:
    """Personal, possessive and indefinite pronouns, told apart by form and XPOS (*zij*: she or they)."""
    rows = np.flatnonzero(trees.among("upos", ["PRON", "DET", "NOUN", "ADV"]))
    words = pl.DataFrame({"row": rows}).with_columns(
        trees.frame[column].gather(rows) for column in ("stem", "low", "xpos")
    )
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
    name = names.heads(trees) & ~known
    inside = trees.among("rel", ["flat", "fixed", "compound", "amod"]) & trees.at(
        trees.head, names.heads(trees), False
    )
    heads = np.flatnonzero(name & ~inside & ~trees.among("rel", ["compound"]))
    end = names.ends(trees, heads)
    return pl.DataFrame({"row": heads, "first": heads, "last": end}).with_columns(
        actor=pl.lit("named"),
        grouping=pl.lit("individual"),
        naming=pl.lit("named"),
        source=pl.lit("name"),
        reference=pl.lit("specific"),
    )
