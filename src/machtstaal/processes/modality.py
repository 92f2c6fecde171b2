"""Modality and polarity of a process: who must, may, can, will, and what is denied."""

import numpy as np
import polars as pl

from machtstaal.lexicons import Lexicons
from machtstaal.processes.clauses import Clauses, expressions
from machtstaal.trees import NOWHERE, Trees


def negated(trees: Trees, lexicons: Lexicons, clauses: Clauses) -> np.ndarray:
    """Which processes are denied: a negator is a dependent of the clause, or determines one of its phrases.

    *Niet alleen* and its like deny nothing and are left out. Booleans, shape (words,).
    """
    negator = trees.among("stem", lexicons.negators["lemma"].unique().to_list())
    following = np.roll(trees.frame["low"].to_numpy(), -1)
    exempt = np.isin(following, lexicons.words_of("negation_exception")) & (
        np.roll(trees.first, -1) == trees.first
    )
    negator &= ~exempt
    direct = trees.has_child(negator & ~trees.among("rel", ["det", "conj"]), clauses.head)
    determined = trees.has_child(negator & trees.among("rel", ["det", "advmod", "cc"])) & trees.among(
        "rel", ["nsubj", "obj", "iobj", "obl", "xcomp", "advmod"]
    )
    of_phrase = trees.has_child(determined & ~_heads_clause(clauses), clauses.head)
    own = trees.has_child(negator & trees.among("rel", ["det"]), clauses.head) & (clauses.kind == "copula")
    return (direct | of_phrase | own) & (clauses.kind != "") & (clauses.kind != "nominalisation")


def _heads_clause(clauses: Clauses) -> np.ndarray:
    return np.isin(clauses.kind, ["verb", "copula", "existential"])


def modality(
    trees: Trees, lexicons: Lexicons, clauses: Clauses, lemma: pl.Series, denied: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Modality of each process and the lemma of the modal that expresses it.

    The outer, finite modal counts; a past *zou(den)* with an inner modal is read together with it
    (*zou moeten*: obligation, *zou kunnen*: hypothetical); a negated permission or obligation is a prohibition.

    Returns
    -------
    modality, modal : np.ndarray
        Text, shape (words,); ``none`` and None where there is no modal.
    """
    entries = _entries(trees, lexicons, clauses, lemma)
    simple = lexicons.modals.filter(
        ~pl.col("lemma").str.contains("+", literal=True) & (pl.col("modality") != "none")
    )
    outer = (
        entries.join(simple, on="lemma")
        .filter(_construction_fits())
        .with_columns(specific=pl.col("construction").str.contains("past|pres"))
        .sort("process", "finite", "specific", "word", descending=[False, True, True, False])
        .unique("process", keep="first", maintain_order=True)
    )
    pairs = _pairs(entries, lexicons)
    result, modal = np.full(len(trees), "none", dtype=object), np.full(len(trees), None, dtype=object)
    for frame in (outer, pairs):
        result[frame["process"].to_numpy()] = frame["modality"].to_numpy()
        modal[frame["process"].to_numpy()] = frame["lemma"].to_numpy()
    _share(trees, clauses, result, modal)
    result[denied & np.isin(result, ["permission", "obligation"]) & (modal != None)] = "prohibition"  # noqa: E711
    no_duty = denied & (result == "prohibition") & np.isin(modal, _adjectives(lexicons))
    result[no_duty] = "no_obligation"  # *niet verplicht*
    is_process = (clauses.kind != "") & (clauses.kind != "nominalisation")
    return np.where(is_process, result, "none"), np.where(is_process, modal, None)


def _share(trees: Trees, clauses: Clauses, result: np.ndarray, modal: np.ndarray) -> None:
    """Hand a modal on to coordinated infinitives and participles without an auxiliary of their own, in place.

    *Bedrijven moeten gegevens wissen en boetes betalen*: both must be done.
    """
    feats = trees.frame["feats"]
    supported = trees.has_child(trees.among("rel", ["aux", "cop"]), clauses.head)
    bare = feats.str.contains("VerbForm=(Inf|Part)").to_numpy() & ~supported & (modal == None)  # noqa: E711
    sharing = np.flatnonzero(
        bare & (clauses.relation == "conj") & (clauses.kind == "verb") & (clauses.out != NOWHERE)
    )
    for row in sharing:  # in the order of the text, so that a third conjunct gets what the second got
        first = clauses.out[row]
        result[row], modal[row] = result[first], modal[first]


def _adjectives(lexicons: Lexicons) -> list[str]:
    return lexicons.modals.filter(pl.col("construction").str.starts_with("adj"))["lemma"].to_list()


def _entries(trees: Trees, lexicons: Lexicons, clauses: Clauses, lemma: pl.Series) -> pl.DataFrame:
    """Auxiliaries and helper verbs of each process: process, word, lemma, finite, past, helper."""
    auxiliary = trees.among("rel", ["aux"]) & (clauses.head != NOWHERE)
    # *lijkt groot* is a copula and says nothing of likelihood, *lijkt groot te zijn* does
    linking = lemma.is_in(lexicons.words_of("copular_verb")).to_numpy()
    bare = ~trees.has_child(trees.among("rel", ["cop"]))[clauses.anchor] & (
        clauses.kind[clauses.anchor] == "copula"
    )
    helper = (clauses.anchor != trees.row) & ~(linking & bare)
    words = np.flatnonzero(auxiliary | helper)
    process = np.where(helper, clauses.anchor, clauses.head)[words]
    feats = trees.frame["feats"]
    frame = pl.DataFrame(
        {
            "process": process,
            "word": words,
            "lemma": lemma.gather(words),
            "low": trees.frame["low"].gather(words),
            "phrase": expressions(trees).gather(words),
            "finite": feats.str.contains("VerbForm=Fin").to_numpy()[words],
            "past": feats.str.contains("Tense=Past").to_numpy()[words],
            "helper": helper[words],
        }
    )
    adjectives = _adjectives(lexicons)
    by_form, by_phrase = (pl.col(name).is_in(adjectives) & pl.col("helper") for name in ("low", "phrase"))
    return frame.with_columns(
        lemma=pl.when(by_form).then("low").when(by_phrase).then("phrase").otherwise("lemma")
    )


def _construction_fits() -> pl.Expr:
    """Does the construction of a modal's row fit the word found? ``aux:past`` wants a past tense."""
    construction = pl.col("construction")
    return (
        pl.when(construction.str.starts_with("adv"))
        .then(False)
        .when(construction.str.contains("past"))
        .then(pl.col("past"))
        .when(construction.str.contains("pres"))
        .then(~pl.col("past"))
        .otherwise(True)
    )


def _pairs(entries: pl.DataFrame, lexicons: Lexicons) -> pl.DataFrame:
    """Processes whose two modals have a reading of their own (``zullen+moeten``)."""
    pairs = lexicons.modals.filter(pl.col("lemma").str.contains("+", literal=True))
    outer = entries.filter(pl.col("past")).select("process", outer="lemma", at="word")
    return (
        outer.join(entries.select("process", inner="lemma", inside="word"), on="process")
        .filter(pl.col("at") != pl.col("inside"))
        .with_columns(pair=pl.col("outer") + "+" + pl.col("inner"))
        .join(pairs.select(pair="lemma", modality="modality"), on="pair")
        .select("process", "modality", lemma="outer")
        .unique("process", keep="first", maintain_order=True)
    )
