"""Findings: sentences made of the numbers, printed only where their uncertainty allows it."""

from collections.abc import Sequence
from functools import cache
from itertools import combinations
from pathlib import Path
from string import Formatter
from typing import Any

import polars as pl
import yaml

from machtstaal import wording
from machtstaal.comparison.measures import Measure
from machtstaal.comparison.told import MOST, effect, nearest_first, surest_first
from machtstaal.networks.edges import PRONOUNS
from machtstaal.report import numbers, rates
from machtstaal.report.blocks import Emphasis, Finding, Part, Rate, Together
from machtstaal.report.study import Study

LEAST = 10
"""Rows that a statement about one group rests on at least."""


@cache
def sentences() -> dict[str, dict[str, str]]:
    """Sentences of each measure (`sentences.yaml`)."""
    return yaml.safe_load(Path(__file__).with_name("sentences.yaml").read_text(encoding="utf-8"))


def of_family(study: Study, family: str, most: int = MOST) -> list[Finding]:
    """What can be said of a family of measures: differences between groups, then each group by itself."""
    measures = [measure for measure in study.tables.catalogue.measures if measure.family == family]
    return [*differences(study, family, measures, most), *descriptions(study, measures)]


def differences(study: Study, family: str, measures: Sequence[Measure], most: int) -> list[Finding]:
    """Differences that can be told, the surest first; where there is none, that there is none."""
    found: list[Finding] = []
    for pair in combinations(study.groups, 2):
        rows = _contrasts(study, measures, pair)
        told = surest_first(rows, study.alpha)
        found += [_difference(study, row) for row in told[:most]]
        if not told:
            found.append(_nothing(study, family, rows, pair))
    return found


def descriptions(study: Study, measures: Sequence[Measure]) -> list[Finding]:
    """What can be said of each group by itself."""
    found = []
    for measure in measures:
        said = sentences().get(measure.measure, {})
        if "level" in said and (finding := _levels(study, measure)):
            found.append(finding)
        for group in study.groups:
            if "first" in said and (finding := _first(study, measure, group)):
                found.append(finding)
    return found


def _contrasts(study: Study, measures: Sequence[Measure], pair: tuple[str, str]) -> list[dict[str, Any]]:
    here = study.tables.contrasts.filter(
        pl.col("scenario").is_null(),
        pl.col("measure").is_in([measure.measure for measure in measures]),
        pl.col("group_a") == pair[0],
        pl.col("group_b") == pair[1],
    )
    return list(here.iter_rows(named=True))


def _difference(study: Study, contrast: dict[str, Any]) -> Finding:
    measure = study.tables.catalogue[contrast["measure"]]
    pair = contrast["group_a"], contrast["group_b"]
    more, less = pair if contrast["difference"] > 0 else pair[::-1]
    said = sentences().get(measure.measure, {})
    sentence = said.get("difference", sentences()["general"]["difference"])
    values = {
        "label": [measure.label],
        "item": _item(study, measure, contrast["item"], general="difference" not in said),
        "more": [study.group(more)],
        "less": [study.group(less)],
        "rate_more": _rate(study, measure, contrast["item"], more),
        "rate_less": _rate(study, measure, contrast["item"], less),
    }
    tested = wording.evidence(
        contrast["p"], contrast["q"], n_permutations=contrast["n_permutations"], exact=contrast["exact"]
    )
    evidence = (
        f"{study.group(pair[0])} minus {study.group(pair[1])}: {numbers.difference(contrast['difference'], measure.unit)}, "
        f"{study.confidence} interval {numbers.span(contrast['low'], contrast['high'], measure.unit)}; {tested}; "
        f"{contrast['n_speakers_a']} and {contrast['n_speakers_b']} speakers."
    )
    if contrast["few_speakers"]:
        evidence += " Few speakers: take it as a hint."
    evidence += _detectable(contrast, measure.unit) if contrast["few_speakers"] else ""
    evidence += _of_languages(study, contrast, measure.unit)
    return Finding(
        id=_id(measure.measure, contrast["item"], *pair),
        family=measure.family,
        parts=_filled(sentence, values),
        evidence=evidence,
        supported=True,
        strength=(contrast["q"], -effect(contrast)),
    )


def _of_languages(study: Study, contrast: dict[str, Any], unit: str) -> str:
    """Warn of groups that do not speak one and the same language, and give the difference within languages."""
    said = study.of_languages(contrast["group_a"], contrast["group_b"])
    if contrast["difference_within"] is not None:
        said += (
            f" Within {contrast['within']} the difference is {numbers.difference(contrast['difference_within'], unit)}, "
            f"{study.confidence} interval {numbers.span(contrast['within_low'], contrast['within_high'], unit)}."
        )
    return f" {said}" if said else ""


def _detectable(contrast: dict[str, Any], unit: str) -> str:
    """Say which difference the test of a contrast would find."""
    if contrast["detectable"] is None:
        return (
            " No true difference, however large, would be found by this test alone with a probability of .8."
        )
    return (
        f" Alone, this test finds a true difference of {numbers.size(contrast['detectable'], unit)} with a probability of .8, "
        "smaller ones less often."
    )


def _nothing(study: Study, family: str, rows: list[dict[str, Any]], pair: tuple[str, str]) -> Finding:
    """Say that no difference can be told, and how near it came."""
    tested = nearest_first(rows)
    a, b = (study.group(group) for group in pair)
    sentence = f" No difference between {a} and {b} can be told from {study.speakers(*pair)}."
    question = Emphasis(study.tables.catalogue.families[family])
    if not tested:
        evidence = "Nothing was tested: fewer than 5 occurrences, or fewer than 2 speakers in a group, for every measure."
    else:
        nearest = tested[0]
        measure = study.tables.catalogue[nearest["measure"]]
        item = f", {study.labels(str(measure.item), nearest['item'])}" if nearest["item"] else ""
        none = (
            "The one comparison does not have"
            if len(tested) == 1
            else f"None of {len(tested)} comparisons has"
        )
        evidence = (
            f"{none} an interval that leaves out zero together with a q below {study.alpha:.2g}; smallest "
            f"{numbers.equation('q', nearest['q'])} ({measure.label}{item}: "
            f"{numbers.difference(nearest['difference'], measure.unit)}, {study.confidence} interval "
            f"{numbers.span(nearest['low'], nearest['high'], measure.unit)})."
        ) + _detectable(nearest, measure.unit)
    if languages := study.of_languages(*pair, full=False):
        evidence += f" {languages}"
    return Finding(_id("none", family, *pair), family, [question, sentence], evidence, supported=False)


def _levels(study: Study, measure: Measure) -> Finding | None:
    """Say a number of each group, with its interval, where it rests on enough rows."""
    rows = [rates.rate_row(study, measure, None, group) for group in study.groups]
    known = [row for row in rows if row and row["low"] is not None and row["denominator"] >= LEAST]
    if not known:
        return None
    said: list[Part] = []
    for row in known:
        said += [
            "; " if said else "",
            *_rate(study, measure, None, row["group"]),
            f" among {study.group(row['group'])}",
        ]
    speakers = numbers.enumerate_words([str(row["n_speakers"]) for row in known])
    return Finding(
        id=_id(measure.measure, "level"),
        family=measure.family,
        parts=_filled(sentences()[measure.measure]["level"], {"rates": said}),
        evidence=f"{study.confidence} intervals over {speakers} speakers.",
        supported=True,
    )


def _first(study: Study, measure: Measure, group: str) -> Finding | None:
    """Say which item comes first in a group, if it can be told."""
    here = study.tables.rates.filter(
        pl.col("measure") == measure.measure,
        pl.col("scenario").is_null(),
        pl.col("group") == group,
        pl.col("item").is_not_null() & ~pl.col("item").is_in(PRONOUNS),
        pl.col("low").is_not_null(),
    ).sort("rate", "item", descending=[True, False])
    if here.height < 2 or here["numerator"][0] < LEAST or not here["rate"][1]:
        return None
    first, second = here.head(2).iter_rows(named=True)
    clear = first["low"] > second["high"]
    values = {
        "group": [study.group(group)],
        "first": _item(study, measure, first["item"]),
        "second": _item(study, measure, second["item"]),
        "rate_first": _rate(study, measure, first["item"], group),
        "rate_second": _rate(study, measure, second["item"], group),
        "speakers": [study.speakers(group)],
    }
    return Finding(
        id=_id(measure.measure, "first", group),
        family=measure.family,
        parts=_filled(sentences()[measure.measure]["first" if clear else "tied"], values),
        evidence=f"{study.confidence} intervals over {numbers.plural(first['n_speakers'], 'speaker')}: "
        + ("they do not overlap." if clear else "they overlap."),
        supported=clear,
        memo=clear,
    )


def _item(study: Study, measure: Measure, item: str | None, general: bool = False) -> list[Part]:
    if item is None:
        return []
    label = Emphasis(study.labels(str(measure.item), item))
    return [", ", label] if general else [label]


def _rate(study: Study, measure: Measure, item: str | None, group: str) -> list[Part]:
    """Rate with its interval and the counts that lead to their quotes."""
    cell = rates.rate_cell(study, measure, rates.rate_row(study, measure, item, group))
    if not isinstance(cell, Rate):
        return ["none"]
    of = " in " if measure.per == "words" else " of "
    if cell.interval == numbers.NOTHING:
        return [f"{cell.text} ", Together(["(", cell.counted, of, cell.against, ")"])]
    counts = Together(["(", cell.counted, of, cell.against, ";"])
    return [f"{cell.text} ", counts, " ", Together([f"{cell.interval})"])]


def _filled(sentence: str, values: dict[str, list[Part]]) -> list[Part]:
    """Parts of a sentence, with the values in place of their names; the first letter is a capital.

    Examples
    --------
    >>> _filled("{item} is named more among {more}.", {"item": [Emphasis("media")], "more": ["Experts"]})
    [Emphasis(text='Media'), ' is named more among ', 'Experts', '.']
    """
    parts: list[Part] = []
    for text, name, _, _ in Formatter().parse(sentence):
        if text:
            parts.append(text)
        if name:
            parts += values[name]
    if parts and isinstance(parts[0], Emphasis):
        parts[0] = Emphasis(parts[0].text[:1].upper() + parts[0].text[1:])
    return parts


def _id(*words: str | None) -> str:
    return "-".join(["finding", *(word for word in words if word)])
