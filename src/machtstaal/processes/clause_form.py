"""How a process stands in its clause: passive, participle, infinitive, imperative, noun, or with a finite verb."""

import numpy as np

from machtstaal.coding import Labels
from machtstaal.lexicons import Lexicons
from machtstaal.processes.arguments import Arguments
from machtstaal.processes.clauses import Clauses
from machtstaal.processes.forms import bare, gerundial, past_participle
from machtstaal.queries.matching import View
from machtstaal.trees import NOWHERE, Trees

MAIN = ["root", "parataxis"]
"""Relations of main clauses."""

LONGEST_COORDINATION = 3
"""Coordinated verbs, beside the first, that can share its auxiliary."""


def find(view: View, clauses: Clauses, args: Arguments) -> Labels:
    """Form of every process; none for copulas, existentials and words that head none.

    A coordinated participle or infinitive without anything of its own stands as the first one does (*they have
    copied and sold it* is finite twice).
    """
    trees, lexicons = view.trees, view.lexicons
    own_subject = _own_subjects(trees, clauses, args)
    subject, finite = _shared(trees, clauses, args, own_subject)
    free = (args.subject == NOWHERE) & ~own_subject & ~args.dummy
    infinitive = (_having(trees, clauses, "VerbForm=Inf") | gerundial(trees, clauses.head)) & ~finite & free
    participle = (past_participle(trees) | trees.matches("xpos", r"WW\|od")) & ~finite & free
    # *Even wachten!*, *just wait*: an infinitive that heads the sentence, without *te*, *om*, *to*
    imperative = finite & _imperative_verbs(trees, lexicons, clauses, args) & free
    imperative |= infinitive & clauses.relation.among(MAIN) & _plain_infinitives(trees, clauses)
    for _ in range(LONGEST_COORDINATION):
        imperative |= free & clauses.relation.among(["conj"]) & trees.at(clauses.out, imperative, False)
    passive = args.passive != NOWHERE

    verb = clauses.of_kind("verb")
    form = Labels(len(trees), None)
    form[verb] = "finite"
    form[verb & infinitive] = "infinitive"
    form[verb & (participle | args.participle)] = "participle"
    form[verb & imperative] = "imperative"
    form[verb & passive] = "passive"
    form[verb & passive & finite & ~subject] = "impersonal passive"
    form[clauses.of_kind("nominalisation")] = "nominalisation"
    return form


def _own_subjects(trees: Trees, clauses: Clauses, args: Arguments) -> np.ndarray:
    """Clauses with a grammatical subject; a clause behind the verb is none (*it was decided that we stop*)."""
    nominal = trees.has_child(trees.among("rel", ["nsubj"]), clauses.head)
    before = trees.among("rel", ["csubj"]) & (trees.row < clauses.head)
    subject = (nominal | trees.has_child(before, clauses.head) | (args.subject != NOWHERE)) & ~args.dummy
    # what the tree calls the object of a passive is what is done, under another label
    return subject | ((args.passive != NOWHERE) & (args.object != NOWHERE))


def _shared(
    trees: Trees, clauses: Clauses, args: Arguments, subject: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Clauses with a subject and with a finite verb, also those that share it with the verb before *and*."""
    finite = _having(trees, clauses, "VerbForm=Fin")
    joined = clauses.relation.among(["conj"]) & ~subject & ~args.impersonal & ~args.dummy
    marked = trees.has_child(trees.among("rel", ["mark"]), clauses.head)
    unsupported = joined & ~marked & bare(trees, clauses.head) & (clauses.top == trees.row)
    for _ in range(LONGEST_COORDINATION):
        subject = subject | (joined & trees.at(clauses.out, subject, False))
        finite = finite | (unsupported & trees.at(clauses.out, finite, False))
    return subject, finite


def _having(trees: Trees, clauses: Clauses, feature: str) -> np.ndarray:
    """Clauses of which the verb, an auxiliary or a helper has a feature; booleans, shape (words,)."""
    support = trees.among("rel", ["aux", "cop"])
    owner = np.where(support & (clauses.anchor == trees.row), clauses.head, clauses.anchor)
    having = trees.matches("feats", feature) & trees.among("upos", ["VERB", "AUX"]) & (owner != NOWHERE)
    found = np.zeros(len(trees), dtype=bool)
    found[owner[having]] = True
    return found


def _imperative_verbs(trees: Trees, lexicons: Lexicons, clauses: Clauses, args: Arguments) -> np.ndarray:
    """Clauses whose finite verb is marked as an imperative, or is a stem that heads a main clause.

    A past tense, a plural, a form in *-t* or a modal is none: its subject was left unsaid (*komt goed*).
    """
    stem = trees.matches("xpos", r"WW\|pv\|tgw\|ev") & ~trees.among(
        "stem", lexicons.words_of("no_imperative")
    )
    alone = ~trees.has_child(trees.among("rel", ["aux", "cop"]), clauses.head)
    heading = stem[clauses.top] & alone & clauses.relation.among(MAIN) & ~args.impersonal
    return _having(trees, clauses, "Mood=Imp") | heading


def _plain_infinitives(trees: Trees, clauses: Clauses) -> np.ndarray:
    """Infinitives without auxiliary, helper or a word that introduces them."""
    introduced = trees.has_child(trees.among("rel", ["mark"]), clauses.head)
    alone = bare(trees, clauses.head) & (clauses.top == trees.row)
    return trees.matches("feats", "VerbForm=Inf") & ~introduced & alone
