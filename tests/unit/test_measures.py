"""Measures are data: what the catalogue accepts, and what it counts."""

import polars as pl
import pytest
import yaml

from machtstaal.comparison import counts, measures
from machtstaal.comparison.measures import Catalogue
from machtstaal.problems import Problem

MEASURE = {
    "measure": "activation",
    "family": "activation",
    "label": "Actor acts",
    "table": "participants",
    "item": "actor",
    "where": {"role": ["agent"]},
    "per": {},
    "unit": "share",
}


def catalogue(tmp_path, *rows, families=("activation", "pronouns")):
    path = tmp_path / "measures.yaml"
    path.write_text(
        yaml.safe_dump({"families": dict.fromkeys(families, "?"), "measures": list(rows)}), encoding="utf-8"
    )
    return measures.load(path)


TURNS = pl.DataFrame(
    {
        "speaker_code": ["C01", "C01", "C02", "E01"],
        "group": ["citizens", "citizens", "citizens", "experts"],
        "scenario": ["utopia", "wild_west", "utopia", None],
        "n_words": [100, 50, 200, 400],
    }
)


def rows(**columns):
    return pl.DataFrame(columns)


# ---- the catalogue ----------------------------------------------------------------------------------------------


def test_the_bundled_catalogue_is_valid_and_every_family_has_a_measure():
    bundled = measures.load()
    assert {measure.family for measure in bundled.measures} == set(bundled.families)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"table": "clauses"},
            "unknown table 'clauses'; the tables are mentions, processes, participants, forces",
        ),
        ({"where": {"rol": ["agent"]}}, "unknown column 'rol'; participants has"),
        ({"item": "speaker"}, "unknown column 'speaker'"),
        ({"where": {"role": ["agents"]}}, "'role' is never 'agents'; it is agent, patient, beneficiary or ~"),
        ({"where": {"negated": ["false"]}}, "'negated' is never 'false'"),
        ({"family": "acts"}, "unknown family 'acts'; the families are activation, pronouns"),
        (
            {"per": {"role": ["agent", "patient"], "negated": [False]}},
            "must repeat the condition of 'per' on 'negated'",
        ),
        ({"per": {"role": ["patient"]}}, "must repeat the condition of 'per' on 'role'"),
        ({"per": "words"}, "'per: words' goes with 'unit: per 1,000 words'"),
        ({"where": {"role": []}}, "measure 1 ('activation'): where: value error, 'role' has no values"),
        ({"where": {"role": "agent"}}, "measure 1 ('activation'): where.role: input should be a valid"),
        ({"wear": {}}, "measure 1 ('activation'): wear: extra inputs are not permitted"),
    ],
)
def test_a_fault_in_a_measure_is_one_sentence_that_names_it(tmp_path, change, message):
    with pytest.raises(Problem) as problem:
        catalogue(tmp_path, {**MEASURE, **change})
    assert message in str(problem.value) and "'activation'" in str(problem.value)
    assert "\n" not in str(problem.value)


def test_an_id_used_twice_is_a_problem(tmp_path):
    with pytest.raises(Problem, match="the id is used twice"):
        catalogue(tmp_path, MEASURE, MEASURE)


@pytest.mark.parametrize("text", ["families: [", "- 1", "", "families: {}\n"])
def test_a_file_that_is_no_catalogue_is_a_problem(tmp_path, text):
    (tmp_path / "m.yaml").write_text(text)
    with pytest.raises(Problem, match=r"m\.yaml"):
        measures.load(tmp_path / "m.yaml")


def test_a_missing_file_is_a_problem(tmp_path):
    with pytest.raises(Problem, match="cannot be read"):
        measures.load(tmp_path / "none.yaml")


def test_null_selects_the_rows_without_a_value_and_only_those():
    frame = rows(agent=["raad", None, "burger"], voice=["passive", "passive", None])
    assert frame.filter(measures.select({"agent": [None]})).height == 1
    assert frame.filter(measures.select({"agent": ["raad"], "voice": ["passive"]})).height == 1
    assert frame.filter(measures.select({"agent": ["raad", None], "voice": ["passive"]})).height == 2
    assert frame.filter(measures.select({})).height == 3


# ---- the counts -------------------------------------------------------------------------------------------------


def table(counted, measure):
    """Return {(item, scenario): {speaker: (numerator, denominator)}} of one measure."""
    found = {}
    for position, row in enumerate(counted.columns.rows(named=True)):
        if row["measure"] == measure:
            pairs = zip(
                counted.numerators[:, position].tolist(),
                counted.denominators[:, position].tolist(),
                strict=True,
            )
            found[row["item"], row["scenario"]] = dict(
                zip(counted.speakers["speaker_code"], pairs, strict=True)
            )
    return found


def test_words_are_counted_by_speaker_and_scenario(tmp_path):
    mentions = rows(
        speaker_code=["C01", "C01", "C02", "E01"],
        scenario=["utopia", "wild_west", "utopia", None],
        actor=["government", "government", "citizens", "government"],
    )
    rate = {**MEASURE, "table": "mentions", "where": {}, "per": "words", "unit": "per 1,000 words"}
    counted = counts.count(catalogue(tmp_path, rate), {"mentions": mentions}, TURNS)
    found = table(counted, "activation")
    assert found["government", None] == {"C01": (2, 150), "C02": (0, 200), "E01": (1, 400)}
    assert found["government", "utopia"] == {"C01": (1, 100), "C02": (0, 200), "E01": (0, 0)}
    assert found["citizens", None] == {"C01": (0, 150), "C02": (1, 200), "E01": (0, 400)}
    assert counted.groups == ("citizens", "experts")
    assert counted.members("citizens", "wild_west").tolist() == [True, False, False]


def test_a_share_of_the_item_divides_by_the_rows_of_that_actor_and_of_all_by_every_row(tmp_path):
    participants = rows(
        speaker_code=["C01", "C01", "C01", "C02", "E01"],
        scenario=["utopia", "utopia", "utopia", "utopia", None],
        actor=["government", "government", "citizens", None, "government"],
        role=["agent", "patient", "patient", "agent", "patient"],
    )
    both = catalogue(
        tmp_path, MEASURE, {**MEASURE, "measure": "agents", "per": {"role": ["agent"]}, "share_of": "all"}
    )
    counted = counts.count(both, {"participants": participants}, TURNS)
    activation, agents = table(counted, "activation"), table(counted, "agents")
    assert activation["government", None] == {"C01": (1, 2), "C02": (0, 0), "E01": (0, 1)}
    assert activation["citizens", None] == {"C01": (0, 1), "C02": (0, 0), "E01": (0, 0)}
    # the agent without a known actor counts against, but is no item; citizens are never agent, so no item here
    assert agents["government", None] == {"C01": (1, 1), "C02": (0, 1), "E01": (0, 0)}
    assert set(agents) == {("government", None), ("government", "utopia")}


def test_a_number_and_its_quotes_are_the_same_rows(tmp_path):
    participants = rows(
        speaker_code=["C01", "C01", "E01"], scenario=[None] * 3, actor=["government", "citizens", "government"],
        role=["agent", "agent", "patient"], turn=["t1", "t2", "t3"],
    )  # fmt: skip
    found = catalogue(tmp_path, MEASURE)
    counted = counts.count(found, {"participants": participants}, TURNS)
    quoted = participants.filter(found["activation"].numerator("government"))
    assert quoted["turn"].to_list() == ["t1"]
    assert sum(n for n, _ in table(counted, "activation")["government", None].values()) == quoted.height
    assert participants.filter(found["activation"].denominator("government")).height == 2


def test_the_obligations_of_the_bundled_measures_add_up():
    """Whoever must, nobody in particular, somebody unlisted: together with 'no doer implied' all obligations."""
    statuses = [
        ("expressed", "government"),
        ("generic", "generic"),
        ("suppressed", None),
        ("expressed", None),
        ("none", None),
    ]
    processes = pl.DataFrame(
        [
            {
                "speaker_code": "C01",
                "scenario": None,
                "modality": "obligation",
                "agent_status": status,
                "agent_actor": actor,
            }
            for status, actor in statuses
        ]
    )
    chosen = ("obligation_by_actor", "obligation_unlisted", "obligation_unassigned")
    bundled = measures.load()
    part = Catalogue(families=bundled.families, measures=tuple(bundled[name] for name in chosen))
    counted = counts.count(part, {"processes": processes}, TURNS)
    overall = counted.columns["scenario"].is_null().to_numpy()
    assert counted.numerators[0, overall].tolist() == [1, 1, 1, 1]
    assert counted.denominators[0, overall].tolist() == [5, 5, 5, 5]


def test_an_empty_table_gives_no_columns(tmp_path):
    empty = pl.DataFrame(
        schema={"speaker_code": pl.String, "scenario": pl.String, "actor": pl.String, "role": pl.String}
    )
    counted = counts.count(catalogue(tmp_path, MEASURE), {"participants": empty}, TURNS)
    assert counted.numerators.shape == (3, 0) and counted.columns.height == 0


def test_groups_keep_the_order_of_the_study(tmp_path):
    empty = pl.DataFrame(
        schema={"speaker_code": pl.String, "scenario": pl.String, "actor": pl.String, "role": pl.String}
    )
    counted = counts.count(
        catalogue(tmp_path, MEASURE), {"participants": empty}, TURNS, ["experts", "youth", "citizens"]
    )
    assert counted.groups == ("experts", "citizens")


@pytest.mark.parametrize(
    ("tables", "turns", "groups", "message"),
    [
        ({}, TURNS, None, "needs the table 'participants'"),
        (None, TURNS.with_columns(speaker_code=pl.lit("C01")), None, "speaker 'C01' is in two groups"),
        (
            None,
            TURNS.filter(pl.col("speaker_code") != "E01"),
            None,
            "participants has speaker 'E01' who has no turn",
        ),
        (
            None,
            TURNS,
            ["citizens"],
            "group 'experts' has turns but is not among the groups compared: citizens",
        ),
    ],
)
def test_tables_that_do_not_fit_are_a_problem(tmp_path, tables, turns, groups, message):
    fitting = {
        "participants": rows(speaker_code=["E01"], scenario=[None], actor=["we"], role=["agent"]).cast(
            {"scenario": pl.String}
        )
    }
    with pytest.raises(Problem, match=message):
        counts.count(catalogue(tmp_path, MEASURE), fitting if tables is None else tables, turns, groups)
