"""How often the extraction is right, as it was counted on sentences that were coded apart from the program."""

from collections.abc import Mapping

import polars as pl

from machtstaal.evaluation import accuracy
from machtstaal.evaluation.accuracy import PROCESS
from machtstaal.evaluation.alignment import FOUND
from machtstaal.evaluation.errors import LEAST_GOLD
from machtstaal.methods.facts import Facts
from machtstaal.methods.prose import paragraph, percent, plain, series
from machtstaal.report import numbers

PLURALS = {PROCESS: "processes", "agent": "agents", "patient": "patients", "beneficiary": "beneficiaries"}
FIELDS = {
    "voice": "voice",
    "process_type": "process type",
    "modality": "modality",
    "negated": "negation",
    "power": "power",
    "agent_status": "whether the agent is named",
}


def paragraphs(facts: Facts) -> list[str]:
    """Each language with gold, those without, and what was made of the errors."""
    known = {language: facts.tables.accuracy.get(language) for language in facts.language_names}
    found = [
        _measured(facts, language, aligned) for language, aligned in known.items() if aligned is not None
    ]
    unknown = _unknown(
        [facts.language_names[language] for language, aligned in known.items() if aligned is None]
    )
    return [one for one in [*found, unknown, _corrected(facts)] if one]


def _unknown(names: list[str]) -> str:
    if not names:
        return ""
    return (
        f"How often the extraction is right in {series(names)} was not measured with the models and lexicons used "
        "here, so rates are given as found."
    )


def _measured(facts: Facts, language: str, aligned: pl.DataFrame) -> str:
    rows = {(row["measure"], row["value"]): row for row in accuracy.measured(aligned).iter_rows(named=True)}
    found = series(
        f"{percent(row['precision'])} and {percent(row['recall'])} for {name}"
        for name, row in ((PLURALS[measure], rows[measure, None]) for measure in PLURALS)
        if row["tp"] + row["fn"] >= LEAST_GOLD and row["precision"] is not None
    )
    matched = aligned.filter(pl.col("status") == "matched")
    right = series(
        f"{name} in {percent(matched[field].eq_missing(matched[f'{field}{FOUND}']).mean())}"
        for field, name in FIELDS.items()
        if matched[field].drop_nulls().len() >= LEAST_GOLD
    )
    return paragraph(
        _gold(facts, language, aligned),
        f"Precision and recall are {found}." if found else "",
        f"Of the processes found, the extraction was right about {right}." if right else "",
    )


def _gold(facts: Facts, language: str, aligned: pl.DataFrame) -> str:
    told: Mapping[str, str] = next((row for row in facts.tables.gold_sets if row["language"] == language), {})
    wanted = aligned.filter(pl.col("status") != "spurious")
    n = int(told.get("sentences") or wanted["sentence"].n_unique())
    corpora = [one for one in aligned["corpus"].unique(maintain_order=True) if one != told.get("gold")]
    drawn = f" drawn from {series(map(plain, corpora))}" if corpora else ""
    annotated = f", annotated {plain(told['annotated'])}" if told.get("annotated") else ""
    seen = {
        "yes": "; rules and lexicons had been written with these sentences in view, so the figures flatter them",
        "no": "; rules and lexicons had been written without these in view",
    }.get(told.get("fitted", ""), "")
    return (
        f"For {facts.language_names[language]}, the extraction was held against {numbers.plural(n, 'sentence')} "
        f"({numbers.count(len(wanted))} processes){drawn}{annotated}{seen}."
    )


def _corrected(facts: Facts) -> str:
    rates = facts.tables.rates
    if "corrected" not in rates.columns or rates["corrected"].is_null().all():
        return ""
    return (
        "Shares that rest on one of these fields are also given as they would be without these errors, by matrix "
        "back-calculation [@bachl2017]; this takes the errors to be as frequent here, and alike in all groups. "
        "Tests are of the shares as found."
    )
