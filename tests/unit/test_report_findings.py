"""A sentence stands in the report only where the numbers bear it out."""

from dataclasses import replace

import polars as pl
import pytest
import report_material as material

from machtstaal.report.blocks import Count, Emphasis, Together
from machtstaal.report.evidence import Evidence
from machtstaal.report.figures import Gallery
from machtstaal.report.findings import of_family, sentences
from machtstaal.report.labels import Labels
from machtstaal.report.study import Study


def study(**changed) -> Study:
    tables = replace(material.study(), **changed)
    return Study(
        tables,
        material.SETTINGS,
        Evidence(tables),
        Labels(material.GROUPS, categories=tables.categories),
        Gallery({}),
    )


def said(finding) -> str:
    def plain(part):
        if isinstance(part, Count):
            return str(part.n)
        if isinstance(part, Emphasis):
            return part.text
        return "".join(map(plain, part.parts)) if isinstance(part, Together) else part

    return "".join(map(plain, finding.parts)).replace("\u00a0", " ")


def contrasts(**values):
    """The contrast of negation, with other numbers."""
    table = material.study().contrasts
    negation = (pl.col("measure") == "negation") & pl.col("scenario").is_null()
    changed = [
        pl.when(negation).then(pl.lit(value)).otherwise(name).alias(name) for name, value in values.items()
    ]
    return table.with_columns(changed)


def test_a_difference_with_interval_and_q_is_a_sentence():
    sure = contrasts(difference=-0.3, low=-0.4, high=-0.2, p=0.001, q=0.002)
    finding, *others = of_family(study(contrasts=sure), "negation")
    assert not others
    assert finding.supported
    assert said(finding) == (
        "Clauses are more often negated among Experts than among Citizens: 10 % (17 of 162; 6–17 %) against 9.8 % "
        "(15 of 153; 3.2–21.5 %)."
    )
    assert "−30.0 pp, 95 % interval −40.0 to −20.0 pp; p = 0.001, q = 0.002" in finding.evidence.replace(
        "\u00a0", " "
    )
    assert "6 and 6 speakers. Few speakers: take it as a hint." in finding.evidence


@pytest.mark.parametrize(
    "numbers",
    [
        {"low": -0.1, "high": 0.2, "p": 0.001, "q": 0.002},  # the interval holds zero
        {"low": 0.1, "high": 0.2, "p": 0.04, "q": 0.06},  # too many comparisons
        {"low": 0.1, "high": 0.2, "p": None, "q": None},  # too rare to test
    ],
)
def test_a_difference_without_them_is_none(numbers):
    (finding,) = of_family(study(contrasts=contrasts(difference=0.15, **numbers)), "negation")
    assert not finding.supported
    assert said(finding) == (
        "What is denied? No difference between Citizens and Experts can be told from these 12 speakers (Citizens 6, Experts 6)."
    )


def test_the_first_of_a_group_is_told_only_if_its_interval_lies_above_the_next():
    rates = pl.DataFrame(
        {
            "family": "actors", "measure": "prominence", "item": ["business", "citizens"], "scenario": None,
            "group": "citizen", "numerator": [34, 40], "denominator": 881, "rate": [60.0, 40.0],
            "low": [50.0, 30.0], "high": [70.0, 49.0], "n_speakers": 6, "languages": "nl",
            **dict.fromkeys(("corrected", "corrected_low", "corrected_high", "uncorrected")),
        },
        schema=material.study().rates.schema,
    )  # fmt: skip
    tied = rates.with_columns(high=pl.Series([70.0, 51.0]))
    clear = [one for one in of_family(study(rates=rates), "actors") if "first" in one.id]
    unclear = [one for one in of_family(study(rates=tied), "actors") if "first" in one.id]
    assert [one.supported for one in (*clear, *unclear)] == [True, False]
    assert said(clear[0]).startswith(
        "Among Citizens, business is named more often than any other actor: 60.0 (34 in 881 words;"
    )
    assert said(unclear[0]).endswith("which of the two comes first cannot be told from these 6 speakers.")


def test_nothing_is_said_of_a_group_from_few_rows():
    rates = material.study().rates.filter(
        ~((pl.col("measure") == "obligation_unassigned") & (pl.col("group") == "expert"))
    ).with_columns(
        denominator=pl.when(pl.col("measure") == "obligation_unassigned").then(9).otherwise("denominator")
    )  # fmt: skip
    assert not [
        one for one in of_family(study(rates=rates), "responsibility") if "unassigned-level" in one.id
    ]


def test_every_measure_of_the_catalogue_has_its_own_sentence():
    assert {measure.measure for measure in material.study().catalogue.measures} - {"general"} <= {
        *sentences(), "obligation_unlisted", "agentless_passives_by_auxiliary",
        "left_out_by_form", "class_backgrounded", "class_impersonal", "class_suppressed",
    }  # fmt: skip


def test_one_group_is_described_and_compared_with_nobody():
    tables = material.study(("citizen",))
    alone = Study(tables, material.SETTINGS, Evidence(tables), Labels(material.GROUPS), Gallery({}))
    found = [one for family in tables.catalogue.families for one in of_family(alone, family)]
    assert found
    assert not any("than among" in said(one) or "difference" in said(one) for one in found)
