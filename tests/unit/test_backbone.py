"""Backbones against what they say they are, counted out on small graphs."""

from itertools import product

import numpy as np
import polars as pl
import pytest
from scipy.integrate import quad
from scipy.stats import binom

from machtstaal.networks import backbone, sdsm


def test_disparity_is_the_tail_of_the_uniform_spread():
    # Serrano et al.: of k shares of 1 spread at random, one exceeds w with chance 1 - (k - 1) int_0^w (1 - x)^(k - 2) dx
    rng = np.random.default_rng(0)
    weights = rng.integers(1, 30, 5).astype(float)
    found = backbone.disparity(weights, np.zeros(5, int), np.arange(1, 6))
    for weight, alpha in zip(weights, found, strict=True):
        mass = quad(lambda x: (1 - x) ** 3, 0, weight / weights.sum())[0]
        assert alpha == pytest.approx(1 - 4 * mass)


def test_disparity_takes_the_end_to_whom_the_tie_matters_more():
    # a - b is 9 of a's 10 (degree 2), and 9 of b's 12 (degree 4)
    source, target = np.array([0, 0, 1, 1, 1]), np.array([1, 2, 3, 4, 5])
    found = backbone.disparity(np.array([9.0, 1, 1, 1, 1]), source, target)
    assert found[0] == pytest.approx(min((1 - 9 / 10) ** 1, (1 - 9 / 12) ** 3))


def test_directed_disparity_looks_at_what_leaves_and_what_arrives():
    source, target = np.array([0, 0, 1]), np.array([1, 2, 2])
    found = backbone.disparity(np.array([3.0, 1, 4]), source, target, directed=True)
    # 0 -> 1: leaves 0 with 3 of 4; is the only one to arrive at 1. 1 -> 2: the only one of 1; 4 of 5 that arrive
    assert found == pytest.approx([1 / 4, min(3 / 4, 4 / 5), 1 / 5])


def test_a_tie_with_oneself_counts_in_no_degree():
    with_loop = backbone.disparity(np.array([3.0, 1, 9]), np.array([0, 0, 0]), np.array([1, 2, 0]))
    assert with_loop[:2] == pytest.approx([1 / 4, 3 / 4])


def test_the_noise_corrected_score_is_zero_where_the_margins_say_so():
    weights = np.outer([1, 2, 3], [2, 4]).ravel().astype(float)
    ends = np.repeat([0, 1, 2], 2), np.tile([3, 4], 3)
    score, deviation = backbone.noise_corrected(weights, *ends, directed=True)
    assert score == pytest.approx(np.zeros(6), abs=1e-12)
    assert (deviation > 0).all()


def test_the_noise_corrected_deviation_is_that_of_the_delta_method():
    """The score as a function of one count, all margins moving with it, differentiated numerically."""
    rng = np.random.default_rng(5)
    table = rng.integers(1, 9, (3, 4)).astype(float)
    ends = np.repeat(np.arange(3), 4), np.tile(np.arange(3, 7), 3)

    def score(table, i, j):
        lift = table.sum() * table[i, j] / (table[i].sum() * table[:, j].sum())
        return (lift - 1) / (lift + 1)

    _, deviation = backbone.noise_corrected(table.ravel(), *ends, directed=True)
    total = table.sum()
    for place, (i, j) in enumerate(product(range(3), range(4))):
        more, less = table.copy(), table.copy()
        more[i, j] += 1e-5
        less[i, j] -= 1e-5
        slope = (score(more, i, j) - score(less, i, j)) / 2e-5
        row, column = table[i].sum(), table[:, j].sum()
        mean = row * column / total**2
        variance = row * column * (total - row) * (total - column) / (total**4 * (total - 1))
        # the beta distribution with that mean and variance
        size = mean * (1 - mean) / variance - 1
        a, b = mean * size + table[i, j], (1 - mean) * size + total - table[i, j]
        assert deviation[place] == pytest.approx(abs(slope) * np.sqrt(total * a * b / (a + b) ** 2), rel=1e-4)


def test_without_direction_each_tie_is_one_of_two():
    weights, source, target = np.array([6.0, 2, 2]), np.array([0, 0, 1]), np.array([1, 2, 2])
    mirrored = (
        np.concatenate([weights] * 2),
        np.concatenate([source, target]),
        np.concatenate([target, source]),
    )
    both = backbone.noise_corrected(*mirrored, directed=True)
    for found, expected in zip(backbone.noise_corrected(weights, source, target), both, strict=True):
        assert found == pytest.approx(expected[:3])
    # strengths 8, 8, 4 of 20; 10 ties in all
    assert backbone.noise_p(weights, source, target)[0] == pytest.approx(binom.sf(5, 10, 2 * 8 * 8 / 400))


EDGES = pl.DataFrame(
    [
        ("power", "all", "a", "b", 8),
        ("power", "all", "a", "c", 1),
        ("power", "all", "a", "d", 0),
        ("power", "all", "a", "a", 5),
        ("actor_concept", "x", "data", "data", 4),
        ("actor_concept", "x", "data", "delen", 1),
    ],
    schema=["network", "group", "source", "target", "weight"],
    orient="row",
)


def test_each_network_of_the_edge_table_is_scored_by_itself():
    scored = backbone.columns(EDGES)
    assert scored.select(EDGES.columns).equals(EDGES)
    assert scored["disparity"].round(4).to_list() == [round(1 / 9, 4), round(8 / 9, 4), None, None, 0.2, 0.8]
    assert scored["noise_p"].is_null().to_list() == [False, False, True, True, False, False]
    # a concept that is called like an actor is another node: the tie is no loop
    assert scored.schema.to_python() | {} == {
        **EDGES.schema.to_python(),
        **dict.fromkeys(backbone.SCHEMA, float),
    }


def test_an_empty_edge_table_has_the_columns():
    assert backbone.columns(EDGES.clear()).columns == [*EDGES.columns, *backbone.SCHEMA]


@pytest.mark.parametrize("seed", range(4))
def test_the_upper_tail_agrees_with_all_outcomes(seed):
    rng = np.random.default_rng(seed)
    chance = rng.random((3, 6))
    for count in range(7):
        found = sdsm.upper_tail(chance, np.full(3, count))
        for case in range(3):
            outcomes = [
                np.prod(np.where(outcome, chance[case], 1 - chance[case]))
                for outcome in product([0, 1], repeat=6)
                if sum(outcome) >= count
            ]
            assert found[case] == pytest.approx(sum(outcomes))


def test_a_tiny_tail_keeps_its_digits():
    assert sdsm.upper_tail(np.full((1, 40), 0.01), np.array([20]))[0] == pytest.approx(
        binom.sf(19, 40, 0.01), rel=1e-9
    )


@pytest.mark.parametrize("seed", range(6))
def test_the_configuration_model_has_the_observed_degrees(seed):
    rng = np.random.default_rng(seed)
    tied = rng.random((12, 20)) < rng.random((12, 1))
    tied[0], tied[1], tied[:, 0] = True, False, tied[:, 0] & False
    tied[0, 0] = True
    chance = sdsm.chances(tied)
    assert chance.sum(axis=1) == pytest.approx(tied.sum(axis=1), abs=1e-6)
    assert chance.sum(axis=0) == pytest.approx(tied.sum(axis=0), abs=1e-6)
    assert ((chance >= 0) & (chance <= 1)).all()


def test_the_model_s_tail_agrees_with_random_networks():
    rng = np.random.default_rng(8)
    tied = rng.random((5, 12)) < 0.4
    tied[1] = tied[0]
    p, chance = sdsm.backbone(tied), sdsm.chances(tied)
    drawn = rng.random((20_000, 5, 12)) < chance
    shared = (drawn[:, :, None] & drawn[:, None]).sum(axis=3)
    expected = (shared >= (tied[:, None] & tied[None]).sum(axis=2)).mean(axis=0)
    one, other = np.triu_indices(5, 1)
    assert p[one, other] == pytest.approx(expected[one, other], abs=0.015)
    assert p[0, 1] == np.nanmin(p)


def test_the_backbone_does_not_depend_on_how_many_pairs_are_worked_on_at_once(monkeypatch):
    tied = np.random.default_rng(2).random((9, 15)) < 0.3
    whole = sdsm.backbone(tied)
    monkeypatch.setattr(sdsm, "CELLS", 40)
    np.testing.assert_array_equal(sdsm.backbone(tied), whole)


def test_one_actor_has_no_pairs():
    assert np.isnan(sdsm.backbone(np.ones((1, 3)))).all()
    assert sdsm.backbone(np.zeros((0, 0))).shape == (0, 0)
    assert sdsm.backbone(np.zeros((2, 0)))[0, 1] == 1
