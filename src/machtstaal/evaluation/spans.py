"""Gold annotation that points into corpora: spans of a turn become tokens of a sentence."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from machtstaal.evaluation import corpora
from machtstaal.evaluation.corpora import Turn
from machtstaal.problems import Problem

_TOKEN = re.compile(r"\w+(?:[-.,'’/&]\w+)*'?|[^\w\s]")
_ROLES = ("head", "agent", "patient", "beneficiary")


def split(text: str) -> list[tuple[str, int, int]]:
    """Split a sentence at white space and punctuation: form, start, end.

    Hyphens, full stops, commas and apostrophes within a word stay in it.

    Examples
    --------
    >>> [form for form, _, _ in split("De AI-wet kost kmo's 1.500 euro, toch?")]
    ['De', 'AI-wet', 'kost', "kmo's", '1.500', 'euro', ',', 'toch', '?']
    """
    return [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]


def index(span: Sequence[int] | None, tokens: Sequence[tuple[str, int, int]]) -> int | None:
    """Token that a span overlaps most, the first of equals; None for no span or no overlap.

    Examples
    --------
    >>> index((0, 6), [("De", 0, 2), ("wet", 3, 6)])
    1
    """
    if span is None:
        return None
    overlaps = [min(span[1], end) - max(span[0], start) for _, start, end in tokens]
    best = max(overlaps, default=0)
    return overlaps.index(best) if best > 0 else None


def resolve(sentences: Sequence[Mapping[str, Any]], folder: Path, gold: Path) -> list[dict[str, Any]]:
    """Sentences with their text, from places in corpora.

    Parameters
    ----------
    sentences
        Lines of a gold file: id, lang, corpus, turn, start, end (characters of the turn's text, half-open) and
        processes whose head and participants are spans of the same text.
    folder
        Folder of the corpora.
    gold
        The gold file; a table ``groups.tsv`` (corpus, role, group) beside it says which group a role belongs to.

    Returns
    -------
    list of dict
        As `machtstaal.evaluation.gold.read` gives them.

    Raises
    ------
    Problem
        If a corpus or turn is missing, or a span lies outside its sentence: then the corpus is not the one that was
        annotated.
    """
    wanted: dict[str, set[str]] = {}
    for sentence in sentences:
        wanted.setdefault(sentence["corpus"], set()).add(sentence["turn"])
    said = {corpus: corpora.read(folder, corpus, names) for corpus, names in wanted.items()}
    groups = _groups(gold.parent / "groups.tsv")
    return [_sentence(one, said[one["corpus"]][one["turn"]], groups, gold) for one in sentences]


def _sentence(place: Mapping[str, Any], turn: Turn, groups: Mapping, gold: Path) -> dict[str, Any]:
    start, end = place["start"], place["end"]
    text = turn.text[start:end]
    tokens = split(text)
    processes = []
    for process in place["processes"]:
        at = {role: _within(process.get(role), start) for role in _ROLES}
        found = {role: index(span, tokens) for role, span in at.items()}
        if any(at[role] is not None and found[role] is None for role in _ROLES) or found["head"] is None:
            raise Problem(
                f"{gold}, sentence '{place['id']}': a span lies outside the sentence; is this the corpus "
                f"'{place['corpus']}' that was annotated?"
            )
        processes.append({**process, **found})
    return {
        "id": place["id"],
        "lang": place.get("lang"),
        "text": text,
        "tokens": [list(token) for token in tokens],
        "processes": processes,
        "corpus": place["corpus"],
        "group": groups.get((place["corpus"], turn.group), turn.group),
        "context": turn.text,
        "start": start,
    }


def _within(span: Iterable[int] | None, start: int) -> list[int] | None:
    return None if span is None else [place - start for place in span]


def _groups(path: Path) -> dict[tuple[str, str], str]:
    if not path.is_file():
        return {}
    with open(path, encoding="utf-8", newline="") as file:
        return {(row["corpus"], row["role"]): row["group"] for row in csv.DictReader(file, delimiter="\t")}
