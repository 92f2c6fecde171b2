"""Modality of a process: who must, may, can, will."""

import numpy as np
import polars as pl

from machtstaal.lexicons import Lexicons
from machtstaal.processes.clauses import Clauses
from machtstaal.processes.helpers import expressions, phrases_of_copula
from machtstaal.queries.matching import View
from machtstaal.trees import NOWHERE, text

CONDITIONS = ["past", "denied", "perfect", "relational", "mere", "to"]
"""Parts of a modal's construction that must hold of the clause; ``pres`` is the contrary of ``past``, and all others
only tell readers how the modal is attached."""


def modality(
    view: View, clauses: Clauses, denied: np.ndarray, process_type: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Modality of each process and the lemma of the modal that expresses it.

    The outer, finite modal counts; a past *zou(den)* with an inner modal is read together with it
    (*zou moeten*: obligation, *zou kunnen*: hypothetical); a negated permission or obligation is a prohibition.

    Returns
    -------
    modality, modal : np.ndarray
        Text, shape (words,); ``none`` and None where there is no modal.
    """
    trees, lexicons = view.trees, view.lexicons
    entries = _entries(view, clauses, denied, process_type)
    simple = lexicons.modals.filter(
        ~pl.col("lemma").str.contains("+", literal=True) & (pl.col("modality") != "none")
    )
    outer = (
        entries.join(simple, left_on="key", right_on="lemma")
        .filter(_construction_fits())
        .with_columns(
            specific=pl.col("construction")
            .str.split(":")
            .list.set_intersection([*CONDITIONS, "pres"])
            .list.len()
        )
        .sort("process", "finite", "specific", "word", "rank", descending=[False, True, True, False, True])
        .unique("process", keep="first", maintain_order=True)
    )
    pairs = _pairs(entries, lexicons)
    result, modal = np.full(len(trees), "none", dtype=object), np.full(len(trees), None, dtype=object)
    settled = np.zeros(len(trees), dtype=bool)
    for frame in (outer, pairs):
        rows = frame["process"].to_numpy()
        result[rows], modal[rows] = frame["modality"].to_numpy(), frame["key"].to_numpy()
        settled[rows] = frame["construction"].str.contains(":denied").to_numpy()
    _share(view, clauses, result, modal)
    open_to = np.flatnonzero(denied & ~settled & np.not_equal(modal, None))
    duty = open_to[result[open_to] == "obligation"]
    no_duty = duty[text(modal[duty]).is_in(_adjectives(lexicons)).to_numpy()]
    result[open_to[(result[open_to] == "permission") | (result[open_to] == "obligation")]] = "prohibition"
    result[no_duty] = "no_obligation"  # *niet verplicht*
    is_process = clauses.heads & ~clauses.of_kind("nominalisation")
    return np.where(is_process, result, "none"), np.where(is_process, modal, None)


def _share(view: View, clauses: Clauses, result: np.ndarray, modal: np.ndarray) -> None:
    """Hand a modal on to coordinated infinitives and participles without an auxiliary of their own, in place.

    *Bedrijven moeten gegevens wissen en boetes betalen*: both must be done.
    """
    without = np.equal(modal, None)
    # in the order of the text, so that a third conjunct gets what the second got
    for row in np.flatnonzero(view.holds("shares_modal") & without):
        first = clauses.out[row]
        result[row], modal[row] = result[first], modal[first]


def _adjectives(lexicons: Lexicons) -> list[str]:
    return lexicons.modals.filter(pl.col("construction").str.starts_with("adj"))["lemma"].to_list()


def _entries(view: View, clauses: Clauses, denied: np.ndarray, process_type: np.ndarray) -> pl.DataFrame:
    """Auxiliaries and helpers of each process, each under all its names.

    Returns
    -------
    pl.DataFrame
        process, word, key (lemma, form or set phrase), rank (the more exact the name the higher), finite, past,
        and the conditions that a row of the lexicon can ask for.
    """
    trees, lemma = view.trees, view.citation
    auxiliary = trees.among("rel", ["aux"]) & (clauses.head != NOWHERE)
    # *lijkt groot* is a copula and says nothing of likelihood, *lijkt groot te zijn* does
    linking = view.cited("copular_verb")
    bare = (
        ~trees.has_child(trees.among("rel", ["cop"]))[clauses.anchor]
        & (clauses.of_kind("copula")[clauses.anchor])
    )
    helper = (clauses.anchor != trees.row) & ~(linking & bare)
    # *we moeten erover*, *dat mag niet*: the modal is the verb
    alone = clauses.of_kind("verb") & view.cited("modal_alone")
    words = np.flatnonzero(auxiliary | helper | alone)
    process = np.where(alone, trees.row, np.where(helper, clauses.anchor, clauses.head))[words]
    frame = pl.DataFrame(
        {
            "process": process,
            "word": words,
            "lemma": lemma.gather(words),
            "low": trees.frame["low"].gather(words),
            "phrase": expressions(trees, words, phrases_of_copula(view)),
            "finite": view.holds("finite_modal")[words],
            "past": view.holds("past_modal")[words],
            "denied": denied[process],
            "perfect": view.holds("perfect")[process],
            "relational": (process_type[process] == "relational")
            | (process_type[process] == "existential")
            | view.holds("of_predicate")[words],
            "mere": view.holds("mere")[process],
            "to": view.holds("with_to")[process] & helper[words],
            "helper": helper[words],
        }
    )
    # *gaan ... door* is no *gaan*
    own_form = (pl.col("low") != pl.col("lemma")) & ~pl.col("lemma").str.ends_with(pl.col("low"))
    by_form = frame.filter(own_form & pl.col("helper"))
    names = [
        frame.with_columns(key="lemma", rank=0),
        by_form.with_columns(key="low", rank=1),
        frame.filter((pl.col("phrase") != "") & pl.col("helper")).with_columns(key="phrase", rank=1),
    ]
    return pl.concat(names, how="vertical_relaxed")


def _construction_fits() -> pl.Expr:
    """Does the construction of a modal's row fit the word found? ``aux:past`` wants a past tense."""
    parts = pl.col("construction").str.split(":")
    fits = parts.list.first() != "adv"
    for condition in CONDITIONS:
        fits &= pl.col(condition) | ~parts.list.contains(condition)
    return fits & (~pl.col("past") | ~parts.list.contains("pres"))


def _pairs(entries: pl.DataFrame, lexicons: Lexicons) -> pl.DataFrame:
    """Processes whose two modals have a reading of their own (``zullen+moeten``)."""
    pairs = lexicons.modals.filter(pl.col("lemma").str.contains("+", literal=True))
    # *would have to*: the inner one has the *to*
    of_outer = [condition for condition in CONDITIONS if condition != "to"]
    outer = entries.select("process", *of_outer, outer="key", at="word")
    return (
        outer.join(entries.select("process", "to", inner="key", inside="word"), on="process")
        .filter(pl.col("at") != pl.col("inside"))
        .with_columns(pair=pl.col("outer") + "+" + pl.col("inner"))
        .join(pairs.select("construction", "modality", pair="lemma"), on="pair")
        .filter(_construction_fits())
        .select("process", "modality", "construction", key="outer")
        .unique("process", keep="first", maintain_order=True)
    )
