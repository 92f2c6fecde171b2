"""Modality of a process: who must, may, can, will."""

import numpy as np
import polars as pl

from machtstaal.coding import Labels
from machtstaal.lexicons import Lexicons
from machtstaal.processes.clauses import Clauses
from machtstaal.processes.helpers import expressions, phrases_of_copula
from machtstaal.queries.matching import View
from machtstaal.trees import NOWHERE

CONDITIONS = ["past", "denied", "perfect", "relational", "mere", "to"]
"""Parts of a modal's construction that must hold of the clause; ``pres`` is the contrary of ``past``, and all others
only tell readers how the modal is attached."""


def modality(view: View, clauses: Clauses, denied: np.ndarray, process_type: Labels) -> tuple[Labels, Labels]:
    """Modality of each process and the lemma of the modal that expresses it.

    The outer, finite modal counts; a past *zou(den)* with an inner modal is read together with it
    (*zou moeten*: obligation, *zou kunnen*: hypothetical); a negated permission or obligation is a prohibition.

    Returns
    -------
    modality, modal : Labels
        Of every word; ``none`` and no label where there is no modal.
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
    result, modal = Labels(len(trees), "none"), Labels(len(trees), None)
    settled = np.zeros(len(trees), dtype=bool)
    for frame in (outer, pairs):
        rows = frame["process"].to_numpy()
        result.put(rows, frame["modality"])
        modal.put(rows, frame["key"])
        settled[rows] = frame["construction"].str.contains(":denied").to_numpy()
    _share(view, clauses, result, modal)
    open_to = denied & ~settled & ~modal.among([None])
    no_duty = open_to & result.among(["obligation"]) & modal.among(_adjectives(lexicons))
    result[open_to & result.among(["permission", "obligation"])] = "prohibition"
    result[no_duty] = "no_obligation"  # *niet verplicht*
    no_process = ~clauses.heads | clauses.of_kind("nominalisation")
    result[no_process], modal[no_process] = "none", None
    return result, modal


def _share(view: View, clauses: Clauses, result: Labels, modal: Labels) -> None:
    """Hand a modal on to coordinated infinitives and participles without an auxiliary of their own, in place.

    *Bedrijven moeten gegevens wissen en boetes betalen*: both must be done.
    """
    # in the order of the text, so that a third conjunct gets what the second got
    for row in np.flatnonzero(view.holds("shares_modal") & modal.among([None])):
        result.pass_on(clauses.out[row], to=row)
        modal.pass_on(clauses.out[row], to=row)


def _adjectives(lexicons: Lexicons) -> list[str]:
    return lexicons.modals.filter(pl.col("construction").str.starts_with("adj"))["lemma"].to_list()


def _entries(view: View, clauses: Clauses, denied: np.ndarray, process_type: Labels) -> pl.DataFrame:
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
            "relational": process_type.among(["relational", "existential"])[process]
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
