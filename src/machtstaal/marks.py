"""What a transcriber puts between brackets is no speech: *[inaudible]*, *[REDACTED; name]*, *(lacht)*."""

from functools import cache
from importlib.resources import files

import numpy as np
import polars as pl

BRACKETS = {"[": "]", "(": ")"}
LONGEST = 12
"""Words between two brackets; more is a remark of the speaker's."""


def set_apart(tokens: pl.DataFrame) -> pl.DataFrame:
    """Tokens with the words of transcribers' marks as ``PUNCT``, so that no stage takes them for words.

    A mark is what stands between brackets behind one of the words of ``marks.tsv``. Other words in brackets stay: they
    can be the transcriber's completion of what was said (*they told [him] to wait*).

    Parameters
    ----------
    tokens
        Tokens table, in the order of the text.

    Examples
    --------
    >>> tokens = pl.DataFrame({"turn": "t-001", "form": "it [ Inaudible ; likely snow ] melts [ today ]".split(), "upos": "X"})
    >>> set_apart(tokens)["upos"].to_list()
    ['X', 'PUNCT', 'PUNCT', 'PUNCT', 'PUNCT', 'PUNCT', 'PUNCT', 'X', 'X', 'X', 'X']
    """
    marks = np.zeros(len(tokens), dtype=bool)
    for opening, closing in BRACKETS.items():
        marks |= _between(tokens, opening, closing)
    return tokens.with_columns(upos=pl.when(pl.Series(marks)).then(pl.lit("PUNCT")).otherwise("upos"))


def _between(tokens: pl.DataFrame, opening: str, closing: str) -> np.ndarray:
    """Words from an opening bracket before a known mark to its closing bracket, both included; booleans."""
    form, turn = tokens["form"], tokens["turn"]
    inside = np.zeros(len(tokens), dtype=bool)
    opens = (form == opening).arg_true().to_numpy()
    opens = opens[opens + 1 < len(tokens)]
    known = form.gather(opens + 1).str.to_lowercase().is_in(list(_known())) & (
        turn.gather(opens + 1) == turn.gather(opens)
    )
    opens = opens[known.to_numpy()]
    following = np.append(opens[1:], len(tokens))
    places = opens[:, None] + np.arange(1, LONGEST + 2)
    valid = (places < following[:, None]).ravel()
    places, mark = places.ravel()[valid], np.repeat(np.arange(len(opens)), LONGEST + 1)[valid]
    ends = (form.gather(places) == closing) & (turn.gather(places) == turn.gather(opens[mark]))
    places, mark = places[ends.to_numpy()], mark[ends.to_numpy()]
    mark, nearest = np.unique(mark, return_index=True)
    for first, last in zip(opens[mark], places[nearest], strict=True):
        inside[first : last + 1] = True
    return inside


@cache
def _known() -> frozenset[str]:
    """Words that open a mark, in lower case."""
    with files("machtstaal").joinpath("marks.tsv").open(encoding="utf-8") as table:
        return frozenset(line.split("\t")[0] for line in table.read().splitlines()[1:])
