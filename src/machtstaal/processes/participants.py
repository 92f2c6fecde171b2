"""Who takes part in a process: grammatical subjects and objects, made to mean agent and patient.

Dutch and English share these rules; the words they hang on (agent prepositions, controlling verbs, ...) stand in
the lexicons of each language. Subjects are found in three rounds: those the clause itself has, those that a
relative pronoun stands for, and those shared with a coordinated, controlling or modified clause.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from machtstaal.lexicons import Lexicons
from machtstaal.processes import nominalisations, sharing
from machtstaal.processes.arguments import Arguments
from machtstaal.processes.clauses import Clauses
from machtstaal.processes.forms import same_speaker
from machtstaal.processes.predication import free_relatives
from machtstaal.processes.senses import Senses
from machtstaal.queries.matching import View
from machtstaal.trees import NOWHERE, Trees


@dataclass(frozen=True)
class Participants:
    """Rows of the participants of each process, `NOWHERE` where there is none; all of shape (words,).

    Attributes
    ----------
    agent, patient, beneficiary
        Heads of the phrases in these roles.
    passive
        Row of the passive auxiliary.
    undergoing
        Booleans: passive, by an auxiliary or as a bare participle behind a noun.
    dummy
        Booleans: the subject is a dummy (*het regent*, *there is*).
    object
        Row of the direct object as it stands in the clause (for light verbs such as *een rol spelen*).
    """

    agent: np.ndarray
    patient: np.ndarray
    beneficiary: np.ndarray
    passive: np.ndarray
    undergoing: np.ndarray
    dummy: np.ndarray
    object: np.ndarray


def find(
    view: View,
    clauses: Clauses,
    args: Arguments,
    sense: Senses,
    phrases: pl.DataFrame,
    events: pl.DataFrame,
    animate: np.ndarray,
) -> Participants:
    """Agents, patients and beneficiaries of all processes.

    Parameters
    ----------
    args, sense, phrases, events
        What stands in the clauses, the senses of their verbs, their prepositional phrases, and the event nouns.
    animate
        Booleans, shape (words,): mentions of people and institutions, who can gain or lose.
    """
    trees, lexicons = view.trees, view.lexicons
    subject = sharing.subjects(trees, lexicons, clauses, args, animate, view.citations)
    obj = sharing.objects(trees, clauses, args)
    verb = clauses.of_kind("verb")
    passive = args.passive != NOWHERE
    undergoing = passive | args.participle

    # *wij laten ons controleren*, *we laten het door de raad doen*: somebody else does it
    let, let_itself = _let(view, clauses, args)
    agent = np.where(undergoing | (let & (args.by != NOWHERE)) | let_itself, args.by, subject)
    reduced = np.where(clauses.relation.among(["acl"]), clauses.out, subject)
    patient = np.where(undergoing, np.where(passive, subject, reduced), np.where(let_itself, subject, obj))
    patient = np.where(_raised(trees, lexicons, clauses, args), NOWHERE, patient)
    # *ik krijg een boete opgelegd*, *we were given a form*: the subject is the one who gets what is the object
    got = passive & _in(trees, args.passive, lexicons, "getting") & (obj != NOWHERE)
    patient = np.where(got | (passive & (patient == NOWHERE)), obj, patient)
    # *they told us*, *we were asked to leave*: who is spoken to
    addressed = _addressed(trees, lexicons, clauses, patient, animate)
    beneficiary = np.where(args.indirect != NOWHERE, args.indirect, np.where(addressed, patient, NOWHERE))
    patient = np.where(addressed, NOWHERE, patient)
    # *veel spreken over het plan*, *het hebben over het plan*: the phrase that the verb asks for is what undergoes
    empty = trees.among("stem", [*lexicons.words_of("degree"), *lexicons.words_of("dummy_subject")])
    yields = (patient == NOWHERE) | trees.at(patient, empty, False)
    asked_for = verb & (sense.prepositional != NOWHERE) & yields
    patient = np.where(asked_for, sense.prepositional, patient)
    for_somebody = _for_somebody(view, clauses, sense, phrases, patient, animate)
    beneficiary = np.where(got, subject, np.where(beneficiary != NOWHERE, beneficiary, for_somebody))

    packed = clauses.of_kind("nominalisation") & trees.among("upos", ["VERB"])  # *gegevens delen* as a noun
    patient = np.where(verb, patient, np.where(packed, args.object, NOWHERE))
    agent, patient = nominalisations.participants(view, events, agent, patient)
    whole = _whole_words(trees, lexicons)
    is_process = clauses.heads
    return Participants(
        agent=np.where(is_process, trees.at(agent, whole, NOWHERE), NOWHERE),
        patient=np.where(is_process, trees.at(patient, whole, NOWHERE), NOWHERE),
        beneficiary=np.where(
            is_process & ~clauses.of_kind("nominalisation"), trees.at(beneficiary, whole, NOWHERE), NOWHERE
        ),
        passive=np.where(verb, args.passive, NOWHERE),
        undergoing=verb & undergoing,
        dummy=args.dummy,
        object=args.object,
    )


def _in(trees: Trees, rows: np.ndarray, lexicons: Lexicons, cls: str) -> np.ndarray:
    """Whether the lemma at each of `rows` is of a class of function words."""
    return trees.at(rows, trees.among("stem", lexicons.words_of(cls)), False)


def _let(view: View, clauses: Clauses, args: Arguments) -> tuple[np.ndarray, np.ndarray]:
    """Infinitives under a causative, and those of them whose subject lets it be done to itself (*zich*, *ons*)."""
    trees, lexicons, helped = view.trees, view.lexicons, view.holds("causative")
    reflexive = trees.child(trees.among("stem", lexicons.words_of("reflexive")), clauses.head) != NOWHERE
    other = trees.child(trees.among("rel", ["obj", "expl"]) & trees.among("upos", ["PRON"]), clauses.head)
    return helped, helped & (reflexive | same_speaker(trees, other, args.subject))


def _raised(trees: Trees, lexicons: Lexicons, clauses: Clauses, args: Arguments) -> np.ndarray:
    """Verbs whose object is only the doer of the infinitive below (*they want us to pay* does nothing to us)."""
    below = clauses.relation.among(["xcomp", "ccomp"]) & clauses.heads & (clauses.out != NOWHERE)
    has_complement = np.zeros(len(trees), dtype=bool)
    has_complement[clauses.out[below]] = True
    return trees.among("stem", lexicons.words_of("raising_verb")) & has_complement & (args.object != NOWHERE)


def _addressed(
    trees: Trees, lexicons: Lexicons, clauses: Clauses, patient: np.ndarray, animate: np.ndarray
) -> np.ndarray:
    """Verbs of saying whose object is the one who is spoken to (*tell us*, not *tell a story*)."""
    things = [
        name
        for cls in ("dummy_subject", "indefinite_antecedent", "relative_what")
        for name in lexicons.words_of(cls)
    ]
    thing = trees.among("stem", things)
    personal = trees.matches("feats", "Person=") & trees.among("upos", ["PRON"]) & ~thing
    person = animate | personal | trees.among("upos", ["PROPN"])
    speaking = trees.among("stem", lexicons.words_of("addressing_verb")) & clauses.of_kind("verb")
    return speaking & trees.at(patient, person, False)


def _for_somebody(
    view: View,
    clauses: Clauses,
    sense: Senses,
    phrases: pl.DataFrame,
    patient: np.ndarray,
    animate: np.ndarray,
) -> np.ndarray:
    """Phrase of the one who gains or loses (*aan/voor iemand*, *for somebody*), or gets what is given or said (*to*).

    With a verb of giving that is whoever the phrase names, known or not; with a verb of dealing with each other also
    the one it is done with (*met de buren overleggen*, *contact hebben met de buren*).
    """
    trees, lexicons = view.trees, view.lexicons
    gains = lexicons.words_of("beneficiary_preposition")
    gets = lexicons.words_of("recipient_preposition")
    # *they went to the doctor* gives the doctor nothing
    something = (patient != NOWHERE) | sense.process_type.among(["verbal"])
    verbs, rows = phrases["verb"].to_numpy(), phrases["phrase"].to_numpy()
    preposition, oblique = phrases["preposition"], phrases["oblique"].to_numpy()
    gaining = preposition.is_in(gains).to_numpy()
    getting = preposition.is_in(gets).to_numpy() & something[verbs]
    # *aan iets koppelen*
    tied = view.citations.among(lexicons.words_of("tying_verb"))[verbs]
    tied &= preposition.is_in([*gets, *lexicons.words_of("giving_preposition")]).to_numpy()
    known = animate[rows] & (gaining | getting) & oblique & ~tied
    giving = view.citations.among(lexicons.words_of("giving_verb"))[verbs] & something[verbs]
    giving &= preposition.is_in(lexicons.words_of("giving_preposition")).to_numpy()
    # *contact met de raad*: the tree hangs the phrase on the noun of a light verb
    light = np.full(len(animate), NOWHERE)
    of_light = np.flatnonzero(sense.light_noun != NOWHERE)
    light[sense.light_noun[of_light]] = of_light
    verbs = np.where(~clauses.heads[verbs] & (light[verbs] != NOWHERE), light[verbs], verbs)
    together = (sense.process_type.among(["verbal"]) & sense.power.among(["equal"]))[verbs]
    together &= preposition.is_in(lexicons.words_of("partner_preposition")).to_numpy()
    together &= animate[rows] | trees.among("upos", ["PROPN"])[rows]
    found = np.full(len(animate), NOWHERE)
    ordered = np.flatnonzero(known | giving | together)[
        ::-1
    ]  # of several assignments to one place the last one stays
    found[verbs[ordered]] = rows[ordered]
    return np.where(found == patient, NOWHERE, found)


def _whole_words(trees: Trees, lexicons: Lexicons) -> np.ndarray:
    """Word that stands for each phrase: usually its head, else what gives it its meaning.

    A truncated first conjunct stands for the whole second one (*inlichtingen- en veiligheidsdiensten*), a name for
    the common noun in it (*Brussels Airport*), or for the word behind the adjective that opens it (*Hoge Raad*).
    """
    truncated = trees.matches("form", r"\w-$")
    second = trees.child(trees.among("rel", ["conj"]))
    part = trees.among("rel", ["flat"])
    low = trees.coded("low")
    # *de NIS 2-wet*
    last = low.names.str.split("-").list.last().is_in(lexicons.words_of("name_head"))
    noun = last.to_numpy().take(low.codes)
    adjective = trees.among("low", lexicons.words_of("name_adjective"))
    behind = trees.child(part & ~adjective & trees.matches("form", r"^\w"))
    common = np.where(noun, NOWHERE, trees.child(part & noun))  # *Raad van State*
    after = np.minimum(common + 1, len(trees) - 1)
    longer = (common != NOWHERE) & (part & noun)[after] & (trees.head[after] == trees.row)
    common = np.where(longer, after, common)  # *Brussels Airport Company*
    common = np.where((common == NOWHERE) & adjective & trees.among("upos", ["PROPN"]), behind, common)
    # *wie geen telefoon heeft, valt af*: the pronoun stands for its clause
    free = np.where(trees.among("rel", ["nsubj", "obj"]), free_relatives(trees, lexicons), NOWHERE)
    common = np.where(free != NOWHERE, free, common)
    return np.where(truncated & (second != NOWHERE), second, np.where(common != NOWHERE, common, trees.row))
