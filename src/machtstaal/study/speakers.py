"""Who takes part for whom: the optional sheet of speakers, and the rules where it is silent."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from machtstaal.problems import Problem, hint, listed, nearest
from machtstaal.study import cells
from machtstaal.study.sheet import Row, check_group

COLUMNS = ("speaker", "group")
OPTIONAL = ("transcript", "role")
ROLES = ("participant", "facilitator")


@dataclass(frozen=True)
class Entry:
    """One row of the sheet of speakers. ``transcript`` is None where it holds for the whole study."""

    speaker: str
    group: str | None
    role: str | None
    transcript: str | None
    place: str


@dataclass(frozen=True)
class Roster:
    """All that a study says about its speakers.

    ``facilitators`` are the labels that the config names as such; ``path`` is the sheet, None without one.
    """

    entries: tuple[Entry, ...] = ()
    facilitators: tuple[str, ...] = ()
    exclude_facilitators: bool = True
    path: Path | None = None
    _by_label: dict[tuple[str | None, str], Entry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the entries by transcript and label."""
        index = {(entry.transcript, entry.speaker): entry for entry in self.entries}
        object.__setattr__(self, "_by_label", index)

    def find(self, transcript: str, speaker: str) -> Entry | None:
        """Entry of a speaker: the one of this transcript, else the one of the whole study."""
        return self._by_label.get((transcript, speaker)) or self._by_label.get((None, speaker))

    def labels(self, transcript: str) -> frozenset[str]:
        """Labels that the study lists for a transcript."""
        listed_here = (entry.speaker for entry in self.entries if entry.transcript in (None, transcript))
        return frozenset((*listed_here, *self.facilitators))

    def role(self, transcript: str, speaker: str) -> str:
        """Role of a speaker by the sheet of speakers, else by the config's facilitators, else participant."""
        entry = self.find(transcript, speaker)
        if entry is not None and entry.role is not None:
            return entry.role
        leads = speaker.casefold() in {label.casefold() for label in self.facilitators}
        return "facilitator" if leads else "participant"

    def group(self, row: Row, speaker: str, place: str) -> str | None:
        """Group of a speaker: by the sheet of speakers, else by the sheet of transcripts; never guessed.

        None only for a facilitator who is left out of the analysis.

        Parameters
        ----------
        row
            The transcript.
        speaker
            Label in the transcript.
        place
            Where the speaker speaks first, for messages.

        Raises
        ------
        Problem
            If neither sheet tells.
        """
        entry = self.find(row.transcript, speaker)
        group = entry.group if entry is not None and entry.group else row.group
        if group is not None or (
            self.exclude_facilitators and self.role(row.transcript, speaker) == "facilitator"
        ):
            return group
        if self.path is None:
            mend = "the config names no sheet of speakers"
        elif entry is not None:
            mend = f"nor has {entry.place}"
        else:
            close = nearest(speaker, self.labels(row.transcript))
            mend = f"{self.path} does not list '{speaker}'{f' (but {close!r})' if close else ''}"
        raise Problem(f"{place}: '{speaker}' has no group; {row.place} has none, and {mend}.")

    def silent(self, spoke: Iterable[tuple[str, str]]) -> list[str]:
        """Warnings about speakers that the study lists but that never speak.

        Parameters
        ----------
        spoke
            Pairs of transcript and label that have a turn.
        """
        pairs = set(spoke)
        everywhere = {label for _, label in pairs}
        warnings = [
            f"{entry.place}: '{entry.speaker}' never speaks"
            + (f" in transcript '{entry.transcript}'." if entry.transcript else ".")
            for entry in self.entries
            if (entry.transcript is None and entry.speaker not in everywhere)
            or (entry.transcript is not None and (entry.transcript, entry.speaker) not in pairs)
        ]
        folded = {label.casefold() for label in everywhere}
        absent = [label for label in self.facilitators if label.casefold() not in folded]
        if absent:
            warnings.append(f"corpus.facilitators in the config: {listed(absent)} never speaks.")
        return warnings


def read(path: Path, rows: list[Row], groups: list[str]) -> tuple[list[Entry], list[str]]:
    """Rows of the sheet of speakers, with warnings about its encoding.

    Parameters
    ----------
    path
        The sheet, with columns speaker and group, and optional transcript and role.
    rows
        Transcripts of the study.
    groups
        Ids of the groups that the study compares.

    Raises
    ------
    Problem
        If a transcript, group or role is not known, or a speaker has two groups or two roles.
    """
    records, warnings = cells.read(path, COLUMNS, OPTIONAL)
    workshops = {row.transcript: row.workshop for row in rows}
    entries: list[Entry] = []
    first: dict[tuple[str | None, str], Entry] = {}
    for record in records:
        entry = _entry(record, workshops, groups)
        workshop = workshops[entry.transcript] if entry.transcript else None
        other = first.setdefault((workshop, entry.speaker), entry)
        place = other.place.rpartition(", ")[2]
        for kind, here, there in (("role", entry.role, other.role), ("group", entry.group, other.group)):
            leads = kind == "group" and entry.role == "facilitator"  # may lead workshops of both groups
            if here and there and here != there and not leads:
                raise Problem(
                    f"{entry.place}: '{entry.speaker}' has {kind} '{here}' here and '{there}' in {place}; "
                    "one label in one workshop is one person, so give one of them another name."
                )
        entries.append(entry)
    return entries, warnings


def _entry(record: cells.Record, workshops: dict[str, str], groups: list[str]) -> Entry:
    transcript = record["transcript"] or None
    if transcript is not None and transcript not in workshops:
        raise Problem(
            f"{record.place}: transcript '{transcript}' is not in the sheet of transcripts; "
            f"{hint(transcript, workshops, 'it has')}"
        )
    check_group(record["group"], groups, record.place)
    role = record["role"].lower() or None
    if role is not None and role not in ROLES:
        raise Problem(f"{record.place}: role is {listed(ROLES, last='or')}, not '{record['role']}'.")
    speaker = " ".join(record.needed("speaker").split())
    return Entry(speaker, record["group"] or None, role, transcript, record.place)
