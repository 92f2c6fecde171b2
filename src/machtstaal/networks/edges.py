"""The edge table: one row a tie, with its weight, its speakers and the ids of its evidence."""

from collections.abc import Collection

import polars as pl

from machtstaal.power.polarity import POLARITIES
from machtstaal.problems import Problem

ALL = "all"
PRONOUNS = ("speaker", "addressee", "generic")

SENTENCE, WINDOW, POWER, CONCEPT = "cooccurrence_sentence", "cooccurrence_window", "power", "actor_concept"
NETWORKS = (SENTENCE, WINDOW, POWER, CONCEPT)
DIRECTED = frozenset({POWER})
TWO_MODE = frozenset({CONCEPT})

ROLES = ("agent", "patient", "beneficiary")

COUNTS = tuple(f"n_{name}" for name in (*POLARITIES, "equal", *ROLES))
EDGE_SCHEMA = {
    "network": pl.String,
    "group": pl.String,
    "source": pl.String,
    "target": pl.String,
    "weight": pl.Int64,
    "n_speakers": pl.Int64,
    **dict.fromkeys(COUNTS, pl.Int64),
    "processes": pl.String,
}


def empty() -> pl.DataFrame:
    """Make an edge table without edges."""
    return pl.DataFrame(schema=EDGE_SCHEMA)


def tally(evidence: pl.DataFrame, network: str, min_weight: int = 1) -> pl.DataFrame:
    """Count ties from their evidence, per group and for all groups together.

    Parameters
    ----------
    evidence
        One row for each piece of evidence of a tie: group, speaker_code, source, target, `unit` (what the
        weight counts, once however often it occurs), `id` (of the mention or process), `order` (of the ids).
        Columns of `COUNTS` that are present are booleans about the unit, counted over units. Rows without a
        group (facilitators) are left out, also of the pool.
    network
        Name of the network.
    min_weight
        Least number of units of an edge, in the group or the pool that the row is about.

    Returns
    -------
    polars.DataFrame
        Columns of `EDGE_SCHEMA`, sorted. `weight` is the number of units, `n_speakers` the number of
        speakers who made them; counts that the evidence does not have are null; `processes` holds the ids
        in order of the text, joined by `;`.

    Raises
    ------
    Problem
        If a group has the id `all`, which is the name of the pool.
    """
    texts = pl.col("group", "speaker_code", "source", "target", "unit", "id").cast(pl.String)
    evidence = evidence.with_columns(texts).drop_nulls("group")
    if (evidence["group"] == ALL).any():
        raise Problem(
            "config.yaml, groups: 'all' is the name of all groups together; give the group another id."
        )
    counted = [name for name in COUNTS if name in evidence.columns]
    ties, rows = _numbered(evidence, counted)
    weights = rows.group_by("tie", "unit").agg(pl.col(counted).max()).group_by("tie")
    weights = weights.agg(pl.len().alias("weight"), pl.col(counted).sum()).filter(
        pl.col("weight") >= min_weight
    )
    traces = rows.join(weights.select("tie"), on="tie", how="semi").group_by("tie")
    traces = traces.agg(
        pl.col("speaker_code").n_unique().alias("n_speakers"), pl.col("order").unique().sort()
    )
    ids = evidence.select("order", "id").unique("order")
    ids = traces.select("tie", "order").explode("order").join(ids, on="order", maintain_order="left")
    ids = ids.group_by("tie", maintain_order=True).agg(pl.col("id").str.join(";").alias("processes"))
    edges = ties.join(weights, on="tie").join(traces.drop("order"), on="tie").join(ids, on="tie")
    absent = [pl.lit(None).alias(name) for name in COUNTS if name not in counted]
    edges = edges.with_columns(pl.lit(network).alias("network"), *absent)
    return edges.select(pl.col(name).cast(kind) for name, kind in EDGE_SCHEMA.items()).sort(
        "network", "group", "source", "target"
    )


def shares(evidence: pl.DataFrame, network: str) -> pl.DataFrame:
    """Count ties from their evidence by speaker: what resampling and permuting speakers start from.

    Parameters
    ----------
    evidence
        As `tally` takes it. A unit (sentence, turn, process) is one speaker's, so the weights of the speakers
        of a group add up to the weight of the tie in it; in the power network those of asserted frames.
    network
        Name of the network.

    Returns
    -------
    polars.DataFrame
        network, group, speaker_code, source, target, weight; sorted.

    Examples
    --------
    >>> evidence = pl.DataFrame({
    ...     "group": ["experts"] * 3, "speaker_code": ["E01", "E01", "E02"], "source": ["business"] * 3,
    ...     "target": ["data"] * 3, "unit": ["s1", "s1", "s2"], "id": ["m1", "m2", "m3"], "order": [0, 1, 2],
    ... })
    >>> shares(evidence, "cooccurrence_sentence").select("speaker_code", "weight").rows()
    [('E01', 1), ('E02', 1)]
    """
    if network == POWER:
        evidence = evidence.filter("n_exercised")
    names = ["group", "speaker_code", "source", "target"]
    told = evidence.drop_nulls("group").with_columns(pl.col(*names).cast(pl.String))
    counted = told.group_by(names).agg(pl.col("unit").n_unique().cast(pl.Int64).alias("weight")).sort(names)
    return counted.select(pl.lit(network).alias("network"), *names, "weight")


def _numbered(evidence: pl.DataFrame, counted: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Ties of every group and of the pool, numbered, and the evidence of each with numbers for names.

    Overlapping windows make many rows of evidence, and numbers are counted quicker than names.
    """
    names = ["group", "source", "target"]
    ties = evidence.select(names).unique()
    ties = pl.concat([ties, ties.with_columns(pl.lit(ALL).alias("group")).unique()])
    ties = ties.sort(names).with_row_index("tie")
    own, pool = ties.filter(pl.col("group") != ALL), ties.filter(pl.col("group") == ALL)
    numbers = pl.col("unit", "speaker_code").cast(pl.Categorical).to_physical()
    rows = evidence.join(own, on=names).select("tie", "order", numbers, *counted)
    pool_of = own.join(pool, on=["source", "target"], suffix="_pool").select("tie", "tie_pool")
    pooled = rows.join(pool_of, on="tie").with_columns(pl.col("tie_pool").alias("tie")).drop("tie_pool")
    return ties, pl.concat([rows, pooled])


def without(frame: pl.DataFrame, column: str, categories: Collection[str]) -> pl.DataFrame:
    """Keep rows whose actor is known and not one of these categories."""
    return frame.filter(pl.col(column).is_not_null() & ~pl.col(column).is_in(list(categories)))


def strongest(edges: pl.DataFrame, actors: int = 15, concepts: int = 30) -> pl.DataFrame:
    """Keep, in every network and group, the edges among the nodes with most weight, for a figure.

    Parameters
    ----------
    edges
        Edge table.
    actors, concepts
        Most actors and most concepts kept, by the sum of the weights of their edges.

    Examples
    --------
    >>> edges = pl.DataFrame(
    ...     [("power", "all", "business", "citizens", 5), ("power", "all", "business", "media", 1)],
    ...     schema=["network", "group", "source", "target", "weight"], orient="row",
    ... )
    >>> strongest(edges, actors=2).select("source", "target").rows()
    [('business', 'citizens')]
    """
    concept = pl.col("network").is_in(list(TWO_MODE)) & (pl.col("end") == "target")
    ends = pl.concat(
        edges.select("network", "group", "weight", pl.lit(end).alias("end"), pl.col(end).alias("node"))
        for end in ("source", "target")
    ).with_columns(concept.alias("concept"))
    place = ["network", "group", "concept"]
    strength = ends.group_by(*place, "node").agg(pl.col("weight").sum())
    strength = strength.sort(*place, "weight", "node", descending=[False, False, False, True, False])
    most = pl.when("concept").then(concepts).otherwise(actors)
    kept = strength.filter(pl.int_range(pl.len()).over(place) < most)
    for end in ("source", "target"):
        side = (pl.col("network").is_in(list(TWO_MODE)) & (pl.lit(end) == "target")).alias("concept")
        edges = edges.with_columns(side).join(
            kept.rename({"node": end}), on=[*place, end], how="semi", maintain_order="left"
        )
    return edges.drop("concept")
