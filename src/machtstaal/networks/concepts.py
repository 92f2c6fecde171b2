"""Which actors are tied to which processes: a two-mode network of actors and concepts."""

from collections.abc import Collection
from functools import cache
from importlib.resources import files

import polars as pl

from machtstaal.languages import NAMES
from machtstaal.networks.edges import CONCEPT, PRONOUNS, ROLES, tally, without
from machtstaal.power.polarity import flags

SEPARATOR = ":"


def parted(concept: str) -> tuple[str | None, str]:
    """Language and lemma of a concept; the language is None in a study that has one only.

    Examples
    --------
    >>> parted("nl:water"), parted("water")
    (('nl', 'water'), (None, 'water'))
    """
    language, mark, lemma = concept.partition(SEPARATOR)
    return (language, lemma) if mark and lemma and language in NAMES else (None, concept)


@cache
def light_verbs() -> frozenset[str]:
    """Read the lemmas that say too little to be a concept, from `light.tsv` beside this module.

    Examples
    --------
    >>> "hebben" in light_verbs(), "beschermen" in light_verbs()
    (True, False)
    """
    table = files("machtstaal.networks").joinpath("light.tsv").read_text(encoding="utf-8")
    return frozenset(line.split("\t")[1] for line in table.splitlines()[1:])


def edges(
    processes: pl.DataFrame,
    *,
    exclude: Collection[str] = PRONOUNS,
    light: Collection[str] | None = None,
    min_weight: int = 2,
    by_language: bool = False,
) -> pl.DataFrame:
    """Tie actors to the processes in which they take part.

    The logic is that of discourse network analysis (Leifeld 2017): an actor is linked to a concept by a
    statement, and the statement can be read. The concept here is the lemma of the process (verb, predicate
    or event noun) and the statement is the process itself, of which the actor is agent, patient or
    beneficiary. A tie by syntax says what the actor does or undergoes; nouns that merely stand in the same
    sentence would only repeat what co-occurrence already shows. Unlike in Leifeld's networks the actor is
    the one talked about, not the one who talks.

    weight(actor, lemma) = number of processes with that lemma in which the actor takes part, once each
    whatever its role; n_agent, n_patient and n_beneficiary split it by role, and n_exercised, n_deontic,
    n_hypothetical and n_denied by how the process is put forward (`machtstaal.power.polarity`).

    Parameters
    ----------
    processes
        Situated processes: process, lemma, agent_actor, patient_actor, beneficiary_actor, modality, negated,
        group, speaker_code, in the order of the text.
    exclude
        Actor categories left out; by default the pronouns of the talk itself.
    light
        Lemmas that are no concept; by default those of `light_verbs`.
    min_weight
        Least number of processes of an edge.
    by_language
        Keep lemmas of different languages apart, as a study in several must: words that are spelled alike (*plan*,
        *test*) are not one concept. The target is then ``language:lemma``; `processes` needs the column language.

    Returns
    -------
    polars.DataFrame
        Edge table (`edges.EDGE_SCHEMA`), source the actor, target the lemma in lower case.

    Examples
    --------
    >>> processes = pl.DataFrame({
    ...     "process": ["p1", "p2"], "lemma": ["beschermen"] * 2, "group": ["experts"] * 2,
    ...     "speaker_code": ["E01", "E02"], "agent_actor": ["government", None],
    ...     "patient_actor": ["citizens"] * 2,
    ...     "beneficiary_actor": [None, None], "modality": ["obligation", "none"], "negated": [False, False],
    ... }, schema_overrides={"beneficiary_actor": pl.String})
    >>> table = edges(processes).filter(pl.col("group") == "experts")
    >>> table.select("source", "target", "weight", "n_patient", "n_deontic", "processes").rows()
    [('citizens', 'beschermen', 2, 2, 1, 'p1;p2')]
    """
    found = evidence(processes, exclude=exclude, light=light, by_language=by_language)
    return tally(found, CONCEPT, min_weight)


def evidence(
    processes: pl.DataFrame,
    *,
    exclude: Collection[str] = PRONOUNS,
    light: Collection[str] | None = None,
    by_language: bool = False,
) -> pl.DataFrame:
    """Evidence of the ties of `edges`, as `edges.tally` takes it."""
    light = light_verbs() if light is None else light
    lemma = pl.col("lemma").cast(pl.String).str.to_lowercase()
    target = pl.concat_str("language", lemma, separator=SEPARATOR) if by_language else lemma
    told = processes.with_row_index("order").with_columns(target.alias("target"), *flags())
    told = told.filter(lemma.is_not_null() & ~lemma.is_in(list(light)))
    taken = pl.concat(
        told.with_columns(
            pl.col(f"{role}_actor").cast(pl.String).alias("source"),
            *(pl.lit(role == name).alias(f"n_{name}") for name in ROLES),
        )
        for role in ROLES
    )
    return without(taken, "source", exclude).with_columns(
        pl.concat_str("process", "source", separator=" ").alias("unit"), pl.col("process").alias("id")
    )
