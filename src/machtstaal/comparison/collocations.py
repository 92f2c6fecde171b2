"""Which words stand near the mentions of an actor, more often than words placed at random would."""

from collections.abc import Iterator
from typing import Literal

import numpy as np
import polars as pl

from machtstaal.comparison.association import log_dice, mutual_information, t_score
from machtstaal.comparison.dispersion import dp, dp_norm
from machtstaal.comparison.keyness import CONTENT, NO_WORD, spelled
from machtstaal.comparison.rates import tidy
from machtstaal.networks.edges import PRONOUNS

Within = Literal["sentence", "turn"]
OF_NAME = ("flat", "fixed")
"""Relations of words that are one name with their head: part of the node, no company of it."""
TALK = ["language", "group"]
WORD = [*TALK, "lemma", "upos"]
PAIR = [*TALK, "actor", "lemma", "upos"]
LEAST_SPEAKERS, LEAST_T = 2, 2.0
"""Of collocates that are shown: speakers who say it, and t, as is usual (Hunston 2002)."""

SCHEMA = {
    "language": pl.String,
    "group": pl.String,
    "actor": pl.String,
    "lemma": pl.String,
    "upos": pl.String,
    "observed": pl.Int64,
    "expected": pl.Float64,
    "ratio": pl.Float64,
    "ratio_within": pl.Float64,
    "mi": pl.Float64,
    "t": pl.Float64,
    "log_dice": pl.Float64,
    "n_node": pl.Int64,
    "n_collocate": pl.Int64,
    "n_span": pl.Int64,
    "size": pl.Int64,
    "n_speakers": pl.Int64,
    "n_naming": pl.Int64,
    "n_transcripts": pl.Int64,
    "dp": pl.Float64,
    "dp_norm": pl.Float64,
    "tokens": pl.List(pl.String),
}


def find(
    tokens: pl.DataFrame,
    mentions: pl.DataFrame,
    *,
    window: int = 5,
    within: Within = "sentence",
    min_count: int = 5,
) -> pl.DataFrame:
    """Collocates of each actor, by group and language: content lemmas in the words around its mentions.

    Surface co-occurrence as in Evert (2008): all words within `window` words of a mention are the actor's span, each counted
    once however many mentions it is near to. O is how often the lemma stands in the span, E = R C / N how often it would if the C
    occurrences of the lemma were placed at random among the N words of the group, R of which are in the span. The mentions
    themselves are no words here, of the span or of N. R counts the words that are there, so that windows which a sentence cuts
    short make no collocate rarer than it should be. Who speaks much of an actor and has a word that others do not use makes
    both look close; so `ratio_within` is O over the sum of the same expectation for each speaker by himself or herself.

    Parameters
    ----------
    tokens
        Situated tokens in the order of the text: transcript, turn, sentence, token, start, end, lemma, upos, head, deprel,
        group, speaker_code, language.
    mentions
        Mentions: mention, sentence, head_start, head_end, actor. The pronouns of the talk itself (I, you, one) are no nodes.
    window
        Words to the left and to the right, without punctuation, a count.
    within
        What the window does not leave: the sentence, or the turn.
    min_count
        Fewest co-occurrences, a count.

    Returns
    -------
    DataFrame
        One row a group, actor and lemma (`SCHEMA`), by falling logDice within an actor. `log_dice` is empty where O does not
        exceed E; `dp` and `dp_norm` are over the speakers of the group who name the actor, against their words in its span;
        `tokens` has the ids of the collocates in the order of the text.

    Examples
    --------
    Ten words, of which four are within one word of the actor; "ver" stands twice there, and once elsewhere: E = 4 x 3 / 10.

    >>> said = "ver raad ver dorp x raad x ver x x x x".split()
    >>> tokens = pl.DataFrame({
    ...     "transcript": "t", "turn": "t-1", "sentence": "t-1:1", "token": range(1, 13), "start": range(12), "end": range(1, 13),
    ...     "lemma": said, "upos": ["X" if word == "x" else "NOUN" for word in said], "head": 0, "deprel": "dep", "group": "g",
    ...     "speaker_code": "S1", "language": "nl",
    ... })
    >>> mentions = pl.DataFrame({
    ...     "mention": ["m1", "m2"], "sentence": "t-1:1", "head_start": [1, 5], "head_end": [2, 6], "actor": "council",
    ... })
    >>> found = find(tokens, mentions, window=1, min_count=1)
    >>> found.select("lemma", "observed", "expected", pl.col("mi").round(3), "tokens").rows()
    [('ver', 2, 1.2, 0.737, ['t-1:1.1', 't-1:1.3'])]
    """
    words = _words(tokens, within)
    nodes = _nodes(words, mentions)
    named = nodes.join(words.select("word", "speaker_code", "lemma", "upos", *TALK), on="word")
    span = _placed(_span(words, nodes, window), words)
    pairs = (
        span.filter(pl.col("upos").is_in(CONTENT))
        .group_by(PAIR, maintain_order=True)
        .agg(
            observed=pl.len().cast(pl.Int64),
            n_transcripts=pl.col("transcript").n_unique().cast(pl.Int64),
            tokens="id",
        )
        .filter(pl.col("observed") >= min_count)
        .join(_sizes(words, named, span), on=[*TALK, "actor"], nulls_equal=True)
        .join(named.group_by(PAIR).agg(n_as_node=pl.len()), on=PAIR, how="left", nulls_equal=True)
        .join(words.group_by(WORD).agg(n=pl.len()), on=WORD, nulls_equal=True)
        .with_columns(n_collocate=pl.col("n").cast(pl.Int64) - pl.col("n_as_node").fill_null(0))
    )
    speakers, cells = _of_speakers(pairs, words, named, span)
    parts = [_measured(*one, speakers, cells) for one in _by_actor(pairs)]
    return tidy(parts, SCHEMA, ["_place", "_minus_log_dice", "lemma", "upos"])


def company(
    tokens: pl.DataFrame, mentions: pl.DataFrame, *, window: int = 5, within: Within = "sentence"
) -> pl.DataFrame:
    """One row a word in the span of an actor, with the nearest mention; parameters as for `find`.

    Returns
    -------
    DataFrame
        The word (id, lemma, upos, start, end) with its place (transcript, turn, sentence, group, speaker_code, language), the
        actor and where the head of its nearest mention stands (node_start, node_end; of two equally near the earlier one), in
        the order of the text.
    """
    words = _words(tokens, within)
    return _placed(_span(words, _nodes(words, mentions), window), words)


def leading(table: pl.DataFrame, top: int) -> pl.DataFrame:
    """Collocates that are shown: of each actor in each group those with the largest logDice.

    Only what is more frequent near the actor than at random, over the group (O / E above 1) and within its speakers, with a t of
    2 or more, said by two speakers or more.

    Parameters
    ----------
    table
        Table of `find`.
    top
        Collocates an actor, a count.
    """
    told = table.filter(
        pl.col("log_dice").is_not_null(),
        pl.col("ratio_within") > 1,
        pl.col("t") >= LEAST_T,
        pl.col("n_speakers") >= LEAST_SPEAKERS,
    )
    return told.group_by([*TALK, "actor"], maintain_order=True).head(top).select(table.columns)


def _words(tokens: pl.DataFrame, within: Within) -> pl.DataFrame:
    """Words without punctuation, numbered, with the first and last word of their sentence or turn."""
    language = [] if "language" in tokens.columns else [pl.lit(None, pl.String).alias("language")]
    words = tokens.filter(~pl.col("upos").is_in(NO_WORD)).with_columns(*language, lemma=spelled())
    words = words.with_row_index("word").with_columns(
        pl.col("word").cast(pl.Int64), unit=pl.col(within).rle_id()
    )
    bounds = words.group_by("unit").agg(unit_first=pl.col("word").min(), unit_last=pl.col("word").max())
    return words.join(bounds, on="unit", maintain_order="left")


def _nodes(words: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """Words that name an actor: heads of mentions, and what is one name with them."""
    spots = mentions.filter(~pl.col("actor").is_in(PRONOUNS)).select(
        "actor", "sentence", start="head_start", end="head_end"
    )
    heads = words.select("word", "sentence", "token", "start", "end").join(
        spots, on=["sentence", "start", "end"]
    )
    rest = (
        words.select("word", "sentence", "head", "deprel")
        .filter(pl.col("deprel").str.split(":").list.first().is_in(OF_NAME))
        .join(heads.select("actor", "sentence", head="token"), on=["sentence", "head"])
    )
    parts = [
        part.select("actor", "word", is_head=pl.lit(head)) for part, head in ((heads, True), (rest, False))
    ]
    return pl.concat(parts).group_by("actor", "word").agg(pl.col("is_head").any())


def _span(words: pl.DataFrame, nodes: pl.DataFrame, window: int) -> pl.DataFrame:
    """Words near each actor, with the head of the nearest mention: word, actor, node."""
    bounds = words.select("unit_first", "unit_last", node="word")
    heads = nodes.filter("is_head").select("actor", node="word").join(bounds, on="node")
    steps = pl.DataFrame(
        {"step": [step for step in range(-window, window + 1) if step]}, schema={"step": pl.Int64}
    )
    return (
        heads.join(steps, how="cross")
        .with_columns(word=pl.col("node") + pl.col("step"))
        .filter(pl.col("word").is_between("unit_first", "unit_last"))
        .join(nodes.select("actor", "word"), on=["actor", "word"], how="anti")
        .group_by("word", "actor")
        .agg(pl.col("node").sort_by(pl.col("step").abs(), "node").first())
        .sort("word", "actor")
    )


def _placed(span: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Words of a span with what they are, where they stand, and where their node stands."""
    kept = ["lemma", "upos", "start", "end", "transcript", "turn", "sentence", "speaker_code", *TALK]
    node = words.select("start", "end")[span["node"]]
    at = words.select("token", *kept)[span["word"]]
    return span.select("word", "actor").with_columns(
        (at["sentence"] + "." + at["token"].cast(pl.String)).alias("id"),
        node["start"].alias("node_start"),
        node["end"].alias("node_end"),
        *(at[name] for name in kept),
    )


def _sizes(words: pl.DataFrame, named: pl.DataFrame, span: pl.DataFrame) -> pl.DataFrame:
    """By group and actor: mentions, words that name it, words in its span, all other words, speakers who name it."""
    counted = named.group_by(*TALK, "actor").agg(
        n_node=pl.col("is_head").sum().cast(pl.Int64),
        n_named=pl.len().cast(pl.Int64),
        n_naming=pl.col("speaker_code").filter(pl.col("is_head")).n_unique().cast(pl.Int64),
    )
    talk = words.group_by(TALK).agg(n_words=pl.len().cast(pl.Int64))
    around = span.group_by(*TALK, "actor").agg(n_span=pl.len().cast(pl.Int64))
    return (
        counted.join(talk, on=TALK, nulls_equal=True)
        .join(around, on=[*TALK, "actor"], nulls_equal=True)
        .with_columns(size=pl.col("n_words") - pl.col("n_named"))
    )


def _of_speakers(
    pairs: pl.DataFrame, words: pl.DataFrame, named: pl.DataFrame, span: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Words of each speaker who names an actor, in its span and in all, and how often each collocate is among them.

    The words that name the actor are left out, as from all counts.
    """
    who, lemma = [*TALK, "actor", "speaker_code"], ["lemma", "upos"]
    n = pl.len().cast(pl.Int64)
    speakers = (
        span.group_by(who)
        .agg(n_span=n)
        .join(words.group_by(*TALK, "speaker_code").agg(size=n), on=[*TALK, "speaker_code"], nulls_equal=True)
        .join(named.group_by(who).agg(n_named=n), on=who, how="left", nulls_equal=True)
        .with_columns(size=pl.col("size") - pl.col("n_named").fill_null(0))
    )
    wanted = pairs.select(PAIR)
    said = words.group_by(*TALK, "speaker_code", *lemma).agg(n_said=n)
    cells = (
        wanted.join(said, on=WORD, nulls_equal=True)
        .join(speakers.select(who), on=who, how="semi", nulls_equal=True)
        .join(named.group_by(*who, *lemma).agg(n_named=n), on=[*who, *lemma], how="left", nulls_equal=True)
        .join(span.group_by(*who, *lemma).agg(n=n), on=[*who, *lemma], how="left", nulls_equal=True)
        .with_columns(n=pl.col("n").fill_null(0), n_said=pl.col("n_said") - pl.col("n_named").fill_null(0))
    )
    return speakers, cells.drop("n_named")


def _by_actor(pairs: pl.DataFrame) -> Iterator[tuple[int, tuple, pl.DataFrame]]:
    """Collocates of one actor in one group at a time, the actors named most first."""
    order = pairs.sort("language", "group", -pl.col("n_node"), "actor", "lemma", "upos", nulls_last=True)
    for place, (key, here) in enumerate(order.group_by(*TALK, "actor", maintain_order=True)):
        yield place, key, here


def _measured(
    place: int, key: tuple, here: pl.DataFrame, speakers: pl.DataFrame, cells: pl.DataFrame
) -> pl.DataFrame:
    """Measures of the collocates of one actor in one group."""
    own = [
        pl.col(column).eq_missing(pl.lit(value, pl.String))
        for column, value in zip([*TALK, "actor"], key, strict=True)
    ]
    parts = speakers.filter(*own).sort("speaker_code").with_row_index("_s")
    found = (
        cells.filter(*own)
        .join(here.select("lemma", "upos").with_row_index("_l"), on=["lemma", "upos"])
        .join(parts.select("speaker_code", "_s"), on="speaker_code")
    )
    counts, said = np.zeros((2, parts.height, here.height))
    at = (found["_s"].to_numpy(), found["_l"].to_numpy())
    counts[at], said[at] = found["n"].to_numpy(), found["n_said"].to_numpy()
    observed, collocate = (here[name].to_numpy().astype(float) for name in ("observed", "n_collocate"))
    spans = parts["n_span"].to_numpy().astype(float)
    expected = here["n_span"].to_numpy() * collocate / here["size"].to_numpy()
    within = (spans / parts["size"].to_numpy()) @ said
    together = np.where(observed > expected, log_dice(observed, here["n_node"].to_numpy(), collocate), np.nan)
    columns = {
        "expected": expected,
        "ratio": observed / expected,
        "ratio_within": observed / within,
        "mi": mutual_information(observed, expected),
        "t": t_score(observed, expected),
        "log_dice": together,
        "n_speakers": (counts > 0).sum(axis=0),
        "dp": dp(counts, spans),
        "dp_norm": dp_norm(counts, spans),
        "_minus_log_dice": -np.round(np.nan_to_num(together, nan=-99.0), 9),
    }
    return here.with_columns(
        *(pl.Series(name, values) for name, values in columns.items()), _place=pl.lit(place)
    )
