"""Statements as Discourse Network Analyzer has them: who takes which stance on which concept."""

from collections.abc import Collection
from pathlib import Path
from typing import Literal

import polars as pl

from machtstaal.networks.concepts import SEPARATOR, light_verbs
from machtstaal.problems import Problem
from machtstaal.study import cells

SCHEMA = {
    "process": pl.String,
    "transcript": pl.String,
    "turn": pl.String,
    "speaker_code": pl.String,
    "group": pl.String,
    "scenario": pl.String,
    "language": pl.String,
    "concept": pl.String,
    "agreement": pl.Boolean,
    "hypothetical": pl.Boolean,
    "proposed_by": pl.String,
    "clause_start": pl.Int32,
    "clause_end": pl.Int32,
}
Concept = Literal["lemma", "object"]

RESEARCHER = "researcher"
"""Value of `proposed_by` of a statement that was corrected or added by hand."""
DENIALS = ("prohibition", "no_obligation")
GUESSES = ("hypothetical", "epistemic", "prediction")
OWN = ("speaker", "we")
TRUTH = {
    **dict.fromkeys(("true", "1", "waar", "ja", "yes"), True),
    **dict.fromkeys(("false", "0", "onwaar", "nee", "no"), False),
}
NEEDED = ("turn", "concept", "agreement")


def propose(
    processes: pl.DataFrame,
    *,
    concept: Concept = "lemma",
    light: Collection[str] | None = None,
    by_language: bool = False,
) -> pl.DataFrame:
    """Propose a statement for every process that its speaker puts forward (Leifeld 2017).

    A statement of discourse network analysis is an actor's stance on a concept. The actor is who speaks; the
    concept is the process (or the predicate) that the clause is about; agreement is proposed from its form:

    - `prohibition`, `no_obligation`: the speaker is against it (*ze mogen dat niet delen*);
    - `negation`: denied in another way, so the speaker is against it or says it is not so;
    - `obligation`, `permission`: the speaker is for it;
    - `volition`: somebody wants it, which is a stance of the speaker if that is *ik* or *wij*;
    - `hypothetical`, `epistemic`, `prediction`: imagined, guessed or foretold;
    - `assertion`: said to be so, or to be possible (modality none or ability).

    What is imagined, guessed or foretold, and what others want, has an agreement too but is flagged
    `hypothetical`: in a scenario workshop it is no stance. Evaluation is not used: there is no lexicon of
    evaluation here, so *dat is onveilig* agrees with the concept *onveilig*. Nominalisations mention a process
    and take no stance on it, so they make no statement; nor do light verbs (`concepts.light_verbs`).

    Parameters
    ----------
    processes
        Situated processes in the order of the text.
    concept
        `lemma`: the lemma of the process; `object`: with what undergoes it, where there is something, by
        actor category or lemma (``delen (data)``). The first gives few concepts that are broad, the second
        many that are rare.
    light
        Lemmas that are no concept.
    by_language
        Whether a concept has its language in front, as a study in several must.

    Returns
    -------
    polars.DataFrame
        Columns of `SCHEMA`, in the order of the text.

    Examples
    --------
    >>> processes = pl.DataFrame({
    ...     "process": ["t-001:1.3", "t-001:2.4"], "transcript": ["t"] * 2, "turn": ["t-001"] * 2,
    ...     "speaker_code": ["C01"] * 2, "group": ["citizen"] * 2, "scenario": [None] * 2, "language": ["nl"] * 2,
    ...     "lemma": ["delen", "betalen"], "kind": ["verb"] * 2, "modality": ["prohibition", "obligation"],
    ...     "negated": [True, False], "agent_actor": ["big_tech"] * 2, "patient": ["gegeven", None],
    ...     "patient_actor": ["data", None], "clause_start": [0, 31], "clause_end": [30, 52],
    ... })
    >>> propose(processes, concept="object").select("concept", "agreement", "proposed_by").rows()
    [('delen (data)', False, 'prohibition'), ('betalen', True, 'obligation')]
    """
    light = light_verbs() if light is None else light
    lemma = pl.col("lemma").cast(pl.String).str.to_lowercase()
    modality, negated = pl.col("modality").fill_null("none"), pl.col("negated").fill_null(False)
    told = processes.filter(
        lemma.is_not_null() & ~lemma.is_in(list(light)) & (pl.col("kind") != "nominalisation")
    )
    denied = modality.is_in(DENIALS)
    rule = (
        pl.when(negated & ~denied)
        .then(pl.lit("negation"))
        .when(modality.is_in(["none", "ability"]))
        .then(pl.lit("assertion"))
        .otherwise(modality)
    )
    own = pl.col("agent_actor").is_in(OWN).fill_null(False)
    return told.with_columns(
        concept=_concept(lemma, concept, by_language),
        agreement=~(negated | denied),
        hypothetical=modality.is_in(GUESSES) | ((modality == "volition") & ~own),
        proposed_by=rule,
    ).select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())


def _concept(lemma: pl.Expr, concept: Concept, by_language: bool) -> pl.Expr:
    if concept == "object":
        thing = pl.coalesce("patient_actor", pl.col("patient").str.to_lowercase())
        lemma = pl.when(thing.is_null()).then(lemma).otherwise(pl.format("{} ({})", lemma, thing))
    return pl.concat_str("language", lemma, separator=SEPARATOR) if by_language else lemma


def corrected(path: Path, proposed: pl.DataFrame, turns: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """Read statements that a researcher corrected: `tables/statements.csv` of an earlier run, saved elsewhere.

    Needed are turn, concept and agreement (true or false; also 1 and 0, or what a Dutch spreadsheet makes of
    them). Rows can be deleted, changed and added; who speaks, in which group and scenario, follows from the
    turn. A row that is no longer what was proposed is `proposed_by` the researcher.

    Parameters
    ----------
    path
        The file: commas, semicolons or tabs.
    proposed
        What `propose` gives for this study.
    turns
        Turns that are analysed.

    Returns
    -------
    tuple
        Statements as `propose` gives them, in the order of the turns; and warnings about the encoding.

    Raises
    ------
    Problem
        At the first row that cannot be used: an empty concept, an agreement that is neither, a turn that the
        study does not have, or a speaker who is not that of the turn.
    """
    optional = [name for name in (*SCHEMA, "role", "quote") if name not in NEEDED]
    records, warnings = cells.read(path, NEEDED, optional)
    names = (*NEEDED, "process", "speaker_code", "hypothetical")
    rows = pl.DataFrame(
        {"place": [record.place for record in records]}
        | {name: [record[name] for record in records] for name in names},
        schema=dict.fromkeys(("place", *names), pl.String),
    )
    rows = rows.with_columns(pl.col(names).str.strip_chars().replace("", None))
    truth = pl.col("agreement", "hypothetical").str.to_lowercase().replace_strict(TRUTH, default=None)
    known = turns.select("turn", "transcript", "group", "scenario", "language", speaks="speaker_code")
    places = turns.select("turn", pl.int_range(pl.len()).alias("order"))
    rows = rows.with_columns(truth.name.suffix("_read"))
    rows = rows.join(known, on="turn", how="left", maintain_order="left").join(places, on="turn", how="left")
    _check(rows)
    given = proposed.select(
        "process",
        "clause_start",
        "clause_end",
        "proposed_by",
        was="concept",
        held="agreement",
        guessed="hypothetical",
    )
    rows = rows.join(given, on="process", how="left", maintain_order="left").with_columns(
        pl.coalesce("hypothetical_read", "guessed").fill_null(False).alias("hypothetical"),
        agreement="agreement_read",
        speaker_code="speaks",
    )
    same = [
        pl.col(now).eq_missing(pl.col(then))
        for now, then in (("concept", "was"), ("agreement", "held"), ("hypothetical", "guessed"))
    ]
    rows = rows.with_columns(
        proposed_by=pl.when(pl.all_horizontal(same)).then("proposed_by").otherwise(pl.lit(RESEARCHER))
    )
    rows = rows.sort("order", "clause_start", nulls_last=True, maintain_order=True)
    return rows.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items()), warnings


def _check(rows: pl.DataFrame) -> None:
    """Tell the first row that cannot be used."""
    faults = (
        (pl.col("turn").is_null(), "'turn' is empty."),
        (pl.col("concept").is_null(), "'concept' is empty; delete the row if this is no statement."),
        (pl.col("agreement_read").is_null(), "'agreement' must be true or false, not '{agreement}'."),
        (
            pl.col("hypothetical").is_not_null() & pl.col("hypothetical_read").is_null(),
            "'hypothetical' must be true or false, not '{hypothetical}'.",
        ),
        (pl.col("speaks").is_null(), "turn '{turn}' is not one of those that are analysed."),
        (
            pl.col("speaker_code").is_not_null() & (pl.col("speaker_code") != pl.col("speaks")),
            "says speaker '{speaker_code}', but turn '{turn}' is by '{speaks}'.",
        ),
    )
    which = pl.coalesce(pl.when(fault).then(number) for number, (fault, _) in enumerate(faults))
    bad = rows.with_columns(fault=which).drop_nulls("fault")
    if bad.height:
        row = {name: "" if value is None else value for name, value in bad.row(0, named=True).items()}
        raise Problem(f"{row['place']}: {faults[row['fault']][1].format(**row)}")
