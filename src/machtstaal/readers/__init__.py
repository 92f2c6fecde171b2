"""Readers of transcripts, one small module a format, chosen by the suffix of the file."""

from collections.abc import Callable, Set
from pathlib import Path

from machtstaal.problems import Problem, listed
from machtstaal.readers.utterance import Transcript, Utterance

__all__ = ["SUFFIXES", "Transcript", "Utterance", "read"]

SUFFIXES = (".txt", ".csv", ".tsv", ".docx", ".vtt", ".srt", ".json")


def read(path: Path, known: Set[str] = frozenset()) -> Transcript:
    """Utterances of a transcript in any of the formats.

    Parameters
    ----------
    path
        File of the transcript.
    known
        Speaker labels that the study lists for it; they are speakers also where their form leaves doubt.

    Raises
    ------
    Problem
        If the format is not known, or the file does not say who says what.
    """
    path = Path(path)
    if path.suffix.lower() not in SUFFIXES:
        raise Problem(
            f"{path}: '{path.suffix}' is not a format for transcripts; use {listed(SUFFIXES, last='or')}."
        )
    return _reader(path.suffix.lower())(path, known)


def _reader(suffix: str) -> Callable[[Path, Set[str]], Transcript]:
    """Reader of a format. Its library is loaded only by the studies that use the format."""
    match suffix:
        case ".txt":
            from machtstaal.readers.txt import read
        case ".csv" | ".tsv":
            from machtstaal.readers.table import read
        case ".docx":
            from machtstaal.readers.docx import read
        case ".vtt":
            from machtstaal.readers.vtt import read
        case ".srt":
            from machtstaal.readers.srt import read
        case ".json":
            from machtstaal.readers.asr import read
    return read
