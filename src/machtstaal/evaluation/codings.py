"""Agreement of two codings of a verb lexicon: Krippendorff's alpha of each column, with its interval over senses."""

from dataclasses import dataclass
from pathlib import Path

import krippendorff
import numpy as np
import polars as pl

from machtstaal.comparison.bootstrap import percentile, ratio
from machtstaal.comparison.seeds import stream
from machtstaal.problems import Problem

SENSE = ("lemma", "construction", "gloss")
"""What a sense is found by in all files of a coding."""

CODES = ("process_type", "power", "agency")
"""What was coded."""

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Agreement:
    """How far two codings of one column agree; `pairs` has the columns first, second, count."""

    column: str
    senses: int
    same: int
    alpha: float
    low: float
    high: float
    pairs: pl.DataFrame

    def __str__(self) -> str:
        return (
            f"{self.column}: {self.senses} senses, alpha {self.alpha:.3f} ({CONFIDENCE:.0%} interval {self.low:.3f} "
            f"to {self.high:.3f}), same code {self.same / self.senses:.1%}, {self.senses - self.same} disagreements"
        )


def languages(folder: Path) -> list[str]:
    """Languages with a first and a second coding in a folder, by the names of the files.

    Raises
    ------
    Problem
        If there is none.
    """
    first, second = (
        {path.name.split("_")[0] for path in Path(folder).glob(f"*_verbs_{which}.tsv")}
        for which in ("first", "second")
    )
    if not first & second:
        raise Problem(
            f"{folder}: there is no language with both codings, LANGUAGE_verbs_first.tsv and "
            "LANGUAGE_verbs_second.tsv."
        )
    return sorted(first & second)


def read(path: Path) -> pl.DataFrame:
    """One coding: a row a sense, empty cells as empty text.

    Raises
    ------
    Problem
        If a column is missing, or a sense stands twice: the file and the sense are named.
    """
    frame = pl.read_csv(path, separator="\t", quote_char=None, infer_schema=False).fill_null("")
    for column in (*SENSE, *CODES):
        if column not in frame.columns:
            raise Problem(f"{path}, row 1: the column '{column}' is missing.")
    twice = frame.filter(frame.select(SENSE).is_duplicated())
    if len(twice):
        raise Problem(f"{path}: the sense {_named(twice)} stands twice.")
    return frame


def join(first: pl.DataFrame, second: pl.DataFrame) -> pl.DataFrame:
    """Senses that both codings have, in the order of the first; codes of the second as ``*_second``.

    Raises
    ------
    Problem
        If the second coding has a sense that the first has not; fewer senses it may have.
    """
    unknown = second.join(first, on=SENSE, how="anti")
    if len(unknown):
        raise Problem(f"The second coding has a sense that the first has not: {_named(unknown)}.")
    return first.join(second, on=SENSE, how="inner", suffix="_second", maintain_order="left")


def _named(senses: pl.DataFrame) -> str:
    return ", ".join(f"'{senses[column][0]}'" for column in SENSE)


def alpha(counts: np.ndarray) -> float:
    """Krippendorff's alpha of nominal codes (Krippendorff 2019, ch. 12).

    One minus the ratio of the disagreement seen to the disagreement that chance gives.

    Parameters
    ----------
    counts
        How many coders gave each value, senses by values.

    Returns
    -------
    float
        1 is perfect, 0 what chance gives; NaN where all codes are one value, so that chance cannot be told from
        agreement.

    Examples
    --------
    Ten senses, two coders, one disagreement: of 20 codes 11 are *none* and 9 *agent*, so the disagreement by chance
    is 2 * 11 * 9 / (20 * 19), the one seen 2 / 20.

    >>> counts = np.array([[2, 0]] * 5 + [[1, 1]] + [[0, 2]] * 4)
    >>> round(alpha(counts), 4), round(1 - 0.1 / (198 / 380), 4)
    (0.8081, 0.8081)
    >>> alpha(np.array([[2, 0], [2, 0]]))
    nan
    """
    if np.count_nonzero(counts.sum(axis=0)) < 2:
        return float("nan")
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))


def interval(counts: np.ndarray, resamples: int, seed: int) -> tuple[float, float]:
    """Percentile interval of alpha (Efron 1979) over senses drawn with replacement.

    Senses are the units, since other senses could have stood in the lexicon; the two coders are held fixed. Alpha
    needs only how many senses were coded in which way, so drawing senses is one draw from a multinomial over the
    ways.

    Parameters
    ----------
    counts
        As in `alpha`, senses by values.
    resamples
        Resamples, a count.
    seed
        Seed of the draw.

    Returns
    -------
    tuple of float
        Lower and upper bound for a coverage of `CONFIDENCE`.

    Examples
    --------
    Without any disagreement there is nothing that could vary.

    >>> interval(np.array([[2, 0]] * 50 + [[0, 2]] * 50), resamples=20, seed=1)
    (1.0, 1.0)
    """
    ways, seen = np.unique(counts, axis=0, return_counts=True)
    drawn = np.random.default_rng(seed).multinomial(len(counts), seen / len(counts), size=resamples)
    low, high = percentile(alphas(ways, drawn)[:, None], CONFIDENCE)
    return float(low[0]), float(high[0])


def alphas(ways: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """Alpha of many resamples at once, for two coders without gaps (Krippendorff 2019, ch. 12).

    Parameters
    ----------
    ways
        How many of the two coders gave each value, ways of coding by values.
    seen
        How many senses were coded in each way, resamples by ways.

    Returns
    -------
    ndarray
        One alpha a resample; NaN where all its codes are one value.

    Examples
    --------
    The ten senses of `alpha`:

    >>> alphas(np.array([[2, 0], [1, 1], [0, 2]]), np.array([[5, 1, 4]])).round(4).tolist()
    [0.8081]
    """
    values = seen @ ways
    n_codes = values.sum(axis=1)
    unequal = 2 * seen @ (ways.max(axis=1) == 1)
    return 1 - (n_codes - 1) * ratio(unequal, n_codes**2 - (values**2).sum(axis=1))


def agreement(both: pl.DataFrame, language: str, resamples: int, seed: int) -> list[Agreement]:
    """Agreement in each column of `CODES`.

    Parameters
    ----------
    both
        Senses with both codings (`join`).
    language
        Named in the seed of each draw, so that languages do not share draws.
    resamples, seed
        Size and seed of the bootstrap.
    """
    return [_of_column(both, column, resamples, stream(seed, language, column)) for column in CODES]


def _of_column(both: pl.DataFrame, column: str, resamples: int, seed: int) -> Agreement:
    codes = both.select(first=column, second=f"{column}_second")
    values = codes["first"].append(codes["second"]).unique().sort()
    counts = sum(
        (codes[coder].to_numpy()[:, None] == values.to_numpy()).astype(int) for coder in codes.columns
    )
    unequal = codes.filter(pl.col("first") != pl.col("second"))
    pairs = unequal.group_by("first", "second").agg(count=pl.len())
    return Agreement(
        column,
        senses=len(codes),
        same=len(codes) - len(unequal),
        alpha=alpha(counts),
        **dict(zip(("low", "high"), interval(counts, resamples, seed), strict=True)),
        pairs=pairs.sort(["count", "first", "second"], descending=[True, False, False]),
    )
