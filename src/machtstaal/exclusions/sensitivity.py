"""How much of what is left out can be found nearby, by how far one looks."""

from collections.abc import Sequence

import polars as pl

from machtstaal.exclusions.retrieval import SAME_VERB

WINDOWS = (0, 1, 2, 3, 5)
"""Turns before a process; the middle one is the default of the settings."""

SENSITIVITY_SCHEMA = {
    "group": pl.String,
    "window": pl.Int64,
    "backgrounded": pl.Int64,
    "left_out": pl.Int64,
    "share": pl.Float64,
}


def by_window(ledger: pl.DataFrame, windows: Sequence[int] = WINDOWS, reach: int = 5) -> pl.DataFrame:
    """Share of the left-out agents that the same verb names within each window, by group.

    Parameters
    ----------
    ledger
        Ledger of exclusions with a column group (`machtstaal.tables.situated`); generic agents are not left out.
    windows
        Numbers of turns before a process; those beyond `reach` cannot be known and are dropped.
    reach
        Turns that the ledger was looked through.

    Returns
    -------
    pl.DataFrame
        Columns of `SENSITIVITY_SCHEMA`: counts, and their ratio (null where nothing is left out).

    Examples
    --------
    >>> rows = pl.DataFrame({"group": ["a"] * 3, "class": ["backgrounded", "suppressed", "suppressed"],
    ...     "by": ["same verb", "same verb", "last actor"], "distance": [0, 4, 0]})
    >>> by_window(rows, (0, 5)).select("window", "backgrounded", "left_out").rows()
    [(0, 1, 3), (5, 2, 3)]
    """
    left_out = ledger.filter(pl.col("class") != "generic")
    tried = pl.DataFrame({"window": [w for w in windows if w <= reach]}, schema={"window": pl.Int64})
    near = ((pl.col("by") == SAME_VERB) & (pl.col("distance") <= pl.col("window"))).fill_null(False)
    counted = (
        left_out.select("group", "by", "distance")
        .join(tried, how="cross")
        .group_by("group", "window")
        .agg(backgrounded=near.sum(), left_out=pl.len())
        .sort("group", "window")
    )
    share = pl.col("backgrounded") / pl.col("left_out")
    return counted.with_columns(share=share).select(
        pl.col(name).cast(kind) for name, kind in SENSITIVITY_SCHEMA.items()
    )
