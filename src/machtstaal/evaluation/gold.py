"""Gold annotation of processes: one line of JSON a sentence."""

import hashlib
import json
from pathlib import Path

import polars as pl

from machtstaal.evaluation import spans
from machtstaal.problems import Problem

ROLES = ("agent", "patient", "beneficiary")
TEXTS = ("id", "text", "tokens", "processes")
PLACES = ("id", "corpus", "turn", "start", "end", "processes")
HALVES = ("seen", "unseen")
FIELDS = ("kind", "voice", "agent_status", "modality", "negated", "process_type", "power")


def read(path: Path, language: str | None = None, corpora: Path | None = None) -> list[dict]:
    """Sentences of a gold file: id, lang, text, tokens ([form, start, end], ...), processes, corpus, group.

    A file holds the sentences' texts, or places in corpora (corpus, turn, start, end; `spans.resolve`). With places,
    sentences have their turn's text too (context, and start in it).

    Parameters
    ----------
    path
        A ``.jsonl`` file; token references in its processes are 0-based indices into ``tokens``, and token
        offsets are half-open character offsets into ``text``.
    language
        Only sentences of this language, and those that name none.
    corpora
        Folder of the corpora that the file's places lie in.
    """
    if not path.exists():
        raise Problem(f"{path}: there is no gold file here. Name one: make score GOLD=path/to/gold.jsonl")
    sentences = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            sentence = json.loads(line)
            needed = PLACES if "corpus" in sentence and "text" not in sentence else TEXTS
            if any(sentence.get(key) is None for key in needed):
                raise ValueError(f"it lacks {', '.join(needed[:-1])} or {needed[-1]}")
            sentence = {
                key: sentence.get(key) for key in ("lang", "group", *dict.fromkeys((*TEXTS, *PLACES)))
            }
        except ValueError as error:
            raise Problem(f"{path}, line {number}: not a gold sentence ({error}).") from error
        if language is None or sentence["lang"] in (None, language):
            sentences.append(sentence)
    if not sentences:
        raise Problem(
            f"{path}: no sentence in language '{language}'. Choose another: make score GOLD_LANG=en"
        )
    if all(sentence["text"] is not None for sentence in sentences):
        return sentences
    if corpora is None:
        raise Problem(
            f"{path} holds places in corpora, not texts. Name the folder of the corpora: "
            f"make score GOLD={path} CORPORA=path/to/corpora"
        )
    return spans.resolve(sentences, corpora, path)


def half(name: str) -> str:
    """Half of a gold file that a sentence lies in: ``seen``, where causes of errors may be looked for, or ``unseen``.

    The rule is fixed and knows nothing but the sentence's id: ``seen`` if the SHA-256 of the id is even.

    Examples
    --------
    >>> [half(f"own-nl-00{n}") for n in range(1, 5)]
    ['seen', 'unseen', 'unseen', 'unseen']
    """
    return HALVES[hashlib.sha256(name.encode()).digest()[-1] % 2]


def of_half(sentences: list[dict], which: str | None) -> list[dict]:
    """Sentences of one half of a gold file (`half`), or all where none is named."""
    return [sentence for sentence in sentences if which in (None, half(sentence["id"]))]


def processes(sentences: list[dict]) -> pl.DataFrame:
    """Gold processes as a table: sentence (id), head and participants (token indices), fields, lemma."""
    rows = [
        {"sentence": sentence["id"], "head": process["head"], "lemma": str(process.get("lemma") or "")}
        | {field: process.get(field) for field in (*FIELDS, *ROLES)}
        for sentence in sentences
        for process in sentence["processes"]
    ]
    schema = {"sentence": pl.String, "head": pl.Int64, "lemma": pl.String}
    schema |= {field: pl.Boolean if field == "negated" else pl.String for field in FIELDS}
    schema |= dict.fromkeys(ROLES, pl.Int64)
    return pl.DataFrame(rows, schema=schema).unique(["sentence", "head"], keep="last", maintain_order=True)


def on_gold_tokens(table: pl.DataFrame, sentences: list[dict]) -> pl.DataFrame:
    """A processes table with its spans put on the gold token that each overlaps most.

    Parameters
    ----------
    table
        Processes table whose `turn` is the gold sentence's id.
    sentences
        Gold sentences (`read`).

    Returns
    -------
    pl.DataFrame
        The columns of `processes`; a head is null where it overlaps no gold token.
    """
    tokens = pl.DataFrame(
        [
            {"turn": sentence["id"], "index": index, "from": start, "to": end}
            for sentence in sentences
            for index, (_, start, end) in enumerate(sentence["tokens"])
        ],
        schema={"turn": pl.String, "index": pl.Int64, "from": pl.Int64, "to": pl.Int64},
    )
    table = table.with_row_index("row")
    for role in ("head", *ROLES):
        spans = table.select("row", "turn", start=f"{role}_start", end=f"{role}_end").drop_nulls()
        overlap = pl.min_horizontal("end", "to") - pl.max_horizontal("start", "from")
        best = (
            spans.join(tokens, on="turn")
            .with_columns(overlap=overlap)
            .filter(pl.col("overlap") > 0)
            .sort("row", "overlap", "index", descending=[False, True, False])
            .unique("row", keep="first", maintain_order=True)
            .select("row", pl.col("index").alias(f"{role}_token"))
        )
        table = table.join(best, on="row", how="left", maintain_order="left")
    chosen = {role: f"{role}_token" for role in ("head", *ROLES)}
    return table.select(
        sentence="turn", lemma="lemma", **chosen, **{field: pl.col(field) for field in FIELDS}
    )
