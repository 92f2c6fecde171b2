"""DNA's network algebra, by hand and cell by cell."""

from itertools import product

import numpy as np
import polars as pl
import pytest

from machtstaal.networks import algebra
from machtstaal.networks.algebra import Stances


def said(*rows):
    """Statements from (speaker, concept, agreement, turn)."""
    made = pl.DataFrame(rows, schema=["speaker_code", "concept", "agreement", "turn"], orient="row")
    return made.with_columns(transcript=pl.col("turn").str.head(1))


TALK = said(
    ("Ada", "belasten", True, "a1"),
    ("Ada", "belasten", True, "a1"),
    ("Ada", "belasten", False, "a2"),
    ("Ada", "verbieden", False, "b1"),
    ("Bo", "belasten", True, "b1"),
    ("Bo", "verbieden", True, "b2"),
    ("Cy", "verbieden", False, "b2"),
    ("Cy", "verbieden", False, "b3"),
    ("Dee", "delen", True, "b3"),
)


def test_statements_are_counted_by_agreement():
    stances = algebra.count(TALK)
    assert (stances.actors, stances.concepts) == (
        ["Ada", "Bo", "Cy", "Dee"],
        ["belasten", "delen", "verbieden"],
    )
    assert stances.agree.tolist() == [[2, 0, 0], [1, 0, 1], [0, 0, 0], [0, 1, 0]]
    assert stances.disagree.tolist() == [[1, 0, 1], [0, 0, 0], [0, 0, 2], [0, 0, 0]]


@pytest.mark.parametrize(
    ("duplicates", "ada", "cy"), [("include", 2, 2), ("turn", 1, 2), ("transcript", 1, 1), ("study", 1, 1)]
)
def test_what_is_said_again_counts_once_where_duplicates_are_left_out(duplicates, ada, cy):
    stances = algebra.count(TALK, duplicates=duplicates)
    assert stances.agree[0, 0] == ada
    assert stances.disagree[2, 2] == cy
    assert stances.disagree[0, 0] == 1  # another agreement is no duplicate


def test_without_regard_to_agreement_the_study_is_binary():
    stances = algebra.count(TALK, duplicates="study", qualified=False)
    assert algebra.two_mode(stances, "ignore").tolist() == [[1, 0, 1], [1, 0, 1], [0, 0, 1], [0, 1, 0]]


def test_groups_can_be_the_actors():
    grouped = TALK.with_columns(group=pl.Series(["x"] * 6 + ["y"] * 3))
    assert algebra.count(grouped, actor="group").agree.tolist() == [[3, 0, 1], [0, 1, 0]]


def test_two_mode_networks_by_hand():
    stances = algebra.count(TALK)
    assert algebra.two_mode(stances, "ignore").tolist() == [[3, 0, 1], [1, 0, 1], [0, 0, 2], [0, 1, 0]]
    assert algebra.two_mode(stances, "combine").tolist() == [[3, 0, 2], [1, 0, 1], [0, 0, 2], [0, 1, 0]]
    assert algebra.two_mode(stances, "subtract").tolist() == [[1, 0, -1], [1, 0, 1], [0, 0, -2], [0, 1, 0]]


def test_two_mode_normalisations_by_hand():
    stances = algebra.count(TALK)
    weights = algebra.two_mode(stances, "subtract")
    # Ada made 4 statements, Bo 2, Cy 2, Dee 1; of belasten there are 4, of verbieden 4, of delen 1
    assert algebra.activity(weights, stances).tolist() == [
        [0.25, 0, -0.25],
        [0.5, 0, 0.5],
        [0, 0, -1],
        [0, 1, 0],
    ]
    assert algebra.prominence(weights, stances).tolist() == [
        [0.25, 0, -0.25],
        [0.25, 0, 0.25],
        [0, 0, -0.5],
        [0, 1, 0],
    ]
    assert algebra.activity(stances.total, stances).sum(axis=1).tolist() == [1, 1, 1, 1]


def test_one_mode_networks_by_hand():
    stances = algebra.count(TALK)
    networks = {
        how: algebra.one_mode(stances, how) for how in ("ignore", "congruence", "conflict", "subtract")
    }
    # Ada and Bo: both for belasten 2 x 1, against each other on belasten 1 x 1 and verbieden 1 x 1
    assert [networks[how][0, 1] for how in networks] == [4, 2, 2, 0]
    # Ada and Cy: both against verbieden 1 x 2
    assert [networks[how][0, 2] for how in networks] == [2, 2, 0, 2]
    # Bo and Cy: 1 for against 2 against
    assert [networks[how][1, 2] for how in networks] == [2, 0, 2, -2]
    assert not any(weights[3].any() for weights in networks.values())  # Dee speaks of something else


def test_one_mode_normalisations_by_hand():
    stances = algebra.count(TALK)
    congruence = algebra.one_mode(stances)
    assert algebra.average(congruence, stances)[0, 1] == pytest.approx(2 / 3)  # (4 + 2) / 2
    assert algebra.cosine(congruence, stances)[0, 1] == pytest.approx(2 / 8)
    # shared 2 x 1 (belasten, for); only Ada: 1 + 1 (both against); only Bo: 1 (verbieden, for)
    assert algebra.jaccard(congruence, stances)[0, 1] == pytest.approx(2 / 5)


def by_cell(agree, disagree, i, k):
    """The four one-mode weights and three divisors of two actors, cell by cell as DNA's manual words them."""
    ignore = congruence = conflict = 0.0
    m11 = m10 = m01 = 0.0
    for j in range(agree.shape[1]):
        of = [(disagree[row, j], agree[row, j]) for row in (i, k)]
        ignore += sum(of[0]) * sum(of[1])
        for level, other in product(range(2), repeat=2):
            together = of[0][level] * of[1][other]
            congruence += together * (level == other)
            conflict += together * (level != other)
        for level in range(2):
            mine, yours = of[0][level], of[1][level]
            m10 += mine if yours == 0 else 0
            m01 += yours if mine == 0 else 0
            m11 += mine * yours
    active = [(agree + disagree)[row].sum() for row in (i, k)]
    return (
        [ignore, congruence, conflict, congruence - conflict],
        [sum(active) / 2, m11 + m10 + m01, active[0] * active[1]],
    )


def test_matrices_agree_with_cells():
    rng = np.random.default_rng(3)
    stances = Stances(list("abcdef"), list("vwxyz"), *rng.integers(0, 4, (2, 6, 5)).astype(float))
    hows, ways = (
        ("ignore", "congruence", "conflict", "subtract"),
        (algebra.average, algebra.jaccard, algebra.cosine),
    )
    for i, k in product(range(6), repeat=2):
        weights, divisors = by_cell(stances.agree, stances.disagree, i, k)
        for how, expected in zip(hows, weights, strict=True):
            network = algebra.one_mode(stances, how)
            assert network[i, k] == (0 if i == k else expected)
            for way, divisor in zip(ways, divisors, strict=True):
                assert way(network, stances)[i, k] == pytest.approx(0 if i == k else expected / divisor)


def test_concepts_are_tied_by_the_actors_that_treat_them_alike():
    concepts = algebra.one_mode(algebra.count(TALK).transposed())
    # belasten and verbieden: Ada disagrees with both (1 x 1), Bo agrees with both (1 x 1)
    assert concepts[0, 2] == 2


def test_an_actor_without_statements_is_divided_by_nothing():
    stances = Stances(["a", "b"], ["x"], np.array([[1.0], [0]]), np.zeros((2, 1)))
    for network in (algebra.average, algebra.jaccard, algebra.cosine):
        assert network(algebra.one_mode(stances), stances).tolist() == [[0, 0], [0, 0]]
    assert algebra.activity(stances.total, stances).tolist() == [[1], [0]]


def test_no_statements_make_empty_networks():
    stances = algebra.count(TALK.clear())
    assert algebra.one_mode(stances).shape == (0, 0)
    assert algebra.two_mode(stances).shape == (0, 0)
