"""Stretches of talk: consecutive turns of one speaker are one, however the transcriber cut them."""

import polars as pl

PLACE = ("transcript", "stretch", "speaker_code", "role", "group", "language")


def number(turns: pl.DataFrame) -> pl.DataFrame:
    """Turns with the number of their stretch in the transcript, from 0.

    Parameters
    ----------
    turns
        Turns table, facilitators included, in the order of the talk.

    Examples
    --------
    >>> turns = pl.DataFrame({"transcript": ["a", "a", "a", "b"], "speaker_code": ["C01", "C01", "C02", "C02"]})
    >>> number(turns)["stretch"].to_list()
    [0, 0, 1, 0]
    """
    speaker = pl.col("speaker_code")
    changes = (speaker != speaker.shift().over("transcript")).fill_null(True)
    return turns.with_columns(changes=changes.cast(pl.Int64)).select(
        pl.exclude("changes"), stretch=pl.col("changes").cum_sum().over("transcript") - 1
    )


def of(turns: pl.DataFrame) -> pl.DataFrame:
    """One row a stretch, in order: transcript, stretch, speaker_code, role, group and language."""
    return number(turns).select(PLACE).unique(["transcript", "stretch"], keep="first", maintain_order=True)
