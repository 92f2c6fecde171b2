"""The little Markdown that the methods text uses, as blocks: headings, paragraphs, a list, words in italics."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_INLINE = re.compile(r"\\(?P<mark>[!-/:-@\[-`{-~])|\*(?P<italic>(?:\\.|[^*\\])+)\*")


@dataclass(frozen=True)
class Run:
    """Words of one kind."""

    text: str
    italic: bool = False


@dataclass(frozen=True)
class Block:
    """A paragraph; a heading where `level` is not 0, an item of a list where `listed`."""

    runs: tuple[Run, ...]
    level: int = 0
    listed: bool = False

    @property
    def plain(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


def blocks(text: str) -> Iterator[Block]:
    r"""Blocks of a text.

    Examples
    --------
    >>> for block in blocks("# A \\* b\n\nNow *p* is small.\n\n- One.\n- Two.\n"):
    ...     print(block.level, block.listed, [(run.text, run.italic) for run in block.runs])
    1 False [('A * b', False)]
    0 False [('Now ', False), ('p', True), (' is small.', False)]
    0 True [('One.', False)]
    0 True [('Two.', False)]
    """
    for line in filter(None, map(str.strip, text.splitlines())):
        marks, _, words = line.partition(" ")
        if words and set(marks) == {"#"}:
            yield Block(_runs(words), level=len(marks))
        elif words and marks == "-":
            yield Block(_runs(words), listed=True)
        else:
            yield Block(_runs(line))


def _runs(line: str) -> tuple[Run, ...]:
    found: list[Run] = []
    place = 0
    for match in _INLINE.finditer(line):
        _add(found, line[place : match.start()], False)
        italic = match["italic"]
        _add(found, match["mark"] or re.sub(r"\\(.)", r"\1", italic), italic is not None)
        place = match.end()
    _add(found, line[place:], False)
    return tuple(found)


def _add(runs: list[Run], text: str, italic: bool) -> None:
    """Add words, to the run before where they are of its kind."""
    if runs and runs[-1].italic == italic:
        runs[-1] = Run(runs[-1].text + text, italic)
    elif text:
        runs.append(Run(text, italic))
