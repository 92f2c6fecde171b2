"""Plain text: ``Speaker: text``, or what noScribe, Word Online, Otter and Amberscript save as text."""

import re
from collections.abc import Set
from pathlib import Path

from machtstaal.readers import encoding
from machtstaal.readers.lines import Line, assemble
from machtstaal.readers.utterance import Transcript

_BREAKS = re.compile("[\n\x0b\x0c\u2028\u2029]")  # Word writes a soft return as \x0b, a page break as \x0c
_PREAMBLE = 12  # lines within which noScribe describes itself


def read(path: Path, known: Set[str] = frozenset()) -> Transcript:
    """Utterances of a text file; how speakers are found is told in `machtstaal.readers.lines`.

    Raises
    ------
    Problem
        If the file is not text, nobody is named, or it is unclear whether a label is a speaker.
    """
    text, warnings = encoding.read(path)
    rows = _BREAKS.split(text)
    skipped = _description(rows)
    if skipped:
        warnings.append(f"{path}, lines 1 to {skipped}: noScribe's description was left out.")
    lines = [Line(row, f"line {number}") for number, row in enumerate(rows, 1) if number > skipped]
    transcript = assemble(lines, path, known)
    return Transcript(transcript.utterances, warnings + transcript.warnings)


def _description(rows: list[str]) -> int:
    """Lines that noScribe opens a file with: a title, and ``Transcribed with noScribe vers. ...``."""
    for number, row in enumerate(rows[:_PREAMBLE]):
        if "noScribe vers." in row:
            return next((i for i, below in enumerate(rows[number:], number) if not below.strip()), number + 1)
    return 0
