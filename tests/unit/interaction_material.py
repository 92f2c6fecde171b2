"""Short talks for the tests of interaction, and made-up ones of any length."""

import numpy as np
import polars as pl

GROUP = {"A": "citizen", "B": "citizen", "C": "expert", "D": "expert", "F": "citizen"}


def turns(said: list[tuple[str, str]], transcript: str = "t", **columns) -> pl.DataFrame:
    """Turns of (speaker, text); F is a facilitator."""
    n = len(said)
    frame = pl.DataFrame(
        {
            "transcript": [transcript] * n,
            "turn": [f"{transcript}-{number}" for number in range(1, n + 1)],
            "workshop": ["w"] * n,
            "group": [GROUP[speaker] for speaker, _ in said],
            "speaker": [f"Naam{speaker}" for speaker, _ in said],
            "role": ["facilitator" if speaker == "F" else "participant" for speaker, _ in said],
            "scenario": pl.Series([None] * n, dtype=pl.String),
            "start_ms": pl.Series([None] * n, dtype=pl.Int64),
            "end_ms": pl.Series([None] * n, dtype=pl.Int64),
            "text": [text for _, text in said],
            "language": ["nl"] * n,
            "speaker_code": [speaker for speaker, _ in said],
            "n_words": [len(text.split()) for _, text in said],
        }
    )
    return frame.with_columns(**columns)


def tokens(turns: pl.DataFrame, upos: str = "NOUN") -> pl.DataFrame:
    """Every word of the turns as a token with its own form as lemma."""
    words = (
        turns.select("transcript", "turn", form=pl.col("text").str.extract_all(r"\w+"))
        .explode("form")
        .drop_nulls()
    )
    number = pl.int_range(1, pl.len() + 1).over("turn").cast(pl.Int32)
    return words.with_columns(
        sentence=pl.col("turn") + ":1", token=number, start=number * 10, end=number * 10 + 5, lemma="form",
        upos=pl.lit(upos), xpos=pl.lit("_"), feats=pl.lit("_"), head=pl.lit(0, pl.Int32), deprel=pl.lit("root"),
    )  # fmt: skip


def random_talk(
    rng: np.random.Generator, n: int = 40, words: int = 30, transcript: str = "t"
) -> pl.DataFrame:
    """Talk without any order: each of four speakers has favourite words and says them at any time."""
    speakers = rng.choice(list("ABCD"), n)
    taste = {speaker: rng.dirichlet(np.full(words, 0.4)) for speaker in "ABCD"}
    said = [
        (str(who), " ".join(f"wo{word:03d}" for word in rng.choice(words, rng.integers(2, 9), p=taste[who])))
        for who in speakers
    ]
    return turns(said, transcript)
