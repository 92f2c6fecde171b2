"""Clauses that are predicates (*the question is who pays*): the copula becomes their head, as a verb would be.

Universal Dependencies hang such a sentence on the verb of the inner clause and call the outer subject
``nsubj:outer``. Then one word heads two processes. Here the copula is put on top: it heads the predication, and the
inner clause is its complement.
"""

import numpy as np
import polars as pl

from machtstaal.trees import NOWHERE, Trees

OUTER = ["nsubj:outer", "csubj:outer"]
OPENING = ["mark", "nsubj", "csubj", "aux", "expl"]
"""Relations of the words that can open the inner clause."""


def lifted(tokens: pl.DataFrame) -> pl.DataFrame:
    """Tokens with the copula of each clausal predicate as its head.

    All that stands before the copula goes with it (subject, auxiliaries, adverbs, conjunctions), and so do adverbs
    right behind it (*is not that ...*).
    """
    trees = Trees(tokens)
    outer, rel = trees.among("deprel", OUTER), trees.frame["rel"]
    subject = trees.child(outer)
    after_subject = trees.row > trees.at(trees.head, subject, NOWHERE)
    copula = trees.child(trees.among("rel", ["cop"]) & after_subject)
    predicate = np.flatnonzero((subject != NOWHERE) & (copula != NOWHERE))
    if not len(predicate):
        return tokens
    top = copula[predicate]

    head, deprel = trees.head.copy(), trees.frame["deprel"].to_numpy().copy()
    copula_above = trees.at(trees.head, copula, NOWHERE)
    moved = np.isin(trees.head, predicate) & (trees.row < copula_above)
    opening = trees.child(rel.is_in(OPENING).to_numpy() & (trees.row > copula_above))
    opening_above = trees.at(trees.head, opening, NOWHERE)
    between = (trees.row > copula_above) & (trees.row < opening_above) & np.isin(trees.head, predicate)
    moved |= between & rel.is_in(["advmod", "punct"]).to_numpy()
    head[moved] = copula_above[moved]
    head[top], deprel[top] = trees.head[predicate], deprel[predicate]
    head[predicate], deprel[predicate] = top, "ccomp"
    deprel[moved & outer] = rel.to_numpy()[moved & outer]
    token = np.where(head == NOWHERE, 0, head - trees.first + 1)
    return tokens.with_columns(
        head=pl.Series(token, dtype=tokens.schema["head"]), deprel=pl.Series(deprel.tolist())
    )
