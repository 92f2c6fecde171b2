"""What was analysed: transcripts, turns, words, speakers, and what was left out."""

import polars as pl

from machtstaal import languages as tongues
from machtstaal.report import numbers
from machtstaal.report.blocks import Cell, Column, Fold, Listing, Paragraph, Section, Table, Text
from machtstaal.report.sections.common import made, texts
from machtstaal.report.study import Study


def section(study: Study) -> Section:
    """Corpus by group and scenario, facilitators, warnings of the readers."""
    blocks: list = [*study.few(), _table(study), *_languages(study), Paragraph([_left_out(study)])]
    if study.tables.warnings:
        title = f"What the readers of the transcripts noticed ({len(study.tables.warnings)})"
        blocks.append(
            Fold(title, [Listing([[by_code(warning, _codes(study))] for warning in study.tables.warnings])])
        )
    return made("corpus", [*blocks, *study.gallery.take("corpus")], study, compares=False)


def _table(study: Study) -> Table:
    rows: list[list[Cell]] = []
    turns = study.tables.analysed
    for group in study.groups:
        rows.append(_row(study, turns, group, None))
        rows += [_row(study, turns, group, scenario) for scenario in study.scenarios]
    head = ("Transcripts", "Turns", "Words", "Words per turn", "Speakers")
    columns = [Column("Group and scenario", numeric=False), *(Column(name) for name in head)]
    return Table("table-corpus", "What is analysed, by group and scenario. A word is what stands between spaces.",
                 columns, [row for row in rows if row], sortable=False, shown=60)  # fmt: skip


def _languages(study: Study) -> list[Table]:
    """Words and speakers of each group in each language, in a study with several."""
    if len(study.languages) < 2:
        return []
    several = study.tables.analysed.group_by("group", "speaker_code").agg(pl.col("language").n_unique())
    both = dict(several.filter(pl.col("language") > 1).group_by("group").len().iter_rows())
    found = tongues.composition(study.tables.analysed)
    rows: list[list[Cell]] = []
    for row in pl.concat(found.filter(pl.col("group") == group) for group in study.groups).iter_rows(
        named=True
    ):
        group, language = row["group"], row["language"]
        more = f"{both[group]} of the group speak both" if group in both else ""
        rows.append([
            Text(study.group(group), note=study.labels("language", language)),
            study.evidence.count("turns", n=row["n_turns"], group=group, language=language),
            _number(row["n_words"]),
            Text(tongues.percentage(row["share"]), row["share"]),
            Text(numbers.count(row["n_speakers"]), row["n_speakers"], more),
        ])  # fmt: skip
    heads = ("Turns", "Words", "Share of the words", "Speakers")
    columns = [Column("Group and language", numeric=False), *(Column(head) for head in heads)]
    return [
        Table("table-languages", texts()["languages"]["composition"], columns, rows, sortable=False, shown=60)
    ]


def _row(study: Study, turns: pl.DataFrame, group: str, scenario: str | None) -> list[Cell]:
    here = turns.filter(pl.col("group") == group)
    if scenario is not None:
        here = here.filter(pl.col("scenario") == scenario)
    if here.is_empty():
        return []
    words = int(here["n_words"].sum())
    name = Text(study.group(group)) if scenario is None else Text("", note=study.labels("scenario", scenario))
    return [
        name,
        _number(here["transcript"].n_unique()),
        study.evidence.count("turns", n=here.height, group=group, scenario=scenario),
        _number(words),
        Text(f"{words / here.height:.1f}"),
        _number(here["speaker_code"].n_unique()),
    ]


def _number(n: int) -> Text:
    return Text(numbers.count(n), n)


def _left_out(study: Study) -> str:
    turns = study.tables.turns
    led = turns.filter(pl.col("role") == "facilitator")
    if led.is_empty():
        return "No speaker is marked as a facilitator."
    share = led["n_words"].sum() / max(turns["n_words"].sum(), 1)
    whom = numbers.plural(led["speaker_code"].n_unique(), "facilitator")
    said = f"{numbers.plural(led.height, 'turn')} and {numbers.count(led['n_words'].sum())} words"
    of_all = f"{numbers.rate(share, 'share')} of all words"
    if study.tables.facilitators:
        return f"The settings keep facilitators in: {whom}, {said} ({of_all}) are part of the analysis."
    return f"Left out: {whom} with {said} ({of_all})."


def by_code(warning: str, codes: dict[str, str]) -> str:
    """A reader's warning with the codes of speakers in place of their names, which it has between quotation marks.

    Examples
    --------
    >>> by_code("workshop 'west': 'Jan' and 'JAN ' look like one speaker, but count as 2.", {"Jan": "C01", "JAN ": "C02"})
    "workshop 'west': C01 and C02 look like one speaker, but count as 2."
    """
    for name, code in codes.items():
        warning = warning.replace(f"'{name}'", code)
    return warning


def _codes(study: Study) -> dict[str, str]:
    """Label of each speaker to the codes it has; the same label can be somebody else in another workshop."""
    codes = study.tables.turns.group_by("speaker", maintain_order=True).agg(
        pl.col("speaker_code").unique(maintain_order=True).str.join(" or ")
    )
    return dict(codes.iter_rows())
