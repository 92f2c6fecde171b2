"""The ledger of exclusions: which class, which agent nearby, and how far away it is."""

import polars as pl
import pytest

from machtstaal import exclusions, tables

ORDER = pl.DataFrame({"turn": [f"t-{n}" for n in range(9)], "position": range(9)})
OFFSETS = ("clause_start", "clause_end", "head_start", "agent_start", "agent_end")


def processes(*rows: tuple) -> pl.DataFrame:
    """Rows of turn, place in it, verb, agent (None: left out), and where needed other columns."""
    made = []
    for number, (turn, place, verb, agent, *others) in enumerate(rows):
        row = {
            "process": f"p{number}", "transcript": "t", "turn": f"t-{turn}", "sentence": f"t-{turn}:1",
            "clause_start": place, "clause_end": place + 9, "head_start": place, "lemma": verb, "verb": verb,
            "process_type": "material", "form": "finite" if agent else "passive", "passive": None if agent else "worden",
            "agent": agent, "agent_start": place if agent else None, "agent_end": place + 4 if agent else None,
            "agent_actor": agent and "government", "agent_status": "expressed" if agent else "suppressed",
        }  # fmt: skip
        made.append(row | (others[0] if others else {}))
    return pl.DataFrame(made, schema_overrides=dict.fromkeys(OFFSETS, pl.Int32), infer_schema_length=None)


def found(*rows: tuple, **windows: int) -> dict:
    """The one row of the ledger."""
    ledger = tables.checked(exclusions.find(processes(*rows), ORDER, **windows), "exclusions")
    assert len(ledger) == 1
    return ledger.row(0, named=True)


def test_the_nearest_earlier_agent_of_the_same_verb_is_taken_with_its_place():
    row = found(
        (0, 0, "wissen", "bank"), (1, 3, "wissen", "raad"), (1, 40, "lopen", "kind"), (3, 0, "wissen", None)
    )
    assert (row["class"], row["by"], row["distance"]) == ("backgrounded", "same verb", 2)
    assert (row["retrieved"], row["retrieved_actor"], row["retrieved_process"]) == (
        "raad",
        "government",
        "p1",
    )
    assert (row["retrieved_turn"], row["retrieved_start"], row["retrieved_end"]) == ("t-1", 3, 7)


@pytest.mark.parametrize(
    ("before", "after", "nearer"), [(10, 70, "bank"), (45, 90, "raad"), (40, 60, "raad")]
)
def test_in_the_same_turn_the_nearer_agent_is_taken_and_of_two_equally_near_the_earlier(
    before, after, nearer
):
    row = found((2, before, "wissen", "raad"), (2, 50, "wissen", None), (2, after, "wissen", "bank"))
    assert (row["retrieved"], row["distance"]) == (nearer, 0)


def test_the_same_turn_comes_before_an_earlier_turn_and_a_later_turn_never_counts():
    row = found((1, 90, "wissen", "raad"), (2, 0, "wissen", None), (2, 300, "wissen", "bank"))
    assert (row["retrieved"], row["distance"]) == ("bank", 0)
    later = found((2, 0, "wissen", None), (3, 0, "wissen", "bank"))
    assert (later["class"], later["retrieved"]) == ("suppressed", None)


@pytest.mark.parametrize(
    ("windows", "cls", "distance"),
    [
        ({}, "suppressed", 4),
        ({"window": 4}, "backgrounded", 4),
        ({"window": 3}, "suppressed", 4),
        ({"reach": 3}, "suppressed", None),
        ({"window": 6, "reach": 0}, "backgrounded", 4),
    ],
)
def test_the_window_decides_on_the_class_and_the_reach_on_what_is_written_down(windows, cls, distance):
    row = found((0, 0, "wissen", "bank"), (4, 0, "wissen", None), **windows)
    assert (row["class"], row["distance"]) == (cls, distance)


def test_a_passive_without_subject_is_impersonal_unless_its_doer_is_nearby():
    form = {"form": "impersonal passive"}
    assert found((0, 0, "werken", None, form))["class"] == "impersonal"
    assert found((0, 0, "werken", "bode"), (0, 9, "werken", None, form))["class"] == "backgrounded"


def test_anybody_is_of_a_class_of_its_own_and_nobody_is_looked_for():
    row = found((0, 0, "wissen", "men", {"agent_status": "generic", "agent_actor": "generic"}))
    assert (row["class"], row["by"], row["retrieved"]) == ("generic", None, None)


def test_who_acted_last_in_the_turn_is_a_weaker_guess_that_changes_no_class():
    row = found((0, 0, "lopen", "raad"), (0, 20, "wissen", None))
    assert (row["class"], row["by"], row["retrieved"], row["distance"]) == (
        "suppressed",
        "last actor",
        "raad",
        0,
    )
    assert found((0, 0, "lopen", "raad"), (1, 20, "wissen", None))["by"] is None


@pytest.mark.parametrize(
    "other",
    [
        {"agent_actor": None},
        {"agent_actor": "technology"},
        {"agent_status": "generic"},
        {"process_type": "relational"},
    ],
)
def test_things_anybody_unknown_agents_and_who_only_is_something_did_not_act_last(other):
    rows = processes((0, 0, "lopen", "raad", other), (0, 20, "wissen", None))
    row = exclusions.find(rows, ORDER).filter(process="p1").row(0, named=True)
    assert row["by"] is None


def test_another_transcript_names_nobody():
    other = {"transcript": "u"}
    assert found((0, 0, "wissen", "bank", other), (0, 20, "wissen", None))["retrieved"] is None


def test_named_doers_and_processes_without_any_are_no_exclusions():
    ledger = exclusions.find(
        processes((0, 0, "wissen", "bank"), (0, 20, "regenen", None, {"agent_status": "none"})), ORDER
    )
    assert ledger.is_empty()
    assert ledger.schema == pl.Schema(exclusions.LEDGER_SCHEMA)


@pytest.mark.parametrize("window", [0, 1, 2])
def test_the_ledger_agrees_with_the_processes_table(extract, window):
    rows = extract(
        "De gemeente plaatst camera's.", "Waar?", "Er worden camera's geplaatst.", "Er wordt gewerkt.",
        "Je weet het niet.", "De raad werkt hard.", window=window,
    )  # fmt: skip
    order = pl.DataFrame({"turn": [f"t-{n:03d}" for n in range(1, 7)], "position": range(6)})
    ledger = exclusions.find(rows, order, window=window)
    near = rows.filter(exclusion="backgrounded")["process"].to_list()
    assert ledger.filter(pl.col("class") == "backgrounded")["process"].to_list() == near
    gone = rows.filter(exclusion="suppressed")["process"].to_list()
    assert ledger.filter(pl.col("class").is_in(["impersonal", "suppressed"]))["process"].to_list() == gone
    assert "generic" in ledger["class"] and "impersonal" in ledger["class"]


def test_shares_by_window_never_fall_and_stop_at_the_reach():
    ledger = pl.DataFrame(
        {
            "group": ["a", "a", "a", "a", "b"],
            "class": ["backgrounded", "suppressed", "impersonal", "generic", "suppressed"],
            "by": ["same verb", "same verb", "last actor", None, None],
            "distance": [0, 3, 0, None, None],
        }
    )
    found = exclusions.by_window(ledger, windows=(0, 3, 8), reach=5)
    assert found.rows() == [
        ("a", 0, 1, 3, 1 / 3),
        ("a", 3, 2, 3, 2 / 3),
        ("b", 0, 0, 1, 0.0),
        ("b", 3, 0, 1, 0.0),
    ]
