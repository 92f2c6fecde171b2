"""Dependency trees as arrays: one row a word, and the few questions that every detector asks of them."""

from collections.abc import Callable, Iterable
from copy import copy

import numpy as np
import polars as pl

from machtstaal.coding import Coded, Labels, coded

NOWHERE = -1
"""Row number of what is not there (the head of a root, a missing child)."""


class Trees:
    """All sentences of a tokens table, addressed by row number.

    Parameters
    ----------
    tokens : pl.DataFrame
        Tokens table, sentences in order and words of a sentence in order (see `machtstaal.conllu.read`).

    Attributes
    ----------
    frame : pl.DataFrame
        The tokens, with ``low`` (lower-cased form), ``stem`` (lower-cased lemma without the marks that some
        treebanks put between the parts of a compound) and ``rel`` (the relation without its subtype).
    head : np.ndarray
        Row of each word's head, `NOWHERE` for roots; shape (words,).
    """

    def __init__(self, tokens: pl.DataFrame):
        form, deprel = coded(tokens["form"]), coded(tokens["deprel"])
        low, rel = form.renamed(form.names.str.to_lowercase()), _plain(deprel)
        self._coded = {"form": form, "deprel": deprel, "low": low, "rel": rel}
        self.frame = tokens.with_columns(low=low.texts(), stem=stems(tokens), rel=rel.texts())
        token = tokens["token"].to_numpy()
        head = tokens["head"].to_numpy()
        self.row = np.arange(len(tokens), dtype=np.int64)
        self.head = np.where(head == 0, NOWHERE, self.row - token + head)
        self.first = self.row - token + 1
        """Row of the first word of each word's sentence."""
        self._asked: dict[tuple, np.ndarray] = {}

    def __len__(self) -> int:
        return len(self.row)

    def among(self, column: str, values: Iterable[str]) -> np.ndarray:
        """Which words have one of `values` in `column`; booleans, shape (words,), not to be written to.

        Each question is answered once: detectors ask the same ones again and again.
        """
        values = tuple(values)
        return self._answer((column, values), lambda: self.coded(column).among(values))

    def matches(self, column: str, pattern: str) -> np.ndarray:
        """Which words have `column` matching a regular expression; booleans, shape (words,), not to be written to."""
        return self._answer((column, pattern), lambda: self.coded(column).matching(pattern))

    def _answer(self, question: tuple, find: Callable[[], np.ndarray]) -> np.ndarray:
        if question not in self._asked:
            self._asked[question] = find()
            self._asked[question].setflags(write=False)
        return self._asked[question]

    def coded(self, column: str) -> Coded:
        """A text column of the frame as numbers."""
        if column not in self._coded:
            self._coded[column] = coded(self.frame[column])
        return self._coded[column]

    def words(self, column: str, rows: np.ndarray) -> pl.Series:
        """Text of `column` at each of `rows`, empty where the row is `NOWHERE`."""
        found = self.frame[column].gather(np.where(rows == NOWHERE, 0, rows))
        return (
            found.to_frame()
            .select(pl.when(pl.Series(rows != NOWHERE)).then(column).otherwise(pl.lit("")))
            .to_series()
        )

    def rehung(self, head: np.ndarray, deprel: Labels) -> "Trees":
        """The same words in other trees: rows of their heads, and relations; both of length (words)."""
        other = copy(self)
        other.head = head
        relations = deprel.coded()
        rel = _plain(relations)
        other.frame = self.frame.with_columns(
            deprel=relations.texts(),
            rel=rel.texts(),
            head=np.where(head == NOWHERE, 0, head - self.first + 1),
        )
        changed = ("deprel", "rel", "head")
        other._coded = {name: found for name, found in self._coded.items() if name not in changed}
        other._coded |= {"deprel": relations, "rel": rel}
        other._asked = {key: found for key, found in self._asked.items() if key[0] not in changed}
        return other

    def at(self, rows: np.ndarray, values: np.ndarray, missing) -> np.ndarray:
        """`values` (of all words) at `rows`, and `missing` where the row is `NOWHERE`."""
        return np.append(values, np.array(missing, dtype=values.dtype)).take(rows)  # the last one is at -1

    def child(self, which: np.ndarray, head: np.ndarray | None = None, last: bool = False) -> np.ndarray:
        """First (or last) child among `which` of every word, else `NOWHERE`; shape (words,).

        Parameters
        ----------
        which
            Booleans, shape (words,): the words that count as children.
        head
            Another head array than the tree's own, e.g. with helper verbs folded into their main verb.
        """
        head = self.head if head is None else head
        children = np.flatnonzero(which)
        ordered = children if last else children[::-1]
        found = np.full(len(self) + 1, NOWHERE)  # roots are children of the place behind the last word
        found[head.take(ordered)] = ordered  # of several assignments to one place the last one stays
        return found[:-1]

    def has_child(self, which: np.ndarray, head: np.ndarray | None = None) -> np.ndarray:
        """Which words have a child among `which`; booleans, shape (words,)."""
        head = self.head if head is None else head
        found = np.zeros(len(self) + 1, dtype=bool)
        found[head.take(np.flatnonzero(which))] = True
        return found[:-1]

    def nearest(self, which: np.ndarray) -> np.ndarray:
        """Row of the nearest word among `which` on the way up to the root, itself included; else `NOWHERE`."""
        found = np.where(which, self.row, NOWHERE)
        climbing = np.flatnonzero(~which)
        up = self.head.take(climbing)
        while len(climbing):
            there = up != NOWHERE
            climbing, up = climbing[there], up[there]
            arrived = which.take(up)
            found[climbing[arrived]] = up[arrived]
            climbing, up = climbing[~arrived], self.head.take(up[~arrived])
        return found


def stems(tokens: pl.DataFrame) -> pl.Series:
    """Lower-cased lemma of every word, the parts of a compound joined as its form joins them.

    Some treebanks mark the parts and drop what stands between them (``volk_vertegenwoordiger`` of
    *volksvertegenwoordigers*). The form has it: all before the last part is taken from there, but for verbs
    (*op-ge-legd*).
    """
    keys = ["form", "lemma", "upos"]
    marked = tokens.select(keys).filter(pl.col("lemma").str.contains("_", literal=True))
    types = marked.unique(maintain_order=True)
    joined = [
        _joined("" if upos == "VERB" else form.lower(), lemma.lower())
        for form, lemma, upos in types.iter_rows()
    ]
    found = types.with_columns(stem=pl.Series(joined, dtype=pl.String))
    known = marked.join(found, on=keys, how="left", maintain_order="left")["stem"]
    plain = tokens["lemma"].str.to_lowercase()
    return plain.scatter(tokens["lemma"].str.contains("_", literal=True).arg_true(), known).alias("stem")


def _plain(relations: Coded) -> Coded:
    """Relations without their subtypes."""
    return relations.renamed(relations.names.str.split(":").list.first())


def _joined(form: str, lemma: str) -> str:
    """Join the parts of one lemma; without a form, just side by side.

    >>> _joined("volksvertegenwoordigers", "volk_vertegenwoordiger")
    'volksvertegenwoordiger'
    >>> _joined("", "op_leggen"), _joined("burgers", "burger"), _joined("_", "_")
    ('opleggen', 'burger', '_')
    """
    first, mark, last = lemma.rpartition("_")
    if not mark or not first or not last:
        return lemma
    at = form.rfind(last[:4]) if len(last) >= 4 else -1
    plain = first.replace("_", "")
    return form[:at] + last if at >= len(plain) and form.startswith(plain[:2]) else plain + last
