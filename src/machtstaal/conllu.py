"""CoNLL-U: how annotations are kept, and how they become the tokens table."""

from collections.abc import Sequence as Many
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
from joblib import Parallel, delayed

from machtstaal.problems import Problem

if TYPE_CHECKING:  # the annotator imports Stanza, which a reader of CoNLL-U does not need
    from machtstaal.annotation.annotator import Sentence

FIELDS = ("id", "form", "lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc")


def write(turns: "Many[tuple[str, Many[Sentence]]]") -> str:
    """CoNLL-U of a transcript whose turns are numbered from 1.

    Parameters
    ----------
    turns
        For each turn its text and its sentences.

    Returns
    -------
    str
        One paragraph a turn (``# newpar id = 3``), sentences named ``3:1``, ``3:2``, ...; MISC carries the
        character offsets into the turn's text. `address` puts real ids in the place of the numbers.
    """
    lines = []
    for number, (text, sentences) in enumerate(turns, start=1):
        for n, sentence in enumerate(sentences, start=1):
            if n == 1:
                lines.append(f"# newpar id = {number}")
            lines.append(f"# sent_id = {number}:{n}")
            lines.append(f"# text = {text[sentence.words[0].start : sentence.words[-1].end]}")
            if sentence.cut:
                lines.append("# cut = no sentence end found")
            lines.extend(_token_lines(text, sentence))
            lines.append("")
    return "\n".join(lines) + "\n" if lines else ""


def address(conllu: str, transcript: str, turns: Many[str]) -> str:
    r"""Put a transcript's own id and turn ids in the place of the turn numbers that `write` left.

    >>> print(address("# newpar id = 1\n# sent_id = 1:1\n", "burgers", ["burgers-001"]), end="")
    # newdoc id = burgers
    # newpar id = burgers-001
    # sent_id = burgers-001:1
    """
    lines = [f"# newdoc id = {transcript}"] if conllu else []
    for line in conllu.splitlines():
        if line.startswith("# newpar id = "):
            lines.append(f"# newpar id = {turns[int(line[14:]) - 1]}")
        elif line.startswith("# sent_id = "):
            number, _, n = line[12:].partition(":")
            lines.append(f"# sent_id = {turns[int(number) - 1]}:{n}")
        else:
            lines.append(line)
    return "\n".join(lines) + "\n" if lines else ""


def read(paths: Many[Path]) -> pl.DataFrame:
    """Tokens table of annotated transcripts, one row a syntactic word.

    Parameters
    ----------
    paths
        CoNLL-U files as the workflow writes them: ``newdoc id`` is the transcript, ``newpar id`` the turn,
        ``sent_id`` the sentence, MISC has ``start_char`` and ``end_char``.

    Returns
    -------
    pl.DataFrame
        Columns transcript, turn, sentence, token (from 1), start, end (character offsets in the turn's text),
        form, lemma, upos, xpos, feats, head (0 = root), deprel; in the order of the files.

    Raises
    ------
    Problem
        If a line is not CoNLL-U.
    """
    frames = Parallel(n_jobs=-1, prefer="threads")(delayed(_read_one)(Path(path)) for path in paths)
    return pl.concat(frames) if frames else _read_lines(pl.Series("line", [], dtype=pl.String), Path())


def _read_one(path: Path) -> pl.DataFrame:
    return _read_lines(pl.Series("line", path.read_text(encoding="utf-8").split("\n")), path)


def _read_lines(lines: pl.Series, path: Path) -> pl.DataFrame:
    def comment(key: str) -> pl.Expr:
        found = pl.col("line").str.strip_prefix(f"# {key} = ")
        return pl.when(pl.col("line").str.starts_with(f"# {key} = ")).then(found).forward_fill().alias(key)

    fields = pl.col("line").str.split_exact("\t", 9).struct.rename_fields(FIELDS).alias("fields")
    rows = (
        lines.to_frame()
        .with_columns(comment("newdoc id"), comment("newpar id"), comment("sent_id"))
        .filter((pl.col("line") != "") & ~pl.col("line").str.starts_with("#"))
        .with_columns(fields)
        .unnest("fields")
        .with_columns(
            place=pl.col("misc").str.split_exact("|", 2).struct.rename_fields(["start", "end", "rest"])
        )
        .unnest("place")
        .filter(~pl.col("id").str.contains("-", literal=True) | pl.col("misc").is_null())
        .with_columns(
            pl.col(name).str.strip_prefix(f"{name}_char=").cast(pl.Int32, strict=False)
            for name in ("start", "end")
        )
    )
    if rows["misc"].null_count():
        broken = rows.filter(pl.col("misc").is_null())["line"][0]
        raise Problem(
            f"{path}: '{broken}' is not a CoNLL-U line of ten fields. Delete the file and run again."
        )
    lost = rows.filter(pl.any_horizontal(pl.col("start", "end").is_null()))
    if lost.height:
        broken = lost["line"][0]
        raise Problem(
            f"{path}: '{broken}' does not say where its word stands (start_char=0|end_char=4). Delete the file and "
            "run again."
        )
    return rows.select(
        transcript=pl.col("newdoc id"),
        turn=pl.col("newpar id"),
        sentence=pl.col("sent_id"),
        token=pl.col("id").cast(pl.Int32),
        start="start",
        end="end",
        form="form",
        lemma="lemma",
        upos="upos",
        xpos="xpos",
        feats="feats",
        head=pl.col("head").cast(pl.Int32),
        deprel="deprel",
    )


def _token_lines(text: str, sentence: "Sentence") -> list[str]:
    ranges = {first: (last, form, start, end) for first, last, form, start, end in sentence.multiwords}
    inside = {id for first, (last, *_) in ranges.items() for id in range(first, last + 1)}
    last_id = sentence.words[-1].id
    lines = []
    for word in sentence.words:
        if word.id in ranges:
            last, form, start, end = ranges[word.id]
            misc = _misc(text, start, end, last == last_id)
            lines.append("\t".join((f"{word.id}-{last}", form, *"_______", misc)))
        offsets = f"start_char={word.start}|end_char={word.end}"
        misc = offsets if word.id in inside else _misc(text, word.start, word.end, word.id == last_id)
        fields = (word.form, word.lemma, word.upos, word.xpos, word.feats, str(word.head), word.deprel, "_")
        lines.append("\t".join((str(word.id), *fields, misc)))
    return lines


def _misc(text: str, start: int, end: int, last: bool) -> str:
    glued = not last and end < len(text) and not text[end].isspace()
    return f"start_char={start}|end_char={end}" + ("|SpaceAfter=No" if glued else "")
