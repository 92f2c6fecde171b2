"""The rows behind the numbers, as data in the page: texts once, categories as codes, offsets as arrays."""

import json
from typing import Any

import polars as pl

from machtstaal.report.evidence import PLACE, Evidence
from machtstaal.report.labels import Labels

SPANS = {
    "mentions": {"mention": ("start", "end")},
    "forces": {"mention": ("start", "end")},
    "words": {"mention": ("start", "end")},
    "concordance": {
        "word": ("word_start", "word_end"),
        "mention": ("mention_start", "mention_end"),
        "collocate": ("collocate_start", "collocate_end"),
    },
    "introducing": {"mention": ("start", "end")},
    "taking_up": {"mention": ("start", "end")},
    "processes": {
        "process": ("head_start", "head_end"),
        "agent": ("agent_start", "agent_end"),
        "patient": ("patient_start", "patient_end"),
        "beneficiary": ("beneficiary_start", "beneficiary_end"),
    },
}
"""Table to the spans its rows mark in the text: what they are and the columns of their offsets."""
PARENTS = {
    "participants": ("processes", "process"),
    "exclusions": ("processes", "process"),
    "relations": ("processes", "process"),
    "concept_ties": ("processes", "process"),
}
"""Table to the table whose rows its rows belong to, and the column that says which; all others belong to turns."""
IDS = {"mentions": "mention", "processes": "process", "concordance": "token"}
"""Table to the column with the id of its rows, which begins with the id of the turn."""
OF_PROCESS = {"process_type", "modality", "negated", "power", "voice", "kind"}
"""Columns that a row has from the process it belongs to."""
ABSENT = -1


def data(evidence: Evidence, labels: Labels) -> dict[str, Any]:
    """Everything the page needs to show the quotes of every number that was counted.

    A row of a table belongs to a row of its parent table, in the end to a turn: a column that a table does not have
    is looked up there, so that nothing is stored twice. Offsets are code points, as in all tables.

    Returns
    -------
    dict
        ``definitions`` (name to table, where, label), ``turns`` (ids, texts, starts of sentences, columns of codes),
        ``tables`` (parent, its rows, columns of codes, spans), ``labels`` (of the values that occur).
    """
    tables: dict[str, dict[str, Any]] = {}
    wanted = _columns(evidence)
    for name in [name for name in evidence.frames if name in wanted and name != "turns"]:
        _table(name, evidence, wanted, tables)
    turns = _turns(evidence)
    used = {name: evidence.definitions[name] for name in evidence.used}
    return {
        "definitions": {
            name: {
                "table": one.table,
                "where": {k: list(v) for k, v in one.where.items()},
                "label": one.label,
            }
            for name, one in sorted(used.items())
        },
        "turns": turns,
        "tables": tables,
        "labels": _labels([turns, *tables.values()], labels),
    }


def script(content: dict[str, Any]) -> str:
    r"""JSON that can stand in a `<script>` element: no text in it can end the element.

    Examples
    --------
    >>> script({"text": "</script><b>ë"})
    '{"text":"\\u003c/script>\\u003cb>ë"}'
    """
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def codes(values: pl.Series) -> dict[str, list]:
    """Values of a column once, and for each row the place of its value, -1 where it is empty.

    Examples
    --------
    >>> codes(pl.Series(["a", None, "b", "a"]))
    {'values': ['a', 'b'], 'codes': [0, -1, 1, 0]}
    """
    known = values.drop_nulls().unique().sort().to_list()
    index = {value: place for place, value in enumerate(known)}
    return {"values": known, "codes": [index[value] if value is not None else ABSENT for value in values]}


def _columns(evidence: Evidence) -> dict[str, set[str]]:
    """Table to the columns that some definition or condition is on, without those of its turn."""
    wanted: dict[str, set[str]] = {}
    for name, columns in evidence.used.items():
        definition = evidence.definitions[name]
        wanted.setdefault(definition.table, set()).update(definition.where, columns - set(PLACE))
    for name in list(wanted):
        if name in PARENTS:
            parent, _ = PARENTS[name]
            shared = wanted[name] & OF_PROCESS
            wanted.setdefault(parent, set()).update(shared)
            wanted[name] -= shared
        if name == "shared_sentences":
            wanted.setdefault("mentions", set())
    return wanted


def _table(
    name: str, evidence: Evidence, wanted: dict[str, set[str]], tables: dict[str, dict[str, Any]]
) -> None:
    frame = evidence.frames[name]
    parent, identifier = PARENTS.get(name, ("turns", "turn"))
    table: dict[str, Any] = {"of": parent, "rows": _rows(frame, evidence.frames[parent], identifier, parent)}
    table["columns"] = {column: codes(frame[column]) for column in sorted(wanted[name])}
    if name in SPANS:
        table["spans"] = {
            what: [frame[edge].cast(pl.Int64).fill_null(ABSENT).to_list() for edge in edges]
            for what, edges in SPANS[name].items()
        }
    if name in IDS:
        table["ids"] = (
            frame.select(pl.col(IDS[name]).str.slice(pl.col("turn").str.len_chars())).to_series().to_list()
        )
    if name == "participants":
        table["emphasis"] = codes(frame["role"])
    if name == "shared_sentences":
        place = {mention: row for row, mention in enumerate(evidence.frames["mentions"]["mention"])}
        table["members"] = [[place[mention] for mention in members] for members in frame["members"]]
    tables[name] = table


def _rows(frame: pl.DataFrame, parent: pl.DataFrame, identifier: str, name: str) -> list[int]:
    """Row of the parent that each row belongs to; turns are numbered by their place in the study."""
    if name == "turns":
        return frame["place"].cast(pl.Int64).to_list()
    index = parent.select(identifier).with_row_index("row")
    return (
        frame.select(identifier)
        .join(index, on=identifier, maintain_order="left")["row"]
        .cast(pl.Int64)
        .to_list()
    )


def _turns(evidence: Evidence) -> dict[str, Any]:
    """All turns in their order; those of facilitators are there to be read, not to be counted."""
    tables = evidence.tables
    turns = tables.turns.join(tables.cluster_of_turn, on="turn", how="left", maintain_order="left")
    several = turns["language"].n_unique() > 1  # else nothing asks for it
    place = [column for column in PLACE if column != "language" or several]
    analysed = turns["turn"].is_in(tables.analysed["turn"].implode())
    return {
        "id": turns["turn"].to_list(),
        "text": turns["text"].to_list(),
        "sentences": _sentences(evidence),
        "analysed": analysed.cast(pl.Int8).to_list(),
        "columns": {column: codes(turns[column]) for column in ("transcript", *place)},
    }


def _sentences(evidence: Evidence) -> list[list[int]]:
    """Offsets at which the sentences of each turn begin, without the first, which is 0."""
    tables = evidence.tables
    starts = (
        tables.tokens.group_by("turn", "sentence")
        .agg(pl.col("start").min().cast(pl.Int64))
        .group_by("turn")
        .agg(pl.col("start").sort())
    )
    found = tables.turns.select("turn").join(starts, on="turn", how="left", maintain_order="left")
    return [(row or [])[1:] for row in found["start"].to_list()]


def _labels(tables: list[dict[str, Any]], labels: Labels) -> dict[str, dict[str, str]]:
    """Column to the labels of its values, where a label says more than the value itself."""
    found: dict[str, dict[str, str]] = {}
    for table in tables:
        for column, coded in table["columns"].items():
            for value in coded["values"]:
                shown = labels(column, value)
                if shown != str(value):
                    found.setdefault(column, {})[
                        str(value).lower() if isinstance(value, bool) else str(value)
                    ] = shown
    return {column: dict(sorted(values.items())) for column, values in sorted(found.items())}
