"""How often an actor is the stronger party, beside what its roles alone would make it."""

from dataclasses import replace
from typing import Any

import polars as pl

from machtstaal.report import numbers
from machtstaal.report.blocks import Cell, Column, Figure, Fold, Rate, Subsection, Table, Text
from machtstaal.report.evidence import OF
from machtstaal.report.study import Study

FIGURE = "power_baseline"
ROLES = ["agent", "patient"]
BASES = {
    "frames": (
        {"power_role": ["holder", "subject", "equal"]},
        "Of all relations of power an actor is in as doer or undergoer, those where it is the stronger party",
    ),
    "exercised": (
        {"power_role": ["holder", "subject", "equal"], "polarity": ["exercised"]},
        "The same among relations of power that are said to be exercised",
    ),
    "participations": (
        {"kind": ["verb", "nominalisation"]},
        "The same, of all that an actor does or undergoes by a verb or an event noun, power or not",
    ),
}
"""Basis -> which participants it counts, and what its table is called."""


def blocks(study: Study, figures: list[Figure]) -> list[Subsection]:
    """Table and figure of the baseline, where the study has one."""
    tables = {basis: _table(study, basis) for basis in BASES}
    if not tables["frames"].rows:
        return []
    others = [table for basis, table in tables.items() if basis != "frames" and table.rows]
    drawn = [replace(figure, table=tables["frames"].id) for figure in figures]
    content = [
        tables["frames"],
        *drawn,
        *([Fold("Other bases of the same comparison", others)] if others else []),
    ]
    return [Subsection(FIGURE.replace("_", "-"), "Powerful, or only active?", content)]


def _table(study: Study, basis: str) -> Table:
    where, said = BASES[basis]
    against = {**where, "role": ROLES}
    study.evidence.define(f"baseline_{basis}", "participants", {**against, "power_role": ["holder"]}, said)
    study.evidence.define(
        f"baseline_{basis}{OF}", "participants", against, f"{said}: all that it is a share of"
    )
    found = study.tables.power_baseline.filter(pl.col("basis") == basis)
    keyed = {(row["actor"], row["group"]): row for row in found.iter_rows(named=True)}
    order = found.group_by("actor").agg(pl.col("n").sum()).sort("n", "actor", descending=[True, False])
    rows = [
        [
            study.named("actor", actor),
            *(cell for group in study.groups for cell in _cells(study, basis, keyed.get((actor, group)))),
        ]
        for actor in order["actor"]
    ]
    band = f"{study.confidence} band by roles alone"
    columns = [Column("", numeric=False)]
    for group in study.groups:
        columns += [
            Column(study.group(group), f"stronger party; {band}"),
            Column("q", "against the roles"),
            Column("Activation", "plain share"),
        ]
    comparison = study.settings["comparison"]
    caption = (
        f"{said}, and how often its roles alone would make it so: {comparison['power_permutations']:,} "
        f"permutations of the labels of power over the processes of each speaker with the same participants filled, "
        f"seed {study.settings['seed']}; q within a group. The thin line is the band, the bar the share."
    )
    frequent = order.filter(pl.col("n") >= 5).height
    return Table(f"table-baseline-{basis}", caption, columns, rows, shown=max(1, min(15, frequent)))


def _cells(study: Study, basis: str, row: dict[str, Any] | None) -> list[Cell]:
    if row is None:
        return [Text(numbers.NOTHING, -1.0), Text(numbers.NOTHING, 2.0), Text(numbers.NOTHING, -1.0)]
    name, of, place = f"baseline_{basis}", {"actor": row["actor"]}, {"group": row["group"]}
    expected = numbers.rate(row["expected"], "share")
    share = Rate(
        text=numbers.rate(row["observed"], "share"),
        interval=f"roles: {expected}, {numbers.interval(row['low'], row['high'], 'share')}",
        counted=study.evidence.count(name, of, n=row["n_holder"], **place),
        against=study.evidence.count(f"{name}{OF}", of, n=row["n"], **place),
        bar=row["observed"],
        whisker=(row["low"], row["high"]),
        value=row["observed"],
    )
    tested = row["q"] is not None
    q = Text(numbers.probability(row["q"]) if tested else "not tested", row["q"] if tested else 2.0)
    active = row["activation"]
    return [share, q, Text(numbers.rate(active, "share"), -1.0 if active is None else active)]
