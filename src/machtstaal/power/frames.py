"""Power frames: one row a process that puts one party over, under or beside another."""

import polars as pl

from machtstaal.power.polarity import polarity

ROLES = ("agent", "patient", "beneficiary")
SIDES = ("over", "under")
SCHEMA = {
    **dict.fromkeys(("process", "transcript", "turn", "sentence"), pl.String),
    **dict.fromkeys(("clause_start", "clause_end", "head_start", "head_end"), pl.Int32),
    **dict.fromkeys(("lemma", "power", "relation", "direction"), pl.String),
    "over": pl.String,
    "over_lemma": pl.String,
    "over_start": pl.Int32,
    "over_end": pl.Int32,
    "under": pl.String,
    "under_lemma": pl.String,
    "under_start": pl.Int32,
    "under_end": pl.Int32,
    "modality": pl.String,
    "negated": pl.Boolean,
    "polarity": pl.String,
}


def is_frame() -> pl.Expr:
    """Whether a process is a power frame: a predicate of power with a participant that is a known actor."""
    known = pl.any_horizontal(pl.col(f"{role}_actor").is_not_null() for role in ROLES)
    return (pl.col("power") != "none") & known


def extract(processes: pl.DataFrame) -> pl.DataFrame:
    """Power frames of the processes: who is over whom, and whether that is exercised (Sap et al. 2017).

    The two parties are the agent and the *other*: the patient, or the beneficiary where that is a known
    actor and the patient is none (*de overheid legt burgers een norm op*: citizens are under). With power
    `agent` the agent is over the other, with `patient` the other is over the agent. Equals stand in the
    same order as with `agent`, which then means nothing.

    Parameters
    ----------
    processes
        Processes table.

    Returns
    -------
    polars.DataFrame
        Columns of `SCHEMA` in the order of the processes. `over` and `under` are actor categories, empty
        where the lexicons do not know the party (then its lemma is there) or the clause does not name it
        (then it is not).

    Examples
    --------
    >>> frame = extract(pl.DataFrame({
    ...     "process": ["p1"], "transcript": ["t"], "turn": ["t-1"], "sentence": ["t-1:1"],
    ...     "lemma": ["afhangen"], "agent": ["burger"], "agent_actor": ["citizens"],
    ...     "patient": ["platform"], "patient_actor": ["big_tech"],
    ...     "beneficiary": [None], "beneficiary_actor": [None], "power": ["patient"], "modality": ["none"],
    ...     "negated": [False],
    ...     **{f"{part}_{end}": [0] for part in ("clause", "head", *ROLES) for end in ("start", "end")},
    ... }))
    >>> frame.select("over", "under", "relation", "direction", "polarity").row(0)
    ('big_tech', 'citizens', 'over', 'patient_agent', 'exercised')
    """
    stands_in = pl.col("patient_actor").is_null() & pl.col("beneficiary_actor").is_not_null()
    other = pl.when(stands_in).then(pl.lit("beneficiary")).otherwise(pl.lit("patient"))
    turned = pl.col("power") == "patient"
    frames = processes.filter(is_frame()).with_columns(
        relation=pl.when(pl.col("power") == "equal").then(pl.lit("equal")).otherwise(pl.lit("over")),
        direction=pl.when(turned)
        .then(pl.concat_str(other, pl.lit("_agent")))
        .otherwise(pl.concat_str(pl.lit("agent_"), other)),
        **{
            f"other{part}": pl.when(stands_in).then(f"beneficiary{part}").otherwise(f"patient{part}")
            for part in ("", "_actor", "_start", "_end")
        },
    )
    parts = {"": "_actor", "_lemma": "", "_start": "_start", "_end": "_end"}
    parties = {
        f"{side}{name}": pl.when(turned if side == "over" else ~turned)
        .then(f"other{part}")
        .otherwise(f"agent{part}")
        for side in SIDES
        for name, part in parts.items()
    }
    frames = frames.with_columns(polarity(), **parties)
    return frames.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())


def pairs(frames: pl.DataFrame) -> pl.DataFrame:
    """Relations of power between two known actors: a row a frame, of equals one in each direction.

    Parameters
    ----------
    frames
        Power frames, with any further columns.

    Returns
    -------
    polars.DataFrame
        `frames` with `holder` and `subject`, without those that know one party only; an actor that deals
        with its own kind as with an equal is there once.
    """
    back = frames.filter(pl.col("relation") == "equal")
    both = pl.concat(
        [
            frames.with_columns(holder="over", subject="under"),
            back.with_columns(holder="under", subject="over"),
        ]
    )
    return both.drop_nulls(["holder", "subject"]).unique(
        ["process", "holder", "subject"], maintain_order=True
    )
