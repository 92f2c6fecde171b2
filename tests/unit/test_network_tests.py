"""What the report says of the networks' uncertainty, in a study of which the numbers are known."""

from dataclasses import replace

import polars as pl
import pytest
import report_material as material

from machtstaal.networks import statements
from machtstaal.report import build
from machtstaal.report.sections import network_tests


@pytest.fixture(scope="module")
def page():
    return build(material.study(), material.SETTINGS)


def test_the_section_has_the_three_parts(page):
    section = page.partition('<section id="networks"')[2]
    for part in ("table-network-contrasts", "table-leaders", "networks/statements.dna"):
        assert part in section


def test_a_report_without_these_tables_has_no_such_parts():
    bare = replace(material.study(), centralities=None, network_contrasts=None, statements=None)
    page = build(bare, material.SETTINGS)
    for part in ("table-network-contrasts", "table-leaders", "networks/statements.dna"):
        assert part not in page


def test_one_group_has_no_differences():
    page = build(material.study(groups=("citizen",)), material.SETTINGS | {"groups": {"citizen": "Citizens"}})
    assert "table-network-contrasts" not in page
    assert "table-leaders" in page


class Told:
    """As much of a study as a sentence about statements needs."""

    def __init__(self, rows):
        self.tables = type("Tables", (), {"statements": rows})


def test_statements_are_counted_by_stance():
    rows = material.study().statements
    known = pl.concat([rows.head(3)]).with_columns(
        agreement=pl.Series([True, False, True]),
        hypothetical=pl.Series([False, False, True]),
        proposed_by=pl.Series(["assertion", statements.RESEARCHER, "prediction"]),
        concept=pl.Series(["delen", "delen", "meten"]),
    )
    (said,) = network_tests.statements(Told(known))
    assert (
        "3 statements of speakers on 2 concepts: 1 agree, 1 disagree, and 1 are hypothetical" in said.parts[0]
    )
    assert "1 statement corrected or added by hand." in said.parts[0]
