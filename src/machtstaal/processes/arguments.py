"""What stands in each clause itself: grammatical subject, objects, *by*-phrase and passive auxiliary."""

from dataclasses import dataclass

import numpy as np

from machtstaal.processes.clauses import Clauses
from machtstaal.processes.forms import past_participle, same_speaker
from machtstaal.processes.helpers import own_objects
from machtstaal.processes.relatives import Relatives, pronouns
from machtstaal.queries.matching import View
from machtstaal.trees import NOWHERE


@dataclass(frozen=True)
class Arguments:
    """What the clause itself holds, before anything is shared between clauses; all of shape (words,).

    Attributes
    ----------
    subject, object, indirect
        Rows of the heads of these phrases, relative pronouns resolved; `NOWHERE` where there is none.
    by
        Row of the agent phrase.
    reflexive
        Booleans: an object is the subject over again (*ik schaam me*); then it stands in neither column.
    passive
        Row of the passive auxiliary, also of one shared with a coordinated participle.
    participle
        Booleans: reduced passives without an auxiliary (*measures taken by the board*).
    dummy
        Booleans: the subject is a dummy (*het regent*, *it is clear that ...*).
    impersonal
        Booleans: *er* without any subject.
    uncontrolled
        Booleans: infinitives whose doer is not the subject above (*the water is hard to get*).
    """

    subject: np.ndarray
    object: np.ndarray
    indirect: np.ndarray
    by: np.ndarray
    reflexive: np.ndarray
    passive: np.ndarray
    participle: np.ndarray
    dummy: np.ndarray
    impersonal: np.ndarray
    uncontrolled: np.ndarray


def find(view: View, clauses: Clauses, relatives: Relatives) -> Arguments:
    """Arguments of all clauses; tells `view` which clauses are causative, and which say what is undergone."""
    trees = view.trees
    subject, obj = view.row("subject", "subject"), view.row("object", "object")
    indirect = view.row("indirect_object", "indirect")
    passive = _passive_auxiliaries(view, clauses)

    relative = pronouns(trees)
    last = trees.child(view.holds("object_word"), clauses.head, last=True)
    two = (subject == NOWHERE) & (obj != last) & (passive == NOWHERE)
    # *die Proximus wil sluiten*: of two objects in a relative clause, the one that is no relative pronoun is the subject
    mixed = two & trees.at(obj, relative, False) & ~trees.at(last, relative, False)
    around, behind = _around(view, two, obj, last)
    subject = np.where(mixed | behind, last, np.where(around & ~behind, obj, subject))
    obj = np.where(around & ~behind, last, obj)

    view.tell("causative", causative(view, clauses))
    participle = view.holds("reduced_passive")
    undergoing = (passive != NOWHERE) | participle
    view.tell("undergoing", undergoing)
    by = view.row("agent_phrase", "by")
    # *het is moeilijk te zeggen*, *it was decided that ...*: some trees call the empty word a subject
    empty = trees.at(subject, trees.among("low", view.lexicons.words_of("dummy_subject")), False)
    empty &= view.holds("takes_empty_subject")
    dummy = empty | (view.holds("with_expletive") & (subject == NOWHERE))
    subject = np.where(empty, NOWHERE, subject)
    subject, obj = _fill_gaps(clauses, relatives, subject, obj, undergoing)
    hard = view.holds("uncontrolled")
    easy = hard & (obj == NOWHERE) & ~undergoing
    obj = np.where(easy, trees.at(clauses.out, subject, NOWHERE), obj)
    # *wij houden ons koest*: a pronoun of the speaker or hearer can be what *zich* is of others
    itself, to_itself = same_speaker(trees, obj, subject), same_speaker(trees, indirect, subject)
    obj, indirect = np.where(itself, NOWHERE, obj), np.where(to_itself, NOWHERE, indirect)
    resolve = relatives.stands_for
    return Arguments(
        subject=trees.at(subject, resolve, NOWHERE),
        object=trees.at(obj, resolve, NOWHERE),
        indirect=trees.at(indirect, resolve, NOWHERE),
        by=trees.at(by, resolve, NOWHERE),
        reflexive=itself | to_itself,
        passive=passive,
        participle=participle,
        dummy=dummy,
        impersonal=view.holds("with_there") & (subject == NOWHERE),
        uncontrolled=hard,
    )


def _around(
    view: View, two: np.ndarray, first: np.ndarray, last: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Finite verbs between two objects, and those of them whose subject is the one behind (*die gegevens verzamelt de app*).

    The verb agrees with it in number, and where that leaves it open it is somebody and the first is not.
    """
    trees, animate = view.trees, view.holds("animate")
    around = two & (first < trees.row) & (last > trees.row) & view.holds("second_verb")
    plural = trees.matches("feats", "Number=Plur")
    with_first, with_last = plural[first] == plural, plural[last] == plural
    open_still = (with_first == with_last) & animate[last] & ~animate[first]
    return around, around & ((with_last & ~with_first) | open_still)


def causative(view: View, clauses: Clauses) -> np.ndarray:
    """Infinitives and participles whose helper is a causative (*laten*, *have it done*); booleans, shape (words,)."""
    trees, lexicons = view.trees, view.lexicons
    helper = trees.among("stem", lexicons.words_of("causative"))
    with_participle = trees.among("stem", lexicons.words_of("causative_with_participle"))
    helper = helper | (with_participle & own_objects(trees) & past_participle(trees)[clauses.anchor])
    helper &= clauses.anchor != trees.row
    helped = np.zeros(len(trees), dtype=bool)
    helped[clauses.anchor[helper]] = True
    return helped


def _passive_auxiliaries(view: View, clauses: Clauses) -> np.ndarray:
    """Passive auxiliary of each word, also that of the coordinated participle before it (*is collected and sold*)."""
    trees = view.trees
    passive, sharing = view.row("passive", "auxiliary"), view.holds("shares_auxiliary")
    # *is verkocht en vertrokken*: an auxiliary of the perfect too says nothing of the second participle
    unclear = trees.among("stem", view.lexicons.words_of("perfect_auxiliary"))
    for _ in range(3):  # three participles more than the first
        first = np.where(sharing & (passive == NOWHERE), clauses.out, NOWHERE)
        shared = trees.at(first, passive, NOWHERE)
        shared = np.where(trees.at(shared, unclear, False), NOWHERE, shared)
        passive = np.where(first != NOWHERE, shared, passive)
    return passive


def _fill_gaps(
    clauses: Clauses, relatives: Relatives, subject: np.ndarray, obj: np.ndarray, undergoing: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Subjects and objects with what stands before a relative clause without pronoun (*the water we haul*)."""
    gap = relatives.gap
    # *what matters*, *the firm they say sells data*: with a finite verb a clause without subject lacks that
    finite = clauses.relation.among(["acl:relcl", "ccomp"])
    no_subject = (gap != NOWHERE) & (subject == NOWHERE) & finite
    no_object = (gap != NOWHERE) & ~no_subject & (obj == NOWHERE) & ~undergoing & clauses.of_kind("verb")
    return np.where(no_subject, gap, subject), np.where(no_object, gap, obj)
