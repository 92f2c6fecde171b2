"""JSON of recognisers that tell speakers apart: WhisperX (``{"segments": [...]}``) or a list of segments."""

import json
import math
from collections.abc import Set
from pathlib import Path
from typing import Any

from machtstaal.problems import Problem
from machtstaal.readers import encoding
from machtstaal.readers.utterance import Transcript, Utterance, merge


def read(path: Path, known: Set[str] = frozenset()) -> Transcript:
    """Utterances of a recogniser's output, consecutive segments of one speaker merged.

    Parameters
    ----------
    path
        JSON with segments that have ``text`` and ``speaker``, and may have ``start`` and ``end`` in seconds.
    known
        Not needed here: each segment names its speaker.

    Raises
    ------
    Problem
        If the JSON is broken, or a segment has no speaker or no text.
    """
    text, warnings = encoding.read(path)
    try:
        content = json.loads(text)
    except json.JSONDecodeError as broken:
        raise Problem(
            f"{path}, line {broken.lineno}, column {broken.colno}: broken JSON ({broken.msg})."
        ) from None
    except RecursionError:
        raise Problem(f"{path}: broken JSON (nested too deep).") from None
    segments = content.get("segments") if isinstance(content, dict) else content
    if not isinstance(segments, list) or not segments:
        raise Problem(
            f"{path}: no segments. A transcript in JSON is a list of segments with 'speaker' and 'text', "
            "or has such a list under 'segments'."
        )
    turns = [_utterance(segment, number, path) for number, segment in enumerate(segments, 1)]
    return Transcript(merge(turn for turn in turns if turn.text), warnings)


def _utterance(segment: Any, number: int, path: Path) -> Utterance:
    place = f"{path}, segment {number}"
    if not isinstance(segment, dict) or not isinstance(segment.get("text"), str):
        raise Problem(
            f"{place}: no text. A segment has 'speaker' and 'text', and may have 'start' and 'end'."
        )
    text = segment["text"].strip()
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise Problem(
            f"{place}: half a character (a lone surrogate); write the JSON again as UTF-8."
        ) from None
    speaker = _speaker(segment)
    if text and not speaker:
        raise Problem(f"{place}: no speaker. Add \"speaker\" to the segment that says '{text[:40]}'.")
    start, end = (_milliseconds(segment.get(key), key, place) for key in ("start", "end"))
    return Utterance(speaker, text, f"segment {number}", start_ms=start, end_ms=end)


def _speaker(segment: dict[str, Any]) -> str:
    """Speaker of a segment; where it has none, the one speaker of all its words."""
    speaker = segment.get("speaker")
    if speaker is None and isinstance(segment.get("words"), list):
        voices = {word.get("speaker") for word in segment["words"] if isinstance(word, dict)}
        speaker = voices.pop() if len(voices) == 1 else None
    return "" if speaker is None else " ".join(str(speaker).split())


def _milliseconds(seconds: Any, key: str, place: str) -> int | None:
    if seconds is None:
        return None
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not math.isfinite(seconds):
        raise Problem(f"{place}: {key} {seconds!r} is no number of seconds.")
    return round(seconds * 1000)
