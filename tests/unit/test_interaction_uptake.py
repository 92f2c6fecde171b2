"""Uptake: worked by hand, found where it was planted, and not found in talk without order."""

from itertools import permutations
from math import comb

import numpy as np
import polars as pl
import pytest
from interaction_material import random_talk, tokens, turns
from scipy import stats

from machtstaal import spreadsheets
from machtstaal.interaction import network, terms, uptake


def traced(talk, window=2, **options):
    said = terms.find(tokens(talk), talk)
    return uptake.opportunities(said, talk, window), uptake.measure(
        said, talk, window=window, seed=1, **options
    )


def test_who_says_a_term_first_gives_it_and_who_says_it_soon_after_takes_it():
    talk = turns(
        [
            ("A", "dijk"),
            ("B", "dijk weg"),
            ("C", "boot"),
            ("D", "weg"),
            ("C", "dijk"),
            ("B", "dijk"),
            ("D", "boot"),
        ]
    )
    found, _ = traced(talk, permutations=19)
    assert found.select("term", "giver", "taker", "turn", "taken_turn", "distance", "taken").rows() == [
        ("dijk", "A", "B", "t-1", "t-2", 1, True),
        ("dijk", "A", "C", "t-1", "t-5", 4, False),
        ("weg", "B", "D", "t-2", "t-4", 2, True),
        ("boot", "C", "D", "t-3", "t-7", 4, False),
    ]


def test_chance_is_hypergeometric():
    # B has 5 places after the first use, 2 of them within the window of 4 stretches, and says the word in 2 turns
    said = [
        ("A", "dijk"),
        *[(who, word) for word in ("x", "dijk", "y", "dijk", "z") for who, word in (("C", "q"), ("B", word))],
    ]
    found, _ = traced(turns(said), window=4, permutations=19)
    row = found.row(by_predicate=pl.col("term") == "dijk", named=True)
    assert row["chance"] == pytest.approx(1 - comb(3, 2) / comb(5, 2))
    assert row["chance"] == pytest.approx(stats.hypergeom(5, 2, 2).sf(0))
    assert row["taken"] and row["free"]


def test_chance_is_the_share_of_all_orders_in_which_the_term_is_taken_up():
    # all orders of B's turns, by brute force: A speaks once, so the first use is hers wherever B's turns stand
    words = ["x", "dijk", "y", "dijk"]
    said = [("A", "dijk"), *[pair for word in words for pair in (("B", word), ("C", "q"))]]
    found, _ = traced(turns(said), window=3, permutations=19)
    taken = [any(word == "dijk" for word in order[:2]) for order in permutations(words)]
    assert found.filter(term="dijk")["chance"].item() == pytest.approx(np.mean(taken))


def test_what_a_facilitator_says_first_is_nobodys_and_names_and_light_verbs_are_no_terms():
    talk = turns([("F", "dijk"), ("A", "dijk NaamB hebben"), ("B", "dijk NaamB hebben")])
    verb = pl.when(pl.col("form") == "hebben").then(pl.lit("VERB")).otherwise("upos")
    said = terms.find(tokens(talk).with_columns(upos=verb), talk)
    assert said["term"].to_list() == ["dijk"] * 3
    assert uptake.opportunities(said, talk, 2).is_empty()
    led = uptake.opportunities(said, talk, 2, facilitators=True)
    assert led.select("giver", "taker").rows() == [("F", "A"), ("F", "B")]


def test_consecutive_turns_of_one_speaker_are_one_stretch():
    talk = turns([("A", "dijk"), ("C", "x"), ("C", "y"), ("C", "z"), ("B", "dijk")])
    assert traced(talk, permutations=19)[0]["distance"].to_list() == [2]


def test_sums_agree_at_all_levels():
    found, summed = traced(random_talk(np.random.default_rng(5)), permutations=99)
    free = found.filter("free")
    for level in uptake.LEVELS:
        rows = summed.filter(level=level)
        assert rows["n_terms"].sum() == found.height
        assert rows["n_taken"].sum() == found["taken"].sum()
        assert rows["observed"].sum() == free["taken"].sum()
        assert rows["expected"].sum() == pytest.approx(free["chance"].sum())
    assert (summed["difference"] - (summed["observed"] - summed["expected"])).abs().max() < 1e-9
    graph = network.build(summed)
    assert sum(weight for *_, weight in graph.edges(data="weight")) == found["taken"].sum()
    assert graph.nodes["C"]["group"] == "expert"


def planted(rng, n=60, share=0.5):
    """Talk without order, in which B repeats at once words of A's that nobody said before."""
    talk = random_talk(rng, n)
    texts, new = talk["text"].to_list(), 0
    order = talk["speaker_code"].to_list()
    for place in range(1, n):
        if (order[place - 1], order[place]) == ("A", "B"):
            for _ in range(3):
                texts[place - 1] += f" nieuw{new}"
                texts[place] += f" nieuw{new}"
                later = [later for later in range(place + 4, n) if order[later] == "B"]
                if later and rng.random() < share:
                    texts[later[-1]] += f" nieuw{new}"
                new += 1
    return talk.with_columns(text=pl.Series(texts))


def test_planted_uptake_is_found_where_it_was_planted():
    talk = planted(np.random.default_rng(3))
    _, summed = traced(talk, permutations=199)
    pairs = summed.filter(level="pair")
    best = pairs.sort("difference", descending=True).row(0, named=True)
    assert (best["giver"], best["taker"]) == ("A", "B")
    assert best["difference"] > best["high"] and best["q"] < 0.05
    others = pairs.filter((pl.col("giver") != "A") | (pl.col("taker") != "B"))
    assert (others["q"].drop_nulls() >= 0.05).all()


def test_without_order_nothing_is_found_more_often_than_the_level_says():
    """The level of the test, on talk without order in which whole turns share words; binomial bounds of 99.9 %."""
    rng = np.random.default_rng(11)
    p, worth = [], []
    for _ in range(120):
        talk = random_talk(rng, 24, 15)
        row = traced(talk, permutations=59)[1].row(0, named=True)
        p.append(row["p"])
        worth.append(row["difference"])
    tested = np.array([value for value in p if value is not None])
    assert len(tested) > 100
    assert stats.binomtest(int((tested <= 0.05).sum()), len(tested), 0.05, "greater").pvalue > 0.001
    assert stats.binomtest(int((tested <= 0.5).sum()), len(tested), 0.5).pvalue > 0.001
    assert abs(np.mean(worth)) < 4 * np.std(worth) / np.sqrt(len(worth))  # unbiased: observed is expected


def test_words_of_one_breath_are_not_independent():
    """Twelve words repeated in one turn are one coincidence: of B's two later turns it was the first."""
    words = " ".join(f"woord{n}" for n in range(12))
    talk = turns([("A", words), ("B", words), ("C", "x"), ("D", "y"), ("B", "z")])
    row = traced(talk, window=2, permutations=199)[1].row(0, named=True)
    assert row["n"] == row["observed"] == 12 and row["expected"] == pytest.approx(6)
    assert row["p"] > 0.3


def test_where_one_turn_is_left_its_order_tells_nothing():
    talk = turns([("A", "dijk weg"), ("B", "dijk"), ("A", "weg")])
    found, summed = traced(talk, permutations=19)
    assert found.select("taken", "chance", "free").rows() == [(True, 1.0, False)]
    assert summed["n"].to_list() == [0] * summed.height and summed["p"].null_count() == summed.height


def test_the_same_seed_gives_the_same():
    talk = random_talk(np.random.default_rng(2))
    assert traced(talk, permutations=59)[1].equals(traced(talk, permutations=59)[1])
    assert traced(turns([("A", "dijk")]), permutations=19)[1].is_empty()


def test_the_spreadsheet_has_the_words_around_both_ends():
    long = "w " * 60
    talk = turns([("A", f"{long}dijk {long}"), ("B", "de dijk lekt")])
    places = (
        tokens(talk)
        .filter(pl.col("form") == "dijk")
        .with_columns(start=pl.Series([120, 3], dtype=pl.Int32), end=pl.Series([124, 7], dtype=pl.Int32))
    )
    row = spreadsheets.readable(uptake.opportunities(terms.find(places, talk), talk, 2), talk).row(
        0, named=True
    )
    assert row["quote"] == "dijk" and row["taken_context"] == "de dijk lekt"
    assert row["context"] == f"{long}dijk {long}"[40:204]
