"""Tables: how they are held against their contracts, read, written, and joined with who speaks."""

from pathlib import Path

import polars as pl

from machtstaal.contracts import SCHEMAS
from machtstaal.power.polarity import polarity


def checked(frame: pl.DataFrame, table: str) -> pl.DataFrame:
    """`frame` itself, after it was held against the contract of `table`.

    Raises
    ------
    pandera.errors.SchemaError
        If it breaks the contract: an error of the program, not of its user.
    """
    return SCHEMAS[table].validate(frame) if table in SCHEMAS else frame


def write(frame: pl.DataFrame, path: Path) -> None:
    """Write a table as Parquet or, by its suffix, as CSV for spreadsheets (UTF-8, half-open offsets)."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".csv":
        flat = frame.with_columns(
            pl.col(pl.List(pl.String)).list.join(";"),
            pl.col(pl.Float64).round(6),
            pl.col(pl.Float32).round(6),
        )
        flat.write_csv(path, null_value="")
    else:
        frame.write_parquet(path, statistics=False)


def read(path: Path) -> pl.DataFrame:
    """Read a table that `write` wrote as Parquet."""
    return pl.read_parquet(path)


def situated(frame: pl.DataFrame, turns: pl.DataFrame, facilitators: bool = False) -> pl.DataFrame:
    """Rows of any table with a `turn`, together with who said them, where, in which group and language.

    Parameters
    ----------
    frame
        A table with a column `turn`.
    turns
        Turns table.
    facilitators
        Keep what facilitators said; by default it is left out of all analysis.

    Returns
    -------
    pl.DataFrame
        `frame` with group, workshop, scenario, speaker_code, role and language, in its own order.
    """
    wanted = ["turn", "group", "workshop", "scenario", "speaker_code", "role"]
    wanted += ["language"] if "language" in turns.columns else []
    here = turns if facilitators else turns.filter(pl.col("role") == "participant")
    columns = [c for c in wanted if c == "turn" or c not in frame.columns]
    return frame.join(here.select(columns), on="turn", how="inner", maintain_order="left")


def participants(processes: pl.DataFrame) -> pl.DataFrame:
    """One row a participant with a known actor: process, role, actor, and the frame it stands in.

    ``power_role`` says who is put in the stronger position: ``holder``, ``subject``, ``equal``, or null where
    the process is no relation of power. ``polarity`` says whether that relation is said to be exercised.
    """
    stronger = {
        "agent": {"agent": "holder", "patient": "subject"},
        "patient": {"agent": "subject", "patient": "holder"},
    }
    shared = ["process", "transcript", "turn", "sentence"]
    frame = ["process_type", "modality", "negated", "power", "voice", "kind"]
    parts = []
    for role in ("agent", "patient", "beneficiary"):
        position = (
            pl.when(pl.col("power") == "equal")
            .then(pl.lit("equal"))
            .when(pl.col("power") == "agent")
            .then(pl.lit(stronger["agent"].get(role)))
            .when(pl.col("power") == "patient")
            .then(pl.lit(stronger["patient"].get(role)))
        )
        parts.append(
            processes.filter(pl.col(f"{role}_actor").is_not_null()).select(
                *shared,
                role=pl.lit(role),
                actor=f"{role}_actor",
                start=f"{role}_start",
                end=f"{role}_end",
                lemma=role,
                **{column: pl.col(column) for column in frame},
                power_role=position.cast(pl.String),
                polarity=pl.when(pl.col("power") != "none").then(polarity()),
            )
        )
    return pl.concat(parts).sort("process", "role")
