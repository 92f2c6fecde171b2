"""The processes table: one row a process, by the contract in docs/tables.md."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from machtstaal import lexicons as lexicons_module
from machtstaal.coding import Labels
from machtstaal.lexicons import Lexicons
from machtstaal.processes import (
    arguments,
    clause_form,
    exclusion,
    lemmas,
    modality,
    negation,
    nominalisations,
    participants,
    phrases,
    predication,
    relatives,
    senses,
)
from machtstaal.processes import clauses as clause_rules
from machtstaal.processes import view as views
from machtstaal.processes.clauses import Clauses
from machtstaal.processes.participants import Participants
from machtstaal.queries.matching import View
from machtstaal.trees import NOWHERE, Trees

FIXED_TYPE = {"copula": "relational", "existential": "existential"}
"""Process type by kind, where it does not hang on the verb."""

UNKNOWN = ("material", "none")
"""Process type and power of verbs outside the lexicon."""


@dataclass(frozen=True)
class Reading:
    """What the rules make of every word, before it becomes a table; labels, arrays and series of length (words).

    Attributes
    ----------
    view
        The words, and all that dependency patterns can ask of them.
    clauses, events, sense, parts
        Heads of processes, event nouns, senses of verbs, and participants.
    actor, status, form
        Actor category of words that head a mention (else none); agent_status; and how the process stands in its clause.
    """

    view: View
    clauses: Clauses
    events: pl.DataFrame
    sense: senses.Senses
    parts: Participants
    actor: Labels
    status: Labels
    form: Labels


def extract(
    tokens: pl.DataFrame,
    mentions: pl.DataFrame,
    lexicons: Lexicons,
    window: int = 2,
    resolve_pronouns: bool = False,
) -> pl.DataFrame:
    """Processes of annotated text: who does, feels, says or is what, to whom.

    Parameters
    ----------
    tokens
        Tokens table of texts in one language (`machtstaal.conllu.read`).
    mentions
        Mentions table of the same texts (`machtstaal.mentions.find`).
    lexicons
        Lexicons of that language.
    window
        Turns before a process in which a left-out agent counts as retrievable (backgrounded).
    resolve_pronouns
        A participant that is a pronoun has the actor that the pronoun was resolved to, if it was.

    Returns
    -------
    pl.DataFrame
        Processes table, in the order of the text. Participants' spans are those of their head words.
    """
    if resolve_pronouns:
        mentions = mentions.with_columns(actor=pl.coalesce("resolved", "actor"))
    return _table(read(tokens, mentions, lexicons), _positions(tokens), window)


def of_language(
    tokens: pl.DataFrame, language: str, mentions: pl.DataFrame, *, folder: Path, **settings
) -> pl.DataFrame:
    """Processes as `extract` gives them, with the lexicons of a language in `folder` and its other settings."""
    return extract(tokens, mentions, lexicons_module.load(folder, language), **settings)


def read(tokens: pl.DataFrame, mentions: pl.DataFrame, lexicons: Lexicons) -> Reading:
    """Put the rules to annotated text, those of negation, modality and exclusion left out (see `extract`)."""
    trees = predication.lifted(Trees(tokens), lexicons)
    lemma = lemmas.citation_forms(trees, lexicons)
    actor, animate = _actors(trees, mentions, lexicons)
    events = nominalisations.events(trees, lexicons)
    words = views.of_words(trees, lexicons, lemma)
    clauses = clause_rules.find(words, events["lemma"].is_not_null().to_numpy())
    view = views.of_clauses(trees, lexicons, lemma, clauses, animate)
    references = relatives.resolve(trees, lexicons, clauses)
    args = arguments.find(view, clauses, references)
    prepositional = phrases.find(trees, lexicons, clauses, references)
    sense = senses.choose(trees, lexicons, clauses, args, prepositional, lemma, animate)
    parts = participants.find(view, clauses, args, sense, prepositional, events, animate)
    status, form = _status(view, clauses, parts), clause_form.find(view, clauses, args)
    return Reading(view, clauses, events, sense, parts, actor, status, form)


def _table(reading: Reading, positions: pl.DataFrame, window: int) -> pl.DataFrame:
    view, clauses, events = reading.view, reading.clauses, reading.events
    sense, parts, actor = reading.sense, reading.parts, reading.actor
    trees, lemma = view.trees, view.citation
    denied = negation.negated(view)
    process_type, power = _codes(clauses, events, sense)
    modal_class, modal = modality.modality(view, clauses, denied, process_type)

    light = np.zeros(len(trees), dtype=bool)
    light[sense.light_noun[sense.light_noun != NOWHERE]] = True
    noun = clauses.of_kind("nominalisation")
    bare = noun & (parts.agent == NOWHERE) & (parts.patient == NOWHERE)
    rows = np.flatnonzero(clauses.heads & ~bare & ~(noun & light))

    frame = trees.frame
    kind = clauses.kind.at(rows)
    voice = Labels(len(trees), None)
    voice[clauses.of_kind("verb")] = "active"
    voice[clauses.of_kind("verb") & parts.undergoing] = "passive"
    verb = events["verb"].zip_with(pl.Series(noun) & events["verb"].is_not_null(), lemma)
    start, end = _clause_spans(trees, clauses, rows)
    table = pl.DataFrame(
        {
            "process": frame["sentence"].gather(rows) + "." + frame["token"].gather(rows).cast(pl.String),
            "transcript": frame["transcript"].gather(rows),
            "turn": frame["turn"].gather(rows),
            "sentence": frame["sentence"].gather(rows),
            "clause_start": start,
            "clause_end": end,
            "head_start": frame["start"].gather(rows),
            "head_end": frame["end"].gather(rows),
            "lemma": lemma.gather(rows).zip_with(kind != "copula", _predicates(trees, lemma, rows)),
            "kind": kind,
            "voice": voice.at(rows),
            "passive": _at(frame["stem"], parts.passive[rows]),
            "form": reading.form.at(rows),
            "process_type": process_type.at(rows),
            **_participant("agent", parts.agent[rows], trees, lemma, actor),
            "agent_status": reading.status.at(rows),
            **_participant("patient", parts.patient[rows], trees, lemma, actor),
            **_participant("beneficiary", parts.beneficiary[rows], trees, lemma, actor),
            "modality": modal_class.at(rows),
            "modal": modal.at(rows),
            "negated": denied[rows],
            "power": power.at(rows),
            "verb": verb.gather(rows),
        }
    )
    excluded = exclusion.classify(table, positions, window)
    table = table.join(excluded, on="process", how="left", maintain_order="left")
    order = table.columns
    order.insert(order.index("agent_status") + 1, order.pop(order.index("exclusion")))
    return table.select(order)


def _codes(clauses: Clauses, events: pl.DataFrame, sense: senses.Senses) -> tuple[Labels, Labels]:
    """Process type and power of every word as if it headed a process."""
    event = np.flatnonzero(clauses.of_kind("nominalisation") & events["verb"].is_not_null().to_numpy())
    process_type, power = sense.process_type.copy(), sense.power.copy()
    for labels, column, unknown in zip(
        (process_type, power), ("process_type", "power"), UNKNOWN, strict=True
    ):
        labels.put(event, events[column].gather(event))
        labels[labels.among([""])] = unknown
    for kind, name in FIXED_TYPE.items():
        process_type[clauses.of_kind(kind)], power[clauses.of_kind(kind)] = name, "none"
    return process_type, power


def _predicates(trees: Trees, lemma: pl.Series, rows: np.ndarray) -> pl.Series:
    """Citation forms of predicates at `rows`: a participle is an adjective here (*lopende* zaken zijn *lopend*)."""
    participle = trees.matches("xpos", "^WW") & trees.matches("feats", "VerbForm=Part")
    found = pl.DataFrame(
        {
            "low": trees.frame["low"].gather(rows),
            "citation": lemma.gather(rows),
            "participle": participle[rows],
        }
    )
    bare = (
        pl.when(pl.col("low").str.ends_with("de")).then(pl.col("low").str.strip_suffix("e")).otherwise("low")
    )
    return found.select(pl.when("participle").then(bare).otherwise("citation")).to_series()


def _actors(trees: Trees, mentions: pl.DataFrame, lexicons: Lexicons) -> tuple[Labels, np.ndarray]:
    """Actor category of every word that heads a mention (else none), and whether it can gain or lose.

    A quantity has the category of what it counts (*een aantal burgers*, *a few of them*), a part of a name that of the
    name.
    """
    heads = mentions.select("turn", "actor", start="head_start").unique(["turn", "start"], keep="first")
    found = trees.frame.select("turn", "start").join(
        heads, on=["turn", "start"], how="left", maintain_order="left"
    )["actor"]
    known, actor = found.is_not_null().to_numpy(), Labels(len(trees), None)
    actor.put(np.flatnonzero(known), found.drop_nulls())
    words = lexicons.quantifiers["lemma"].to_list()
    quantity = (trees.among("stem", words) | trees.among("low", words)) & ~known
    counted = trees.child(trees.among("rel", ["nmod"]) & known)
    quantities = np.flatnonzero(quantity & (counted != NOWHERE))
    actor.pass_on(counted[quantities], to=quantities)
    of_name = np.flatnonzero(trees.among("rel", ["flat"]) & ~known & (trees.head != NOWHERE))
    actor.pass_on(trees.head[of_name], to=of_name)
    return actor, ~actor.among([None, "technology", "data"])


def _participant(role: str, rows: np.ndarray, trees: Trees, lemma: pl.Series, actor: Labels) -> dict:
    frame = trees.frame
    return {
        f"{role}_start": _at(frame["start"], rows),
        f"{role}_end": _at(frame["end"], rows),
        role: _at(lemma, rows),
        f"{role}_actor": actor.at(rows),
    }


def _at(values: pl.Series, rows: np.ndarray) -> pl.Series:
    """Values at `rows`, null where the row is `NOWHERE`."""
    return values.gather(pl.Series(rows).replace(NOWHERE, None))


def _status(view: View, clauses: Clauses, parts: Participants) -> Labels:
    """agent_status of every word as if it headed a process (guidelines: 'agent_status')."""
    trees, happens = view.trees, view.lexicons.words_of("happening_verb")
    # *take place*
    with_object = np.flatnonzero(parts.object != NOWHERE)
    expressions = view.citation.gather(with_object) + " " + trees.words("stem", parts.object[with_object])
    happening = view.citations.among(happens)
    happening[with_object] |= expressions.is_in(happens).to_numpy()
    has_agent = parts.agent != NOWHERE
    view.tell("happening", happening)
    view.tell("undergoing", parts.undergoing)
    view.tell("dummy", parts.dummy)
    view.tell("has_agent", has_agent)
    status = Labels(len(trees), "suppressed")
    status[has_agent] = "expressed"
    status[trees.at(parts.agent, view.holds("generic"), False)] = "generic"
    status[view.holds("no_doer")] = "none"
    return status


def _clause_spans(trees: Trees, clauses: Clauses, rows: np.ndarray) -> tuple[pl.Series, pl.Series]:
    """First and last character of the words whose nearest process is this one, punctuation left out."""
    is_head = np.zeros(len(trees), dtype=bool)
    is_head[rows] = True
    is_head |= is_head[clauses.anchor]  # a helper's words belong to the process that it helps
    nearest = trees.nearest(is_head)
    owner = np.where(nearest == NOWHERE, NOWHERE, clauses.anchor[nearest])
    words = trees.frame.select("start", "end", owner=pl.Series(owner)).filter(
        ~pl.Series(trees.among("rel", ["punct"]))
    )
    spans = words.group_by("owner").agg(pl.col("start").min(), pl.col("end").max())
    found = pl.DataFrame({"owner": rows}).join(spans, on="owner", how="left", maintain_order="left")
    return found["start"], found["end"]


def _positions(tokens: pl.DataFrame) -> pl.DataFrame:
    turns = tokens.select("turn", "transcript").unique("turn", keep="first", maintain_order=True)
    return turns.with_columns(position=pl.int_range(pl.len()).over("transcript"))
