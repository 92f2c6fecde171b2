import polars as pl

from machtstaal.clusters import units

TURNS = pl.DataFrame(
    {
        "transcript": ["t"] * 4,
        "turn": ["t-001", "t-002", "t-003", "t-004"],
        "speaker_code": ["C01", "C02", "C01", "E01"],
        "group": ["citizens"] * 3 + ["experts"],
        "scenario": ["big_brother", "big_brother", None, None],
        "text": ["Ja, precies.", "Dat gaat  over\nvertrouwen", "Ik vind dat te ver gaan.", "Hm."],
    }
)


def test_a_turn_of_exactly_the_least_length_is_a_unit():
    kept = units.select(TURNS, min_words=4)
    assert kept.select("unit", "turn", "speaker_code", "scenario", "n_words").rows() == [
        ("t-002", "t-002", "C02", "big_brother", 4),
        ("t-003", "t-003", "C01", None, 6),
    ]
    assert dict(kept.schema) == units.UNIT_SCHEMA


def test_short_turns_are_left_out_and_counted():
    assert units.left_out(TURNS, min_words=4).rows() == [("citizens", 3, 1, 12, 2), ("experts", 1, 1, 1, 1)]


def test_a_word_count_in_the_table_goes_first():
    assert units.select(TURNS.with_columns(n_words=pl.lit(20)), min_words=12).height == 4


def test_short_neighbours_of_one_speaker_are_not_merged():
    same = TURNS.head(2).with_columns(speaker_code=pl.lit("C01"))
    assert units.select(same, min_words=5).height == 0


def test_no_turns_make_no_units():
    assert units.select(TURNS.clear()).height == 0
    assert units.left_out(TURNS.clear()).height == 0
