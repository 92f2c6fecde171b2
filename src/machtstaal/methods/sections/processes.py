"""What a process is, its type, voice and modality, and when its agent counts as left out."""

import polars as pl

from machtstaal.contracts import MODALITIES, PROCESS_TYPES
from machtstaal.methods.facts import Facts
from machtstaal.methods.prose import counted, paragraph, percent, series
from machtstaal.report import numbers

AGENT_MARKS = {"nl": "*door*", "en": "*by*"}


def paragraphs(facts: Facts) -> list[str]:
    """Processes and the lexicon behind them; agents left out; modality."""
    return [
        paragraph(_process(), _types(facts), _number(facts), _coverage(facts)),
        paragraph(_agents(facts), _exclusion(facts), _modality(facts)),
    ]


def _process() -> str:
    return (
        "After @halliday2014, clauses represent processes with their participants: lexical verbs, copular and "
        "existential constructions, and event nouns with a named doer or undergoer."
    )


def _types(facts: Facts) -> str:
    sizes = {
        language: f"{numbers.count(entries['verbs'])} senses" for language, entries in facts.entries.items()
    }
    own = " of our own" if facts.settings["discourse"]["lexicons"] else ""
    size = f" ({facts.in_languages(sizes)})" if sizes else ""
    return (
        f"Their types ({series(PROCESS_TYPES)}) are those of a lexicon of verbs{own}{size}, other verbs counting "
        "as material; agents, patients and beneficiaries were read off the trees, shared and controlled subjects "
        "included."
    )


def _number(facts: Facts) -> str:
    return (
        f"There are {_processes(facts.rows('processes').height)}, in which known actors fill "
        f"{numbers.plural(facts.rows('participants').height, 'role')}."
    )


def _processes(n: int) -> str:
    return f"{numbers.count(n)} {'process' if n == 1 else 'processes'}"


def _coverage(facts: Facts) -> str:
    verbs, agents = facts.coverage("verb"), facts.coverage("agent")
    told = [f"of the verbs {verbs} are in the lexicon", f"of the named agents {agents} are known actors"]
    said = "; ".join(one for one, known in zip(told, (verbs, agents), strict=True) if known)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _agents(facts: Facts) -> str:
    marks = [AGENT_MARKS[language] for language in facts.language_names if language in AGENT_MARKS]
    phrase = f" or, in a passive, the phrase with {series(marks, 'or')}" if marks else ""
    return f"An agent is the subject{phrase}; it is generic if it is anybody."


def _exclusion(facts: Facts) -> str:
    window = facts.settings["discourse"]["backgrounding_window"]
    near = {0: "in the same turn", 1: "in the same turn or the one before it"}.get(
        window, f"in the same turn or in the {counted(window, 'turn')} before it"
    )
    processes = facts.rows("processes").filter(pl.col("agent_status") != "none")
    left_out = processes.filter(pl.col("agent_status") == "suppressed")
    share = hidden = ""
    if not left_out.is_empty():
        share = f" ({percent(left_out.height / processes.height)} of {numbers.count(processes.height)})"
        hidden = f" ({percent((left_out['exclusion'] == 'suppressed').mean())} of these)"
    return (
        f"Where a process implies a doer that its clause does not name{share}, the agent is, in the terms of "
        f"@vanleeuwen2008, backgrounded if the same verb has an agent {near}, and suppressed if not{hidden}."
    )


def _modality(facts: Facts) -> str:
    named = series(name.replace("_", " ") for name in MODALITIES if name != "none")
    clauses = facts.rows("processes").filter(pl.col("kind") != "nominalisation")
    share = (
        f"; {percent((clauses['modality'] != 'none').mean())} of the clauses have one" if len(clauses) else ""
    )
    return (
        f"Modality [@halliday2014, ch. 4] was read off the outer finite modal and its negation ({named}){share}. "
        "Obligations whose doer is left out count as nobody's."
    )
