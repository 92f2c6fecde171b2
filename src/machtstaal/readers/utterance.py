"""What every reader hands back."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Utterance:
    """One stretch of speech by one speaker, as it stands in a file.

    ``place`` says where, in words for messages: ``line 12``, ``row 3``, ``cue 7``. Times are milliseconds.
    """

    speaker: str
    text: str
    place: str
    scenario: str | None = None
    turn: str | None = None
    start_ms: int | None = None
    end_ms: int | None = None


@dataclass(frozen=True)
class Transcript:
    """Utterances of one file in its order, and what a person should know about how they were read."""

    utterances: list[Utterance]
    warnings: list[str] = field(default_factory=list)


def merge(utterances: Iterable[Utterance]) -> list[Utterance]:
    """Consecutive pieces by one speaker as one utterance, from the start of the first to the end of the last.

    Subtitles and recognisers cut speech where the screen or a breath ends; a turn ends where another speaks.

    Examples
    --------
    >>> pieces = [Utterance("Anna", "ja maar", "cue 1", start_ms=0, end_ms=900),
    ...           Utterance("Anna", "dat weet ik", "cue 2", start_ms=900, end_ms=2000)]
    >>> merge(pieces)[0].text, merge(pieces)[0].end_ms
    ('ja maar dat weet ik', 2000)
    """
    merged: list[Utterance] = []
    for piece in utterances:
        if merged and merged[-1].speaker == piece.speaker:
            text = " ".join(part for part in (merged[-1].text, piece.text) if part)
            merged[-1] = replace(merged[-1], text=text, end_ms=piece.end_ms)
        else:
            merged.append(piece)
    return merged


def one_line(text: str) -> str:
    r"""Text with each run of white space, also of line ends, as a single space.

    Examples
    --------
    >>> one_line(" ja,\n  maar\u00a0dan ")
    'ja, maar dan'
    """
    return " ".join(text.split())
