"""What a person can mend: one sentence, no traceback."""

import difflib
from collections.abc import Iterable


class Problem(Exception):
    """Bad input, said in one sentence: file, row or line, what is wrong, how to mend it."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Known word that looks most like `word`, or None when nothing comes near.

    Examples
    --------
    >>> nearest("turn_windw", ["turn_window", "min_weight"])
    'turn_window'
    >>> nearest("colour", ["turn_window", "min_weight"]) is None
    True
    """
    folded = {}
    for candidate in known:
        folded.setdefault(candidate.casefold(), candidate)
    found = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words as a phrase, each between quotation marks.

    Examples
    --------
    >>> listed(["nl", "en"], last="or")
    "'nl' or 'en'"
    >>> listed(["a", "b", "c"])
    "'a', 'b' and 'c'"
    """
    quoted = [f"'{word}'" for word in words]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"


def hint(word: str, known: Iterable[str], what: str = "known here") -> str:
    """How to mend an unknown word: the nearest known one, else all of them.

    Examples
    --------
    >>> hint("citizn", ["citizen", "expert"])
    "did you mean 'citizen'?"
    >>> hint("x", ["citizen", "expert"], "groups of this study")
    "groups of this study: 'citizen' and 'expert'."
    """
    known = list(known)
    close = nearest(word, known)
    return f"did you mean '{close}'?" if close else f"{what}: {listed(known) or 'none'}."
