"""The permuted baseline: nothing is found where there is nothing, and what is planted is found."""

import numpy as np
import polars as pl
import pytest
from power_material import processes

from machtstaal import tables
from machtstaal.comparison import baseline


def compared(told: pl.DataFrame, permutations: int = 199, **others) -> pl.DataFrame:
    found = baseline.compare(
        told, tables.participants(told).join(told.select("process", "group"), on="process"), ["citizens"],
        permutations=permutations, **others,
    )  # fmt: skip
    return tables.checked(found, "power_baseline")


def row(found: pl.DataFrame, actor: str, basis: str = "frames") -> dict:
    return found.filter((pl.col("actor") == actor) & (pl.col("basis") == basis)).row(0, named=True)


def talk(rng, n: int, favour: float = 0.7, lift: float = 0.0) -> pl.DataFrame:
    """Frames of four speakers: most predicates favour the agent; `lift` says how much more so for government."""
    rows = []
    for _ in range(n):
        agent, patient = rng.choice(["government", "citizens", "business"], 2, p=[0.5, 0.25, 0.25])
        share = favour + (lift if agent == "government" else -lift)
        power = "agent" if rng.random() < share else "patient"
        speaker = f"C{rng.integers(1, 5):02d}"
        rows.append(
            {
                "agent_actor": str(agent),
                "patient_actor": str(patient),
                "power": power,
                "speaker_code": speaker,
            }
        )
    return processes(*rows)


def test_without_an_effect_p_is_uniform_or_larger():
    """Predicates of six speakers with habits of their own, an actor put among their agents and patients at random."""
    p, rng = [], np.random.default_rng(8)
    for seed in range(400):
        speakers = rng.integers(0, 6, 90)
        labels = np.where(rng.random(90) < np.linspace(0.3, 0.9, 6)[speakers], 1, 2)
        role = rng.choice(3, 90, p=[0.5, 0.2, 0.3])[:, None]
        null = baseline.permute(labels, role == 0, role == 1, speakers, permutations=99, seed=seed)
        p.append(float(null.p[0]))
    for level in (
        0.05,
        0.1,
        0.25,
        0.5,
    ):  # counts are whole numbers, so p can be larger than it has to, never smaller
        assert np.mean(np.array(p) <= level) <= level + 2.6 * np.sqrt(level * (1 - level) / 400)
    assert 0.45 < np.mean(p) < 0.62
    assert min(p) >= 1 / 100


def test_an_actor_that_is_only_active_is_no_more_powerful_than_its_roles_make_it():
    """The fault of lexicons that favour the agent: government always acts and so is nearly always holder."""
    rng = np.random.default_rng(4)
    told = processes(
        *(
            {"agent_actor": "government", "patient_actor": "citizens", "power": power}
            for power in rng.choice(["agent", "patient"], 80, p=[0.85, 0.15])
        )
    )
    government = row(compared(told), "government")
    assert government["activation"] == 1
    assert government["observed"] == pytest.approx(government["expected"]) and government["observed"] > 0.75
    assert government["p"] == 1
    assert government["low"] <= government["observed"] <= government["high"]


def test_a_planted_effect_is_found():
    found = compared(talk(np.random.default_rng(1), 240, favour=0.6, lift=0.35))
    government = row(found, "government")
    assert government["observed"] > government["high"]
    assert government["difference"] == pytest.approx(government["observed"] - government["expected"])
    assert government["q"] < 0.05
    assert government["p"] == pytest.approx(1 / 200)


def test_the_expectation_is_the_mean_over_all_permutations():
    """By hand: two predicates, one for the agent, one for the patient; a is agent of the first, c of the second."""
    told = processes(
        {"agent_actor": "a", "patient_actor": "b", "power": "agent"},
        {"agent_actor": "c", "patient_actor": "a", "power": "patient"},
    )
    a = row(compared(told), "a")
    # as dealt a holds twice; with labels exchanged never: (2 + 0) / 2 of 2 participations
    assert (a["n"], a["n_holder"], a["observed"], a["expected"]) == (2, 2, 1.0, 0.5)
    assert a["p"] is None  # fewer than five participations


def test_labels_stay_with_their_speaker_and_with_the_participants_that_are_filled():
    forceful = {"agent_actor": "a", "patient_actor": "b", "power": "agent"}
    told = processes(
        *[forceful] * 6,
        *[forceful | {"power": "patient", "speaker_code": "C02"}] * 6,
        *[{"agent_actor": "a", "power": "equal"}] * 3,
    )
    a = row(compared(told), "a")
    assert (a["n"], a["n_free"]) == (15, 0)
    assert a["low"] == a["high"] == a["observed"] == pytest.approx(6 / 15)
    assert a["p"] is None and a["q"] is None and a["n_tests"] == 0


def test_the_bases_count_frames_exercised_frames_and_all_participations():
    frame = {"agent_actor": "a", "patient_actor": "b"}
    told = processes(
        frame,
        frame | {"power": "patient", "modality": "obligation"},
        frame | {"power": "none"},
        frame | {"power": "none", "kind": "copula", "process_type": "relational"},
    )
    found = compared(told)
    assert [row(found, "a", basis)["n"] for basis in baseline.BASES] == [2, 1, 3]
    assert [row(found, "a", basis)["n_holder"] for basis in baseline.BASES] == [1, 1, 1]


def test_an_actor_with_power_over_its_own_kind_takes_part_twice_and_holds_once():
    told = processes({"agent_actor": "a", "patient_actor": "a"})
    found = row(compared(told), "a")
    assert (found["n"], found["n_holder"], found["expected"]) == (2, 1, 0.5)


def test_the_same_seed_gives_the_same_table_and_blocks_do_not_matter(monkeypatch):
    told = talk(np.random.default_rng(2), 80)
    first = compared(told)
    assert first.equals(compared(told))
    monkeypatch.setattr(baseline, "CELLS", 200)
    again = compared(told)
    assert first.select("observed", "expected").equals(again.select("observed", "expected"))
    assert not first.equals(compared(told, seed=7))


def test_permuting_draws_each_arrangement_of_a_stratum_equally_often():
    labels = np.array([1, 2, 2, 1])  # of the first three, one favours the agent
    agents = np.array([[True], [False], [False], [True]])
    null = baseline.permute(
        labels, agents, np.zeros_like(agents), np.array([0, 0, 0, 1]), permutations=3000, seed=3
    )
    assert null.expected == pytest.approx([1 / 3 + 1])
    assert set(np.unique(null.permuted)) == {1.0, 2.0}
    assert null.permuted.mean() == pytest.approx(4 / 3, abs=0.04)


def test_without_relations_of_power_there_is_nothing_to_compare():
    assert compared(processes()).height == 0
    told = compared(processes({"agent_actor": "a", "power": "none"}))
    assert told["basis"].unique().to_list() == ["participations"]
