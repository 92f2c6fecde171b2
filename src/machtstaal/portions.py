"""Large studies in portions: whole transcripts of one language, worked on side by side, so that memory stays bounded."""

import os
from collections.abc import Callable, Iterator, Mapping

import polars as pl
from joblib import Parallel, delayed

from machtstaal import languages

TOKENS = 400_000
"""Words that a portion holds at most, unless one transcript alone has more."""

Find = Callable[..., pl.DataFrame]


def each(
    tokens: pl.DataFrame,
    turns: pl.DataFrame,
    find: Find,
    others: Mapping[str, pl.DataFrame] | None = None,
    workers: int = 1,
    size: int = TOKENS,
) -> pl.DataFrame:
    """Stack what `find` returns for the tokens of each portion, in the order of the turns.

    Parameters
    ----------
    tokens
        Tokens table of all transcripts.
    turns
        Turns table; its column language says which language a turn is in.
    find
        Called with the tokens of a portion, the code of its language, and the rows of each of `others` that lie in its
        transcripts, by name. With several workers it runs in other processes, so it has to be a function of a module or a
        `functools.partial` of one.
    others
        Tables with a column transcript that `find` needs beside the tokens.
    workers
        Processes at once; of a single portion none is started.
    size
        Most tokens of a portion.
    """
    others = others or {}
    parts = list(portions(tokens, turns, size))
    calls = (
        (part, language, {name: _within(frame, part) for name, frame in others.items()})
        for part, language in parts
    )
    if len(parts) < 2 or workers < 2:
        found = [find(part, language, **rows) for part, language, rows in calls]
    else:
        os.environ["POLARS_MAX_THREADS"] = "1"  # read by the new processes alone
        found = Parallel(n_jobs=workers, pre_dispatch=workers)(
            delayed(find)(part, language, **rows) for part, language, rows in calls
        )
    if len(languages.of(turns)) < 2:
        return pl.concat(found)  # in the order of the tokens already
    place = turns.select("turn").with_row_index("_place")
    stacked = pl.concat(found).join(place, on="turn", how="left", maintain_order="left")
    return stacked.sort("_place", maintain_order=True).drop("_place")


def portions(tokens: pl.DataFrame, turns: pl.DataFrame, size: int) -> Iterator[tuple[pl.DataFrame, str]]:
    """Divide tokens into runs of whole transcripts of one language.

    Yields
    ------
    tuple
        Tokens, and the code of their language; languages in alphabetical order. A language without a word has one
        portion without rows, so that its table has its columns.

    Examples
    --------
    >>> turns = pl.DataFrame({"turn": ["a-1", "b-1", "c-1"], "transcript": ["a", "b", "c"], "language": ["nl", "nl", "en"]})
    >>> tokens = pl.DataFrame({"transcript": list("aabbc"), "turn": ["a-1", "a-1", "b-1", "b-1", "c-1"]})
    >>> [(language, part["transcript"].to_list()) for part, language in portions(tokens, turns, 3)]
    [('en', ['c']), ('nl', ['a', 'a']), ('nl', ['b', 'b'])]
    """
    for language in languages.of(turns):
        spoken = turns.filter(pl.col("language") == language).select("turn")
        here = tokens.join(spoken, on="turn", how="semi", maintain_order="left")
        sizes = here.group_by("transcript", maintain_order=True).len("n")
        # a transcript goes into the portion in which it ends
        ends = sizes.with_columns(portion=((pl.col("n").cum_sum() - 1) // size))
        rows = here.join(
            ends.select("transcript", "portion"), on="transcript", how="left", maintain_order="left"
        )
        if here.is_empty():
            yield here, language
        for part in rows.partition_by("portion", maintain_order=True, include_key=False):
            yield part, language


def _within(frame: pl.DataFrame, part: pl.DataFrame) -> pl.DataFrame:
    """Rows of the turns of a portion."""
    return frame.join(part.select("turn").unique(), on="turn", how="semi", maintain_order="left")
