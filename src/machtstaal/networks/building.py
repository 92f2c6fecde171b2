"""All networks of actors of a study, from its tables."""

from collections.abc import Mapping

import polars as pl

from machtstaal.networks import concepts, cooccurrence, power
from machtstaal.networks.edges import CONCEPT, POWER, SENTENCE, WINDOW, tally


def evidence(
    mentions: pl.DataFrame,
    turns: pl.DataFrame,
    processes: pl.DataFrame,
    frames: pl.DataFrame,
    *,
    window: int,
    by_language: bool,
) -> dict[str, pl.DataFrame]:
    """Evidence of every network by its name, from situated tables."""
    return {
        SENTENCE: cooccurrence.sentence_evidence(mentions),
        WINDOW: cooccurrence.window_evidence(mentions, turns, window=window),
        POWER: power.evidence(frames),
        CONCEPT: concepts.evidence(processes, by_language=by_language),
    }


def edges(found: Mapping[str, pl.DataFrame], *, min_weight: int) -> pl.DataFrame:
    """Edge table of every network; power is never too rare to show."""
    least = dict.fromkeys(found, min_weight) | {POWER: 1}
    ties = pl.concat(tally(rows, network, least[network]) for network, rows in found.items())
    exercised = pl.when(pl.col("network") == POWER).then("n_exercised").otherwise("weight")
    return ties.with_columns(weight=exercised)


def speakers(turns: pl.DataFrame) -> pl.DataFrame:
    """Everybody who is analysed: group, speaker_code, and the language in which they say most.

    Examples
    --------
    >>> turns = pl.DataFrame({"group": ["x"] * 3, "speaker_code": ["S1", "S1", "S2"], "language": ["nl", "en", "nl"],
    ...                       "n_words": [4, 9, 2]})
    >>> speakers(turns).rows()
    [('x', 'S1', 'en'), ('x', 'S2', 'nl')]
    """
    said = (
        turns.drop_nulls("group").group_by("group", "speaker_code", "language").agg(pl.col("n_words").sum())
    )
    said = said.sort("group", "speaker_code", "n_words", "language", descending=[False, False, True, False])
    return said.unique(["group", "speaker_code"], keep="first", maintain_order=True).drop("n_words")
