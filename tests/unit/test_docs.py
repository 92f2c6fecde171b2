"""docs/ says what the program does: every table, column, type and value, and every lexicon."""

import re

import polars as pl
import pytest

from machtstaal import contracts, lexicons, responsibility, tables, turns
from machtstaal.clusters import composition, consensus, description, outcome, solutions, units
from machtstaal.comparison import (
    baseline,
    collocations,
    concordance,
    contrasts,
    keyness,
    measures,
    model_checks,
    rates,
)
from machtstaal.interaction import coordination, floor, inference, uptake
from machtstaal.multiverse import panel, summary
from machtstaal.networks import backbone, difference, discourse, edges, statements, uncertainty
from machtstaal.networks import measures as network_measures
from machtstaal.power import frames
from machtstaal.report.inputs import OCCURRENCES

TYPES = {
    pl.String: "text",
    pl.Int32: "whole",
    pl.Int64: "whole",
    pl.Float64: "number",
    pl.Boolean: "yes/no",
    pl.List(pl.String): "list of texts",
}
SCHEMAS = {
    "turns": turns.SCHEMA,
    "forces": OCCURRENCES,
    "rates": rates.SCHEMA,
    "contrasts": contrasts.SCHEMA,
    "model_checks": model_checks.SCHEMA,
    "power_frames": frames.SCHEMA,
    "responsibility": responsibility.SCHEMA,
    "responsibility_matrix": responsibility.MATRIX_SCHEMA,
    "power_baseline": baseline.SCHEMA,
    "multiverse": panel.SCHEMA,
    "multiverse_findings": summary.FINDINGS,
    "multiverse_choices": summary.CHOICES,
    "keyness": keyness.SCHEMA,
    "collocations": collocations.SCHEMA,
    "kwic": concordance.SCHEMA,
    "edges": edges.EDGE_SCHEMA | uncertainty.INTERVAL_SCHEMA | backbone.SCHEMA,
    "centralities": uncertainty.SCHEMA,
    "network_contrasts": difference.SCHEMA,
    "statements": statements.SCHEMA,
    "stances": discourse.STANCE_SCHEMA,
    "alignments": discourse.ALIGNMENT_SCHEMA,
    "nodes": network_measures.NODE_SCHEMA,
    "summary of a network": network_measures.SUMMARY_SCHEMA,
    "floor": floor.SCHEMA,
    "opportunities": uptake.OPPORTUNITY_SCHEMA,
    "uptake": uptake.SCHEMA,
    "coordination": coordination.SCHEMA,
    "interaction_rates": inference.SCHEMA,
    "units": units.UNIT_SCHEMA | solutions.PLACE_SCHEMA,
    "solutions": solutions.SOLUTION_SCHEMA,
    "terms": description.TERM_SCHEMA,
    "co_assignment": consensus.SCHEMA,
    "composition": composition.SCHEMA,
    "sizes": description.CLUSTER_SCHEMA,
}


def page(repository, name):
    return (repository / "docs" / name).read_text(encoding="utf-8")


def documented(text, heading):
    """Rows of the first table under a heading: name -> (type, whole row)."""
    section = re.search(rf"^#+ {re.escape(heading)}$\n(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)[1]
    rows = re.findall(r"^\| `(\w+)` \| ([^|]*) \|(.*)$", section, re.MULTILINE)
    return {name: (kind.removesuffix(", empty"), kind + rest) for name, kind, rest in rows}


@pytest.mark.parametrize("table", SCHEMAS)
def test_the_page_of_tables_has_each_column_in_its_order_and_type(repository, table):
    rows = documented(page(repository, "tables.md"), table)
    assert list(rows) == list(SCHEMAS[table])
    assert {name: kind for name, (kind, _) in rows.items()} == {
        name: TYPES[kind] for name, kind in SCHEMAS[table].items()
    }


@pytest.mark.parametrize("table", contracts.SCHEMAS)
def test_the_page_of_tables_has_each_column_of_a_contract_and_its_values(repository, table):
    rows = documented(page(repository, "tables.md"), table)
    for name, column in contracts.SCHEMAS[table].columns.items():
        assert name in rows, f"docs/tables.md, {table}: column '{name}' is not there"
        kind, row = rows[name]
        if column.dtype is not None:
            assert kind == TYPES[column.dtype.type if hasattr(column.dtype, "type") else column.dtype], name
            assert (", empty" in row.partition("|")[0]) == column.nullable, name
        for check in column.checks:
            for value in check.statistics.get("allowed_values", ()):
                assert f"`{value}`" in row, f"docs/tables.md, {table}.{name}: value '{value}' is not there"


def test_the_page_of_tables_has_each_column_of_participants(repository):
    empty = pl.DataFrame(
        schema={
            name: pl.Int32
            if name.endswith(("_start", "_end"))
            else pl.Boolean
            if name == "negated"
            else pl.String
            for name in contracts.SCHEMAS["processes"].columns
        }
    )
    derived = tables.participants(empty)
    rows = documented(page(repository, "tables.md"), "participants")
    assert {name: kind for name, (kind, _) in rows.items()} == {
        name: TYPES[kind] for name, kind in derived.schema.items()
    }


def test_the_page_of_tables_has_each_key_of_the_outcome_and_each_family(repository):
    text = page(repository, "tables.md")
    said = outcome.nothing(outcome.TOO_FEW, {"n_units": 1, "n_speakers": 1, "resamples": 2})
    assert all(f"`{key}`" in text for key in said)
    assert all(f"`{family}`" in documented(text, "rates")["family"][1] for family in measures.load().families)


def test_the_page_of_tables_has_each_actor_category(repository):
    lines = (
        (repository / "data" / "lexicons" / "actor_categories.tsv").read_text(encoding="utf-8").splitlines()
    )
    text = page(repository, "tables.md").partition("## Actor categories")[2]
    assert set(re.findall(r"`(\w+)`", text)) >= {line.split("\t")[0] for line in lines[1:]}


@pytest.mark.parametrize("lexicon", lexicons.COLUMNS)
def test_the_page_of_lexicons_has_each_column_and_value(repository, lexicon):
    text = page(repository, "lexicons.md")
    section = re.search(rf"^## {lexicon}\.tsv.*?$\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)[1]
    for column in lexicons.COLUMNS[lexicon]:
        assert f"| `{column}` |" in section, (
            f"docs/lexicons.md, {lexicon}.tsv: column '{column}' is not there"
        )
        for value in lexicons.ALLOWED.get(column, ()):
            assert f"`{value}`" in section, (
                f"docs/lexicons.md, {lexicon}.tsv, {column}: '{value}' is not there"
            )


def test_the_page_of_lexicons_has_each_class_of_words(repository, nl):
    text = page(repository, "lexicons.md").partition("## words.tsv")[2]
    assert [name for name in nl.words["class"].unique(maintain_order=True) if f"`{name}`" not in text] == []


@pytest.mark.parametrize("name", ["docs/tables.md", "docs/method.md", "docs/lexicons.md", "config/README.md"])
def test_links_between_the_pages_lead_somewhere(repository, name):
    text = (repository / name).read_text(encoding="utf-8")
    headings = {
        re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    }
    for target in re.findall(r"\]\(([^)]+)\)", text):
        file, _, anchor = target.partition("#")
        if file and not file.startswith("http") and not file.endswith("accuracy.md"):
            assert ((repository / name).parent / file).resolve().exists(), target
        if not file:
            assert anchor in headings, target
