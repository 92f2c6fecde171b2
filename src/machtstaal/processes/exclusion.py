"""Left-out agents: suppressed, or backgrounded because the text nearby says who does it (van Leeuwen 2008)."""

import polars as pl


def classify(processes: pl.DataFrame, order: pl.DataFrame, window: int) -> pl.DataFrame:
    """Exclusion of every process whose agent is left out.

    An agent is *backgrounded* when the same verb (or the noun made of it) has an expressed agent in the same turn
    or in one of the `window` turns before it; otherwise it is *suppressed*. Both are called exclusion; a process
    with an agent, or without any implied doer, has none.

    Parameters
    ----------
    processes
        Columns process, turn, verb (lemma of the verb, also for a nominalisation), agent_status.
    order
        Columns turn, transcript, position (whole number, the turn's place in its transcript).
    window
        Turns before the process's own turn in which its agent counts as retrievable; 0 or more.

    Returns
    -------
    pl.DataFrame
        Columns process, exclusion (``suppressed``, ``backgrounded`` or null), in the order of `processes`.
    """
    placed = processes.join(order, on="turn", how="left", maintain_order="left")
    acting = (
        placed.filter(pl.col("agent_status") == "expressed")
        .select("transcript", "verb", at="position")
        .unique()
    )
    lacking = placed.filter(pl.col("agent_status") == "suppressed")
    retrievable = (
        lacking.join(acting, on=["transcript", "verb"])
        .filter((pl.col("position") - pl.col("at")).is_between(0, window))
        .select("process")
        .unique()
    )
    return processes.select(
        "process",
        exclusion=pl.when(pl.col("agent_status") != "suppressed")
        .then(None)
        .when(pl.col("process").is_in(retrievable["process"].to_list()))
        .then(pl.lit("backgrounded"))
        .otherwise(pl.lit("suppressed")),
    )
