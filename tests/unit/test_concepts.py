import polars as pl

from machtstaal.networks import concepts
from machtstaal.networks.edges import EDGE_SCHEMA

COLUMNS = {
    "process": pl.String,
    "lemma": pl.String,
    "agent_actor": pl.String,
    "patient_actor": pl.String,
    "beneficiary_actor": pl.String,
    "modality": pl.String,
    "negated": pl.Boolean,
    "group": pl.String,
    "speaker_code": pl.String,
}


def told(*rows):
    """Processes from (lemma, agent, patient, beneficiary, speaker)."""
    return pl.DataFrame(
        [(f"p{n}", *row[:4], "none", False, "citizens", row[4]) for n, row in enumerate(rows, 1)],
        schema=COLUMNS,
        orient="row",
    )


def tie(edges, actor, concept):
    here = (pl.col("source") == actor) & (pl.col("target") == concept) & (pl.col("group") == "citizens")
    return edges.filter(here).row(0, named=True)


def test_every_participant_is_tied_to_the_process():
    edges = concepts.edges(told(("opleggen", "government", "data", "citizens", "C01")), min_weight=1)
    roles = {
        row["source"]: (row["n_agent"], row["n_patient"], row["n_beneficiary"]) for row in edges.to_dicts()
    }
    assert roles == {"government": (1, 0, 0), "data": (0, 1, 0), "citizens": (0, 0, 1)}


def test_an_actor_that_is_agent_and_patient_counts_once():
    edges = concepts.edges(told(("helpen", "citizens", "citizens", None, "C01")), min_weight=1)
    row = tie(edges, "citizens", "helpen")
    assert (row["weight"], row["n_agent"], row["n_patient"]) == (1, 1, 1)


def test_processes_and_speakers_are_counted():
    edges = concepts.edges(
        told(
            ("Beschermen", "government", "citizens", None, "C01"),
            ("beschermen", "government", None, None, "C02"),
            ("beschermen", "government", None, None, "C02"),
        )
    )
    row = tie(edges, "government", "beschermen")
    assert (row["weight"], row["n_speakers"], row["processes"]) == (3, 2, "p1;p2;p3")
    assert "citizens" not in edges["source"].to_list()  # once only, under the least weight


def test_light_verbs_and_pronouns_of_the_talk_are_left_out():
    processes = told(
        ("hebben", "citizens", None, None, "C01"),
        ("denken", "speaker", None, None, "C01"),
        ("kiezen", "generic", None, None, "C01"),
    )
    assert concepts.edges(processes, min_weight=1).height == 0
    assert concepts.edges(processes, min_weight=1, exclude=(), light=()).height == 6


def test_no_processes_make_an_empty_table_with_its_columns():
    edges = concepts.edges(told())
    assert edges.height == 0
    assert dict(edges.schema) == EDGE_SCHEMA
