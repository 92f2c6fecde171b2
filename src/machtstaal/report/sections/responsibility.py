"""Who must, may, can and will: the responsibility matrix, with the duties that are given to nobody."""

import polars as pl

from machtstaal.report import numbers
from machtstaal.report.blocks import Cell, Column, Fold, Level, Section, Subsection, Table, Text
from machtstaal.report.sections.common import item_table, made, measure_table, per_group, told
from machtstaal.report.study import Study
from machtstaal.responsibility import NO_DOER, OTHER, REST, UNASSIGNED

MODALITIES = (
    "obligation",
    "prohibition",
    "permission",
    "no_obligation",
    "ability",
    "volition",
    "prediction",
)
NAMED = ("expressed", "generic")
ROWS = {
    UNASSIGNED: ("nobody", "nobody named", "it has to, may or can happen"),
    OTHER: ("unlisted", "somebody else", "outside the actor lexicon"),
    NO_DOER: ("no_doer", "no doer implied", "being, having, happening"),
}
"""Row of the table of responsibility that is no actor -> its definition, label and small print."""
MOST = 40


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
    cells = study.tables.responsibility.filter(pl.col("modality").is_in(MODALITIES))
    if cells.is_empty():
        return None
    matrices = [
        Subsection(f"responsibility-{group}", study.group(group), [_matrix(study, cells, group)])
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
        *_scenarios(study, cells),
        *_to_whom(study, cells),
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


def _scenarios(study: Study, cells: pl.DataFrame) -> list[Fold]:
    """Give the same matrices for each scenario."""
    if len(study.scenarios) < 2:
        return []
    tables = [
        _matrix(study, cells, group, scenario) for scenario in study.scenarios for group in study.groups
    ]
    return [
        Fold("The same for each scenario", [table for table in tables if len(table.rows) > len(REST) + 1])
    ]


def _matrix(study: Study, cells: pl.DataFrame, group: str, scenario: str | None = None) -> Table:
    here = cells.filter(pl.col("group") == group)
    place, where, name = {"group": group}, study.group(group), group
    if scenario is not None:
        here = here.filter(pl.col("scenario") == scenario)
        place |= {"scenario": scenario}
        where += f" about {study.labels('scenario', scenario)}"
        name += f"-{scenario}"
    counted = {row[:2]: row[2] for row in here.group_by("who", "modality").agg(pl.col("n").sum()).iter_rows()}
    totals = dict(here.group_by("modality").agg(pl.col("n").sum()).iter_rows())
    common = here.filter(~pl.col("who").is_in(REST)).group_by("who").agg(pl.col("n").sum())
    actors = common.sort("n", "who", descending=[True, False])["who"].to_list()

    def row(who: str) -> list[Cell]:
        definition, label, note = ROWS.get(who, ("responsible", study.labels("agent_actor", who), ""))
        of = {} if who in ROWS else {"agent_actor": who}
        numbered = [(modality, counted.get((who, modality), 0)) for modality in MODALITIES]
        return [
            Text(label, note=note),
            *(_cell(study, definition, of, modality, n, totals, place) for modality, n in numbered),
        ]

    everything = [
        study.evidence.count("modal", {"modality": modality}, n=totals.get(modality, 0), **place)
        for modality in MODALITIES
    ]
    rows = [*(row(who) for who in (UNASSIGNED, *actors, OTHER, NO_DOER)), [Text("all"), *everything]]
    columns = [
        Column("", numeric=False),
        *(Column(study.labels("modality", name), name.replace("_", " ")) for name in MODALITIES),
    ]
    caption = (
        f"Who must, may, can and will in the talk of {where}: clauses by doer and modality, with their share "
        "of the column. The rows add up to the last."
    )
    return Table(f"table-responsibility-{name}", caption, columns, rows, sortable=False, shown=60)


def _cell(
    study: Study, definition: str, of: dict[str, str], modality: str, n: int, totals: dict[str, int],
    place: dict[str, str],
) -> Cell:  # fmt: skip
    found = study.evidence.count(definition, {**of, "modality": modality}, n=n, **place)
    if not n:
        return found
    share = n / totals[modality]
    return Level(found, numbers.rate(share, "share"), value=share)


def _to_whom(study: Study, cells: pl.DataFrame) -> list[Fold]:
    """Who must, may or can do what kind of thing to which actor, most frequent first."""
    keys = ["who", "modality", "process_type", "patient_actor"]
    known = cells.drop_nulls("patient_actor")
    counted = known.group_by(*keys, "group").agg(pl.col("n").sum())
    n = {tuple(row[:-1]): row[-1] for row in counted.iter_rows()}
    often = counted.group_by(keys).agg(pl.col("n").sum())
    often = often.sort("n", *keys, descending=[True] + [False] * len(keys)).head(MOST).drop("n")
    rows: list[list[Cell]] = []
    for who, modality, process_type, patient in often.iter_rows():
        definition, label, _ = ROWS.get(who, ("responsible", study.labels("agent_actor", who), ""))
        of = {} if who in ROWS else {"agent_actor": who}
        of |= {"modality": modality, "process_type": process_type, "patient_actor": patient}
        key = (who, modality, process_type, patient)
        rows.append([
            Text(label, label.casefold()),
            *(Text(study.labels(column, value)) for column, value in zip(keys[1:], key[1:], strict=True)),
            *(
                study.evidence.count(definition, of, n=n.get((*key, group), 0), group=group)
                for group in study.groups
            ),
        ])  # fmt: skip
    if not rows:
        return []
    heads = [Column(name, numeric=False) for name in ("Who", "Modality", "Does what", "To whom")]
    columns = [*heads, *(Column(study.group(group), "clauses") for group in study.groups)]
    caption = f"Who must, may, can or will do what to which actor: the {len(rows)} most frequent."
    return [Fold("What is to be done to whom", [Table("table-to-whom", caption, columns, rows)])]
