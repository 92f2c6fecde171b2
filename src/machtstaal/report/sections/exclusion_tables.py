"""Exclusion in tables: by form and class, by how far one looks for the doer, and beside the base rates of the language."""

from collections.abc import Sequence

import polars as pl

from machtstaal import base_rates, exclusions
from machtstaal.base_rates.table import GOLD, PARSER
from machtstaal.exclusions.retrieval import SAME_VERB
from machtstaal.report import numbers, rates
from machtstaal.report.blocks import Cell, Column, Fold, Level, Paragraph, Table, Text
from machtstaal.report.sections.common import measure_table, per_group
from machtstaal.report.study import Study

BY_FORM = "left_out_by_form"
CLASSES = {
    "generic": "generic_agents",
    "backgrounded": "class_backgrounded",
    "impersonal": "class_impersonal",
    "suppressed": "class_suppressed",
}
"""Class of the ledger -> measure that has its share of all processes that imply a doer."""
COMPARED = (
    ("agentless_passives", None),
    *(("agentless_passives_by_auxiliary", auxiliary) for auxiliary in ("worden", "zijn", "be", "get")),
    ("impersonal_passives", None),
    ("passives", None),
    ("suppressed_agents", None),
    ("generic_agents", None),
    ("nominalisations", None),
)
"""Measures, and their items, that are set beside their base rates."""
LEAST = 20
"""Rows that a base rate is of, at least."""


def by_form_and_class(study: Study) -> list[Table | Fold]:
    """Share of each form and class in all processes that imply a doer; each form of each class on demand."""
    caption = (
        "Doers that are left out or anybody, by form and by class, as shares of all processes that imply a doer, with "
        f"{per_group(study)}. Forms add up to the doers left out; so do the classes without “anybody”."
    )
    tables = measure_table(study, [BY_FORM, *CLASSES.values()], "forms", caption)
    crossed = _crossed(study)
    return [*tables, *([Fold("Each form, by class", [crossed])] if crossed.rows else [])]


def _crossed(study: Study) -> Table:
    implied = {group: _implied(study, group) for group in study.groups}
    rows: list[list[Cell]] = []
    for form in [*study.labels.columns["form"], None]:
        for name, measure in CLASSES.items():
            if study.measure(measure) is None:
                continue
            counted = [study.evidence.count(measure, {"form": form}, group=group) for group in study.groups]
            if sum(one.n for one in counted):
                label = study.labels("form", form) if form else "copula"
                cells = [
                    Level(one, numbers.rate(one.n / implied[group], "share"), one.n / implied[group])
                    for one, group in zip(counted, study.groups, strict=True)
                ]
                rows.append([Text(label, label, study.labels("class", name)), *cells])
    columns = [Column(study.group(group), "of processes that imply a doer") for group in study.groups]
    return Table(
        "table-forms-classes",
        "Each form in which a doer is left out or anybody, divided by class: counts, and shares of all processes that "
        "imply a doer.",
        [Column("Form and class", numeric=False), *columns],
        rows,
    )


def _implied(study: Study, group: str) -> int:
    row = study.rate_rows.get(("suppressed_agents", None, None, group))
    return max(1, row["denominator"] if row else 1)


def by_window(study: Study) -> list[Table]:
    """Share of the left-out doers that are named nearby, for other windows than the study's own."""
    ledger = study.tables.situated("exclusions")
    if ledger.filter(pl.col("class") != "generic").is_empty():
        return []
    study.evidence.add("exclusions", ledger.with_columns(pl.col("distance").cast(pl.String)))
    left_out = [name for name in CLASSES if name != "generic"]
    chosen = study.settings["discourse"]["backgrounding_window"]
    reach = max(chosen, study.settings["discourse"]["retrieval_window"])
    found = exclusions.by_window(ledger, sorted({*exclusions.WINDOWS, chosen}), reach)
    known = {(row["group"], row["window"]): row for row in found.iter_rows(named=True)}
    left_out = [name for name in CLASSES if name != "generic"]
    rows: list[list[Cell]] = []
    for window in found["window"].unique().sort():
        name, turns = f"ledger_within_{window}", numbers.plural(window, "turn")
        near = {"class": left_out, "by": [SAME_VERB], "distance": [str(turn) for turn in range(window + 1)]}
        study.evidence.define(name, "exclusions", near, f"Doer left out, but named within {turns} before")
        note = "as in all other tables" if window == chosen else ""
        cells = [_within(study, name, group, known.get((group, window))) for group in study.groups]
        rows.append([Text(turns, float(window), note), *cells])
    columns = [Column(study.group(group), "of the doers left out") for group in study.groups]
    caption = (
        "Doers left out that the same verb names nearby (backgrounded), by how many turns before are searched: what "
        "would change with another window. The turn of the process itself is always searched."
    )
    return [
        Table(
            "table-windows", caption, [Column("Turns before", numeric=False), *columns], rows, sortable=False
        )
    ]


def _within(study: Study, name: str, group: str, row: dict | None) -> Cell:
    if row is None:
        return Text(numbers.NOTHING, -1.0)
    counted = study.evidence.count(name, group=group, n=row["backgrounded"])
    return Level(counted, numbers.rate(row["share"], "share"), row["share"])


def beside_base_rates(study: Study) -> list[Table | Paragraph]:
    """The study's rates beside those of treebanks of its languages, as this parser reads them and by hand."""
    kept = base_rates.load().filter(pl.col("language").is_in(study.languages) & (pl.col("of") >= LEAST))
    treebanks = kept.select("language", "treebank").unique(maintain_order=True).rows()
    if not treebanks:
        return []
    known = {(r["treebank"], r["measure"], r["item"], r["source"]): r for r in kept.iter_rows(named=True)}
    rows: list[list[Cell]] = []
    for name, item in COMPARED:
        measure = study.measure(name)
        found = [rates.rate_row(study, measure, item, group) for group in study.groups] if measure else []
        if measure and any(row and row["denominator"] >= LEAST for row in found):
            own = [rates.rate_cell(study, measure, row) for row in found]
            base = [_base(known, treebank, name, item) for _, treebank in treebanks]
            rows.append([Text(measure.label, measure.label, item or ""), *own, *base])
    if not rows:
        return []
    columns = [Column(study.group(group), "this study") for group in study.groups]
    columns += [
        Column(f"{study.labels('language', language)}: {study.labels('treebank', treebank)}", "treebank")
        for language, treebank in treebanks
    ]
    caption = (
        "What is left out in this study, beside how often written language leaves it out anyway: in treebanks, counted "
        f"in the same way from the trees of the same parser, and in small print from trees made by hand.{_when(kept)}"
    )
    return [Table("table-base-rates", caption, [Column("", numeric=False), *columns], rows, sortable=False)]


def _base(known: dict[tuple, dict], treebank: str, measure: str, item: str | None) -> Text:
    parser, gold = (known.get((treebank, measure, item, source)) for source in (PARSER, GOLD))
    if parser is None and gold is None:
        return Text(numbers.NOTHING, -1.0)
    shown = parser or gold
    by_hand = f"by hand {_share(gold)}" if gold else ""
    counts = f"{numbers.count(shown['n'])} of {numbers.count(shown['of'])}"
    return Text(
        _share(parser) if parser else numbers.NOTHING,
        shown["rate"],
        "; ".join(filter(None, [counts, by_hand])),
    )


def _share(row: dict) -> str:
    return numbers.rate(row["rate"], "share")


def _when(kept: pl.DataFrame) -> str:
    dates: Sequence[str] = sorted(kept["date"].unique())
    return f" Measured {dates[-1]}." if dates else ""
