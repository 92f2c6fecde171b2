"""Polarity of a process: what is denied."""

import numpy as np
import polars as pl

from machtstaal.lexicons import Lexicons
from machtstaal.processes.clauses import Clauses
from machtstaal.trees import Trees


def negated(trees: Trees, lexicons: Lexicons, clauses: Clauses) -> np.ndarray:
    """Which processes are denied: a negator is a dependent of the clause, or determines one of its phrases.

    *Niet alleen* and its like deny nothing and are left out. Booleans, shape (words,).
    """
    negator = trees.among("stem", lexicons.negators["lemma"].unique().to_list())
    negator &= ~trees.among("upos", ["INTJ"])  # *no, we pay* denies what was said before
    negator &= ~_exempt(trees, lexicons)
    direct = trees.has_child(negator & ~trees.among("rel", ["det", "conj"]), clauses.head)
    determined = trees.has_child(negator & trees.among("rel", ["det", "advmod", "cc"])) & trees.among(
        "rel", ["nsubj", "obj", "iobj", "obl", "xcomp", "advmod"]
    )
    of_phrase = trees.has_child(determined & ~_heads_clause(clauses), clauses.head)
    own = trees.has_child(negator & trees.among("rel", ["det"]), clauses.head) & (clauses.kind == "copula")
    return (direct | of_phrase | own) & (clauses.kind != "") & (clauses.kind != "nominalisation")


def _exempt(trees: Trees, lexicons: Lexicons) -> np.ndarray:
    """Negators whose denial the next word takes away (*niet alleen*, *not just*); booleans, shape (words,)."""
    low, stem = trees.frame["low"].to_numpy(), trees.frame["stem"].to_numpy()
    same = np.roll(trees.first, -1) == trees.first
    following = np.where(same, np.roll(low, -1), "").astype(str)
    always = np.isin(following, lexicons.words_of("negation_exception"))
    # *you can't just take it* is a denial, *it isn't just a tool* is none
    before = np.where(trees.row > trees.first, np.roll(stem, 1), "").astype(str)
    auxiliaries = lexicons.modals.filter(
        pl.col("construction").str.starts_with("aux") & (pl.col("modality") != "none")
    )
    modal = np.isin(before, auxiliaries["lemma"].to_list())
    return always | (np.isin(following, lexicons.words_of("negation_exception_without_modal")) & ~modal)


def _heads_clause(clauses: Clauses) -> np.ndarray:
    return np.isin(clauses.kind, ["verb", "copula", "existential"])
