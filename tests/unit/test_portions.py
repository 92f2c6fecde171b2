"""Portions: the same result however a study is divided, and by however many workers."""

from functools import partial

import polars as pl
import pytest

from machtstaal import portions

TURNS = pl.DataFrame(
    {
        "transcript": ["b", "a", "b", "c"],
        "turn": ["b-1", "a-1", "b-2", "c-1"],
        "language": ["nl", "en", "nl", "nl"],
    }
)
WORDS = pl.DataFrame(
    {
        "transcript": ["b", "b", "a", "b", "c"],
        "turn": ["b-1", "b-1", "a-1", "b-2", "c-1"],
        "form": ["ja", "hoor", "yes", "nee", "tja"],
    }
)
NAMES = pl.DataFrame({"transcript": ["a", "b", "c"], "turn": ["a-1", "b-2", "c-1"], "name": ["A", "B", "C"]})


def told(tokens, language, names, mark="!"):
    """Words with their language, the names of their turn and how many names the portion was given."""
    joined = tokens.join(names.select("turn", "name"), on="turn", how="left", maintain_order="left")
    return joined.with_columns(
        language=pl.lit(language), form=pl.col("form") + mark, given=pl.lit(len(names), pl.Int64)
    )


@pytest.mark.parametrize("size", [1, 3, 100])
def test_what_is_found_stands_in_the_order_of_the_turns(size):
    found = portions.each(WORDS, TURNS, told, {"names": NAMES}, size=size)
    assert found["form"].to_list() == ["ja!", "hoor!", "yes!", "nee!", "tja!"]
    assert found["language"].to_list() == ["nl", "nl", "en", "nl", "nl"]
    assert found["name"].to_list() == [None, None, "A", "B", "C"]
    assert "_place" not in found.columns


def test_a_portion_gets_only_the_rows_of_its_turns():
    found = portions.each(WORDS, TURNS, told, {"names": NAMES}, size=1)
    assert found["given"].to_list() == [1, 1, 1, 1, 1]


def test_a_transcript_is_never_divided():
    for size in (1, 2, 4):
        parts = [set(part["transcript"]) for part, _ in portions.portions(WORDS, TURNS, size)]
        assert sum(map(len, parts)) == len(set.union(*parts)) == 3
    assert len(parts) == 2  # of size 4: b and c fit together, a is in another language


def test_other_processes_find_the_same():
    one_language = TURNS.with_columns(language=pl.lit("nl"))
    find = partial(told, mark="?")
    alone = portions.each(WORDS, one_language, find, {"names": NAMES}, size=1)
    side_by_side = portions.each(WORDS, one_language, find, {"names": NAMES}, workers=2, size=1)
    assert side_by_side.equals(alone) and len(alone) == 5


def test_a_language_without_a_word_has_its_columns():
    nothing = portions.each(WORDS.clear(), TURNS, told, {"names": NAMES})
    assert nothing.is_empty() and "given" in nothing.columns
