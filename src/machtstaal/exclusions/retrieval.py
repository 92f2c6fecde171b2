"""Which agent nearby does what is said without one: the nearest of the same verb, or the last actor that acted."""

import polars as pl

SAME_VERB, LAST_ACTOR = "same verb", "last actor"
THINGS = ("technology", "data")
"""Categories of actors that are nobody."""
ACTING = ("material", "mental", "verbal", "behavioural")
"""Process types in which an agent acts; who *is* or *has* something does not."""
FOUND = ("process", "turn", "start", "end", "", "actor")
"""Endings of the columns that say which agent was found: ``retrieved_process``, ..., ``retrieved``, ..."""


def placed(processes: pl.DataFrame, order: pl.DataFrame) -> pl.DataFrame:
    """Processes in the order of the talk, with `position` (of their turn) and `place` (their own, from 0).

    Parameters
    ----------
    processes
        Processes table.
    order
        Columns turn and position (whole number, the turn's place in its transcript).
    """
    located = processes.join(order.select("turn", "position"), on="turn", how="left", maintain_order="left")
    ordered = located.sort("transcript", "position", "head_start", "process")
    return ordered.with_columns(place=pl.int_range(pl.len(), dtype=pl.Int64))


def same_verb(processes: pl.DataFrame, reach: int) -> pl.DataFrame:
    """Nearest expressed agent of the same verb, for each process whose agent is left out.

    Looked for in the same turn, before and after, and in the `reach` turns before it; the same turn comes first.
    Of two in the same turn the one with fewer characters in between is taken, of two equally near the earlier one.

    Parameters
    ----------
    processes
        Processes in the order of the talk (`placed`).
    reach
        Turns before the process's own in which an agent is looked for; 0 or more.

    Returns
    -------
    pl.DataFrame
        process, the columns ``retrieved...`` and distance (turns); a row for each process with an agent in reach.
    """
    keys = ["transcript", "verb"]
    acting = _agents(processes.filter(pl.col("agent_status") == "expressed")).select(
        *keys, "place", "at", "from", *map(_named, FOUND)
    )
    lacking = _lacking(processes, *keys)
    sides = [
        lacking.join_asof(acting, on="place", by=keys, strategy=strategy, check_sortedness=False)
        for strategy in ("backward", "forward")
    ]
    distance = pl.col("position") - pl.col("at")
    found = pl.concat(sides).with_columns(
        distance=distance, apart=(pl.col("head_start") - pl.col("from")).abs()
    )
    found = found.filter(pl.col("distance").is_between(0, reach))
    # characters compare within a turn only; of an earlier turn there is one candidate
    return (
        found.sort("place", "distance", "apart", "from")
        .unique("process", keep="first", maintain_order=True)
        .select("process", *map(_named, FOUND), pl.col("distance").cast(pl.Int32))
    )


def last_actor(processes: pl.DataFrame) -> pl.DataFrame:
    """Known actor that acted last in the same turn, before each process whose agent is left out.

    A weaker guess than the same verb: who was just said to do, think or say something is often, but far from always,
    who does the next thing too (docs/method.md says how often).

    Parameters
    ----------
    processes
        Processes in the order of the talk (`placed`).

    Returns
    -------
    pl.DataFrame
        As of `same_verb`; the distance is 0.
    """
    acts = (pl.col("agent_status") == "expressed") & pl.col("process_type").is_in(ACTING)
    somebody = pl.col("agent_actor").is_not_null() & ~pl.col("agent_actor").is_in(THINGS)
    acting = _agents(processes.filter(acts & somebody)).select("turn", "place", *map(_named, FOUND))
    lacking = _lacking(processes, "turn")
    found = lacking.join_asof(acting, on="place", by="turn", strategy="backward", check_sortedness=False)
    return found.drop_nulls("retrieved_process").select(
        "process", *map(_named, FOUND), distance=pl.lit(0, pl.Int32)
    )


def _lacking(processes: pl.DataFrame, *keys: str) -> pl.DataFrame:
    lacking = processes.filter(pl.col("agent_status") == "suppressed")
    return lacking.select("process", "place", "position", "head_start", *keys)


def _agents(acting: pl.DataFrame) -> pl.DataFrame:
    return acting.with_columns(
        pl.col("position").alias("at"),
        pl.col("head_start").alias("from"),
        retrieved_process="process",
        retrieved_turn="turn",
        retrieved_start="agent_start",
        retrieved_end="agent_end",
        retrieved="agent",
        retrieved_actor="agent_actor",
    )


def _named(ending: str) -> str:
    return f"retrieved_{ending}".rstrip("_")
