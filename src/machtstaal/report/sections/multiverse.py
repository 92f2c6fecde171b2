"""Would other choices say the same: every finding under other reasonable choices of the analysis."""

from typing import Any

import polars as pl

from machtstaal.comparison.measures import Measure
from machtstaal.multiverse.choices import MAIN
from machtstaal.report import numbers, rates
from machtstaal.report.blocks import Cell, Column, Fold, Paragraph, Section, Table, Text
from machtstaal.report.sections.common import made, texts
from machtstaal.report.study import Study

NAME = "multiverse"
TOLD = "Differences that the main analysis tells, under other choices. The counts lead to the quotes of the main analysis."
NEAREST = (
    "What came nearest in families of measures in which the main analysis tells no difference. A choice under which one of "
    "them is told is no finding: it was looked for."
)


def section(study: Study) -> Section | None:
    """How each finding fares, what each choice does, and what was not tried."""
    figures = study.gallery.take(NAME)
    found = study.tables.multiverse_findings
    if found.is_empty():
        return None
    told = found.filter(pl.col("role") == "told")
    near = found.filter(pl.col("role") != "told")
    blocks: list = [Paragraph([_verdict(told)]), *_whole(study), *figures]
    if told.height:
        blocks.append(_table(study, told, "told", TOLD))
    if near.height:
        title = f"What came nearest to being told ({numbers.plural(near.height, 'comparison')})"
        blocks.append(Fold(title, [_table(study, near, "nearest", NEAREST)]))
    blocks.append(Fold("The choices, why they are reasonable, and what each does", [_choices(study)]))
    return made(NAME, blocks, study)


def _verdict(told: pl.DataFrame) -> str:
    """How many of the findings stand, and on what the others hang."""
    if told.is_empty():
        return (
            "The main analysis tells no difference between the groups, so that there is none that could fall."
        )
    asked = told.filter(pl.col("n_specifications") > 0, pl.col("n_undefined") == 0)
    always = asked.filter(pl.col("share_told") == 1).height
    same = asked.filter(pl.col("share_same_direction") == 1).height
    clear = asked.filter(pl.col("share_excludes_zero") == 1).height
    gone = told.filter(pl.col("n_undefined") > 0).height
    untouched = told.height - asked.height - gone
    rest = f" No choice changes the counts of {untouched} more." if untouched else ""
    rest += f" Of {gone} more some choice leaves nothing to count." if gone else ""
    if not asked.height:
        return f"The main analysis tells {numbers.plural(told.height, 'difference')}.{rest}"
    keep, stay = ("keeps its" if same == 1 else "keep their"), ("is" if always == 1 else "are")
    return (
        f"Of the {numbers.plural(asked.height, 'difference')} of the main analysis whose counts some choice changes, {same} "
        f"{keep} direction under all choices and combinations tried, {clear} with an interval that leaves out zero "
        f"throughout, and {always} {stay} told (q too) under all.{rest}"
    )


def _whole(study: Study) -> list[Paragraph]:
    """What was tried, in which combinations, and what was not."""
    known = study.tables.multiverse_choices
    tried = known.filter("evaluated")
    crossed = tried.filter("crossed")["short"].to_list()
    n = study.tables.multiverse["specification"].n_unique() - 1
    said = f"{numbers.plural(tried.height, 'option')} of {tried['choice'].n_unique()} choices were tried one at a time"
    if len(crossed) > 1:
        named = numbers.enumerate_words([f"“{one}”" for one in crossed])
        said += f", and {named} in all combinations, because they change the same counts"
    said += f": {numbers.plural(n, 'specification')}. Those that count the same for a finding are one for it."
    left = known.filter(~pl.col("evaluated")).unique("choice", keep="first", maintain_order=True)
    if left.height:
        listed = [
            f"{row['label'].partition(':')[0]}, because {row['reason']}" for row in left.iter_rows(named=True)
        ]
        said += f" Not evaluated: {'; '.join(listed)}."
    return [Paragraph([said]), Paragraph([texts()[NAME]["caution"]], "caution")]


def _table(study: Study, found: pl.DataFrame, name: str, caption: str) -> Table:
    pairs = found.select("group_a", "group_b").unique().height > 1
    rows = [_row(study, finding, pairs) for finding in found.iter_rows(named=True)]
    columns = [
        Column("Measure", numeric=False),
        *(
            [Column("First group"), Column("Second group")]
            if pairs
            else [Column(study.group(found[name][0]), "main analysis") for name in ("group_a", "group_b")]
        ),
        Column("Difference", f"main analysis, {study.confidence} interval"),
        Column("Under all choices", "lowest to highest; moved most by"),
        Column("Told in", "same direction, interval without zero"),
        Column("Other verdict under" if name == "told" else "Told under", "single choices", numeric=False),
    ]
    return Table(f"table-{NAME}-{name}", caption, columns, rows, shown=25)


def _row(study: Study, finding: dict[str, Any], pairs: bool) -> list[Cell]:
    measure = study.tables.catalogue[finding["measure"]]
    item = study.labels(str(measure.item), finding["item"]) if finding["item"] is not None else ""
    groups = (finding["group_a"], finding["group_b"])
    note = measure.label if item else ""
    if pairs:
        note = f"{note}; {study.group(groups[0])} minus {study.group(groups[1])}".removeprefix("; ")
    label = Text(item or measure.label, f"{item} {measure.label}".strip().casefold(), note)
    cells = [
        rates.rate_cell(study, measure, rates.rate_row(study, measure, finding["item"], group))
        for group in groups
    ]
    changed = [_option(study, one) for one in (finding["changed_by"] or "").split("; ") if one]
    return [
        label,
        *cells,
        rates.contrast_cells(rates.contrast_row(study, measure, finding["item"], groups), measure.unit)[0],
        _range(study, finding, measure),
        _stands(finding),
        Text(", ".join(changed) or "none", ", ".join(changed)),
    ]


def _stands(finding: dict[str, Any]) -> Text:
    """In how many specifications a finding is told, and what is left of it in the others."""
    n = finding["n_specifications"]
    if not n:
        return Text("not touched", -1.0)
    same, clear, told = (
        round(finding[f"share_{name}"] * n) for name in ("same_direction", "excludes_zero", "told")
    )
    return Text(f"{told} of {n}", finding["share_told"], f"direction {same}, interval {clear}")


def _range(study: Study, finding: dict[str, Any], measure: Measure) -> Text:
    """Range of the difference over all specifications, and what moves it most."""
    if finding["moved_by"] is None:
        return Text(numbers.NOTHING, 0.0)
    span = numbers.span(finding["lowest"], finding["highest"], measure.unit)
    moved = f"{_option(study, finding['moved_by'])}: {numbers.difference(finding['moved_to'], measure.unit)}"
    return Text(span, finding["highest"] - finding["lowest"], moved)


def _option(study: Study, specification: str) -> str:
    """What a single choice is called in few words."""
    known = study.tables.multiverse_choices
    choice, _, option = specification.partition("=")
    return known.filter(choice=choice, option=option)["short"][0]


def _choices(study: Study) -> Table:
    rows: list[list[Cell]] = []
    for row in study.tables.multiverse_choices.iter_rows(named=True):
        counted = [
            Text(str(row[name]), row[name]) for name in ("n_touched", "n_turned", "n_lost", "n_gained")
        ]
        why = row["why"] + (f" ({row['source']})" if row["source"] else "")
        rows.append(
            [
                Text(
                    row["label"], row["label"], f"{row['short']}; crossed" if row["crossed"] else row["short"]
                ),
                Text(row["main"], row["main"]),
                Text(why, why),
                *(
                    counted
                    if row["evaluated"]
                    else [Text(row["reason"], -1.0), *[Text(numbers.NOTHING, -1.0)] * 3]
                ),
            ]
        )
    panel = study.tables.multiverse
    n = panel.filter(specification=MAIN).height
    columns = [
        Column("Choice and option", numeric=False),
        Column("Main analysis", numeric=False),
        Column("Why", numeric=False),
        Column("Touches", f"of {n} comparisons"),
        Column("Turns round"),
        Column("No longer told"),
        Column("Told only here"),
    ]
    caption = "Each option by itself, with all else as in the main analysis."
    return Table(f"table-{NAME}-choices", caption, columns, rows, sortable=False, shown=40)
