import polars as pl
import pytest

from machtstaal import marks


def said(*turns):
    """Words that are no mark, of turns whose words are written apart."""
    rows = [(f"t-{n}", form) for n, turn in enumerate(turns) for form in turn.split()]
    tokens = pl.DataFrame(rows, schema=["turn", "form"], orient="row").with_columns(upos=pl.lit("X"))
    found = marks.set_apart(tokens)
    assert found.drop("upos").equals(tokens.drop("upos"))
    return found.filter(pl.col("upos") == "X")["form"].to_list()


@pytest.mark.parametrize(
    ("turn", "left"),
    [
        ("we [ REDACTED ; Introductions ] began", ["we", "began"]),
        ("( lacht ) ja", ["ja"]),
        ("een [ onverstaanbaar ] en [ gelach ] nee", ["een", "en", "nee"]),
    ],
)
def test_marks_are_set_apart(turn, left):
    assert said(turn) == left


@pytest.mark.parametrize(
    "turn",
    [
        "they told [ him ] to wait",  # the transcriber's completion
        "the inaudible voice [ of God ]",
        "[ redacted and never closed",
        "[ redacted " + "word " * 13 + "]",
    ],
)
def test_what_was_said_stays(turn):
    assert said(turn) == turn.split()


def test_a_mark_ends_with_its_turn():
    assert said("so [ inaudible", "well ] yes") == ["so", "[", "inaudible", "well", "]", "yes"]


def test_no_words_no_marks():
    empty = pl.DataFrame(schema={"turn": pl.String, "form": pl.String, "upos": pl.String})
    assert marks.set_apart(empty).equals(empty)
