"""Constructed talk in which it is known whether there are clusters: to measure how often they are found."""

from typing import Literal

import numpy as np
import polars as pl
from scipy import sparse

from machtstaal.clusters.features import Block, Blocks

Structure = Literal["planted", "idiolects"]

COMMON, OWN = 100, 12
"""Words that all use, and words of one way of talking (or of one speaker)."""
ACTORS, PROCESSES, MODALITIES = 6, 5, 3


def talk(
    n_units: int,
    ways: int,
    own: float = 0.5,
    *,
    frames: float = 0.0,
    n_speakers: int = 20,
    structure: Structure = "planted",
    seed: int = 0,
) -> tuple[Blocks, pl.DataFrame, np.ndarray]:
    """Make turns of 8 to 29 content words in so many ways of talking.

    Parameters
    ----------
    n_units, n_speakers
        Turns and speakers; each turn is of a random speaker.
    ways
        Ways of talking; turn i has way i mod `ways`.
    own
        Share of the words of a turn that come from the vocabulary of its way; the others are common to all.
    frames
        Share of mentions, processes and positions of power that are those of the way, too.
    structure
        `planted`: ways are shared by all speakers. `idiolects`: the words of its own are those of the speaker, and
        there are no ways; mentions and processes are alike for all.
    seed
        Seed.

    Returns
    -------
    blocks : dict of str to Block
        As of `features.count`.
    units : polars.DataFrame
        unit, speaker_code.
    way : numpy.ndarray
        Way of each turn, from 0.
    """
    rng = np.random.default_rng(seed)
    way = np.arange(n_units) % ways
    speaker = rng.integers(0, n_speakers, n_units)
    vocabulary = speaker if structure == "idiolects" else way
    words = np.zeros((n_units, COMMON + OWN * (vocabulary.max() + 1)))
    for row, mine in enumerate(vocabulary):
        length = rng.integers(8, 30)
        special = rng.random(length) < own
        special_words = COMMON + OWN * mine + rng.integers(0, OWN, length)
        np.add.at(words[row], np.where(special, special_words, rng.integers(0, COMMON, length)), 1)
    shift = frames if structure == "planted" else 0.0

    def drawn(n: int, shares: np.ndarray) -> np.ndarray:
        mine = np.eye(len(shares))[way % len(shares)]
        return np.array([rng.multinomial(n, row) for row in (1 - shift) * shares + shift * mine])

    counts = {
        "lemma": words,
        "actor": drawn(4, np.full(ACTORS, 1 / ACTORS)),
        "process": drawn(5, np.full(PROCESSES, 1 / PROCESSES)),
        "modality": drawn(5, np.array([0.7, 0.2, 0.1])),
        "power": drawn(2, np.full(ACTORS, 1 / ACTORS)),
    }
    blocks = {
        kind: Block(sparse.csr_array(table.astype(float)), tuple(f"{kind}{c}" for c in range(table.shape[1])))
        for kind, table in counts.items()
    }
    units = pl.DataFrame(
        {
            "unit": [f"t-{row:04}" for row in range(n_units)],
            "speaker_code": [f"C{number:02}" for number in speaker],
        }
    )
    return blocks, units, way
