"""Who is said to have power over whom: a directed network from the power frames."""

from collections.abc import Collection

import polars as pl

from machtstaal.networks.edges import POWER, factuality, tally, without


def edges(processes: pl.DataFrame, *, exclude: Collection[str] = (), min_weight: int = 1) -> pl.DataFrame:
    """Tie the holder of power to its subject, for every power frame with two known actors.

    With power `agent` the agent holds it over the patient; with `patient` the patient holds it over the
    agent; with `equal` there is an edge in both directions, counted in `n_equal`. Where no actor is the
    patient, the beneficiary takes its place (*de overheid legt burgers een norm op*: citizens are the
    subject; *burgers vragen de overheid om hulp*: government is the holder). An actor category can have
    power over itself.

    weight(holder, subject) = number of such processes that are asserted (`edges.factuality`). What is only
    demanded, imagined or denied is no weight but is counted beside it: n_demanded, n_hypothetical, n_negated.
    An edge whose frames are all of that kind is kept, with weight zero.

    Parameters
    ----------
    processes
        Situated processes: process, agent_actor, patient_actor, beneficiary_actor, power, modality, negated,
        group, speaker_code, in the order of the text.
    exclude
        Actor categories left out; none by default, since *wij* and *zij* are parties in talk about power.
    min_weight
        Least number of power frames of an edge, asserted or not.

    Returns
    -------
    polars.DataFrame
        Edge table (`edges.EDGE_SCHEMA`), source the holder, target the subject.

    Examples
    --------
    >>> processes = pl.DataFrame({
    ...     "process": ["p1", "p2"], "group": ["citizens"] * 2, "speaker_code": ["C01", "C02"],
    ...     "agent_actor": ["government", "citizens"], "patient_actor": ["citizens", "big_tech"],
    ...     "beneficiary_actor": [None, None], "power": ["agent", "patient"], "modality": ["none", "none"],
    ...     "negated": [False, True],
    ... }, schema_overrides={"beneficiary_actor": pl.String})
    >>> table = edges(processes).filter(pl.col("group") == "citizens")
    >>> table.select("source", "target", "weight", "n_negated", "processes").rows()
    [('big_tech', 'citizens', 0, 1, 'p2'), ('government', 'citizens', 1, 0, 'p1')]
    """
    told = tally(evidence(processes, exclude=exclude), POWER, min_weight)
    return told.with_columns(pl.col("n_asserted").alias("weight"))


def evidence(processes: pl.DataFrame, *, exclude: Collection[str] = ()) -> pl.DataFrame:
    """Evidence of the ties of `edges`, as `edges.tally` takes it."""
    other = pl.coalesce("patient_actor", "beneficiary_actor")
    frames = processes.with_row_index("order").with_columns(
        pl.col("agent_actor").alias("source"),
        other.alias("target"),
        (pl.col("power") == "equal").alias("n_equal"),
        pl.col("process").alias("id"),
        pl.col("process").alias("unit"),
        *factuality(),
    )
    held = frames.filter(pl.col("power").is_in(["agent", "equal"]))
    turned = frames.filter(pl.col("power").is_in(["patient", "equal"]))
    turned = turned.with_columns(pl.col("target").alias("source"), pl.col("source").alias("target"))
    found = pl.concat([held, turned])
    for party in ("source", "target"):
        found = without(found, party, exclude)
    return found
