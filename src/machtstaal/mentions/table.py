"""The mentions table: one row a mention of a social actor, by the contract in docs/tables.md."""

import numpy as np
import polars as pl

from machtstaal.lexicons import Lexicons
from machtstaal.mentions.matching import match
from machtstaal.trees import NOWHERE, Trees

PLURAL = r"VNW\|.*\|mv(\||$)|\|mv-n"
"""XPOS of Dutch plural pronouns and of adjectives used as nouns (*ouderen*), which have no Number in their features."""

INSIDE = ["det", "amod", "nummod", "flat", "fixed", "compound", "nmod:poss"]
"""Relations of the words that stand around a mention's head in its quoted span."""


def find(tokens: pl.DataFrame, lexicons: Lexicons) -> pl.DataFrame:
    """Mentions of social actors in annotated text.

    Parameters
    ----------
    tokens
        Tokens table of texts in one language.
    lexicons
        Lexicons of that language.

    Returns
    -------
    pl.DataFrame
        Mentions table in the order of the text: who is mentioned (`actor`), by which source (lexicon, name,
        pronoun), and how: `reference` (specific or generic), `grouping` (individual, aggregated by a quantity,
        collectivised), `naming` (functionalised, classified, relational, named, impersonal, pronominal).
    """
    trees = Trees(tokens)
    found = match(trees, lexicons)
    rows = found["row"].to_numpy()
    first, last = _spans(trees, found)
    frame = trees.frame
    plural = (trees.matches("feats", "Number=Plur") | trees.matches("xpos", PLURAL))[rows]
    quantified = _quantified(trees, lexicons)[rows]
    counted = pl.Series(np.where(quantified, "aggregated", np.where(plural, "collectivised", "individual")))
    bare = ~trees.has_child(trees.among("rel", ["det", "nummod", "nmod", "acl", "appos", "flat"]))[rows]
    unnamed = (found["naming"] != "named").to_numpy()  # *the United States* are certain ones
    generic = pl.Series(np.where(plural & bare & unnamed, "generic", "specific"))
    grouping = pl.when(pl.Series(quantified)).then(pl.lit("aggregated")).when(pl.col("grouping") != "")
    return found.select(
        mention=frame["sentence"].gather(rows) + ".m" + frame["token"].gather(rows).cast(pl.String),
        transcript=frame["transcript"].gather(rows),
        turn=frame["turn"].gather(rows),
        sentence=frame["sentence"].gather(rows),
        start=frame["start"].gather(first),
        end=frame["end"].gather(last),
        text=_surface(trees, first, last),
        head_start=frame["start"].gather(rows),
        head_end=frame["end"].gather(rows),
        lemma=frame["stem"].gather(rows),
        actor="actor",
        source="source",
        reference=pl.coalesce(pl.when(pl.col("reference") != "").then("reference"), generic),
        grouping=grouping.then("grouping").otherwise(counted),
        naming=pl.when(pl.col("naming") != "").then("naming").otherwise(pl.lit("classified")),
    )


def _spans(trees: Trees, found: pl.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """First and last row of each mention with the words around its head: determiner, adjectives, rest of a name."""
    inside = trees.among("deprel", INSIDE) | trees.among("rel", ["flat", "fixed", "compound"])
    rows = found["row"].to_numpy()
    first_child, last_child = trees.child(inside)[rows], trees.child(inside, last=True)[rows]
    first = np.minimum(found["first"].to_numpy(), np.where(first_child == NOWHERE, rows, first_child))
    last = np.maximum(found["last"].to_numpy(), np.where(last_child == NOWHERE, rows, last_child))
    return first, last


def _surface(trees: Trees, first: np.ndarray, last: np.ndarray) -> pl.Series:
    """Words of each mention, one space between them (the exact text is the turn's slice from start to end)."""
    words = pl.DataFrame({"first": first, "last": last}).with_row_index("mention")
    words = words.with_columns(row=pl.int_ranges("first", pl.col("last") + 1)).explode("row")
    words = words.with_columns(form=trees.frame["form"].gather(words["row"]))
    return (
        words.group_by("mention", maintain_order=True).agg(pl.col("form").str.join(" "))["form"].alias("text")
    )


def _quantified(trees: Trees, lexicons: Lexicons) -> np.ndarray:
    """Which words have a quantity: a numeral, a quantifier, or a quantifying noun above them (*een aantal ...*)."""
    quantifier = trees.among("stem", lexicons.quantifiers["lemma"].to_list()) | trees.among(
        "low", lexicons.quantifiers["lemma"].to_list()
    )
    below = trees.has_child(
        trees.among("rel", ["nummod"]) | (quantifier & trees.among("rel", ["det", "amod", "nmod"]))
    )
    above = trees.at(trees.head, quantifier, False) & trees.among("rel", ["nmod"])
    return below | above
