"""Names of those who took part: codes stand for them wherever a person reads."""

import polars as pl


def is_speaker(turns: pl.DataFrame) -> pl.Expr:
    """Whether a lemma is a name that is part of some speaker's label: it tells who was in the room, and a report shows codes.

    >>> turns = pl.DataFrame({"speaker": ["Anna de Wit"]})
    >>> words = pl.DataFrame({"lemma": ["Anna", "Google", "wit"], "upos": ["PROPN", "PROPN", "ADJ"]})
    >>> words.filter(is_speaker(turns))["lemma"].to_list()
    ['Anna']
    """
    labels = turns["speaker"].unique().str.to_lowercase().str.extract_all(r"\pL{2,}")
    parts = sorted({part for parts in labels for part in parts})
    return (pl.col("upos") == "PROPN") & pl.col("lemma").str.to_lowercase().is_in(parts)


def without_names(tokens: pl.DataFrame, turns: pl.DataFrame) -> pl.DataFrame:
    """Tokens without the words of the speakers' own labels, so that no first name becomes a key word.

    Parameters
    ----------
    tokens
        Tokens table.
    turns
        Turns table of the whole study, facilitators included.

    Examples
    --------
    >>> turns = pl.DataFrame({"speaker": ["Anna de Wit"]})
    >>> without_names(pl.DataFrame({"form": ["Anna", "wacht"]}), turns)["form"].to_list()
    ['wacht']
    """
    words = turns["speaker"].str.to_lowercase().str.extract_all(r"\p{L}{3,}").explode().drop_nulls().unique()
    return tokens.filter(~pl.col("form").str.to_lowercase().is_in(words.to_list()))
