"""Columns of a transcript kept as a table, in a file or in a Word document."""

from collections.abc import Sequence

NAMES = {
    "speaker": ("speaker", "spreker", "naam", "name", "wie", "who", "deelnemer", "participant"),
    "text": ("text", "tekst", "uitspraak", "utterance", "transcript", "transcriptie", "content", "inhoud"),
    "turn": ("turn", "beurt"),
    "scenario": ("scenario",),
    "start": ("start", "begin", "starttijd", "tijd", "time"),
    "end": ("end", "einde", "eind", "eindtijd", "stop"),
}


def find(header: Sequence[str]) -> dict[str, int]:
    """Position of each column that a transcript can have; our own names go before other words for the same.

    Examples
    --------
    >>> find(["Tijd", "Spreker", "Tekst", "Codes"])
    {'speaker': 1, 'text': 2, 'start': 0}
    """
    cells = [" ".join(cell.split()).casefold() for cell in header]
    found = {}
    for column, names in NAMES.items():
        for name in names:
            if name in cells:
                found[column] = cells.index(name)
                break
    return found
