"""How turns begin, where transcripts have times: after a silence, in the other's last syllables, as an interruption."""

import polars as pl

NEAR = 400
"""Milliseconds of about two syllables. Who begins no further than that from where the other's turn begins or ends did not
break into it (West & Zimmerman 1983 count as interruption what is more than two syllables away from either)."""

KINDS = ("backchannel", "simultaneous", "terminal", "interruption", "overlap")

SCHEMA = {"turn": pl.String, "begins": pl.String, "holder": pl.String, "gap_ms": pl.Int64}


def timed(turns: pl.DataFrame) -> pl.DataFrame:
    """Turns of the transcripts in which every turn has a start and an end, no end before its start."""
    known = (pl.col("end_ms") >= pl.col("start_ms")).fill_null(False)
    return turns.filter(known.all().over("transcript"))


def precise(turns: pl.DataFrame) -> pl.DataFrame:
    """Timed turns of the transcripts whose times are not all whole seconds, in which silences would be of the clock's making."""
    whole = (pl.col("start_ms") % 1000 == 0) & (pl.col("end_ms") % 1000 == 0)
    return timed(turns).filter(~whole.all().over("transcript"))


def begin(turns: pl.DataFrame) -> pl.DataFrame:
    """How each turn begins, relative to the other speaker's turn that lasts longest of those under way.

    A turn begins in another speaker's if it starts later and before that one ends. Then it is

    - ``backchannel``: at most two words, of listening only (`machtstaal.interaction.backchannels`);
    - ``simultaneous``: it starts within 400 ms of the other's start;
    - ``terminal``: it starts within 400 ms of the other's end, as much talk does that is well timed;
    - ``interruption``: none of these, and the other's turn ends while it goes on;
    - ``overlap``: none of these, and the other goes on.

    The border of two syllables is that of West & Zimmerman (1983); that the other stops is what makes an overlap an
    interruption rather than talk beside it. Whether the other had finished cannot be known from times.

    Parameters
    ----------
    turns
        Turns with transcript, turn, speaker_code, start_ms, end_ms and backchannel, facilitators included; those of
        transcripts without times, or with whole seconds only, are left out (`precise`).

    Returns
    -------
    DataFrame
        One row a turn: begins (null: in nobody's turn), holder (the turn it begins in), gap_ms (silence since the talk
        before it, of another speaker; null where it begins in somebody's turn or its own speaker spoke last).

    Examples
    --------
    >>> turns = pl.DataFrame({
    ...     "transcript": "t", "turn": ["1", "2", "3", "4"], "speaker_code": ["A", "B", "A", "B"],
    ...     "start_ms": [0, 3000, 6000, 9800], "end_ms": [5000, 5500, 10000, 12000], "backchannel": False,
    ... })
    >>> begin(turns).rows()
    [('1', None, None, None), ('2', 'interruption', '1', None), ('3', None, None, 500), ('4', 'terminal', '3', None)]
    """
    here = precise(turns).select("transcript", "turn", "speaker_code", "start_ms", "end_ms", "backchannel")
    here = here.sort("start_ms", maintain_order=True).with_row_index("row")
    held = here.join_where(
        here,
        pl.col("transcript") == pl.col("transcript_holder"),
        pl.col("row") > pl.col("row_holder"),
        pl.col("start_ms") < pl.col("end_ms_holder"),
        pl.col("speaker_code") != pl.col("speaker_code_holder"),
        suffix="_holder",
    )
    last = held.sort("end_ms_holder", "row_holder", descending=[True, False]).unique("turn", keep="first")
    begins = (
        pl.when("backchannel").then(pl.lit("backchannel"))
        .when(pl.col("start_ms") - pl.col("start_ms_holder") <= NEAR).then(pl.lit("simultaneous"))
        .when(pl.col("end_ms_holder") - pl.col("start_ms") <= NEAR).then(pl.lit("terminal"))
        .when(pl.col("end_ms_holder") <= pl.col("end_ms")).then(pl.lit("interruption"))
        .otherwise(pl.lit("overlap"))
    )  # fmt: skip
    last = last.select("turn", begins=begins, holder="turn_holder")
    before = pl.col("end_ms").cum_max().shift().over("transcript")
    # who ended the talk before, not who began last: a word of listening in between changes no speaker
    latest = pl.when(pl.col("end_ms") == pl.col("end_ms").cum_max()).then("speaker_code")
    other = pl.col("speaker_code") != latest.forward_fill().shift().over("transcript")
    gap = pl.when(other & (pl.col("start_ms") >= before)).then(pl.col("start_ms") - before)
    found = here.sort("transcript", "row").with_columns(gap_ms=gap).join(last, on="turn", how="left")
    order = turns.select("turn").join(found, on="turn", maintain_order="left")
    return order.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())
