"""Statements as a database of Discourse Network Analyzer 3: a SQLite file with transcripts and their statements."""

import hashlib
import sqlite3
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from machtstaal.networks.dna_schema import TABLES, VERSION

PASSWORD = "machtstaal"
"""Password of the coder Admin, which DNA asks for."""
SALT = bytes(range(16))
ROUNDS = 100_000
LONGEST = 190
"""Characters that DNA allows in a name."""
FIRST = datetime(2000, 1, 1, tzinfo=UTC)
"""Date of the first transcript; the others follow by the day, for DNA orders documents by date."""
VARIABLES = {"person": "speaker_code", "organization": "group", "concept": "concept"}
ASTRAL = "[\U00010000-\U0010ffff]"


def write(path: Path, statements: pl.DataFrame, turns: pl.DataFrame) -> Path:
    """Write a database in the format of DNA 3, with one document a transcript and all statements marked in it.

    person is the speaker's code, organization the group, agreement the proposed one. The text of a document is
    its turns, each behind the code of its speaker. Statements without a place in a turn (added by hand) mark
    the whole turn. Hypothetical statements are of a type of their own, `hypothetical`, so that they can be
    left out of a network. The coder is Admin, the password `PASSWORD`.

    Parameters
    ----------
    path
        File to write, by DNA's custom with the suffix ``.dna``; replaced where it exists.
    statements
        Statements (`statements.SCHEMA`).
    turns
        Turns of the transcripts (transcript, turn, speaker_code, text), in the order of the talk.

    Returns
    -------
    Path
        `path`.
    """
    path.unlink(missing_ok=True)
    text, spans = documents(turns)
    placed = _placed(statements, spans)
    with sqlite3.connect(path) as database:
        database.executescript(TABLES)
        database.execute(
            "INSERT INTO CODERS (ID, Name, Red, Green, Blue, Password) VALUES (1, 'Admin', 255, 255, 0, ?)",
            (encrypted(PASSWORD),),
        )
        database.executemany(
            "INSERT INTO SETTINGS VALUES (?, ?)", (("version", VERSION), ("date", "2024-01-01"))
        )
        database.executemany(
            "INSERT INTO DOCUMENTS (ID, Title, Text, Coder, Date) VALUES (?, ?, ?, 1, ?)",
            (
                (number, title[:LONGEST], words, int(FIRST.timestamp()) + 86_400 * number)
                for number, title, words in text.select("document", "transcript", "text").iter_rows()
            ),
        )
        for number, label in enumerate(("DNA Statement", "hypothetical")):
            of = placed.filter(pl.col("hypothetical") == bool(number))
            _fill(database, number, label, of)
    database.close()
    return path


def _fill(database: sqlite3.Connection, number: int, label: str, statements: pl.DataFrame) -> None:
    """Write a type of statement, its variables and its statements."""
    kind = number + 1
    database.execute("INSERT INTO STATEMENTTYPES VALUES (?, ?, 239, 208, 51)", (kind, label))
    database.executemany(
        "INSERT INTO STATEMENTS (ID, StatementTypeId, DocumentId, Start, Stop, Coder) VALUES (?, ?, ?, ?, ?, 1)",
        statements.select("statement", pl.lit(kind), "document", "start", "stop").iter_rows(),
    )
    first = 4 * number + 1
    for variable, (name, column) in enumerate(VARIABLES.items(), first):
        database.execute("INSERT INTO VARIABLES VALUES (?, ?, 'short text', ?)", (variable, name, kind))
        named = statements.select("statement", pl.col(column).fill_null("").str.head(LONGEST).alias("value"))
        values = named.select(pl.col("value").unique().sort())
        start = database.execute("SELECT COALESCE(MAX(ID), 0) FROM ENTITIES").fetchone()[0]
        values = values.with_row_index("entity", offset=start + 1)
        database.executemany(
            f"INSERT INTO ENTITIES (ID, VariableId, Value, Red, Green, Blue) VALUES (?, {variable}, ?, 0, 0, 0)",
            values.iter_rows(),
        )
        database.executemany(
            f"INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (?, {variable}, ?)",
            named.join(values, on="value", maintain_order="left").select("statement", "entity").iter_rows(),
        )
    database.execute("INSERT INTO VARIABLES VALUES (?, 'agreement', 'boolean', ?)", (first + 3, kind))
    database.executemany(
        f"INSERT INTO DATABOOLEAN (StatementId, VariableId, Value) VALUES (?, {first + 3}, ?)",
        statements.select("statement", pl.col("agreement").cast(pl.Int64)).iter_rows(),
    )


def documents(turns: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    r"""Join the turns of each transcript to one text, and say where each turn stands in it.

    DNA counts as Java does: a character beyond the first 65,536 (an emoji) counts as two.

    Returns
    -------
    tuple of polars.DataFrame
        document (from 1), transcript and text; and turn, document, text of the turn, begin and end in the document.

    Examples
    --------
    >>> turns = pl.DataFrame({"transcript": ["t", "t"], "turn": ["t-001", "t-002"], "speaker_code": ["C01", "E01"],
    ...                       "text": ["Ja.", "Nee."]})
    >>> whole, spans = documents(turns)
    >>> whole["text"].item(), spans.select("turn", "begin", "end").rows()
    ('C01: Ja.\nE01: Nee.\n', [('t-001', 5, 8), ('t-002', 14, 18)])
    """
    numbers = turns.select("transcript").unique(maintain_order=True).with_row_index("document", offset=1)
    spans = turns.join(numbers, on="transcript", maintain_order="left").with_columns(
        line=pl.format("{}: {}\n", "speaker_code", "text"), opening=_length(pl.col("speaker_code")) + 2
    )
    before = _length(pl.col("line")).cum_sum().over("document") - _length(pl.col("line"))
    spans = spans.with_columns(begin=before + pl.col("opening"))
    spans = spans.with_columns(end=pl.col("begin") + _length(pl.col("text")))
    whole = spans.group_by("document", "transcript", maintain_order=True).agg(
        pl.col("line").str.join("").alias("text")
    )
    return whole, spans.select("turn", "document", "text", "begin", "end")


def _placed(statements: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """Statements with a number and their place in their document."""
    found = statements.join(spans, on="turn", how="inner", maintain_order="left")
    start, stop = (
        _length(pl.col("text").str.head(pl.col(f"clause_{end}"))) + pl.col("begin")
        for end in ("start", "end")
    )
    return found.with_columns(
        start=pl.coalesce(start, "begin"), stop=pl.coalesce(stop, "end")
    ).with_row_index("statement", offset=1)


def _length(text: pl.Expr) -> pl.Expr:
    """Characters as Java counts them."""
    return (text.str.len_chars() + text.str.count_matches(ASTRAL)).cast(pl.Int64)


def encrypted(password: str, salt: bytes = SALT) -> str:
    """Digest of a password as DNA stores it: salted SHA-256, 100,000 times, in Base64 behind its salt.

    The salt is fixed, so that a second run writes the same file; the password is no secret.

    Examples
    --------
    >>> len(encrypted("machtstaal")), encrypted("a") == encrypted("b")
    (64, False)
    """
    digest = salt + password.encode("utf-8")
    for _ in range(ROUNDS):
        digest = hashlib.sha256(digest).digest()
    return b64encode(salt + digest).decode("ascii")
