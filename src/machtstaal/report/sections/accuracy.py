"""How sure the machine is: precision and recall on gold, by group, and the main rates put back through the errors."""

from typing import Any

import polars as pl

from machtstaal.evaluation import accuracy
from machtstaal.evaluation.accuracy import PROCESS
from machtstaal.evaluation.gold import ROLES
from machtstaal.evaluation.intervals import wilson
from machtstaal.report import numbers
from machtstaal.report.blocks import Cell, Column, Paragraph, Table, Text
from machtstaal.report.study import Study

NAMES = {
    PROCESS: "Processes found",
    **{"kind": "Form", "voice": "Voice", "agent_status": "Doer named", "modality": "Modality"},
    **{"negated": "Negation", "process_type": "Process type", "power": "Power"},
}


def blocks(study: Study) -> list:
    """Accuracy of each language of the study that has gold, and corrected rates."""
    found: list = []
    for language in study.languages:
        aligned = study.tables.accuracy.get(language)
        if aligned is None:
            name = study.labels("language", language)
            said = f"{name}: there is no gold for the models and lexicons of this study, so no rate is corrected."
            found.append(Paragraph([said]))
            continue
        found += [Paragraph([_origin(study, language, aligned)]), _values(study, language, aligned)]
        found += _groups(study, language, aligned)
    return found + (_corrected(study) if study.tables.accuracy else [])


def _origin(study: Study, language: str, aligned: pl.DataFrame) -> str:
    wanted = aligned.filter(pl.col("status") != "spurious")
    told = next((row for row in study.tables.gold_sets if row["language"] == language), {})
    n = int(told.get("sentences") or wanted["sentence"].n_unique())
    corpora = numbers.enumerate_words(aligned["corpus"].unique(maintain_order=True).to_list())
    annotated = f", annotated {told['annotated']}" if told.get("annotated") else ""
    measured = f"; measured on {told['date']}" if told.get("date") else ""
    fitted = told.get("fitted") == "yes"
    seen = (
        "with these sentences in view: expect less on others" if fitted else "without these sentences in view"
    )
    return (
        f"{study.labels('language', language)}: {numbers.plural(n, 'sentence')} with {numbers.count(len(wanted))} processes "
        f"from {corpora}{annotated}{measured}. Rules and lexicons were written {seen}. The talk of this study may be "
        "easier or harder to read than theirs."
    )


def _percent(right: int, n: int) -> Cell:
    if not n:
        return Text(numbers.NOTHING, -1.0)
    low, high = wilson(right, n)
    return Text(numbers.rate(right / n, "share"), right / n, numbers.interval(low, high, "share"))


def _name(study: Study, measure: str) -> str:
    if measure in ROLES:
        label = study.labels("role", measure)
        return f"{label[:1].upper()}{label[1:]}s found"
    return NAMES[measure]


def _values(study: Study, language: str, aligned: pl.DataFrame) -> Table:
    rows: list[list[Cell]] = []
    for row in accuracy.measured(aligned).iter_rows(named=True):
        value = study.labels(row["measure"], row["value"]) if row["value"] is not None else ""
        rows.append(
            [
                Text(_name(study, row["measure"]), note=value),
                Text(numbers.count(row["tp"] + row["fn"]), row["tp"] + row["fn"]),
                _percent(row["tp"], row["tp"] + row["fp"]),
                _percent(row["tp"], row["tp"] + row["fn"]),
            ]
        )
    columns = [
        Column("", numeric=False),
        Column("In the gold"),
        Column("Precision", "right, of what was found"),
        Column("Recall", "found, of what is there"),
    ]
    caption = (
        f"How often the machine is right, {study.labels('language', language)}: with 95 % Wilson intervals. Values are "
        "counted over processes that were found; participants over all."
    )
    return Table(f"table-precision-{language}", caption, columns, rows, sortable=False, shown=11)


def _groups(study: Study, language: str, aligned: pl.DataFrame) -> list:
    """Whether the machine errs equally often in the groups of the gold."""
    rows = accuracy.differences(aligned).to_dicts()
    if not rows:
        return []
    cells: list[list[Cell]] = []
    for row in rows:
        cells.append(
            [
                Text(
                    _name(study, row["measure"]), note=f"{_group(row['group_a'])}, {_group(row['group_b'])}"
                ),
                _percent(row["right_a"], row["n_a"]),
                _percent(row["right_b"], row["n_b"]),
                Text(
                    numbers.span(row["low"], row["high"], "share"), note="differs" if row["differs"] else ""
                ),
            ]
        )
    columns = [
        Column("", "first, second group", numeric=False),
        Column("First"),
        Column("Second"),
        Column("Difference", "95 % interval"),
    ]
    caption = (
        "How often the machine is right in the groups of the gold: of processes and participants the share that was found, of "
        "fields the share that is right. Intervals take processes as independent."
    )
    return [
        Table(f"table-accuracy-groups-{language}", caption, columns, cells, sortable=False, shown=11),
        Paragraph([_said(study, rows)], "note"),
    ]


def _said(study: Study, rows: list[dict[str, Any]]) -> str:
    flagged = [
        f"{_name(study, row['measure']).lower()} ({_group(row['group_a'])} and {_group(row['group_b'])})"
        for row in rows
        if row["differs"]
    ]
    if flagged:
        return (
            f"The machine is not right equally often in the groups of the gold: {numbers.enumerate_words(flagged)}. A "
            "contrast of such groups is biased there; corrected rates use the errors of all groups together and do not "
            "mend it."
        )
    widest = max(row["high"] - row["low"] for row in rows if row["measure"] not in ROLES)
    return (
        "No difference between the groups of the gold was found. With so few sentences it could be missed: intervals of the "
        f"difference are up to {numbers.rate(widest, 'share')} wide. Groups of this study may differ where those do not."
    )


def _group(name: str) -> str:
    return name.replace("_", " ")


def _corrected(study: Study) -> list:
    """Raw and corrected rates of the measures that rest on one field of the gold."""
    rows: list[list[Cell]] = []
    for measure in (one for one in study.tables.catalogue.measures if one.field is not None):
        items = study.tables.rates.filter(
            (pl.col("measure") == measure.measure) & pl.col("scenario").is_null()
        )["item"].unique(maintain_order=True)
        for item in items.sort(nulls_last=True):
            label = study.labels(str(measure.item), item) if item is not None else ""
            cells = [study.rate_rows.get((measure.measure, item, None, group)) for group in study.groups]
            pairs = [_pair(cell) for cell in cells]
            rows.append([Text(measure.label, measure.label, label), *(one for pair in pairs for one in pair)])
    columns = [Column("", numeric=False)]
    for group in study.groups:
        columns += [
            Column(study.group(group), f"as found, {study.confidence} interval"),
            Column(study.group(group), f"corrected, {study.confidence} interval"),
        ]
    caption = (
        "Rates as they were found, and as they would be if the machine made no errors: put back through the errors seen on the "
        "gold. Intervals of the corrected rates vary speakers and sentences of the gold."
    )
    return [Table("table-corrected", caption, columns, rows, sortable=False, shown=12)] if rows else []


def _pair(row: dict[str, Any] | None) -> tuple[Cell, Cell]:
    if row is None or row["rate"] is None:
        return Text(numbers.NOTHING, -1.0), Text(numbers.NOTHING, -1.0)
    places = numbers.decimals(row["rate"], "share")
    raw = Text(
        numbers.rate(row["rate"], "share"),
        row["rate"],
        numbers.interval(row["low"], row["high"], "share", places),
    )
    if row["corrected"] is None:
        return raw, Text(numbers.NOTHING, -1.0, row["uncorrected"] or "")
    places = numbers.decimals(row["corrected"], "share")
    bounds = numbers.interval(row["corrected_low"], row["corrected_high"], "share", places)
    return raw, Text(numbers.rate(row["corrected"], "share"), row["corrected"], bounds)
