"""The mentions table: one row a mention of a social actor, by the contract in docs/tables.md."""

from pathlib import Path

import numpy as np
import polars as pl

from machtstaal import lexicons as lexicons_module
from machtstaal.lexicons import Lexicons
from machtstaal.mentions import inclusion, pronouns, reference
from machtstaal.mentions.matching import match
from machtstaal.queries.matching import View
from machtstaal.trees import NOWHERE, Trees

INSIDE = ["det", "amod", "nummod", "flat", "fixed", "compound", "nmod:poss"]
"""Relations of the words that stand around a mention's head in its quoted span."""


def find(tokens: pl.DataFrame, lexicons: Lexicons, resolve_pronouns: bool = False) -> pl.DataFrame:
    """Mentions of social actors in annotated text.

    Parameters
    ----------
    tokens
        Tokens table of texts in one language.
    lexicons
        Lexicons of that language.
    resolve_pronouns
        Also give the mentions of *he* and *she* that stand for a known actor; others are never mentions.

    Returns
    -------
    pl.DataFrame
        Mentions table in the order of the text: who is mentioned (`actor`), by which source (lexicon, name,
        pronoun), and how: `reference` (specific or generic), `grouping` (individual, aggregated by a quantity,
        collectivised), `naming` (functionalised, classified, relational, named, impersonal, pronominal). For *we*
        whom it takes in (`inclusion`, `identified_as`), and for names and pronouns what they were resolved to.
    """
    trees = Trees(tokens)
    view = View(trees, lexicons)
    found = match(view)
    found = found.filter(~reference.only_counts(view, found["row"].to_numpy()))
    first, last = _spans(trees, found)
    whole = found.with_columns(first=pl.Series(first), last=pl.Series(last))
    hints = inclusion.hints(trees, whole, lexicons.inclusion)
    found = found.join(hints, on="row", how="left", maintain_order="left")
    found = _resolved(found, pronouns.resolve(trees, lexicons, found), resolve_pronouns)
    rows = found["row"].to_numpy()
    first, last = _spans(trees, found)
    frame = trees.frame
    quantity = reference.quantity(view, rows)
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
        reference=reference.reference(view, found, quantity),
        grouping=reference.grouping(view, found, quantity),
        naming=pl.when(pl.col("naming") != "").then("naming").otherwise(pl.lit("classified")),
        inclusion="inclusion",
        identified_as="identified_as",
        resolved="resolved",
        antecedent=frame["sentence"].gather(found["antecedent"])
        + ".m"
        + frame["token"].gather(found["antecedent"]).cast(pl.String),
    )


def of_language(
    tokens: pl.DataFrame, language: str, *, folder: Path, resolve_pronouns: bool = False
) -> pl.DataFrame:
    """Mentions as `find` gives them, with the lexicons of a language in `folder`."""
    return find(tokens, lexicons_module.load(folder, language), resolve_pronouns)


def _resolved(found: pl.DataFrame, taken: pl.DataFrame, singular: bool) -> pl.DataFrame:
    """Mentions with what names and pronouns stand for; of *he* and *she* new ones, if those are wanted."""
    found = found.with_columns(resolved=pl.when(pl.col("antecedent").is_not_null()).then("actor"))
    known = found.join(taken, on="row", how="left", suffix="_taken", maintain_order="left").with_columns(
        resolved=pl.coalesce("resolved_taken", "resolved"),
        antecedent=pl.coalesce("antecedent_taken", "antecedent"),
    )
    known = known.select(found.columns)
    if not singular:
        return known
    alone = taken.filter(~pl.col("plural")).select(
        "row",
        "resolved",
        "antecedent",
        first="row",
        last="row",
        actor="resolved",
        source=pl.lit("pronoun"),
        reference=pl.lit("specific"),
        grouping=pl.lit("individual"),
        naming=pl.lit("pronominal"),
    )
    return (
        pl.concat([known, alone], how="diagonal").unique("row", keep="first", maintain_order=True).sort("row")
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
