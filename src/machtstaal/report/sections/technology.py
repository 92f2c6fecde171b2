"""Technology as an agent: how often systems and data act and hold power, by group and speaker."""

from machtstaal.report import numbers
from machtstaal.report.blocks import Cell, Column, Fold, Rate, Subsection, Table, Text
from machtstaal.report.evidence import OF
from machtstaal.report.sections.common import measure_table, per_group
from machtstaal.report.study import Study

MEASURES = ("technology_agents", "technology_holders", "technology_holders_any")


def blocks(study: Study) -> list[Subsection]:
    """The index of each group with its interval, and of each speaker without."""
    known = [name for name in MEASURES if study.measure(name) is not None]
    caption = f"Technology and data among those who act and those who hold power, with {per_group(study)}."
    tables = measure_table(study, known, "technology", caption) if known else []
    if not tables or not any(isinstance(cell, Rate) for row in tables[0].rows for cell in row):
        return []
    fold = Fold("The same for each speaker", [_speakers(study, known)])
    return [Subsection("technology", "Technology that acts", [*tables, fold])]


def _speakers(study: Study, known: list[str]) -> Table:
    speakers = study.tables.analysed.select("group", "speaker_code").unique().sort("group", "speaker_code")
    rows: list[list[Cell]] = [
        [
            Text(code, code, study.group(group)),
            *(_share(study, name, code) for name in known),
        ]
        for group, code in speakers.drop_nulls().iter_rows()
        if group in study.groups
    ]
    heads = {
        "technology_agents": "Act",
        "technology_holders": "Exercise power",
        "technology_holders_any": "Hold power",
    }
    columns = [
        Column("Speaker", numeric=False),
        *(Column(heads[name], study.measure(name).label) for name in known),
    ]
    caption = "Technology and data among those who act and those who hold power, by speaker."
    return Table("table-technology-speakers", caption, columns, rows)


def _share(study: Study, name: str, code: str) -> Cell:
    part, whole = (study.evidence.count(one, speaker_code=code) for one in (name, f"{name}{OF}"))
    if not whole.n:
        return Text(numbers.NOTHING, -1.0)
    share = part.n / whole.n
    return Rate(numbers.rate(share, "share"), "", part, whole, share, None, share)
