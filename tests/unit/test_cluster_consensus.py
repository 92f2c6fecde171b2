import numpy as np
import polars as pl
import pytest
from sklearn.metrics import adjusted_rand_score

from machtstaal import tables
from machtstaal.clusters import consensus


def runs(n=90, k=3, noise=0.2, n_runs=40, seed=2):
    """Divisions of 80 % of the units into k, each unit in a wrong cluster with a chance of `noise`, and the truth."""
    rng = np.random.default_rng(seed)
    truth = np.arange(n) % k
    labels = np.array([rng.permutation(k)[truth] for _ in range(n_runs)])
    labels = np.where(rng.random(labels.shape) < noise, rng.integers(0, k, labels.shape), labels)
    return np.where(rng.random(labels.shape) < 0.2, -1, labels), truth


def by_hand(labels, i, j):
    both = (labels[:, i] >= 0) & (labels[:, j] >= 0)
    return (labels[both, i] == labels[both, j]).mean()


def test_co_assignment_is_counted_over_the_runs_that_drew_both():
    labels, _ = runs(n=12)
    shares = consensus.Runs(labels).shares(slice(None), slice(None))
    for i in range(12):
        for j in range(12):
            assert shares[i, j] == pytest.approx(by_hand(labels, i, j))
    assert np.allclose(shares, shares.T)


def test_two_units_that_no_run_drew_both_are_unknown():
    shares = consensus.Runs(np.array([[0, -1], [-1, 0]])).shares(slice(None), slice(None))
    assert np.isnan(shares[0, 1])


def test_item_and_cluster_consensus_are_means_over_pairs_and_runs():
    labels, truth = runs(n=12)
    _, clusters = consensus.Runs(labels).between(truth)
    together = both = 0
    for i in np.flatnonzero(truth == 0):
        for j in np.flatnonzero(truth == 0):
            if i != j:
                drawn = (labels[:, i] >= 0) & (labels[:, j] >= 0)
                both += drawn.sum()
                together += (labels[drawn, i] == labels[drawn, j]).sum()
    assert clusters[0, 0] == pytest.approx(together / both)
    full = consensus.Runs(np.where(labels < 0, 0, labels))  # drawn by all: a plain mean of the shares
    shares = full.shares(slice(None), slice(None))
    others = np.flatnonzero((truth == 1) & (np.arange(12) != 1))
    assert full.between(truth)[0][1, 1] == pytest.approx(shares[1, others].mean(), abs=1e-6)


def test_the_consensus_of_noisy_divisions_is_nearer_the_truth_than_any_of_them():
    labels, truth = runs(noise=0.4)
    found = consensus.Runs(labels).divide(3, seed=1)
    single = [adjusted_rand_score(truth[row >= 0], row[row >= 0]) for row in labels]
    assert adjusted_rand_score(truth, found) > 0.95 > max(single)


def test_above_so_many_units_a_sample_places_all_of_them(monkeypatch):
    labels, truth = runs(n=400, noise=0.3)
    whole = consensus.Runs(labels).divide(3, seed=1)
    monkeypatch.setattr(consensus, "LANDMARKS", 120)
    sampled = consensus.Runs(labels).divide(3, seed=1)
    assert adjusted_rand_score(whole, truth) > 0.97
    assert adjusted_rand_score(sampled, truth) > 0.97


def test_divisions_by_sets_of_features_are_combined_by_the_majority():
    rng = np.random.default_rng(3)
    seen = np.arange(60) % 3
    other = rng.integers(0, 3, 60)
    found = consensus.combine(np.array([seen, (seen + 1) % 3, other]), 3, seed=1)
    assert adjusted_rand_score(seen, found) == 1
    assert consensus.combine(other[None], 3, seed=1).tolist() == other.tolist()


def test_tiles_are_few_whole_and_within_one_cluster():
    labels = np.repeat([0, 1, 2], [700, 290, 10])
    tile = consensus.tiles(labels, np.linspace(0, 1, 1000))
    sizes = np.bincount(tile)
    assert len(sizes) <= consensus.TILES
    assert sizes.min() >= 10
    assert all(len(np.unique(labels[tile == number])) == 1 for number in range(len(sizes)))
    assert tile[699] == 0  # the surest of the first cluster
    assert sorted(consensus.tiles(np.array([0, 1, 0]), np.ones(3)).tolist()) == [0, 1, 2]


def test_the_matrix_has_each_pair_of_tiles_once():
    labels, truth = runs()
    made = consensus.Runs(labels)
    tile = consensus.tiles(truth, np.ones(len(truth)), most=9)
    table = tables.checked(consensus.matrix(made, truth, tile, 3), "co_assignment")
    n = tile.max() + 1
    assert table.height == n * (n + 1) // 2
    assert dict(table.schema) == consensus.SCHEMA
    same = table.filter(pl.col("cluster_a") == pl.col("cluster_b"))["share"]
    assert same.min() > table.filter(pl.col("cluster_a") != pl.col("cluster_b"))["share"].max()


def test_a_tile_of_one_unit_has_no_share_with_itself():
    labels = np.array([[0, 0, 1], [0, 1, 1]])
    table = consensus.matrix(consensus.Runs(labels), np.array([0, 0, 1]), np.array([0, 1, 2]), 2)
    assert table.filter(pl.col("tile_a") == pl.col("tile_b"))["share"].to_list() == [None] * 3
    assert table.filter(tile_a=1, tile_b=2)["share"].item() == 0.5
