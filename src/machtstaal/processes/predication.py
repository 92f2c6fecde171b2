"""Clauses that are predicates (*the question is who pays*): the copula becomes their head, as a verb would be.

Universal Dependencies hang such a sentence on the verb of the inner clause and call the outer subject
``nsubj:outer``. Then one word heads two processes. Here the copula is put on top: it heads the predication, and the
inner clause is its complement.
"""

import numpy as np

from machtstaal.coding import Labels
from machtstaal.lexicons import Lexicons
from machtstaal.trees import NOWHERE, Trees

OUTER = ["nsubj:outer", "csubj:outer"]
OPENING = ["mark", "nsubj", "csubj", "aux", "expl"]
"""Relations of the words that can open the inner clause."""

OF_NOUN = ["det", "amod", "nmod", "nummod", "acl", "appos", "case", "flat", "compound", "fixed"]
"""Relations of words that stay with a noun that turns out to be a subject."""


def lifted(trees: Trees, lexicons: Lexicons) -> Trees:
    """Trees with the copula of each clausal predicate as its head.

    All that stands before the copula goes with it (subject, auxiliaries, adverbs, conjunctions), and so do adverbs
    right behind it (*is not that ...*). Some trees have it the other way round, the noun as predicate of the clause
    (*het doel is dat iedereen meedoet*), or have the copula as an auxiliary (*ons doel is de stad te helpen*).
    """
    return _outer_lifted(_turned(trees, lexicons), lexicons)


def _turned(trees: Trees, lexicons: Lexicons) -> Trees:
    """Trees with the copula on top where a noun is called the predicate of the clause that stands behind it."""
    to_be = trees.among("stem", lexicons.words_of("copula")) & trees.matches("feats", "VerbForm=Fin")
    before = trees.head < trees.row
    clause = trees.child(trees.among("rel", ["csubj", "ccomp"]) & before, last=True)
    inside = trees.child(to_be & trees.among("rel", ["cop", "aux"]))
    # *de taak is te helpen*: the copula stands as auxiliary in the clause, before all that opens it
    first = trees.child(trees.among("rel", OPENING) & ~trees.among("rel", ["aux"]))
    opening = np.where((inside != NOWHERE) & ((first == NOWHERE) | (inside < first)), inside, NOWHERE)
    own = trees.child(to_be & trees.among("rel", ["cop"]) & before)
    copula = np.where(own != NOWHERE, own, trees.at(clause, opening, NOWHERE))

    has = trees.has_child
    used_as_noun = trees.among("upos", ["PRON", "ADJ", "NUM"]) & has(trees.among("rel", ["det"]))
    nominal = trees.among("upos", ["NOUN", "PROPN"]) | used_as_noun
    nominal &= ~has(trees.among("rel", ["nsubj", "expl", "case"])) & ~trees.among(
        "rel", ["nsubj", "obj", "iobj"]
    )
    # *wat opvalt, is dat niemand luistert*
    free = free_relatives(trees, lexicons) != NOWHERE
    nominal |= free
    between = (copula > trees.row) & (copula < clause)
    noun = np.flatnonzero(nominal & between & (clause != NOWHERE))
    if not len(noun):
        return trees
    top = copula[noun]
    above = np.full(len(trees), NOWHERE)
    above[noun] = top
    head, deprel = trees.head.copy(), Labels.of(trees.coded("deprel"))
    of_top = trees.at(trees.head, above, NOWHERE)
    stays = trees.among("rel", OF_NOUN) | (trees.among("rel", ["conj", "cc", "punct"]) & (trees.row < of_top))
    stays |= trees.at(trees.head, free, False) & (trees.row < of_top)
    moved = (of_top != NOWHERE) & (~stays | (trees.among("rel", ["cc"]) & (trees.row < trees.head)))
    head[moved] = of_top[moved]
    head[top] = trees.head[noun]
    deprel.pass_on(noun, to=top)
    head[noun], deprel[noun] = top, "nsubj"
    deprel[clause[noun]] = "ccomp"
    return trees.rehung(head, deprel)


def _outer_lifted(trees: Trees, lexicons: Lexicons) -> Trees:
    outer = trees.among("deprel", OUTER)
    linking = trees.among("rel", ["cop"])
    # *de bedoeling is de stad te helpen*: the copula as auxiliary of an infinitive that a plan cannot do
    infinitive = trees.has_child(trees.among("low", lexicons.words_of("infinitive_mark")))
    infinitive &= trees.matches("feats", "VerbForm=Inf")
    auxiliary = trees.among("rel", ["aux"]) & trees.among("stem", lexicons.words_of("copula"))
    auxiliary &= trees.at(trees.head, infinitive, False) & trees.matches("feats", "VerbForm=Fin")
    plan = trees.among("rel", ["nsubj"]) & trees.among("stem", lexicons.words_of("plan_noun"))
    outer = outer | (plan & trees.at(trees.head, trees.has_child(auxiliary), False))
    linking = linking | auxiliary
    # *wat telt, is dat iedereen meedoet*: behind the copula a conjunction opens the inner clause
    own = trees.child(trees.among("rel", ["cop"]))
    opened = trees.child(
        trees.among("low", lexicons.words_of("complement_mark")) & trees.among("rel", ["mark"])
    )
    opened = np.where((own != NOWHERE) & (opened > own), own, NOWHERE)
    outer |= trees.among("rel", ["nsubj", "csubj"]) & (trees.row < trees.at(trees.head, opened, NOWHERE))
    subject = trees.child(outer)
    after_subject = trees.row > trees.at(trees.head, subject, NOWHERE)
    copula = trees.child(linking & after_subject)
    predicate = np.flatnonzero((subject != NOWHERE) & (copula != NOWHERE))
    if not len(predicate):
        return trees
    top = copula[predicate]

    head, deprel = trees.head.copy(), Labels.of(trees.coded("deprel"))
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
    head[top] = trees.head[predicate]
    deprel.pass_on(predicate, to=top)
    head[predicate], deprel[predicate] = top, "ccomp"
    subjects = np.flatnonzero(moved & outer)
    deprel.put(subjects, trees.frame["rel"].gather(subjects))
    return trees.rehung(head, deprel)


def free_relatives(trees: Trees, lexicons: Lexicons) -> np.ndarray:
    """Pronoun of each verb that heads a free relative clause (*wie geen telefoon heeft, ...*: wie), else `NOWHERE`."""
    pronoun = trees.among("low", lexicons.words_of("free_relative")) & (trees.row < trees.head)
    pronoun &= trees.among("rel", ["nsubj", "obj", "iobj"])
    return np.where(trees.among("upos", ["VERB", "AUX"]), trees.child(pronoun), NOWHERE)
