"""Prepositional phrases of verbs, wherever the tree puts the preposition."""

from functools import partial

import numpy as np
import polars as pl

from machtstaal.lexicons import Lexicons
from machtstaal.processes.clauses import Clauses
from machtstaal.processes.relatives import Relatives
from machtstaal.trees import NOWHERE, Trees


def find(trees: Trees, lexicons: Lexicons, clauses: Clauses, relatives: Relatives) -> pl.DataFrame:
    """Prepositional phrases of all words.

    Returns
    -------
    pl.DataFrame
        verb (row of what the phrase depends on), phrase (row of its head, relative pronouns resolved),
        preposition, noun (lemma), oblique (whether the tree calls it so; only such a phrase is somebody's gain).
    """
    depends = clauses.head != NOWHERE
    candidate = trees.among("rel", ["obl", "nmod", "advmod", "xcomp"]) & depends
    case = trees.child(trees.among("rel", ["case"]))
    simple = ~trees.at(case, trees.has_child(trees.among("rel", ["fixed"])), False)
    # *in those days they believed it* says when, whatever the verb asks for with *in*
    when = trees.among("stem", lexicons.words_of("adverbial_antecedent"))
    when = when & trees.at(case, trees.among("low", lexicons.words_of("adverbial_preposition")), False)
    plain = np.flatnonzero(candidate & (case != NOWHERE) & simple & ~when)
    referent = relatives.stands_for[plain]
    adverb, prepositions = pronominal_adverbs(trees, lexicons, candidate)
    low, stem = (partial(trees.words, column) for column in ("low", "stem"))
    # *op de hoogte, in staat*: the tree hangs the noun under its preposition
    fixed_noun = trees.child(trees.among("rel", ["fixed"]) & trees.among("upos", ["NOUN"]))
    idiom = np.flatnonzero(trees.among("upos", ["ADP"]) & (fixed_noun != NOWHERE) & depends)
    stranded = np.flatnonzero((relatives.stranded != NOWHERE) & depends)
    left = relatives.stranded[stranded]
    frames = [
        (plain, referent, low(case[plain]), stem(referent)),
        (adverb, adverb, prepositions, low(adverb)),
        (idiom, idiom, low(idiom), stem(fixed_noun[idiom])),
        (stranded, left, low(stranded), stem(left)),
    ]
    oblique = trees.among("rel", ["obl"])
    found = pl.concat(
        pl.DataFrame(
            {
                "verb": clauses.head[rows],
                "phrase": heads,
                "preposition": prepositions,
                "noun": nouns,
                "oblique": oblique[rows],
            }
        )
        for rows, heads, prepositions, nouns in frames
    )
    return found.with_columns(pl.col("preposition").replace(lexicons.r_forms())).sort("verb", "phrase")


def pronominal_adverbs(
    trees: Trees, lexicons: Lexicons, candidate: np.ndarray
) -> tuple[np.ndarray, pl.Series]:
    """Rows of words that hold their own preposition (*eraan, waarover, whereby*), and the preposition in each word."""
    first = "|".join(lexicons.words_of("r_pronoun"))
    plain = trees.among("low", lexicons.words_of("no_r_adverb"))  # *daarom* is no *om iets*
    rows = np.flatnonzero(candidate & ~plain & trees.among("upos", ["ADV"]) & bool(first))
    inside = (
        trees.words("low", rows).str.extract_groups(f"^(?<r>{first})(?<p>[a-z]{{2,}})$").struct.field("p")
    )
    return rows[inside.is_not_null().to_numpy()], inside.drop_nulls()
