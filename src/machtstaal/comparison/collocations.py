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
    words, nodes = _words(tokens), _nodes(tokens, mentions)
    span = company(tokens, mentions, window=window, within=within)
    met = span.filter(pl.col("upos").is_in(CONTENT))
    pairs = (
        met.group_by(PAIR, maintain_order=True)
        .agg(
            observed=pl.len().cast(pl.Int64),
            n_transcripts=pl.col("transcript").n_unique().cast(pl.Int64),
            tokens="id",
        )
        .filter(pl.col("observed") >= min_count)
        .join(_sizes(words, nodes, span), on=[*TALK, "actor"], nulls_equal=True)
        .join(_occurrences(words, nodes), on=PAIR, how="left", nulls_equal=True)
        .with_columns(pl.col("n_as_node").fill_null(0))
        .join(words.group_by(PAIR[:2] + PAIR[3:]).agg(n=pl.len()), on=PAIR[:2] + PAIR[3:], nulls_equal=True)
        .with_columns(n_collocate=(pl.col("n") - pl.col("n_as_node")).cast(pl.Int64))
    )
    speakers, cells = _of_speakers(words, nodes, span)
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
    words, nodes = _words(tokens, within), _nodes(tokens, mentions)
    place = words.select("word", "sentence", "start", "unit_first", "unit_last")
    at = nodes.join(words.select("word", "id"), on="id").join(place, on="word", how="left")
    heads = at.filter("is_head").select(
        "actor", "unit_first", "unit_last", node="word", node_start="start", node_end="end_of_head"
    )
    steps = pl.DataFrame(
        {"step": [step for step in range(-window, window + 1) if step]}, schema={"step": pl.Int64}
    )
    near = (
        heads.join(steps, how="cross")
        .with_columns(word=pl.col("node") + pl.col("step"))
        .filter(pl.col("word").is_between("unit_first", "unit_last"))
        .join(at.select("actor", "word"), on=["actor", "word"], how="anti")
        .sort("word", "actor", pl.col("step").abs(), "node")
        .unique(["word", "actor"], keep="first", maintain_order=True)
    )
    kept = ["word", "id", "lemma", "upos", "start", "end", "transcript", "turn", "sentence", "speaker_code"]
    return near.select("word", "actor", "node_start", "node_end").join(
        words.select(*kept, *TALK), on="word", how="left", maintain_order="left"
    )


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


def _words(tokens: pl.DataFrame, within: Within = "sentence") -> pl.DataFrame:
    """Words without punctuation, numbered, with their id and the first and last word of their sentence or turn."""
    language = [] if "language" in tokens.columns else [pl.lit(None, pl.String).alias("language")]
    words = tokens.filter(~pl.col("upos").is_in(NO_WORD)).with_columns(
        *language, lemma=spelled(), id=_id(), unit=pl.col(within).rle_id()
    )
    words = words.with_row_index("word").with_columns(pl.col("word").cast(pl.Int64))
    bounds = words.group_by("unit").agg(unit_first=pl.col("word").min(), unit_last=pl.col("word").max())
    return words.join(bounds, on="unit", maintain_order="left")


def _id() -> pl.Expr:
    return pl.format("{}.{}", pl.col("sentence"), pl.col("token"))


def _nodes(tokens: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """Words that name an actor: heads of mentions, and what is one name with them."""
    spots = mentions.filter(~pl.col("actor").is_in(PRONOUNS)).select(
        "actor", "sentence", start="head_start", end_of_head="head_end"
    )
    heads = tokens.with_columns(id=_id()).join(spots, on=["sentence", "start"], maintain_order="left")
    heads = heads.filter(pl.col("end") <= pl.col("end_of_head"))
    rest = (
        tokens.filter(pl.col("deprel").str.split(":").list.first().is_in(OF_NAME))
        .with_columns(id=_id())
        .join(heads.select("actor", "sentence", head="token"), on=["sentence", "head"])
    )
    shared = ["actor", "id"]
    return pl.concat(
        [
            heads.select(*shared, "end_of_head", is_head=pl.lit(True)),
            rest.select(*shared, end_of_head=pl.lit(None, tokens.schema["end"]), is_head=pl.lit(False)),
        ]
    ).unique(shared, keep="first", maintain_order=True)


def _sizes(words: pl.DataFrame, nodes: pl.DataFrame, span: pl.DataFrame) -> pl.DataFrame:
    """By group and actor: mentions, words that name it, words in its span, all other words, speakers who name it."""
    named = nodes.join(words.select("id", "speaker_code", *TALK), on="id")
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


def _occurrences(words: pl.DataFrame, nodes: pl.DataFrame) -> pl.DataFrame:
    """How often a lemma itself names the actor."""
    named = nodes.select("actor", "id").join(words.select("id", "lemma", "upos", *TALK), on="id")
    return named.group_by(PAIR).agg(n_as_node=pl.len().cast(pl.Int64))


def _of_speakers(
    words: pl.DataFrame, nodes: pl.DataFrame, span: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Words of each speaker who names an actor, in its span and in all, and how often each collocate is among them.

    The words that name the actor are left out, as from all counts.
    """
    who = [*TALK, "actor", "speaker_code"]
    named = nodes.select("actor", "id").join(
        words.select("id", "lemma", "upos", "speaker_code", *TALK), on="id"
    )
    spans = span.group_by(who).agg(n_span=pl.len().cast(pl.Int64))
    totals = words.group_by(*TALK, "speaker_code").agg(size=pl.len().cast(pl.Int64))
    speakers = (
        spans.join(totals, on=[*TALK, "speaker_code"], nulls_equal=True)
        .join(named.group_by(who).agg(n_named=pl.len().cast(pl.Int64)), on=who, how="left", nulls_equal=True)
        .with_columns(size=pl.col("size") - pl.col("n_named").fill_null(0))
    )
    lemma = ["lemma", "upos"]
    met = span.filter(pl.col("upos").is_in(CONTENT)).group_by(*who, *lemma).agg(n=pl.len().cast(pl.Int64))
    said = words.group_by(*TALK, "speaker_code", *lemma).agg(n_said=pl.len().cast(pl.Int64))
    own = named.group_by(*who, *lemma).agg(n_named=pl.len().cast(pl.Int64))
    cells = (
        met.select([*TALK, "actor", *lemma])
        .unique()
        .join(speakers.select(who), on=[*TALK, "actor"], nulls_equal=True)
        .join(said, on=[*TALK, "speaker_code", *lemma], nulls_equal=True)
        .join(own, on=[*who, *lemma], how="left", nulls_equal=True)
        .join(met, on=[*who, *lemma], how="left", nulls_equal=True)
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
