import polars as pl
import pytest

from machtstaal.networks import cooccurrence
from machtstaal.networks.edges import EDGE_SCHEMA
from machtstaal.problems import Problem

TURNS = pl.DataFrame(
    {"transcript": ["t"] * 4 + ["u"] * 2, "turn": ["t-001", "t-002", "t-003", "t-004", "u-001", "u-002"]}
)


def said(*rows):
    """Mentions from (turn, sentence number, actor, speaker)."""
    return pl.DataFrame(
        [
            (f"m{n}", turn, f"{turn}:{sentence}", actor, "citizens" if who[0] == "C" else "experts", who)
            for n, (turn, sentence, actor, who) in enumerate(rows, 1)
        ],
        schema=dict.fromkeys(["mention", "turn", "sentence", "actor", "group", "speaker_code"], pl.String),
        orient="row",
    )


def ties(edges, group="all"):
    rows = edges.filter(pl.col("group") == group).select("source", "target", "weight", "processes")
    return {(source, target): (weight, ids) for source, target, weight, ids in rows.iter_rows()}


def test_a_sentence_counts_once_however_often_it_names_the_pair():
    mentions = said(
        ("t-001", 1, "government", "C01"),
        ("t-001", 1, "citizens", "C01"),
        ("t-001", 1, "citizens", "C01"),
        ("t-001", 2, "government", "C01"),  # alone in its sentence
        ("t-002", 1, "citizens", "C02"),
        ("t-002", 1, "government", "C02"),
    )
    edges = cooccurrence.by_sentence(mentions)
    assert ties(edges) == {("citizens", "government"): (2, "m1;m2;m3;m5;m6")}
    assert edges.filter(pl.col("group") == "all")["n_speakers"].item() == 2


def test_an_actor_is_not_tied_to_itself():
    mentions = said(("t-001", 1, "citizens", "C01"), ("t-001", 1, "citizens", "C01"))
    assert cooccurrence.by_sentence(mentions).height == 0
    assert cooccurrence.by_window(mentions, TURNS).height == 0


def test_three_actors_in_a_sentence_make_three_ties():
    mentions = said(*(("t-001", 1, actor, "C01") for actor in ("media", "citizens", "big_tech")))
    assert set(ties(cooccurrence.by_sentence(mentions))) == {
        ("big_tech", "citizens"),
        ("big_tech", "media"),
        ("citizens", "media"),
    }


def test_pronouns_of_the_talk_are_left_out_unless_asked_for():
    mentions = said(
        ("t-001", 1, "speaker", "C01"), ("t-001", 1, "citizens", "C01"), ("t-001", 1, "we", "C01")
    )
    assert set(ties(cooccurrence.by_sentence(mentions))) == {("citizens", "we")}
    assert len(ties(cooccurrence.by_sentence(mentions, exclude=()))) == 3


def test_overlapping_windows_count_a_connection_once():
    # government in turn 1, citizens in turn 2: the windows (1, 2), (1, 2, 3) and (2, 3, 4) all touch it
    mentions = said(("t-001", 1, "government", "C01"), ("t-002", 1, "citizens", "C02"))
    assert ties(cooccurrence.by_window(mentions, TURNS, window=2)) == {
        ("citizens", "government"): (1, "m1;m2")
    }
    assert ties(cooccurrence.by_window(mentions, TURNS, window=3)) == {
        ("citizens", "government"): (1, "m1;m2")
    }


def test_each_turn_that_takes_the_connection_up_counts():
    mentions = said(
        ("t-001", 1, "government", "C01"),
        ("t-002", 1, "citizens", "C02"),  # connects to 1
        ("t-003", 1, "citizens", "C01"),  # connects to 1 in a window of three
        ("t-004", 1, "government", "C01"),  # connects to 3, and to 2 in a window of three
    )
    assert ties(cooccurrence.by_window(mentions, TURNS, window=1)) == {}
    assert ties(cooccurrence.by_window(mentions, TURNS, window=2))[("citizens", "government")][0] == 2
    assert ties(cooccurrence.by_window(mentions, TURNS, window=3))[("citizens", "government")][0] == 3


def test_a_window_does_not_reach_into_another_transcript():
    mentions = said(("t-004", 1, "government", "C01"), ("u-001", 1, "citizens", "C01"))
    assert cooccurrence.by_window(mentions, TURNS, window=4).height == 0


def test_the_connection_belongs_to_the_group_of_the_turn_that_makes_it():
    mentions = said(("t-001", 1, "government", "C01"), ("t-002", 1, "citizens", "E01"))
    edges = cooccurrence.by_window(mentions, TURNS, window=2)
    assert ties(edges, "experts") == {("citizens", "government"): (1, "m1;m2")}
    assert ties(edges, "citizens") == {}


def test_groups_add_up_to_the_pool():
    mentions = said(
        ("t-001", 1, "government", "C01"),
        ("t-001", 1, "citizens", "C01"),
        ("t-002", 1, "citizens", "E01"),
        ("t-003", 1, "government", "C02"),
    )
    edges = cooccurrence.by_window(mentions, TURNS, window=2)
    by_group = {group: rows["weight"].sum() for (group,), rows in edges.group_by("group")}
    assert by_group == {"all": 3, "citizens": 2, "experts": 1}


def test_who_has_no_group_ties_nothing():
    mentions = said(("t-001", 1, "government", "F01"), ("t-001", 1, "citizens", "F01"))
    assert cooccurrence.by_sentence(mentions.with_columns(group=pl.lit(None, pl.String))).height == 0


def test_light_ties_are_cut_within_each_group():
    mentions = said(
        ("t-001", 1, "government", "C01"),
        ("t-001", 1, "citizens", "C01"),
        ("t-002", 1, "government", "E01"),
        ("t-002", 1, "citizens", "E01"),
    )
    edges = cooccurrence.by_sentence(mentions, min_weight=2)
    assert edges["group"].to_list() == ["all"]


def test_no_mentions_make_an_empty_table_with_its_columns():
    for edges in (cooccurrence.by_sentence(said()), cooccurrence.by_window(said(), TURNS)):
        assert edges.height == 0
        assert dict(edges.schema) == EDGE_SCHEMA


def test_a_window_without_turns_and_a_mention_without_turn_are_refused():
    with pytest.raises(ValueError, match="at least one turn"):
        cooccurrence.by_window(said(), TURNS, window=0)
    with pytest.raises(ValueError, match="not among the turns"):
        cooccurrence.by_window(said(("v-001", 1, "media", "C01")), TURNS)


def test_a_group_called_all_is_refused():
    mentions = said(("t-001", 1, "government", "C01"), ("t-001", 1, "citizens", "C01"))
    with pytest.raises(Problem, match="give the group another id"):
        cooccurrence.by_sentence(mentions.with_columns(pl.lit("all").alias("group")))
