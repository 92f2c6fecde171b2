"""Who must, may and can: the responsibility matrix, with the duties that are given to nobody."""

import polars as pl

from machtstaal.report.blocks import Cell, Column, Fold, Section, Subsection, Table, Text
from machtstaal.report.sections.common import item_table, made, measure_table, per_group, told
from machtstaal.report.study import Study

MODALITIES = ("obligation", "prohibition", "permission", "no_obligation", "ability", "volition")
NAMED = ("expressed", "generic")


def section(study: Study) -> Section | None:
    """Findings, a matrix for each group, and the shares of the obligations."""
    evidence = study.evidence
    evidence.define("responsible", "processes", {"agent_status": NAMED}, "Actor is the doer")
    evidence.define(
        "unlisted",
        "processes",
        {"agent_status": NAMED, "agent_actor": [None]},
        "Doer is outside the actor lexicon",
    )
    evidence.define("nobody", "processes", {"agent_status": ["suppressed"]}, "Nobody is named as the doer")
    evidence.define("no_doer", "processes", {"agent_status": ["none"]}, "No doer is implied")
    evidence.define("modal", "processes", {}, "All processes")
    figures = study.gallery.take("responsib", "obligation")
    if not evidence.rows("modal").filter(pl.col("modality").is_in(MODALITIES)).height:
        return None
    matrices = [
        Subsection(f"responsibility-{group}", study.group(group), [_matrix(study, group)])
        for group in study.groups
    ]
    shares = f"Part of each actor in all obligations, with {per_group(study)}."
    unassigned = "Obligations that name nobody, and somebody outside the actor lexicon."
    must, can = (
        "How often an actor " + what + ", of the processes it is the doer of." for what in ("must", "can")
    )
    blocks = [
        *told(study, "responsibility", "modality"),
        *figures,
        *matrices,
        *measure_table(study, ["obligation_unassigned", "obligation_unlisted"], "unassigned", unassigned),
        *item_table(study, "modality", f"Modality, as shares of all clauses, with {per_group(study)}."),
        *study.gallery.take("modality"),
        *measure_table(study, ["unmodalised"], "plain", "Clauses without modality."),
        Fold("Shares of the obligations, and how often each actor must and can", [
            *item_table(study, "obligation_by_actor", shares),
            *item_table(study, "must", must),
            *item_table(study, "can", can),
        ]),
    ]  # fmt: skip
    return made("responsibility", blocks, study)


def _matrix(study: Study, group: str) -> Table:
    modal = study.evidence.rows("responsible", group=group).filter(pl.col("modality").is_in(MODALITIES))
    common = modal.drop_nulls("agent_actor").group_by("agent_actor").len()
    actors = common.sort("len", "agent_actor", descending=[True, False])["agent_actor"].to_list()
    rows: list[list[Cell]] = [
        _row(study, group, "nobody", {}, Text("nobody named", note="it has to, may or can happen")),
        *(
            _row(study, group, "responsible", {"agent_actor": actor}, study.named("agent_actor", actor))
            for actor in actors
        ),
        _row(study, group, "unlisted", {}, Text("somebody else", note="outside the actor lexicon")),
        _row(study, group, "no_doer", {}, Text("no doer implied", note="being, having, happening")),
        _row(study, group, "modal", {}, Text("all")),
    ]
    columns = [
        Column("", numeric=False),
        *(Column(study.labels("modality", name), name.replace("_", " ")) for name in MODALITIES),
    ]
    caption = (
        f"Who must, may and can in the talk of {study.group(group)}: clauses by doer and modality. The rows add up to "
        "the last."
    )
    return Table(f"table-responsibility-{group}", caption, columns, rows, sortable=False, shown=60)


def _row(study: Study, group: str, name: str, of: dict[str, str], head: Text) -> list[Cell]:
    return [
        head,
        *(study.evidence.count(name, {**of, "modality": modality}, group=group) for modality in MODALITIES),
    ]
