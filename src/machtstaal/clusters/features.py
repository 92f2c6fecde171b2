"""Features of a unit: its words; its actors, process types, modality and positions of power; if wanted a vector."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import sparse
from scipy.sparse.linalg import LinearOperator, svds

CONTENT = ("NOUN", "VERB", "ADJ", "PROPN")
NOT_ACTORS = ("speaker", "addressee", "generic")
KINDS = ("lemma", "actor", "process", "modality", "power")
VECTOR = "embedding"
"""Kind of the columns of a language model's vectors: numbers without a name."""
SETS = {
    "lexical": ("lemma",),
    "discourse": ("actor", "process", "modality", "power"),
    "both": KINDS,
    "embedding": (VECTOR,),
}
"""Set of features -> the kinds it is made of."""


@dataclass(frozen=True)
class Block:
    """Counts of one kind of feature: a sparse matrix, units by terms, and the names of the terms."""

    counts: sparse.csr_array
    terms: tuple[str, ...]


Blocks = dict[str, Block]


def count(
    units: pl.DataFrame,
    tokens: pl.DataFrame,
    mentions: pl.DataFrame,
    processes: pl.DataFrame,
    participants: pl.DataFrame,
    *,
    min_df: int = 3,
    max_df: float = 0.5,
    not_actors: Collection[str] = NOT_ACTORS,
) -> Blocks:
    """Count what each unit is made of, one block of counts a kind of feature.

    Parameters
    ----------
    units
        Output of `machtstaal.clusters.units.select`.
    tokens, mentions, processes, participants
        The annotated tables; rows of other turns are ignored. `tokens` needs turn, lemma, upos; `mentions`
        turn, actor; `processes` turn, process_type, modality; `participants` turn, actor, power_role.
    min_df
        A lemma counts as a feature when at least this many units use it.
    max_df
        ... and at most this share of the units.
    not_actors
        Actor categories that are pronouns of the talk itself rather than actors talked about.

    Returns
    -------
    dict of str to Block
        Kinds `lemma` (content words in lower case, without the marks `_` that some models put inside
        compounds), `actor` (mentions), `process` (process types), `modality` (of the processes, `none`
        included: unmodalised talk is a profile too) and `power` (actors with their position in power frames:
        `big_tech:holder`).
    """
    lemma = pl.col("lemma").cast(pl.String).str.to_lowercase().str.replace_all(r"(\w)_(\w)", "${1}${2}")
    words = tokens.filter(pl.col("upos").is_in(CONTENT)).select("turn", lemma.alias("term"))
    words = words.join(units.select("turn"), on="turn", how="semi")
    words = words.filter(pl.col("term").str.contains(r"\pL\pL"))
    spread = words.group_by("term").agg(pl.col("turn").n_unique().alias("df"))
    common = spread.filter((pl.col("df") >= min_df) & (pl.col("df") <= max_df * units.height))
    named = ~pl.col("actor").is_in(list(not_actors))
    rows = {
        "lemma": words.join(common, on="term", how="semi"),
        "actor": mentions.filter(named).select("turn", pl.col("actor").alias("term")),
        "process": processes.select("turn", pl.col("process_type").alias("term")),
        "modality": processes.select("turn", pl.col("modality").alias("term")),
        "power": participants.select("turn", pl.concat_str("actor", pl.lit(":"), "power_role").alias("term")),
    }
    return {kind: _count(units, rows[kind]) for kind in KINDS}


def _count(units: pl.DataFrame, rows: pl.DataFrame) -> Block:
    """Cross-tabulate units (in their order) by terms (in alphabetical order)."""
    rows = rows.with_columns(pl.col("turn", "term").cast(pl.String)).drop_nulls()
    rows = rows.join(units.select("turn").with_row_index("row"), on="turn")
    terms = rows.select(pl.col("term").unique().sort()).with_row_index("column")
    cells = rows.join(terms, on="term").group_by("row", "column").len().sort("row", "column")
    shape = (units.height, terms.height)
    values = cells["len"].to_numpy().astype(float)
    where = (cells["row"].to_numpy().astype(np.int64), cells["column"].to_numpy().astype(np.int64))
    return Block(sparse.csr_array((values, where), shape=shape), tuple(terms["term"]))


def deal(blocks: Blocks, seed: int) -> Blocks:
    """Deal the same occurrences at random over the units: features without structure.

    The null model of "there are no clusters". Every unit keeps its length and every term its frequency; what
    goes is which terms keep company. (Permuting each column on its own would break the lengths too, and then
    the plain fact that turns are short, so that profiles come in few shapes, would pass for structure.)
    A repeated lemma is dealt as one card, since a word that is said twice in a turn is no evidence of a
    cluster; mentions and processes are dealt one by one. The columns of vectors have neither lengths nor
    occurrences, and each is permuted on its own (Horn 1965).

    Examples
    --------
    >>> words = sparse.csr_array(np.array([[2.0, 0, 0], [0, 1, 1]]))
    >>> null = deal({"lemma": Block(words, ("a", "b", "c"))}, seed=1)["lemma"].counts
    >>> float(null.sum()), null.shape
    (4.0, (2, 3))
    """
    rng = np.random.default_rng(seed)
    return {
        kind: Block(
            sparse.csr_array(rng.permuted(block.counts.toarray(), axis=0))
            if kind == VECTOR
            else _deal(block.counts, kind == "lemma", rng),
            block.terms,
        )
        for kind, block in blocks.items()
    }


def _deal(counts: sparse.csr_array, whole_cells: bool, rng: np.random.Generator) -> sparse.csr_array:
    cells = counts.tocoo()
    rows, columns = cells.coords
    values = cells.data
    if not whole_cells:
        times = values.astype(np.int64)
        rows, columns, values = np.repeat(rows, times), np.repeat(columns, times), np.ones(times.sum())
    dealt = sparse.coo_array((values, (rows, rng.permutation(columns))), shape=counts.shape).tocsr()
    dealt.sum_duplicates()
    return dealt


def tf_idf(counts: sparse.csr_array) -> sparse.csr_array:
    """Weight words by how telling they are: (1 + ln tf) * (ln((1 + n) / (1 + df)) + 1), rows of length one.

    Sublinear term frequency and smoothed inverse document frequency (Manning, Raghavan & Schuetze 2008,
    ch. 6), as in scikit-learn. A unit without words stays a row of zeros.

    Examples
    --------
    >>> weights = tf_idf(sparse.csr_array(np.array([[1.0, 1.0], [1.0, 0.0]])))
    >>> weights.toarray().round(3).tolist()
    [[0.58, 0.815], [1.0, 0.0]]
    """
    n = counts.shape[0]
    df = np.bincount(counts.indices, minlength=counts.shape[1])
    idf = np.log((1 + n) / (1 + df)) + 1
    weights = sparse.csr_array(
        ((1 + np.log(counts.data)) * idf[counts.indices], counts.indices, counts.indptr), shape=counts.shape
    )
    length = np.sqrt(weights.multiply(weights).sum(axis=1))
    return sparse.csr_array(sparse.diags_array(1 / np.where(length > 0, length, 1)) @ weights)


def profile(counts: sparse.csr_array, prior: float = 3.0) -> sparse.csr_array:
    """Measure how far a unit's shares lie from the shares in all units, shrunk where it has few occurrences.

    For a unit with n occurrences and shares p, against pooled shares q: n / (n + prior) * (p - q), that is
    the posterior mean of a Dirichlet prior worth `prior` occurrences, minus q (Gelman et al. 2013, ch. 3).
    A unit without occurrences says nothing and lies at zero, the average.

    Examples
    --------
    >>> profile(sparse.csr_array(np.array([[3.0, 0.0], [0.0, 3.0], [0.0, 0.0]]))).toarray().tolist()
    [[0.25, -0.25], [-0.25, 0.25], [0.0, 0.0]]
    """
    table = counts.toarray()
    n = table.sum(axis=1, keepdims=True)
    pooled = table.sum(axis=0) / max(table.sum(), 1)
    return sparse.csr_array((table - n * pooled) / (n + prior))


def noise(blocks: Blocks, seed: int, *, prior: float = 3.0, deals: int = 10) -> dict[str, float]:
    """Measure how strong the first axis of each kind of feature is when there is nothing to find.

    Mean first singular value of the centred block over `deals` random deals (parallel analysis, Horn 1965);
    0 where a block has no axis.
    """
    drawn = [deal(blocks, seed + number) for number in range(deals)]
    strengths = {
        kind: [principal(_weighted(null[kind], kind, prior), 1)[1].max(initial=0.0) for null in drawn]
        for kind in blocks
    }
    return {kind: float(np.mean(strength)) for kind, strength in strengths.items()}


def _weighted(block: Block, kind: str, prior: float) -> sparse.csr_array:
    if kind == VECTOR:
        return block.counts
    return tf_idf(block.counts) if kind == "lemma" else profile(block.counts, prior)


def spaces(
    blocks: Blocks, sets: Collection[str], noise: dict[str, float], *, prior: float = 3.0
) -> dict[str, sparse.csr_array]:
    """Table of every set of features: units by the columns of its kinds (`SETS`), as `weigh` weighs them.

    Examples
    --------
    >>> block = Block(sparse.csr_array(np.array([[3.0, 0.0], [0.0, 3.0]])), ("a", "b"))
    >>> blocks = {"lemma": block, "actor": block}
    >>> found = spaces(blocks, ["discourse", "both"], {"lemma": 1.0, "actor": 0.5})
    >>> found["discourse"].toarray().tolist(), found["both"].shape
    ([[0.5, -0.5], [-0.5, 0.5]], (2, 4))
    """
    return {
        name: weigh({kind: blocks[kind] for kind in SETS[name] if kind in blocks}, noise, prior=prior)
        for name in sets
    }


def weigh(blocks: Blocks, noise: dict[str, float], *, prior: float = 3.0) -> sparse.csr_array:
    """Lay the kinds of features side by side, each with the same weight.

    The weighting of multiple factor analysis (Escofier & Pagès 1994; Abdi, Williams & Valentin 2013), with
    one change: a block is divided not by its own first singular value but by the one it has by chance
    (`noise`). A kind of feature then cannot rule the space by having more columns or larger numbers, and
    a kind without structure is not blown up to the size of one with it.

    Parameters
    ----------
    blocks
        Counts from `count`.
    noise
        Output of `noise` for the same study.
    prior
        Strength of the shrinkage of `profile`, occurrences.

    Returns
    -------
    scipy.sparse.csr_array
        Units by features; a kind without any axis is left out.
    """
    kinds = [kind for kind in blocks if noise[kind] > 1e-9]
    n = next(iter(blocks.values())).counts.shape[0]
    weighted = [_weighted(blocks[kind], kind, prior) * (1 / noise[kind]) for kind in kinds]
    return sparse.csr_array(sparse.hstack(weighted)) if weighted else sparse.csr_array((n, 0))


def principal(features: sparse.csr_array, components: int) -> tuple[np.ndarray, np.ndarray]:
    """Find principal component scores and singular values of a sparse table, centred without filling it.

    Returns
    -------
    scores : numpy.ndarray
        Units by components; fewer components where the table has fewer.
    strengths : numpy.ndarray
        Singular values, largest first. Of the table of `weigh`, about 1 is what chance gives.

    Examples
    --------
    >>> corners = sparse.csr_array(np.array([[4.0, 0, 0], [0, 3.0, 0], [2.0, 1.5, 0], [2.0, 1.5, 0]]))
    >>> scores, strengths = principal(corners, 1)
    >>> strengths.round(3).tolist(), (scores.round(3) + 0.0).ravel().tolist()
    ([3.536], [2.5, -2.5, 0.0, 0.0])
    """
    n, m = features.shape
    k = min(components, n - 1, m - 1)
    mean = np.asarray(features.mean(axis=0)).ravel()
    if k < 1 or not features.nnz:
        return np.zeros((n, 0)), np.zeros(0)
    flipped = features.T.tocsr()
    centred = LinearOperator(
        shape=(n, m),
        dtype=float,
        matvec=lambda v: features @ v.ravel() - mean @ v.ravel(),
        rmatvec=lambda u: flipped @ u.ravel() - mean * u.sum(),
    )
    start = np.random.default_rng(0).normal(size=min(n, m))
    left, values, _ = svds(centred, k=k, v0=start, solver="arpack")
    order = np.argsort(-values, kind="stable")
    scores = left[:, order] * values[order]
    strongest = np.abs(scores).argmax(axis=0)
    return scores * np.where(scores[strongest, np.arange(k)] < 0, -1.0, 1.0), values[order]


def directions(scores: np.ndarray) -> np.ndarray:
    """Bring rows to length one, so that a long turn and a short one about the same things are neighbours.

    Examples
    --------
    >>> directions(np.array([[3.0, 4.0], [0.0, 0.0]])).tolist()
    [[0.6, 0.8], [0.0, 0.0]]
    """
    length = np.linalg.norm(scores, axis=1, keepdims=True)
    return scores / np.where(length > 1e-12, length, 1)
