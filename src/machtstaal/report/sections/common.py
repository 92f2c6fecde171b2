"""What several sections share."""

from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml

from machtstaal import wording
from machtstaal.comparison.contrasts import MIN_EVENTS
from machtstaal.comparison.measures import Measure
from machtstaal.report import findings, rates
from machtstaal.report.blocks import Count, Figure, Level, Paragraph, Rate, Section, Table
from machtstaal.report.study import Study


@cache
def texts() -> dict[str, dict[str, str]]:
    """Titles and explanations of the sections (`texts.yaml`)."""
    path = Path(__file__).parent.parent / "texts.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def made(name: str, blocks: list, study: Study, compares: bool = True) -> Section:
    """Section with its title and explanations; with the warning where it compares groups."""
    text = texts()[name]
    opening = [Paragraph([text["lead"]], "lead")] if text["lead"] else []
    if compares:
        opening += study.warning(full=name in ("findings", "differences"))
    blocks = [_with_table(place, blocks) for place in range(len(blocks))]
    closing = [Paragraph([text["reading"]], "note")] if text.get("reading") else []
    return Section(name, text["title"], [*opening, *blocks, *closing], text["short"])


def _with_table(place: int, blocks: list):
    """A figure with the id of the table beside it in which the counts it shows lead to their quotes."""
    if not isinstance(blocks[place], Figure):
        return blocks[place]
    near = [*reversed(blocks[:place]), *blocks[place + 1 :]]
    inner = [one for other in near for one in getattr(other, "blocks", [other])]
    table = next((one.id for one in inner if isinstance(one, Table) and _counts(one)), "")
    return replace(blocks[place], table=table)


def _counts(table: Table) -> bool:
    return any(isinstance(cell, Count | Rate | Level) for row in table.rows for cell in row)


def item_table(study: Study, name: str, caption: str, shown: int = 15) -> list[Table]:
    """Table of a measure by item, where the study has the measure and anything to show."""
    measure = study.measure(name)
    if measure is None or measure.item is None:
        return []
    table = rates.by_item(study, measure, caption, shown=shown)
    return [table] if table.rows else []


def measure_table(study: Study, names: list[str], table: str, caption: str) -> list[Table]:
    """Table of several measures, with a row for each item that is frequent enough of those that have items."""
    wanted: list[tuple[Measure, str | None]] = []
    for measure in filter(None, map(study.measure, names)):
        rows = [
            row
            for row in study.rate_rows.values()
            if row["measure"] == measure.measure and row["scenario"] is None
        ]
        against: Counter[str | None] = Counter()
        for row in rows:
            against[row["item"]] += row["denominator"]
        wanted += [(measure, item) for item, n in against.items() if n and (item is None or n >= MIN_EVENTS)]
    return [rates.by_measure(study, wanted, table, caption)] if wanted else []


def told(study: Study, *families: str) -> list:
    """Findings of families of measures."""
    return [finding for family in families for finding in findings.of_family(study, family)]


def per_group(study: Study) -> str:
    """How captions name the intervals."""
    chosen = study.settings["comparison"]
    named = wording.interval(
        chosen["confidence"], chosen["rate_interval"], chosen["resamples"], study.settings["seed"]
    )
    return named.replace("interval", "intervals", 1)
