"""What subtitle formats share: names in cues, and turns that run over many cues."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from machtstaal.problems import Problem
from machtstaal.readers.lines import Line, assemble
from machtstaal.readers.utterance import Transcript, merge

_DASH = re.compile(r"\s*[-–—]\s*(?!\s*-)")
_NAMED = re.compile(r"\s*[-–—]?\s*[^:]{1,40}:\s|\s*[-–—]?\s*[\[{]")


@dataclass(frozen=True)
class Cue:
    """One subtitle: its number, its times in milliseconds, its text without mark-up."""

    number: int
    start_ms: int
    end_ms: int
    text: str

    @property
    def place(self) -> str:
        """Where the cue stands, for messages."""
        return f"cue {self.number}"


def in_text(cues: Sequence[Cue], path: object, known: Set[str]) -> Transcript:
    """Utterances of subtitles that name speakers in their text, ``Anna: ja`` or ``[Anna] ja``.

    A cue without a name goes on with the speaker of the cue before, as in a text file.

    Raises
    ------
    Problem
        If nobody is named, or two persons speak in one cue without names.
    """
    lines = []
    for cue in cues:
        rows = [row for row in cue.text.split("\n") if row.strip()]
        dashed = [row for row in rows if _DASH.match(row)]
        if len(dashed) > 1 and not all(_NAMED.match(row) for row in dashed):
            raise Problem(
                f"{path}, {cue.place}: two speakers without names. Write '- Name: text' on each line."
            )
        for row in rows:
            text = _DASH.sub("", row, count=1) if _NAMED.match(row) else row
            lines.append(Line(text, cue.place, cue.start_ms, cue.end_ms))
    transcript = assemble(lines, path, known)
    return Transcript(merge(transcript.utterances), transcript.warnings)
