"""Verbs and expressions that only help another word: the process is headed by the word that they help.

*Wil betalen*, *is verplicht te betalen*, *wordt ziek*; *has to pay*, *is able to pay*, *gets ill*, *had it repaired*.
"""

import numpy as np
import polars as pl

from machtstaal.lexicons import Lexicons
from machtstaal.processes.forms import bare, gerundial, infinitival, past_participle
from machtstaal.queries.matching import View
from machtstaal.trees import NOWHERE, Trees

PREDICATE = ["ADJ", "NOUN", "PROPN", "PRON", "ADV", "NUM", "DET", "SYM", "X"]
SUBJECT = ["nsubj", "csubj"]


def contents(view: View) -> tuple[np.ndarray, np.ndarray]:
    """Word that each helper helps (else `NOWHERE`), and which words are predicates of a copular verb.

    Returns
    -------
    content
        Row of the helped word, shape (words,).
    predicate
        Booleans, shape (words,).
    """
    content = _helped_by_verbs(view)
    modal = _helped_by_predicates(view)
    content = np.where(modal != NOWHERE, modal, content)
    chosen = _copular_predicates(view)
    copular = (chosen != NOWHERE) & (content == NOWHERE)
    predicate = np.zeros(len(content), dtype=bool)
    predicate[chosen[copular]] = True
    return np.where(copular, chosen, content), predicate


def expressions(trees: Trees, words: np.ndarray, below: np.ndarray | None = None) -> pl.Series:
    """Preposition and noun of set phrases (*in staat*, *van plan*) at the rows `words`, empty for words that have none.

    With `below` a word can also have the phrase at the row given there (*zijn* in *zijn van plan*).
    """
    if below is not None:
        words = np.where(below[words] == NOWHERE, words, below[words])
    fixed = trees.child(trees.among("rel", ["fixed"]))
    case = trees.child(trees.among("rel", ["case"]))
    behind = trees.among("upos", ["ADP"]) & (fixed != NOWHERE)
    first = trees.words("low", np.where(behind, trees.row, case)[words])
    second = trees.words("low", np.where(behind, fixed, trees.row)[words])
    both = pl.DataFrame({"first": first, "second": second})
    return both.select(
        pl.when(pl.col("first") == "").then(pl.lit("")).otherwise(pl.col("first") + " " + pl.col("second"))
    ).to_series()


def phrases_of_copula(view: View) -> np.ndarray:
    """Modal set phrase below each copula that the tree takes for a verb (*zijn van plan te gaan*); shape (words,)."""
    trees = view.trees
    below = np.flatnonzero(
        trees.at(trees.head, full_verbs(trees) & view.cited("copula"), False)
        & trees.among("rel", ["compound", "obl", "advmod", "xcomp", "nmod"])
    )
    modal = below[expressions(trees, below).is_in(_modal_predicates(view)).to_numpy()]
    found = np.full(len(trees), NOWHERE)
    found[trees.head[modal]] = modal
    return found


def _modal_predicates(view: View) -> list[str]:
    merging = view.lexicons.modals.filter(pl.col("merge") == "yes")
    return sorted(set(merging.filter(pl.col("construction").str.starts_with("adj"))["lemma"]))


def full_verbs(trees: Trees) -> np.ndarray:
    """Verbs that the tree does not take for auxiliaries of another word."""
    return trees.among("upos", ["VERB", "AUX"]) & ~trees.among("rel", ["aux", "cop"])


def own_objects(trees: Trees) -> np.ndarray:
    """Words with an object behind them, which is their own (*what you have to pay* is not)."""
    return trees.has_child(trees.among("rel", ["obj", "iobj"]) & (trees.row > trees.head))


def _helpable(trees: Trees, lexicons: Lexicons) -> np.ndarray:
    """Infinitives and *-ing* forms that another verb can help: those without a subject of their own."""
    subject = trees.has_child(trees.among("rel", SUBJECT))
    # *there seems to be a problem*: the subject stands below, and the verb above has none
    there = trees.has_child(trees.among("low", lexicons.words_of("existential_adverb")))
    subject &= ~trees.at(trees.head, there, False)
    return (infinitival(trees) | gerundial(trees)) & ~subject


def _helped_by_verbs(view: View) -> np.ndarray:
    """Infinitive, *-ing* form or participle that each helper verb helps."""
    trees, lexicons = view.trees, view.lexicons
    complement = trees.among("rel", ["xcomp", "ccomp"])
    infinitive = trees.child(_helpable(trees, lexicons) & complement)
    participle = trees.child(past_participle(trees) & bare(trees, trees.head) & complement)

    infinitive = np.where(infinitive != NOWHERE, infinitive, _joined_by_and(trees, lexicons))
    verb = full_verbs(trees)
    objects = own_objects(trees)
    # *wij laten de app bouwen*, *we had the tap repaired*: the object belongs to what is helped
    causative = view.cited("causative")
    resultative = verb & objects & view.cited("causative_with_participle")
    # *they want him to pay*: who has an object helps nobody
    helping = verb & _named_helpers(view) & (~objects | causative)
    helping |= _hortative(view)
    doing = trees.child(_helpable(trees, lexicons) & complement & progressive(trees))
    infinitive = np.where(doing != NOWHERE, doing, infinitive)
    helping |= verb & view.cited("copula") & (doing != NOWHERE)
    # *stopt met roken*: with an article it is a noun
    phase = trees.at(
        trees.child(trees.among("rel", ["case"])),
        trees.among("low", lexicons.words_of("phase_preposition")),
        False,
    )
    phase &= trees.among("rel", ["obl"]) & _helpable(trees, lexicons) & trees.among("upos", ["VERB"])
    phase &= ~trees.has_child(trees.among("rel", ["det"]) | trees.among("deprel", ["nmod:poss"]))
    phase = trees.child(phase)
    goes_on = verb & view.cited("phase_verb") & (phase != NOWHERE)
    infinitive, helping = np.where(goes_on, phase, infinitive), helping | goes_on
    resultative |= view.holds("passive_helper") & (participle != NOWHERE)
    return np.where(resultative, participle, np.where(helping, infinitive, NOWHERE))


def progressive(trees: Trees) -> np.ndarray:
    """Infinitives that say what somebody is doing (*is aan het spelen*), not what he is; booleans, shape (words,)."""
    opening = trees.child(trees.among("rel", ["mark", "case"]))
    return trees.at(opening, trees.has_child(trees.among("rel", ["fixed"])), False)


def _joined_by_and(trees: Trees, lexicons: Lexicons) -> np.ndarray:
    """Verb behind a helper and *and* (*try and stop them*); shape (words,)."""
    helper = trees.among("stem", lexicons.words_of("helper_with_and"))
    second = trees.among("rel", ["conj"]) & trees.among("upos", ["VERB"])
    second &= trees.at(trees.head, helper, False) & (trees.row - trees.head == 2)
    return trees.child(second)


def _named_helpers(view: View) -> np.ndarray:
    """Words that the lexicon of modals calls helpers, by themselves or below a certain auxiliary (*would like to*)."""
    trees, lemma = view.trees, view.citation
    rows = view.lexicons.modals.filter(
        (pl.col("merge") == "yes") & ~pl.col("construction").str.starts_with("adj")
    )["lemma"]
    alone = view.citations.among(rows) | trees.among("low", rows)
    auxiliary = np.flatnonzero(trees.among("rel", ["aux"]) & (trees.head != NOWHERE))
    pairs = lemma.gather(auxiliary) + "+" + lemma.gather(trees.head[auxiliary])
    paired = np.zeros(len(trees), dtype=bool)
    paired[trees.head[auxiliary[pairs.is_in(rows.to_list()).to_numpy()]]] = True
    return alone | paired


def _hortative(view: View) -> np.ndarray:
    """Verbs that call upon the speaker himself (*let's go*, *let me explain*)."""
    trees, verb = view.trees, view.cited("hortative")
    called = trees.has_child(
        trees.among("rel", ["obj"]) & trees.among("low", view.lexicons.words_of("hortative_object"))
    )
    return verb & called & ~trees.has_child(trees.among("rel", SUBJECT))


def _helped_by_predicates(view: View) -> np.ndarray:
    """*Verplicht zijn om te*, *in staat zijn om te*, *be able to*: a modal expression, the infinitive is the process."""
    trees, lexicons = view.trees, view.lexicons
    modal = _modal_predicates(view)
    supported = trees.has_child(trees.among("rel", ["cop"]) | trees.among("deprel", ["aux:pass"]))
    is_modal = view.citations.among(modal) | trees.among("low", modal)
    phrases = np.flatnonzero(supported & ~is_modal)
    is_modal[phrases] = expressions(trees, phrases).is_in(modal).to_numpy()
    clausal = trees.among("rel", ["xcomp", "ccomp", "advcl", "csubj", "acl"])
    helped = trees.child(_helpable(trees, lexicons) & clausal)
    phrase = phrases_of_copula(view)
    inside = trees.at(phrase, helped, NOWHERE)
    helped = np.where((phrase != NOWHERE) & (helped == NOWHERE), inside, helped)
    return np.where((supported & is_modal) | (phrase != NOWHERE), helped, NOWHERE)


def _copular_predicates(view: View) -> np.ndarray:
    """Predicate of *worden, blijven, lijken*, *become, remain, seem* and their like."""
    trees, verb = view.trees, full_verbs(view.trees)
    nominal = trees.among("upos", PREDICATE)
    # *remains committed*: a participle is a predicate like an adjective
    participle = past_participle(trees) & bare(trees, trees.head)
    predicate = (nominal | participle) & trees.among("rel", ["xcomp"])
    linking = verb & view.cited("copular_verb")
    linking &= ~trees.has_child(trees.among("rel", ["obj"]))  # *she got it ready*
    noun = trees.child(predicate & trees.among("upos", ["NOUN", "PROPN"]), last=True)
    chosen = np.where(noun != NOWHERE, noun, trees.child(predicate))
    # *ik bén de toezichthouder*: a copula read as a verb has its predicate as object
    to_be = verb & view.cited("copula")
    named = trees.child(nominal & trees.among("rel", ["obj"]))
    chosen = np.where(to_be & (chosen == NOWHERE), named, chosen)
    chosen = np.where(to_be & (chosen == NOWHERE), _places(view), chosen)
    return np.where(linking | to_be, chosen, NOWHERE)


def _places(view: View) -> np.ndarray:
    """Where or in what state the subject of *zijn* is, if the tree takes that for a verb (*is in Gent, van de baan, thuis*)."""
    trees, lexicons = view.trees, view.lexicons
    case = trees.child(trees.among("rel", ["case"]))
    preposition = trees.at(case, trees.among("low", lexicons.words_of("predicate_preposition")), False)
    phrase = trees.among("rel", ["obl"]) & preposition
    when = trees.among("stem", lexicons.words_of("adverbial_antecedent")) | trees.among("upos", ["NUM"])
    # *of iedereen aan boord was bij dat plan*: right before the verb at the end of its clause, else the first behind it
    earlier = trees.child(phrase & ~when & (trees.row < trees.head), last=True)
    later = trees.child(phrase & ~when & (trees.row > trees.head))
    subject = trees.child(trees.among("rel", ["nsubj"]))
    place = np.where((earlier > subject) | (later == NOWHERE), earlier, later)
    where = trees.among("low", lexicons.words_of("place_adverb")) & trees.among(
        "rel", ["obl", "advmod", "compound"]
    )
    there = trees.has_child(trees.among("low", lexicons.words_of("existential_adverb")))
    clause = trees.has_child(
        trees.among("rel", ["ccomp", "xcomp", "csubj", "expl"]) | trees.among("deprel", ["aux:pass"])
    )
    only = trees.has_child(trees.among("rel", ["nsubj"])) & ~there & ~clause & ~in_front(trees, place)
    found = np.where(place == NOWHERE, trees.child(where), place)
    found = np.where(found == NOWHERE, trees.child(phrase, last=True), found)
    return np.where(only, found, NOWHERE)


def in_front(trees: Trees, place: np.ndarray) -> np.ndarray:
    """Words before which the row `place` stands, and behind which an indefinite subject (*in Gent is een dokter*)."""
    definite = trees.child(trees.among("rel", ["det"]) & trees.matches("xpos", r"LID\|bep|VNW\|aanw"))
    definite = (definite != NOWHERE) | trees.has_child(trees.among("deprel", ["nmod:poss"]))
    subject = trees.child(trees.among("rel", ["nsubj"]) & trees.among("upos", ["NOUN"]) & ~definite)
    return (place != NOWHERE) & (place < trees.row) & (subject > trees.row)
