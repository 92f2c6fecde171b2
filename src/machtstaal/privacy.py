"""Names of those who took part: codes stand for them wherever a person reads."""

import polars as pl


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
