import numpy as np
import polars as pl
import pytest
from scipy import sparse

from machtstaal.clusters import description
from machtstaal.clusters.features import Block

UNITS = pl.DataFrame(
    {
        "unit": ["a", "b", "c", "d", "e"],
        "speaker_code": ["C01", "C01", "C01", "C02", "E01"],
        "group": ["citizens"] * 4 + ["experts"],
        "scenario": ["wild_west", "wild_west", None, None, None],
        "n_words": [20, 30, 10, 40, 50],
        "cluster": [1, 1, 1, 1, 2],
        "centrality": [0.5, 0.9, 0.7, 0.1, 0.3],
    }
)
UNSOLVED = UNITS.with_columns(cluster=pl.lit(None, pl.Int64), centrality=pl.lit(None, pl.Float64))
RECOVERY = pl.DataFrame(
    {"cluster": [1, 2], "consensus": [0.8, 0.7], "next_consensus": [0.1, 0.1], "jaccard": [0.9, 0.4]}
)


def block(table, *terms):
    return Block(sparse.csr_array(np.array(table, dtype=float)), terms)


def test_terms_that_set_a_cluster_apart_come_first_with_their_spread():
    blocks = {
        "lemma": block([[3, 0, 1], [2, 0, 1], [2, 0, 1], [1, 0, 1], [0, 8, 2]], "dokter", "bedrijf", "data"),
        "actor": block([[1, 0]] * 4 + [[0, 5]], "citizens", "business"),
    }
    found = description.terms(blocks, UNITS, min_units=1)
    assert found.filter(pl.col("cluster") == 1).select(
        "kind", "term", "count", "n_units", "n_speakers"
    ).rows() == [
        ("actor", "citizens", 4, 4, 2),
        ("lemma", "dokter", 8, 4, 2),
        ("lemma", "data", 4, 4, 2),
    ]
    assert found.filter(pl.col("cluster") == 2)["term"].to_list() == ["business", "bedrijf"]
    assert found.filter(pl.col("term") == "dokter")["dp_norm"].item() == pytest.approx(
        (7 / 8 - 60 / 100) / (1 - 40 / 100)
    )
    assert found.filter(pl.col("cluster") == 2)["dp_norm"].to_list() == [None, None]  # one speaker
    assert description.terms(blocks, UNITS, min_units=2)["cluster"].unique().to_list() == [1]
    assert description.terms(blocks, UNITS, top=1, min_units=1).height == 4


def test_a_rare_word_does_not_beat_a_frequent_one_with_the_same_ratio():
    z = description.log_odds(np.array([30.0, 3.0, 67.0]), np.array([10.0, 1.0, 89.0]))
    assert z[0] > z[1] > 0


def test_log_odds_by_hand():
    # a + p = 3 + 2 * 4 / 8 = 4 of 5 + 2 = 7; b + p = 1 + 1 = 2 of 3 + 2 = 5
    z = description.log_odds(np.array([3.0, 2.0]), np.array([1.0, 2.0]), prior=2)
    expected = (np.log(4 / 3) - np.log(2 / 3)) / np.sqrt(1 / 4 + 1 / 2)
    assert z[0] == pytest.approx(expected)


def test_a_cluster_of_one_speaker_is_flagged():
    table = description.sizes(UNITS, RECOVERY)
    assert table.select("n_units", "n_speakers", "n_words", "consensus", "jaccard").rows() == [
        (4, 2, 100, 0.8, 0.9),
        (1, 1, 50, 0.7, 0.4),
    ]
    flags = table.select("largest_speaker", "largest_speaker_share", "one_speaker").rows()
    assert flags == [("C01", 0.75, True), ("E01", 1.0, True)]
    even = UNITS.with_columns(speaker_code=pl.Series(["C01", "C02", "C01", "C02", "E01"]))
    assert description.sizes(even, RECOVERY)["one_speaker"].to_list() == [False, True]


def test_quotes_are_central_and_of_different_speakers_first():
    assert description.central(UNITS, n=3).select("cluster", "rank", "unit").rows() == [
        (1, 1, "b"),
        (1, 2, "d"),
        (1, 3, "c"),
        (2, 1, "e"),
    ]


def test_without_clusters_the_tables_are_empty_and_typed():
    nothing = RECOVERY.clear()
    for table, schema in (
        (description.terms({"lemma": block([[1]] * 5, "data")}, UNSOLVED), description.TERM_SCHEMA),
        (description.sizes(UNSOLVED, nothing), description.CLUSTER_SCHEMA),
    ):
        assert table.height == 0
        assert dict(table.schema) == schema
    assert description.central(UNSOLVED).height == 0
