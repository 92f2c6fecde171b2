"""What stands in each clause itself: grammatical subject, objects, *by*-phrase and passive auxiliary."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from machtstaal.lexicons import Lexicons
from machtstaal.processes.clauses import Clauses
from machtstaal.processes.forms import bare, infinitival, past_participle
from machtstaal.processes.helpers import own_objects, passive_helpers
from machtstaal.processes.relatives import Relatives, pronouns
from machtstaal.trees import NOWHERE, Trees


@dataclass(frozen=True)
class Arguments:
    """What the clause itself holds, before anything is shared between clauses; all of shape (words,).

    Attributes
    ----------
    subject, object, indirect
        Rows of the heads of these phrases, relative pronouns resolved; `NOWHERE` where there is none.
    by
        Row of the agent phrase.
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
    passive: np.ndarray
    participle: np.ndarray
    dummy: np.ndarray
    impersonal: np.ndarray
    uncontrolled: np.ndarray


def find(
    trees: Trees, lexicons: Lexicons, clauses: Clauses, relatives: Relatives, lemma: pl.Series
) -> Arguments:
    """Arguments of all clauses."""
    rel, head = trees.frame["rel"], clauses.head
    subject = trees.child(rel.is_in(["nsubj"]).to_numpy(), head)
    reflexive = trees.among("stem", lexicons.words_of("reflexive"))
    # *I know how they do it*: the adverb stands for a clause
    adverb = trees.among("upos", ["ADV"]) & trees.matches("feats", "PronType=(Int|Rel)")
    is_object = rel.is_in(["obj"]).to_numpy() & ~reflexive & ~adverb
    own = trees.child(is_object)
    called = _called_upon(trees, lexicons, clauses)
    lifted = trees.child(is_object & ~called, head)
    obj = np.where(own != NOWHERE, own, lifted)
    indirect = trees.child(rel.is_in(["iobj"]).to_numpy() & ~reflexive, head)
    passive = _passive_auxiliaries(trees, lexicons, clauses, lemma)

    relative = pronouns(trees)
    last = trees.child(is_object, head, last=True)
    two = (subject == NOWHERE) & (obj != last) & (passive == NOWHERE)
    # *die Proximus wil sluiten*: of two objects in a relative clause, the one that is no relative pronoun is the subject
    mixed = two & trees.at(obj, relative, False) & ~trees.at(last, relative, False)
    subject = np.where(mixed, last, subject)
    subject = np.where(subject == NOWHERE, trees.child(called, head), subject)

    participle = (clauses.kind == "verb") & _reduced_passives(trees, clauses)
    participle &= ~causative(trees, lexicons, clauses)  # *we had it repaired* says what we did
    undergoing = (passive != NOWHERE) | participle
    by = _by_phrases(trees, lexicons, clauses, undergoing)
    subject, dummy = _dummies(trees, lexicons, clauses, subject, lemma)
    subject, obj = _fill_gaps(clauses, relatives, subject, obj, undergoing)
    hard = _hard_infinitives(trees, lexicons, clauses)
    easy = hard & (obj == NOWHERE) & ~undergoing
    obj = np.where(easy, trees.at(clauses.out, subject, NOWHERE), obj)
    there = trees.has_child(trees.among("low", lexicons.words_of("existential_adverb")), head)
    resolve = relatives.stands_for
    return Arguments(
        subject=trees.at(subject, resolve, NOWHERE),
        object=trees.at(obj, resolve, NOWHERE),
        indirect=trees.at(indirect, resolve, NOWHERE),
        by=trees.at(by, resolve, NOWHERE),
        passive=passive,
        participle=participle,
        dummy=dummy,
        impersonal=there & (subject == NOWHERE),
        uncontrolled=hard,
    )


def causative(trees: Trees, lexicons: Lexicons, clauses: Clauses) -> np.ndarray:
    """Infinitives and participles whose helper is a causative (*laten*, *have it done*); booleans, shape (words,)."""
    helper = trees.among("stem", lexicons.words_of("causative"))
    with_participle = trees.among("stem", lexicons.words_of("causative_with_participle"))
    helper |= with_participle & own_objects(trees) & past_participle(trees)[clauses.anchor]
    helper &= clauses.anchor != trees.row
    helped = np.zeros(len(trees), dtype=bool)
    helped[clauses.anchor[helper]] = True
    return helped


def _called_upon(trees: Trees, lexicons: Lexicons, clauses: Clauses) -> np.ndarray:
    """Who is called upon to do something (*let's go*): object of a hortative helper, doer of what it helps."""
    hortative = trees.among("stem", lexicons.words_of("hortative")) & (clauses.anchor != trees.row)
    return trees.among("rel", ["obj"]) & trees.at(trees.head, hortative, False)


def _passive_auxiliaries(trees: Trees, lexicons: Lexicons, clauses: Clauses, lemma: pl.Series) -> np.ndarray:
    """Passive auxiliary of each word, also that of the coordinated participle before it (*is collected and sold*)."""
    # of the verb itself: *zijn verplicht te betalen* has a participle as helper and is no passive
    passive = trees.child(trees.among("deprel", ["aux:pass"]))
    # *they get confused*: or of the helper right above it
    helper = passive_helpers(trees, lexicons, lemma) & (clauses.anchor != trees.row)
    helper = np.flatnonzero(helper & past_participle(trees)[clauses.anchor])
    direct = helper[trees.head[clauses.anchor[helper]] == helper]
    passive[clauses.anchor[direct]] = direct
    subject = trees.has_child(trees.among("rel", ["nsubj"]), clauses.head)
    sharing = (clauses.kind == "verb") & (clauses.relation == "conj") & ~subject
    sharing &= past_participle(trees) & bare(trees, clauses.head)
    # *is verkocht en vertrokken*: an auxiliary of the perfect too says nothing of the second participle
    unclear = trees.among("stem", lexicons.words_of("perfect_auxiliary"))
    for _ in range(3):  # three participles more than the first
        first = np.where(sharing & (passive == NOWHERE), clauses.out, NOWHERE)
        shared = trees.at(first, passive, NOWHERE)
        shared = np.where(trees.at(shared, unclear, False), NOWHERE, shared)
        passive = np.where(first != NOWHERE, shared, passive)
    return passive


def _reduced_passives(trees: Trees, clauses: Clauses) -> np.ndarray:
    """Past participles that head a clause without an auxiliary: behind a noun, or marked as passive by their form."""
    after = (clauses.out != NOWHERE) & (trees.row > clauses.out)
    after_noun = after & (clauses.relation == "acl")
    after_noun &= ~trees.has_child(trees.among("rel", ["nsubj"]), clauses.head)
    marked = trees.matches("feats", "Voice=Pass")
    return past_participle(trees) & bare(trees, clauses.head) & (after_noun | marked)


def _by_phrases(trees: Trees, lexicons: Lexicons, clauses: Clauses, undergoing: np.ndarray) -> np.ndarray:
    labelled = trees.child(trees.among("deprel", ["obl:agent"]), clauses.head)
    case = trees.child(trees.among("rel", ["case"]))
    low = trees.frame["low"].to_numpy()
    by_word = trees.at(case, np.isin(low, lexicons.words_of("agent_preposition_unlabelled")), False)
    may_have = undergoing | causative(trees, lexicons, clauses)
    plain = np.where(may_have, trees.child(trees.among("rel", ["obl"]) & by_word, clauses.head), NOWHERE)
    return np.where(labelled != NOWHERE, labelled, plain)


def _dummies(
    trees: Trees, lexicons: Lexicons, clauses: Clauses, subject: np.ndarray, lemma: pl.Series
) -> tuple[np.ndarray, np.ndarray]:
    """Subjects without those that stand for nobody, and the clauses that have such a one."""
    it = trees.among("low", lexicons.words_of("dummy_subject"))
    # *to make it easier*: under an infinitive it is the object that is empty
    of_infinitive = trees.at(trees.head, infinitival(trees), False)
    expletive = trees.among("rel", ["expl"]) & it & ~of_infinitive
    dummy = trees.has_child(expletive, clauses.head) & (subject == NOWHERE)
    # *it is hard to say*, *it was decided that ...*: some trees call the empty word a subject
    clause = trees.has_child(trees.among("rel", ["ccomp", "csubj"]), clauses.head)
    passive = trees.has_child(trees.among("deprel", ["aux:pass"]))
    # *it is like cooking* has a clause for a predicate and a real subject
    predicate = (clauses.kind == "copula") & ~_of(lemma, lexicons, "copula")
    extraposed = clause & (predicate | passive | _of(lemma, lexicons, "extraposing_verb"))
    empty = trees.at(subject, it, False) & (extraposed | _of(lemma, lexicons, "weather_verb"))
    return np.where(empty, NOWHERE, subject), dummy | empty


def _of(lemma: pl.Series, lexicons: Lexicons, cls: str) -> np.ndarray:
    return lemma.is_in(lexicons.words_of(cls)).to_numpy()


def _fill_gaps(
    clauses: Clauses, relatives: Relatives, subject: np.ndarray, obj: np.ndarray, undergoing: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Subjects and objects with what stands before a relative clause without pronoun (*the water we haul*)."""
    gap = relatives.gap
    # *what matters*, *the firm they say sells data*: with a finite verb a clause without subject lacks that
    finite = np.isin(clauses.relation, ["acl:relcl", "ccomp"])
    no_subject = (gap != NOWHERE) & (subject == NOWHERE) & finite
    no_object = (gap != NOWHERE) & ~no_subject & (obj == NOWHERE) & ~undergoing & (clauses.kind == "verb")
    return np.where(no_subject, gap, subject), np.where(no_object, gap, obj)


def _hard_infinitives(trees: Trees, lexicons: Lexicons, clauses: Clauses) -> np.ndarray:
    """Infinitives below words like *hard* and *easy*, whose subject is what is done, not who does it."""
    hard = trees.among("stem", lexicons.words_of("hard_to"))
    below = np.isin(clauses.relation, ["xcomp", "ccomp", "advcl"]) & trees.at(clauses.out, hard, False)
    return below & infinitival(trees, clauses.head) & (clauses.kind == "verb")
