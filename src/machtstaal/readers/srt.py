"""SubRip subtitles: ``Name: text`` or ``[Name] text`` in the cues."""

import re
from collections.abc import Set
from datetime import timedelta
from pathlib import Path

import srt

from machtstaal.problems import Problem
from machtstaal.readers import encoding, subtitles
from machtstaal.readers.subtitles import Cue
from machtstaal.readers.utterance import Transcript

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|\{\\[^{}]{0,200}\}")
_MILLISECOND = timedelta(milliseconds=1)


def read(path: Path, known: Set[str] = frozenset()) -> Transcript:
    """Utterances of a SubRip file, consecutive cues of one speaker merged.

    Raises
    ------
    Problem
        If a cue cannot be read, or nobody is named.
    """
    text, warnings = encoding.read(path)
    try:
        parsed = list(srt.parse(text))
    except srt.SRTParseError as broken:
        line = text.count("\n", 0, broken.expected_start) + 1
        raise Problem(
            f"{path}, line {line}: is no subtitle; write a number, 00:00:01,000 --> 00:00:02,000, "
            "and the text, each on its own line."
        ) from None
    cues = [
        Cue(
            cue.index or number,
            cue.start // _MILLISECOND,
            cue.end // _MILLISECOND,
            _MARKUP.sub("", cue.content),
        )
        for number, cue in enumerate(parsed, 1)
    ]
    transcript = subtitles.in_text(cues, path, known)
    return Transcript(transcript.utterances, warnings + transcript.warnings)
