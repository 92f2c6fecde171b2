"""Polarity of a process: what is denied."""

import numpy as np

from machtstaal.queries.matching import View


def negated(view: View) -> np.ndarray:
    """Which processes are denied: a negator is a dependent of the clause, or determines one of its phrases.

    *Niet alleen* and its like deny nothing and are left out. Event nouns are never denied. Booleans, shape (words,).
    """
    return view.holds("negated")
