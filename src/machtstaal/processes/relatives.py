"""Relative clauses: what their pronouns stand for, and what is left out of them (*the water we haul*)."""

from dataclasses import dataclass

import numpy as np

from machtstaal.lexicons import Lexicons
from machtstaal.processes.clauses import Clauses
from machtstaal.processes.forms import infinitival
from machtstaal.trees import NOWHERE, Trees

EMBEDDED = ["ccomp", "xcomp"]
"""Relations of clauses that a relative clause can reach into (*what they say we need*)."""


@dataclass(frozen=True)
class Relatives:
    """All arrays of shape (words,).

    Attributes
    ----------
    stands_for
        Row that each word stands for: its antecedent for a relative pronoun, itself for all others.
    gap
        For verbs that lack a participant because it stands before the clause, the row of that participant.
    stranded
        For prepositions without a phrase behind them (*the firm we work for*), the row of their phrase.
    """

    stands_for: np.ndarray
    gap: np.ndarray
    stranded: np.ndarray


def resolve(trees: Trees, lexicons: Lexicons, clauses: Clauses) -> Relatives:
    """Antecedents of relative pronouns, and of relative clauses without one."""
    relative = pronouns(trees)
    owner = _owners(trees, clauses)
    modified = _modified(trees, lexicons, clauses, owner)
    stands_for = _antecedents(trees, lexicons, relative, modified)

    is_process = clauses.heads
    with_pronoun = np.zeros(len(trees), dtype=bool)
    what = trees.among("low", lexicons.words_of("relative_what"))
    with_pronoun[owner[(relative | what) & (owner != NOWHERE) & ~_free(trees)]] = True
    # nothing can stand before the subject but a relative word (*waarmee zij werken* has one that no tag shows)
    begins = trees.child(~trees.among("rel", ["punct"]), clauses.head)
    opened = trees.at(begins, trees.among("rel", ["nsubj"]), False)
    # *what happens*, *whoever pays*: the pronoun stands above its clause, and can be its subject
    opened |= trees.at(clauses.out, trees.matches("feats", "PronType=(Int|Rel)"), False)
    without = is_process & clauses.relation.among(["acl:relcl"]) & ~with_pronoun & opened
    # *something to hide*, *a lot to lose*: what can be anything is the object of its infinitive
    empty = trees.at(clauses.out, trees.among("stem", lexicons.words_of("object_of_infinitive")), False)
    infinitive = is_process & clauses.relation.among(["acl"]) & infinitival(trees, clauses.head)
    adverbial = trees.at(clauses.out, trees.among("stem", lexicons.words_of("adverbial_antecedent")), False)

    deepest = _deepest(clauses)
    stranded = _stranded(trees, clauses, owner, without | infinitive)
    has_stranded = np.zeros(len(trees), dtype=bool)
    has_stranded[clauses.head[stranded != NOWHERE]] = True
    gap = np.full(len(trees), NOWHERE)
    open_clause = np.flatnonzero((without & ~adverbial) | (infinitive & empty))
    gap[deepest[open_clause]] = clauses.out[open_clause]
    gap[has_stranded] = NOWHERE
    return Relatives(stands_for, gap, stranded)


def pronouns(trees: Trees) -> np.ndarray:
    """Relative pronouns and adverbs; booleans, shape (words,)."""
    return trees.matches("feats", "PronType=Rel") | trees.matches("xpos", r"VNW\|betr")


def _owners(trees: Trees, clauses: Clauses) -> np.ndarray:
    """Clause that each word belongs to, or the clause above it that is no complement."""
    is_process = clauses.heads
    # a helper's words belong to the process that it helps
    nearest = trees.nearest(is_process[clauses.anchor])
    owner = np.where(nearest == NOWHERE, NOWHERE, clauses.anchor[nearest])
    embedded = is_process & clauses.relation.among(EMBEDDED)
    for _ in range(4):  # *the people who they say we believe ...*: deeper nobody speaks
        climbs = (owner != NOWHERE) & trees.at(owner, embedded, False)
        above = trees.at(owner, clauses.out, NOWHERE)
        owner = np.where(climbs & trees.at(above, is_process, False), above, owner)
    return owner


def _modified(trees: Trees, lexicons: Lexicons, clauses: Clauses, owner: np.ndarray) -> np.ndarray:
    """Noun that the clause of each word says something about, `NOWHERE` for words in no relative clause."""
    relative, adverbial = (
        trees.at(owner, clauses.relation.among([name]), False) for name in ("acl:relcl", "advcl:relcl")
    )
    # *it was the state that paid*: the tree hangs the clause on the predicate, which is a noun
    out = trees.at(owner, clauses.out, NOWHERE)
    nominal = trees.at(out, trees.among("upos", ["NOUN", "PROPN", "PRON"]), False)
    of_clause = trees.among("low", lexicons.words_of("relative_to_clause"))
    cleft = adverbial & nominal & ~of_clause
    return np.where(relative | cleft, out, NOWHERE)


def _free(trees: Trees) -> np.ndarray:
    """Words that are the antecedent of their own clause (*what we need*)."""
    return trees.has_child(trees.among("deprel", ["acl:relcl"]))


def _antecedents(trees: Trees, lexicons: Lexicons, relative: np.ndarray, modified: np.ndarray) -> np.ndarray:
    """What each word stands for: relative pronouns for their antecedent, all other words for themselves."""
    what = trees.among("low", lexicons.words_of("relative_what"))
    indefinite = trees.among("low", lexicons.words_of("indefinite_antecedent"))
    free = (what & ~trees.at(modified, indefinite, False)) | _free(trees)  # *wat jammer is*: a whole clause
    question = trees.matches("xpos", r"VNW\|vb") & ~what
    stands_for = (relative | what) & ~free & ~question
    # where the tree hangs the clause elsewhere, a relative pronoun right behind a noun still refers to it
    before = trees.row - 1
    nominal = trees.among("upos", ["NOUN", "PROPN"])
    behind_noun = relative & (before >= trees.first) & nominal[before]
    # *het potentieel van de deal die*: gender and number can tell that the tree has the wrong one of two nouns
    wrong = behind_noun & _agreement(trees, lexicons, modified, before)
    antecedent = np.where(modified != NOWHERE, modified, np.where(behind_noun, before, NOWHERE))
    antecedent = np.where(wrong, before, antecedent)
    return np.where(stands_for & (antecedent != NOWHERE), antecedent, trees.row)


def _agreement(trees: Trees, lexicons: Lexicons, noun: np.ndarray, before: np.ndarray) -> np.ndarray:
    """Relative pronouns that by gender and number stand for the word `before` them and not for `noun`.

    *Dat* is neuter and singular, *die* is not. Booleans, shape (words,).
    """
    neuter = trees.matches("feats", r"Gender=Neut(\||$)") & trees.matches("feats", "Number=Sing")
    other = trees.matches("feats", r"Gender=Com(\||$)") | trees.matches("feats", "Number=Plur")
    for_neuter = trees.among("low", lexicons.words_of("relative_neuter"))
    for_other = trees.among("low", lexicons.words_of("relative_not_neuter"))
    means_neuter = for_neuter & neuter[before] & trees.at(noun, other, False)
    return means_neuter | (for_other & other[before] & trees.at(noun, neuter, False))


def _deepest(clauses: Clauses) -> np.ndarray:
    """Innermost complement clause of each clause (*the tax they say we owe*: *owe*), itself where it has none."""
    rows = np.arange(len(clauses.kind))
    inner = rows.copy()
    embedded = np.flatnonzero(clauses.heads & clauses.relation.among(EMBEDDED) & (clauses.out != NOWHERE))
    inner[clauses.out[embedded]] = embedded
    for _ in range(4):
        inner = inner[inner]
    return inner


def _stranded(trees: Trees, clauses: Clauses, owner: np.ndarray, open_clause: np.ndarray) -> np.ndarray:
    """Phrase of each preposition that has none behind it: what its clause modifies, or the subject of its passive."""
    alone = trees.among("upos", ["ADP"]) & trees.among("rel", ["obl", "nmod"])
    alone &= ~trees.has_child(trees.among("rel", ["fixed"]))
    # an infinitive behind a noun is no complement, so a word's clause may be the infinitive itself
    modified = np.where(trees.at(owner, open_clause, False), trees.at(owner, clauses.out, NOWHERE), NOWHERE)
    passive = trees.has_child(trees.among("deprel", ["aux:pass"]))
    subject = trees.child(trees.among("rel", ["nsubj"]), clauses.head)
    verb = clauses.head
    undergone = np.where(trees.at(verb, passive, False), trees.at(verb, subject, NOWHERE), NOWHERE)
    return np.where(alone, np.where(modified != NOWHERE, modified, undergone), NOWHERE)
