"""The processes table: one row a process, by the contract in docs/tables.md."""

import numpy as np
import polars as pl

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
from machtstaal.processes.clauses import Clauses
from machtstaal.processes.participants import Participants
from machtstaal.trees import NOWHERE, Trees, text

FIXED_TYPE = {"copula": "relational", "existential": "existential"}
"""Process type by kind, where it does not hang on the verb."""

UNKNOWN = ("material", "none")
"""Process type and power of verbs outside the lexicon."""


def extract(
    tokens: pl.DataFrame, mentions: pl.DataFrame, lexicons: Lexicons, window: int = 2
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

    Returns
    -------
    pl.DataFrame
        Processes table, in the order of the text. Participants' spans are those of their head words.
    """
    trees = Trees(predication.lifted(tokens))
    lemma = lemmas.citation_forms(trees, lexicons)
    actor, animate = _actors(trees, mentions, lexicons)
    events = nominalisations.events(trees, lexicons)
    clauses = clause_rules.find(trees, lexicons, lemma, events["lemma"].is_not_null().to_numpy())
    references = relatives.resolve(trees, lexicons, clauses)
    args = arguments.find(trees, lexicons, clauses, references, lemma)
    prepositional = phrases.find(trees, lexicons, clauses, references)
    sense = senses.choose(trees, lexicons, clauses, args, prepositional, lemma)
    parts = participants.find(trees, lexicons, clauses, args, sense, prepositional, events, animate)
    denied = negation.negated(trees, lexicons, clauses)
    process_type, power = _codes(clauses, events, sense)
    modal_class, modal = modality.modality(trees, lexicons, clauses, lemma, denied, process_type)

    light = np.zeros(len(trees), dtype=bool)
    light[sense.light_noun[sense.light_noun != NOWHERE]] = True
    noun = clauses.kind == "nominalisation"
    bare = noun & (parts.agent == NOWHERE) & (parts.patient == NOWHERE)
    rows = np.flatnonzero((clauses.kind != "") & ~bare & ~(noun & light))

    frame = trees.frame
    kind = clauses.kind[rows]
    verb = events["verb"].zip_with(pl.Series(noun) & events["verb"].is_not_null(), lemma)
    start, end = _clause_spans(trees, clauses, rows)
    is_verb = kind == "verb"
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
            "lemma": lemma.gather(rows).zip_with(
                text(kind) != "copula", _predicates(trees, lemma).gather(rows)
            ),
            "kind": text(kind),
            "voice": text(np.where(is_verb, np.where(parts.undergoing[rows], "passive", "active"), None)),
            "passive": _text_at(frame["stem"], parts.passive[rows]),
            "form": text(clause_form.find(trees, lexicons, clauses, args)[rows]),
            "process_type": text(process_type[rows]),
            **_participant("agent", parts.agent[rows], trees, lemma, actor),
            "agent_status": text(_status(trees, lexicons, clauses, parts, lemma)[rows]),
            **_participant("patient", parts.patient[rows], trees, lemma, actor),
            **_participant("beneficiary", parts.beneficiary[rows], trees, lemma, actor),
            "modality": text(modal_class[rows]),
            "modal": text(modal[rows]),
            "negated": denied[rows],
            "power": text(power[rows]),
            "verb": verb.gather(rows),
        }
    )
    excluded = exclusion.classify(table, _positions(tokens), window)
    table = table.join(excluded, on="process", how="left", maintain_order="left")
    order = table.columns
    order.insert(order.index("agent_status") + 1, order.pop(order.index("exclusion")))
    return table.select(order)


def _codes(clauses: Clauses, events: pl.DataFrame, sense: senses.Senses) -> tuple[np.ndarray, np.ndarray]:
    """Process type and power of every word as if it headed a process."""
    event = (clauses.kind == "nominalisation") & events["verb"].is_not_null().to_numpy()
    process_type = np.where(event, events["process_type"].to_numpy(), sense.process_type)
    power = np.where(event, events["power"].to_numpy(), sense.power)
    process_type[process_type == ""], power[power == ""] = UNKNOWN
    for kind, name in FIXED_TYPE.items():
        process_type[clauses.kind == kind], power[clauses.kind == kind] = name, "none"
    return process_type, power


def _predicates(trees: Trees, lemma: pl.Series) -> pl.Series:
    """Citation forms of predicates: a participle is an adjective here (*lopende* zaken zijn *lopend*)."""
    participle = pl.col("xpos").str.starts_with("WW") & pl.col("feats").str.contains("VerbForm=Part")
    bare = (
        pl.when(pl.col("low").str.ends_with("de")).then(pl.col("low").str.strip_suffix("e")).otherwise("low")
    )
    return (
        trees.frame.with_columns(citation=lemma)
        .select(pl.when(participle).then(bare).otherwise("citation"))
        .to_series()
    )


def _actors(trees: Trees, mentions: pl.DataFrame, lexicons: Lexicons) -> tuple[np.ndarray, np.ndarray]:
    """Actor category of every word that heads a mention (else None), and whether it can gain or lose.

    A quantity has the category of what it counts (*een aantal burgers*, *a few of them*).
    """
    heads = mentions.select("turn", "actor", start="head_start").unique(["turn", "start"], keep="first")
    found = trees.frame.select("turn", "start").join(
        heads, on=["turn", "start"], how="left", maintain_order="left"
    )["actor"]
    known, actor = found.is_not_null().to_numpy(), found.to_numpy()
    words = lexicons.quantifiers["lemma"].to_list()
    quantity = (trees.among("stem", words) | trees.among("low", words)) & ~known
    counted = np.where(quantity, trees.child(trees.among("rel", ["nmod"]) & known), NOWHERE)
    actor = np.where(counted != NOWHERE, actor[counted], actor)
    animate = text(actor).is_in(["technology", "data"]).not_().fill_null(False).to_numpy()
    return actor, animate


def _participant(role: str, rows: np.ndarray, trees: Trees, lemma: pl.Series, actor: np.ndarray) -> dict:
    frame = trees.frame
    return {
        f"{role}_start": _number_at(frame["start"], rows),
        f"{role}_end": _number_at(frame["end"], rows),
        role: _text_at(lemma, rows),
        f"{role}_actor": text(trees.at(rows, actor, None)),
    }


def _text_at(values: pl.Series, rows: np.ndarray) -> pl.Series:
    return text(np.where(rows == NOWHERE, None, values.to_numpy()[rows]))


def _number_at(values: pl.Series, rows: np.ndarray) -> pl.Series:
    there = pl.Series(rows != NOWHERE)
    found = values.gather(np.where(rows == NOWHERE, 0, rows))
    return pl.select(pl.when(there).then(found)).to_series()


def _status(
    trees: Trees, lexicons: Lexicons, clauses: Clauses, parts: Participants, lemma: pl.Series
) -> np.ndarray:
    """agent_status of every word as if it headed a process (guidelines: 'agent_status')."""
    generic = _generic(trees, lexicons)
    happens = lexicons.words_of("happening_verb")
    objects = trees.at(parts.object, trees.frame["stem"].to_numpy(), "").astype(str)
    expression = lemma + " " + text(objects)  # *take place*
    happening = (lemma.is_in(happens) | expression.is_in(happens)).to_numpy() & (clauses.kind == "verb")
    has_agent = parts.agent != NOWHERE
    status = np.where(trees.at(parts.agent, generic, False), "generic", "expressed").astype(object)
    status[~has_agent] = "suppressed"
    undergone = parts.undergoing
    status[~has_agent & parts.dummy & ~undergone] = "none"
    status[~has_agent & (clauses.kind == "copula")] = "none"
    status[clauses.kind == "existential"] = "none"
    status[happening & ~undergone] = "none"
    return status


def _generic(trees: Trees, lexicons: Lexicons) -> np.ndarray:
    """Words that stand for anybody (*men, je, iedereen*; *mensen* without any determiner or modifier)."""
    stem = trees.frame["stem"]
    always = lexicons.generics.filter(pl.col("condition") == "")["lemma"].to_list()
    bare = lexicons.generics.filter(pl.col("condition") == "bare")["lemma"].to_list()
    modified = trees.has_child(trees.among("rel", ["det", "amod", "nmod", "nummod", "acl", "appos"]))
    generic = stem.is_in(always).to_numpy() | (stem.is_in(bare).to_numpy() & ~modified)
    return generic & ~trees.among("upos", ["NUM"])  # *one of them*


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
