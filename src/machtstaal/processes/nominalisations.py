"""Event nouns: processes packed into a noun phrase (*de controle van bedrijven door de raad*)."""

import numpy as np
import polars as pl

from machtstaal.lexicons import Lexicons
from machtstaal.processes.lemmas import bases, compound_heads
from machtstaal.processes.phrases import pronominal_adverbs
from machtstaal.queries.matching import View
from machtstaal.trees import NOWHERE, Trees

CODES = ["lemma", "verb", "process_type", "power", "van", "prep"]


def events(trees: Trees, lexicons: Lexicons) -> pl.DataFrame:
    """Row of the nominalisation lexicon for each word (null for words that are no event noun).

    A word is found by its lemma, else by the head of its compound: *cyberaanval* is an *aanval*, *aanvalsplan* is
    not. The parts of a compound are those that the lemmatiser marks (``cyber_aanval``). Where the language makes
    nouns from verbs by an ending (class ``event_suffix``: *monitoring*), a noun of a known verb is found by that.

    Returns
    -------
    pl.DataFrame
        Columns lemma, verb, process_type, power, van, prep, derived (found by its ending); one row a word.
    """
    known = lexicons.nominalisations.select(CODES).unique("lemma", keep="first", maintain_order=True)
    words = trees.frame.select(stem="stem", last=compound_heads(trees), noun=pl.col("upos") == "NOUN")
    derived = _derived(words.filter("noun")["stem"].unique(maintain_order=True), lexicons)
    known = pl.concat(
        [
            known.with_columns(derived=False),
            derived.join(known, on="lemma", how="anti").with_columns(derived=True),
        ]
    )
    names = known["lemma"].to_list()
    entry = words.select(
        lemma=pl.when(pl.col("stem").is_in(names)).then("stem").when(pl.col("last").is_in(names)).then("last")
    )
    return entry.join(known, on="lemma", how="left", maintain_order="left")


def participants(
    view: View, events: pl.DataFrame, agent: np.ndarray, patient: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Agents and patients with those of event nouns put in.

    A *door*-phrase or a possessive is the doer; a *van*-phrase undergoes a transitive event and does an
    intransitive one (Van de Velde 2014); other prepositions are named by the lexicon (*toezicht op*).

    Parameters
    ----------
    events
        Codes of the event nouns (`events`).
    agent, patient
        Participants so far of every word, shape (words,).
    """
    trees = view.trees
    by, of = view.row("event_doer", "doer"), view.row("event_of", "of")
    possessive = view.row("event_possessor", "possessor")
    # *my reading* is a thing, *my reading of the rule* an event
    derived = events["derived"].fill_null(False).to_numpy()
    possessive = np.where(derived & (by == NOWHERE) & (of == NOWHERE), NOWHERE, possessive)
    # *their data collection*: a thing named before an event with a doer undergoes it
    thing = view.row("event_thing", "thing")
    first_part = np.where((by != NOWHERE) | (possessive != NOWHERE), thing, NOWHERE)

    of_is_agent = (events["van"] == "agent").fill_null(False).to_numpy()
    # *de invoering van de wet* undergoes, *de invoering van de lidstaten* does it
    of_thing = trees.among("stem", view.lexicons.words_of("event_of_thing"))
    of_is_agent |= of_thing & trees.at(of, view.holds("animate"), False)
    case = trees.child(trees.among("rel", ["case"]))
    phrases = np.flatnonzero(trees.among("rel", ["nmod", "obl"]) & (case != NOWHERE))
    prepositions = trees.words("low", case[phrases])
    # *de controle daarop*
    adverb, inside = pronominal_adverbs(trees, view.lexicons, trees.head != NOWHERE)
    phrases, prepositions = np.concatenate([phrases, adverb]), pl.concat([prepositions, inside])
    fits = pl.DataFrame({"is": prepositions, "asked": events["prep"].gather(trees.head[phrases])}).select(
        pl.col("asked").str.split("|").list.contains(pl.col("is")).fill_null(False)
    )
    asked = np.zeros(len(trees), dtype=bool)
    asked[phrases] = fits.to_series().to_numpy()
    other = trees.child(asked)

    doer = np.where(by != NOWHERE, by, np.where(of_is_agent, of, NOWHERE))
    undergoer = np.where(other != NOWHERE, other, np.where(of_is_agent, NOWHERE, of))
    undergoer = np.where((undergoer == NOWHERE) & ~of_is_agent, first_part, undergoer)
    # *their arrest by the police*: where another does it, the possessor undergoes it
    undergone = (by != NOWHERE) & (undergoer == NOWHERE)
    undergoer = np.where(undergone, possessive, undergoer)
    doer = np.where(doer == NOWHERE, possessive, doer)
    undergoer = np.where(undergoer == NOWHERE, patient, undergoer)  # *gegevens delen kost tijd*
    noun = view.kind.among(["nominalisation"])
    return np.where(noun, doer, agent), np.where(noun, undergoer, patient)


def _derived(nouns: pl.Series, lexicons: Lexicons) -> pl.DataFrame:
    """Codes of nouns that are a known verb with an ending: *monitoring*, *sharing* (share), *planning* (plan)."""
    plain = lexicons.verbs.filter(pl.col("construction") == "").unique("lemma", keep="first")
    words = nouns.alias("word").to_frame().filter(~nouns.is_in(lexicons.words_of("no_event_noun")))
    found = [pl.DataFrame(schema=dict.fromkeys(CODES, pl.String))]
    for suffix in lexicons.words_of("event_suffix"):
        verbs = bases(words, suffix).rename({"word": "lemma", "base": "verb"})
        verbs = verbs.join(plain.rename({"lemma": "verb"}), on="verb", maintain_order="left")
        found.append(verbs.with_columns(van=pl.lit("patient"), prep=pl.lit("")).select(CODES))
    return pl.concat(found).unique("lemma", keep="first", maintain_order=True)
