"""Texts of words as numbers: each distinct text is looked at once, and words are compared by number."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl


@dataclass(frozen=True)
class Coded:
    """A text column as numbers: the distinct texts, and for each word the place of its text among them."""

    names: pl.Series
    codes: np.ndarray

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.names.to_list())}

    def among(self, values: Iterable[str]) -> np.ndarray:
        """Which words have one of `values`; booleans, shape (words,)."""
        places = [place for value in values if (place := self._places.get(value)) is not None]
        if len(places) == 1:
            return self.codes == places[0]
        wanted = np.zeros(len(self.names), dtype=bool)
        wanted[places] = True
        return wanted.take(self.codes) if places else np.zeros(len(self.codes), dtype=bool)

    def place(self, value: str) -> int | None:
        """Number of a text, None where no word has it."""
        return self._places.get(value)

    def matching(self, pattern: str) -> np.ndarray:
        """Which words match a regular expression; booleans, shape (words,)."""
        return self.names.str.contains(pattern).to_numpy().take(self.codes)

    def renamed(self, names: pl.Series) -> "Coded":
        """The same words with another text in the place of each distinct one."""
        found = coded(names)
        return Coded(found.names, found.codes.take(self.codes))

    def texts(self) -> pl.Series:
        """Text of every word."""
        return self.names.gather(self.codes)


def coded(column: pl.Series) -> Coded:
    """The column with each distinct text looked at once; nulls become empty text.

    Questions put to the distinct texts and answered by number are many times faster than to every word.

    >>> found = coded(pl.Series(["de", "app", "de"]))
    >>> found.among(["de"]).tolist(), found.matching("^a").tolist()
    ([True, False, True], [False, True, False])
    """
    column = column.fill_null("")
    names = column.unique(maintain_order=True)
    return Coded(names, column.cast(pl.Enum(names)).to_physical().to_numpy())


class Labels:
    """A label for each word, while rules decide on it: few distinct texts, kept as numbers.

    Parameters
    ----------
    length
        Words.
    default
        Label of all of them at first; None stands for no label.

    Examples
    --------
    >>> labels = Labels(3, None)
    >>> labels[np.array([True, False, True])] = "passive"
    >>> labels.at(np.array([0, 1])).to_list(), labels.among(["passive", None]).tolist()
    (['passive', None], [True, True, True])
    """

    def __init__(self, length: int, default: str | None):
        self._names: list[str | None] = [default]
        self._codes = np.zeros(length, dtype=np.int16)

    @classmethod
    def of(cls, column: Coded) -> "Labels":
        """Labels that are a column's texts, to be changed."""
        labels = cls(0, None)
        labels._names, labels._codes = column.names.to_list(), column.codes.astype(np.int16)
        return labels

    def __len__(self) -> int:
        return len(self._codes)

    def copy(self) -> "Labels":
        """The same labels, to be changed by themselves."""
        other = Labels(0, None)
        other._names, other._codes = list(self._names), self._codes.copy()
        return other

    def __setitem__(self, which: np.ndarray, label: str | None) -> None:
        """Give one label to the words `which` (booleans of shape (words,), or rows)."""
        code = self._number(label)
        if which.dtype == bool:
            np.copyto(self._codes, code, where=which)
        else:
            self._codes[which] = code

    def put(self, rows: np.ndarray, labels: pl.Series) -> None:
        """Give the words at `rows` a label each; nulls are no label."""
        names = labels.unique(maintain_order=True)
        numbers = pl.Series([self._number(name) for name in names.to_list()], dtype=pl.Int16)
        each = labels.replace_strict(names, numbers, return_dtype=pl.Int16) if len(names) else numbers
        self._codes[rows] = each.to_numpy()

    def pass_on(self, source: np.ndarray, to: np.ndarray) -> None:
        """Give the words at `to` the labels of those at `source`, row by row."""
        self._codes[to] = self._codes[source]

    def among(self, labels: Iterable[str | None]) -> np.ndarray:
        """Which words have one of `labels`; booleans, shape (words,)."""
        found = np.zeros(len(self), dtype=bool)
        for label in labels:
            if label in self._names:
                found |= self._codes == self._names.index(label)
        return found

    def at(self, rows: np.ndarray) -> pl.Series:
        """Labels of the words at `rows`, null where there is none or where the row is negative (nowhere)."""
        names = pl.Series([*self._names, None], dtype=pl.String)
        return names.gather(np.where(rows < 0, len(self._names), self._codes[rows]))

    def coded(self) -> Coded:
        """The labels as a column of texts; no word may be without one."""
        return Coded(pl.Series(self._names, dtype=pl.String), self._codes)

    def _number(self, label: str | None) -> int:
        if label not in self._names:
            self._names.append(label)
        return self._names.index(label)
