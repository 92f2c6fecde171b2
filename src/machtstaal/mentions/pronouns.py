"""Third-person pronouns and the actor they stand for, where only one can be meant.

No model of coreference: a pronoun that is a subject is taken for an actor that is a subject in the same or the previous
sentence of the turn, if no other noun there could be meant. Most pronouns stay unresolved.
"""

import numpy as np
import polars as pl

from machtstaal.coding import Labels
from machtstaal.lexicons import Lexicons
from machtstaal.trees import Trees

THEY = "they"
NOBODY_KNOWN = ["technology", "data", "named", "they", "generic"]
"""Actors that a pronoun does not stand for here, or that say no more than the pronoun does."""

BODY = "impersonal"
SUBJECT = ["nsubj"]


def resolve(trees: Trees, lexicons: Lexicons, found: pl.DataFrame) -> pl.DataFrame:
    """Pronouns with the one actor that they can stand for.

    Parameters
    ----------
    found
        Mentions: row (of the head word), actor, naming, source.

    Returns
    -------
    pl.DataFrame
        row (of the pronoun), antecedent (row of the mention), resolved (its actor), plural (whether the pronoun is).
    """
    words = _words(trees, lexicons, found)
    pronouns = _pronouns(trees, lexicons, found).join(words.select("row", "turn", "place"), on="row")
    nouns = words.filter("noun").select(
        "turn",
        "actor",
        "place",
        "subject",
        "plural",
        "body",
        "telling",
        "gender",
        "person",
        "paired",
        antecedent="row",
    )
    pairs = pronouns.join(nouns, on="turn", suffix="_noun").filter(
        (pl.col("antecedent") < pl.col("row")) & (pl.col("place") - pl.col("place_noun") <= 1)
    )
    many = pl.col("number") == "plural"
    other_gender = pl.when(pl.col("number") == "male").then(pl.lit("female")).otherwise(pl.lit("male"))
    agrees = (
        pl.when(many)
        .then(pl.col("plural") | pl.col("body") | pl.col("paired"))
        .otherwise(~pl.col("plural") & pl.col("person") & (pl.col("gender") != other_gender))
    )
    only = (
        pairs.filter(agrees)
        .group_by("row", "number", maintain_order=True)
        .agg(pl.len(), pl.col("antecedent", "actor", "subject", "paired", "body", "telling").first())
    )
    safe = only.filter(
        (pl.col("len") == 1) & pl.col("subject") & ~pl.col("paired") & pl.col("actor").is_not_null(),
        ~pl.col("actor").is_in(NOBODY_KNOWN) & ~pl.col("body") & ~pl.col("telling"),
    )
    return safe.select("row", "antecedent", resolved="actor", plural=pl.col("number") == "plural")


def _pronouns(trees: Trees, lexicons: Lexicons, found: pl.DataFrame) -> pl.DataFrame:
    """Personal pronouns of the third person that are a subject: row and number (plural, male, female)."""
    subject = trees.among("rel", SUBJECT) & trees.among("upos", ["PRON"])
    they = np.zeros(len(trees), dtype=bool)
    they[found.filter(source="pronoun", actor=THEY)["row"].to_numpy()] = True
    kinds = {"plural": they & trees.among("low", lexicons.words_of("they_pronoun"))}
    plural_verb = trees.matches("feats", "Number=Plur") & trees.among("upos", ["VERB", "AUX"])
    verb = trees.at(
        trees.head, plural_verb | trees.has_child(plural_verb & trees.among("rel", ["aux", "cop"])), False
    )
    for number in ("male", "female"):
        kinds[number] = ~they & ~verb & trees.among("low", lexicons.words_of(f"{number}_pronoun"))
    parts = [
        pl.DataFrame({"row": np.flatnonzero(which & subject)}).with_columns(number=pl.lit(number))
        for number, which in kinds.items()
    ]
    return pl.concat(parts)


def _words(trees: Trees, lexicons: Lexicons, found: pl.DataFrame) -> pl.DataFrame:
    """What can be asked of every word: its place, its actor, and whether a pronoun could stand for it."""
    sentence = (trees.row == trees.first).cumsum()
    mention = found.filter(pl.col("source") != "pronoun").select("row", "actor", "naming", "grouping")
    gender = Labels(len(trees), "")
    for sex in ("female", "male"):  # of a word that can be both, the last one stays
        gender[trees.among("stem", lexicons.words_of(f"{sex}_noun"))] = sex
    frame = trees.frame.select("turn").with_columns(
        row=pl.Series(trees.row),
        place=pl.Series(sentence),
        subject=pl.Series(trees.among("rel", SUBJECT)),
        plural=pl.Series(trees.matches("feats", "Number=Plur") | trees.matches("xpos", r"\|mv-n")),
        nominal=pl.Series(
            trees.among("upos", ["NOUN", "PROPN"])
            | trees.among("upos", ["ADJ"]) & trees.matches("xpos", r"\|nom")
        ),
        part=pl.Series(trees.among("rel", ["flat", "fixed", "compound"])),
        paired=pl.Series(
            trees.has_child(trees.among("rel", ["conj"]) & trees.among("upos", ["NOUN", "PROPN"]))
        ),
        # what people tell is mostly about others (*people tell me that they advertise*)
        telling=pl.Series(
            trees.at(trees.head, trees.among("stem", lexicons.words_of("telling_verb")), False)
        ),
        gender=gender.at(trees.row),
    )
    words = frame.join(mention, on="row", how="left", maintain_order="left")
    known = pl.col("actor").is_not_null()
    one_body = (pl.col("grouping") == "collectivised") & ~pl.col("plural")
    # somebody, everyone: *they* can take up one that nobody named
    anybody = pl.Series(np.isin(trees.row, found.filter(actor="generic")["row"].to_numpy()))
    anybody &= ~pl.Series(trees.among("low", lexicons.words_of("generic_you")))
    return words.with_columns(
        noun=((pl.col("nominal") | known) & ~pl.col("part")) | anybody,
        plural=pl.col("plural") | anybody,
        body=known & ((pl.col("naming") == BODY) | one_body),
        person=known & (pl.col("naming") != BODY) & ~one_body & ~pl.col("actor").is_in(NOBODY_KNOWN[:2]),
    )
