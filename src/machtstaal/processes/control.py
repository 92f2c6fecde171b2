"""Control: who does what an infinitive or *-ing* form without a subject says."""

import numpy as np

from machtstaal.coding import Coded
from machtstaal.lexicons import Lexicons
from machtstaal.processes.arguments import Arguments
from machtstaal.processes.clauses import Clauses
from machtstaal.processes.forms import gerundial, infinitival
from machtstaal.processes.helpers import progressive
from machtstaal.trees import NOWHERE, Trees


class Control:
    """For every clause, who does it if it has no subject; all arrays of shape (words,).

    Attributes
    ----------
    governor
        Row of the word that the clause depends on.
    by_object
        Row of the object above, where that is the doer (*dwingt hem te gaan*), else `NOWHERE`.
    for_whom
        Row of the doer that a copula names (*it is hard for us to pay*), for the copula.
    unraised, uncontrolled
        Booleans: the subject above is not the doer (*is toegewezen om te ondersteunen*, *is hard to get*).
    equated
        Booleans: the clause is the predicate of a noun (*the plan is to sell it*).
    holder, modifier
        Possessor of each noun, and the relative clause behind it.
    """

    def __init__(
        self,
        trees: Trees,
        lexicons: Lexicons,
        clauses: Clauses,
        args: Arguments,
        animate: np.ndarray,
        citations: Coded,
    ):
        self.trees = trees
        self.citations = citations
        self.out = clauses.out
        self.governor = np.where(clauses.heads, clauses.out, NOWHERE)
        self.passive = args.passive != NOWHERE
        self.uncontrolled = args.uncontrolled
        self.infinitive = infinitival(trees, clauses.head)
        self.gerund = gerundial(trees)[clauses.top]
        self.mark = trees.child(trees.among("rel", ["mark"]))
        self.is_subject = clauses.relation.among(["csubj"])
        self.complement = clauses.relation.among(["xcomp", "ccomp"])
        obj = np.where(args.indirect != NOWHERE, args.indirect, args.object)
        above = trees.at(self.governor, obj, NOWHERE)
        controls = self._controlled_by_object(lexicons, clauses, above, animate)
        # *het kost de buren veel tijd om te wachten*, *it takes two people to lift it*
        costs = citations.among(lexicons.words_of("extraposing_verb")) & args.dummy
        controls |= trees.at(self.governor, costs, False) & trees.at(above, animate, False)
        self.by_object = np.where(controls, above, NOWHERE)
        self.for_whom = _for_whom(trees, lexicons, clauses, animate)
        self.unraised = self._unraised(lexicons, clauses, controls)
        to_be = trees.among("stem", lexicons.words_of("copula")) & clauses.of_kind("copula")
        # *is aan het spelen* says what the subject does, not what it is
        self.equated = (
            trees.at(self.governor, to_be, False) & clauses.relation.among(["ccomp"]) & ~progressive(trees)
        )
        self.holder = possessors(trees, lexicons)
        self.modifier = np.full(len(trees), NOWHERE)
        modifying = np.flatnonzero(clauses.heads & clauses.relation.among(["acl:relcl"]))
        self.modifier[clauses.out[modifying]] = modifying
        self.noun_object = trees.at(self.governor, trees.among("rel", ["obj"]), False)

    def doers(self, subject: np.ndarray) -> np.ndarray:
        """Doer of each clause below a verb or predicate, given the subjects found so far."""
        at = self.trees.at
        # a clause that is a subject has no other subject above it
        above = np.where(self.is_subject, NOWHERE, at(self.governor, subject, NOWHERE))
        # *the plan of the board is to ...*, *all they want is to ...*: a noun does nothing
        possessor = at(above, self.holder, NOWHERE)
        inside = at(at(above, self.modifier, NOWHERE), subject, NOWHERE)
        above = np.where(self.equated, np.where(possessor != NOWHERE, possessor, inside), above)
        above = np.where(above == NOWHERE, at(self.governor, self.for_whom, NOWHERE), above)
        doer = np.where(self.by_object != NOWHERE, self.by_object, above)
        doer = np.where(self.uncontrolled, at(self.governor, self.for_whom, NOWHERE), doer)
        return np.where(self.unraised, NOWHERE, doer)

    def doers_for_noun(self, subject: np.ndarray) -> np.ndarray:
        """Doer of each clause behind a noun (*de plannen van de overheid om ...*, *we hebben de taak om ...*)."""
        at = self.trees.at
        clause = at(self.governor, self.out, NOWHERE)
        through = self.noun_object & ~at(clause, self.passive, False)
        possessor = at(self.governor, self.holder, NOWHERE)
        return np.where(
            possessor != NOWHERE, possessor, np.where(through, at(clause, subject, NOWHERE), NOWHERE)
        )

    def _controlled_by_object(
        self, lexicons: Lexicons, clauses: Clauses, above: np.ndarray, animate: np.ndarray
    ) -> np.ndarray:
        """Clauses whose doer is the object `above` (*dwingt hem te gaan*, *makes us wait*)."""
        trees = self.trees
        person = trees.at(above, animate | trees.among("upos", ["PRON", "PROPN"]), False)
        # *she was told to leave*, *they hired him to drive*: some trees call the infinitive an adjunct
        behind_person = person & (trees.row > above) & ~self._opened_by(lexicons, "purpose_mark")
        adjunct = trees.at(self.governor, self.passive, False) | behind_person
        adjunct &= clauses.relation.among(["advcl"])
        complement = self.complement | (adjunct & self.infinitive)
        # *we roepen u op om mee te doen*: these verbs ask it of their object
        asking = self.citations.among(lexicons.words_of("object_control_purpose"))
        complement |= (
            trees.at(self.governor, asking, False)
            & person
            & self.infinitive
            & self._opened_by(lexicons, "purpose_mark")
        )
        verbs = lexicons.words_of("object_control")
        controlling = trees.among("stem", verbs) | self.citations.among(verbs)
        controls = trees.at(self.governor, controlling, False)
        # *needs us to help*, but *needs time to think*: where the object is nobody, the subject is the doer
        choosy = trees.at(self.governor, trees.among("stem", lexicons.words_of("person_control")), False)
        choosy &= self.infinitive & (self.mark != NOWHERE)
        # *keeps us from asking*, *accuses them of stealing*
        opened = self.gerund & self._opened_by(lexicons, "object_control_mark") & person
        return (controls & complement & ~(choosy & ~person)) | opened

    def _opened_by(self, lexicons: Lexicons, cls: str) -> np.ndarray:
        """Clauses whose first conjunction or preposition is of a class."""
        return self.trees.at(self.mark, self.trees.among("low", lexicons.words_of(cls)), False)

    def _unraised(self, lexicons: Lexicons, clauses: Clauses, controls: np.ndarray) -> np.ndarray:
        trees = self.trees
        purpose = self._opened_by(lexicons, "purpose_mark")
        # what undergoes the main clause does not do the purpose clause, nor is it who does it *by watching people*,
        # but it is fined *for parking here*
        gerund = self.gerund & ~self._opened_by(lexicons, "agent_preposition")
        raised = controls | (self.complement & ~purpose) | gerund
        below_passive = trees.at(self.governor, self.passive, False)
        # nor does what happens do what it happens for
        happens = self.citations.among(lexicons.words_of("happening_verb"))
        below_passive |= trees.at(self.governor, happens, False)
        return (below_passive & ~raised) | trees.at(self.governor, clauses.of_kind("existential"), False)


def possessors(trees: Trees, lexicons: Lexicons) -> np.ndarray:
    """Possessive pronoun or *van*-phrase of each noun; shape (words,)."""
    case = trees.child(trees.among("rel", ["case"]))
    of = trees.at(case, trees.among("low", lexicons.words_of("possessive_preposition")), False)
    pronoun = trees.child(trees.among("deprel", ["nmod:poss"]))
    phrase = trees.child(trees.among("rel", ["nmod"]) & of)
    return np.where(pronoun != NOWHERE, pronoun, phrase)


def _for_whom(trees: Trees, lexicons: Lexicons, clauses: Clauses, animate: np.ndarray) -> np.ndarray:
    """Phrase of the one who does the infinitive (*it is hard for us to pay*); shape (words,)."""
    case = trees.child(trees.among("rel", ["case"]))
    of = trees.at(case, trees.among("low", lexicons.words_of("infinitive_subject_preposition")), False)
    of_person = trees.among("low", lexicons.words_of("infinitive_subject_preposition_person"))
    of |= trees.at(case, of_person, False) & animate
    phrase = trees.child(trees.among("rel", ["obl", "nmod"]) & of, clauses.head)
    return np.where(clauses.of_kind("copula"), phrase, NOWHERE)
