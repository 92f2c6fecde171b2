"""Whether the networks of two groups differ by more than who happened to be in which group."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import polars as pl

from machtstaal.comparison.bootstrap import ratio
from machtstaal.comparison.contrasts import MIN_EVENTS, MIN_TESTED_SPEAKERS
from machtstaal.comparison.multiplicity import benjamini_hochberg
from machtstaal.comparison.permutation import (
    BATCH,
    TOLERANCE,
    all_fit,
    labellings,
    permute,
    stratified,
)
from machtstaal.comparison.seeds import stream
from machtstaal.networks.edges import ALL
from machtstaal.networks.uncertainty import by_speaker

SCHEMA = {
    "network": pl.String,
    "group_a": pl.String,
    "group_b": pl.String,
    "source": pl.String,
    "target": pl.String,
    "share_a": pl.Float64,
    "share_b": pl.Float64,
    "difference": pl.Float64,
    "p": pl.Float64,
    "q": pl.Float64,
    "n_tests": pl.Int64,
    "n_permutations": pl.Int64,
    "exact": pl.Boolean,
}


@dataclass(frozen=True)
class Distance:
    """Outcome of the test of two whole networks: their distance, its p and the labellings it rests on."""

    distance: float
    p: float
    n_permutations: int
    exact: bool


def compare(
    edges: pl.DataFrame,
    shares: pl.DataFrame,
    speakers: pl.DataFrame,
    groups: Sequence[str],
    *,
    permutations: int = 9999,
    seed: int = 2025,
) -> pl.DataFrame:
    """Compare every pair of groups, network by network: as wholes (`distance`) and tie by tie.

    Groups differ in how much they talk, so weights are compared as shares of all weight that a group gives to
    the ties of the network. A tie is tested as rates are (`permutation.permute`, studentised), if it has five
    occurrences in both groups together, and q is adjusted over the ties of the network that are tested.

    Parameters
    ----------
    edges
        Edge table: the ties of a network are those of all groups together.
    shares
        `edges.shares` of all networks.
    speakers
        group, speaker_code and language (the one the speaker speaks most) of everybody who is analysed. Where
        the groups share one language among several, labels move within languages only, and who speaks a
        language that the other group does not is left out.
    groups
        Ids of the groups, in the order of the settings.
    permutations
        The most labellings to make, a count.
    seed
        The study's seed.

    Returns
    -------
    polars.DataFrame
        Columns of `SCHEMA`. The first row of a network has no source and target: there `difference` is the
        distance of the networks.
    """
    tables = [pl.DataFrame(schema=SCHEMA)]
    ties = edges.filter((pl.col("group") == ALL) & (pl.col("weight") > 0)).sort("network", "source", "target")
    for (network,), rows in ties.group_by("network", maintain_order=True):
        mine = shares.filter(pl.col("network") == network)
        for a, b in combinations(groups, 2):
            members, speaks = _members(speakers, a, b)
            counts = by_speaker(rows.select("source", "target"), mine, members)
            first = (members["group"] == a).to_numpy()
            drawn = stream(seed, "permutation", "network", network, a, b)
            whole = distance(counts, first, permutations, drawn, speaks)
            found = _by_tie(rows, counts, first, permutations, drawn, speaks)
            row = {"difference": whole.distance, "p": whole.p, "q": whole.p, "n_tests": 1}
            row |= {"n_permutations": whole.n_permutations, "exact": whole.exact}
            both = pl.concat([pl.DataFrame([row]), found], how="diagonal_relaxed")
            both = both.with_columns(network=pl.lit(network), group_a=pl.lit(a), group_b=pl.lit(b))
            tables.append(both.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items()))
    return pl.concat(tables).with_columns(pl.col(pl.Float64).fill_nan(None))


def distance(
    counts: np.ndarray, first: np.ndarray, permutations: int, seed: int, speaks: np.ndarray | None = None
) -> Distance:
    """Test the distance of two networks by permuting the labels of speakers.

    D = sum over ties of |share in one - share in the other|: 0 for networks with the same proportions, 2 for
    networks that have no tie in common (twice the total variation distance). Sparse networks of the same kind
    are far apart by chance too, so D says something only beside its p, the share of labellings with a D at
    least as large (Phipson & Smyth 2010): speakers keep all that they say, and only the label moves.

    Parameters
    ----------
    counts
        Weight each speaker gives to each tie, speakers by ties.
    first
        Which speakers are the first group (bool).
    permutations
        The most labellings to make, a count; fewer if there are no more.
    seed
        Seed of this draw.
    speaks
        Where labels move within languages only: who speaks which (bool, speakers by languages).

    Returns
    -------
    Distance
        NaN where one group has no tie at all.

    Examples
    --------
    Three speakers give 9, 8, 7 of 10 to the first of two ties and three give it 4, 5, 6: shares 0.8 and 0.5,
    so D = 0.3 + 0.3; of the 20 labellings only this one and its mirror are so far apart.

    >>> one = np.array([9, 8, 7, 4, 5, 6.0])
    >>> found = distance(np.column_stack([one, 10 - one]), np.arange(6) < 3, 9999, seed=1)
    >>> round(found.distance, 6), found.p, found.n_permutations, found.exact
    (0.6, 0.1, 20, True)
    """
    speaks = np.ones((len(first), 1), bool) if speaks is None else speaks
    order, strata = stratified(first, speaks)
    counts, first = counts[order], first[order]
    observed = _distances(counts, first[None])[0]
    exact = all_fit(strata, permutations)
    if np.isnan(observed):
        return Distance(observed, np.nan, 0, exact)
    extreme = defined = 0
    for labels in labellings(strata, permutations, seed, max(BATCH // max(counts.shape[1], 1), 1)):
        found = _distances(counts, labels)
        extreme += int((found >= observed * (1 - TOLERANCE)).sum())
        defined += int((~np.isnan(found)).sum())
    p = extreme / defined if exact else (extreme + 1) / (defined + 1)
    return Distance(float(observed), p, defined, exact)


def _distances(counts: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Distance of the two networks of each labelling; NaN where one of them is empty."""
    one = labels.astype(float) @ counts
    other = counts.sum(axis=0) - one
    parts = [ratio(side, side.sum(axis=1, keepdims=True)) for side in (one, other)]
    return np.abs(parts[0] - parts[1]).sum(axis=1) if counts.shape[1] else np.full(len(labels), np.nan)


def _by_tie(
    rows: pl.DataFrame,
    counts: np.ndarray,
    first: np.ndarray,
    permutations: int,
    seed: int,
    speaks: np.ndarray | None,
) -> pl.DataFrame:
    """Shares of each tie in the two groups, their difference, and p and q where it can be tested."""
    totals = counts.sum(axis=1, keepdims=True)
    parts = [ratio(counts[side].sum(axis=0), totals[side].sum()) for side in (first, ~first)]
    speaking = totals[:, 0] > 0
    enough = min(speaking[first].sum(), speaking[~first].sum()) >= MIN_TESTED_SPEAKERS
    tested = (counts.sum(axis=0) >= MIN_EVENTS) & enough
    p, n, exact = np.full(len(tested), np.nan), np.zeros(len(tested), int), False
    if tested.any():
        apart = [counts] if speaks is None else [counts * side[:, None] for side in speaks.T]
        numerators = np.stack(apart)
        denominators = numerators.sum(axis=2, keepdims=True)
        test = permute(numerators[..., tested], denominators, first, permutations, seed, speaks=speaks)
        p[tested], n[tested], exact = test.p, test.n_permutations, test.exact
    return rows.select("source", "target").with_columns(
        pl.Series("share_a", parts[0]),
        pl.Series("share_b", parts[1]),
        pl.Series("difference", parts[0] - parts[1]),
        pl.Series("p", p),
        pl.Series("q", benjamini_hochberg(p)),
        pl.Series("n_permutations", n),
        n_tests=pl.lit(int((~np.isnan(p)).sum())),
        exact=pl.lit(exact),
    )


def _members(speakers: pl.DataFrame, a: str, b: str) -> tuple[pl.DataFrame, np.ndarray | None]:
    """Speakers of two groups, and which language each speaks, where the groups share one among several."""
    members = speakers.filter(pl.col("group").is_in([a, b])).sort("group", "speaker_code")
    spoken = [set(members.filter(pl.col("group") == group)["language"]) for group in (a, b)]
    shared = sorted(spoken[0] & spoken[1])
    if not shared or len(spoken[0] | spoken[1]) == 1:
        return members, None
    members = members.filter(pl.col("language").is_in(shared))
    language = members["language"].to_numpy()
    return members, np.column_stack([language == name for name in shared])
