import polars as pl
import pytest

from machtstaal import tables

TURNS = pl.DataFrame(
    {
        "turn": ["a-1", "a-2", "a-3"],
        "workshop": "w",
        "group": ["citizen", None, "citizen"],
        "scenario": [None, None, "open"],
        "speaker_code": ["C01", "F01", "C02"],
        "role": ["participant", "facilitator", "participant"],
    }
)


def test_what_facilitators_say_is_left_out_unless_asked_for():
    rows = pl.DataFrame({"turn": ["a-3", "a-2", "a-1"], "n": [3, 2, 1]})
    assert tables.situated(rows, TURNS)["n"].to_list() == [3, 1]
    assert tables.situated(rows, TURNS, facilitators=True)["n"].to_list() == [3, 2, 1]


def test_turns_can_be_situated_themselves():
    assert tables.situated(TURNS, TURNS)["speaker_code"].to_list() == ["C01", "C02"]


def test_participants_know_who_is_in_the_stronger_position():
    frame = {
        "transcript": "a",
        "turn": "a-1",
        "sentence": "a-1:1",
        "process_type": "material",
        "modality": "none",
    }
    frame |= {"negated": False, "voice": "active", "kind": "verb"}
    roles = {f"{role}_{side}": 0 for role in ("agent", "patient", "beneficiary") for side in ("start", "end")}
    processes = pl.DataFrame(
        [
            frame | roles | {"process": "p1", "agent": "staat", "agent_actor": "government", "patient": "burger",
                             "patient_actor": "citizens", "beneficiary": None, "beneficiary_actor": None, "power": "agent"},
            frame | roles | {"process": "p2", "agent": "burger", "agent_actor": "citizens", "patient": "staat",
                             "patient_actor": "government", "beneficiary": None, "beneficiary_actor": None, "power": "patient"},
            frame | roles | {"process": "p3", "agent": "burger", "agent_actor": "citizens", "patient": None,
                             "patient_actor": None, "beneficiary": None, "beneficiary_actor": None, "power": "none"},
        ],
        schema_overrides={"beneficiary": pl.String, "beneficiary_actor": pl.String},
    )  # fmt: skip
    rows = tables.participants(processes)
    assert rows.select("process", "role", "actor", "power_role").rows() == [
        ("p1", "agent", "government", "holder"),
        ("p1", "patient", "citizens", "subject"),
        ("p2", "agent", "citizens", "subject"),
        ("p2", "patient", "government", "holder"),
        ("p3", "agent", "citizens", None),
    ]


def test_a_table_that_breaks_its_contract_is_refused():
    import pandera.errors

    wrong = pl.DataFrame({"process": ["p"], "kind": ["noun"]})
    with pytest.raises((pandera.errors.SchemaError, pandera.errors.SchemaErrors)):
        tables.checked(wrong, "processes")


def test_csv_and_parquet_hold_the_same(tmp_path):
    frame = pl.DataFrame({"id": ["a", "b"], "share": [1 / 3, None], "ids": [["x", "y"], []]})
    tables.write(frame, tmp_path / "t.parquet")
    assert tables.read(tmp_path / "t.parquet").equals(frame)
    tables.write(frame, tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_text(encoding="utf-8") == 'id,share,ids\na,0.333333,x;y\nb,,""\n'
