"""Fixed phrases of talk that are no process (*weet je*, *zeg maar*; *you know*, *thank you*)."""

import numpy as np

from machtstaal.lexicons import Lexicons
from machtstaal.processes.helpers import SUBJECT
from machtstaal.trees import NOWHERE, Trees

OF_CLAUSE = ["obj", "obl", "xcomp", "mark", "aux"]
MEANING = {
    "formula": ([*OF_CLAUSE, "ccomp"], []),
    "formula_before_clause": (OF_CLAUSE, ["ccomp"]),
    "thanks": (SUBJECT, []),
}
"""Class of formula -> what makes it a real clause: these dependents, and those only behind a conjunction."""


def inside(trees: Trees, lexicons: Lexicons) -> np.ndarray:
    """Words inside fixed formulas, unless they head a real clause; booleans, shape (words,).

    A formula of talk becomes a clause by an object or complement (*kijk naar de gemeente*, *you know the answer*),
    thanks by a subject (*ik dank u*). Some formulas open a sentence without *that* and stay what they are (*I mean
    we pay for it*).
    """
    rel = trees.frame["rel"]
    subject = trees.has_child(rel.is_in(SUBJECT).to_numpy())
    marked = trees.has_child(rel.is_in(["mark"]).to_numpy())
    second = rel.is_in(["conj"]).to_numpy() & trees.among("upos", ["VERB"])  # *if you know it or guess it*
    said = set(trees.frame["low"].unique())
    found_in = np.zeros(len(trees), dtype=bool)
    for cls, (dependents, marked_only) in MEANING.items():
        real = rel.is_in(dependents).to_numpy() | (rel.is_in(marked_only).to_numpy() & marked) | second
        for words in map(str.split, lexicons.words_of(cls)):
            if not said.issuperset(words):
                continue
            found = _sequence(trees, words) & ~_dependent_outside(trees, real, len(words))
            found &= ~(subject & (len(words) == 1))
            for offset in range(len(words)):
                found_in |= np.roll(found, offset)
    return found_in


def _dependent_outside(trees: Trees, which: np.ndarray, length: int) -> np.ndarray:
    """For each word, whether one of the `length` words from it on has a dependent among `which` outside of them."""
    first, last = trees.child(which), trees.child(which, last=True)
    before = np.where(first == NOWHERE, trees.row, first)
    outside = np.zeros(len(trees), dtype=bool)
    for offset in range(length):
        outside |= np.roll(before, -offset) < trees.row
        outside |= np.roll(last, -offset) >= trees.row + length
    return outside


def _sequence(trees: Trees, words: list[str]) -> np.ndarray:
    """First words of the places where `words` stand next to each other in one sentence; booleans, shape (words,)."""
    low, found = trees.frame["low"], np.ones(len(trees), dtype=bool)
    for offset, word in enumerate(words):
        found &= np.roll((low == word).to_numpy(), -offset)
        found &= np.roll(trees.first, -offset) == trees.first
    return found
