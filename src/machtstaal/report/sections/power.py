"""Who has power over whom: the edges of the power network, and how often each actor is the stronger party."""

import polars as pl

from machtstaal.networks.edges import ALL, POWER
from machtstaal.power.polarity import POLARITIES
from machtstaal.report import derived
from machtstaal.report.blocks import Cell, Column, Fold, Paragraph, Section, Table, Text
from machtstaal.report.sections import baseline, technology
from machtstaal.report.sections.common import item_table, made, measure_table, per_group, told
from machtstaal.report.study import Study


def section(study: Study) -> Section | None:
    """Findings, the edges of all groups together and of each, and the part of each actor."""
    edges = study.tables.edges.filter(pl.col("network") == POWER)
    figures = study.gallery.take("power", "network_power")
    if edges.is_empty() and study.measure("power_holder") is None:
        return None
    study.evidence.add("relations", derived.relations(study.tables.situated("power_frames")))
    for name in POLARITIES:
        label = f"Relations of power, {study.labels('polarity', name)}"
        study.evidence.define(f"relation_{name}", "relations", {"polarity": [name]}, label)
    tables = {group: _edges(study, edges, group) for group in (ALL, *study.groups)}
    each = [tables[group] for group in study.groups if tables[group].rows]
    holder = "How often an actor is the stronger party, of its relations of exercised power"
    parts = "Processes that put one party over, under or beside another."
    nobody = Paragraph(["No relation of power between two known actors."])
    holders = "Part of each actor among all stronger parties where power is exercised."
    networks = [figure for figure in figures if not figure.id.endswith(baseline.FIGURE)]
    chance = [figure for figure in figures if figure.id.endswith(baseline.FIGURE)]
    blocks = [
        *told(study, "power"),
        *networks,
        tables[ALL] if tables[ALL].rows else nobody,
        *([Fold("The same for each group", each)] if len(study.groups) > 1 and each else []),
        *baseline.blocks(study, chance),
        *technology.blocks(study),
        Fold("How often, and what part of the stronger parties, each actor is where power is exercised", [
            *item_table(study, "power_holder", f"{holder}, with {per_group(study)}."),
            *item_table(study, "holders", holders),
            *measure_table(study, ["power_frames"], "frames", parts),
        ]),
    ]  # fmt: skip
    return made("power", blocks, study)


def _edges(study: Study, edges: pl.DataFrame, group: str) -> Table:
    rows: list[list[Cell]] = []
    place = {} if group == ALL else {"group": group}
    told = ["weight", *(f"n_{name}" for name in POLARITIES)]
    ranked = edges.filter(pl.col("group") == group).sort(
        *told, "source", "target", descending=[True] * len(told) + [False] * 2
    )
    for edge in ranked.iter_rows(named=True):
        of = {"holder": edge["source"], "subject": edge["target"]}
        counts = [
            study.evidence.count(f"relation_{name}", of, n=edge[f"n_{name}"], **place) for name in POLARITIES
        ]
        equal = f"{edge['n_equal']} as equals" if edge["n_equal"] else ""
        subject = study.labels("subject", edge["target"])
        who = [study.named("holder", edge["source"]), Text(subject, subject.casefold(), equal)]
        rows.append([*who, *counts, Text(str(edge["n_speakers"]), edge["n_speakers"])])
    columns = [
        Column("Holder", "the stronger party", numeric=False),
        Column("Subject", "the weaker party", numeric=False),
        *(Column(name.capitalize(), study.labels("polarity", name)) for name in POLARITIES),
        Column("Speakers", "who say so"),
    ]
    where = "all talk" if group == ALL else f"the talk of {study.group(group)}"
    caption = f"Relations of power in {where}: who is put over whom, and how it is put forward."
    return Table(f"table-power-{group}", caption, columns, rows, shown=15)
