import polars as pl
from power_material import processes

from machtstaal.networks import power
from machtstaal.networks.edges import EDGE_SCHEMA
from machtstaal.power.frames import extract

COLUMNS = ("agent_actor", "patient_actor", "beneficiary_actor", "power", "modality", "negated")


def frames(*rows):
    """Power frames of processes (agent, patient, beneficiary, power, modality, negated), all of one speaker."""
    told = processes(*(dict(zip(COLUMNS, row, strict=True)) for row in rows))
    return extract(told).join(told.select("process", "group", "speaker_code"), on="process")


def tie(edges, source, target):
    here = (pl.col("source") == source) & (pl.col("target") == target) & (pl.col("group") == "citizens")
    return edges.filter(here).row(0, named=True)


def test_the_holder_is_the_agent_or_the_patient_as_the_predicate_says():
    edges = power.edges(
        frames(
            ("government", "citizens", None, "agent", "none", False),  # de overheid controleert burgers
            ("citizens", "big_tech", None, "patient", "none", False),  # burgers hangen af van big tech
        )
    )
    assert tie(edges, "government", "citizens")["weight"] == 1
    assert tie(edges, "big_tech", "citizens")["processes"] == "p2"
    assert edges.height == 4  # two ties, in the group and in the pool


def test_equals_are_tied_both_ways_and_flagged():
    edges = power.edges(frames(("government", "business", None, "equal", "none", False)))
    for pair in (("government", "business"), ("business", "government")):
        assert tie(edges, *pair)["weight"] == 1
        assert tie(edges, *pair)["n_equal"] == 1


def test_an_actor_can_deal_with_its_own_kind():
    edges = power.edges(frames(("citizens", "citizens", None, "equal", "none", False)))
    assert tie(edges, "citizens", "citizens")["weight"] == 1


def test_the_beneficiary_stands_in_where_no_actor_is_the_patient():
    edges = power.edges(
        frames(
            ("government", None, "citizens", "agent", "none", False),  # legt burgers een norm op
            ("citizens", None, "government", "patient", "none", False),  # vragen de overheid om hulp
            ("government", "data", "citizens", "agent", "none", False),  # the patient goes first
        )
    )
    assert tie(edges, "government", "citizens")["processes"] == "p1;p2"
    assert tie(edges, "government", "data")["weight"] == 1


def test_frames_without_power_or_without_a_second_actor_make_no_tie():
    edges = power.edges(
        frames(
            ("government", "citizens", None, "none", "none", False),
            ("government", None, None, "agent", "none", False),
            (None, "citizens", None, "agent", "none", False),
        )
    )
    assert edges.height == 0


def test_what_is_denied_imagined_or_a_norm_is_counted_apart():
    edges = power.edges(
        frames(
            ("government", "citizens", None, "agent", "none", False),
            ("government", "citizens", None, "agent", "ability", False),
            ("government", "citizens", None, "agent", "none", True),
            ("government", "citizens", None, "agent", "prohibition", True),
            ("government", "citizens", None, "agent", "hypothetical", False),
            ("government", "citizens", None, "agent", "obligation", False),
            ("government", "citizens", None, "agent", "hypothetical", True),
        )
    )
    row = tie(edges, "government", "citizens")
    counts = {
        name: row[name] for name in ("weight", "n_exercised", "n_deontic", "n_hypothetical", "n_denied")
    }
    assert counts == {"weight": 1, "n_exercised": 1, "n_deontic": 2, "n_hypothetical": 2, "n_denied": 2}
    assert row["processes"] == "p1;p2;p3;p4;p5;p6;p7"


def test_a_tie_that_is_only_denied_stays_with_weight_zero():
    edges = power.edges(frames(("big_tech", "citizens", None, "agent", "none", True)))
    assert tie(edges, "big_tech", "citizens")["weight"] == 0


def test_wij_and_zij_take_part_unless_left_out():
    told = frames(("they", "we", None, "agent", "none", False))
    assert power.edges(told).height == 2
    assert power.edges(told, exclude=("we",)).height == 0


def test_no_processes_make_an_empty_table_with_its_columns():
    edges = power.edges(frames())
    assert edges.height == 0
    assert dict(edges.schema) == EDGE_SCHEMA
