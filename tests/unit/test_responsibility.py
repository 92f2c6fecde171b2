import polars as pl
import pytest
from power_material import processes

from machtstaal import responsibility, spreadsheets, tables

TURNS = pl.DataFrame(
    {"turn": ["t-1"], "text": ["Er moet iets. De staat moet iets doen. Wij moeten dat ook doen."]}
)
MUST = {"modality": "obligation", "agent_actor": "government"}


def assigned(*rows: dict) -> pl.DataFrame:
    return tables.checked(responsibility.assign(processes(*rows), TURNS), "responsibility")


def test_a_duty_of_nobody_is_a_row_of_its_own_and_shares_add_up():
    cells = assigned(
        MUST,
        MUST | {"speaker_code": "C02"},
        {"modality": "obligation", "agent_status": "suppressed"},
        {"modality": "obligation", "agent": "buurman"},
        {"modality": "obligation", "agent_status": "none"},
        {"modality": "ability", "agent_actor": "government"},
    )
    must = cells.filter(pl.col("modality") == "obligation")
    assert must.select("who", "n", "n_speakers", "n_modality").rows() == [
        ("government", 2, 2, 5),
        ("no_doer", 1, 1, 5),
        ("other", 1, 1, 5),
        ("unassigned", 1, 1, 5),
    ]
    assert must["share"].sum() == pytest.approx(1)
    assert cells["modality"].unique(maintain_order=True).to_list() == ["obligation", "ability"]


def test_each_cell_leads_to_its_clauses():
    spans = [(0, 13), (14, 38), (39, 63)]
    cells = assigned(*(MUST | {"clause_start": start, "clause_end": end} for start, end in spans))
    assert cells["processes"].to_list() == [["p1", "p2", "p3"]]
    assert cells["quote"].to_list() == ["De staat moet iets doen."]


def test_cells_are_divided_by_scenario_kind_of_process_and_patient():
    cells = assigned(
        MUST | {"patient_actor": "citizens"},
        MUST | {"patient_actor": "business"},
        MUST | {"patient_actor": "citizens", "scenario": "open"},
        MUST | {"patient_actor": "citizens", "process_type": "verbal", "negated": True},
    )
    assert cells.height == 4
    assert cells["n_negated"].sum() == 1
    assert cells["share"].to_list() == [0.25] * 4  # of all scenarios


def test_clauses_without_modality_and_without_a_group_are_not_there():
    assert assigned({"agent_actor": "government"}, MUST | {"group": None}).height == 0


def test_the_matrix_has_all_talk_first_and_nobody_on_top():
    cells = assigned(
        MUST,
        MUST | {"scenario": "open"},
        {"modality": "obligation", "agent_status": "suppressed", "scenario": "open"},
        {"modality": "ability", "agent": "buurman"},
    )
    wide = tables.checked(responsibility.matrix(cells), "responsibility_matrix")
    assert wide.select("scenario", "who", "obligation", "obligation_share", "ability").rows() == [
        (None, "unassigned", 1, pytest.approx(1 / 3), 0),
        (None, "government", 2, pytest.approx(2 / 3), 0),
        (None, "other", 0, 0.0, 1),
        ("open", "unassigned", 1, 0.5, 0),
        ("open", "government", 1, 0.5, 0),
    ]
    assert wide.filter(pl.col("scenario") == "open")["ability_share"].to_list() == [None, None]


def test_a_spreadsheet_names_the_first_clauses_and_how_many_follow():
    cells = assigned(*[MUST] * 7)
    shown = spreadsheets.readable(cells, TURNS)["processes"].to_list()
    assert shown == [["p1", "p2", "p3", "p4", "p5", "and 2 more"]]
    few = spreadsheets.readable(assigned(MUST), TURNS)["processes"].to_list()
    assert few == [["p1"]]


def test_the_matrix_agrees_with_the_measures_of_responsibility():
    from machtstaal.comparison import measures

    told = processes(
        MUST,
        {"modality": "obligation", "agent_status": "generic", "agent_actor": "generic"},
        {"modality": "obligation", "agent_status": "suppressed"},
        {"modality": "obligation", "agent": "buurman"},
    )
    counted = dict(responsibility.assign(told, TURNS).select("who", "n").rows())
    catalogue = measures.load()
    for measure, who in (("obligation_unassigned", "unassigned"), ("obligation_unlisted", "other")):
        assert told.filter(catalogue[measure].numerator()).height == counted[who]
    for actor in ("government", "generic"):
        assert told.filter(catalogue["obligation_by_actor"].numerator(actor)).height == counted[actor]
