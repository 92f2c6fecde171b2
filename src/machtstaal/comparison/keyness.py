"""Which words mark a group: evidence, effect size, spread over speakers, and a test over speakers."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Literal

import numpy as np
import polars as pl

from machtstaal import languages
from machtstaal.comparison.contrasts import MIN_EVENTS, MIN_TESTED_SPEAKERS
from machtstaal.comparison.dispersion import dp, dp_norm, juilland
from machtstaal.comparison.keyness_measures import (
    conservative_log_ratio,
    g2,
    g2_four_cell,
    log_odds,
    log_ratio,
    percent_difference,
)
from machtstaal.comparison.multiplicity import benjamini_hochberg
from machtstaal.comparison.permutation import permute
from machtstaal.comparison.rates import tidy
from machtstaal.comparison.seeds import stream

CONTENT = ("ADJ", "ADV", "NOUN", "PROPN", "VERB")
NO_WORD = ("PUNCT", "SYM")
Words = Literal["content", "function", "all"]
Dispersion = Callable[[np.ndarray, np.ndarray], np.ndarray]

SCHEMA = {
    "lemma": pl.String,
    "upos": pl.String,
    "language": pl.String,
    "group_a": pl.String,
    "group_b": pl.String,
    "count_a": pl.Int64,
    "count_b": pl.Int64,
    "size_a": pl.Int64,
    "size_b": pl.Int64,
    "g2": pl.Float64,
    "g2_four_cell": pl.Float64,
    "log_ratio": pl.Float64,
    "lrc": pl.Float64,
    "percent_difference": pl.Float64,
    "log_odds": pl.Float64,
    "log_odds_z": pl.Float64,
    **{f"{name}_{side}": pl.Float64 for name in ("dp", "dp_norm", "juilland") for side in "ab"},
    **{f"{name}_transcripts_{side}": pl.Float64 for name in ("dp", "dp_norm") for side in "ab"},
    **{f"n_{unit}_{side}": pl.Int64 for unit in ("speakers", "transcripts") for side in "ab"},
    "p": pl.Float64,
    "q": pl.Float64,
    "n_tests": pl.Int64,
    "n_permutations": pl.Int64,
    "exact": pl.Boolean,
}


def compare(
    tokens: pl.DataFrame,
    *,
    groups: Sequence[str] | None = None,
    words: Words = "content",
    min_count: int = 5,
    permutations: int = 9999,
    confidence: float = 0.95,
    seed: int = 2025,
) -> pl.DataFrame:
    """Compare the lemmas of every pair of groups, within each language that both speak.

    Words of different languages are never compared, also where they are spelled alike (*want*, *data*): sizes, spread
    and test are those of the language. What only one group speaks has no key words.

    Four things that are not each other, in columns of their own (Gries 2024): evidence over words (g2, g2_four_cell,
    log_odds_z), effect size (log_ratio, lrc, percent_difference, log_odds), spread over speakers and transcripts (dp, dp_norm,
    juilland: DP is bounded by a lemma's own frequency, so compare it between lemmas of like frequency), and the
    permutation p over speakers with its q over all lemmas tested. The prior of the log-odds is the pooled counts of the two
    groups, which is not independent of what it is used on.

    Parameters
    ----------
    tokens
        Situated tokens: lemma, upos, transcript, group, speaker_code, language; without facilitators. Without a column
        language they are one, which has no name.
    groups
        Group ids in the order of comparison; by default sorted.
    words
        `content` (noun, name, verb, adjective, adverb), `function` (all other words) or `all`.
    min_count
        Fewest occurrences in the two groups together, a count.
    permutations
        The most labellings to make, a count.
    confidence
        Confidence of all intervals of which lrc is a bound, between 0 and 1; their number is that of the rows of the pair of
        groups and language.
    seed
        The study's seed.

    Returns
    -------
    DataFrame
        One row a lemma (with its part of speech and language) and pair of groups, by falling g2 within a language.
        Sizes are words of any kind without punctuation; n_speakers use the lemma; n_tests is the number of lemmas
        of that language over which q was adjusted. Empty for a single group.
    """
    tokens = tokens.filter(~pl.col("upos").is_in(NO_WORD)).with_columns(lemma=spelled())
    parts = [
        _contrast(here, a, b, language, words, min_count, permutations, confidence, seed)
        for a, b, language, here in _comparable(tokens, groups)
    ]
    return tidy(
        [part.with_columns(pl.lit(rank).alias("_rank")) for rank, part in enumerate(parts)],
        SCHEMA,
        ["_rank", "_minus_g2", "lemma", "upos"],
    )


def spelled() -> pl.Expr:
    """Lemma as words are compared: in lower case, names as they are written.

    >>> words = pl.DataFrame({"lemma": ["Data", "Google"], "upos": ["NOUN", "PROPN"]})
    >>> words.select(spelled())["lemma"].to_list()
    ['data', 'Google']
    """
    lower = pl.col("lemma").cast(pl.String).str.to_lowercase()
    return pl.when(pl.col("upos") == "PROPN").then(pl.col("lemma").cast(pl.String)).otherwise(lower)


def leading(table: pl.DataFrame, top: int) -> pl.DataFrame:
    """Key words that are shown: for each pair of groups and language, those with most evidence on either side.

    Parameters
    ----------
    table
        Table of `compare`, without words that are not to be shown.
    top
        Words a side, a count.
    """
    side = (pl.col("log_ratio") > 0).alias("side")
    sided = table.group_by("group_a", "group_b", "language", side, maintain_order=True)
    return sided.head(top).select(table.columns)


def apart(turns: pl.DataFrame, groups: Sequence[str]) -> list[tuple[str, str, str]]:
    """Find languages without key words, since of two groups only one speaks them: that group, the other, the language.

    Examples
    --------
    >>> turns = pl.DataFrame({"group": ["a", "a", "b"], "language": ["nl", "en", "en"]})
    >>> apart(turns, ["a", "b"])
    [('a', 'b', 'nl')]
    """
    spoken = {group: set(languages.of(turns.filter(pl.col("group") == group))) for group in groups}
    found = []
    for pair in combinations(groups, 2):
        for one, other in (pair, pair[::-1]):
            found += [(one, other, language) for language in sorted(spoken[one] - spoken[other])]
    return found


def _comparable(
    tokens: pl.DataFrame, groups: Sequence[str] | None
) -> Iterator[tuple[str, str, str | None, pl.DataFrame]]:
    """Yield each pair of groups and each language that both speak, with their tokens."""
    present = set(tokens["group"])
    pairs = list(combinations([group for group in groups or sorted(present) if group in present], 2))
    for a, b in pairs:
        pair = tokens.filter(pl.col("group").is_in([a, b]))
        for language in languages.of(tokens) or [None]:
            here = pair if language is None else pair.filter(pl.col("language") == language)
            if here["group"].n_unique() == 2:
                yield a, b, language, here


def _contrast(
    pair: pl.DataFrame,
    a: str,
    b: str,
    language: str | None,
    words: Words,
    min_count: int,
    permutations: int,
    confidence: float,
    seed: int,
) -> pl.DataFrame:
    """Compare two groups in one language; one row a lemma."""
    lemmas = _lemmas(pair, words, min_count)
    speakers = _Parts(pair, lemmas, "speaker_code", a)
    # the draws of all languages are one stream: a transcript in another language leaves those of this one alone
    test = permute(
        speakers.counts,
        speakers.sizes[:, None],
        speakers.first,
        permutations,
        stream(seed, "keyness", words, a, b),
    )
    (in_a, size_a), (in_b, size_b) = speakers.sides
    sums = (in_a.sum(axis=0), in_b.sum(axis=0), int(size_a.sum()), int(size_b.sum()))
    testable = (sums[0] + sums[1] >= MIN_EVENTS) & (min(len(in_a), len(in_b)) >= MIN_TESTED_SPEAKERS)
    p = np.where(testable, test.p, np.nan)
    evidence = g2(*sums)
    delta, z = log_odds(*sums, prior=sums[0] + sums[1], prior_size=sums[2] + sums[3])
    columns = {
        "count_a": sums[0],
        "count_b": sums[1],
        "g2": evidence,
        "g2_four_cell": g2_four_cell(*sums),
        "log_ratio": log_ratio(*sums),
        "lrc": conservative_log_ratio(*sums, n_tests=max(lemmas.height, 1), confidence=confidence),
        "percent_difference": percent_difference(*sums),
        "log_odds": delta,
        "log_odds_z": z,
        **speakers.spread("speakers", "", juilland=juilland),
        **_Parts(pair, lemmas, "transcript", a).spread("transcripts", "_transcripts"),
        "p": p,
        "q": benjamini_hochberg(p),
        "n_permutations": np.where(testable, test.n_permutations, 0),
        "_minus_g2": -np.round(evidence, 9),
    }
    return lemmas.select(
        "lemma",
        "upos",
        pl.lit(language, pl.String).alias("language"),
        pl.lit(a).alias("group_a"),
        pl.lit(b).alias("group_b"),
        pl.lit(sums[2]).alias("size_a"),
        pl.lit(sums[3]).alias("size_b"),
        pl.lit(int((~np.isnan(p)).sum())).alias("n_tests"),
        pl.lit(test.exact).alias("exact"),
        *(pl.Series(name, values) for name, values in columns.items()),
    )


class _Parts:
    """Occurrences of the lemmas in the parts of two groups (their speakers, or transcripts), and the words of each part."""

    def __init__(self, pair: pl.DataFrame, lemmas: pl.DataFrame, unit: str, a: str) -> None:
        parts = pair.group_by("group", unit).len("size").sort("group", unit).with_row_index("_s")
        cells = (
            pair.group_by("lemma", "upos", "group", unit)
            .len("n")
            .join(lemmas, on=["lemma", "upos"])
            .join(parts, on=["group", unit])
        )
        self.counts = np.zeros((parts.height, lemmas.height))
        self.counts[cells["_s"].to_numpy(), cells["_l"].to_numpy()] = cells["n"].to_numpy()
        self.sizes = parts["size"].to_numpy().astype(float)
        self.first = (parts["group"] == a).to_numpy()

    @property
    def sides(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """Counts and sizes of the parts of either group."""
        return [(self.counts[chosen], self.sizes[chosen]) for chosen in (self.first, ~self.first)]

    def spread(self, unit: str, ending: str, **more: Dispersion) -> dict[str, np.ndarray]:
        """Columns with the dispersion of each lemma over the parts of either group, and the parts that have it."""
        found: dict[str, np.ndarray] = {}
        for side, (counts, sizes) in zip("ab", self.sides, strict=True):
            for name, measure in {"dp": dp, "dp_norm": dp_norm, **more}.items():
                found[f"{name}{ending}_{side}"] = measure(counts, sizes)
            found[f"n_{unit}_{side}"] = (counts > 0).sum(axis=0)
        return found


def _lemmas(pair: pl.DataFrame, words: Words, min_count: int) -> pl.DataFrame:
    """Lemmas of the wanted kind that are frequent enough, with their position."""
    content = pl.col("upos").is_in(CONTENT)
    wanted = {"content": content, "function": ~content, "all": pl.lit(True)}[words]
    frequent = pair.filter(wanted).group_by("lemma", "upos").len("n").filter(pl.col("n") >= min_count)
    return frequent.select("lemma", "upos").sort("lemma", "upos").with_row_index("_l")
