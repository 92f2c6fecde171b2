"""The floor and how turns begin, worked by hand."""

import polars as pl
import pytest
from interaction_material import turns

from machtstaal import tables
from machtstaal.interaction import backchannels, floor, overlaps

TALK = [
    ("F", "Wie begint er?"),
    ("A", "Ik wel hoor."),
    ("B", "Hm, ja."),
    ("A", "Wat kost dat?"),
    ("C", "Veel"),
    ("F", "Goed."),
]
WORDS = {"nl": {"hm", "ja"}}


def shared(talk, **options):
    return tables.checked(floor.share(talk, WORDS, **options), "floor")


def row(table, **which):
    return table.row(
        by_predicate=pl.all_horizontal(pl.col(name).eq_missing(value) for name, value in which.items()),
        named=True,
    )


def test_turns_words_and_their_shares():
    found = shared(turns(TALK))
    assert found.select("group", "speaker_code", "n_turns", "n_words").rows() == [
        ("citizen", "A", 2, 6), ("citizen", "B", 1, 2), ("citizen", None, 3, 8), ("expert", "C", 1, 1), ("expert", None, 1, 1),
    ]  # fmt: skip
    assert found["share"].to_list() == pytest.approx([6 / 9, 2 / 9, 8 / 9, 1 / 9, 1 / 9])
    citizens = row(found, group="citizen", speaker_code=None)
    # Gini of 2 and 6: half their difference over their sum
    assert citizens["gini"] == pytest.approx(0.25)
    assert (citizens["mean_words"], citizens["median_words"]) == (pytest.approx(8 / 3), 3)
    assert (citizens["n_questions"], citizens["n_backchannels"]) == (1, 1)
    assert row(found, speaker_code="C")["gini"] is None


def test_facilitators_are_context_and_no_speakers():
    found = shared(turns(TALK))
    assert "F" not in found["speaker_code"].to_list()
    a = row(found, speaker_code="A")
    assert (a["n_after_facilitator"], a["n_after_participant"], a["initiative"]) == (1, 1, 0.5)
    everybody = shared(turns(TALK), facilitators=True)
    assert row(everybody, speaker_code="F")["n_turns"] == 2
    assert everybody["initiative"].null_count() == everybody.height


def test_initiative_needs_somebody_who_leads_and_two_who_take_part():
    assert shared(turns([("A", "Ja."), ("B", "Nee.")]))["initiative"].null_count() == 3
    assert (
        shared(turns([("F", "En?"), ("A", "Ja."), ("F", "Zo."), ("A", "Ja.")]))["initiative"].null_count()
        == 2
    )


def test_without_times_nothing_of_time_is_zero():
    found = shared(turns(TALK))
    for column in (
        "speaking_ms",
        "time_share",
        "n_interruptions",
        "n_interrupted",
        "n_overlaps",
        "n_simultaneous",
        "n_gaps",
        "latency_ms",
    ):
        assert found[column].null_count() == found.height
    partly = turns(
        TALK, start_ms=pl.int_range(6) * 1000, end_ms=pl.Series([900, 1900, 2900, 3900, None, 5900])
    )
    assert shared(partly)["speaking_ms"].null_count() == found.height


# speaker, start, end -> how the turn begins, in whose turn, silence before it
BEGINNINGS = [
    ("A", 0, 10_000, None, None, None),
    ("B", 300, 5_000, "simultaneous", 1, None),  # within 400 ms of A's beginning
    ("C", 6_000, 6_500, "overlap", 1, None),  # A goes on
    ("B", 9_700, 12_000, "terminal", 1, None),  # within 400 ms of A's end
    ("A", 12_750, 16_000, None, None, 750),
    ("C", 14_000, 18_000, "interruption", 5, None),  # A stops first
    ("A", 16_500, 17_000, "backchannel", 6, None),
    ("C", 19_000, 20_000, None, None, None),  # after A's word of listening, 1 s after C's own end: a pause
]


def timed():
    said = [
        (who, "Hm, ja." if kind == "backchannel" else "Dat is een lange beurt.")
        for who, _, _, kind, _, _ in BEGINNINGS
    ]
    edges = {
        name: pl.Series([row[at] for row in BEGINNINGS], dtype=pl.Int64)
        for at, name in ((1, "start_ms"), (2, "end_ms"))
    }
    return turns(said, **edges)


def test_how_each_turn_begins():
    talk = timed()
    found = overlaps.begin(talk.with_columns(backchannel=backchannels.mark(talk, WORDS)))
    assert found["begins"].to_list() == [row[3] for row in BEGINNINGS]
    assert found["holder"].to_list() == [row[4] and f"t-{row[4]}" for row in BEGINNINGS]
    assert found["gap_ms"].to_list() == [row[5] for row in BEGINNINGS]


def test_times_are_summed_by_speaker():
    found = shared(timed())
    a, c = row(found, speaker_code="A"), row(found, speaker_code="C")
    assert (a["speaking_ms"], a["n_interrupted"], a["n_interruptions"], a["n_gaps"]) == (13_750, 1, 0, 1)
    assert (c["n_interruptions"], c["n_overlaps"], c["n_interrupted"], c["latency_ms"]) == (1, 1, 0, None)
    assert found.drop_nulls("speaker_code")["time_share"].sum() == pytest.approx(1)


def test_where_nothing_overlaps_interruptions_are_not_known():
    found = shared(turns(TALK, start_ms=pl.int_range(6) * 1000, end_ms=pl.int_range(6) * 1000 + 900))
    assert found["n_interruptions"].null_count() == found.height
    assert row(found, speaker_code="A")["latency_ms"] == 100


def test_whole_seconds_tell_how_long_and_not_how_soon():
    found = shared(turns(TALK, start_ms=pl.int_range(6) * 3000, end_ms=pl.int_range(6) * 3000 + 2000))
    assert row(found, speaker_code="A")["speaking_ms"] == 4000
    assert found["latency_ms"].null_count() == found["n_gaps"].null_count() == found.height


@pytest.mark.parametrize(
    ("text", "listens"),
    [
        ("Ja.", True),
        ("Hm, ja!", True),
        ("Ja ja ja", False),
        ("Nee.", False),
        ("Ja, maar", False),
        ("...", False),
    ],
)
def test_a_backchannel_is_one_or_two_words_of_listening(text, listens):
    assert backchannels.mark(turns([("A", text)]), WORDS).to_list() == [listens]
