"""From lines to utterances: who speaks is said at the start of a line, until another line says otherwise.

Four ways of naming a speaker are known; a file is read in the one that it uses most:

- ``colon``: ``Anna: text``, ``[00:00:02] Anna: text``, ``Anna [00:00:02]: text``, ``Anna:`` above the text;
- ``bold`` (Word): the name is bold and what follows is not, with or without a colon;
- ``stamped``: name and time stamp share a line, the text stands below (Word Online, Teams, Otter);
- ``bracketed``: ``[Anna] text``.

Lines without a name go on with the turn, also after a blank line. Time stamps are taken out of the text, all
else that a transcriber wrote stays in it. Only noScribe's ``//S01: mhm//``, the words of S01 while another
speaks, becomes a turn of S01 after the turn in which it stands.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace

from machtstaal.problems import Problem
from machtstaal.readers import labels, stamps
from machtstaal.readers.labels import Verdict
from machtstaal.readers.stamps import Span
from machtstaal.readers.utterance import Transcript, Utterance, one_line

_COLON = re.compile(r"(?P<head>.{1,80}?)\s*:(?=\s|$|[*\]_])(?P<rest>.*)", re.DOTALL)
_TIGHT = re.compile(r"(?P<head>[^:]{1,60}):(?P<rest>.+)", re.DOTALL)
_BRACKETS = re.compile(r"[\[{](?P<head>[^\]}:]{1,60})[\]}]\s*(?P<rest>\S.*)", re.DOTALL)
_RULE = re.compile(r"[\s_*=~—–-]+")
_OVERLAP = re.compile(r"\s*//\s*(?P<label>[^:/]{1,40}):(?P<said>.*?)(?://|$)", re.DOTALL)
_ONCE = 10  # speakers of one turn are worth a warning in files with at least so many turns


@dataclass(frozen=True)
class Line:
    """Line of a text file, Word paragraph or subtitle; ``bold`` counts the bold characters it opens with."""

    text: str
    place: str
    start_ms: int | None = None
    end_ms: int | None = None
    bold: int = 0
    heading: bool = False


@dataclass(frozen=True)
class Head:
    """What a line seems to say about who speaks: a label, the time, and the words after it."""

    label: str
    rest: str
    span: Span


def assemble(lines: Iterable[Line], path: object, known: Set[str] = frozenset()) -> Transcript:
    """Utterances of a file whose lines name the speakers.

    Parameters
    ----------
    lines
        Lines in order of the file.
    path
        The file, for messages.
    known
        Speaker labels that the study lists for this transcript.

    Raises
    ------
    Problem
        If nobody is named, somebody speaks before a name, or it is unclear whether a label is a speaker.

    Examples
    --------
    >>> texts = ["Anna: Ja, maar", "ik zeg het zo: nee.", "Bo: Goed."]
    >>> lines = [Line(text, f"line {number}") for number, text in enumerate(texts, 1)]
    >>> [(turn.speaker, turn.text) for turn in assemble(lines, "a.txt").utterances]
    [('Anna', 'Ja, maar ik zeg het zo: nee.'), ('Bo', 'Goed.')]
    """
    lines = _tidy(lines)
    heads, verdicts = _read_in_best_style(lines, known)
    named = _accepted(verdicts)
    if not named:
        _refuse_unclear(lines, heads, verdicts, path)
        raise Problem(f"{path}: no speaker in the whole file. Write 'Name: text' at the start of each turn.")
    turns: list[Utterance] = []
    pending = Span()
    left_out = 0
    for line, spaced in zip(lines, heads, strict=True):
        span, text = stamps.leading(line.text)
        head = spaced or _head_without_space(text, span, named)
        if head and verdicts[head.label] is Verdict.SPEAKER:
            start, end = _first(head.span, Span(line.start_ms, line.end_ms), pending)
            turns.append(Utterance(head.label, head.rest, line.place, start_ms=start, end_ms=end))
            pending = Span()
        elif line.heading:
            left_out += 1
        elif not stamps.leading(line.text, bare=True)[1].strip():
            pending = stamps.leading(line.text, bare=True)[0]
            if turns and not turns[-1].text and turns[-1].start_ms is None:
                turns[-1] = replace(turns[-1], start_ms=pending.start_ms, end_ms=pending.end_ms)
        else:
            if head:
                _refuse_unclear([line], [head], verdicts, path)
            if not turns and not any(character.isalpha() for character in text):
                continue  # a pause, ``(..)``, before anybody speaks
            if not turns:
                raise Problem(
                    f"{path}, {line.place}: no speaker before this line. Write 'Name: text', "
                    "or name the speaker in the line above."
                )
            turns[-1] = _longer(turns[-1], text, line)
            pending = Span()
    turns = [part for turn in turns for part in _apart(turn, named)]
    warnings = _warn_of_single_turns(turns, known, path)
    if left_out:
        warnings.append(f"{path}: headings were left out: {left_out}.")
    return Transcript([replace(turn, text=stamps.without(turn.text).strip()) for turn in turns], warnings)


def speakers(lines: Iterable[Line], known: Set[str] = frozenset()) -> frozenset[str]:
    """Labels that name a speaker in some lines; none where the lines are no speech, such as titles."""
    return _accepted(_read_in_best_style(_tidy(lines), known)[1])


def _tidy(lines: Iterable[Line]) -> list[Line]:
    """Lines that are more than a rule, with single spaces."""
    single = [
        replace(line, text=one_line(line.text), bold=len(one_line(line.text[: line.bold]))) for line in lines
    ]
    return [line for line in single if line.text and not _RULE.fullmatch(line.text)]


def _accepted(verdicts: dict[str, Verdict]) -> frozenset[str]:
    return frozenset(label for label, found in verdicts.items() if found is Verdict.SPEAKER)


def _read_in_best_style(lines: list[Line], known: Set[str]) -> tuple[list[Head | None], dict[str, Verdict]]:
    """Head of each line in the style that names most speakers, and what each label is."""
    lowercase = {word for line in lines for word in re.findall(r"[^\W\d_]+", line.text) if word.islower()}
    best: tuple[list[Head | None], dict[str, Verdict]] = ([], {})
    most = -1
    for style in (_colon, _bold, _stamped, _bracketed):
        heads = [style(line, known) for line in lines]
        counts = Counter(head.label for head in heads if head)
        verdicts = {label: labels.verdict(label, count, known, lowercase) for label, count in counts.items()}
        if style is _bracketed:
            verdicts = {label: labels.spoken(label, found, known) for label, found in verdicts.items()}
        if style is not _colon and not any(_sure(label, counts[label], known) for label in verdicts):
            continue
        n_named = sum(counts[label] for label in _accepted(verdicts))
        if n_named > most:
            best, most = (heads, verdicts), n_named
    return best


def _sure(label: str, count: int, known: Set[str]) -> bool:
    """Whether a label names a speaker beyond doubt, so that a style without colons may be believed."""
    return labels.verdict(label.lower(), count, known | {label.lower() for label in known}) is Verdict.SPEAKER


def _colon(line: Line, known: Set[str]) -> Head | None:
    span, text = stamps.leading(line.text, bare=True)
    for label in sorted(known, key=len, reverse=True):  # a listed label may hold a colon itself
        if text.startswith(label) and re.match(r"\s*:", text[len(label) :]):
            return _head(label, text[len(label) :].lstrip().removeprefix(":").lstrip("*_ "), span)
    if (found := _COLON.match(text)) is None:
        return None
    inner, name = stamps.trailing(found["head"].strip())
    label = labels.tidy(name)
    if not labels.fits(label) and label not in known:
        return None
    return _head(label, found["rest"].lstrip("*]_ "), _first(span, inner))


def _bold(line: Line, known: Set[str]) -> Head | None:
    if not line.bold and not line.heading:
        return None
    start = len(line.text) - len(stamps.leading(line.text, bare=True)[1])
    end = max(line.bold, start) if not line.heading else len(line.text)
    inner, name = stamps.trailing(line.text[start:end].strip().rstrip(": "))
    after, rest = stamps.leading(line.text[end:].lstrip(" :"), bare=True)
    label = labels.tidy(name)
    fit = label and (labels.fits(label) or label in known)
    return _head(label, rest, _first(stamps.leading(line.text, bare=True)[0], inner, after)) if fit else None


def _stamped(line: Line, known: Set[str]) -> Head | None:
    if len(line.text) > 2 * labels.MAX_CHARACTERS:
        return None
    first, text = stamps.leading(line.text, bare=True)
    last, name = stamps.trailing(text.strip())
    label = labels.tidy(name.rstrip(":"))
    span = _first(first, last)
    fit = span.start_ms is not None and (labels.fits(label) or label in known)
    return Head(label, "", span) if fit else None


def _bracketed(line: Line, known: Set[str]) -> Head | None:
    span, text = stamps.leading(line.text)
    found = _BRACKETS.match(text.strip())
    if not found:
        return None
    label = labels.tidy(found["head"])
    return _head(label, found["rest"], span) if labels.fits(label) or label in known else None


def _head_without_space(text: str, span: Span, named: Set[str]) -> Head | None:
    """Head of ``Anna:Ja``, where Anna is known to speak from other lines."""
    found = _TIGHT.match(text)
    label = labels.tidy(found["head"]) if found else ""
    return _head(label, found["rest"], span) if found and label in named else None


def _head(label: str, rest: str, span: Span) -> Head:
    after, rest = stamps.leading(rest)
    return Head(label, rest, _first(span, after))


def _first(*spans: Span) -> Span:
    return next((span for span in spans if span.start_ms is not None), Span())


def _longer(turn: Utterance, text: str, line: Line) -> Utterance:
    end = turn.end_ms if line.end_ms is None else line.end_ms
    return replace(turn, text=f"{turn.text} {text}".strip(), end_ms=end)


def _apart(turn: Utterance, named: Set[str]) -> list[Utterance]:
    """Turn without the overlapping speech of others, and that speech after it."""
    others: list[Utterance] = []

    def take(found: re.Match[str]) -> str:
        label = labels.tidy(found["label"])
        if label not in named and labels.verdict(label.lower(), 1) is not Verdict.SPEAKER:
            return found[0]
        others.append(Utterance(label, found["said"].strip(), turn.place))
        return ""

    own = _OVERLAP.sub(take, turn.text)
    return [replace(turn, text=own), *others]


def _refuse_unclear(
    lines: Sequence[Line], heads: Sequence[Head | None], verdicts: dict[str, Verdict], path: object
) -> None:
    """Raise at the first label about which only the researcher can decide."""
    for line, head in zip(lines, heads, strict=True):
        if head is None or line.heading:
            continue
        if verdicts[head.label] is Verdict.HEADING:
            raise Problem(
                f"{path}, {line.place}: '{head.label}' looks like a heading, not like a speaker; delete it, "
                f"or list '{head.label}' in the sheet of speakers."
            )
        if verdicts[head.label] is Verdict.UNCLEAR:
            raise Problem(
                f"{path}, {line.place}: is '{head.label}' a speaker? If so, list the label in the sheet of "
                "speakers; if not, join this line to the one above it."
            )


def _warn_of_single_turns(turns: list[Utterance], known: Set[str], path: object) -> list[str]:
    if len(turns) < _ONCE:
        return []
    counts = Counter(turn.speaker for turn in turns)
    once = [turn for turn in turns if counts[turn.speaker] == 1 and turn.speaker not in known]
    named = ", ".join(f"'{turn.speaker}' ({turn.place})" for turn in once)
    return [f"{path}: taken as speakers though they speak once: {named}."] if once else []
