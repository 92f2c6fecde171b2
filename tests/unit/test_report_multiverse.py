"""The section on other choices: what it says, and that its counts lead to quotes."""

import re
from dataclasses import replace

import polars as pl
import report_material as material

from machtstaal.report import build
from machtstaal.report.sections import multiverse


def section(tables) -> str:
    html = build(tables, material.SETTINGS)
    found = re.search(r'<section id="multiverse".*?(?=<section id="method")', html, re.DOTALL)
    return found[0] if found else ""


def test_each_difference_has_its_counts_its_shares_and_what_moves_it():
    tables = material.study()
    text = section(tables)
    told = tables.multiverse_findings.filter(role="told")
    assert told.height  # the two groups of the material differ
    rows = re.search(r'id="table-multiverse-told".*?</tbody>', text, re.DOTALL)[0].split("<tr>")[2:]
    assert len(rows) == told.height
    for row, finding in zip(rows, told.iter_rows(named=True), strict=True):
        assert 'data-quotes="' in row
        n = finding["n_specifications"]
        assert f"{round(finding['share_told'] * n)} of {n}" in row if n else "not touched" in row
    assert "To survive is not to be true." in text
    assert "a facilitator leads several groups" in text
    assert "multiverse.other_results" in text


def test_the_sentence_counts_what_stands():
    found = pl.DataFrame({
        "n_specifications": [4, 2, 3, 0, 2], "n_undefined": [0, 0, 0, 0, 1], "share_same_direction": [1.0, 1.0, 0.5, None, 1.0],
        "share_excludes_zero": [1.0, 0.5, 0.5, None, 1.0], "share_told": [1.0, 0.5, 0.0, None, 1.0],
    })  # fmt: skip
    assert multiverse._verdict(found) == (
        "Of the 3 differences of the main analysis whose counts some choice changes, 2 keep their direction under all choices and "
        "combinations tried, 1 with an interval that leaves out zero throughout, and 1 is told (q too) under all. "
        "No choice changes the counts of 1 more. Of 1 more some choice leaves nothing to count."
    )
    assert multiverse._verdict(found.clear()) == (
        "The main analysis tells no difference between the groups, so that there is none that could fall."
    )


def test_without_an_evaluation_there_is_no_section():
    tables = material.study()
    assert not section(
        replace(
            tables,
            multiverse=tables.multiverse.clear(),
            multiverse_findings=tables.multiverse_findings.clear(),
        )
    )
