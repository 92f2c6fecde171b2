import json

import numpy as np
import polars as pl
import pytest
from scipy import sparse
from sklearn.metrics import adjusted_rand_score
from threadpoolctl import threadpool_limits

from machtstaal import tables
from machtstaal.clusters import description, features, outcome, planted, solutions, stability
from machtstaal.clusters.features import Block

QUICK = {"k_max": 4, "resamples": 10, "nulls": 20, "null_resamples": 3, "seed": 1}


def talk(n, ways, own=0.6, seed=0, **more):
    return planted.talk(n, ways, own, n_speakers=12, seed=seed, **more)


def test_two_vocabularies_are_two_clusters():
    blocks, units, topic = talk(120, ways=2)
    found = solutions.solve(blocks, units, **QUICK)
    assert found.outcome["outcome"] == "stable"
    assert found.outcome["k"] == 2
    assert found.outcome["stability"] > 0.9
    assert adjusted_rand_score(topic, found.units["cluster"].to_numpy()) > 0.9
    assert found.solutions.filter("chosen")["k"].to_list() == [2]
    assert (found.recovery["jaccard"] > 0.85).all()
    assert "fall into 2 clusters" in found.outcome["sentence"]


def test_three_vocabularies_are_three_clusters():
    blocks, units, topic = talk(150, ways=3)
    found = solutions.solve(blocks, units, **QUICK)
    assert found.outcome["k"] == 3
    assert adjusted_rand_score(topic, found.units["cluster"].to_numpy()) > 0.9


def test_shuffled_talk_has_no_stable_structure():
    blocks, units, _ = talk(120, ways=2)
    found = solutions.solve(features.deal(blocks, seed=9), units, **QUICK)
    assert found.outcome["outcome"] == "no stable structure"
    assert found.outcome["k"] is None
    assert found.outcome["sentence"].startswith("No stable structure: 120 turns of 12 speakers do not fall")
    assert not found.solutions["chosen"].any()
    assert found.units["cluster"].null_count() == 120
    assert found.recovery.height == 0


def test_one_way_of_talking_has_no_stable_structure():
    blocks, units, _ = talk(120, ways=1, own=0.0)
    assert solutions.solve(blocks, units, **QUICK).outcome["outcome"] == "no stable structure"


def test_a_cluster_that_is_one_speaker_does_not_come_back_without_them():
    blocks, units, topic = talk(120, ways=2)
    number = np.arange(120) // 2
    everybody = units.with_columns(speaker_code=pl.Series([f"C{n % 12:02}" for n in number]))
    first_is_one = [f"C{1 + n % 11:02}" if t else "C00" for n, t in zip(number, topic, strict=True)]
    one = units.with_columns(speaker_code=pl.Series(first_is_one))
    shared, private = (solutions.solve(blocks, who, **QUICK) for who in (everybody, one))
    assert shared.outcome["outcome"] == "stable"
    assert private.solutions["stability"][0] < shared.solutions["stability"][0] - 0.2
    assert private.outcome["outcome"] == "no stable structure"


def test_the_same_seed_gives_the_same_clusters():
    blocks, units, _ = talk(90, ways=3)
    first, again = (solutions.solve(blocks, units, **QUICK) for _ in range(2))
    assert first.units.equals(again.units)
    assert first.solutions.equals(again.solutions)
    assert first.co_assignment.equals(again.co_assignment)
    assert json.dumps(first.outcome) == json.dumps(again.outcome)


def test_clusters_are_numbered_by_size_and_central_units_stand_in_the_middle():
    points = np.array([[0.0, 0.0], [5.0, 5.0], [0.0, 1.0], [0.0, 2.0]])
    labels = solutions._by_size(np.array([3, 0, 3, 3]))
    assert labels.tolist() == [0, 1, 0, 0]
    centrality = solutions._centrality(points, labels)
    assert centrality[2] == 1  # on its centroid
    assert centrality[0] == pytest.approx((50**0.5 - 1) / 50**0.5)


def test_outliers_and_more_clusters_than_axes_are_not_chosen():
    table = pl.DataFrame(
        {
            "k": [2, 3],
            "features": ["consensus"] * 2,
            "stability": [1.0, 0.8],
            "null_mean": [0.1, 0.1],
            "p": [0.05, 0.05],
            "smallest": [2, 9],
        }
    )
    facts = {"threshold": 0.7, "least_units": 5, "axes_above_chance": 2}
    assert solutions.choose(table, facts) == 3
    assert solutions.choose(table, facts | {"threshold": 0.9}) is None
    assert solutions.choose(table, facts | {"axes_above_chance": 1}) is None
    assert solutions.choose(table, facts | {"least_units": 2}) == 2
    assert solutions.choose(table.with_columns(p=pl.lit(0.1)), facts) is None
    assert solutions.choose(table.with_columns(features=pl.lit("lexical")), facts) is None


def test_the_sentence_says_what_stood_in_the_way():
    table = pl.DataFrame(
        {
            "k": [2],
            "stability": [0.95],
            "null_mean": [0.1],
            "null_high": [0.4],
            "p": [0.05],
            "within": [0.9],
            "between": [0.1],
            "smallest": [2],
            "chosen": [False],
        }
    )
    facts = {
        "n_units": 90,
        "n_speakers": 9,
        "features": ["lexical"],
        "resamples": 50,
        "resampled": "speakers",
        "threshold": 0.7,
    }
    said = outcome.verdict(table, None, facts | {"least_units": 5, "axes_above_chance": 0})["sentence"]
    assert "under 5 they are outliers" in said
    assert "0 are stronger than chance; 2 clusters need 1" in said


def test_what_is_more_than_chance_and_less_than_asked_is_called_a_tendency():
    row = {
        "k": 2,
        "stability": 0.6,
        "null_mean": 0.1,
        "null_high": 0.4,
        "p": 0.05,
        "within": 0.8,
        "between": 0.2,
    }
    table = pl.DataFrame([row | {"smallest": 40}])
    facts = {
        "n_units": 90,
        "n_speakers": 9,
        "features": ["lexical"],
        "resamples": 50,
        "resampled": "speakers",
    }
    facts |= {"threshold": 0.7, "least_units": 5, "axes_above_chance": 3}
    assert "tendencies in the talk" in outcome.verdict(table, None, facts)["sentence"]
    by_chance = table.with_columns(p=pl.lit(0.1))
    assert "tendencies" not in outcome.verdict(by_chance, None, facts)["sentence"]


def test_few_or_no_turns_are_said_to_be_too_few():
    blocks, units, _ = talk(12, ways=2)
    found = solutions.solve(blocks, units, **QUICK)
    assert "too few turns" in found.outcome["sentence"]
    assert dict(found.solutions.schema) == solutions.SOLUTION_SCHEMA
    nothing = {kind: Block(block.counts[:0], block.terms) for kind, block in blocks.items()}
    assert solutions.solve(nothing, units.clear(), **QUICK).units.height == 0


def test_turns_without_features_have_no_structure():
    blocks, units, _ = talk(60, ways=2)
    bare = {kind: Block(sparse.csr_array((60, 0)), ()) for kind in blocks}
    assert "share too few words" in solutions.solve(bare, units, **QUICK).outcome["sentence"]


def test_turns_that_are_all_alike_in_two_ways_are_not_more_clusters():
    halves = np.eye(2)[np.arange(60) % 2] * 4
    same = {
        kind: Block(sparse.csr_array(halves), ("a", "b"))
        for kind in ("lemma", "actor", "process", "modality", "power")
    }
    _, units, _ = talk(60, ways=2)
    found = solutions.solve(same, units, k_max=3, resamples=4, nulls=3, null_resamples=2, seed=1)
    smallest = found.solutions.filter(pl.col("features") == "consensus")["smallest"].to_list()
    assert (
        smallest[0] == 30 > found.outcome["least_units"] > smallest[1]
    )  # nothing but rounding divides a half


def test_clusters_within_one_voice_are_found_but_flagged():
    blocks, units, _ = talk(60, ways=2)
    voices = pl.Series([f"C{row:02}" for row in range(9)] + ["C99"] * 51)
    loud = units.with_columns(speaker_code=voices, n_words=pl.lit(20))
    found = solutions.solve(blocks, loud, **QUICK)  # subsets without C99 hold a handful of units
    assert description.sizes(found.units, found.recovery)["one_speaker"].all()


def test_units_and_features_that_do_not_belong_together_are_refused():
    blocks, units, _ = talk(60, ways=2)
    with pytest.raises(ValueError, match="same units"):
        solutions.solve(blocks, units.head(10), **QUICK)


def test_whole_speakers_are_left_out():
    speakers = np.array([f"C{row % 10}" for row in range(100)])
    for rows in stability.subsamples(speakers, n=5, seed=3):
        assert len(rows) == 80
        assert len(set(speakers[rows])) == 8


def test_with_few_speakers_units_are_left_out():
    subsets = stability.subsamples(np.array(["C1", "C2"] * 10), n=3, seed=3)
    assert [len(rows) for rows in subsets] == [16, 16, 16]


def test_agreement_is_the_adjusted_rand_index_over_shared_units():
    rng = np.random.default_rng(8)
    labels = rng.integers(0, 4, (6, 50))
    labels[rng.random(labels.shape) < 0.2] = -1
    expected = []
    for a in range(6):
        for b in range(a + 1, 6):
            shared = (labels[a] >= 0) & (labels[b] >= 0)
            expected.append(adjusted_rand_score(labels[a][shared], labels[b][shared]))
    assert np.allclose(stability.agreement(labels), expected)


def test_a_dissolved_cluster_has_a_low_jaccard():
    reference = np.array([0, 0, 0, 0, 1, 1])
    kept = np.array([[0, 0, 0, 0, 1, 1], [1, 1, 1, 1, 0, -1]])
    split = np.array([[0, 0, 1, 1, 1, 1]])
    assert stability.jaccard(reference, kept).tolist() == [1, 1]
    assert stability.jaccard(reference, split).tolist() == [0.5, 0.5]


def test_ways_of_talking_that_words_and_frames_share_are_a_consensus_of_all_sets():
    blocks, units, way = talk(120, ways=3, frames=0.7)
    found = solutions.solve(blocks, units, **QUICK)
    assert found.outcome["k"] == 3
    assert adjusted_rand_score(way, found.units["cluster"].to_numpy()) > 0.9
    assert min(found.outcome["agreement"].values()) > 0.8
    assert set(found.solutions["features"]) == {"consensus", "lexical", "discourse", "both"}


def test_units_know_how_sure_their_cluster_is_and_which_set_of_features_does_not_see_it():
    blocks, units, _ = talk(120, ways=2)  # words only
    found = solutions.solve(blocks, units, **QUICK)
    assert found.outcome["agreement"]["lexical"] > 0.9 > 0.3 > found.outcome["agreement"]["discourse"]
    assert found.units["margin"].mean() == pytest.approx(
        (found.recovery["consensus"] - found.recovery["next_consensus"]).mean(), abs=0.05
    )
    assert 0.6 < found.recovery["consensus"].min() < 0.9  # two sets of three agree
    assert tables.checked(found.co_assignment, "co_assignment")["k"].unique().to_list() == [2]


def test_one_set_of_features_can_be_asked_for_alone():
    blocks, units, way = talk(120, ways=2)
    found = solutions.solve(blocks, units, features=["lexical"], **QUICK)
    assert adjusted_rand_score(way, found.units["cluster"].to_numpy()) > 0.9
    consensual, single = (found.solutions.filter(features=name) for name in ("consensus", "lexical"))
    assert consensual["stability"].to_list() == single["stability"].to_list()
    frames = solutions.solve(blocks, units, features=["discourse"], **QUICK)
    assert frames.outcome["outcome"] == "no stable structure"


def test_words_of_single_speakers_are_no_shared_ways_of_talking():
    blocks, units, _ = talk(120, ways=1, own=0.4, structure="idiolects")
    found = solutions.solve(blocks, units, **QUICK)
    assert found.outcome["outcome"] == "no stable structure"
    # the words alone differ from chance, but their division does not come back without some of the speakers
    assert found.solutions.filter(pl.col("features") == "lexical")["p"].min() <= 0.05
    assert found.units["cluster"].null_count() == found.units.height
    assert found.units["tile"].null_count() == 0
    assert found.co_assignment.height > 0


def test_threads_do_not_change_the_clusters():
    blocks, units, _ = talk(90, ways=3)
    found = []
    for threads in (1, 2):
        with threadpool_limits(threads):
            found.append(solutions.solve(blocks, units, **QUICK))
    assert found[0].units.equals(found[1].units)
    assert found[0].co_assignment.equals(found[1].co_assignment)


def test_the_null_reference_counts_the_data_sets_that_reach_as_far():
    rng = np.random.default_rng(4)
    false = 0
    for _ in range(400):  # observed and null alike: p may not be small too often
        stability = rng.normal(0.3, 0.1, (21, 3)) + rng.normal(0, 0.1, (21, 1))
        false += solutions._against(stability[0], stability[1:])["p"].min() <= 0.05
    assert false <= 400 * 0.05 + 3 * (400 * 0.05 * 0.95) ** 0.5


def test_vectors_are_a_set_of_features_like_others():
    blocks, units, way = talk(90, ways=2)
    rng = np.random.default_rng(2)
    vectors = rng.normal(size=(90, 8)) + 3 * np.outer(way, np.ones(8))
    found = solutions.solve(
        blocks | {"embedding": Block(sparse.csr_array(vectors), ())},
        units,
        features=["lexical", "embedding"],
        **QUICK,
    )
    assert adjusted_rand_score(way, found.units["cluster"].to_numpy()) > 0.9
    assert found.outcome["agreement"]["embedding"] > 0.9
