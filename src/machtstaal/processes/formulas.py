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
    subject = trees.has_child(trees.among("rel", SUBJECT))
    marked = trees.has_child(trees.among("rel", ["mark"]))
    second = trees.among("rel", ["conj"]) & trees.among("upos", ["VERB"])  # *if you know it or guess it*
    found_in = np.zeros(len(trees), dtype=bool)
    for cls, (dependents, marked_only) in MEANING.items():
        real = trees.among("rel", dependents) | (trees.among("rel", marked_only) & marked) | second
        first, last = trees.child(real), trees.child(real, last=True)
        for words in map(str.split, lexicons.words_of(cls)):
            starts = _sequence(trees, words)
            if len(words) == 1:
                starts = starts[~subject[starts]]
            places = starts[:, None] + np.arange(len(words))
            earlier = (first[places] != NOWHERE) & (first[places] < starts[:, None])
            later = last[places] >= starts[:, None] + len(words)
            found_in[places[~(earlier | later).any(axis=1)]] = True
    return found_in


def _sequence(trees: Trees, words: list[str]) -> np.ndarray:
    """Rows of the first words of the places where `words` stand next to each other in one sentence."""
    low = trees.coded("low")
    codes = [low.place(word) for word in words]
    if None in codes:
        return np.array([], dtype=np.int64)
    starts = np.flatnonzero(low.codes == codes[0])
    starts = starts[starts + len(words) <= len(trees)]
    starts = starts[trees.first[starts] == trees.first[starts + len(words) - 1]]
    for offset, code in enumerate(codes[1:], start=1):
        starts = starts[low.codes[starts + offset] == code]
    return starts
