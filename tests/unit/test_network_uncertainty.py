"""Networks over speakers: bootstrap of ties and ranks, permutation of whole networks."""

import igraph as ig
import numpy as np
import polars as pl
import pytest

from machtstaal.networks import difference, measures, power, uncertainty
from machtstaal.networks import edges as edge_table


def told(*rows):
    """Evidence from (group, speaker, source, target, unit)."""
    made = pl.DataFrame(rows, schema=["group", "speaker_code", "source", "target", "unit"], orient="row")
    return made.with_columns(id=pl.col("unit")).with_row_index("order")


def network(counts, pairs, groups=("x", "y")):
    """Edges, shares and speakers from weights by speaker (rows; the first half is the first group)."""
    rows = []
    for number, weights in enumerate(counts):
        group = groups[0] if number < len(counts) / 2 else groups[1]
        for (source, target), weight in zip(pairs, weights, strict=True):
            rows += [
                (group, f"S{number:02d}", source, target, f"{number}{source}{target}{n}")
                for n in range(weight)
            ]
    evidence = told(*rows)
    speakers = pl.DataFrame(
        {
            "group": [groups[0] if number < len(counts) / 2 else groups[1] for number in range(len(counts))],
            "speaker_code": [f"S{number:02d}" for number in range(len(counts))],
            "language": "nl",
        }
    )
    name = edge_table.SENTENCE
    return edge_table.tally(evidence, name), edge_table.shares(evidence, name), speakers


PAIRS = [("a", "b"), ("a", "c"), ("b", "c")]


def test_what_speakers_give_a_tie_adds_up_to_its_weight():
    evidence = told(
        ("x", "S1", "a", "b", "u1"),
        ("x", "S1", "a", "b", "u1"),
        ("x", "S2", "a", "b", "u2"),
        ("y", "S3", "a", "b", "u3"),
    )
    shares = edge_table.shares(evidence, "cooccurrence_window")
    assert shares.select("group", "speaker_code", "weight").rows() == [
        ("x", "S1", 1),
        ("x", "S2", 1),
        ("y", "S3", 1),
    ]
    edges = edge_table.tally(evidence, "cooccurrence_window")
    assert edges.filter(group="x")["weight"].item() == shares.filter(group="x")["weight"].sum()


def test_only_exercised_power_is_weight():
    frames = pl.DataFrame(
        {
            "process": ["p1", "p2"], "group": ["x"] * 2, "speaker_code": ["S1", "S2"], "over": ["business"] * 2,
            "under": ["citizens"] * 2, "relation": ["over"] * 2, "polarity": ["exercised", "denied"],
        },
    )  # fmt: skip
    assert edge_table.shares(power.evidence(frames), "power").select("speaker_code", "weight").rows() == [
        ("S1", 1)
    ]


def test_a_tie_that_all_make_alike_is_sure_and_one_speaker_s_is_not():
    edges, shares, speakers = network([[2, 6, 0], [2, 0, 0], [2, 0, 1], [2, 0, 1]], PAIRS)
    found = uncertainty.intervals(edges, shares, speakers, resamples=999).filter(group="x")
    bounds = {row["target"]: (row["low"], row["high"]) for row in found.to_dicts()}
    assert bounds["b"] == (4, 4)  # whoever is drawn, twice two
    assert bounds["c"] == (0, 12)  # that speaker is drawn never, once or twice


def test_all_together_are_drawn_within_their_groups():
    edges, shares, speakers = network([[3, 0, 0], [3, 0, 0], [1, 0, 0], [1, 0, 0]], PAIRS)
    found = uncertainty.intervals(edges, shares, speakers, resamples=199).filter(group="all")
    assert found.select("weight", "low", "high").row(0) == (8, 8, 8)


def test_one_speaker_has_no_interval():
    edges, shares, speakers = network([[1, 0, 0], [1, 0, 0]], PAIRS)
    found = uncertainty.intervals(edges, shares, speakers, resamples=99)
    assert found.filter(group="x").select("low", "high").row(0) == (None, None)
    assert found.columns == [*edges.columns, "low", "high"]
    assert uncertainty.intervals(edges.clear(), shares, speakers).columns == found.columns


def test_values_are_those_of_the_node_table():
    rng = np.random.default_rng(1)
    edges, shares, speakers = network(rng.integers(0, 3, (6, 3)), PAIRS)
    nodes = measures.nodes(edges, pl.DataFrame({"actor": ["a"], "group": ["x"]}))
    found = uncertainty.centralities(edges, shares, speakers, resamples=49)
    for measure, column in (
        ("strength", "strength_in"),
        ("betweenness", "betweenness"),
        ("pagerank", "pagerank"),
    ):
        both = found.filter(measure=measure).join(nodes, on=["network", "group", "node", "kind"])
        assert both.height == nodes.height
        assert both["value"].to_list() == pytest.approx(both[column].to_list(), abs=1e-6)
    assert dict(found.schema) == uncertainty.SCHEMA


def test_a_clear_lead_is_stable_and_a_narrow_one_is_not():
    clear, shares, speakers = network([[9, 9, 0]] * 6, PAIRS)
    found = uncertainty.centralities(clear, shares, speakers, resamples=99).filter(
        group="x", measure="strength"
    )
    assert found.filter(node="a").select("rank", "rank_low", "rank_high", "top_share").row(0) == (
        1,
        1,
        1,
        1.0,
    )
    narrow, shares, speakers = network([[9, 0, 8], [0, 9, 1], [0, 9, 1]] * 2, PAIRS)
    found = uncertainty.centralities(narrow, shares, speakers, resamples=499).filter(
        group="x", measure="strength"
    )
    first = found.filter(rank=1).row(0, named=True)
    assert first["top_share"] < 1
    assert first["rank_high"] > 1


def test_nobody_comes_first_where_there_are_no_ties():
    edges, shares, speakers = network([[1, 0, 0], [0, 0, 0], [1, 0, 0], [0, 0, 0]], PAIRS)
    found = uncertainty.centralities(edges, shares, speakers, resamples=999).filter(
        group="x", measure="strength"
    )
    assert found["top_share"].to_list() == pytest.approx(
        [0.75, 0.75], abs=0.05
    )  # the one speaker is drawn in 3 of 4


def test_direction_gives_two_strengths():
    evidence = told(*((g, s, "a", "b", f"{g}{s}") for g in "xy" for s in ("1", "2"))).with_columns(
        n_exercised=True
    )
    edges = edge_table.tally(evidence, "power")
    speakers = pl.DataFrame({"group": ["x", "x", "y", "y"], "speaker_code": ["1", "2"] * 2})
    found = uncertainty.centralities(edges, edge_table.shares(evidence, "power"), speakers, resamples=19)
    out = found.filter(group="x", measure="strength_out")
    assert out.select("node", "value", "rank").rows() == [("a", 2, 1), ("b", 0, 2)]
    assert set(found["measure"]) == {"strength_out", "strength_in", "betweenness", "pagerank"}


def test_actors_and_concepts_are_ranked_apart():
    evidence = told(
        ("x", "1", "data", "delen", "u1"),
        ("x", "2", "data", "meten", "u2"),
        ("x", "2", "media", "meten", "u3"),
    )
    edges, shares = (make(evidence, "actor_concept") for make in (edge_table.tally, edge_table.shares))
    speakers = pl.DataFrame({"group": ["x", "x"], "speaker_code": ["1", "2"]})
    found = uncertainty.centralities(edges, shares, speakers, resamples=19).filter(
        group="x", measure="strength"
    )
    ranks = found.select("kind", "node", "rank").rows()
    assert ranks == [
        ("actor", "data", 1),
        ("actor", "media", 2),
        ("concept", "delen", 2),
        ("concept", "meten", 1),
    ]


def test_a_resample_without_ties_has_centralities():
    assert ig.Graph(n=2).pagerank() == [0.5, 0.5]
    edges, shares, speakers = network([[1, 0, 0], [0, 0, 0], [1, 0, 0], [0, 0, 0]], PAIRS)
    found = uncertainty.centralities(edges, shares, speakers, resamples=49)
    assert found["low"].is_finite().all()


def test_networks_of_like_groups_do_not_differ_and_of_unlike_ones_do():
    alike = network([[5, 3, 2]] * 10, PAIRS)
    found = difference.compare(*alike, ["x", "y"], permutations=999)
    assert found.row(0, named=True)["difference"] == pytest.approx(0, abs=1e-12)
    assert found["p"].drop_nulls().min() == 1
    unlike = network(
        [[8, 2, 1], [9, 1, 2], [7, 2, 2], [8, 1, 1], [1, 2, 8], [2, 1, 9], [1, 1, 7], [2, 2, 8]], PAIRS
    )
    found = difference.compare(*unlike, ["x", "y"], permutations=999)
    whole = found.row(0, named=True)
    assert (whole["source"], whole["exact"], whole["n_permutations"]) == (None, True, 70)
    assert whole["p"] == pytest.approx(2 / 70)
    shares = np.array([32, 6, 6]) / 44 - np.array([6, 6, 32]) / 44
    assert found["difference"].to_list()[1:] == pytest.approx(shares)
    assert whole["difference"] == pytest.approx(np.abs(shares).sum())
    ties = {(row["source"], row["target"]): row for row in found.to_dicts()[1:]}
    assert ties["a", "b"]["q"] < 0.05 < ties["a", "c"]["q"]
    assert dict(found.schema) == difference.SCHEMA


def test_p_is_uniform_where_there_is_no_difference():
    """One draw of many null networks: p is below its level about as often as the level says."""
    rng = np.random.default_rng(11)
    below = 0
    for seed in range(120):
        counts = rng.poisson(
            rng.gamma(1, 2, (10, 1)) * np.array([2.0, 1, 0.5])
        )  # some talk far more than others
        below += difference.distance(counts.astype(float), np.arange(10) < 5, 99, seed=seed).p <= 0.1
    assert 3 <= below <= 24


def test_rare_ties_are_shown_and_not_tested():
    found = difference.compare(*network([[5, 1, 0], [5, 0, 0], [5, 0, 1], [5, 0, 0]], PAIRS), ["x", "y"])
    rare = found.filter(source="a", target="c").row(0, named=True)
    assert (rare["p"], rare["n_permutations"], rare["n_tests"]) == (None, 0, 1)


def test_labels_move_within_languages():
    edges, shares, speakers = network(
        [[9, 1, 0]] * 2 + [[1, 9, 0]] * 2 + [[9, 1, 0]] * 2 + [[1, 9, 0]] * 2, PAIRS
    )
    speakers = speakers.with_columns(language=pl.Series(["nl", "nl", "en", "en"] * 2))
    whole = difference.compare(edges, shares, speakers, ["x", "y"]).row(0, named=True)
    assert whole["n_permutations"] == 36  # C(4, 2) in each language, not C(8, 4) = 70
    assert whole["p"] == 1


def test_groups_without_a_language_in_common_are_compared_as_they_are():
    edges, shares, speakers = network([[9, 1, 0]] * 4, PAIRS)
    speakers = speakers.with_columns(language=pl.Series(["nl", "nl", "en", "en"]))
    assert difference.compare(edges, shares, speakers, ["x", "y"]).row(0, named=True)["n_permutations"] == 6


def test_a_group_without_ties_has_no_distance():
    whole = difference.compare(*network([[5, 1, 0]] * 2 + [[0, 0, 0]] * 2, PAIRS), ["x", "y"]).row(
        0, named=True
    )
    assert (whole["difference"], whole["p"]) == (None, None)


def test_random_labellings_do_not_change_from_run_to_run():
    rng = np.random.default_rng(2)
    made = network(rng.integers(0, 4, (20, 3)), PAIRS)
    first, second = (difference.compare(*made, ["x", "y"], permutations=99) for _ in range(2))
    assert first.equals(second)
    assert not first["exact"][0]
