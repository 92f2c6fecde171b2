"""Measures of interaction by speaker, as counts of the engine that compares groups over speakers (`machtstaal.comparison`)."""

import math
from dataclasses import replace
from functools import cache
from importlib.resources import files

import numpy as np
import polars as pl

from machtstaal.comparison import contrasts, rates
from machtstaal.comparison.counts import COLUMN_SCHEMA, Counts
from machtstaal.comparison.multiplicity import benjamini_hochberg
from machtstaal.interaction.coordination import TOWARD

SCHEMA = {
    **dict.fromkeys(("family", "measure", "item", "group"), pl.String),
    **dict.fromkeys(("numerator", "denominator", "rate", "low", "high"), pl.Float64),
    "n_speakers": pl.Int64,
}
LONG = {
    **dict.fromkeys(("measure", "item", "speaker_code", "language"), pl.String),
    **dict.fromkeys(("numerator", "denominator"), pl.Float64),
}
MIN_INTERVAL = 5
"""Speakers below which a group's rate has no interval: many measures of interaction have two or three, whose bootstrap would
pretend to know."""
WITHOUT_MINIMUM = ("coordination",)
"""Families whose numerators are sums of scores, not counts of occurrences."""


@cache
def measures() -> pl.DataFrame:
    """Measures of interaction: family, unit, label, and what is counted against what (`measures.tsv`).

    Examples
    --------
    >>> measures().filter(measure="latency")["unit"].to_list()
    ['seconds']
    """
    table = files("machtstaal.interaction").joinpath("measures.tsv").read_bytes()
    return pl.read_csv(table, separator="\t", quote_char=None, infer_schema=False).with_columns(
        pl.col("item").fill_null("")
    )


def by_speaker(floor: pl.DataFrame, opportunities: pl.DataFrame, coordination: pl.DataFrame) -> pl.DataFrame:
    """Numerator and denominator of every measure for every speaker it is defined for: columns of `LONG`.

    Parameters
    ----------
    floor, opportunities, coordination
        Tables of `machtstaal.interaction.floor`, `.uptake` and `.coordination`.
    """
    parts = [*_floor(floor), *_uptake(opportunities), *_coordination(coordination)]
    stacked = pl.concat(
        [part.select(pl.col(name).cast(kind) for name, kind in LONG.items()) for part in parts]
    )
    summed = stacked.group_by("measure", "item", "speaker_code", "language").agg(
        pl.col("numerator").sum(), pl.col("denominator").sum()
    )
    # where all is to one's own group, or all to others, the whole would be the same test once more
    whole = pl.col("item").is_null()
    apart = [
        (pl.col(name).filter(~whole).sum() - pl.col(name).filter(whole).sum()).abs().over("measure")
        for name in ("numerator", "denominator")
    ]
    again = (pl.col("item").n_unique().over("measure") == 2) & pl.all_horizontal(one < 1e-9 for one in apart)
    toward = pl.col("measure").is_in(measures().filter(item="toward")["measure"].to_list())
    kept = summed.filter(pl.col("denominator") > 0).filter(~(toward & whole & again))
    return kept.sort("measure", "item", "speaker_code", "language")


def counts(long: pl.DataFrame, turns: pl.DataFrame, groups: list[str]) -> Counts:
    """Counts of the study as `contrasts.compare` takes them; one column a measure and item, over all talk.

    Parameters
    ----------
    long
        Output of `by_speaker`.
    turns
        Situated turns of those who are analysed: speaker_code, group, language, n_words.
    groups
        Group ids in the order of comparison.
    """
    speakers = turns.select("speaker_code", "group").unique().sort("group", "speaker_code")
    known = measures().select("measure", "family").with_row_index("order")
    columns = long.select("measure", "item").unique().join(known, on="measure").sort("order", "item")
    frame = columns.select(
        "family",
        "measure",
        "item",
        pl.lit(None, pl.String).alias("scenario"),
        pl.lit(1, pl.Int64).alias("scale"),
    )
    cells = long.join(
        columns.with_row_index("column").select("measure", "item", "column"),
        on=["measure", "item"],
        nulls_equal=True,
    )
    cells = cells.join(speakers.with_row_index("row").select("speaker_code", "row"), on="speaker_code")

    def dense(rows: pl.DataFrame, value: str) -> np.ndarray:
        array = np.zeros((speakers.height, columns.height))
        np.add.at(array, (rows["row"].to_numpy(), rows["column"].to_numpy()), rows[value].to_numpy())
        return array

    def made(rows: pl.DataFrame, said: pl.DataFrame, parts: dict[str, Counts]) -> Counts:
        words = speakers.join(
            said.group_by("speaker_code").agg(pl.col("n_words").sum()),
            on="speaker_code",
            how="left",
            maintain_order="left",
        )
        return Counts(
            groups=tuple(group for group in groups if group in set(speakers["group"])),
            speakers=speakers,
            columns=frame.select(pl.col(name).cast(kind) for name, kind in COLUMN_SCHEMA.items()),
            numerators=dense(rows, "numerator"),
            denominators=dense(rows, "denominator"),
            scenarios=(None,),
            words=words["n_words"].fill_null(0).to_numpy()[:, None],
            by_language=parts,
        )

    spoken = sorted(turns["language"].unique())
    parts = {
        language: made(cells.filter(language=language), turns.filter(language=language), {})
        for language in spoken
    }
    return made(cells, turns, parts)


def estimate(
    counted: Counts, *, resamples: int = 1999, confidence: float = 0.95, seed: int = 2025
) -> pl.DataFrame:
    """Rate of every measure in every group, with its interval over speakers: of shares by their effective size, else bootstrap.

    Returns
    -------
    DataFrame
        Columns of `SCHEMA`: rate is numerator / denominator, sums over the speakers of the group for whom the measure is
        defined; the bounds are null below five of them. A group without any has no row.
    """
    parts = []
    for group in counted.groups:
        one = rates.sample(counted, None, group, resamples, seed)
        few = one.n_speakers < MIN_INTERVAL
        low, high = (np.where(few, np.nan, bound) for bound in _interval(one, confidence))
        parts.append(
            counted.columns.select("family", "measure", "item").with_columns(
                pl.lit(group).alias("group"),
                pl.Series("numerator", one.numerators.sum(axis=0)),
                pl.Series("denominator", one.denominators.sum(axis=0)),
                pl.Series("rate", one.rate),
                pl.Series("low", low),
                pl.Series("high", high),
                pl.Series("n_speakers", one.n_speakers),
                pl.int_range(counted.columns.height).alias("_column"),
                pl.lit(counted.groups.index(group)).alias("_group"),
            )
        )
    found = rates.tidy(parts, SCHEMA, ["_column", "_group"])
    return found.filter(pl.col("n_speakers") > 0)


def _interval(one: rates.Sample, confidence: float) -> list[np.ndarray]:
    """Bounds of the rates: a share that nobody or everybody has is not certain, as a bootstrap would have it."""
    share = ((one.numerators >= 0) & (one.numerators <= one.denominators)).all(axis=0)
    bounds = (one.interval(confidence, method) for method in ("effective", "percentile"))
    return [np.where(share, *both) for both in zip(*bounds, strict=True)]


def compare(
    counted: Counts,
    *,
    resamples: int = 1999,
    permutations: int = 9999,
    confidence: float = 0.95,
    min_speakers: int = 10,
    seed: int = 2025,
) -> pl.DataFrame:
    """Differences of the groups in every measure, as `contrasts.compare` makes them; a family of tests each.

    Many measures are defined for some speakers only: who replied to nobody has no coordination. Labels of the groups move
    among the speakers for whom the measure is defined, so that a test of two against two has the six ways that it has.
    Coordination is a score, so it has no least number of occurrences. q is adjusted within a family.
    """
    shared = {
        "resamples": resamples, "permutations": permutations, "confidence": confidence,
        "min_speakers": min_speakers, "seed": seed,
    }  # fmt: skip
    order = counted.columns.select("measure", "item").with_row_index("order")
    scored = counted.columns["family"].is_in(WITHOUT_MINIMUM).to_numpy()
    patterns = np.vstack([counted.denominators > 0, scored])
    distinct, kind = np.unique(patterns, axis=1, return_inverse=True)
    parts = []
    for number in range(distinct.shape[1]):
        *defined, score = distinct[:, number]
        part = _part(counted, np.array(defined, bool), np.flatnonzero(kind.ravel() == number))
        least = -math.inf if score else contrasts.MIN_EVENTS
        parts.append(contrasts.compare(part, **shared, min_events=least))
    found = pl.concat(parts) if parts else pl.DataFrame(schema=contrasts.SCHEMA)
    found = found.join(order, on=["measure", "item"], nulls_equal=True, maintain_order="left").sort(
        "order", maintain_order=True
    )
    q, tests = np.full(found.height, np.nan), np.zeros(found.height, dtype=int)
    for family in found["family"].unique():
        here = (found["family"] == family).to_numpy()
        p = found["p"].to_numpy()[here]
        q[here], tests[here] = benjamini_hochberg(p), (~np.isnan(p)).sum()
    adjusted = found.with_columns(pl.Series("q", q).fill_nan(None), pl.Series("n_tests", tests, pl.Int64))
    return adjusted.select(contrasts.SCHEMA.keys())


def _part(counted: Counts, speakers: np.ndarray, columns: np.ndarray) -> Counts:
    """Counts of some speakers and some columns; groups without any of these speakers are left out."""
    cells = np.ix_(speakers, columns)
    known = counted.speakers.filter(pl.Series(speakers))
    return replace(
        counted,
        groups=tuple(group for group in counted.groups if group in set(known["group"])),
        speakers=known,
        columns=counted.columns[columns],
        numerators=counted.numerators[cells],
        denominators=counted.denominators[cells],
        words=counted.words[speakers],
        by_language={name: _part(one, speakers, columns) for name, one in counted.by_language.items()},
    )


def _floor(floor: pl.DataFrame) -> list[pl.DataFrame]:
    speakers = floor.drop_nulls("speaker_code")
    several = pl.col("group").n_unique().over("transcript") > 1
    even = pl.col("n_words").sum().over("transcript") / pl.col("n_speakers_transcript")
    after = pl.col("n_after_participant") + pl.col("n_after_facilitator")
    overlapping = pl.when(pl.col("n_interruptions").is_not_null()).then("n_turns")
    wanted = {
        "turn_length": (pl.col("n_words"), pl.col("n_turns")),
        "even_share": (pl.when(several).then("n_words"), pl.when(several).then(even)),
        "questions": (pl.col("n_questions"), pl.col("n_turns")),
        "initiative": (pl.col("n_after_participant"), after),
        "backchannels": (pl.col("n_backchannels"), pl.col("n_turns")),
        "interruptions": (pl.col("n_interruptions"), overlapping),
        "interrupted": (pl.col("n_interrupted"), overlapping),
        "latency": (pl.col("gaps_ms") / 1000, pl.col("n_gaps")),
    }
    return [
        speakers.select(
            "speaker_code",
            "language",
            measure=pl.lit(measure),
            item=pl.lit(None, pl.String),
            numerator=numerator.cast(pl.Float64),
            denominator=denominator.cast(pl.Float64),
        ).drop_nulls("denominator")
        for measure, (numerator, denominator) in wanted.items()
    ]


def _uptake(opportunities: pl.DataFrame) -> list[pl.DataFrame]:
    free = opportunities.filter("free")
    own = (
        pl.when(pl.col("giver_group") == pl.col("taker_group")).then(pl.lit("own")).otherwise(pl.lit("other"))
    )
    parts = []
    for measure, end in (("taken", "taker"), ("given", "giver")):
        rows = free.select(
            "language",
            speaker_code=end,
            measure=pl.lit(measure),
            item=own,
            numerator=pl.col("taken").cast(pl.Float64),
            denominator="chance",
        )
        parts += [rows, rows.with_columns(item=pl.lit(None, pl.String))]
    return parts


def _coordination(coordination: pl.DataFrame) -> list[pl.DataFrame]:
    told = coordination.drop_nulls("coordination").with_columns(
        numerator="coordination", denominator=pl.lit(1.0), toward=pl.col("toward").replace(TOWARD[0], None)
    )
    means = told.filter(pl.col("marker").is_null())
    names = {"turn": "coordination", "edge": "coordination_edge"}
    whole = means.with_columns(
        measure=pl.col("span").replace_strict(names, return_dtype=pl.String), item="toward"
    )
    marked = told.filter(pl.col("marker").is_not_null(), pl.col("toward").is_null(), span="turn")
    return [whole, marked.with_columns(measure=pl.lit("coordination_marker"), item="marker")]
