"""How a mention presents people: a quantity, one body or one person, and somebody in particular or a class."""

import numpy as np
import polars as pl

from machtstaal.lexicons import Lexicons
from machtstaal.trees import Trees

PLURAL = r"VNW\|.*\|mv(\||$)|\|mv-n"
"""XPOS of Dutch plural pronouns and of adjectives used as nouns (*ouderen*), which have no Number in their features."""

ORDINAL = r"TW\|rang\|prenom"
"""XPOS of Dutch ordinals before a noun: *de derde burger* is one, *een derde van de burgers* many."""

MODIFIERS = ["det", "nummod", "nmod", "acl", "appos", "flat"]
SINGLE, MANY, BODY = "individual", "aggregated", "collectivised"
THING = ["technology", "data"]


class Quantities:
    """Quantifying words and what they count.

    Parameters
    ----------
    trees
        The text.
    lexicons
        Its lexicons; ``quantifiers`` says what a word makes of the people that it counts.
    """

    def __init__(self, trees: Trees, lexicons: Lexicons):
        self.trees = trees
        words = {kind: lexicons.quantifiers.filter(grouping=kind)["lemma"].to_list() for kind in (MANY, BODY)}
        self.word = {
            kind: trees.among("stem", listed) | trees.among("low", listed) for kind, listed in words.items()
        }
        ordinal = trees.matches("xpos", ORDINAL) | (
            trees.matches("feats", "NumType=Ord") & trees.among("rel", ["amod"])
        )
        self.word[MANY] &= ~ordinal

    def of(self, rows: np.ndarray) -> np.ndarray:
        """Grouping that a quantity gives each of `rows` (head words of mentions), None where there is no quantity."""
        trees, beside = self.trees, self.trees.among("rel", ["det", "amod", "nmod"])
        counted = trees.has_child(trees.among("rel", ["nummod"]) | (self.word[MANY] & beside))
        counted |= trees.at(trees.head, self.word[MANY], False) & trees.among("rel", ["nmod"])
        counted |= self.word[MANY] & trees.among("upos", ["PRON", "DET"])  # *iedereen*, *nobody*
        body = trees.at(trees.head, self.word[BODY], False) & trees.among("rel", ["nmod"])
        found = np.where(counted, MANY, np.where(body, BODY, None))
        return found[rows]

    def empty(self, rows: np.ndarray) -> np.ndarray:
        """Which of `rows` only say how many the mention below them are (*een groep burgers*)."""
        trees = self.trees
        heads = np.zeros(len(trees), dtype=bool)
        heads[rows] = True
        counts = trees.has_child(heads & trees.among("rel", ["nmod"]) & ~trees.among("deprel", ["nmod:poss"]))
        return ((self.word[MANY] | self.word[BODY]) & counts)[rows]


def grouping(trees: Trees, found: pl.DataFrame, quantity: np.ndarray) -> pl.Series:
    """Grouping of mentions: by quantity, by the lexicon, for bodies of people, else by number.

    Parameters
    ----------
    found
        Mentions: row, actor, grouping (of the lexicon, empty where it does not say), naming.
    quantity
        What `Quantities.of` says of them.
    """
    plural = (trees.matches("feats", "Number=Plur") | trees.matches("xpos", PLURAL))[found["row"].to_numpy()]
    said = pl.when(pl.col("grouping") != "").then("grouping")
    body = (pl.col("naming") == "impersonal") & ~pl.col("actor").is_in(THING)
    return found.select(
        pl.coalesce(
            pl.Series(quantity.tolist(), dtype=pl.String),
            said,
            pl.when(pl.Series(plural) | body).then(pl.lit(BODY)).otherwise(pl.lit(SINGLE)),
        ).alias("grouping")
    ).to_series()


def reference(trees: Trees, lexicons: Lexicons, found: pl.DataFrame, quantity: np.ndarray) -> pl.Series:
    """Reference of mentions: as the lexicon says, else generic for bare plurals, *every* and the generic definite.

    The generic definite is a singular noun of class ``class_noun`` with a definite article and nothing else, subject of
    a clause in the present (*de burger betaalt altijd*).
    """
    rows = found["row"].to_numpy()
    plural = trees.matches("feats", "Number=Plur") | trees.matches("xpos", PLURAL)
    bare = plural & ~trees.has_child(trees.among("rel", MODIFIERS))
    universal = trees.has_child(
        trees.among("stem", lexicons.words_of("universal_determiner")) & trees.among("rel", ["det", "amod"])
    )
    other = trees.has_child(trees.among("rel", [*MODIFIERS[1:], "amod"])) | trees.has_child(
        trees.among("rel", ["det"]) & ~trees.among("low", lexicons.words_of("definite_article"))
    )
    present = trees.matches("feats", "Tense=Pres") & trees.matches("feats", "VerbForm=Fin")
    past = trees.matches("feats", "Tense=Past")
    now = present | (~past & trees.has_child(present & trees.among("rel", ["aux", "cop"])))
    definite = (
        trees.among("stem", lexicons.words_of("class_noun"))
        & ~plural
        & ~other
        & trees.among("rel", ["nsubj"])
    )
    definite &= trees.has_child(trees.among("low", lexicons.words_of("definite_article")))
    definite &= trees.at(trees.head, now, False)
    counted = pl.Series(quantity.tolist(), dtype=pl.String).is_not_null()
    generic = pl.Series((universal | definite)[rows]) | (pl.Series(bare[rows]) & ~counted)
    generic &= found["naming"] != "named"  # *the United States* are certain ones
    return found.select(
        pl.coalesce(
            pl.when(pl.col("reference") != "").then("reference"),
            pl.when(generic).then(pl.lit("generic")).otherwise(pl.lit("specific")),
        ).alias("reference")
    ).to_series()
