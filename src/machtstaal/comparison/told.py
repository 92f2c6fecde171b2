"""Which differences can be told apart from chance, and in which order they are told."""

from collections.abc import Iterable
from typing import Any

MOST = 5
"""Differences of one family that are told as sentences, for a pair of groups."""

Contrast = dict[str, Any]


def supported(contrast: Contrast, alpha: float) -> bool:
    """Whether a difference can be told: its interval leaves out zero and its q is below `alpha`.

    Examples
    --------
    >>> supported({"low": 0.1, "high": 0.3, "q": 0.01}, 0.05), supported({"low": -0.1, "high": 0.3, "q": 0.01}, 0.05)
    (True, False)
    >>> supported({"low": 0.1, "high": 0.3, "q": None}, 0.05)
    False

    Of groups with several languages q is of the difference within them, which has to point the same way:

    >>> supported({"low": 0.1, "high": 0.3, "difference": 0.2, "difference_within": -0.1, "q": 0.01}, 0.05)
    False
    """
    if contrast["q"] is None or contrast["low"] is None or contrast["high"] is None:
        return False
    if (within := contrast.get("difference_within")) is not None and within * contrast["difference"] <= 0:
        return False
    return contrast["q"] < alpha and (contrast["low"] > 0 or contrast["high"] < 0)


def effect(contrast: Contrast) -> float:
    """Size of a difference against its uncertainty, to order findings of the same q."""
    width = contrast["high"] - contrast["low"]
    return abs(contrast["difference"]) / width if width else 0.0


def surest_first(contrasts: Iterable[Contrast], alpha: float) -> list[Contrast]:
    """Differences that can be told, the surest first."""
    told = [contrast for contrast in contrasts if supported(contrast, alpha)]
    return sorted(told, key=lambda row: (row["q"], row["p"], -effect(row), row["measure"], row["item"] or ""))


def nearest_first(contrasts: Iterable[Contrast]) -> list[Contrast]:
    """Differences that were tested, the one that came nearest to being told first."""
    tested = [contrast for contrast in contrasts if contrast["q"] is not None]
    return sorted(tested, key=lambda row: (row["q"], row["p"], row["measure"]))
