"""Time stamps in transcripts: ``[00:12:05]``, ``(12:05)``, ``#00:12:05-3#``, ``00:12:05 - 00:12:09``."""

import math
import re
from typing import NamedTuple

_CLOCK = r"(?:\d{1,2}:[0-5]\d:[0-5]\d(?::\d\d(?!\d))?|\d{1,3}:[0-5]\d)(?:[.,]\d{1,3})?(?![\d:])"
_SPAN = rf"({_CLOCK})(?:\s*(?:-->|[-–—])\s*({_CLOCK}))?"
_MARK = rf"(?:\[\s*{_SPAN}\s*\]|\(\s*{_SPAN}\s*\)|#{_SPAN}(?:-\d)?#|<\s*{_SPAN}\s*>)"
_BRACKETED = re.compile(rf"\s*{_MARK}\s*")
_BARE = re.compile(rf"\s*{_SPAN}(?=\s|$)\s*")
# Inside running text only what nobody says: in square brackets or hashes, or with seconds in parentheses.
_INLINE = re.compile(rf"\s*(?:\[\s*{_SPAN}\s*\]|#{_SPAN}(?:-\d)?#|\(\s*\d{{1,2}}:\d\d:\d\d(?:[.,]\d+)?\s*\))")


class Span(NamedTuple):
    """Start and, where the stamp names it, end of a stretch of speech, in milliseconds."""

    start_ms: int | None = None
    end_ms: int | None = None


def milliseconds(clock: str) -> int:
    """Time of a clock (h:mm:ss or m:ss, with or without a fraction) in milliseconds.

    Raises
    ------
    ValueError
        If the text is not a clock.

    Examples
    --------
    >>> milliseconds("1:02:03,5"), milliseconds("02:03")
    (3723500, 123000)
    """
    if not re.fullmatch(_CLOCK, clock):
        raise ValueError(clock)
    whole, _, fraction = clock.replace(",", ".").partition(".")
    parts = [int(part) for part in whole.split(":")][:3]  # a fourth part counts film frames
    seconds = sum(part * 60**power for power, part in enumerate(reversed(parts)))
    return seconds * 1000 + int((fraction or "0").ljust(3, "0"))


def seconds_or_clock(text: str) -> int:
    """Time in milliseconds of a number of seconds, or of a clock.

    Raises
    ------
    ValueError
        If the text is neither.

    Examples
    --------
    >>> seconds_or_clock("12.25"), seconds_or_clock("12,25"), seconds_or_clock("0:12")
    (12250, 12250, 12000)
    """
    text = text.strip()
    if ":" in text:
        return milliseconds(text)
    seconds = float(text.replace(",", "."))
    if not math.isfinite(seconds) or seconds < 0:
        raise ValueError(text)
    return round(seconds * 1000)


def leading(text: str, bare: bool = False) -> tuple[Span, str]:
    """Stamp at the start of a text, and the text after it; with `bare` also a stamp without brackets.

    Examples
    --------
    >>> leading("[00:00:02] Anna: ja")
    (Span(start_ms=2000, end_ms=None), 'Anna: ja')
    >>> leading("10:30 was het begin")
    (Span(start_ms=None, end_ms=None), '10:30 was het begin')
    """
    span = Span()
    while (found := _BRACKETED.match(text) or (_BARE.match(text) if bare else None)) is not None:
        if span.start_ms is None:
            span = _span(found)
        text = text[found.end() :]
    return span, text


def trailing(text: str) -> tuple[Span, str]:
    """Stamp at the end of a short text such as a speaker's name, and the text before it.

    Examples
    --------
    >>> trailing("Anna (00:02)")
    (Span(start_ms=2000, end_ms=None), 'Anna')
    """
    for pattern in (rf"\s*{_MARK}\s*$", rf"(?:^|\s+){_SPAN}\s*$"):
        found = re.search(pattern, text)
        if found is not None:
            return _span(found), text[: found.start()]
    return Span(), text


def without(text: str) -> str:
    """Text without the stamps that stand inside it.

    Examples
    --------
    >>> without("en toen [00:05:00] zei ik om 10:30 (nee) ja")
    'en toen zei ik om 10:30 (nee) ja'
    """
    return _INLINE.sub("", text)


def _span(found: re.Match[str]) -> Span:
    clocks = [clock for clock in found.groups() if clock]
    return Span(milliseconds(clocks[0]), milliseconds(clocks[1]) if len(clocks) > 1 else None)
