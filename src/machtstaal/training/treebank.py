"""Universal Dependencies treebanks: reading, writing, rebuilding sentences."""

import lzma
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from machtstaal.problems import Problem

COLUMNS = 10


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word of a sentence.

    Parameters
    ----------
    form, lemma, upos, xpos, feats, deprel
        CoNLL-U columns, as text (`_` where empty).
    head
        Position of the head, from 1; 0 for the root.
    space_after
        False if the next token follows without a space.
    surface
        Form of the multiword token this word begins (*don't* for *do* + *n't*), else None.
    continues
        True if the word lies inside a multiword token begun by an earlier word.
    added
        True if the word is no part of the treebank (a filler, a repair).
    """

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space_after: bool = True
    surface: str | None = None
    continues: bool = False
    added: bool = False


Sentence = list[Word]


def read(path: Path | str, sources: Sequence[str] = ()) -> list[Sentence]:
    """Sentences of a CoNLL-U file (plain or `.xz`), without empty nodes and enhanced dependencies.

    Parameters
    ----------
    sources
        Keep only sentences with one of these in their comment `# src = ...`; all if empty.

    Raises
    ------
    Problem
        If the file does not exist, or a line has not 10 columns.
    """
    return [
        sentence
        for comments, sentence in _blocks(_open(path), str(path))
        if not sources or any(comment == f"# src = {source}" for comment in comments for source in sources)
    ]


def paragraphs(path: Path | str) -> list[list[Sentence]]:
    """Sentences of a CoNLL-U file by paragraph (comments `# newpar`, `# newdoc`; one if it has none)."""
    out: list[list[Sentence]] = []
    for comments, sentence in _blocks(_open(path), str(path)):
        if not out or any(comment.startswith(("# newpar", "# newdoc")) for comment in comments):
            out.append([])
        out[-1].append(sentence)
    return out


def _open(path: Path | str) -> Iterator[str]:
    path = Path(path)
    if not path.exists():
        raise Problem(f"{path} does not exist. Give the path of a CoNLL-U treebank (.conllu or .conllu.xz).")
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf8") as lines:
        yield from lines


def parse(lines: Iterable[str], name: str = "text") -> list[Sentence]:
    r"""Sentences in the lines of CoNLL-U text.

    Examples
    --------
    >>> line = "1\tJa\tja\tINTJ\tTSW\t_\t0\troot\t_\tSpaceAfter=No"
    >>> [[word.form for word in sentence] for sentence in parse([line, ""])]
    [['Ja']]
    """
    return [sentence for _, sentence in _blocks(lines, name)]


def _blocks(lines: Iterable[str], name: str) -> Iterator[tuple[list[str], Sentence]]:
    """Comments and words of each sentence."""
    comments: list[str] = []
    sentence: Sentence = []
    unit: tuple[int, int, str, bool] | None = None
    for number, raw in enumerate(lines, start=1):
        line = raw.rstrip("\n")
        if not line.strip():
            if sentence:
                yield comments, sentence
            comments, sentence, unit = [], [], None
            continue
        if line.startswith("#"):
            comments.append(line)
            continue
        cells = line.split("\t")
        if len(cells) != COLUMNS:
            raise Problem(
                f"{name}, line {number}: {len(cells)} columns, CoNLL-U has {COLUMNS}. Mend the line."
            )
        spaced = "SpaceAfter=No" not in cells[9].split("|")
        if "." in cells[0]:
            continue
        if "-" in cells[0]:
            first, last = (int(part) for part in cells[0].split("-"))
            unit = (first, last, cells[1], spaced)
            continue
        position = int(cells[0])
        surface, continues = None, False
        if unit and unit[0] <= position <= unit[1]:
            surface = unit[2] if position == unit[0] else None
            continues = position > unit[0]
            spaced = unit[3]
        sentence.append(Word(*cells[1:6], int(cells[6]), cells[7], spaced, surface, continues))
    if sentence:
        yield comments, sentence


def rebuild(words: Sequence[tuple[int, Word]]) -> Sentence:
    """Renumber a sentence from which words were taken, or to which words were added.

    Parameters
    ----------
    words
        Pairs of a key and a word, in the new order; the head of a word is the key of another (0: root).

    Examples
    --------
    >>> ja = Word("ja", "ja", "INTJ", "TSW", "_", 7, "discourse")
    >>> kom = Word("kom", "komen", "VERB", "WW", "_", 0, "root")
    >>> [word.head for word in rebuild([(3, ja), (7, kom)])]
    [2, 0]
    """
    place = {0: 0} | {key: position for position, (key, _) in enumerate(words, start=1)}
    return [replace(word, head=place[word.head]) for _, word in words]


def text(sentence: Sentence) -> str:
    """Give the running text of a sentence, as it was written.

    Examples
    --------
    >>> ja = Word("Ja", "ja", "INTJ", "TSW", "_", 0, "root", space_after=False)
    >>> text([ja, Word("!", "!", "PUNCT", "LET", "_", 1, "punct")])
    'Ja!'
    """
    pieces = []
    for word in sentence:
        if word.continues:
            continue
        pieces.append((word.surface or word.form) + (" " if word.space_after else ""))
    return "".join(pieces).rstrip(" ")


def lines(sentences: Iterable[Sentence]) -> Iterator[str]:
    """CoNLL-U lines of sentences: `# text`, one line a token, an empty line after each sentence."""
    for sentence in sentences:
        yield f"# text = {text(sentence)}"
        for position, word in enumerate(sentence, start=1):
            if word.surface is not None:
                last = position
                while last < len(sentence) and sentence[last].continues:
                    last += 1
                misc = "_" if word.space_after else "SpaceAfter=No"
                yield "\t".join([f"{position}-{last}", word.surface, *"_______", misc])
            inside = word.continues or word.surface is not None
            misc = "_" if word.space_after or inside else "SpaceAfter=No"
            cells = [
                str(position),
                word.form,
                word.lemma,
                word.upos,
                word.xpos,
                word.feats,
                str(word.head),
                word.deprel,
            ]
            yield "\t".join([*cells, "_", misc])
        yield ""


def write(sentences: Iterable[Sentence], path: Path | str) -> None:
    """Write sentences to a CoNLL-U file."""
    with open(path, "w", encoding="utf8", newline="\n") as file:
        file.writelines(line + "\n" for line in lines(sentences))
