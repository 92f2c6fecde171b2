"""Who has the floor: turns, words and time of each speaker; then whose terms are taken up, and who follows whom."""

import polars as pl

from machtstaal.interaction.floor import gini
from machtstaal.report import numbers
from machtstaal.report.blocks import Cell, Column, Paragraph, Section, Table, Text
from machtstaal.report.sections import coordination, interaction, uptake
from machtstaal.report.sections.common import made
from machtstaal.report.sections.interaction import said
from machtstaal.report.study import Study


def section(study: Study) -> Section:
    """Talk share of each speaker and how even it is, uptake, coordination."""
    drawn = study.gallery.take("uptake")
    content = [
        _evenness(study),
        *interaction.table(study, MEASURES, "floor-groups", said()["floor_groups"]),
        *_times(study),
        _speakers(study),
        *_clock(study),
        *study.gallery.take("floor", "talk"),
        *uptake.blocks(study, drawn),
        *coordination.blocks(study),
    ]
    return made("floor", content, study)


MEASURES = [
    *("turn_length", "even_share", "questions", "initiative", "backchannels"),
    *("interruptions", "interrupted", "latency"),
]


def _times(study: Study) -> list[Paragraph]:
    """Say what is known of time."""
    floor = study.tables.floor
    if floor.is_empty():
        return []
    known = floor.filter(pl.col("speaking_ms").is_not_null())["transcript"].n_unique()
    if not known:
        return [Paragraph([said()["floor_untimed"]], "note")]
    n = floor["transcript"].n_unique()
    some = said()["floor_partly"].format(timed=known, all=numbers.plural(n, "transcript"))
    overlapping = floor["n_interruptions"].drop_nulls().len() > 0
    how = said()["floor_timed" if overlapping else "floor_one_voice"]
    return [Paragraph([text], "note") for text in ([some, how] if known < n else [how])]


def _clock(study: Study) -> list[Table]:
    """Time, silences and how turns begin, of each speaker in the transcripts with times; none without."""
    known = study.tables.floor.drop_nulls(["speaker_code", "speaking_ms"])
    if known.is_empty():
        return []
    sums = ("speaking_ms", "gaps_ms", "n_gaps", "n_turns", *BEGINNINGS)
    overlapping = (
        pl.when(pl.col("n_interruptions").is_not_null()).then("n_turns").sum().alias("n_overlapping")
    )
    found = known.group_by("group", "speaker_code").agg(pl.col(sums).sum(), overlapping)
    rows: list[list[Cell]] = []
    for row in found.sort("speaking_ms", "speaker_code", descending=[True, False]).iter_rows(named=True):
        silence = row["gaps_ms"] / row["n_gaps"] / 1000 if row["n_gaps"] else None
        begins = [row[name] if row["n_overlapping"] else None for name in BEGINNINGS]
        rows.append([
            Text(row["speaker_code"], row["speaker_code"]),
            study.named("group", row["group"]),
            Text(f"{row['speaking_ms'] / 60_000:.1f}", row["speaking_ms"]),
            Text(numbers.NOTHING if silence is None else f"{silence:.2f}", -1.0 if silence is None else silence),
            *(Text(numbers.NOTHING if n is None else str(n), -1 if n is None else n) for n in begins),
        ])  # fmt: skip
    columns = [
        Column("Speaker", numeric=False),
        Column("Group", numeric=False),
        Column("Minutes"),
        Column("Silence before", "seconds, mean"),
        *(Column(head) for head in BEGINNINGS.values()),
    ]
    return [Table("table-clock", said()["floor_clock"], columns, rows, shown=25)]


BEGINNINGS = {
    "n_interruptions": "Interrupts",
    "n_interrupted": "Is interrupted",
    "n_overlaps": "Speaks into another's turn",
}


def _spoken(study: Study) -> pl.DataFrame:
    spoken = study.tables.analysed.group_by("workshop", "group", "speaker_code", maintain_order=True).agg(
        pl.len().alias("n_turns"), pl.col("n_words").sum()
    )
    return spoken.with_columns(share=pl.col("n_words") / pl.col("n_words").sum().over("workshop", "group"))


def _evenness(study: Study) -> Table:
    rows: list[list[Cell]] = []
    for (workshop, group), here in _spoken(study).group_by("workshop", "group", maintain_order=True):
        largest = here.sort("share", descending=True)
        uneven = here.select(gini("n_words")).item()
        rows.append([
            Text(study.group(str(group)), note=f"workshop {workshop}"),
            Text(str(here.height), here.height),
            Text(numbers.rate(1 / here.height, "share")),
            Text(numbers.rate(largest["share"][0], "share"), largest["share"][0], largest["speaker_code"][0]),
            Text("–" if uneven is None else f"{uneven:.2f}", uneven),
        ])  # fmt: skip
    columns = [
        Column("Group and workshop", numeric=False),
        Column("Speakers"),
        Column("Even share"),
        Column("Largest share", "of the words"),
        Column("Gini", "0 even, 1 one speaker"),
    ]
    return Table(
        "table-evenness",
        "How evenly the floor is shared among the participants of a workshop.",
        columns,
        rows,
    )


def _speakers(study: Study) -> Table:
    rows: list[list[Cell]] = []
    ranked = _spoken(study).sort("share", "speaker_code", descending=[True, False])
    for row in ranked.iter_rows(named=True):
        place = {"group": row["group"], "speaker_code": row["speaker_code"]}
        rows.append([
            Text(row["speaker_code"], row["speaker_code"]),
            study.named("group", row["group"]),
            study.evidence.count("turns", n=row["n_turns"], **place),
            Text(numbers.count(row["n_words"]), row["n_words"]),
            Text(f"{row['n_words'] / row['n_turns']:.1f}", row["n_words"] / row["n_turns"]),
            Text(numbers.rate(row["share"], "share"), row["share"]),
        ])  # fmt: skip
    columns = [
        Column("Speaker", numeric=False),
        Column("Group", numeric=False),
        Column("Turns"),
        Column("Words"),
        Column("Words per turn"),
        Column("Share", "of the words of the group in the workshop"),
    ]
    return Table("table-floor", "Turns and words of each speaker, by code.", columns, rows, shown=25)
