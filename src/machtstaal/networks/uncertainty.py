"""How sure a network is: its ties and centralities when other speakers had happened to come."""

from collections.abc import Iterator

import igraph as ig
import numpy as np
import polars as pl

from machtstaal.comparison import bootstrap
from machtstaal.comparison.seeds import stream
from machtstaal.networks.edges import ALL, DIRECTED
from machtstaal.networks.measures import betweenness, numbered

INTERVAL_SCHEMA = {"low": pl.Float64, "high": pl.Float64}
SCHEMA = {
    "network": pl.String,
    "group": pl.String,
    "kind": pl.String,
    "node": pl.String,
    "measure": pl.String,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "rank": pl.Int64,
    "rank_low": pl.Int64,
    "rank_high": pl.Int64,
    "top_share": pl.Float64,
    "n_resamples": pl.Int64,
}
PATHS = 199
"""Resamples of betweenness and PageRank, which have to be computed network by network."""
CELLS = 4_000_000
"""Cells (resamples by ties) worked on at once."""


def by_speaker(ties: pl.DataFrame, shares: pl.DataFrame, speakers: pl.DataFrame) -> np.ndarray:
    """Weight that each speaker gives to each tie.

    Parameters
    ----------
    ties
        source and target of the ties wanted, of one network.
    shares
        `edges.shares` of that network.
    speakers
        speaker_code of the speakers wanted.

    Returns
    -------
    ndarray
        Counts as floats, speakers by ties, in the orders given.

    Examples
    --------
    >>> shares = pl.DataFrame({
    ...     "speaker_code": ["E02", "E01"], "source": ["a", "a"], "target": ["b", "c"], "weight": [3, 1]})
    >>> by_speaker(shares.select("source", "target"), shares, pl.DataFrame({"speaker_code": ["E01", "E02"]}))
    array([[0., 1.],
           [3., 0.]])
    """
    counts = np.zeros((speakers.height, ties.height))
    cells = shares.join(ties.with_row_index("tie"), on=["source", "target"])
    cells = cells.join(speakers.with_row_index("speaker"), on="speaker_code")
    counts[cells["speaker"].to_numpy(), cells["tie"].to_numpy()] = cells["weight"].to_numpy()
    return counts


def intervals(
    edges: pl.DataFrame,
    shares: pl.DataFrame,
    speakers: pl.DataFrame,
    *,
    resamples: int = 1999,
    confidence: float = 0.95,
    seed: int = 2025,
) -> pl.DataFrame:
    """Add the bootstrap interval of the weight of each tie, speakers being resampled (Davison & Hinkley 1997).

    Speakers are drawn with replacement within their group, also for all groups together; the bounds are
    percentiles. A tie that one speaker makes is missing from a third of the resamples.

    Parameters
    ----------
    edges
        Edge table.
    shares
        `edges.shares` of all its networks.
    speakers
        group and speaker_code of everybody who is analysed, also those who make no tie.
    resamples
        Resamples, a count.
    confidence
        Coverage aimed at, between 0 and 1.
    seed
        The study's seed; each group has its own draw, the same for every network.

    Returns
    -------
    polars.DataFrame
        `edges` with low and high, null where the group has fewer than two speakers.
    """
    parts = []
    for rows, counts, draws in _networks(edges, shares, speakers, resamples, seed):
        step = max(CELLS // resamples, 1)
        bounds = [
            bootstrap.percentile(draws @ counts[:, start : start + step], confidence)
            for start in range(0, rows.height, step)
        ]
        low, high = (np.concatenate(bound) for bound in zip(*bounds, strict=True))
        few = draws.shape[1] < 2
        parts.append(
            rows.select("place").with_columns(
                pl.Series(name, np.where(few, np.nan, bound)).fill_nan(None)
                for name, bound in (("low", low), ("high", high))
            )
        )
    nothing = pl.DataFrame(schema={"place": pl.UInt32, **INTERVAL_SCHEMA})
    found = edges.with_row_index("place").join(pl.concat([nothing, *parts]), on="place", how="left")
    return found.sort("place").drop("place")


def centralities(
    edges: pl.DataFrame,
    shares: pl.DataFrame,
    speakers: pl.DataFrame,
    *,
    resamples: int = 1999,
    confidence: float = 0.95,
    seed: int = 2025,
) -> pl.DataFrame:
    """Bootstrap the centralities of every node and their ranks, speakers being resampled.

    The ties are those of the edge table; their weights are those of the resample, and a tie without weight is
    absent. Ranks are from 1, the most central first, equals sharing the better rank, in the two-mode network
    actors and concepts apart. `top_share` is the share of resamples in which the node has rank 1 and is above zero:
    what a sentence about the most central actor rests on.

    Parameters
    ----------
    edges, shares, speakers, resamples, confidence, seed
        As `intervals` takes them. Betweenness and PageRank take no more than `PATHS` resamples.

    Returns
    -------
    polars.DataFrame
        Columns of `SCHEMA`, sorted.
    """
    tables = [pl.DataFrame(schema=SCHEMA)]
    tied = edges.filter(pl.col("weight") > 0).sort("network", "group", "source", "target")
    for rows, counts, draws in _networks(tied, shares, speakers, resamples, seed):
        network, group = rows["network"][0], rows["group"][0]
        ends, names = numbered(rows, network)
        own, drawn = rows["weight"].to_numpy()[None].astype(float), draws @ counts
        for measure, value, sample in _measured(network, ends, names.height, own, drawn):
            found = _described(names, value, sample, confidence)
            tables.append(
                found.with_columns(
                    network=pl.lit(network), group=pl.lit(group), measure=pl.lit(measure)
                ).select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())
            )
    return pl.concat(tables).sort("network", "group", "measure", "kind", "node")


def _networks(
    edges: pl.DataFrame, shares: pl.DataFrame, speakers: pl.DataFrame, resamples: int, seed: int
) -> Iterator[tuple[pl.DataFrame, np.ndarray, np.ndarray]]:
    """Each network of each group: its ties, their weights by speaker, and how often each speaker is drawn."""
    roster = speakers.select("group", "speaker_code").drop_nulls().unique().sort("group", "speaker_code")
    drawn = {
        group: bootstrap.weights(n, resamples, stream(seed, "bootstrap", "networks", group))
        for group, n in roster.group_by("group", maintain_order=True).len().iter_rows()
    }
    for (network, group), rows in edges.with_row_index("place").group_by(
        "network", "group", maintain_order=True
    ):
        members = roster if group == ALL else roster.filter(pl.col("group") == group)
        draws = np.hstack(list(drawn.values())) if group == ALL else drawn[group]
        mine = shares.filter(pl.col("network") == network)
        yield rows, by_speaker(rows.select("source", "target"), mine, members), draws


def _measured(
    network: str, ends: np.ndarray, n: int, own: np.ndarray, drawn: np.ndarray
) -> Iterator[tuple[str, np.ndarray, np.ndarray]]:
    """Name, values (nodes) and resampled values (resamples by nodes) of each centrality."""
    sides = [np.zeros((len(ends), n)) for _ in range(2)]
    for side, column in zip(sides, ends.T, strict=True):
        side[np.arange(len(ends)), column] = 1
    if network in DIRECTED:
        for name, side in zip(("strength_out", "strength_in"), sides, strict=True):
            yield name, (own @ side)[0], drawn @ side
    else:
        yield "strength", (own @ sum(sides))[0], drawn @ sum(sides)
    paths = [_paths(weights, ends, n, network in DIRECTED) for weights in (own[0], *drawn[:PATHS])]
    for place, name in enumerate(("betweenness", "pagerank")):
        values = np.array([both[place] for both in paths]).round(9)
        yield name, values[0], values[1:]


def _paths(weights: np.ndarray, ends: np.ndarray, n: int, directed: bool) -> tuple[list[float], list[float]]:
    """Betweenness and PageRank of one network."""
    there = weights > 0
    graph = ig.Graph(n=n, edges=ends[there], directed=directed)
    graph.es["weight"] = weights[there].tolist()
    return betweenness(graph), graph.pagerank(weights="weight" if there.any() else None)


def _described(names: pl.DataFrame, value: np.ndarray, sample: np.ndarray, confidence: float) -> pl.DataFrame:
    """Values with their intervals and ranks, of nodes of each kind by themselves."""
    low, high = bootstrap.percentile(sample, confidence)
    rank, ranks = np.zeros(len(value), int), np.zeros(sample.shape, int)
    for kind in names["kind"].unique():
        of = (names["kind"] == kind).to_numpy()
        rank[of], ranks[:, of] = ranked(value[None, of])[0], ranked(sample[:, of])
    tail = (1 - confidence) / 2
    return names.with_columns(
        pl.Series("value", value),
        pl.Series("low", low),
        pl.Series("high", high),
        pl.Series("rank", rank),
        pl.Series("rank_low", np.quantile(ranks, tail, axis=0, method="inverted_cdf")),
        pl.Series("rank_high", np.quantile(ranks, 1 - tail, axis=0, method="inverted_cdf")),
        pl.Series("top_share", ((ranks == 1) & (sample > 0)).mean(axis=0)),
        n_resamples=pl.lit(len(sample)),
    )


def ranked(values: np.ndarray) -> np.ndarray:
    """Rank of each value in its row, from 1, the highest first; equals share the better rank.

    Examples
    --------
    >>> ranked(np.array([[3.0, 9, 3, 1], [0, 0, 0, 2]])).tolist()
    [[2, 1, 2, 4], [2, 2, 2, 1]]
    """
    ordered = -np.sort(-values, axis=1)
    places = [
        np.searchsorted(-row, -wanted, side="left") for row, wanted in zip(ordered, values, strict=True)
    ]
    return np.array(places, dtype=int).reshape(values.shape) + 1
