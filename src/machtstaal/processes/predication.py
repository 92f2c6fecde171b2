"""Clauses that are predicates (*the question is who pays*): the copula becomes their head, as a verb would be.

Universal Dependencies hang such a sentence on the verb of the inner clause and call the outer subject
``nsubj:outer``. Then one word heads two processes. Here the copula is put on top: it heads the predication, and the
inner clause is its complement.
"""

import numpy as np

from machtstaal.trees import NOWHERE, Trees, text

OUTER = ["nsubj:outer", "csubj:outer"]
OPENING = ["mark", "nsubj", "csubj", "aux", "expl"]
"""Relations of the words that can open the inner clause."""


def lifted(trees: Trees) -> Trees:
    """Trees with the copula of each clausal predicate as its head.

    All that stands before the copula goes with it (subject, auxiliaries, adverbs, conjunctions), and so do adverbs
    right behind it (*is not that ...*).
    """
    outer, rel = trees.among("deprel", OUTER), trees.frame["rel"]
    subject = trees.child(outer)
    after_subject = trees.row > trees.at(trees.head, subject, NOWHERE)
    copula = trees.child(trees.among("rel", ["cop"]) & after_subject)
    predicate = np.flatnonzero((subject != NOWHERE) & (copula != NOWHERE))
    if not len(predicate):
        return trees
    top = copula[predicate]

    head, deprel = trees.head.copy(), trees.frame["deprel"].to_numpy().copy()
    copula_above = trees.at(trees.head, copula, NOWHERE)
    is_predicate = np.zeros(len(trees), dtype=bool)
    is_predicate[predicate] = True
    below = trees.at(trees.head, is_predicate, False)
    moved = below & (trees.row < copula_above)
    opening = trees.child(trees.among("rel", OPENING) & (trees.row > copula_above))
    opening_above = trees.at(trees.head, opening, NOWHERE)
    between = (trees.row > copula_above) & (trees.row < opening_above) & below
    moved |= between & trees.among("rel", ["advmod", "punct"])
    head[moved] = copula_above[moved]
    head[top], deprel[top] = trees.head[predicate], deprel[predicate]
    head[predicate], deprel[predicate] = top, "ccomp"
    deprel[moved & outer] = rel.to_numpy()[moved & outer]
    return trees.rehung(head, text(deprel))
