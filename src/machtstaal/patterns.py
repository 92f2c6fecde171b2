"""Words and phrases found by a lexicon's patterns: lemmas, compounds by their head, and runs of several words.

A pattern is a lower-case lemma (``burger``), a compound by its head (``*bedrijf``: any word that ends in it, with
at least three letters before) or by its first part (``privacy*``), or several words (``europese commissie``),
each matched as lemma or as form.
"""

import numpy as np
import polars as pl

from machtstaal.trees import Trees

SHORTEST_REST = 3
"""Letters that a wildcard must stand for, so that ``*bank`` does not match a word that is hardly longer."""


def match(trees: Trees, entries: pl.DataFrame, allowed: np.ndarray) -> pl.DataFrame:
    """Non-overlapping matches of `entries` in the text.

    Several words beat one word, an exact lemma beats a wildcard, a longer wildcard beats a shorter one.

    Parameters
    ----------
    entries
        Column pattern, and any others, which come along.
    allowed
        Booleans, shape (words,): the words that a single-word pattern may match.

    Returns
    -------
    pl.DataFrame
        row (of the head word), first, last (rows of the span), and the columns of `entries` but pattern.
    """
    others = [column for column in entries.columns if column != "pattern"]
    several = _several_words(trees, entries, others)
    free = allowed & ~covered(trees, several)
    single = _single_words(trees, entries, others, free)
    return pl.concat([several, single.select(several.columns)]).sort("row")


def covered(trees: Trees, matches: pl.DataFrame) -> np.ndarray:
    """Which words lie inside a match (columns first, last); booleans, shape (words,)."""
    steps = np.zeros(len(trees) + 1, dtype=np.int64)
    np.add.at(steps, matches["first"].to_numpy(), 1)
    np.add.at(steps, matches["last"].to_numpy() + 1, -1)
    return np.cumsum(steps[:-1]) > 0


def _several_words(trees: Trees, entries: pl.DataFrame, others: list[str]) -> pl.DataFrame:
    entries = entries.filter(pl.col("pattern").str.contains(" ", literal=True)).with_columns(
        words=pl.col("pattern").str.split(" ")
    )
    low, stem = trees.frame["low"], trees.frame["stem"]
    schema = {"first": pl.Int64, "last": pl.Int64} | dict.fromkeys(others, pl.String)
    frames = [pl.DataFrame(schema=schema)]
    for length in sorted(entries["words"].list.len().unique().to_list(), reverse=True):
        found = entries.filter(pl.col("words").list.len() == length)
        begins = found.with_columns(begin=pl.col("words").list.first())
        candidates = pl.DataFrame({"first": _starts(trees, found["words"], length)})
        pairs = pl.concat(
            candidates.with_columns(begin=words.gather(candidates["first"])).join(begins, on="begin")
            for words in (low, stem)
        ).unique(["first", "pattern"], maintain_order=True)
        for position in range(1, length):
            rows, wanted = pairs["first"] + position, pairs["words"].list.get(position)
            pairs = pairs.filter((low.gather(rows) == wanted) | (stem.gather(rows) == wanted))
        frames.append(pairs.with_columns(last=pl.col("first") + (length - 1)).select(list(schema)))
    found = pl.concat(frames)  # longest first
    free, used = [], np.zeros(len(trees), dtype=bool)
    for first, last in found.select("first", "last").iter_rows():  # phrases are few: one in a hundred words
        free.append(not used[first : last + 1].any())
        used[first : last + 1] = True
    found = found.filter(pl.Series(free, dtype=pl.Boolean))
    return found.with_columns(row=_heads(trees, found)).select("row", *schema.keys())


def _starts(trees: Trees, phrases: pl.Series, length: int) -> np.ndarray:
    """Rows where one of the phrases can begin: its sentence is long enough, and each word is some phrase's word there."""
    starts = trees.row[: max(len(trees) - length + 1, 0)]
    for position in range(length):
        wanted = phrases.list.get(position).unique(maintain_order=True).to_list()
        there = trees.among("low", wanted) | trees.among("stem", wanted)
        starts = starts[there[starts + position]]
    return starts[trees.first[starts] == trees.first[starts + length - 1]]


def _heads(trees: Trees, spans: pl.DataFrame) -> pl.Series:
    """Head word of each span: the first word whose own head lies outside."""
    first, last = spans["first"].to_numpy(), spans["last"].to_numpy()
    heads, decided = last.copy(), np.zeros(len(spans), dtype=bool)
    for offset in range(int((last - first).max()) + 1 if len(spans) else 0):
        row = np.minimum(first + offset, last)
        outside = ((trees.head[row] < first) | (trees.head[row] > last)) & ~decided
        heads[outside] = row[outside]
        decided |= outside
    return pl.Series("row", heads, dtype=pl.Int64)


def _single_words(trees: Trees, entries: pl.DataFrame, others: list[str], free: np.ndarray) -> pl.DataFrame:
    entries = entries.filter(~pl.col("pattern").str.contains(" ", literal=True))
    exact = entries.filter(~pl.col("pattern").str.contains("*", literal=True))
    rows = np.flatnonzero(free)
    words = pl.DataFrame({"row": rows}).with_columns(
        trees.frame[column].gather(rows) for column in ("stem", "low")
    )
    found = pl.concat(
        words.join(part, left_on=column, right_on=key).select("row", *others)
        for part, column, key in (
            (exact, "low", "pattern"),
            (exact, "stem", "pattern"),
            (_by_part(words["stem"], entries), "stem", "word"),
        )
    )
    found = found.unique("row", keep="first", maintain_order=True)
    return found.with_columns(first="row", last="row")


def _by_part(lemmas: pl.Series, entries: pl.DataFrame) -> pl.DataFrame:
    """Entry of the longest wildcard that each distinct lemma fits: word, and the columns of `entries`."""
    words = lemmas.unique(maintain_order=True).alias("word").to_frame()
    star = pl.col("pattern").str
    parts = entries.filter(star.contains("*", literal=True)).with_columns(
        part=star.replace("*", "", literal=True), at_end=star.starts_with("*")
    )
    frames = [words.clear().join(parts, left_on="word", right_on="part")]
    lengths = parts.select(pl.col("part").str.len_chars().alias("length"), "at_end").unique()
    for length, at_end in lengths.sort("length", "at_end", descending=True).iter_rows():
        long = words.filter(pl.col("word").str.len_chars() >= length + SHORTEST_REST)
        part = pl.col("word").str.tail(length) if at_end else pl.col("word").str.head(length)
        fitting = parts.filter((pl.col("at_end") == at_end) & (pl.col("part").str.len_chars() == length))
        frames.append(long.with_columns(part=part).join(fitting, on="part").select(frames[0].columns))
    return pl.concat(frames).unique("word", keep="first", maintain_order=True)
