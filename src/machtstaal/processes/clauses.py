"""Which words head a process, and which verbs only help another (guidelines: 'annotate' 1-4)."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from machtstaal.lexicons import Lexicons
from machtstaal.processes import nominalisations
from machtstaal.trees import NOWHERE, Trees, text

NOT_A_CLAUSE = ["amod", "fixed", "flat", "compound", "case", "mark", "cc", "punct", "det", "nummod"]
PREDICATE = ["ADJ", "NOUN", "PROPN", "PRON", "ADV", "NUM", "DET", "SYM", "X"]
SUBJECT = ["nsubj", "csubj"]


@dataclass(frozen=True)
class Clauses:
    """Heads of processes and how their helper verbs fold into them; all arrays have shape (words,).

    Attributes
    ----------
    kind
        ``verb``, ``copula``, ``existential``, ``nominalisation`` or empty where a word heads no process.
    anchor
        Row of the content word that a word belongs to as helper verb; its own row for all other words.
    head
        Heads after folding: the children of a helper are children of its content word.
    out
        For content words, row of the word outside that the whole chain of helpers depends on.
    relation
        For content words, the relation (with subtype) of the whole chain to `out`.
    """

    kind: np.ndarray
    anchor: np.ndarray
    head: np.ndarray
    out: np.ndarray
    relation: np.ndarray


def find(trees: Trees, lexicons: Lexicons, lemma: pl.Series) -> Clauses:
    """Heads of processes in all sentences."""
    content, copular = _contents(trees, lexicons, lemma)
    anchor = np.where(content == NOWHERE, trees.row, content)
    while not np.array_equal(anchor[anchor], anchor):
        anchor = anchor[anchor]
    head = np.where(trees.head == NOWHERE, NOWHERE, anchor[trees.head])
    head = np.where(head == trees.row, NOWHERE, head)
    top = _tops(trees, content)
    out = np.where(trees.head[top] == NOWHERE, NOWHERE, anchor[trees.head[top]])
    relation = trees.frame["deprel"].to_numpy()[top]
    kind = _kinds(trees, lexicons, lemma, anchor, copular, head)
    return Clauses(kind, anchor, head, out, relation)


def infinitival(trees: Trees, head: np.ndarray | None = None) -> np.ndarray:
    """Words that head an infinitive, by themselves or through an auxiliary (*te worden beoordeeld*, *ziek te zijn*)."""
    feats = trees.frame["feats"]
    support = trees.among("rel", ["aux", "cop"])
    infinite, finite = (feats.str.contains(f"VerbForm={form}").to_numpy() for form in ("Inf", "Fin"))
    supported = trees.has_child(support & infinite, head)
    return (infinite | supported) & ~trees.has_child(support & finite, head) & ~finite


def expressions(trees: Trees) -> pl.Series:
    """Preposition and noun of set phrases (*in staat*, *van plan*), empty for all other words; text, length (words)."""
    low = trees.frame["low"].to_numpy()
    fixed = trees.child(trees.among("rel", ["fixed"]))
    case = trees.child(trees.among("rel", ["case"]))
    behind = trees.among("upos", ["ADP"]) & (fixed != NOWHERE)
    second = np.where(behind, trees.at(fixed, low, ""), low)
    first = np.where(behind, low, trees.at(case, low, ""))
    return text(np.where(first == "", "", first + " " + second))


def _contents(trees: Trees, lexicons: Lexicons, lemma: pl.Series) -> tuple[np.ndarray, np.ndarray]:
    """Word that each helper verb helps (else `NOWHERE`), and which words are predicates of a copular verb."""
    rel = trees.frame["rel"]
    verbal = trees.among("upos", ["VERB", "AUX"])
    infinitive = infinitival(trees)
    clausal = rel.is_in(["xcomp", "ccomp", "advcl", "csubj", "acl"]).to_numpy()
    own_subject = trees.has_child(rel.is_in(SUBJECT).to_numpy())

    merging = lexicons.modals.filter(pl.col("merge") == "yes")
    helpers = set(merging.filter(~pl.col("construction").str.starts_with("adj"))["lemma"])
    adjectives = set(merging.filter(pl.col("construction").str.starts_with("adj"))["lemma"])
    xcomp = rel.is_in(["xcomp", "ccomp"]).to_numpy()
    auxiliary = trees.among("rel", ["aux", "cop"])
    is_helper = verbal & ~auxiliary & lemma.is_in(list(helpers)).to_numpy()
    complement = trees.child(infinitive & xcomp & ~own_subject)
    content = np.where(is_helper, complement, NOWHERE)

    # *verplicht zijn om te*, *in staat zijn om te*: the predicate is a modal expression, the infinitive the process
    supported = trees.has_child(trees.among("rel", ["cop"]) | trees.among("deprel", ["aux:pass"]))
    low = trees.frame["low"]
    modal = sorted(adjectives)
    is_modal = lemma.is_in(modal) | low.is_in(modal) | expressions(trees).is_in(modal)
    is_adjective = supported & is_modal.to_numpy()
    content = np.where(is_adjective, trees.child(infinitive & clausal & ~own_subject), content)

    # *worden, blijven, lijken ... + predicate*: the predicate word heads the process
    predicate = trees.among("upos", PREDICATE) & rel.is_in(["xcomp"]).to_numpy()
    copular_verb = verbal & ~auxiliary & lemma.is_in(lexicons.words_of("copular_verb")).to_numpy()
    nominal = trees.child(predicate & trees.among("upos", ["NOUN", "PROPN"]), last=True)
    any_predicate = trees.child(predicate)
    chosen = np.where(nominal != NOWHERE, nominal, any_predicate)
    # *ik bén de toezichthouder*: a copula read as a verb has its predicate as object
    to_be = verbal & ~auxiliary & lemma.is_in(lexicons.words_of("copula")).to_numpy()
    named = trees.child(trees.among("upos", PREDICATE) & rel.is_in(["obj"]).to_numpy())
    chosen = np.where(to_be & (chosen == NOWHERE), named, chosen)
    copular = (copular_verb | to_be) & (chosen != NOWHERE) & (content == NOWHERE)
    content = np.where(copular, chosen, content)
    predicates = np.zeros(len(trees), dtype=bool)
    predicates[chosen[copular]] = True
    return content, predicates


def _tops(trees: Trees, content: np.ndarray) -> np.ndarray:
    """Row of the outermost helper of each content word (its own row where it has none)."""
    top = trees.row.copy()
    helpers = np.flatnonzero(content != NOWHERE)
    top[content[helpers]] = helpers  # a content word has one head, so at most one helper right above it
    while not np.array_equal(top[top], top):
        top = top[top]
    return top


def _kinds(
    trees: Trees,
    lexicons: Lexicons,
    lemma: pl.Series,
    anchor: np.ndarray,
    copular: np.ndarray,
    head: np.ndarray,
) -> np.ndarray:
    rel = trees.frame["rel"]
    verbal = trees.among("upos", ["VERB", "AUX"])
    helper = anchor != trees.row
    helped = np.zeros(len(trees), dtype=bool)
    helped[anchor[helper]] = True
    # *de genoemde wet*, *de betrokkenen*: participles used as adjectives and nouns
    attributive = trees.matches("xpos", r"\|prenom|WW\|(od|vd)\|nom")
    outside = rel.is_in([*NOT_A_CLAUSE, "aux", "cop", "discourse"]).to_numpy() & ~helped
    cop_child = trees.has_child(
        trees.among("rel", ["cop"])
    )  # its own: *in staat zijn te regelen* is no copula
    formula = _formulas(trees, lexicons)
    nominal_infinitive = trees.matches("xpos", r"WW\|inf\|nom")
    free = ~helper & ~formula & ~attributive

    verb = verbal & free & ~outside & ~cop_child
    copula = (cop_child | copular) & ~helper & ~formula
    there = trees.has_child(trees.among("low", lexicons.words_of("existential_adverb")), head)
    has_subject = trees.has_child(rel.is_in(["nsubj"]).to_numpy(), head)
    is_existential = lemma.is_in(lexicons.words_of("existential_verb")).to_numpy()
    to_be = lemma.is_in(lexicons.words_of("copula")).to_numpy()
    clausal_predicate = trees.has_child(rel.is_in(["ccomp", "csubj", "advcl"]).to_numpy(), head)
    passive = trees.has_child(trees.among("deprel", ["aux:pass"]))

    kind = np.full(len(trees), "", dtype=object)
    kind[verb] = "verb"
    kind[copula] = "copula"
    kind[verb & is_existential & there & has_subject & ~passive] = "existential"
    kind[verb & to_be & ~there & clausal_predicate & ~passive] = "copula"
    kind[nominal_infinitive & verbal & free] = "nominalisation"
    noun = trees.among("upos", ["NOUN"]) & ~trees.among("rel", ["fixed", "flat", "compound"])
    event = nominalisations.entries(trees, lexicons).is_not_null().to_numpy()
    kind[noun & event & ~helper & (kind == "")] = "nominalisation"
    return kind


def _formulas(trees: Trees, lexicons: Lexicons) -> np.ndarray:
    """Words inside fixed formulas (*zeg maar*, *kijk*, *bedankt*): no process, unless they head a real clause.

    A formula of talk becomes a clause by an object or complement (*kijk naar de gemeente*), thanks by a subject
    (*ik dank u*).
    """
    complement = trees.has_child(trees.among("rel", ["obj", "obl", "ccomp", "xcomp"]))
    subject = trees.has_child(trees.among("rel", SUBJECT))
    inside = np.zeros(len(trees), dtype=bool)
    for cls, real in (("formula", complement), ("thanks", subject)):
        for formula in lexicons.words_of(cls):
            words = formula.split()
            found = _sequence(trees, words) & ~real & ~(subject & (len(words) == 1))
            for offset in range(len(words)):
                inside |= np.roll(found, offset)
    return inside


def _sequence(trees: Trees, words: list[str]) -> np.ndarray:
    """First words of the places where `words` stand next to each other in one sentence; booleans, shape (words,)."""
    low, found = trees.frame["low"], np.ones(len(trees), dtype=bool)
    for offset, word in enumerate(words):
        found &= np.roll((low == word).to_numpy(), -offset)
        found &= np.roll(trees.first, -offset) == trees.first
    return found
