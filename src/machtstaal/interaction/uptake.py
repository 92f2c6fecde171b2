"""Uptake: terms that one speaker says first and another says soon after, beside what chance gives."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations as permutations_of

import numpy as np
import polars as pl

from machtstaal.comparison.multiplicity import benjamini_hochberg
from machtstaal.comparison.seeds import stream
from machtstaal.interaction import chance, stretches

MIN_TERMS = 5
"""Opportunities below which nothing is tested."""
BATCH = 100
"""Orders that are dealt at once: bounds memory."""
TOLERANCE = 1e-9
LEVELS = {
    "all": (),
    "direction": ("giver_group", "taker_group"),
    "given": ("giver", "giver_group"),
    "taken": ("taker", "taker_group"),
    "pair": ("giver", "giver_group", "taker", "taker_group"),
}
"""Level of a row -> the columns that it has."""

OPPORTUNITY_SCHEMA = {
    **dict.fromkeys(("transcript", "term", "upos", "language"), pl.String),
    **dict.fromkeys(("giver", "giver_group", "taker", "taker_group", "turn"), pl.String),
    **dict.fromkeys(("start", "end"), pl.Int32),
    "taken_turn": pl.String,
    **dict.fromkeys(("taken_start", "taken_end"), pl.Int32),
    "distance": pl.Int64,
    "taken": pl.Boolean,
    "chance": pl.Float64,
    "free": pl.Boolean,
}
SCHEMA = {
    "level": pl.String,
    **dict.fromkeys(("giver", "giver_group", "taker", "taker_group"), pl.String),
    **dict.fromkeys(("n_terms", "n_taken", "n", "observed"), pl.Int64),
    **dict.fromkeys(("expected", "difference", "low", "high", "p", "q"), pl.Float64),
    **dict.fromkeys(("n_tests", "n_permutations"), pl.Int64),
}


@dataclass(frozen=True)
class Transcript:
    """One transcript: its talk as arrays, and what the numbers in it stand for."""

    name: str
    talk: chance.Talk
    codes: list[str]
    names: list[str]
    terms: pl.DataFrame


def opportunities(
    terms: pl.DataFrame, turns: pl.DataFrame, window: int, facilitators: bool = False
) -> pl.DataFrame:
    """One row a term that a speaker was the first to say in a transcript and another speaker said later.

    Parameters
    ----------
    terms
        Terms of each stretch (`machtstaal.interaction.terms.find`).
    turns
        Turns table, facilitators included. What a facilitator says first is nobody's; a term that a facilitator repeats in
        between stays its first speaker's.
    window
        Stretches after the first use within which a use counts as uptake.
    facilitators
        Analyse facilitators too.

    Returns
    -------
    DataFrame
        Columns of `OPPORTUNITY_SCHEMA`: where it was first said (turn, start, end), where the taker first said it
        (taken_turn, ...), the distance in stretches, whether it was taken up within the window, and the chance of that if
        the taker's later stretches stood in any order.
    """
    parts = [_listed(one, window) for one in _transcripts(terms, turns, facilitators)]
    found = pl.concat(parts) if parts else pl.DataFrame(schema=OPPORTUNITY_SCHEMA)
    return found.select(pl.col(name).cast(kind) for name, kind in OPPORTUNITY_SCHEMA.items())


def measure(
    terms: pl.DataFrame,
    turns: pl.DataFrame,
    *,
    window: int = 5,
    permutations: int = 999,
    confidence: float = 0.95,
    seed: int = 2025,
    facilitators: bool = False,
) -> pl.DataFrame:
    """Uptake beside chance: of each pair of speakers, each speaker, each direction of groups, and of all.

    What is counted are opportunities whose chance is neither 0 nor 1 (n), those taken up within the window (observed), and
    the sum of their chances (expected). With the first uses given, chance is hypergeometric: of the taker's later places,
    M, W lie within the window, and n of the taker's later stretches have the term, so that it is taken up with
    1 - C(M - W, n) / C(M, n). So words that somebody says all the time are expected to be "taken up" all the time.

    The band of the difference (low, high) and p come from dealing the stretches of every analysed speaker anew over that
    speaker's own places (`machtstaal.interaction.chance`), with first uses, opportunities and chances found anew each time:
    whole stretches move, so that words said in one breath do not count as independent.

    Parameters
    ----------
    terms, turns, window, facilitators
        As for `opportunities`.
    permutations
        Orders to deal, a count.
    confidence
        Coverage of the band.
    seed
        The study's seed.

    Returns
    -------
    DataFrame
        Columns of `SCHEMA`; p is two-sided, (b + 1) / (m + 1) (Phipson & Smyth 2010), null where n is below five; q is
        adjusted within a level (Benjamini & Hochberg 1995).
    """
    made = list(_transcripts(terms, turns, facilitators))
    found = opportunities(terms, turns, window, facilitators)
    if found.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    cells = _cells(made, found, turns)
    dealt = np.zeros((permutations, cells.height))
    for one in made:
        pair = _numbers(one, cells)
        rng = np.random.default_rng(stream(seed, "uptake", one.name))
        for start in range(0, permutations, BATCH):
            size = min(BATCH, permutations - start)
            orders = one.talk.dealt(window, size, rng)
            dealt[start : start + size] += _differences(orders, one.talk, pair, cells.height)
    return _levels(cells, dealt, confidence)


def _transcripts(terms: pl.DataFrame, turns: pl.DataFrame, facilitators: bool) -> Iterator[Transcript]:
    """Transcripts in which two people or more say the same term."""
    analysed = turns if facilitators else turns.filter(pl.col("role") == "participant")
    codes = set(analysed.drop_nulls("group")["speaker_code"])
    rows = {key[0]: part for key, part in terms.partition_by("transcript", as_dict=True).items()}
    for (name,), here in stretches.of(turns).group_by("transcript", maintain_order=True):
        said = rows.get(name)
        made = chance.talk(here, said, codes) if said is not None else None
        if made is not None:
            yield Transcript(str(name), *made, said)


def _listed(one: Transcript, window: int) -> pl.DataFrame:
    """Opportunities of a transcript, with their two places in the text."""
    seen = one.talk.observed(window)
    rows = np.flatnonzero(seen.counts[0])
    codes, names = np.array(one.codes, dtype=object), np.array(one.names, dtype=object)
    frame = pl.DataFrame(
        {
            "transcript": [one.name] * len(rows),
            "term": names[one.talk.term[rows]].tolist(),
            "giver": codes[seen.giver[0, rows]].tolist(),
            "taker": codes[one.talk.taker[rows]].tolist(),
            "first": seen.first[0, rows],
            "later": seen.later[0, rows],
            "taken": seen.taken[0, rows],
            "chance": seen.chance[0, rows],
            "free": seen.free[0, rows],
        },
        schema_overrides=dict.fromkeys(("transcript", "term", "giver", "taker"), pl.String),
    )
    said = one.terms.select("term", "stretch", "upos", "language", "group", "turn", "start", "end")
    first = said.select(
        "term", "upos", "language", "turn", "start", "end", first="stretch", giver_group="group"
    )
    later = said.select(
        "term", later="stretch", taker_group="group", taken_turn="turn", taken_start="start", taken_end="end"
    )
    found = frame.join(first, on=["term", "first"], maintain_order="left").join(
        later, on=["term", "later"], maintain_order="left"
    )
    found = found.sort("first", "start", "later", maintain_order=True)
    return found.with_columns(distance=pl.col("later") - pl.col("first")).select(OPPORTUNITY_SCHEMA.keys())


def _cells(made: list[Transcript], found: pl.DataFrame, turns: pl.DataFrame) -> pl.DataFrame:
    """One row an ordered pair of analysed speakers who share a transcript, with what was observed between them."""
    together = [[code for code, own in zip(one.codes, one.talk.analysed, strict=True) if own] for one in made]
    pairs = sorted({pair for codes in together for pair in permutations_of(codes, 2)})
    frame = pl.DataFrame(pairs, schema={"giver": pl.String, "taker": pl.String}, orient="row")
    groups = dict(turns.drop_nulls("group").select("speaker_code", "group").iter_rows())
    free = pl.col("free")
    seen = found.group_by("giver", "taker").agg(
        n_terms=pl.len(),
        n_taken=pl.col("taken").sum(),
        n=free.sum(),
        observed=(pl.col("taken") & free).sum(),
        expected=pl.col("chance").filter(free).sum(),
    )
    group = {
        f"{end}_group": pl.col(end).replace_strict(groups, return_dtype=pl.String)
        for end in ("giver", "taker")
    }
    return frame.with_columns(**group).join(seen, on=["giver", "taker"], how="left", maintain_order="left")


def _numbers(one: Transcript, cells: pl.DataFrame) -> np.ndarray:
    """Row in `cells` of each two speakers of a transcript, giver by taker; 0 where there is none."""
    number = np.zeros((len(one.codes), len(one.codes)), dtype=np.int64)
    codes = pl.Enum(one.codes)
    here = cells.with_row_index("row").filter(
        pl.col("giver").is_in(one.codes) & pl.col("taker").is_in(one.codes)
    )
    place = [here[end].cast(codes).to_physical().to_numpy() for end in ("giver", "taker")]
    number[place[0], place[1]] = here["row"].to_numpy()
    return number


def _differences(dealt: chance.Opportunities, talk: chance.Talk, pair: np.ndarray, n: int) -> np.ndarray:
    """Observed minus expected of each pair of speakers, orders by pairs."""
    size = len(dealt.giver)
    row, column = np.nonzero(dealt.free)
    cell = row * n + pair[dealt.giver[row, column], talk.taker[column]]
    worth = dealt.taken[row, column] - dealt.chance[row, column]
    return np.bincount(cell, worth, minlength=size * n).reshape(size, n)


def _levels(cells: pl.DataFrame, dealt: np.ndarray, confidence: float) -> pl.DataFrame:
    """Rows of all levels: sums over pairs of what was observed and of what was dealt."""
    sums = ("n_terms", "n_taken", "n", "observed", "expected")
    parts = []
    for level, columns in LEVELS.items():
        unit = np.zeros(cells.height, dtype=np.int64)
        if columns:
            ranked = cells.select(pl.struct(columns).rank("dense").cast(pl.Int64) - 1)
            unit = ranked.to_series().to_numpy()
        counted = (
            cells.with_columns(pl.Series("unit", unit, pl.Int64), level=pl.lit(level))
            .group_by("unit", "level", *columns)
            .agg(pl.col(sums).sum())
            .sort("unit")
        )
        member = np.zeros((cells.height, counted.height))
        member[np.arange(cells.height), unit] = 1
        parts.append(_tested(counted, dealt @ member, confidence))
    stacked = pl.concat(parts, how="diagonal")
    ordered = stacked.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())
    return ordered.with_columns(pl.col(pl.Float64).fill_nan(None))


def _tested(counted: pl.DataFrame, dealt: np.ndarray, confidence: float) -> pl.DataFrame:
    """Add difference, band, p and q to the units of a level that have any opportunity."""
    seen = (counted["n_terms"] > 0).to_numpy()
    counted, dealt = counted.filter(pl.Series(seen)), dealt[:, seen]
    difference = (counted["observed"] - counted["expected"]).to_numpy()
    tail = (1 - confidence) / 2
    low, high = np.quantile(dealt, [tail, 1 - tail], axis=0)
    extreme = (np.abs(dealt) >= np.abs(difference) - TOLERANCE).sum(axis=0)
    enough = (counted["n"] >= MIN_TERMS).to_numpy() & (high > low)
    p = np.where(enough, (extreme + 1) / (len(dealt) + 1), np.nan)
    return counted.with_columns(
        pl.Series("difference", difference),
        pl.Series("low", low),
        pl.Series("high", high),
        pl.Series("p", p),
        pl.Series("q", benjamini_hochberg(p)),
        n_tests=pl.lit(int(enough.sum())),
        n_permutations=pl.lit(len(dealt)),
    )
