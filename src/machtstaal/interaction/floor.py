"""The floor: turns, words, time and how turns begin, of each speaker and group in each transcript."""

from collections.abc import Collection, Mapping

import polars as pl

from machtstaal.interaction import backchannels, overlaps

COUNTS = (
    *("n_turns", "n_words", "n_questions", "n_backchannels", "n_after_facilitator", "n_after_participant"),
    *("speaking_ms", "n_interruptions", "n_interrupted", "n_overlaps", "n_simultaneous", "n_gaps", "gaps_ms"),
)
"""Columns that add up over speakers and transcripts."""

SCHEMA = {
    **dict.fromkeys(("transcript", "workshop", "scenario", "language", "group", "speaker_code"), pl.String),
    "n_speakers": pl.Int64,
    "n_speakers_transcript": pl.Int64,
    **dict.fromkeys(("n_turns", "n_words"), pl.Int64),
    **dict.fromkeys(("share", "gini", "mean_words", "median_words"), pl.Float64),
    **dict.fromkeys(COUNTS[2:6], pl.Int64),
    "initiative": pl.Float64,
    "speaking_ms": pl.Int64,
    "time_share": pl.Float64,
    **dict.fromkeys(COUNTS[7:], pl.Int64),
    "latency_ms": pl.Float64,
}

SPEAKER = ("transcript", "workshop", "language", "group", "speaker_code")
GROUP = SPEAKER[:-1]


def share(
    turns: pl.DataFrame, words: Mapping[str, Collection[str]], facilitators: bool = False
) -> pl.DataFrame:
    """Who has how much of the floor, in each transcript: a row a speaker, and a row a group (without speaker_code).

    Facilitators are no analysed speakers, unless asked for: they have no row, and their words are in no share. Their turns
    are the context of others': one can speak after them, begin in their turn and be interrupted by them.

    Parameters
    ----------
    turns
        Turns table, facilitators included.
    words
        Language -> its words of listening (``backchannels.tsv``).
    facilitators
        Analyse facilitators too.

    Returns
    -------
    DataFrame
        Columns of `SCHEMA`. ``share`` is of the words of all analysed speakers in the transcript, ``gini`` how unevenly the
        speakers of a group share theirs (rows of groups; null for one speaker). ``initiative`` is the share of the turns
        after another participant among those after anybody; it is null where nobody leads the transcript or one
        participant is alone in it. All that needs times is null where a turn of the transcript lacks its start or end,
        silences also where all its times are whole seconds;
        how turns overlap also where none does, since then the transcript may give each moment to one voice.

    Examples
    --------
    >>> turns = pl.DataFrame({
    ...     "transcript": "t", "turn": ["1", "2", "3"], "workshop": "w", "scenario": None, "language": "en", "group": "g",
    ...     "speaker_code": ["G01", "G02", "G01"], "role": "participant", "start_ms": None, "end_ms": None,
    ...     "text": ["We pay too much.", "Why?", "Taxes."], "n_words": [4, 1, 1],
    ... }, schema_overrides=dict.fromkeys(("start_ms", "end_ms"), pl.Int64) | {"scenario": pl.String})
    >>> share(turns, {"en": []}).select("speaker_code", "n_turns", "n_words", "n_questions", pl.col("share").round(2)).rows()
    [('G01', 2, 5, 0, 0.83), ('G02', 1, 1, 1, 0.17), (None, 3, 6, 1, 1.0)]
    """
    marked = turns.with_columns(backchannel=backchannels.mark(turns, words)).join(
        _led(turns, facilitators), on="transcript", maintain_order="left"
    )
    marked = _timed(_followed(marked, facilitators))
    here = marked if facilitators else marked.filter(pl.col("role") == "participant")
    here = here.drop_nulls("group")
    speakers, groups = _counted(here, SPEAKER), _counted(here, GROUP)
    uneven = speakers.group_by("transcript", "group").agg(gini=pl.when(pl.len() > 1).then(gini("n_words")))
    stacked = pl.concat(
        [
            speakers.with_columns(gini=pl.lit(None, pl.Float64)),
            groups.join(uneven, on=["transcript", "group"], maintain_order="left").with_columns(
                speaker_code=pl.lit(None, pl.String)
            ),
        ],
        how="diagonal",
    )
    whole = pl.col("speaker_code").is_not_null()
    total = {name: pl.col(name).filter(whole).sum().over("transcript") for name in ("n_words", "speaking_ms")}
    stacked = stacked.with_columns(
        share=pl.when(total["n_words"] > 0).then(pl.col("n_words") / total["n_words"]),
        time_share=pl.when(total["speaking_ms"] > 0).then(pl.col("speaking_ms") / total["speaking_ms"]),
    )
    place = turns.select("transcript").unique(maintain_order=True).with_row_index("place")
    ordered = stacked.join(place, on="transcript").sort("place", "group", "speaker_code", nulls_last=True)
    return ordered.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())


def gini(column: str) -> pl.Expr:
    """Gini coefficient of a column: 0 when all have the same, near 1 when one has all (Gini 1912).

    Half the mean difference between any two amounts, relative to their mean; null where all are zero.

    Examples
    --------
    >>> pl.DataFrame({"even": [5, 5, 5], "one": [0, 0, 12]}).select(gini("even"), gini("one").round(3)).row(0)
    (0.0, 0.667)
    """
    ranked = pl.col(column).sort()
    weighted = ((2 * pl.int_range(1, pl.len() + 1) - pl.len().cast(pl.Int64) - 1) * ranked).sum()
    total = pl.col(column).sum()
    return pl.when(total > 0).then(weighted / (pl.len() * total)).alias(column)


def _led(turns: pl.DataFrame, facilitators: bool) -> pl.DataFrame:
    """Whether somebody leads each transcript, and how many are analysed in it."""
    analysed = pl.lit(True) if facilitators else pl.col("role") == "participant"
    return turns.group_by("transcript").agg(
        led=(pl.col("role") == "facilitator").any(),
        n_speakers_transcript=pl.col("speaker_code").filter(analysed).n_unique(),
    )


def _followed(turns: pl.DataFrame, facilitators: bool) -> pl.DataFrame:
    """Whether each turn comes after a facilitator's or another participant's; null where initiative has no meaning."""
    defined = pl.col("led") & (pl.col("n_speakers_transcript") > 1) & pl.lit(not facilitators)
    before = {name: pl.col(name).shift().over("transcript") for name in ("role", "speaker_code")}
    other = before["speaker_code"] != pl.col("speaker_code")
    return turns.with_columns(
        pl.when(defined).then((other & (before["role"] == role)).fill_null(False)).alias(f"after_{role}")
        for role in ("facilitator", "participant")
    )


def _timed(turns: pl.DataFrame) -> pl.DataFrame:
    """Turns with how they begin, whether somebody interrupts them, and how long they last."""
    known = {
        "timed": overlaps.timed(turns)["transcript"].unique(),
        "precise": overlaps.precise(turns)["transcript"].unique(),
    }
    begins = overlaps.begin(turns)
    broken = (
        begins.filter(pl.col("begins") == "interruption").select(turn="holder", broken=pl.lit(True)).unique()
    )
    found = turns.join(begins, on="turn", how="left", maintain_order="left")
    found = found.join(broken, on="turn", how="left", maintain_order="left")
    return found.with_columns(
        *(pl.col("transcript").is_in(names.implode()).alias(name) for name, names in known.items()),
        overlapping=pl.col("begins").is_not_null().any().over("transcript"),
    )


def _counted(turns: pl.DataFrame, by: tuple[str, ...]) -> pl.DataFrame:
    """Counts of each speaker, or group, in a transcript."""
    lasts = (pl.col("end_ms") - pl.col("start_ms")).sum()
    begins = {
        "n_interruptions": pl.col("begins") == "interruption",
        "n_interrupted": pl.col("broken"),
        "n_overlaps": pl.col("begins") == "overlap",
        "n_simultaneous": pl.col("begins") == "simultaneous",
    }
    has_times, exact, overlapping = (pl.col(name).first() for name in ("timed", "precise", "overlapping"))
    after = [pl.col(f"after_{role}").sum() for role in ("participant", "facilitator")]
    return turns.group_by(by, maintain_order=True).agg(
        scenario=pl.when(pl.col("scenario").n_unique() == 1).then(pl.col("scenario").first()),
        n_speakers=pl.col("speaker_code").n_unique(),
        n_speakers_transcript=pl.col("n_speakers_transcript").first(),
        n_turns=pl.len(),
        n_words=pl.col("n_words").sum(),
        mean_words=pl.col("n_words").mean(),
        median_words=pl.col("n_words").median(),
        n_questions=pl.col("text").str.contains(r"\?").sum(),
        n_backchannels=pl.col("backchannel").sum(),
        **{
            f"n_after_{role}": pl.when(pl.col(f"after_{role}").is_not_null().any()).then(
                pl.col(f"after_{role}").sum()
            )
            for role in ("facilitator", "participant")
        },
        initiative=pl.when(sum(after) > 0).then(after[0] / sum(after)),
        speaking_ms=pl.when(has_times).then(lasts),
        **{name: pl.when(overlapping).then(which.fill_null(False).sum()) for name, which in begins.items()},
        n_gaps=pl.when(exact).then(pl.col("gap_ms").count()),
        gaps_ms=pl.when(exact).then(pl.col("gap_ms").sum()),
        latency_ms=pl.when(exact).then(pl.col("gap_ms").median()),
    )
