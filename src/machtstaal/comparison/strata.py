"""Within what labels of speakers move: languages, and scenarios where different people spoke in them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from machtstaal.comparison.counts import Counts

ALONE = 0.9
"""Part of the speakers of two groups who speak in one scenario only, from which scenarios divide speakers."""


@dataclass(frozen=True)
class Layers:
    """Counts of the speakers of two groups, apart by what the test is within.

    Attributes
    ----------
    numerators, denominators
        Counts, layers by speakers by columns.
    first
        Which speakers are the first group (bool).
    speaks
        Which speaker speaks in which layer (bool, speakers by layers).
    within
        What the layers are: `none` (one layer), `languages`, `scenarios`, or `languages and scenarios`.
    """

    numerators: np.ndarray
    denominators: np.ndarray
    first: np.ndarray
    speaks: np.ndarray
    within: str


def layers(counts: Counts, scenario: str | None, pair: tuple[str, str], shared: Sequence[str]) -> Layers:
    """Lay the counts of two groups out by the languages they share and by the scenarios that divide their speakers.

    Parameters
    ----------
    counts
        The study's counts.
    scenario
        Scenario (None: all talk, which scenarios may divide).
    pair
        The two groups.
    shared
        Languages within which to compare; none: whatever the language.
    """
    rows = np.concatenate([np.flatnonzero(counts.members(group, scenario)) for group in pair])
    first = np.arange(len(rows)) < counts.members(pair[0], scenario).sum()
    parts = [counts.by_language[language] for language in shared] or [counts]
    divided = dividing(_words(counts, rows), first) if scenario is None else False
    laid = [_laid(part, rows, scenario, divided) for part in parts]
    numerators, denominators, speaks = (np.concatenate(arrays) for arrays in zip(*laid, strict=True))
    present = speaks.any(axis=0)  # who speaks no shared language has nothing to compare
    named = ("languages" if shared else "", "scenarios" if divided else "")
    return Layers(
        numerators[:, present],
        denominators[:, present],
        first[present],
        speaks[:, present].T,
        " and ".join(filter(None, named)) or "none",
    )


def dividing(words: np.ndarray, first: np.ndarray) -> bool:
    """Whether two or more scenarios divide the speakers of two groups, and some scenario has speakers of both.

    Then speakers of different scenarios are not exchangeable. Where the same people talk about several scenarios, the
    scenario is no property of a speaker, and the label moves with all that one said.

    Parameters
    ----------
    words
        Words, counts, speakers by scenarios, talk outside any scenario last.
    first
        Which speakers are the first group (bool).

    Examples
    --------
    Break-out groups: each speaker in one of two scenarios, both groups in each.

    >>> first = np.array([True, True, False, False])
    >>> dividing(np.array([[9, 0, 0], [0, 9, 0], [9, 0, 0], [0, 9, 0]]), first)
    True
    >>> dividing(np.array([[9, 5, 0], [4, 9, 0], [9, 2, 0], [7, 9, 0]]), first)  # plenary: everybody in both
    False
    >>> dividing(np.array([[9, 0, 0], [9, 0, 0], [0, 9, 0], [0, 9, 0]]), first)  # group and scenario are one
    False
    """
    took = words[words.any(axis=1)] > 0
    group = first[words.any(axis=1)]
    alone = took.sum(axis=1) == 1
    if not len(took) or took[:, :-1].any(axis=0).sum() < 2 or alone.mean() < ALONE:
        return False
    both = took[alone & group].any(axis=0) & took[alone & ~group].any(axis=0)
    return bool(both[:-1].any())


def _words(counts: Counts, rows: np.ndarray) -> np.ndarray:
    """Words of speakers by scenarios, the rest of their talk last."""
    words = counts.words[rows]
    return np.column_stack([words[:, 1:], words[:, 0] - words[:, 1:].sum(axis=1)])


def _laid(
    counts: Counts, rows: np.ndarray, scenario: str | None, divided: bool
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Numerators, denominators (layers by speakers by columns) and who speaks (layers by speakers)."""
    columns = counts.within(scenario)
    whole = [array[np.ix_(rows, columns)] for array in (counts.numerators, counts.denominators)]
    if not divided:
        place = counts.scenarios.index(scenario)
        return whole[0][None], whole[1][None], counts.words[rows, place][None] > 0
    key = ["measure", "item"]
    wanted = counts.columns[columns].select(key).with_row_index("_place")
    stacks: list[list[np.ndarray]] = [[], []]
    for name in counts.scenarios[1:]:
        there = counts.within(name)
        found = counts.columns[there].select(key).with_columns(_there=pl.Series(there))
        matched = wanted.join(found, on=key, nulls_equal=True)
        for stack, array, like in zip(stacks, (counts.numerators, counts.denominators), whole, strict=True):
            layer = np.zeros_like(like)
            layer[:, matched["_place"].to_numpy()] = array[np.ix_(rows, matched["_there"].to_numpy())]
            stack.append(layer)
    laid = [np.stack([*stack, like - sum(stack)]) for stack, like in zip(stacks, whole, strict=True)]
    return laid[0], laid[1], _words(counts, rows).T > 0
