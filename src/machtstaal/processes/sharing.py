"""Subjects and objects that a clause shares with another: coordination, control of infinitives, modified nouns."""

import numpy as np

from machtstaal.coding import Coded
from machtstaal.lexicons import Lexicons
from machtstaal.processes.arguments import Arguments
from machtstaal.processes.clauses import Clauses
from machtstaal.processes.control import Control
from machtstaal.processes.forms import gerundial, infinitival
from machtstaal.trees import NOWHERE, Trees

SUBORDINATE = ["xcomp", "ccomp", "csubj", "advcl", "advcl:relcl"]
LONGEST_CHAIN = 6
"""Clauses that can pass a subject on to the next; chains are short."""


def subjects(
    trees: Trees,
    lexicons: Lexicons,
    clauses: Clauses,
    args: Arguments,
    animate: np.ndarray,
    citations: Coded,
) -> np.ndarray:
    """Grammatical subjects, with those that a clause shares with the clause it depends on.

    Parameters
    ----------
    animate
        Booleans, shape (words,): mentions of people and institutions.
    citations
        Citation forms of all words.
    """
    relation = clauses.relation
    infinitive, gerund = infinitival(trees, clauses.head), gerundial(trees)[clauses.top]
    unfinite = infinitive | gerund
    lacking = clauses.heads & (args.subject == NOWHERE) & ~args.dummy
    lacking &= ~clauses.of_kind("nominalisation") & ~trees.matches("feats", "Mood=Imp")
    conjunct = lacking & relation.among(["conj"]) & ~args.impersonal
    controlled = lacking & relation.among(SUBORDINATE) & (unfinite | args.participle)
    controlled |= lacking & relation.among(["xcomp"])  # secondary predicates too
    # *people living here*: behind a noun the *-ing* form says what the noun does, unless a preposition opens it
    modifying = lacking & relation.among(["acl"]) & gerund & ~trees.has_child(trees.among("rel", ["mark"]))
    # *have trouble finding parts*, *spend a day waiting*: nor does trouble or a day do anything
    words = [*lexicons.words_of("content_noun"), *lexicons.words_of("adverbial_antecedent")]
    modifying &= ~trees.at(clauses.out, trees.among("stem", words), False)
    of_noun = lacking & relation.among(["acl"]) & unfinite & ~modifying

    control = Control(trees, lexicons, clauses, args, animate, citations)
    subject = np.where(modifying, clauses.out, args.subject)
    for _ in range(LONGEST_CHAIN):  # each round passes them one clause on
        before = subject
        missing = subject == NOWHERE
        subject = np.where(conjunct & missing, trees.at(clauses.out, subject, NOWHERE), subject)
        subject = np.where(controlled & missing, control.doers(before), subject)
        subject = np.where(of_noun & missing, control.doers_for_noun(before), subject)
        if np.array_equal(before, subject):
            break
    return subject


def objects(trees: Trees, clauses: Clauses, args: Arguments) -> np.ndarray:
    """Direct objects, with those that follow or directly precede a pair of coordinated verbs.

    Between the two stands nothing but what joins them (*om de app te bouwen en te testen*).
    """
    first = np.where(clauses.relation.among(["conj"]), clauses.out, NOWHERE)
    candidate = trees.at(first, args.object, NOWHERE)
    after_both = candidate > trees.row
    joining = trees.among("rel", ["cc", "mark", "punct"]) | trees.among("deprel", ["compound:prt"])
    others = np.concatenate([[0], np.cumsum(~joining)])
    between = others[trees.row] - others[np.where(first == NOWHERE, trees.row - 1, first) + 1]
    side_by_side = (first != NOWHERE) & (between == 0) & (candidate != NOWHERE)
    shares = (
        clauses.of_kind("verb")
        & (args.object == NOWHERE)
        & (args.passive == NOWHERE)
        & (candidate != NOWHERE)
        & (after_both | side_by_side)
    )
    return np.where(shares, candidate, args.object)
