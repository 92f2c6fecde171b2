"""Which differences are asked about: what the report tells, taken from the main analysis alone."""

import polars as pl

from machtstaal.comparison.told import MOST, nearest_first, surest_first

SCHEMA = {
    "family": pl.String,
    "measure": pl.String,
    "item": pl.String,
    "group_a": pl.String,
    "group_b": pl.String,
    "role": pl.String,
}
KEY = ["measure", "item", "group_a", "group_b"]
"""What a finding is found by in all tables."""
ROUNDING = 1e-9
"""Differences below this are none, and have no direction."""


def choose(contrasts: pl.DataFrame, alpha: float, most: int = MOST) -> pl.DataFrame:
    """Findings of the main analysis over all talk: what the report tells, and what came nearest where it tells none.

    Parameters
    ----------
    contrasts
        Contrasts table of the main analysis.
    alpha
        Level below which q has to be.
    most
        Most differences of a family and a pair of groups, the surest first.

    Returns
    -------
    DataFrame
        Columns of `SCHEMA`, in the order of the families; role is `told`, or `nearest` for the one comparison of a family
        that came nearest, where no difference of that family could be told.

    Examples
    --------
    >>> row = {"family": "power", "measure": "holders", "scenario": None, "group_a": "a", "group_b": "b", "p": 0.01,
    ...        "difference": 0.2}
    >>> found = choose(pl.DataFrame([
    ...     {**row, "item": "media", "low": 0.1, "high": 0.3, "q": 0.01},
    ...     {**row, "item": "we", "low": -0.1, "high": 0.3, "q": 0.3},
    ...     {**row, "family": "negation", "measure": "negation", "item": None, "low": -0.1, "high": 0.3, "q": 0.2},
    ... ]), alpha=0.05)
    >>> found.select("measure", "item", "role").rows()
    [('holders', 'media', 'told'), ('negation', None, 'nearest')]
    """
    whole = contrasts.filter(pl.col("scenario").is_null())
    found = []
    for (family, *_), rows in whole.group_by("family", "group_a", "group_b", maintain_order=True):
        known = list(rows.iter_rows(named=True))
        told = surest_first(known, alpha)[:most]
        different = [row for row in nearest_first(known) if abs(row["difference"]) > ROUNDING]
        asked = [("told", row) for row in told] or [("nearest", row) for row in different[:1]]
        found += [{**row, "family": family, "role": role} for role, row in asked]
    return pl.DataFrame([{name: row[name] for name in SCHEMA} for row in found], schema=SCHEMA, orient="row")
