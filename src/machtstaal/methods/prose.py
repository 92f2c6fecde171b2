"""What careful prose needs: numbers in words, lists with 'and', the study's own words made safe for Markdown."""

import re
from collections.abc import Iterable

from machtstaal.report import numbers

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_MARKS = re.compile(r"([\\*_\[\]<>@#`|~])")


def plain(text: str) -> str:
    r"""Text from the study (a label, a title) on one line, that means nothing to Markdown and cites nothing.

    >>> plain("A * b\n [c] @d2024")
    'A \\* b \\[c\\] \\@d2024'
    """
    return _MARKS.sub(r"\\\1", " ".join(str(text).split()))


def spelled(n: int) -> str:
    """Count as a word below ten, else in digits.

    >>> spelled(3), spelled(1200)
    ('three', '1,200')
    """
    return _SMALL[n] if 0 <= n < len(_SMALL) else numbers.count(n)


def counted(n: int, noun: str) -> str:
    """Count in words with its noun.

    >>> counted(1, "transcript"), counted(2, "category"), counted(58, "transcript")
    ('one transcript', 'two categories', '58 transcripts')
    """
    return f"{spelled(n)} {numbers.plural(n, noun).partition(' ')[2]}"


def percent(share: float) -> str:
    """Share as a percentage.

    >>> percent(0.256).replace(numbers.SPACE, " ")
    '26 %'
    """
    return numbers.rate(share, "share")


def series(parts: Iterable[str], last: str = "and") -> str:
    """Join parts to a phrase, with semicolons where a part has commas of its own.

    >>> series(["A", "B", "C"]), series(["A (1, 2)", "B (3)"])
    ('A, B and C', 'A (1, 2) and B (3)')
    >>> series(["A (1, 2)", "B (3)", "C (4)"])
    'A (1, 2), B (3) and C (4)'
    >>> series(["a, b", "c", "d"])
    'a, b; c; and d'
    """
    parts = list(parts)
    if len(parts) > 2 and any(", " in re.sub(r"\([^()]*\)", "", part) for part in parts):
        return f"{'; '.join(parts[:-1])}; {last} {parts[-1]}"
    return numbers.enumerate_words(parts, last)


def paragraph(*sentences: str) -> str:
    """Sentences that apply, one behind the other; what does not apply is empty.

    >>> paragraph("One.", "", "Two.")
    'One. Two.'
    """
    return " ".join(filter(None, sentences))


def between(values: Iterable[int]) -> str:
    """Say the range of some counts, or the one there is.

    >>> between([20, 924, 70]), between([20, 20])
    ('between 20 and 924', '20')
    """
    low, high = min(values := list(values)), max(values)
    return numbers.count(low) if low == high else f"between {numbers.count(low)} and {numbers.count(high)}"
