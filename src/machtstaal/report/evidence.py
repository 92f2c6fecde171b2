"""What a number in the report counts, and the rows it leads to: one definition for both."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import polars as pl

from machtstaal.comparison.measures import Where, select
from machtstaal.report import derived
from machtstaal.report.blocks import Count
from machtstaal.report.inputs import ReportTables

OF = "-of"
"""Ending of the definition of what a measure is counted against."""
PLACE = ("group", "scenario", "speaker_code", "cluster", "language")


@dataclass(frozen=True)
class Definition:
    """Rows that a number counts: of `table`, those that match `where`; `label` says it in words."""

    table: str
    where: Where
    label: str


class Evidence:
    """Counts rows of a study and remembers what was counted, so that the page can be given those rows.

    Parameters
    ----------
    tables
        The study.

    Attributes
    ----------
    frames
        Table name to its rows: situated, and in the order of the talk.
    definitions
        Name to definition; every measure of the catalogue is one, and `{measure}-of` what it is counted against.
    used
        Names of the definitions that were used, with the columns their conditions are on.
    """

    def __init__(self, tables: ReportTables) -> None:
        self.tables = tables
        self.frames = {"turns": tables.analysed.join(tables.place_of_turn, on="turn", maintain_order="left")}
        for name in ("mentions", "processes", "participants", "forces"):
            self.frames[name] = self._ordered(tables.situated(name))
        self.frames["processes"] = derived.known(self.frames["processes"], tables.verbs)
        self.definitions: dict[str, Definition] = {"turns": Definition("turns", {}, "Turns")}
        for measure in tables.catalogue.measures:
            self.define(measure.measure, measure.table, measure.where, measure.label)
            if measure.per != "words":
                label = f"{measure.label}: all that it is a share of"
                self.define(measure.measure + OF, measure.table, measure.per, label)
        self.used: dict[str, set[str]] = {}
        self._counts: dict[tuple[str, ...], dict[tuple[str | None, ...], int]] = {}

    def add(self, name: str, frame: pl.DataFrame) -> None:
        """Add a table that is derived from the study's; it needs the columns of `PLACE` and turn."""
        self.frames[name] = self._ordered(frame)

    def define(self, name: str, table: str, where: Mapping[str, Any], label: str) -> None:
        """Name the rows of `table` that match `where`."""
        self.definitions[name] = Definition(table, dict(where), label)

    def rows(self, name: str, of: Mapping[str, Any] | None = None, **place: str | None) -> pl.DataFrame:
        """Rows of a definition that match further conditions, in the order of the talk."""
        definition = self.definitions[name]
        conditions = _conditions(of, place)
        matches = [
            pl.col(column).cast(pl.String).eq_missing(pl.lit(value, dtype=pl.String))
            for column, value in conditions
        ]
        return self.frames[definition.table].filter(select(definition.where), *matches)

    def count(
        self, name: str, of: Mapping[str, Any] | None = None, n: int | None = None, **place: str | None
    ) -> Count:
        """Count rows, and say under which key the page finds them again.

        Parameters
        ----------
        name
            A definition.
        of
            Column to the one value it has; None is the empty value.
        n
            The number that another table gives for the same thing.
        place
            group, scenario, speaker_code, cluster or language; None is anywhere.

        Raises
        ------
        ValueError
            If `n` is not what is counted: the tables are of different runs, or a definition is wrong. A report is
            not made with a number that its quotes do not bear out.
        """
        conditions = _conditions(of, place)
        columns = tuple(column for column, _ in conditions)
        counted = self._counted(name, columns).get(tuple(value for _, value in conditions), 0)
        if n is not None and n != counted:
            said = ", ".join(f"{column} {value}" for column, value in conditions) or "everything"
            raise ValueError(f"'{name}' of {said} is {n} in its table, but {counted} rows are behind it")
        self.used.setdefault(name, set()).update(columns)
        return Count(counted, key(name, conditions))

    def _counted(self, name: str, columns: tuple[str, ...]) -> dict[tuple[str | None, ...], int]:
        cache = (name, *columns)
        if cache not in self._counts:
            definition = self.definitions[name]
            frame = self.frames[definition.table].filter(select(definition.where))
            if columns:
                groups = frame.group_by([pl.col(column).cast(pl.String) for column in columns]).len()
                self._counts[cache] = {row[:-1]: row[-1] for row in groups.iter_rows()}
            else:
                self._counts[cache] = {(): frame.height}
        return self._counts[cache]

    def _ordered(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Rows in the order of the talk, with the place of their turn."""
        at = next((column for column in derived.POSITION if column in frame.columns), None)
        frame = frame.join(self.tables.place_of_turn, on="turn", maintain_order="left")
        return frame.sort("place", *([at] if at else []), maintain_order=True)


def key(name: str, conditions: list[tuple[str, str | None]]) -> str:
    """Key of a definition's rows under further conditions: how a button and a web address name them.

    Examples
    --------
    >>> key("activation", [("actor", "big_tech"), ("group", "citizen")])
    'activation?actor=big_tech&group=citizen'
    >>> key("turns", [])
    'turns'
    """
    query = urlencode([(column, value if value is not None else "") for column, value in conditions])
    return f"{name}?{query}" if query else name


def _conditions(
    of: Mapping[str, Any] | None, place: Mapping[str, str | None]
) -> list[tuple[str, str | None]]:
    """Conditions as texts: those of `of`, then those places that are given, in a fixed order."""
    unknown = set(place) - set(PLACE)
    if unknown:
        raise TypeError(f"no such place: {sorted(unknown)[0]}")
    named = [(column, _text(value)) for column, value in (of or {}).items()]
    return named + [(column, _text(place[column])) for column in PLACE if place.get(column) is not None]


def _text(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else str(value).lower()
