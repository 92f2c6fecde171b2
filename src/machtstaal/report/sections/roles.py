"""Who is talked about, who acts, who is left out, we and they, kinds of process, naming: rates by family."""

import polars as pl

from machtstaal.report.blocks import Column, Fold, Section, Table
from machtstaal.report.sections import exclusion_tables
from machtstaal.report.sections.common import item_table, made, measure_table, per_group, told
from machtstaal.report.study import Study


def actors(study: Study) -> Section | None:
    """Who is talked about."""
    caption = f"Mentions of social actors by noun or name, for each 1,000 words, with {per_group(study)}."
    blocks = [
        *told(study, "actors"),
        *item_table(study, "prominence", caption),
        *study.gallery.take("prominence", "actors"),
    ]
    return made("actors", blocks, study)


def activation(study: Study) -> Section | None:
    """Who acts and who undergoes."""
    caption = (
        "How often an actor is the doer, thinker or sayer, of all its roles in doing, thinking and saying, with "
        f"{per_group(study)}. Actors with most roles first."
    )
    gains = (
        "How often an actor gains or loses by what others do, of all its roles in doing, thinking and saying."
    )
    part = "Part of each actor in all doing, thinking and saying of which the doer is named."
    blocks = [
        *told(study, "activation"),
        *item_table(study, "activation", caption),
        *study.gallery.take("activation"),
        Fold(
            "Who acts most, and who gains or loses",
            [*item_table(study, "agents", part), *item_table(study, "beneficialisation", gains)],
        ),
    ]
    return made("activation", blocks, study)


def exclusion(study: Study) -> Section | None:
    """Who is left out."""
    apart = {exclusion_tables.BY_FORM, *exclusion_tables.CLASSES.values()}
    family = [one.measure for one in study.tables.catalogue.measures if one.family == "exclusion"]
    family = [name for name in family if name not in apart]
    caption = f"Ways in which the doer stays out of sight, with {per_group(study)}."
    blocks = [
        *told(study, "exclusion"),
        *measure_table(study, family, "exclusion", caption),
        *study.gallery.take("exclusion", "agentless", "passive"),
        *exclusion_tables.beside_base_rates(study),
        *exclusion_tables.by_form_and_class(study),
        *exclusion_tables.by_window(study),
        *_ledger(study),
    ]
    return made("exclusion", blocks, study)


def _ledger(study: Study, most: int = 40) -> list[Table]:
    """For which processes the doer is left out: the exclusion ledger, with its quotes."""
    where = {"agent_status": ["suppressed"]}
    study.evidence.define("left_out", "processes", where, "Doer left out")
    for exclusion in ("backgrounded", "suppressed"):
        label = f"Doer left out, {study.labels('exclusion', exclusion)}"
        study.evidence.define(f"left_out_{exclusion}", "processes", where | {"exclusion": [exclusion]}, label)
    rows = study.evidence.rows("left_out")
    common = rows.group_by("lemma", "language").len()
    common = common.sort("len", "lemma", "language", descending=[True, False, False]).head(most)
    if common.is_empty():
        return []
    cells = []
    for lemma, language, _ in common.iter_rows():
        of, place = {"lemma": lemma}, study.of_language(language)
        each = [study.evidence.count("left_out", of, group=group, **place) for group in study.groups]
        ways = [
            study.evidence.count(f"left_out_{name}", of, **place) for name in ("backgrounded", "suppressed")
        ]
        cells.append([study.word(lemma, language), *each, *ways])
    columns = [
        Column("Process", numeric=False),
        *(Column(study.group(group), "doer left out") for group in study.groups),
        Column("All", "doer named nearby"),
        Column("All", "doer named nowhere near"),
    ]
    caption = (
        f"What is done without a doer: the {len(cells)} processes of which the doer is left out most often."
    )
    return [Table("table-ledger", caption, columns, cells, shown=15)]


def pronouns(study: Study) -> Section | None:
    """We and they."""
    caption = f"Pronouns for each 1,000 words, with {per_group(study)}."
    blocks = [
        *told(study, "pronouns"),
        *item_table(study, "pronouns", caption),
        *measure_table(study, ["we_of_we_they"], "we", "We, of all we and they."),
        *study.gallery.take("pronouns", "we"),
    ]
    return made("pronouns", blocks, study)


def process_types(study: Study) -> Section | None:
    """Kinds of process, who is credited with which, and negation."""
    types = f"Kinds of process, as shares of all processes, with {per_group(study)}."
    who = {
        "does": "How often an actor does something, of the processes it is the agent of.",
        "thinks": "How often an actor thinks, feels or wants, of the processes it is the agent of.",
        "says": "How often an actor says something, of the processes it is the agent of.",
    }
    blocks = [
        *told(study, "process_types", "negation"),
        *item_table(study, "process_types", types),
        *measure_table(study, ["negation"], "negation", "Negated clauses."),
        *study.gallery.take("process", "negation"),
        *told(study, "actor_processes"),
        Fold("Who does, who thinks, who says", [table for name, text in who.items() for table in item_table(study, name, text)]),
    ]  # fmt: skip
    return made("process_types", blocks, study)


def naming(study: Study) -> Section | None:
    """How actors are named."""
    blocks = [
        *told(study, "naming"),
        *item_table(study, "naming", "Ways of naming, as shares of all mentions by noun or name."),
        *item_table(
            study,
            "grouping",
            "As individuals, numbers or one body, as shares of all mentions by noun or name.",
        ),
        *measure_table(
            study, ["generic_reference"], "generic", "As a class rather than somebody in particular."
        ),
        *study.gallery.take("naming", "grouping"),
    ]
    if study.tables.mentions.filter(pl.col("source") != "pronoun").is_empty():
        return None
    return made("naming", blocks, study)
