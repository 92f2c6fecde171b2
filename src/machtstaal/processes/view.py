"""What the dependency patterns (`detectors.tsv`) can ask of processes."""

import numpy as np
import polars as pl

from machtstaal.lexicons import Lexicons
from machtstaal.processes.clauses import Clauses
from machtstaal.processes.forms import infinitival, past_participle
from machtstaal.queries.matching import View
from machtstaal.trees import NOWHERE, Trees


def of_words(trees: Trees, lexicons: Lexicons, citation: pl.Series) -> View:
    """View of the words alone, before any process is known."""
    return View(trees, lexicons, citation=citation)


def of_clauses(
    trees: Trees, lexicons: Lexicons, citation: pl.Series, clauses: Clauses, animate: np.ndarray
) -> View:
    """View of words and clauses; what is found out later is told to it (`View.tell`).

    Parameters
    ----------
    citation
        Citation form of every word.
    animate
        Booleans, shape (words,): mentions of people and institutions.
    """
    helper = clauses.anchor != trees.row
    return View(
        trees,
        lexicons,
        citation=citation,
        head=clauses.head,
        out=clauses.out,
        relation=clauses.relation,
        kind=clauses.kind,
        properties={
            "past_participle": lambda: past_participle(trees),
            "infinitive_form": lambda: infinitival(trees),
            "infinitive": lambda: infinitival(trees, clauses.head),
            "helper": lambda: helper,
            "helped": lambda: trees.at(trees.head, clauses.anchor, NOWHERE) == trees.row,
            "behind_governor": lambda: (clauses.out != NOWHERE) & (trees.row > clauses.out),
            "animate": lambda: animate,
        },
    )
