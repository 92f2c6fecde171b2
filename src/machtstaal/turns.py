"""Turns: one row a turn of the whole study, with who speaks, for which group, in which scenario."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import polars as pl

from machtstaal import readers
from machtstaal.problems import Problem, listed
from machtstaal.readers import Utterance, labels
from machtstaal.readers.utterance import one_line
from machtstaal.study import Row, Study

SCHEMA = {
    "transcript": pl.String,
    "turn": pl.String,
    "workshop": pl.String,
    "group": pl.String,
    "speaker": pl.String,
    "role": pl.String,
    "scenario": pl.String,
    "start_ms": pl.Int64,
    "end_ms": pl.Int64,
    "text": pl.String,
    "language": pl.String,
    "speaker_code": pl.String,
    "n_words": pl.Int64,
}
FACILITATOR = "F"
_TURN = re.compile(r"[\w.-]+")
_MACHINE = re.compile(r"(s|spk|speaker|spreker|sprecher|unknown|onbekend)[ _-]?(\d+|[a-z])?", re.IGNORECASE)


@dataclass(frozen=True)
class Turn:
    """One turn as it goes into the table, with its place in the file for messages."""

    row: Row
    turn: str
    utterance: Utterance
    text: str
    group: str | None
    role: str

    @property
    def place(self) -> str:
        """Where the turn stands, for messages."""
        return f"{self.row.path}, {self.utterance.place}"

    @property
    def person(self) -> tuple[str, str]:
        """One label in one workshop is one person."""
        return self.row.workshop, self.utterance.speaker


def collect(study: Study) -> tuple[pl.DataFrame, list[str]]:
    """Collect the turns of all transcripts of a study, in the order of the sheet and of the files.

    Parameters
    ----------
    study
        A loaded study; its transcripts are read here.

    Returns
    -------
    turns, warnings
        A table with the columns of `SCHEMA`: times in milliseconds, ``n_words`` counts white-space tokens,
        ``text`` is one line. ``group`` is null only for facilitators who are left out of the analysis.
        Warnings are sentences that name their file.

    Raises
    ------
    Problem
        If a transcript cannot be read or has no turns, a speaker has no group or two, or a turn id is used
        twice.
    """
    warnings = list(study.warnings)
    turns: list[Turn] = []
    for row in study.rows:
        turns += _of_transcript(study, row, warnings)
    _refuse_repeated_ids(turns)
    _refuse_two_groups(turns)
    warnings += study.roster.silent((turn.row.transcript, turn.utterance.speaker) for turn in turns)
    warnings += _lookalikes(turns) + _machine_labels(turns)
    if study.settings.corpus.exclude_facilitators and all(turn.role == "facilitator" for turn in turns):
        raise Problem(
            f"{study.transcripts}: every turn is a facilitator's, so nobody is left to analyse; "
            "check `corpus: facilitators` in the config and the roles in the sheet of speakers."
        )
    codes = _codes(turns, list(study.settings.groups))
    return pl.DataFrame([_values(turn, codes) for turn in turns], schema=SCHEMA, orient="row"), warnings


def speakers_table(turns: pl.DataFrame) -> pl.DataFrame:
    """One row a speaker, in order of first appearance.

    Parameters
    ----------
    turns
        Table of turns, as `collect` gives it.

    Returns
    -------
    speakers
        speaker_code, speaker, workshop, group (null for a facilitator with more than one), role,
        n_transcripts, n_turns, n_words.
    """
    one_group = pl.when(pl.col("group").n_unique() == 1).then(pl.col("group").first())
    return (
        turns.group_by("speaker_code", "speaker", "workshop", "role", maintain_order=True)
        .agg(
            one_group.alias("group"),
            pl.col("transcript").n_unique().cast(pl.Int64).alias("n_transcripts"),
            pl.len().cast(pl.Int64).alias("n_turns"),
            pl.col("n_words").sum(),
        )
        .select("speaker_code", "speaker", "workshop", "group", "role", "n_transcripts", "n_turns", "n_words")
    )


def _of_transcript(study: Study, row: Row, warnings: list[str]) -> Iterator[Turn]:
    """Read the turns of one transcript that say something."""
    transcript = readers.read(row.path, study.roster.labels(row.transcript))
    warnings += transcript.warnings
    said = [(utterance, one_line(utterance.text)) for utterance in transcript.utterances]
    kept = [(utterance, text) for utterance, text in said if _visible(text)]
    if not kept:
        raise Problem(f"{row.path}: nobody says anything in it.")
    if n_empty := len(said) - len(kept):
        warnings.append(f"{row.path}: turns without text were left out: {n_empty}.")
    for number, (utterance, text) in enumerate(kept, 1):
        place = f"{row.path}, {utterance.place}"
        if utterance.scenario is not None:
            study.check_scenario(utterance.scenario, place)
        yield Turn(
            row=row,
            turn=_turn_id(row, utterance, number),
            utterance=utterance,
            text=text,
            group=study.roster.group(row, utterance.speaker, place),
            role=study.roster.role(row.transcript, utterance.speaker),
        )


def _visible(text: str) -> bool:
    """Whether a text holds more than white space and characters that have no shape."""
    return any(not character.isspace() and unicodedata.category(character) != "Cf" for character in text)


def _turn_id(row: Row, utterance: Utterance, number: int) -> str:
    if utterance.turn is None:
        return f"{row.transcript}-{number:03d}"
    if not _TURN.fullmatch(utterance.turn):
        raise Problem(
            f"{row.path}, {utterance.place}: turn '{utterance.turn}' is not fit for an id; "
            "use letters, digits, '.', '_' and '-' only."
        )
    return f"{row.transcript}-{utterance.turn}" if utterance.turn.isdigit() else utterance.turn


def _refuse_repeated_ids(turns: Iterable[Turn]) -> None:
    seen: dict[str, Turn] = {}
    for turn in turns:
        other = seen.setdefault(turn.turn, turn)
        if other is not turn:
            raise Problem(f"{turn.place}: turn '{turn.turn}' is used in {other.place} already.")


def _refuse_two_groups(turns: Iterable[Turn]) -> None:
    """One label in one workshop is one person, who has one role, and as a participant one group."""
    first: dict[tuple[str, str], Turn] = {}
    for turn in turns:
        other = first.setdefault(turn.person, turn)
        if turn.role != other.role:
            kind, here, there = "role", turn.role, other.role
        elif turn.group != other.group and turn.role == "participant":
            kind, here, there = "group", turn.group, other.group
        else:
            continue
        raise Problem(
            f"{turn.place}: '{turn.utterance.speaker}' has {kind} '{here}' here and '{there}' in "
            f"{other.row.path}; one label in one workshop ('{turn.row.workshop}') is one person, "
            "so give one of them another name."
        )


def _lookalikes(turns: Iterable[Turn]) -> list[str]:
    """Warnings about labels of one workshop that differ only in capitals, marks or a note behind them."""
    alike: dict[tuple[str, str], dict[str, None]] = {}
    for turn in turns:
        workshop, speaker = turn.person
        plain = re.sub(r"[\W_]+", "", labels.base(speaker).casefold()) or speaker
        alike.setdefault((workshop, plain), {})[speaker] = None
    return [
        f"workshop '{workshop}': {listed(names)} look like one speaker, but count as {len(names)}."
        for (workshop, _), names in alike.items()
        if len(names) > 1
    ]


def _machine_labels(turns: Iterable[Turn]) -> list[str]:
    """Warnings about labels of a recogniser, which numbers the voices of each recording afresh."""
    transcripts: dict[tuple[str, str], dict[str, None]] = {}
    for turn in turns:
        if _MACHINE.fullmatch(turn.utterance.speaker):
            transcripts.setdefault(turn.person, {})[turn.row.transcript] = None
    return [
        f"workshop '{workshop}': '{speaker}' counts as one person in transcripts {listed(names)}; "
        "if these are different voices, give them names."
        for (workshop, speaker), names in transcripts.items()
        if len(names) > 1
    ]


def _codes(turns: Iterable[Turn], groups: list[str]) -> dict[tuple[str, str], str]:
    """Code of each person: letters of the group, or F for facilitators, and a number by first appearance."""
    letters = code_letters(groups)
    counts: Counter[str] = Counter()
    codes: dict[tuple[str, str], str] = {}
    for turn in turns:
        if turn.person not in codes:
            letter = FACILITATOR if turn.role == "facilitator" else letters[turn.group]
            counts[letter] += 1
            codes[turn.person] = f"{letter}{counts[letter]:02d}"
    return codes


def code_letters(groups: list[str]) -> dict[str, str]:
    """Letters that stand for each group in speaker codes.

    The first letter of its id; two where groups share it or it is F, which stands for facilitators; the first
    letter and a running one where two do not tell the groups apart.

    Examples
    --------
    >>> code_letters(["citizen", "expert"])
    {'citizen': 'C', 'expert': 'E'}
    >>> code_letters(["citizen", "council", "farmer", "expert_a", "expert_b"])
    {'citizen': 'CI', 'council': 'CO', 'farmer': 'FA', 'expert_a': 'EA', 'expert_b': 'EB'}
    """
    ones = Counter(group[0].upper() for group in groups)
    twos = Counter(group[:2].upper() for group in groups)
    letters = {}
    for group in groups:
        one, two = group[0].upper(), group[:2].upper()
        if ones[one] == 1 and one != FACILITATOR:
            letters[group] = one
        elif all(
            twos[other[:2].upper()] == 1 and other[1:2].isalpha()
            for other in groups
            if other[0].upper() == one
        ):
            letters[group] = two
        else:
            alike = [other for other in groups if other[0].upper() == one]
            letters[group] = one + _letter(alike.index(group))
    return letters


def _letter(number: int) -> str:
    """Count in letters: A, B, ..., Z, AA, AB, ..."""
    return (_letter(number // 26 - 1) if number >= 26 else "") + chr(ord("A") + number % 26)


def _values(turn: Turn, codes: dict[tuple[str, str], str]) -> tuple:
    said = turn.utterance
    return (
        turn.row.transcript,
        turn.turn,
        turn.row.workshop,
        turn.group,
        said.speaker,
        turn.role,
        said.scenario or turn.row.scenario,
        said.start_ms,
        said.end_ms,
        turn.text,
        turn.row.language,
        codes[turn.person],
        len(turn.text.split()),
    )
