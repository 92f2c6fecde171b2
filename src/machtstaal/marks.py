"""What a transcriber puts between brackets is no speech: *[inaudible]*, *[REDACTED; name]*, *(lacht)*."""

from functools import cache
from importlib.resources import files

import polars as pl

BRACKETS = {"[": "]", "(": ")"}
LONGEST = 12
"""Words between two brackets; more is a remark of the speaker's."""


def set_apart(tokens: pl.DataFrame) -> pl.DataFrame:
    """Tokens with the words of transcribers' marks as ``PUNCT``, so that no stage takes them for words.

    A mark is what stands between brackets behind one of the words of ``marks.tsv``. Other words in brackets stay: they
    can be the transcriber's completion of what was said (*they told [him] to wait*).

    Parameters
    ----------
    tokens
        Tokens table, in the order of the text.

    Examples
    --------
    >>> tokens = pl.DataFrame({"turn": "t-001", "form": "it [ Inaudible ; likely snow ] melts [ today ]".split(), "upos": "X"})
    >>> set_apart(tokens)["upos"].to_list()
    ['X', 'PUNCT', 'PUNCT', 'PUNCT', 'PUNCT', 'PUNCT', 'PUNCT', 'X', 'X', 'X', 'X']
    """
    if tokens.is_empty():
        return tokens
    square, round_ = (_between(tokens, opening, closing) for opening, closing in BRACKETS.items())
    return tokens.with_columns(upos=pl.when(square | round_).then(pl.lit("PUNCT")).otherwise("upos"))


def _between(tokens: pl.DataFrame, opening: str, closing: str) -> pl.Series:
    """Words from an opening bracket before a known mark to its closing bracket, both included; booleans."""
    follower = pl.col("form").shift(-1).over("turn").str.to_lowercase().is_in(list(_known())).fill_null(False)
    frame = tokens.select("turn", "form", opens=(pl.col("form") == opening) & follower)
    frame = frame.with_columns(stretch=pl.col("opens").cum_sum().over("turn"))
    frame = frame.with_columns(place=pl.int_range(pl.len()).over("turn", "stretch"))
    ends = pl.when(pl.col("form") == closing).then("place").min().over("turn", "stretch")
    frame = frame.with_columns(end=ends)
    inside = (pl.col("stretch") > 0) & (pl.col("place") <= pl.col("end")) & (pl.col("end") <= LONGEST + 1)
    return frame.select(inside.fill_null(False)).to_series()


@cache
def _known() -> frozenset[str]:
    """Words that open a mark, in lower case."""
    with files("machtstaal").joinpath("marks.tsv").open(encoding="utf-8") as table:
        return frozenset(line.split("\t")[0] for line in table.read().splitlines()[1:])
