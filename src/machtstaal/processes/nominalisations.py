"""Event nouns: processes packed into a noun phrase (*de controle van bedrijven door de raad*)."""

import numpy as np
import polars as pl

from machtstaal.lexicons import Lexicons
from machtstaal.trees import NOWHERE, Trees


def entries(trees: Trees, lexicons: Lexicons) -> pl.Series:
    """Entry of the nominalisation lexicon for each word: its lemma, else the head of its compound, else null.

    Compounds are right-headed: *cyberaanval* is an *aanval*, *aanvalsplan* is not. The parts are those that the
    lemmatiser marks (``cyber_aanval``).
    """
    known = lexicons.nominalisations["lemma"].unique().to_list()
    last = trees.frame["lemma"].str.to_lowercase().str.split("_").list.last()
    return (
        trees.frame.select(stem="stem", last=last)
        .select(
            pl.when(pl.col("stem").is_in(known)).then("stem").when(pl.col("last").is_in(known)).then("last")
        )
        .to_series()
        .alias("lemma")
    )


def participants(
    trees: Trees, lexicons: Lexicons, kind: np.ndarray, agent: np.ndarray, patient: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Agents and patients with those of event nouns put in.

    A *door*-phrase or a possessive is the doer; a *van*-phrase undergoes a transitive event and does an
    intransitive one (Van de Velde 2014); other prepositions are named by the lexicon (*toezicht op*).

    Parameters
    ----------
    kind, agent, patient
        Kind and participants so far of every word, shape (words,).
    """
    case = trees.child(trees.among("rel", ["case"]))
    low = trees.frame["low"].to_numpy()
    preposition = trees.at(case, low, "").astype(str)
    nominal = trees.among("rel", ["nmod", "obl"])
    by = trees.child(nominal & np.isin(preposition, lexicons.words_of("agent_preposition")))
    of = trees.child(nominal & np.isin(preposition, lexicons.words_of("possessive_preposition")))
    possessive = trees.child(trees.among("deprel", ["nmod:poss"]))

    entry = pl.DataFrame({"lemma": entries(trees, lexicons)}).join(
        lexicons.nominalisations.select("lemma", "van", "prep").unique("lemma", keep="first"),
        on="lemma",
        how="left",
        maintain_order="left",
    )
    of_is_agent = (entry["van"] == "agent").fill_null(False).to_numpy()
    asked = entry["prep"].fill_null("").to_numpy()[np.maximum(trees.head, 0)].astype(str)
    fits = pl.DataFrame({"is": preposition, "asked": asked}).select(
        (pl.col("is") != "") & pl.col("asked").str.split("|").list.contains(pl.col("is"))
    )
    other = trees.child(nominal & fits.to_series().to_numpy())

    doer = np.where(by != NOWHERE, by, np.where(of_is_agent, of, NOWHERE))
    doer = np.where(doer == NOWHERE, possessive, doer)
    undergoer = np.where(other != NOWHERE, other, np.where(of_is_agent, NOWHERE, of))
    undergoer = np.where(undergoer == NOWHERE, patient, undergoer)  # *gegevens delen kost tijd*
    noun = kind == "nominalisation"
    return np.where(noun, doer, agent), np.where(noun, undergoer, patient)
