"""One transcript as arrays, and how soon terms come back in it: as it was, and with each speaker's turns dealt anew.

The null hypothesis is about order alone. Everybody keeps all stretches of talk that they said and all places at which
they spoke; which of the stretches stood at which place is drawn at random. So nobody says a word more or less often, and
nobody speaks after others than those they spoke after.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.special import gammaln


@dataclass(frozen=True)
class Opportunities:
    """Terms that one speaker was the first to say and another said later; arrays of orders by opportunities.

    Attributes
    ----------
    giver
        Number of the speaker who said it first.
    first, later
        Stretches of the first use and of the other's first use.
    taken
        Whether the other's first use is within the window (bool).
    chance
        Chance of that, given the first use and how often the other says it later.
    counts
        Whether the two are different analysed speakers (bool).
    free
        Whether chance is neither 0 nor 1, so that the order can tell anything (bool; only where `counts`).
    """

    giver: np.ndarray
    first: np.ndarray
    later: np.ndarray
    taken: np.ndarray
    chance: np.ndarray
    counts: np.ndarray
    free: np.ndarray


class Talk:
    """The terms of one transcript, by speaker and stretch.

    Parameters
    ----------
    speakers
        Number of the speaker of each stretch, in order.
    analysed
        Which speakers are analysed (bool, one a speaker); the stretches of the others stay at their places.
    stretch, term
        Stretch and number of the term of each use; a term counts once a stretch.

    Attributes
    ----------
    taker, term
        Speaker and term of each pair of them that occurs: what `Opportunities` has in its columns.
    """

    def __init__(self, speakers: np.ndarray, analysed: np.ndarray, stretch: np.ndarray, term: np.ndarray):
        self.speakers, self.analysed = speakers, analysed
        who = speakers[stretch]
        order = np.lexsort((who, term))
        self.stretch = stretch[order]
        keys = term[order].astype(np.int64) * len(analysed) + who[order]
        pairs, self.starts, self.uses = np.unique(keys, return_index=True, return_counts=True)
        self.term, self.taker = np.divmod(pairs, len(analysed))
        _, self.term_starts, inverse = np.unique(self.term, return_index=True, return_inverse=True)
        self.of_term = inverse.ravel()
        turns = (speakers[:, None] == np.arange(len(analysed))).cumsum(axis=0)
        self.spoken = np.vstack([np.zeros((1, len(analysed)), int), turns])  # before each stretch, and in all
        self.log_factorials = gammaln(np.arange(len(speakers) + 2) + 1.0)

    def observed(self, window: int) -> Opportunities:
        """Opportunities in the order in which it was said; arrays of one row."""
        return self._opportunities(np.arange(len(self.speakers))[None, :], window)

    def dealt(self, window: int, permutations: int, rng: np.random.Generator) -> Opportunities:
        """Opportunities with the stretches of each analysed speaker dealt anew over that speaker's own places."""
        place = np.tile(np.arange(len(self.speakers)), (permutations, 1))
        for speaker in np.flatnonzero(self.analysed):
            own = np.flatnonzero(self.speakers == speaker)
            place[:, own] = rng.permuted(np.tile(own, (permutations, 1)), axis=1)
        return self._opportunities(place, window)

    def _opportunities(self, place: np.ndarray, window: int) -> Opportunities:
        """Find who says each term first, and how soon each other speaker says it, for each order of the stretches."""
        later = np.minimum.reduceat(place[:, self.stretch], self.starts, axis=1)
        first = np.minimum.reduceat(later, self.term_starts, axis=1)[:, self.of_term]
        giver = self.speakers[first]
        counts = (giver != self.taker) & self.analysed[giver] & self.analysed[self.taker]
        before = self.spoken[first + 1, self.taker]
        places = self.spoken[-1, self.taker] - before
        near = self.spoken[np.minimum(first + window, len(self.speakers) - 1) + 1, self.taker] - before
        chance = np.where(counts, self._chance(places, near), 0.0)
        free = counts & (near > 0) & (places - near >= self.uses)
        return Opportunities(giver, first, later, counts & (later - first <= window), chance, counts, free)

    def _chance(self, places: np.ndarray, near: np.ndarray) -> np.ndarray:
        """Chance that one of `uses` stretches, dealt over `places`, falls on one that is near (hypergeometric)."""
        far = places - near
        possible = far >= self.uses
        logs, uses = self.log_factorials, self.uses
        none = logs[far] - logs[np.maximum(far - uses, 0)] - logs[places] + logs[np.maximum(places - uses, 0)]
        return np.where(possible, np.maximum(1 - np.exp(none), 0.0), 1.0)  # exp can round to more than 1


def talk(
    stretches: pl.DataFrame, terms: pl.DataFrame, analysed: set[str]
) -> tuple[Talk, list[str], list[str]] | None:
    """One transcript as arrays; None where no two people say the same term.

    Parameters
    ----------
    stretches
        Its stretches in order (`machtstaal.interaction.stretches.of`).
    terms
        Its terms (`machtstaal.interaction.terms.find`).
    analysed
        Codes of the analysed speakers.

    Returns
    -------
    talk, codes, names
        The arrays, the speakers' codes and the terms that their numbers stand for.
    """
    shared = terms.filter(pl.col("speaker_code").n_unique().over("term") > 1)
    if shared.is_empty():
        return None
    codes = stretches["speaker_code"].unique(maintain_order=True)
    names = shared["term"].unique(maintain_order=True)
    numbers = {
        name: column.cast(pl.Enum(known)).to_physical().to_numpy().astype(np.int64)
        for name, column, known in (
            ("who", stretches["speaker_code"], codes),
            ("term", shared["term"], names),
        )
    }
    made = Talk(
        numbers["who"],
        codes.is_in(list(analysed)).to_numpy(),
        shared["stretch"].to_numpy().astype(np.int64),
        numbers["term"],
    )
    return made, codes.to_list(), names.to_list()
