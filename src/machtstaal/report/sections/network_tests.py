"""What the report says of the networks' uncertainty: ties that differ, leaders that stay, statements."""

from typing import Any

import polars as pl

from machtstaal.networks.edges import CONCEPT
from machtstaal.report import numbers
from machtstaal.report.blocks import Cell, Column, Paragraph, Table, Text
from machtstaal.report.study import Study

SHOWN = 40
LEADING = ("strength", "strength_out", "strength_in")


def differences(study: Study) -> list[Table]:
    """Table of whole networks and ties that differ between the groups, the surest first; none with one group."""
    rows = study.tables.network_contrasts
    if rows is None or rows.drop_nulls("p").is_empty():
        return []
    tested = rows.drop_nulls("p").with_columns(whole=pl.col("source").is_null())
    surest = tested.filter(~pl.col("whole")).sort("q", pl.col("difference").abs(), descending=[False, True])
    differing = surest.filter(pl.col("q") <= study.alpha)
    shown = pl.concat([tested.filter("whole"), (differing if differing.height else surest).head(SHOWN)])
    cells = [_compared(study, row) for row in shown.iter_rows(named=True)]
    n = surest.height
    found = (
        f"{numbers.plural(differing.height, 'tie')} of {n} tested"
        if differing.height
        else f"none of {n} tested ties"
    )
    caption = (
        "Edges that differ between the groups. Weights are compared as shares of all weight in the network of the group; "
        "of a whole network the difference is the sum of the absolute differences of the shares of all its ties, from 0 "
        "(the same) to 2 (no tie in common). p and q are from a permutation of the groups over "
        f"{study.speakers()}; q is adjusted over the ties of a network. At a false discovery rate of {study.alpha:g}, "
        f"{found} {'differ' if differing.height > 1 else 'differs'}."
    )
    heads = ("First group", "Second group", "Difference", "p", "q")
    columns = [Column(head, numeric=False) for head in ("Network", "Tie", "Groups")]
    return [Table("table-network-contrasts", caption, [*columns, *map(Column, heads)], cells, shown=12)]


def _compared(study: Study, row: dict[str, Any]) -> list[Cell]:
    tie = Text("the whole network", "") if row["whole"] else _tie(study, row)
    pair = f"{study.group(row['group_a'])}, {study.group(row['group_b'])}"
    shares = [
        Text("–" if row[name] is None else f"{100 * row[name]:.1f}%", row[name] or 0.0)
        for name in ("share_a", "share_b")
    ]
    size = f"{row['difference']:.2f}" if row["whole"] else f"{100 * row['difference']:+.1f}"
    tests = [Text(f"{row[name]:.3f}", row[name]) for name in ("p", "q")]
    return [
        study.named("network", row["network"]),
        tie,
        Text(pair, pair),
        *shares,
        Text(size, row["difference"]),
        *tests,
    ]


def _tie(study: Study, row: dict[str, Any]) -> Text:
    actor = study.named("actor", row["source"]).text
    other = row["target"] if row["network"] == CONCEPT else study.named("actor", row["target"]).text
    name = f"{actor} – {other}"
    return Text(name, name.casefold())


def leaders(study: Study) -> list[Table]:
    """Table of the actors with most ties in each network and group, and how often they stay it."""
    rows = study.tables.centralities
    if rows is None:
        return []
    first = rows.filter(
        (pl.col("rank") == 1) & (pl.col("kind") == "actor") & pl.col("measure").is_in(LEADING)
    )
    cells: list[list[Cell]] = [
        [
            study.named("network", row["network"]),
            study.named("group", row["group"]),
            Text({"strength_out": "holder", "strength_in": "subject"}.get(row["measure"], "")),
            study.named("actor", row["node"]),
            Text(f"{row['value']:.0f}", row["value"]),
            Text(f"{row['low']:.0f} to {row['high']:.0f}", row["low"]),
            Text(f"{100 * row['top_share']:.0f}%", row["top_share"]),
            Text(f"{row['rank_low']} to {row['rank_high']}", row["rank_high"]),
        ]
        for row in first.iter_rows(named=True)
    ]
    if not cells:
        return []
    comparison = study.settings["comparison"]
    caption = (
        "The actor with the strongest ties in each network, and whether it is still that when other speakers had come: "
        f"the share of {comparison['resamples']:,} bootstrap resamples of {study.speakers()} in which it comes first, and "
        f"the {study.confidence} intervals of its strength and rank."
    )
    words, figures = ("Network", "Group", "As", "Actor"), ("Strength", "Interval", "Stays first", "Ranks")
    columns = [*(Column(head, numeric=False) for head in words), *map(Column, figures)]
    return [Table("table-leaders", caption, columns, cells, shown=12)]


def statements(study: Study) -> list[Paragraph]:
    """Say how many statements there are, and where."""
    rows = study.tables.statements
    if rows is None or rows.is_empty():
        return []
    meant = rows.filter(~pl.col("hypothetical"))
    agreeing, by_hand = int(meant["agreement"].sum()), rows.filter(proposed_by="researcher").height
    corrected = f" {numbers.plural(by_hand, 'statement')} corrected or added by hand." if by_hand else ""
    return [
        Paragraph(
            [
                f"For discourse network analysis there are {numbers.plural(rows.height, 'statement')} of speakers on "
                f"{numbers.plural(rows['concept'].n_unique(), 'concept')}: {agreeing:,} agree, "
                f"{meant.height - agreeing:,} disagree, and {rows.height - meant.height:,} are hypothetical. They are "
                "proposed from negation and modality, and wait for a person to correct them (tables/statements.csv); "
                f"networks/statements.dna is a database in the format of Discourse Network Analyzer 3.{corrected}"
            ],
            "note",
        )
    ]
