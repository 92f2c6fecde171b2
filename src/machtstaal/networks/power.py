"""Who is said to have power over whom: a directed network from the power frames."""

from collections.abc import Collection

import polars as pl

from machtstaal.networks.edges import POWER, tally, without
from machtstaal.power.frames import pairs
from machtstaal.power.polarity import POLARITIES


def edges(frames: pl.DataFrame, *, exclude: Collection[str] = (), min_weight: int = 1) -> pl.DataFrame:
    """Tie the holder of power to its subject, for every power frame with two known actors.

    Holder and subject are the parties `over` and `under` of the frame (`machtstaal.power.frames.extract`); of
    equals there is an edge in both directions, counted in `n_equal`. An actor category can have power over
    itself.

    weight(holder, subject) = number of such frames whose power is said to be exercised. What is only a norm,
    possible, imagined or denied is no weight but is counted beside it: n_deontic, n_hypothetical, n_denied
    (`machtstaal.power.polarity`). An edge whose frames are all of that kind is kept, with weight zero.

    Parameters
    ----------
    frames
        Situated power frames: process, over, under, relation, polarity, group, speaker_code, in the order of the
        text.
    exclude
        Actor categories left out; none by default, since *wij* and *zij* are parties in talk about power.
    min_weight
        Least number of power frames of an edge, exercised or not.

    Returns
    -------
    polars.DataFrame
        Edge table (`edges.EDGE_SCHEMA`), source the holder, target the subject.

    Examples
    --------
    >>> frames = pl.DataFrame({
    ...     "process": ["p1", "p2"], "group": ["citizens"] * 2, "speaker_code": ["C01", "C02"],
    ...     "over": ["government", "big_tech"], "under": ["citizens", "citizens"],
    ...     "relation": ["over", "over"], "polarity": ["exercised", "denied"],
    ... })
    >>> table = edges(frames).filter(pl.col("group") == "citizens")
    >>> table.select("source", "target", "weight", "n_denied", "processes").rows()
    [('big_tech', 'citizens', 0, 1, 'p2'), ('government', 'citizens', 1, 0, 'p1')]
    """
    told = tally(evidence(frames, exclude=exclude), POWER, min_weight)
    return told.with_columns(pl.col("n_exercised").alias("weight"))


def evidence(frames: pl.DataFrame, *, exclude: Collection[str] = ()) -> pl.DataFrame:
    """Evidence of the ties of `edges`, as `edges.tally` takes it."""
    found = pairs(frames.with_row_index("order")).with_columns(
        pl.col("holder").alias("source"),
        pl.col("subject").alias("target"),
        (pl.col("relation") == "equal").alias("n_equal"),
        pl.col("process").alias("id"),
        pl.col("process").alias("unit"),
        *((pl.col("polarity") == name).alias(f"n_{name}") for name in POLARITIES),
    )
    for party in ("source", "target"):
        found = without(found, party, exclude)
    return found
