"""Whose terms are taken up: between groups, between speakers, and the terms themselves."""

from typing import Any

import polars as pl

from machtstaal.report import numbers
from machtstaal.report.blocks import Cell, Column, Figure, Fold, Paragraph, Subsection, Table, Text
from machtstaal.report.sections import interaction
from machtstaal.report.sections.interaction import said
from machtstaal.report.study import Study

FIRST, LATER = "introducing", "taking_up"
MOST = 40
ENDS = ("giver", "taker", "giver_group", "taker_group", "term", "free")


def blocks(study: Study, figures: list[Figure]) -> list[Subsection]:
    """Tables and figure of uptake; a sentence where nobody can take up anything."""
    found = study.tables.uptake
    settings = study.settings["interaction"]
    if found.is_empty():
        return [_part([Paragraph([said()["uptake_nobody"]], "note")])]
    _prepare(study)
    content: list = [
        Paragraph([said()["uptake_lead"].format(window=settings["uptake_window"])]),
        _directions(study, settings),
        *interaction.table(study, ["taken", "given"], "uptake-groups", said()["uptake_caption"]),
        *figures,
    ]
    pairs, terms = _pairs(study), _terms(study)
    folded = [Fold("Between which speakers", [pairs])] if pairs.rows else []
    folded += [Fold("Which terms", [terms])] if terms.rows else []
    return [_part([*content, *folded, *_undefined(study), Paragraph([said()["uptake_reading"]], "note")])]


def _part(content: list) -> Subsection:
    return Subsection("uptake", "Whose terms are taken up?", content)


def _prepare(study: Study) -> None:
    """Both ends of every uptake as rows that a number can open."""
    taken = study.tables.opportunities.filter("taken").with_columns(pl.col("free").cast(pl.String))
    turns = study.evidence.frames["turns"].select(
        "turn", "group", "scenario", "speaker_code", "cluster", "language"
    )
    first = taken.select("turn", "start", "end", *ENDS)
    later = taken.select(*ENDS, turn="taken_turn", start="taken_start", end="taken_end")
    for name, rows, label in ((FIRST, first, "Said first"), (LATER, later, "Taken up")):
        study.evidence.add(name, rows.join(turns, on="turn", maintain_order="left"))
        study.evidence.define(name, name, {}, label)


def _counts(study: Study, of: dict[str, str], n: int) -> list[Cell]:
    return [study.evidence.count(name, of, n=n) for name in (FIRST, LATER)]


def _compared(row: dict[str, Any]) -> list[Cell]:
    """Informative opportunities, what was observed and expected, the band, and q."""
    band = f"{numbers.MINUS if row['low'] < 0 else ''}{abs(row['low']):.1f} to {row['high']:.1f}"
    tested = row["q"] is not None
    return [
        Text(numbers.count(row["n"]), row["n"]),
        Text(numbers.count(row["observed"]), row["observed"]),
        Text(f"{row['expected']:.1f}", row["expected"]),
        Text(interaction.changed(row["difference"], "words"), row["difference"], f"chance: {band}"),
        Text(numbers.probability(row["q"]) if tested else "not tested", row["q"] if tested else 2.0),
    ]


WHOSE = Column("From → to", "who said it first, who took it up", numeric=False)
COLUMNS = (
    Column("First said", "of what was taken up"),
    Column("Taken up", "within the window"),
    Column("Open to chance", "terms the taker says later, at a chance between 0 and 1"),
    Column("of them taken up"),
    Column("Chance gives"),
    Column("Above chance"),
    Column("q"),
)


def _directions(study: Study, settings: dict[str, Any]) -> Table:
    rows: list[list[Cell]] = []
    wanted = study.tables.uptake.filter(pl.col("level").is_in(["direction", "all"]))
    for row in wanted.sort("level", "giver_group", "taker_group", descending=[True, False, False]).iter_rows(
        named=True
    ):
        whole = row["level"] == "all"
        of = {} if whole else {"giver_group": row["giver_group"], "taker_group": row["taker_group"]}
        whose = Text("all") if whole else _passed(study, row, "giver_group", "taker_group")
        rows.append([whose, *_counts(study, of, row["n_taken"]), *_compared(row)])
    caption = (
        f"Terms first said by one speaker and taken up by another, by their groups. Band and q: "
        f"{settings['uptake_permutations']:,} random orders of each speaker's turns within the transcript, seed "
        f"{study.settings['seed']}; q over the directions. The test is of these transcripts, not over speakers."
    )
    return Table("table-uptake", caption, [WHOSE, *COLUMNS], rows, sortable=False)


def _passed(study: Study, row: dict[str, Any], giver: str, taker: str) -> Text:
    """From whom to whom: groups, or codes with their groups."""
    groups = " → ".join(study.group(row[f"{end}_group"]) for end in ("giver", "taker"))
    if giver == "giver_group":
        return Text(groups, groups.casefold())
    return Text(f"{row[giver]} → {row[taker]}", row[giver], groups)


def _pairs(study: Study) -> Table:
    rows: list[list[Cell]] = []
    pairs = study.tables.uptake.filter((pl.col("level") == "pair") & (pl.col("n_taken") > 0))
    for row in (
        pairs.sort("difference", "giver", "taker", descending=[True, False, False])
        .head(MOST)
        .iter_rows(named=True)
    ):
        of = {"giver": row["giver"], "taker": row["taker"]}
        whose = _passed(study, row, "giver", "taker")
        rows.append([whose, *_counts(study, of, row["n_taken"]), *_compared(row)])
    more = f" The {MOST} furthest above chance of {pairs.height}." if pairs.height > MOST else ""
    return Table(
        "table-uptake-pairs", f"Uptake between speakers, by code.{more}", [WHOSE, *COLUMNS], rows, shown=10
    )


def _terms(study: Study) -> Table:
    """Terms by how many take them up, those furthest above chance first."""
    taken = study.tables.opportunities.with_columns(
        excess=pl.col("taken").cast(pl.Float64) - pl.col("chance")
    )
    terms = (
        taken.group_by("term", "language")
        .agg(
            n=pl.col("taken").sum().cast(pl.Int64),
            excess=pl.col("excess").filter("free").sum(),
            givers=pl.col("giver").filter("taken").n_unique(),
            takers=pl.col("taker").filter("taken").n_unique(),
        )
        .filter(pl.col("n") > 0)
        .sort("excess", "n", "term", descending=[True, True, False])
    )
    rows: list[list[Cell]] = []
    for row in terms.head(MOST).iter_rows(named=True):
        of = {"term": row["term"]} | study.of_language(row["language"])
        rows.append([
            study.word(row["term"], row["language"]),
            *_counts(study, of, row["n"]),
            Text(interaction.changed(row["excess"], "words"), row["excess"]),
            Text(str(row["givers"]), row["givers"]),
            Text(str(row["takers"]), row["takers"]),
        ])  # fmt: skip
    heads = (
        *COLUMNS[:2],
        Column("Above chance"),
        Column("Introduced by", "speakers"),
        Column("Taken up by", "speakers"),
    )
    more = f" The {MOST} furthest above chance of {terms.height:,}." if terms.height > MOST else ""
    return Table(
        "table-uptake-terms",
        f"Terms that were taken up.{more}",
        [Column("Term", numeric=False), *heads],
        rows,
        shown=10,
    )


def _undefined(study: Study) -> list[Paragraph]:
    """Say that nothing passes between groups that never share a transcript."""
    between = study.tables.uptake.filter(
        (pl.col("level") == "direction") & (pl.col("giver_group") != pl.col("taker_group"))
    )
    if between.height or len(study.groups) < 2:
        return []
    return [Paragraph([said()["uptake_between"]], "caution")]
