"""What is clustered: a turn of a speaker, when it is long enough to have a profile."""

import polars as pl

from machtstaal import languages

UNIT_SCHEMA = {
    "unit": pl.String,
    "turn": pl.String,
    "transcript": pl.String,
    "speaker_code": pl.String,
    "group": pl.String,
    "scenario": pl.String,
    "n_words": pl.Int64,
}


def select(turns: pl.DataFrame, min_words: int = 12) -> pl.DataFrame:
    """Select the turns of at least `min_words` words, one row a unit of analysis.

    Shorter turns ("ja precies", "mag ik even") have too few words for a profile; they are left out here and
    counted by `left_out`. Neighbouring short turns of a speaker are not merged: somebody else spoke between
    them, and a quote made of two turns would be nobody's words.

    Parameters
    ----------
    turns
        Situated turns: transcript, turn, speaker_code, group, scenario, text; `n_words` is counted from the
        text (words between white space) where the column is absent.
    min_words
        Smallest length of a unit, words.

    Returns
    -------
    polars.DataFrame
        Columns of `UNIT_SCHEMA`, in the order of `turns`; the id of the unit is the id of its turn.

    Examples
    --------
    >>> turns = pl.DataFrame({
    ...     "transcript": ["t", "t"], "turn": ["t-001", "t-002"], "speaker_code": ["C01", "C02"],
    ...     "group": ["citizens"] * 2, "scenario": [None, None], "text": ["ja", "dat is van ons allemaal"],
    ... })
    >>> select(turns, min_words=3).select("unit", "speaker_code", "n_words").rows()
    [('t-002', 'C02', 5)]
    """
    kept = _with_length(turns).filter(pl.col("n_words") >= min_words)
    unit = pl.col("turn").alias("unit")
    return kept.with_columns(unit).select(pl.col(name).cast(kind) for name, kind in UNIT_SCHEMA.items())


def main_language(turns: pl.DataFrame) -> str | None:
    """Language with most words, the first in the alphabet of equals; None where no language is known.

    Turns in different languages share no words, and each lexicon finds actors and processes in its own measure. So
    clusters over several languages would be those languages, and turns are clustered within one.

    Examples
    --------
    >>> main_language(pl.DataFrame({"language": ["nl", "en", "nl"], "n_words": [10, 15, 10]}))
    'nl'
    """
    if not languages.of(turns):
        return None
    words = turns.group_by("language").agg(pl.col("n_words").sum())
    return words.sort("n_words", "language", descending=[True, False])["language"][0]


def left_out(turns: pl.DataFrame, min_words: int = 12) -> pl.DataFrame:
    """Count the talk the clusters do not see: per group, turns and words in turns under `min_words`.

    Examples
    --------
    >>> turns = pl.DataFrame({
    ...     "turn": ["t-001", "t-002"], "group": ["citizens"] * 2, "text": ["ja", "dat is van ons allemaal"],
    ... })
    >>> left_out(turns, min_words=3).rows()
    [('citizens', 2, 1, 6, 1)]
    """
    short = pl.col("n_words") < min_words
    return (
        _with_length(turns)
        .group_by(pl.col("group").cast(pl.String))
        .agg(
            pl.len().cast(pl.Int64).alias("n_turns"),
            short.sum().cast(pl.Int64).alias("n_turns_left_out"),
            pl.col("n_words").sum(),
            pl.col("n_words").filter(short).sum().alias("n_words_left_out"),
        )
        .sort("group")
    )


def _with_length(turns: pl.DataFrame) -> pl.DataFrame:
    """Add the length in words between white space, `n_words`."""
    counted = pl.col("n_words") if "n_words" in turns.columns else pl.col("text").str.count_matches(r"\S+")
    return turns.with_columns(counted.cast(pl.Int64).alias("n_words"))
