"""Large studies in portions: whole transcripts of one language, worked on side by side, so that memory stays bounded."""

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
        transcripts, by name. With several workers it runs in several threads.
    others
        Tables with a column transcript that `find` needs beside the tokens.
    workers
        Portions at once.
    size
        Most tokens of a portion.
    """
    others = others or {}
    parts = list(portions(tokens, turns, size))
    calls = (
        (part, language, {name: _within(frame, part) for name, frame in others.items()})
        for part, language in parts
    )
    # threads, not processes: most of the work is done outside Python's lock, and no table has to be sent
    found = Parallel(n_jobs=workers, prefer="threads")(
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
    spoken = languages.of(turns)
    for language in spoken:
        here = tokens
        if len(spoken) > 1:
            of_language = turns.filter(pl.col("language") == language).select("turn")
            here = tokens.join(of_language, on="turn", how="semi", maintain_order="left")
        if here.is_empty():
            yield here, language
        # a transcript goes into the portion in which it ends
        runs = here["transcript"].rle().struct.unnest().with_columns(end=pl.col("len").cum_sum())
        for part in runs.with_columns(portion=(pl.col("end") - 1) // size).partition_by("portion"):
            first = part["end"][0] - part["len"][0]
            yield here.slice(first, part["end"][-1] - first), language


def _within(frame: pl.DataFrame, part: pl.DataFrame) -> pl.DataFrame:
    """Rows of the turns of a portion."""
    return frame.join(part.select("turn").unique(), on="turn", how="semi", maintain_order="left")
