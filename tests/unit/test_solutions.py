import json

import numpy as np
import polars as pl
import pytest
from scipy import sparse
from sklearn.metrics import adjusted_rand_score

from machtstaal.clusters import description, features, outcome, solutions, stability
from machtstaal.clusters.features import Block

QUICK = {"k_max": 4, "resamples": 12, "nulls": 20, "null_resamples": 4, "seed": 1}


def talk(n, vocabularies, own=0.6, n_speakers=12, seed=0):
    """Blocks and units of n turns; in turn i the share `own` of the words is from vocabulary i mod `vocabularies`."""
    rng = np.random.default_rng(seed)
    topic = np.arange(n) % vocabularies
    words = np.zeros((n, 160))
    for row in range(n):
        length = rng.integers(8, 30)
        special = rng.random(length) < own
        chosen = np.where(
            special, 100 + 12 * topic[row] + rng.integers(0, 12, length), rng.integers(0, 100, length)
        )
        np.add.at(words[row], chosen, 1)
    counts = {
        "lemma": words,
        "actor": rng.multinomial(4, np.full(6, 1 / 6), n),
        "process": rng.multinomial(5, np.full(5, 1 / 5), n),
        "modality": rng.multinomial(5, [0.7, 0.2, 0.1], n),
    }
    blocks = {
        kind: Block(sparse.csr_array(table.astype(float)), tuple(f"{kind}{c}" for c in range(table.shape[1])))
        for kind, table in counts.items()
    }
    units = pl.DataFrame(
        {
            "unit": [f"t-{row:03}" for row in range(n)],
            "speaker_code": [f"C{speaker:02}" for speaker in rng.integers(0, n_speakers, n)],
        }
    )
    return blocks, units, topic


def test_two_vocabularies_are_two_clusters():
    blocks, units, topic = talk(120, vocabularies=2)
    found = solutions.solve(blocks, units, **QUICK)
    assert found.outcome["outcome"] == "stable"
    assert found.outcome["k"] == 2
    assert found.outcome["stability"] > 0.9
    assert adjusted_rand_score(topic, found.units["cluster"].to_numpy()) > 0.9
    assert found.solutions.filter("chosen")["k"].to_list() == [2]
    assert (found.jaccard["jaccard"] > 0.85).all()
    assert "fall into 2 clusters" in found.outcome["sentence"]


def test_three_vocabularies_are_three_clusters():
    blocks, units, topic = talk(150, vocabularies=3)
    found = solutions.solve(blocks, units, **QUICK)
    assert found.outcome["k"] == 3
    assert adjusted_rand_score(topic, found.units["cluster"].to_numpy()) > 0.9


def test_shuffled_talk_has_no_stable_structure():
    blocks, units, _ = talk(120, vocabularies=2)
    found = solutions.solve(features.deal(blocks, seed=9), units, **QUICK)
    assert found.outcome["outcome"] == "no stable structure"
    assert found.outcome["k"] is None
    assert found.outcome["sentence"].startswith("No stable structure: 120 turns of 12 speakers do not fall")
    assert not found.solutions["chosen"].any()
    assert found.units["cluster"].null_count() == 120
    assert found.jaccard.height == 0


def test_one_way_of_talking_has_no_stable_structure():
    blocks, units, _ = talk(120, vocabularies=1, own=0.0)
    assert solutions.solve(blocks, units, **QUICK).outcome["outcome"] == "no stable structure"


def test_a_cluster_that_is_one_speaker_does_not_come_back_without_them():
    blocks, units, topic = talk(120, vocabularies=2)
    number = np.arange(120) // 2
    everybody = units.with_columns(speaker_code=pl.Series([f"C{n % 12:02}" for n in number]))
    first_is_one = [f"C{1 + n % 11:02}" if t else "C00" for n, t in zip(number, topic, strict=True)]
    one = units.with_columns(speaker_code=pl.Series(first_is_one))
    shared, private = (solutions.solve(blocks, who, **QUICK) for who in (everybody, one))
    assert shared.outcome["outcome"] == "stable"
    assert private.solutions["stability"][0] < shared.solutions["stability"][0] - 0.2
    assert private.outcome["outcome"] == "no stable structure"


def test_the_same_seed_gives_the_same_clusters():
    blocks, units, _ = talk(90, vocabularies=3)
    first, again = (solutions.solve(blocks, units, **QUICK) for _ in range(2))
    assert first.units.equals(again.units)
    assert first.solutions.equals(again.solutions)
    assert json.dumps(first.outcome) == json.dumps(again.outcome)


def test_clusters_are_numbered_by_size_and_central_units_stand_in_the_middle():
    points = np.array([[0.0, 0.0], [5.0, 5.0], [0.0, 1.0], [0.0, 2.0]])
    cluster, centrality = solutions._numbered(points, np.array([1, 0, 1, 1]))
    assert cluster.tolist() == [1, 2, 1, 1]
    assert centrality[2] == 1  # on its centroid
    assert centrality[0] == pytest.approx((50**0.5 - 1) / 50**0.5)


def test_outliers_and_more_clusters_than_axes_are_not_chosen():
    table = pl.DataFrame(
        {
            "k": [2, 3],
            "stability": [1.0, 0.8],
            "null_mean": [0.1, 0.1],
            "null_high": [0.4, 0.4],
            "smallest": [2, 9],
        }
    )
    facts = {"threshold": 0.7, "least_units": 5, "axes_above_chance": 2}
    assert solutions._choose(table, facts) == 3
    assert solutions._choose(table, facts | {"threshold": 0.9}) is None
    assert solutions._choose(table, facts | {"axes_above_chance": 1}) is None
    assert solutions._choose(table, facts | {"least_units": 2}) == 2


def test_the_sentence_says_what_stood_in_the_way():
    table = pl.DataFrame(
        {
            "k": [2],
            "stability": [0.95],
            "null_mean": [0.1],
            "null_high": [0.4],
            "smallest": [2],
            "chosen": [False],
        }
    )
    facts = {"n_units": 90, "n_speakers": 9, "resamples": 50, "resampled": "speakers", "threshold": 0.7}
    said = outcome.verdict(table, None, facts | {"least_units": 5, "axes_above_chance": 0})["sentence"]
    assert "under 5 they are outliers" in said
    assert "0 are stronger than chance; 2 clusters need 1" in said


def test_few_or_no_turns_are_said_to_be_too_few():
    blocks, units, _ = talk(12, vocabularies=2)
    found = solutions.solve(blocks, units, **QUICK)
    assert "too few turns" in found.outcome["sentence"]
    assert dict(found.solutions.schema) == solutions.SOLUTION_SCHEMA
    nothing = {kind: Block(block.counts[:0], block.terms) for kind, block in blocks.items()}
    assert solutions.solve(nothing, units.clear(), **QUICK).units.height == 0


def test_turns_without_features_have_no_structure():
    blocks, units, _ = talk(60, vocabularies=2)
    bare = {kind: Block(sparse.csr_array((60, 0)), ()) for kind in blocks}
    assert "share too few words" in solutions.solve(bare, units, **QUICK).outcome["sentence"]


def test_clusters_within_one_voice_are_found_but_flagged():
    blocks, units, _ = talk(60, vocabularies=2)
    voices = pl.Series([f"C{row:02}" for row in range(9)] + ["C99"] * 51)
    loud = units.with_columns(speaker_code=voices, n_words=pl.lit(20))
    found = solutions.solve(blocks, loud, **QUICK)  # subsets without C99 hold a handful of units
    assert description.sizes(found.units, found.jaccard)["one_speaker"].all()


def test_units_and_features_that_do_not_belong_together_are_refused():
    blocks, units, _ = talk(60, vocabularies=2)
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
