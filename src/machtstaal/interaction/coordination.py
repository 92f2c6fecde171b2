"""Linguistic coordination: whether replies have the classes of function words that the turn before had.

After Danescu-Niculescu-Mizil, Lee, Pang & Kleinberg (2012). Who follows the other's way of speaking more tends to be the one
with less power; that is their finding, not something that this measure shows by itself.
"""

import polars as pl

from machtstaal.interaction import markers, stretches

MIN_TARGET = 3
"""Turns with the marker that a speaker must have replied to (the default of ConvoKit)."""
SPANS = ("turn", "edge")
TOWARD = ("all", "own", "other")

SCHEMA = {
    **dict.fromkeys(("speaker_code", "group", "language", "toward", "span", "marker"), pl.String),
    **dict.fromkeys(("n", "n_target", "n_reply", "n_both", "n_markers"), pl.Int64),
    "coordination": pl.Float64,
}


def exchanges(
    turns: pl.DataFrame,
    tokens: pl.DataFrame,
    marked: pl.DataFrame,
    edge_words: int = 20,
    facilitators: bool = False,
) -> pl.DataFrame:
    """One row an exchange, class and span: whether the turn replied to has the class, and whether the reply has.

    An exchange is a stretch of talk right behind one of another speaker, both analysed. Span ``turn`` looks at both as
    wholes; ``edge`` at the last words of the one and the first of the other, so that long turns, in which every class
    occurs, do not answer the question by their length.

    Parameters
    ----------
    turns, tokens
        The study's tables, facilitators included.
    marked
        Words of the classes (`machtstaal.interaction.markers.find`).
    edge_words
        Words of an edge, a count.
    facilitators
        Analyse facilitators too: exchanges with them then count.

    Returns
    -------
    DataFrame
        transcript, stretch (of the reply), speaker_code, group, language, toward (``own`` or ``other``: the group replied
        to), span, marker, in_target, in_reply (bool).
    """
    numbered = stretches.number(turns).with_row_index("place")
    words = tokens.filter(pl.col("upos") != "PUNCT").select("turn", "start").unique()
    words = words.join(numbered.select("turn", "place", "transcript", "stretch"), on="turn").sort(
        "place", "start"
    )
    number = pl.int_range(1, pl.len() + 1).over("transcript", "stretch")
    words = words.with_columns(first=number, last=pl.len().over("transcript", "stretch") - number + 1)
    found = marked.join(words, on=["turn", "start"])
    found = found.select("transcript", "stretch", "marker", "first", "last")
    near = {"target": pl.col("last") <= edge_words, "reply": pl.col("first") <= edge_words}
    here = _replies(turns, facilitators)
    grid = here.join(pl.DataFrame({"span": SPANS}), how="cross").join(
        pl.DataFrame({"marker": markers.CLASSES}), how="cross"
    )
    for end, shift in (("target", 1), ("reply", 0)):
        spans = [
            found.with_columns(span=pl.lit("turn")),
            found.filter(near[end]).with_columns(span=pl.lit("edge")),
        ]
        has = pl.concat(spans).select("transcript", "stretch", "marker", "span").unique()
        has = has.with_columns(stretch=pl.col("stretch") + shift, seen=pl.lit(True))
        grid = grid.join(
            has, on=["transcript", "stretch", "marker", "span"], how="left", maintain_order="left"
        )
        grid = grid.rename({"seen": f"in_{end}"}).with_columns(pl.col(f"in_{end}").fill_null(False))
    return grid


def measure(exchanged: pl.DataFrame, least: int = 5) -> pl.DataFrame:
    """Coordination of each speaker, by class and as the mean over classes, toward all, the own and the other groups.

    C = P(reply has the class | the turn replied to has it) - P(reply has the class), both over the speaker's replies, all
    who were replied to taken as one (Danescu-Niculescu-Mizil et al. 2012; ConvoKit's ``focus="speakers"``). The mean is over
    the classes that are defined for the speaker (their third way to aggregate). A class is defined if the speaker has
    enough replies, three or more of them to turns with the class, and one or more to a turn without it, since C is 0 by
    definition where all have it (here we are stricter than ConvoKit).

    Parameters
    ----------
    exchanged
        Output of `exchanges`.
    least
        Replies below which nothing is defined for a speaker, a count.

    Returns
    -------
    DataFrame
        Columns of `SCHEMA`; marker is null in the rows of means, whose n_markers says over how many classes.

    Examples
    --------
    Of six replies two have the class, both of them among the three to turns that have it: 2/3 - 2/6.

    >>> exchanged = pl.DataFrame({
    ...     "speaker_code": "C01", "group": "c", "language": "nl", "toward": "own", "span": "turn", "marker": "article",
    ...     "in_target": [True, True, True, False, False, False], "in_reply": [True, True, False, False, False, False],
    ... })
    >>> measure(exchanged).filter(toward="own", marker="article")["coordination"].round(3).to_list()
    [0.333]
    """
    whose = ["speaker_code", "group", "language", "toward", "span"]
    both = pl.concat([exchanged.with_columns(toward=pl.lit("all")), exchanged])
    counted = both.group_by(*whose, "marker").agg(
        n=pl.len(),
        n_target=pl.col("in_target").sum(),
        n_reply=pl.col("in_reply").sum(),
        n_both=(pl.col("in_target") & pl.col("in_reply")).sum(),
    )
    counted = counted.with_columns(pl.col("n", "n_target", "n_reply", "n_both").cast(pl.Int64))
    told = (pl.col("n") >= least) & (pl.col("n_target") >= MIN_TARGET) & (pl.col("n_target") < pl.col("n"))
    value = pl.col("n_both") / pl.col("n_target") - pl.col("n_reply") / pl.col("n")
    counted = counted.with_columns(coordination=pl.when(told).then(value))
    means = counted.group_by(whose).agg(
        n=pl.col("n").first(),
        n_markers=pl.col("coordination").count(),
        coordination=pl.col("coordination").mean(),
    )
    stacked = pl.concat([counted, means], how="diagonal_relaxed")
    order = pl.col("toward").replace_strict(list(TOWARD), range(3), return_dtype=pl.Int64)
    span = pl.col("span").replace_strict(list(SPANS), range(2), return_dtype=pl.Int64)
    stacked = stacked.sort("speaker_code", "language", order, span, "marker", nulls_last=True)
    return stacked.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())


def _replies(turns: pl.DataFrame, facilitators: bool) -> pl.DataFrame:
    """Stretches right behind a stretch of another speaker, both analysed."""
    here = stretches.of(turns)
    analysed = pl.col("group").is_not_null() & (pl.lit(facilitators) | (pl.col("role") == "participant"))
    here = here.with_columns(analysed=analysed)
    before = {name: pl.col(name).shift().over("transcript") for name in ("analysed", "group")}
    toward = pl.when(before["group"] == pl.col("group")).then(pl.lit("own")).otherwise(pl.lit("other"))
    replies = here.with_columns(toward=toward, behind=before["analysed"].fill_null(False))
    return replies.filter("analysed", "behind").select(
        "transcript", "stretch", "speaker_code", "group", "language", "toward"
    )
