"""Who takes part in a process: grammatical subjects and objects, made to mean agent and patient.

Dutch and English share these rules; the words they hang on (agent prepositions, controlling verbs, ...) stand in
the lexicons of each language. Subjects are found in three rounds: those the clause itself has, those that a
relative pronoun stands for, and those shared with a coordinated, controlling or modified clause.
"""

from dataclasses import dataclass

import numpy as np

from machtstaal.lexicons import Lexicons
from machtstaal.processes import nominalisations
from machtstaal.processes.clauses import Clauses, infinitival
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


@dataclass(frozen=True)
class Arguments:
    """What the clause itself holds, before anything is shared between clauses; all of shape (words,)."""

    subject: np.ndarray
    object: np.ndarray
    indirect: np.ndarray
    by: np.ndarray
    passive: np.ndarray
    dummy: np.ndarray
    impersonal: np.ndarray


def arguments(trees: Trees, lexicons: Lexicons, clauses: Clauses) -> Arguments:
    """Subject, objects and *by*-phrase that stand in each clause; relative pronouns give their antecedent."""
    rel, deprel, head = trees.frame["rel"], trees.frame["deprel"], clauses.head
    reflexive = trees.among("stem", lexicons.words_of("reflexive"))
    subject = trees.child(rel.is_in(["nsubj"]).to_numpy(), head)
    is_object = rel.is_in(["obj"]).to_numpy() & ~reflexive
    own = trees.child(is_object)
    lifted = trees.child(is_object, head)
    obj = np.where(own != NOWHERE, own, lifted)
    indirect = trees.child(rel.is_in(["iobj"]).to_numpy() & ~reflexive, head)
    # of the verb itself: *zijn verplicht te betalen* has a participle as helper and is no passive
    passive = trees.child(deprel.is_in(["aux:pass"]).to_numpy())

    relative = trees.matches("feats", "PronType=Rel") | trees.matches("xpos", r"VNW\|betr")
    last = trees.child(is_object, head, last=True)
    two = (subject == NOWHERE) & (obj != last) & (passive == NOWHERE)
    # *die Proximus wil sluiten*: of two objects in a relative clause, the one that is no relative pronoun is the subject
    mixed = two & trees.at(obj, relative, False) & ~trees.at(last, relative, False)
    subject = np.where(mixed, last, subject)

    case = trees.child(rel.is_in(["case"]).to_numpy())
    low = trees.frame["low"].to_numpy()
    by_word = trees.at(case, np.isin(low, lexicons.words_of("agent_preposition")), False)
    oblique = rel.is_in(["obl"]).to_numpy()
    by_labelled = trees.child(deprel.is_in(["obl:agent"]).to_numpy(), head)
    undergoing = (passive != NOWHERE) | _participle_after_noun(trees, clauses)
    by_plain = np.where(
        undergoing | _helped_by(trees, lexicons, clauses), trees.child(oblique & by_word, head), NOWHERE
    )
    by = np.where(by_labelled != NOWHERE, by_labelled, by_plain)

    expletive = rel.is_in(["expl"]).to_numpy() & trees.among("low", lexicons.words_of("dummy_subject"))
    dummy = trees.has_child(expletive, head) & (subject == NOWHERE)
    there = trees.has_child(trees.among("low", lexicons.words_of("existential_adverb")), head)
    resolve = _antecedents(trees, lexicons, clauses, relative)
    return Arguments(
        subject=trees.at(subject, resolve, NOWHERE),
        object=trees.at(obj, resolve, NOWHERE),
        indirect=trees.at(indirect, resolve, NOWHERE),
        by=trees.at(by, resolve, NOWHERE),
        passive=passive,
        dummy=dummy,
        impersonal=there & (subject == NOWHERE),
    )


def find(
    trees: Trees,
    lexicons: Lexicons,
    clauses: Clauses,
    args: Arguments,
    prepositional: np.ndarray,
    animate: np.ndarray,
) -> Participants:
    """Agents, patients and beneficiaries of all processes.

    Parameters
    ----------
    prepositional
        Row of the prepositional object that the verb's sense asks for, `NOWHERE` where it asks for none;
        shape (words,).
    animate
        Booleans, shape (words,): mentions of people and institutions, who can gain or lose.
    """
    subject = _shared_subjects(trees, lexicons, clauses, args)
    obj = _shared_objects(trees, clauses, args)
    passive = args.passive != NOWHERE
    participle = (clauses.kind == "verb") & _participle_after_noun(trees, clauses)
    undergoing = passive | participle

    # *wij laten ons controleren*, *we laten het door de raad doen*: somebody else does it
    let, let_itself = _let(trees, lexicons, clauses, args)
    agent = np.where(undergoing | (let & (args.by != NOWHERE)) | let_itself, args.by, subject)
    patient = np.where(
        undergoing, np.where(passive, subject, clauses.out), np.where(let_itself, subject, obj)
    )
    # *ik krijg een boete opgelegd*: the subject is the one who gets it, the object is what is imposed
    getting = passive & trees.at(args.passive, trees.among("stem", lexicons.words_of("getting")), False)
    got = getting & (obj != NOWHERE)
    patient = np.where(got | (passive & (patient == NOWHERE)), obj, patient)
    verb = clauses.kind == "verb"
    # *veel spreken over het plan*, *het hebben over het plan*: the phrase that the verb asks for is what undergoes
    empty = trees.among("stem", [*lexicons.words_of("degree"), *lexicons.words_of("dummy_subject")])
    yields = (patient == NOWHERE) | trees.at(patient, empty, False)
    patient = np.where(verb & (prepositional != NOWHERE) & yields, prepositional, patient)
    packed = (clauses.kind == "nominalisation") & trees.among("upos", ["VERB"])  # *gegevens delen* as a noun
    patient = np.where(verb, patient, np.where(packed, args.object, NOWHERE))
    beneficiary = np.where(
        args.indirect != NOWHERE, args.indirect, _for_somebody(trees, lexicons, clauses, patient, animate)
    )
    beneficiary = np.where(got, subject, beneficiary)

    agent, patient = nominalisations.participants(trees, lexicons, clauses.kind, agent, patient)
    whole = _whole_words(trees, lexicons)
    is_process = clauses.kind != ""
    return Participants(
        agent=np.where(is_process, trees.at(agent, whole, NOWHERE), NOWHERE),
        patient=np.where(is_process, trees.at(patient, whole, NOWHERE), NOWHERE),
        beneficiary=np.where(is_process & (clauses.kind != "nominalisation"), beneficiary, NOWHERE),
        passive=np.where(verb, args.passive, NOWHERE),
        undergoing=verb & undergoing,
        dummy=args.dummy,
        object=args.object,
    )


def _antecedents(trees: Trees, lexicons: Lexicons, clauses: Clauses, relative: np.ndarray) -> np.ndarray:
    """What each word stands for: relative pronouns for their antecedent, all other words for themselves."""
    owner = trees.nearest(clauses.kind != "") if (clauses.kind != "").any() else trees.row
    modified = np.where(trees.at(owner, clauses.relation == "acl:relcl", False), clauses.out[owner], NOWHERE)
    what = trees.among("low", lexicons.words_of("relative_what"))
    indefinite = trees.among("low", lexicons.words_of("indefinite_antecedent"))
    free = what & ~trees.at(modified, indefinite, False)  # *wat jammer is*: refers to a whole clause
    question = trees.matches("xpos", r"VNW\|vb") & ~what
    stands_for = (relative | (what & ~free)) & ~free & ~question
    # where the tree hangs the clause elsewhere, a relative pronoun right behind a noun still refers to it
    before = trees.row - 1
    nominal = trees.among("upos", ["NOUN", "PROPN"])
    behind_noun = relative & (before >= trees.first) & nominal[before]
    antecedent = np.where(modified != NOWHERE, modified, np.where(behind_noun, before, NOWHERE))
    return np.where(stands_for & (antecedent != NOWHERE), antecedent, trees.row)


def _shared_subjects(trees: Trees, lexicons: Lexicons, clauses: Clauses, args: Arguments) -> np.ndarray:
    """Grammatical subjects, with those that a clause shares with the clause it depends on."""
    relation, out, kind = clauses.relation, clauses.out, clauses.kind
    infinitive = infinitival(trees, clauses.head)
    process = kind != ""
    governor = np.where(process & (out != NOWHERE), out, NOWHERE)

    subject = args.subject.copy()
    lacking = process & (subject == NOWHERE) & ~args.dummy & (kind != "nominalisation")
    conjunct = lacking & (relation == "conj") & ~args.impersonal
    controlled = lacking & np.isin(relation, ["xcomp", "ccomp", "advcl", "advcl:relcl"]) & infinitive
    secondary = lacking & (relation == "xcomp") & ~infinitive
    of_noun = lacking & np.isin(relation, ["acl"]) & infinitive

    object_control = np.isin(trees.frame["stem"].to_numpy(), lexicons.words_of("object_control"))
    complement = np.isin(relation, ["xcomp", "ccomp"])
    purpose = trees.has_child(
        trees.among("low", lexicons.words_of("purpose_mark")) & trees.among("rel", ["mark"])
    )
    controlling_object = np.where(args.indirect != NOWHERE, args.indirect, args.object)
    holder = _possessors(trees, lexicons)
    passive = args.passive != NOWHERE
    for _ in range(6):  # chains of shared subjects are short; each round passes them one clause on
        before = subject.copy()
        above = trees.at(governor, subject, NOWHERE)
        by_object = trees.at(governor, object_control, False) & complement
        obj = trees.at(governor, controlling_object, NOWHERE)
        controller = np.where(by_object & (obj != NOWHERE), obj, above)
        # *is toegewezen om te ondersteunen*: what undergoes the main clause does not do the purpose clause
        raised = by_object | (complement & ~purpose)
        controller = np.where(trees.at(governor, passive, False) & ~raised, NOWHERE, controller)
        controller = np.where(trees.at(governor, kind == "existential", False), NOWHERE, controller)
        subject = np.where(conjunct & (subject == NOWHERE), above, subject)
        subject = np.where((controlled | secondary) & (subject == NOWHERE), controller, subject)
        # *de plannen van de overheid om ...*, *we hebben de taak om ...*
        noun_clause = trees.at(governor, clauses.out, NOWHERE)
        noun_object = trees.at(governor, np.isin(trees.frame["rel"].to_numpy(), ["obj"]), False)
        through = np.where(
            noun_object & ~trees.at(noun_clause, passive, False),
            trees.at(noun_clause, subject, NOWHERE),
            NOWHERE,
        )
        possessor = trees.at(governor, holder, NOWHERE)
        subject = np.where(
            of_noun & (subject == NOWHERE), np.where(possessor != NOWHERE, possessor, through), subject
        )
        if np.array_equal(before, subject):
            break
    return subject


def _shared_objects(trees: Trees, clauses: Clauses, args: Arguments) -> np.ndarray:
    """Direct objects, with those that follow or directly precede a pair of coordinated verbs."""
    first = np.where(clauses.relation == "conj", clauses.out, NOWHERE)
    candidate = trees.at(first, args.object, NOWHERE)
    after_both = candidate > trees.row
    side_by_side = (first != NOWHERE) & (trees.row - first == 2) & (candidate != NOWHERE)
    shares = (
        (clauses.kind == "verb")
        & (args.object == NOWHERE)
        & (args.passive == NOWHERE)
        & (candidate != NOWHERE)
        & (after_both | side_by_side)
    )
    return np.where(shares, candidate, args.object)


def _helped_by(trees: Trees, lexicons: Lexicons, clauses: Clauses) -> np.ndarray:
    """Infinitives whose helper is a causative (*laten*); booleans, shape (words,)."""
    causative = trees.among("stem", lexicons.words_of("causative")) & (clauses.anchor != trees.row)
    helped = np.zeros(len(trees), dtype=bool)
    helped[clauses.anchor[causative]] = True
    return helped


def _let(
    trees: Trees, lexicons: Lexicons, clauses: Clauses, args: Arguments
) -> tuple[np.ndarray, np.ndarray]:
    """Infinitives under a causative, and those of them whose subject lets it be done to itself (*zich*, *ons*)."""
    helped = _helped_by(trees, lexicons, clauses)
    person = trees.frame["xpos"].str.extract(r"\|(1|2|3)[a-z]*\|").fill_null("").to_numpy()
    reflexive = trees.child(trees.among("stem", lexicons.words_of("reflexive")), clauses.head) != NOWHERE
    other = trees.child(trees.among("rel", ["obj", "expl"]) & trees.among("upos", ["PRON"]), clauses.head)
    same = (trees.at(other, person, "") == trees.at(args.subject, person, "-")) & np.isin(
        trees.at(other, person, ""), ["1", "2"]
    )
    return helped, helped & (reflexive | same)


def _participle_after_noun(trees: Trees, clauses: Clauses) -> np.ndarray:
    """Reduced passive clauses behind a noun (*maatregelen genomen door de raad*)."""
    participle = trees.matches("feats", "VerbForm=Part") & ~trees.matches("xpos", r"WW\|od")
    after = (clauses.out != NOWHERE) & (trees.row > clauses.out)
    bare = ~trees.has_child(trees.among("rel", ["aux", "cop"]), clauses.head)
    return participle & after & bare & (clauses.relation == "acl")


def _for_somebody(
    trees: Trees, lexicons: Lexicons, clauses: Clauses, patient: np.ndarray, animate: np.ndarray
) -> np.ndarray:
    """Oblique phrase of the one who gains or loses (*aan/voor iemand*), candidates only by their preposition."""
    case = trees.child(trees.among("rel", ["case"]))
    low = trees.frame["low"].to_numpy()
    preposition = trees.at(case, np.isin(low, lexicons.words_of("beneficiary_preposition")), False)
    simple = ~trees.at(case, trees.has_child(trees.among("rel", ["fixed"])), False)
    oblique = trees.among("rel", ["obl"]) & preposition & simple & animate
    found = trees.child(oblique, clauses.head)
    return np.where(found == patient, NOWHERE, found)


def _possessors(trees: Trees, lexicons: Lexicons) -> np.ndarray:
    """Possessive pronoun or *van*-phrase of each noun; shape (words,)."""
    case = trees.child(trees.among("rel", ["case"]))
    low = trees.frame["low"].to_numpy()
    of = trees.at(case, np.isin(low, lexicons.words_of("possessive_preposition")), False)
    pronoun = trees.child(trees.among("deprel", ["nmod:poss"]))
    phrase = trees.child(trees.among("rel", ["nmod"]) & of)
    return np.where(pronoun != NOWHERE, pronoun, phrase)


def _whole_words(trees: Trees, lexicons: Lexicons) -> np.ndarray:
    """Word that stands for each phrase: usually its head, else what gives it its meaning.

    A truncated first conjunct stands for the whole second one (*inlichtingen- en veiligheidsdiensten*), a name for
    the common noun that ends it (*Brussels Airport*).
    """
    truncated = trees.matches("form", r"\w-$")
    second = trees.child(trees.among("rel", ["conj"]))
    name_head = trees.among("low", lexicons.words_of("name_head")) & trees.among("rel", ["flat"])
    common = trees.child(name_head)
    return np.where(truncated & (second != NOWHERE), second, np.where(common != NOWHERE, common, trees.row))
