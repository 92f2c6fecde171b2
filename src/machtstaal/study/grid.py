"""Scenarios and forces: how strong each force is in each scenario, and by which terms it is talked about."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from machtstaal.problems import Problem, hint, listed
from machtstaal.study import cells
from machtstaal.study.sheet import FIT, LANGUAGES

LEVELS = ("low", "middle", "high")
SCENARIO_COLUMNS = ("scenario", "label", "force", "level")
FORCE_COLUMNS = ("force", "label", "language", "term")
_TERM = re.compile(r"\*?[^\s*]+|[^\s*]+\*|[^\s*]+(?: [^\s*]+)+")


@dataclass(frozen=True)
class Cell:
    """Level of one force in one scenario; ``force`` and ``level`` are None for a scenario without forces."""

    scenario: str
    label: str
    force: str | None
    level: str | None
    note: str
    place: str


@dataclass(frozen=True)
class Term:
    """A term of a force: a lemma, ``prefix*``, ``*suffix``, or several lemmas that follow each other."""

    force: str
    label: str
    language: str
    term: str
    gloss: str
    place: str


def scenarios(path: Path) -> tuple[list[Cell], list[str]]:
    """Cells of the scenario by force grid in the order of the sheet, with warnings about its encoding.

    Raises
    ------
    Problem
        If an id is not fit, a level is not known, a label differs, or a cell stands there twice.
    """
    records, warnings = cells.read(path, SCENARIO_COLUMNS, ("note",))
    labels = _labels(records, "scenario")
    found: list[Cell] = []
    seen: dict[tuple[str, str | None], str] = {}
    for record in records:
        force, level = record["force"] or None, record["level"].lower() or None
        if force is not None:
            _fit(force, record.place)
        if (force is None) != (level is None):
            raise Problem(f"{record.place}: force and level go together; fill in both or none.")
        if level is not None and level not in LEVELS:
            raise Problem(f"{record.place}: level is {listed(LEVELS, last='or')}, not '{record['level']}'.")
        scenario = record["scenario"]
        what = f"force '{force}' of scenario '{scenario}'" if force else f"scenario '{scenario}'"
        _once(seen, (scenario, force), what, record.place)
        found.append(Cell(scenario, labels[scenario], force, level, record["note"], record.place))
    return found, warnings


def forces(path: Path) -> tuple[list[Term], list[str]]:
    """Terms of the forces in the order of the sheet, with warnings about its encoding.

    Raises
    ------
    Problem
        If an id is not fit, a language is not known, a term is none, a label differs, or a term stands there
        twice.
    """
    records, warnings = cells.read(path, FORCE_COLUMNS, ("gloss",))
    labels = _labels(records, "force")
    found: list[Term] = []
    seen: dict[tuple[str, ...], str] = {}
    for record in records:
        language = record.needed("language").lower()
        if language not in LANGUAGES:
            raise Problem(
                f"{record.place}: language is {listed(LANGUAGES, last='or')}, not '{record['language']}'."
            )
        term = " ".join(record.needed("term").split())
        if not _TERM.fullmatch(term):
            raise Problem(
                f"{record.place}: '{term}' is no term; write a lemma, 'prefix*', '*suffix', "
                "or several lemmas without '*'."
            )
        force = record["force"]
        _once(seen, (force, language, term.casefold()), f"term '{term}' of force '{force}'", record.place)
        found.append(Term(force, labels[force], language, term, record["gloss"], record.place))
    return found, warnings


def agree(grid: Iterable[Cell], terms: Iterable[Term]) -> None:
    """Raise a Problem if the grid names a force that has no terms; forces without a grid are fine."""
    known = list(dict.fromkeys(term.force for term in terms))
    for cell in grid:
        if cell.force is not None and cell.force not in known:
            raise Problem(
                f"{cell.place}: force '{cell.force}' has no terms in the sheet of forces; "
                f"{hint(cell.force, known, 'it has')}"
            )


def unheard(languages: Iterable[str], terms: Iterable[Term], sheet: Path) -> list[str]:
    """Warnings about languages of the study in which a force has no term, so that no talk about it can be found.

    Parameters
    ----------
    languages
        Languages of the study's transcripts.
    terms
        Terms of the sheet of forces.
    sheet
        That sheet, for the message.
    """
    known: dict[str, set[str]] = {}
    for term in terms:
        known.setdefault(term.force, set()).add(term.language)
    warnings = []
    for language in sorted(set(languages)):
        missing = [force for force, spoken in known.items() if language not in spoken]
        if missing:
            warnings.append(
                f"{sheet}: no term in language '{language}' for {listed(missing)}; talk about "
                f"{'it' if len(missing) == 1 else 'them'} cannot be found in the transcripts in '{language}'."
            )
    return warnings


def _labels(records: list[cells.Record], column: str) -> dict[str, str]:
    """Label of each id; it may be left empty after the first row of the id."""
    labels: dict[str, tuple[str, str]] = {}
    for record in records:
        key = record.needed(column)
        _fit(key, record.place)
        label = record["label"]
        if key not in labels:
            labels[key] = (record.needed("label"), record.place.rpartition(", ")[2])
        elif label and label != labels[key][0]:
            first, place = labels[key]
            raise Problem(f"{record.place}: '{key}' is labelled '{label}' here and '{first}' in {place}.")
    return {key: label for key, (label, _) in labels.items()}


def _fit(key: str, place: str) -> None:
    if not FIT.fullmatch(key):
        raise Problem(f"{place}: '{key}' is not fit for an id; use letters, digits, '.', '_' and '-' only.")


def _once(seen: dict, key: tuple, what: str, place: str) -> None:
    if key in seen:
        raise Problem(f"{place}: {what} stands in {seen[key]} already.")
    seen[key] = place.rpartition(", ")[2]
