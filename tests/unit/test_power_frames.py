import itertools

import polars as pl
import pytest
from power_material import processes

from machtstaal import contracts, spreadsheets, tables
from machtstaal.power import frames, polarity


def found(**row):
    """The frame of one process."""
    return frames.extract(processes(row)).row(0, named=True)


def test_every_modality_has_a_polarity_plain_and_negated():
    pairs = set(itertools.product(contracts.MODALITIES, (False, True)))
    assert set(polarity.mapping()) == pairs
    assert set(polarity.mapping().values()) == set(polarity.POLARITIES)


@pytest.mark.parametrize(
    ("modality", "negated", "expected"),
    [
        ("none", False, "exercised"),
        ("none", True, "denied"),
        ("ability", False, "hypothetical"),  # a capacity is not its use
        ("ability", True, "denied"),  # who cannot, does not
        ("prohibition", True, "deontic"),  # the negation is that of the norm
        ("no_obligation", True, "deontic"),
        ("permission", False, "deontic"),
        ("obligation", False, "deontic"),
        ("hypothetical", False, "hypothetical"),
        ("hypothetical", True, "denied"),
        ("prediction", True, "denied"),
        ("volition", False, "hypothetical"),
        ("epistemic", False, "hypothetical"),
    ],
)
def test_what_is_a_norm_possible_or_denied_is_not_exercised(modality, negated, expected):
    row = found(agent_actor="government", patient_actor="citizens", modality=modality, negated=negated)
    assert row["polarity"] == expected


def test_only_what_is_plainly_said_to_be_so_is_exercised():
    exercised = [pair for pair, value in polarity.mapping().items() if value == "exercised"]
    assert exercised == [("none", False)]


def test_the_stronger_party_is_the_one_that_the_predicate_says():
    held = found(agent_actor="government", patient_actor="citizens")
    turned = found(agent_actor="citizens", patient_actor="big_tech", power="patient")
    assert (held["over"], held["under"], held["direction"]) == ("government", "citizens", "agent_patient")
    assert (turned["over"], turned["under"], turned["direction"]) == ("big_tech", "citizens", "patient_agent")


def test_the_beneficiary_stands_in_for_a_patient_that_is_no_known_actor():
    row = found(agent_actor="government", patient="norm", beneficiary_actor="citizens")
    assert (row["under"], row["under_lemma"], row["direction"]) == (
        "citizens",
        "citizens",
        "agent_beneficiary",
    )
    asked = found(agent_actor="citizens", patient="hulp", beneficiary_actor="government", power="patient")
    assert (asked["over"], asked["direction"]) == ("government", "beneficiary_agent")
    both = found(agent_actor="government", patient_actor="data", beneficiary_actor="citizens")
    assert both["under"] == "data"


def test_a_party_that_is_unknown_has_a_lemma_and_one_that_is_left_out_has_none():
    unknown = found(agent="buurman", patient_actor="citizens")
    left_out = found(patient_actor="citizens", agent_status="suppressed", agent_start=None, agent_end=None)
    assert (unknown["over"], unknown["over_lemma"], unknown["over_start"]) == (None, "buurman", 0)
    assert (left_out["over"], left_out["over_lemma"], left_out["over_start"]) == (None, None, None)


def test_spans_go_with_their_party():
    spans = {"agent_start": 1, "agent_end": 2, "patient_start": 5, "patient_end": 9}
    row = found(agent_actor="citizens", patient_actor="big_tech", power="patient", **spans)
    assert (row["over_start"], row["over_end"], row["under_start"], row["under_end"]) == (5, 9, 1, 2)


def test_no_power_or_no_known_actor_is_no_frame():
    told = processes(
        {"agent_actor": "government", "patient_actor": "citizens", "power": "none"},
        {"agent": "kat", "patient": "muis"},
        {"beneficiary_actor": "citizens"},
    )
    assert frames.extract(told)["process"].to_list() == ["p3"]


def test_equals_are_marked_and_give_a_pair_in_each_direction():
    told = frames.extract(
        processes(
            {"agent_actor": "government", "patient_actor": "business", "power": "equal"},
            {"agent_actor": "citizens", "patient_actor": "citizens", "power": "equal"},
            {"agent_actor": "government", "power": "agent"},
        )
    )
    assert told["relation"].to_list() == ["equal", "equal", "over"]
    assert frames.pairs(told).select("process", "holder", "subject").rows() == [
        ("p1", "government", "business"),
        ("p2", "citizens", "citizens"),
        ("p1", "business", "government"),
    ]


def test_frames_keep_their_contract_and_agree_with_the_participants():
    told = processes(
        {"agent_actor": "government", "patient_actor": "citizens", "negated": True},
        {
            "agent_actor": "citizens",
            "patient_actor": "big_tech",
            "power": "patient",
            "modality": "obligation",
        },
        {"agent_actor": "we", "patient_actor": "data", "power": "none"},
    )
    rows = tables.checked(frames.extract(told), "power_frames")
    holders = tables.participants(told).filter(pl.col("power_role") == "holder")
    assert (
        holders.select("process", "actor", "polarity").rows()
        == rows.select("process", "over", "polarity").rows()
    )
    without = tables.participants(told).filter(pl.col("process") == "p3")
    assert without["polarity"].to_list() == [None, None]


def test_the_spreadsheet_of_frames_quotes_their_clauses():
    turns = pl.DataFrame(
        {"turn": ["t-1"], "group": ["citizens"], "scenario": [None], "speaker_code": ["C01"], "role": ["participant"],
         "text": ["Nou, zij dwingen ons."]}
    )  # fmt: skip
    told = frames.extract(processes({"agent_actor": "they", "clause_start": 5, "clause_end": 20}))
    row = spreadsheets.readable(told, turns).row(0, named=True)
    assert (row["quote"], row["speaker_code"]) == ("zij dwingen ons", "C01")
