"""Tables: CSV or TSV with columns speaker and text, and optional turn, scenario, start and end."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Set
from pathlib import Path

from machtstaal.problems import Problem, listed
from machtstaal.readers import columns, encoding, stamps
from machtstaal.readers.utterance import Transcript, Utterance

DELIMITERS = ("\t", ",", ";")
MAX_CELL = 2**31 - 1  # characters; the default of 131,072 is less than an hour of one speaker


def read(path: Path, known: Set[str] = frozenset()) -> Transcript:
    """Utterances of a table, one a row; the delimiter (comma, semicolon or tab) is found in the header.

    Parameters
    ----------
    path
        A .csv or .tsv file. Row numbers in messages count the header as row 1.
    known
        Not needed here: the column names the speaker.

    Raises
    ------
    Problem
        If a column is missing, a speaker is empty, a time is none, or the rows cannot be told apart.
    """
    text, warnings = encoding.read(path)
    rows = records(text, path)
    header = next(rows, (1, []))[1]
    places = columns.find(header)
    missing = [name for name in ("speaker", "text") if name not in places]
    if missing:
        raise Problem(
            f"{path}, row 1: no column {listed(missing, last='or')}; the columns are {listed(header)}. "
            "A transcript needs the columns 'speaker' and 'text'."
        )
    unknown = [name for place, name in enumerate(header) if name and place not in places.values()]
    if unknown:
        warnings.append(f"{path}, row 1: not used: {listed(unknown)}.")
    turns = []
    for number, cells in rows:
        if len(cells) <= max(places["speaker"], places["text"]):
            raise Problem(
                f"{path}, row {number}: has {len(cells)} of the {len(header)} cells that the header names; "
                "put text that runs over several lines between quotation marks."
            )
        filled = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
        turns.append(_utterance(filled, f"{path}, row {number}", number))
    if not turns:
        raise Problem(f"{path}: has a header and no rows.")
    repeated = [
        turn for turn, count in Counter(turn.turn for turn in turns if turn.turn).items() if count > 1
    ]
    if repeated:
        numbers = [turn.place for turn in turns if turn.turn == repeated[0]]
        raise Problem(f"{path}, {numbers[1]}: turn '{repeated[0]}' stands in {numbers[0]} already.")
    return Transcript(turns, warnings)


def records(text: str, path: object) -> Iterator[tuple[int, list[str]]]:
    r"""Rows of a delimited text that hold something, with their number: the header, then cells under it.

    Yields
    ------
    number, cells
        The row's number, counting all rows from 1, and its cells, not more than the header has.

    Raises
    ------
    Problem
        If a row has more cells than the header, or a quotation mark is not closed.

    Examples
    --------
    >>> list(records("speaker;text\nAnna;ja, maar\n", "a.csv"))
    [(1, ['speaker', 'text']), (2, ['Anna', 'ja, maar'])]
    """
    csv.field_size_limit(MAX_CELL)
    delimiter = _delimiter(text)
    width = 0
    number = 0
    # A quotation mark has a meaning only where it opens a cell; elsewhere it is a character like others.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, row in enumerate(reader, 1):
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if not width:
                while cells and not cells[-1]:  # spreadsheets leave empty columns behind
                    cells.pop()
                width = len(cells)
            elif len(cells) > width and any(cells[width:]):
                raise Problem(
                    f"{path}, row {number}: {len(cells)} cells where the header has {width}; "
                    f"put text that holds {_named(delimiter)} between quotation marks."
                )
            yield number, cells[:width]
    except csv.Error:
        raise Problem(
            f"{path}, row {number + 1}: a quotation mark opens a cell but does not close it rightly; "
            'write a quotation mark inside a cell twice ("").'
        ) from None


def _delimiter(text: str) -> str:
    """Delimiter that cuts the header in most columns."""
    header = re.sub(r'"[^"]*"', "", text.lstrip().partition("\n")[0])
    return max(DELIMITERS, key=header.count)


def _named(delimiter: str) -> str:
    return {"\t": "a tab", ",": "a comma", ";": "a semicolon"}[delimiter]


def _utterance(cells: dict[str, str], place: str, number: int) -> Utterance:
    speaker = " ".join(cells["speaker"].rstrip(": ").split())
    if not speaker:
        raise Problem(f"{place}: no speaker. Name who says '{_short(cells['text'])}'.")
    if "turn" in cells and not cells["turn"]:
        raise Problem(f"{place}: no turn. Number all turns, or leave the column 'turn' out.")
    start, end = _time(cells.get("start", ""), "start", place), _time(cells.get("end", ""), "end", place)
    if start is not None and end is not None and end < start:
        raise Problem(f"{place}: end ({cells['end']}) is before start ({cells['start']}).")
    return Utterance(
        speaker,
        cells["text"],
        f"row {number}",
        scenario=cells.get("scenario") or None,
        turn=cells.get("turn") or None,
        start_ms=start,
        end_ms=end,
    )


def _time(cell: str, column: str, place: str) -> int | None:
    if not cell:
        return None
    try:
        return stamps.seconds_or_clock(cell)
    except ValueError:
        raise Problem(f"{place}: {column} '{cell}' is no time; write seconds (12.5) or hh:mm:ss.") from None


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:37].rstrip()}..."
