"""Which words head a process, and which verbs only help another (guidelines: 'annotate' 1-4)."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from machtstaal.coding import Coded, Labels
from machtstaal.processes import formulas, helpers
from machtstaal.queries.matching import View
from machtstaal.trees import NOWHERE, Trees

NOT_A_CLAUSE = ["amod", "fixed", "flat", "compound", "case", "mark", "cc", "punct", "det", "nummod"]
NOT_SAID = ["reparandum", "goeswith"]
"""Relations of words that the speaker takes back (*they col- they collect*) and of split spellings."""


@dataclass(frozen=True)
class Clauses:
    """Heads of processes and how their helper verbs fold into them; labels and arrays have the length or shape (words,).

    Attributes
    ----------
    kind
        ``verb``, ``copula``, ``existential``, ``nominalisation`` or empty where a word heads no process.
    anchor
        Row of the content word that a word belongs to as helper verb; its own row for all other words.
    top
        For content words, row of the outermost helper (their own row where they have none).
    head
        Heads after folding: the children of a helper are children of its content word.
    out
        For content words, row of the word outside that the whole chain of helpers depends on.
    relation
        For content words, the relation (with subtype) of the whole chain to `out`.
    """

    kind: Labels
    anchor: np.ndarray
    top: np.ndarray
    head: np.ndarray
    out: np.ndarray
    relation: Coded

    @cached_property
    def heads(self) -> np.ndarray:
        """Words that head a process; booleans, shape (words,)."""
        return ~self.kind.among([""])

    def of_kind(self, kind: str) -> np.ndarray:
        """Words that head a process of a kind; booleans, shape (words,)."""
        return self.kind.among([kind])


def find(view: View, event: np.ndarray) -> Clauses:
    """Heads of processes in all sentences.

    Parameters
    ----------
    view
        The words, with their citation forms.
    event
        Booleans, shape (words,): nouns that can stand for an event.
    """
    trees = view.trees
    content, copular = helpers.contents(view)
    anchor = np.where(content == NOWHERE, trees.row, content)
    while not np.array_equal(anchor[anchor], anchor):
        anchor = anchor[anchor]
    head = np.where(trees.head == NOWHERE, NOWHERE, anchor[trees.head])
    head = np.where(head == trees.row, NOWHERE, head)
    top = _tops(trees, content)
    out = np.where(trees.head[top] == NOWHERE, NOWHERE, anchor[trees.head[top]])
    relations = trees.coded("deprel")
    relation = Coded(relations.names, relations.codes[top])
    kind = _kinds(view, event, anchor, copular, head)
    return Clauses(kind, anchor, top, head, out, relation)


def _tops(trees: Trees, content: np.ndarray) -> np.ndarray:
    """Row of the outermost helper of each content word (its own row where it has none)."""
    top = trees.row.copy()
    helping = np.flatnonzero(content != NOWHERE)
    top[content[helping]] = helping  # a content word has one head, so at most one helper right above it
    while not np.array_equal(top[top], top):
        top = top[top]
    return top


def _kinds(
    view: View,
    event: np.ndarray,
    anchor: np.ndarray,
    copular: np.ndarray,
    head: np.ndarray,
) -> Labels:
    trees, lexicons = view.trees, view.lexicons
    verbal = trees.among("upos", ["VERB", "AUX"])
    helper = anchor != trees.row
    helped = np.zeros(len(trees), dtype=bool)
    helped[anchor[helper]] = True
    # *de genoemde wet*, *de betrokkenen*: participles used as adjectives and nouns
    attributive = trees.matches("xpos", r"\|prenom|WW\|(od|vd)\|nom")
    outside = trees.among("rel", [*NOT_A_CLAUSE, *NOT_SAID, "aux", "cop", "discourse"]) & ~helped
    # its own copula: *in staat zijn te regelen* is none
    cop_child = trees.has_child(trees.among("rel", ["cop"]))
    nominal_infinitive = trees.matches("xpos", r"WW\|inf\|nom")
    free = ~helper & ~formulas.inside(trees, lexicons) & ~trees.among("rel", NOT_SAID)

    verb = verbal & free & ~attributive & ~outside & ~cop_child
    there = trees.has_child(trees.among("low", lexicons.words_of("existential_adverb")), head)
    has_subject = trees.has_child(trees.among("rel", ["nsubj"]), head)
    is_existential = view.cited("existential_verb")
    to_be = view.cited("copula")
    # *in Gent is een dokter*: without *er*, where a place stands in front
    place = trees.child(trees.among("rel", ["obl"]), head)
    there |= (
        to_be
        & helpers.in_front(trees, place)
        & ~trees.has_child(trees.among("rel", ["xcomp", "ccomp", "obj"]), head)
    )
    # *die regels bestaan niet*, but *bestaan uit*
    made_of = trees.at(
        trees.child(trees.among("rel", ["case"])),
        trees.among("low", lexicons.words_of("composition_preposition")),
        False,
    )
    made_of = trees.has_child(
        (made_of & trees.among("rel", ["obl"]))
        | trees.among("low", lexicons.words_of("composition_preposition")),
        head,
    )
    there |= (
        view.cited("existence_verb")
        & ~made_of
        & ~trees.has_child(trees.among("rel", ["xcomp", "ccomp", "obj"]), head)
    )
    passive = trees.has_child(trees.among("deprel", ["aux:pass"]))
    # *yes, we do*, *isn't it*: an auxiliary alone stands for a verb said before
    elliptical = trees.among("upos", ["AUX"]) & trees.among("stem", lexicons.words_of("elliptical_auxiliary"))
    elliptical &= ~helpers.own_objects(trees)
    clausal_predicate = trees.has_child(trees.among("rel", ["ccomp", "csubj"]), head)
    clausal_predicate |= trees.has_child(trees.among("rel", ["advcl"]), head) & ~elliptical

    kind = Labels(len(trees), "")
    kind[verb & ~elliptical] = "verb"
    kind[(cop_child | copular) & free] = "copula"
    kind[verb & is_existential & there & has_subject & ~passive] = "existential"
    kind[verb & to_be & ~there & clausal_predicate & ~passive] = "copula"
    kind[nominal_infinitive & verbal & free & ~attributive & ~helped] = "nominalisation"
    noun = trees.among("upos", ["NOUN"]) & ~trees.among("rel", ["fixed", "flat", "compound"])
    kind[noun & event & ~helper & kind.among([""])] = "nominalisation"
    return kind
