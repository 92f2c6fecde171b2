"""Rows of the study's sheets: tab-separated, or as a spreadsheet saves them (comma, semicolon)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from machtstaal.problems import Problem, hint, listed, nearest
from machtstaal.readers import encoding, table


@dataclass(frozen=True)
class Record:
    """One row of a sheet: its cells by column ("" where empty), and where it stands, for messages."""

    cells: dict[str, str]
    place: str

    def __getitem__(self, column: str) -> str:
        """Cell of a column, "" where it is empty or the sheet has no such column."""
        return self.cells.get(column, "")

    def needed(self, column: str) -> str:
        """Cell of a column that may not be empty.

        Raises
        ------
        Problem
            If it is empty.
        """
        if not self[column]:
            raise Problem(f"{self.place}: '{column}' is empty.")
        return self[column]


def read(path: Path, columns: Sequence[str], optional: Sequence[str] = ()) -> tuple[list[Record], list[str]]:
    """Rows of a sheet, with warnings about its encoding. Row 1 is the header; empty rows only count.

    Parameters
    ----------
    path
        The sheet.
    columns, optional
        Columns it must have, and those it may have.

    Raises
    ------
    Problem
        If the sheet cannot be read, a column is missing, or there is one that is not known.
    """
    text, warnings = encoding.read(path)
    rows = table.records(text, path)
    header = [cell.casefold() for cell in next(rows, (1, []))[1]]
    for column in columns:
        if column not in header:
            close = nearest(column, [name for name in header if name not in (*columns, *optional)])
            mend = f"'{close}' looks like it" if close else f"a sheet like this has {listed(columns)}"
            raise Problem(f"{path}, row 1: column '{column}' is missing; {mend}.")
    for name in header:
        if not name:
            raise Problem(f"{path}, row 1: a column has no name.")
        if name not in (*columns, *optional):
            raise Problem(
                f"{path}, row 1: unknown column '{name}'; "
                f"{hint(name, (*columns, *optional), 'known columns')}"
            )
        if header.count(name) > 1:
            raise Problem(f"{path}, row 1: column '{name}' stands there twice.")
    records = [
        Record(dict(zip(header, cells, strict=False)), f"{path}, row {number}") for number, cells in rows
    ]
    if not records:
        raise Problem(f"{path}: has a header and no rows.")
    return records, warnings
