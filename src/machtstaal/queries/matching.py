"""Patterns put to all words of a corpus at once: every node and tie is one operation on arrays."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from machtstaal.coding import Coded, Labels, coded
from machtstaal.lexicons import Lexicons
from machtstaal.queries.syntax import Condition, Query, Tie
from machtstaal.trees import NOWHERE, Trees

COLUMNS = {"word": "low", "lemma": "stem", "upos": "upos", "xpos": "xpos", "feats": "feats"}
"""Attribute of a condition -> column of the trees' frame."""


@dataclass(frozen=True)
class Found:
    """Where a pattern holds.

    Attributes
    ----------
    here
        Booleans, shape (words,): the words that fit the first node.
    rows
        Name -> row of the word so named, `NOWHERE` where the pattern does not hold; shape (words,).
    """

    here: np.ndarray
    rows: Mapping[str, np.ndarray]


class View:
    """What patterns can ask of a corpus.

    Parameters
    ----------
    trees, lexicons
        The words, and the classes of words (``@class``).
    head, out, relation
        Heads with helper verbs folded into what they help, and for heads of clauses the word that the clause hangs on
        and its relation to it (`machtstaal.processes.clauses.Clauses`); each of shape (words,).
    kind, citation
        Kind of process and citation form of every word, length (words,).
    properties
        Property (for ``is:``) -> function that finds it out, booleans of shape (words,). Looked up once, when asked. A
        detector of the lexicons is a property too.
    """

    def __init__(
        self,
        trees: Trees,
        lexicons: Lexicons,
        head: np.ndarray | None = None,
        out: np.ndarray | None = None,
        relation: Coded | None = None,
        kind: Labels | None = None,
        citation: pl.Series | None = None,
        properties: Mapping[str, Callable[[], np.ndarray]] | None = None,
    ):
        self.trees, self.lexicons = trees, lexicons
        self.head = trees.head if head is None else head
        self.out = trees.head if out is None else out
        self.relation = trees.coded("deprel") if relation is None else relation
        self.kind = Labels(len(trees), "") if kind is None else kind
        self.citation = trees.frame["stem"] if citation is None else citation
        self._properties = dict(properties or {})
        self._known: dict[str, np.ndarray] = {}

    @cached_property
    def citations(self) -> Coded:
        """Citation forms as numbers."""
        return coded(self.citation)

    def holds(self, name: str) -> np.ndarray:
        """Words with a property, or found by any pattern of a detector; booleans, shape (words,)."""
        if name not in self._known:
            self._known[name] = self._find_out(name)
        return self._known[name].copy()

    def cited(self, cls: str) -> np.ndarray:
        """Words whose citation form is of a class of `words.tsv`; booleans, shape (words,)."""
        return self.citations.among(self.lexicons.words_of(cls))

    def tell(self, name: str, holds: np.ndarray) -> None:
        """Give the view a property that a rule has found out; booleans, shape (words,)."""
        self._known[name] = holds

    def row(self, detector: str, name: str) -> np.ndarray:
        """Row of the word called `name` by the first pattern of a detector that holds, else `NOWHERE`."""
        rows = np.full(len(self.trees), NOWHERE)
        for query in self._patterns(detector):
            rows = np.where(rows == NOWHERE, self.find(query).rows[name], rows)
        return rows

    def _find_out(self, name: str) -> np.ndarray:
        if name in self._properties:
            return self._properties[name]()
        here = np.zeros(len(self.trees), dtype=bool)
        for query in self._patterns(name):
            here |= self.find(query).here
        return here

    def _patterns(self, detector: str) -> Sequence[Query]:
        return self.lexicons.detectors[detector]

    def find(self, query: Query) -> Found:
        """Words that fit a pattern, and the words it names (of several, the first in the text)."""
        here = np.ones(len(self.trees), dtype=bool)
        for condition in query.conditions:
            here &= self._holds(condition)
        rows = {query.name: self.trees.row} if query.name else {}
        for tie in query.ties:
            other = self.find(tie.other)
            there = self._tied(tie, other.here)
            here &= (there == NOWHERE) == tie.denied
            rows |= {name: self.trees.at(there, found, NOWHERE) for name, found in other.rows.items()}
        return Found(here, {name: np.where(here, found, NOWHERE) for name, found in rows.items()})

    def _tied(self, tie: Tie, other: np.ndarray) -> np.ndarray:
        """Row of the first word among `other` that each word is so tied to, else `NOWHERE`."""
        trees = self.trees
        if tie.kind in (">", "=>"):
            return trees.child(other & self._dependent(tie), trees.head if tie.kind == ">" else self.head)
        if tie.kind in ("<", "<="):
            above = trees.head if tie.kind == "<" else self.out
            return np.where(self._dependent(tie) & trees.at(above, other, False), above, NOWHERE)
        step = 1 if tie.kind == "." else -1
        beside = np.clip(trees.row + step, 0, max(len(trees) - 1, 0))
        same = (trees.first[beside] == trees.first) & (beside != trees.row)
        return np.where(same & other[beside], beside, NOWHERE)

    def _dependent(self, tie: Tie) -> np.ndarray:
        """Words with one of a tie's relations to what is above them; in its clause, that of the outermost helper."""
        if not tie.relations:
            return np.ones(len(self.trees), dtype=bool)
        return self._chain(tie.relations) if tie.kind == "<=" else self._deprel(tie.relations)

    def _deprel(self, relations: Sequence[str]) -> np.ndarray:
        exact, plain = _by_subtype(relations)
        found = np.zeros(len(self.trees), dtype=bool)
        if exact:
            found |= self.trees.among("deprel", exact)
        if plain:
            found |= self.trees.among("rel", plain)
        return found

    def _chain(self, relations: Sequence[str]) -> np.ndarray:
        exact, plain = _by_subtype(relations)
        names = self.relation.names
        fits = names.is_in(exact) | names.str.split(":").list.first().is_in(plain)
        return fits.to_numpy().take(self.relation.codes)

    def _holds(self, condition: Condition) -> np.ndarray:
        if condition.attribute == "is":
            fits = np.zeros(len(self.trees), dtype=bool)
            for name in condition.values:
                fits |= self.holds(name)
        else:
            fits = self._text(condition)
        return ~fits if condition.denied else fits

    def _text(self, condition: Condition) -> np.ndarray:
        attribute, trees = condition.attribute, self.trees
        if attribute == "deprel":
            return self._deprel(condition.values)
        if attribute == "kind":
            return self.kind.among(condition.values)
        if condition.regular:
            return trees.matches(COLUMNS[attribute], condition.values[0])
        values = [word for value in condition.values for word in self._words(value)]
        if attribute == "citation":
            return self.citations.among(values)
        return trees.among(COLUMNS[attribute], values)

    def _words(self, value: str) -> list[str]:
        return self.lexicons.words_of(value[1:]) if value.startswith("@") else [value]


def _by_subtype(relations: Sequence[str]) -> tuple[list[str], list[str]]:
    """Relations to be met exactly, and those that stand for all their subtypes."""
    exact = [one.removesuffix(":") for one in relations if ":" in one]
    return exact, [one for one in relations if ":" not in one]
