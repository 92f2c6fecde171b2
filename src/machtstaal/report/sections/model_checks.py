"""Whether regression models see the differences that the permutation test sees."""

from typing import Any

import polars as pl

from machtstaal.report import numbers
from machtstaal.report.blocks import Cell, Column, Fold, Paragraph, Table, Text
from machtstaal.report.study import Study

NAMED = 3
"""Comparisons in which a model differs that are named in the sentence; the table has them all."""
LAST = 1e9
"""What sorts behind every number."""


def blocks(study: Study, pair: tuple[str, str]) -> list[Paragraph | Fold]:
    """One sentence on how the models agree with the test, and the table of all of them."""
    of_pair = (pl.col("group_a") == pair[0]) & (pl.col("group_b") == pair[1])
    rows = study.tables.model_checks.filter(of_pair).to_dicts()
    if not rows:
        return []
    title = f"Regression models beside the test ({numbers.plural(len(rows), 'comparison')} of shares)"
    return [Paragraph([_sentence(study, rows)]), Fold(title, [_table(study, rows, pair)])]


def _sentence(study: Study, rows: list[dict[str, Any]]) -> str:
    """Say in how many comparisons the models and the test say the same."""
    fitted = [row for row in rows if row["agrees"] is not None]
    differing = [row for row in fitted if not row["agrees"]]
    robust = [row["robust_agrees"] for row in rows if row["robust_agrees"] is not None]
    robust_said = (
        f" A logit with errors clustered by speaker agrees in {sum(robust)} of {len(robust)}."
        if robust
        else ""
    )
    reasons = dict.fromkeys(row["reason"] for row in rows if row["agrees"] is None and row["reason"])
    if not fitted:
        why = f": {numbers.enumerate_words(list(reasons))}" if reasons else ""
        return f"No mixed-effects logit could be fitted as a check{why}.{robust_said}"
    said = (
        f"As a check, a mixed-effects logit with an intercept for each speaker agrees with the permutation test (p of "
        f"{study.alpha:.2g} or less in the same direction, or not, before correction) in {len(fitted) - len(differing)} of "
        f"{numbers.plural(len(fitted), 'comparison')} of shares over all talk"
    )
    if differing:
        names = [_name(study, row) for row in differing[:NAMED]]
        more = len(differing) - len(names)
        said += f"; it differs in {numbers.enumerate_words([*names, *([f'{more} more'] if more else [])])}"
    said += f".{robust_said}"
    left = len(rows) - len(fitted)
    if left:
        why = f": {numbers.enumerate_words(list(reasons))}" if reasons else ""
        said += f" {left} could not be fitted{why}."
    return said


def _name(study: Study, row: dict[str, Any]) -> str:
    measure = study.tables.catalogue[row["measure"]]
    item = f" ({study.labels(str(measure.item), row['item'])})" if row["item"] is not None else ""
    return f"“{measure.label}{item}”"


def _table(study: Study, rows: list[dict[str, Any]], pair: tuple[str, str]) -> Table:
    a, b = (study.group(group) for group in pair)
    columns = [
        Column("Measure", numeric=False),
        Column("Mixed logit", f"odds ratio, {study.confidence} interval"),
        Column("p"),
        Column("Spread", "of speakers, log odds"),
        Column("Clustered logit", f"odds ratio, {study.confidence} interval"),
        Column("p"),
        Column("Permutation", "p"),
        Column("Agree", numeric=False),
    ]
    caption = (
        f"Odds of {a} against {b}: of a typical speaker (mixed-effects logit), and of all talk (logit with errors clustered by "
        "speaker). All talk."
    )
    return Table(
        f"table-models-{'-'.join(pair)}", caption, columns, [_row(study, row) for row in rows], shown=15
    )


def _row(study: Study, row: dict[str, Any]) -> list[Cell]:
    measure = study.tables.catalogue[row["measure"]]
    item = study.labels(str(measure.item), row["item"]) if row["item"] is not None else ""
    contrast = study.contrast_rows[row["measure"], row["item"], None, row["group_a"], row["group_b"]]
    differing = [
        name
        for name, agrees in (("mixed", row["agrees"]), ("clustered", row["robust_agrees"]))
        if agrees is False
    ]
    verdict = row["reason"] or (
        f"{' and '.join(differing)} differ{'s' * (len(differing) == 1)}" if differing else "yes"
    )
    return [
        Text(
            item or measure.label, f"{item} {measure.label}".strip().casefold(), measure.label if item else ""
        ),
        *_odds(row["odds_ratio"], row["low"], row["high"], row["p"]),
        Text(numbers.NOTHING, LAST) if row["spread"] is None else Text(f"{row['spread']:.2f}", row["spread"]),
        *_odds(row["robust_odds_ratio"], row["robust_low"], row["robust_high"], row["robust_p"]),
        Text(numbers.probability(contrast["p"]), contrast["p"]),
        Text(verdict, verdict),
    ]


def _odds(ratio: float | None, low: float | None, high: float | None, p: float | None) -> list[Cell]:
    """Odds ratio with its interval, and its p."""
    if ratio is None or low is None or high is None:
        return [Text(numbers.NOTHING, LAST), Text(numbers.NOTHING, LAST)]
    return [
        Text(f"{ratio:.2f}", ratio, f"{low:.2f}{numbers.DASH}{high:.2f}"),
        Text(numbers.probability(p), p),
    ]
