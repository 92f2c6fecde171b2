"""What stands before a colon: a speaker, running text, or a case for the researcher to decide.

In ``Anna: dat klopt`` the words before the colon name a speaker, in ``Ik zeg het zo: dat kan niet`` they do
not. A label is a speaker when the study lists it, when its form leaves no doubt (``S00``, ``Spreker 1``,
``Jan de Vries``) or when it stands before a colon more than once. It is running text when it holds a pronoun
or a verb (``zei ze``) or is a word that opens a sentence (``Kijk``). Words that stand above a transcript or a
part of it (``Datum``, ``Scenario 2``) and anything else are never guessed. The words are in ``labels.tsv``.
"""

import csv
import re
from collections.abc import Set
from enum import Enum
from functools import cache
from importlib.resources import files

MAX_CHARACTERS = 40
MAX_WORDS = 5
_NUMBERED = re.compile(r"([^\W\d_]+)[ _-]?#?\d{1,3}[a-z]?")
_NOTE = re.compile(r"\s*\([^()]*\)$")
_WRAPPERS = ' \t\u00a0*_[]{}<>"“”„'
_BULLETS = "-–—•>·# \t"


class Verdict(Enum):
    """What the words before a colon are."""

    SPEAKER = "speaker"
    TEXT = "text"
    HEADING = "heading"
    UNCLEAR = "unclear"


@cache
def words(kind: str) -> frozenset[str]:
    """Words of one kind in ``labels.tsv``, in lower case.

    Examples
    --------
    >>> "mevrouw" in words("title")
    True
    """
    with files("machtstaal.readers").joinpath("labels.tsv").open(encoding="utf-8") as table:
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        return frozenset(word for row in rows if row["kind"] == kind for word in row["words"].split())


def tidy(label: str) -> str:
    """Label without the marks around it, with single spaces.

    Examples
    --------
    >>> tidy("**[Anna  de Wit]**"), tidy("- Spreker 1")
    ('Anna de Wit', 'Spreker 1')
    """
    return " ".join(label.lstrip(_BULLETS).strip(_WRAPPERS).split())


def base(label: str) -> str:
    """Label without the note behind it.

    Examples
    --------
    >>> base("Deelnemer 3 (vrouw)")
    'Deelnemer 3'
    """
    return _NOTE.sub("", label)


def fits(label: str) -> bool:
    """Whether a label can be one at all: short, with a letter, without the punctuation of sentences."""
    tokens = label.split()
    return (
        0 < len(label) <= MAX_CHARACTERS
        and len(tokens) <= MAX_WORDS
        and any(character.isalpha() for character in label)
        and not re.search(r"[!?;,…|=\"“”„«»]", label)
        and not any(token.endswith(".") and not _abbreviated(token) for token in tokens)
    )


def verdict(
    label: str, count: int, known: Set[str] = frozenset(), lowercase: Set[str] = frozenset()
) -> Verdict:
    """Whether the words before a colon name a speaker.

    Parameters
    ----------
    label
        The words, as `tidy` leaves them.
    count
        Lines of the file that begin with this label.
    known
        Labels that the study lists.
    lowercase
        Words that stand in lower case in the file: what is a common word there is doubtful as a name.

    Examples
    --------
    >>> [verdict(label, 1).value for label in ("S00", "Jan de Vries", "Ik zeg het zo", "Datum", "oudere man")]
    ['speaker', 'speaker', 'text', 'heading', 'unclear']
    >>> verdict("oudere man", 2).value
    'speaker'
    """
    if label in known:
        return Verdict.SPEAKER
    if not fits(label):
        return Verdict.TEXT
    name = base(label)
    tokens = name.casefold().split() or [""]
    numbered = _NUMBERED.fullmatch(name)
    first = numbered[1].casefold() if numbered else tokens[0]
    if first in words("heading") or (first in words("question") and (count == 1 or numbered)):
        return Verdict.HEADING
    if numbered:
        return Verdict.SPEAKER
    if len(tokens) == 1 and tokens[0] in words("speech"):
        return Verdict.TEXT
    named = _named(name)
    if len(tokens) > 1 and not named and (set(tokens) & words("clause") or tokens[0] in words("speech")):
        return Verdict.TEXT
    common = len(tokens) == 1 and tokens[0] in lowercase
    return Verdict.SPEAKER if count > 1 or (named and not common) else Verdict.UNCLEAR


def spoken(label: str, found: Verdict, known: Set[str]) -> Verdict:
    """Verdict on a label between brackets, where transcribers also write sounds: ``[lacht]``, ``[Muziek]``.

    Examples
    --------
    >>> spoken("Gelach", Verdict.SPEAKER, set()).value, spoken("Anna", Verdict.SPEAKER, set()).value
    ('text', 'speaker')
    """
    if label in known or _NUMBERED.fullmatch(base(label)):
        return found
    heard = label.islower() or label.split()[0].casefold() in words("sound")
    return Verdict.TEXT if heard else found


def _abbreviated(token: str) -> bool:
    """Whether a full stop belongs to the word: a title or an initial."""
    return token.casefold() in words("title") | words("heading") or len(token.replace(".", "")) <= 2


def _named(name: str) -> bool:
    """Whether all words look like parts of a name: capitals, numbers, titles, and particles between them."""
    tokens = name.split()
    proper = [
        token[0].isupper() or token[0].isdigit() or token.casefold() in words("title") for token in tokens
    ]
    small = [token in words("particle") for token in tokens]
    return any(proper) and proper[-1] and all(a or b for a, b in zip(proper, small, strict=True))
