"""What the report says a test could have found, and whether regression models agree with it."""

import polars as pl
from test_report_findings import contrasts, study

from machtstaal.comparison.model_checks import NONE, SCHEMA, UNFITTED
from machtstaal.report.blocks import Fold, Paragraph
from machtstaal.report.findings import of_family
from machtstaal.report.sections import differences, model_checks

PAIR = ("citizen", "expert")
FITTED = {
    "family": "exclusion",
    "item": None,
    "group_a": "citizen",
    "group_b": "expert",
    "odds_ratio": 1.5,
    "low": 0.8,
    "high": 2.8,
    "p": 0.2,
    "spread": 0.4,
    "agrees": True,
    "robust_odds_ratio": 1.4,
    "robust_low": 0.7,
    "robust_high": 2.9,
    "robust_p": 0.3,
    "robust_agrees": True,
}


def checked(*rows):
    table = [{name: {**FITTED, **row}.get(name) for name in SCHEMA} for row in rows]
    return study(model_checks=pl.DataFrame(table, schema=SCHEMA))


def text(block):
    return "".join(block.parts).replace("\u00a0", " ")


UNABLE = dict.fromkeys([name for name in FITTED if name not in ("family", "item", "group_a", "group_b")])


def test_one_sentence_says_how_many_agree_and_names_those_that_do_not():
    shown = checked(
        {"measure": "passives"},
        {"measure": "suppressed_agents", "agrees": False, "p": 0.01},
        {"measure": "nominalisations", **UNABLE, "reason": NONE},
    )
    paragraph, fold = model_checks.blocks(shown, PAIR)
    assert isinstance(paragraph, Paragraph) and isinstance(fold, Fold)
    said = text(paragraph)
    assert (
        "in 1 of 2 comparisons of shares over all talk; it differs in “Doer left out of the sentence" in said
    )
    assert "clustered by speaker agrees in 2 of 2." in said
    assert said.endswith("1 could not be fitted: none counted in one group.")
    (table,) = fold.blocks
    assert [row[-1].text for row in table.rows] == ["yes", "mixed differs", NONE]
    assert (table.rows[0][1].text, table.rows[0][1].note) == ("1.50", "0.80–2.80")


def test_it_says_what_else_could_not_be_fitted_and_nothing_without_models():
    shown = checked({"measure": "passives"}, {"measure": "suppressed_agents", **UNABLE, "reason": UNFITTED})
    assert text(model_checks.blocks(shown, PAIR)[0]).endswith("1 could not be fitted: no maximum found.")
    nothing = checked({"measure": "passives", **UNABLE, "reason": UNFITTED})
    assert text(model_checks.blocks(nothing, PAIR)[0]).startswith(
        "No mixed-effects logit could be fitted as a check: no"
    )
    assert model_checks.blocks(checked(), PAIR) == []


def test_no_difference_is_read_with_what_would_have_been_found():
    near = contrasts(low=-0.1, high=0.2, p=0.4, q=0.4, detectable=0.25)
    (finding,) = of_family(study(contrasts=near), "negation")
    assert (
        "Alone, this test finds a true difference of 25.0 pp with a probability of .8"
        in finding.evidence.replace("\u00a0", " ")
    )
    never = contrasts(low=-0.1, high=0.2, p=0.4, q=0.4, detectable=None)
    (finding,) = of_family(study(contrasts=never), "negation")
    assert "No true difference, however large, would be found" in finding.evidence


def test_the_table_of_differences_has_it_beside_each():
    section = differences.section(study())
    tables = [block for block in section.blocks if getattr(block, "kind", "") == "table"]
    place = [column.label for column in tables[0].columns].index("Detectable")
    assert all(row[place].value > 0 for row in tables[0].rows)


def test_a_difference_within_scenarios_is_told_with_its_interval():
    split = contrasts(
        difference=-0.3, low=-0.4, high=-0.2, p=0.001, q=0.002,
        within="scenarios", difference_within=-0.25, within_low=-0.35, within_high=-0.15,
    )  # fmt: skip
    finding, *_ = of_family(study(contrasts=split), "negation")
    assert (
        "Within scenarios the difference is −25.0 pp, 95 % interval −35.0 to −15.0 pp."
        in finding.evidence.replace("\u00a0", " ")
    )
