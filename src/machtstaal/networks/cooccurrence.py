"""Which actors are named together: in a sentence, or in a turn and the turns just before it."""

from collections.abc import Collection

import polars as pl

from machtstaal.networks.edges import PRONOUNS, SENTENCE, WINDOW, tally, without


def by_sentence(
    mentions: pl.DataFrame, *, exclude: Collection[str] = PRONOUNS, min_weight: int = 1
) -> pl.DataFrame:
    """Tie actors that are mentioned in the same sentence.

    weight(a, b) = number of sentences with at least one mention of a and one of b. A sentence counts once,
    however often it names them.

    Parameters
    ----------
    mentions
        Situated mentions: mention, turn, sentence, actor, group, speaker_code, in the order of the text.
    exclude
        Actor categories left out; by default the pronouns of the talk itself, which occur everywhere.
    min_weight
        Least number of sentences of an edge.

    Returns
    -------
    polars.DataFrame
        Edge table (`edges.EDGE_SCHEMA`), undirected: source before target in the alphabet. `processes` holds
        the ids of the mentions of both actors in those sentences.

    Examples
    --------
    >>> mentions = pl.DataFrame({
    ...     "mention": ["m1", "m2", "m3"], "turn": ["t-001"] * 3, "sentence": ["t-001:1"] * 3,
    ...     "actor": ["government", "citizens", "citizens"], "group": ["experts"] * 3,
    ...     "speaker_code": ["E01"] * 3,
    ... })
    >>> by_sentence(mentions).select("group", "source", "target", "weight", "processes").rows()
    [('all', 'citizens', 'government', 1, 'm1;m2;m3'), ('experts', 'citizens', 'government', 1, 'm1;m2;m3')]
    """
    return tally(sentence_evidence(mentions, exclude=exclude), SENTENCE, min_weight)


def sentence_evidence(mentions: pl.DataFrame, *, exclude: Collection[str] = PRONOUNS) -> pl.DataFrame:
    """Evidence of the ties of `by_sentence`, as `edges.tally` takes it."""
    named = without(mentions.with_row_index("order"), "actor", exclude)
    named = named.with_columns(pl.col("sentence").alias("unit"))
    here = named.select("unit", "actor").unique()
    context = here.select("unit", pl.col("unit").alias("context"), pl.col("actor").alias("earlier"))
    return _evidence(here.join(context, on="unit"), named)


def by_window(
    mentions: pl.DataFrame,
    turns: pl.DataFrame,
    *,
    window: int = 2,
    exclude: Collection[str] = PRONOUNS,
    min_weight: int = 1,
) -> pl.DataFrame:
    """Tie actors that are mentioned within a window of turns, each turn taken as a response to those before.

    weight(a, b) = number of turns t such that a or b is mentioned in t and the other in one of the turns
    t - window + 1, ..., t of the same transcript. This is the moving stanza window of epistemic network
    analysis (Siebert-Evenstone et al. 2017): the speaker of turn t makes the connection, so t counts once
    however many windows overlap, and the edge belongs to the group of that speaker. `window=1` counts turns.

    Parameters
    ----------
    mentions
        Situated mentions: mention, turn, actor, group, speaker_code, in the order of the text.
    turns
        Turns in their order: transcript, turn. With the facilitators' turns among them, distance is distance
        in the talk as it was; without them, it is distance among participants.
    window
        Turns in a window, one or more.
    exclude
        Actor categories left out.
    min_weight
        Least number of turns of an edge.

    Returns
    -------
    polars.DataFrame
        Edge table, undirected. `processes` holds the ids of the mentions that make the connection: of one
        actor in the response, of the other in the window.

    Raises
    ------
    ValueError
        If the window is shorter than one turn, or a mention stands in a turn that is not among `turns`.

    Examples
    --------
    >>> turns = pl.DataFrame({"transcript": ["t"] * 3, "turn": ["t-001", "t-002", "t-003"]})
    >>> mentions = pl.DataFrame({
    ...     "mention": ["m1", "m2", "m3"], "turn": ["t-001", "t-002", "t-003"],
    ...     "actor": ["government", "citizens", "citizens"], "group": ["citizens"] * 3,
    ...     "speaker_code": ["C01", "C02", "C01"],
    ... })
    >>> by_window(mentions, turns, window=2).select("group", "weight", "processes").rows()
    [('all', 1, 'm1;m2'), ('citizens', 1, 'm1;m2')]
    >>> by_window(mentions, turns, window=3).select("group", "weight", "processes").rows()
    [('all', 2, 'm1;m2;m3'), ('citizens', 2, 'm1;m2;m3')]
    """
    return tally(window_evidence(mentions, turns, window=window, exclude=exclude), WINDOW, min_weight)


def window_evidence(
    mentions: pl.DataFrame, turns: pl.DataFrame, *, window: int = 2, exclude: Collection[str] = PRONOUNS
) -> pl.DataFrame:
    """Evidence of the ties of `by_window`, as `edges.tally` takes it."""
    if window < 1:
        raise ValueError(f"a window has at least one turn, not {window}")
    place = turns.select("transcript", "turn", pl.int_range(pl.len()).over("transcript").alias("position"))
    named = without(mentions.with_row_index("order").drop("transcript", strict=False), "actor", exclude)
    if named.join(place, on="turn", how="anti").height:
        raise ValueError("there are mentions in turns that are not among the turns")
    named = named.join(place, on="turn", maintain_order="left").with_columns(pl.col("turn").alias("unit"))
    here = named.select("transcript", "position", "actor", "unit").unique()
    reach = pl.DataFrame({"back": range(window)}, schema={"back": pl.Int64})
    context = here.join(reach, how="cross").select(
        "transcript",
        pl.col("position") + pl.col("back"),
        pl.col("unit").alias("context"),
        pl.col("actor").alias("earlier"),
    )
    return _evidence(here.join(context, on=["transcript", "position"]), named)


def _evidence(links: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """Find the mentions behind links: of `actor` in `unit`, whose speaker links, `earlier` in `context`."""
    links = links.filter(pl.col("actor") != pl.col("earlier")).with_columns(
        pl.min_horizontal("actor", "earlier").alias("source"),
        pl.max_horizontal("actor", "earlier").alias("target"),
    )
    links = links.join(named.select("unit", "group", "speaker_code").unique("unit"), on="unit")
    traces = named.select("unit", "actor", "order", pl.col("mention").alias("id"))
    columns = ["group", "speaker_code", "source", "target", "unit", "id", "order"]
    response = links.join(traces, on=["unit", "actor"]).select(columns)
    recalled = links.join(
        traces.rename({"unit": "context", "actor": "earlier"}), on=["context", "earlier"]
    ).select(columns)
    return pl.concat([response, recalled])
