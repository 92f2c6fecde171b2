"""Which words mark a group: evidence, effect size, spread over speakers, and a test over speakers."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal

import numpy as np
import polars as pl

from machtstaal import languages
from machtstaal.comparison.contrasts import MIN_EVENTS, MIN_TESTED_SPEAKERS
from machtstaal.comparison.dispersion import dp, dp_norm
from machtstaal.comparison.multiplicity import benjamini_hochberg
from machtstaal.comparison.permutation import permute
from machtstaal.comparison.rates import tidy
from machtstaal.comparison.seeds import stream

CONTENT = ("ADJ", "ADV", "NOUN", "PROPN", "VERB")
NO_WORD = ("PUNCT", "SYM")
Words = Literal["content", "function", "all"]

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
    "dp_a": pl.Float64,
    "dp_b": pl.Float64,
    "dp_norm_a": pl.Float64,
    "dp_norm_b": pl.Float64,
    "n_speakers_a": pl.Int64,
    "n_speakers_b": pl.Int64,
    "p": pl.Float64,
    "q": pl.Float64,
    "n_tests": pl.Int64,
    "n_permutations": pl.Int64,
    "exact": pl.Boolean,
}


def g2(
    target: np.ndarray | int, reference: np.ndarray | int, target_size: int, reference_size: int
) -> np.ndarray | np.float64:
    """Log-likelihood G2 over the two cells of the item (Rayson & Garside 2000), as corpus tools report it.

    2 sum O ln(O / E) over the item's two counts. It treats words as independent draws and so over-reports
    (Lijffijt et al. 2016): a ranking, not a test; the test is `p`.

    Parameters
    ----------
    target, reference
        Occurrences of the item, counts.
    target_size, reference_size
        Words in the two subcorpora, counts, greater than zero.

    Raises
    ------
    ValueError
        If a subcorpus is empty.

    Examples
    --------
    Rayson's own example (Corpora List, 18 January 2002), "keep" and "keeping" in two corpora of a million
    words: 147 and 14, rounded.

    >>> float(g2(348, 99, 10**6, 10**6).round()), float(g2(9, 32, 10**6, 10**6).round())
    (147.0, 14.0)
    """
    _check_sizes(target_size, reference_size)
    a, b = np.asarray(target, float), np.asarray(reference, float)
    expected = (a + b) / (target_size + reference_size)
    return 2 * (_term(a, expected * target_size) + _term(b, expected * reference_size))


def g2_four_cell(
    target: np.ndarray | int, reference: np.ndarray | int, target_size: int, reference_size: int
) -> np.ndarray | np.float64:
    """Log-likelihood G2 over the full 2 x 2 table, item and all other words (Dunning 1993), uncorrected.

    Never smaller than the two-cell variant; close to it for rare items.

    Parameters
    ----------
    target, reference, target_size, reference_size
        As for `g2`.

    Examples
    --------
    Dunning 1993, table on p. 72: 10 and 3 with, 0 and 31,764 without the item.

    >>> float(g2_four_cell(10, 3, 10, 31767).round(2))
    167.23
    """
    a, b = np.asarray(target, float), np.asarray(reference, float)
    total = target_size + reference_size
    rest = (total - a - b) / total
    others = _term(target_size - a, rest * target_size) + _term(reference_size - b, rest * reference_size)
    return g2(a, b, target_size, reference_size) + 2 * others


def log_ratio(
    target: np.ndarray | int, reference: np.ndarray | int, target_size: int, reference_size: int
) -> np.ndarray | np.float64:
    """Binary logarithm of the ratio of two relative frequencies (Hardie 2014).

    One unit is a doubling: +1 means the item is twice as frequent in the target. A zero count is replaced by
    0.5, so the result is finite.

    Parameters
    ----------
    target, reference
        Occurrences of the item, counts.
    target_size, reference_size
        Words in the two subcorpora, counts, greater than zero.

    Raises
    ------
    ValueError
        If a subcorpus is empty.

    Examples
    --------
    Hardie's example: 0.0006 against 0.0002 is three times as frequent, log2(3) = 1.585.

    >>> float(log_ratio(6, 2, 10_000, 10_000).round(3)), float(log_ratio(40, 10, 1000, 1000).round(3))
    (1.585, 2.0)
    >>> float(log_ratio(8, 0, 1000, 1000).round(3))  # log2(8 / 0.5)
    4.0
    """
    _check_sizes(target_size, reference_size)
    a, b = np.maximum(np.asarray(target, float), 0.5), np.maximum(np.asarray(reference, float), 0.5)
    return np.log2((a / target_size) / (b / reference_size))


def compare(
    tokens: pl.DataFrame,
    *,
    groups: Sequence[str] | None = None,
    words: Words = "content",
    min_count: int = 5,
    permutations: int = 9999,
    seed: int = 2025,
) -> pl.DataFrame:
    """Compare the lemmas of every pair of groups, within each language that both speak.

    Words of different languages are never compared, also where they are spelled alike (*want*, *data*): sizes, spread
    and test are those of the language. What only one group speaks has no key words.

    Four things that are not each other, in columns of their own (Gries 2024): evidence over words (g2,
    g2_four_cell), effect size (log_ratio), spread over speakers (dp, dp_norm: DP is bounded by a lemma's own
    frequency, so compare it between lemmas of like frequency), and the permutation p over speakers with its q
    over all lemmas tested.

    Parameters
    ----------
    tokens
        Situated tokens: lemma, upos, group, speaker_code, language; without facilitators. Without a column language
        they are one, which has no name.
    groups
        Group ids in the order of comparison; by default sorted.
    words
        `content` (noun, name, verb, adjective, adverb), `function` (all other words) or `all`.
    min_count
        Fewest occurrences in the two groups together, a count.
    permutations
        The most labellings to make, a count.
    seed
        The study's seed.

    Returns
    -------
    DataFrame
        One row a lemma (with its part of speech and language) and pair of groups, by falling g2 within a language.
        Sizes are words of any kind without punctuation; n_speakers use the lemma; n_tests is the number of lemmas
        of that language over which q was adjusted. Empty for a single group.
    """
    tokens = tokens.filter(~pl.col("upos").is_in(NO_WORD)).with_columns(
        pl.when(pl.col("upos") == "PROPN")
        .then("lemma")
        .otherwise(pl.col("lemma").str.to_lowercase())
        .alias("lemma")
    )
    parts = [
        _contrast(here, a, b, language, words, min_count, permutations, seed)
        for a, b, language, here in _comparable(tokens, groups)
    ]
    return tidy(
        [part.with_columns(pl.lit(rank).alias("_rank")) for rank, part in enumerate(parts)],
        SCHEMA,
        ["_rank", "_minus_g2", "lemma", "upos"],
    )


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
    seed: int,
) -> pl.DataFrame:
    """Compare two groups in one language; one row a lemma."""
    speakers = (
        pair.group_by("group", "speaker_code").len("size").sort("group", "speaker_code").with_row_index("_s")
    )
    lemmas = _lemmas(pair, words, min_count)
    cells = (
        pair.group_by("lemma", "upos", "speaker_code")
        .len("n")
        .join(lemmas, on=["lemma", "upos"])
        .join(speakers.select("speaker_code", "_s"), on="speaker_code")
    )
    counts = np.zeros((speakers.height, lemmas.height))
    counts[cells["_s"].to_numpy(), cells["_l"].to_numpy()] = cells["n"].to_numpy()
    sizes, first = speakers["size"].to_numpy().astype(float), (speakers["group"] == a).to_numpy()
    # the draws of all languages are one stream: a transcript in another language leaves those of this one alone
    test = permute(counts, sizes[:, None], first, permutations, stream(seed, "keyness", words, a, b))
    in_a, in_b = counts[first], counts[~first]
    sums = (in_a.sum(axis=0), in_b.sum(axis=0), int(sizes[first].sum()), int(sizes[~first].sum()))
    testable = (sums[0] + sums[1] >= MIN_EVENTS) & (min(len(in_a), len(in_b)) >= MIN_TESTED_SPEAKERS)
    p = np.where(testable, test.p, np.nan)
    evidence = g2(*sums)
    return lemmas.select(
        "lemma",
        "upos",
        pl.lit(language, pl.String).alias("language"),
        pl.lit(a).alias("group_a"),
        pl.lit(b).alias("group_b"),
        pl.Series("count_a", sums[0]),
        pl.Series("count_b", sums[1]),
        pl.lit(sums[2]).alias("size_a"),
        pl.lit(sums[3]).alias("size_b"),
        pl.Series("g2", evidence),
        pl.Series("g2_four_cell", g2_four_cell(*sums)),
        pl.Series("log_ratio", log_ratio(*sums)),
        pl.Series("dp_a", dp(in_a, sizes[first])),
        pl.Series("dp_b", dp(in_b, sizes[~first])),
        pl.Series("dp_norm_a", dp_norm(in_a, sizes[first])),
        pl.Series("dp_norm_b", dp_norm(in_b, sizes[~first])),
        pl.Series("n_speakers_a", (in_a > 0).sum(axis=0)),
        pl.Series("n_speakers_b", (in_b > 0).sum(axis=0)),
        pl.Series("p", p),
        pl.Series("q", benjamini_hochberg(p)),
        pl.lit(int((~np.isnan(p)).sum())).alias("n_tests"),
        pl.Series("n_permutations", np.where(testable, test.n_permutations, 0)),
        pl.lit(test.exact).alias("exact"),
        pl.Series("_minus_g2", -np.round(evidence, 9)),
    )


def _lemmas(pair: pl.DataFrame, words: Words, min_count: int) -> pl.DataFrame:
    """Lemmas of the wanted kind that are frequent enough, with their position."""
    content = pl.col("upos").is_in(CONTENT)
    wanted = {"content": content, "function": ~content, "all": pl.lit(True)}[words]
    frequent = pair.filter(wanted).group_by("lemma", "upos").len("n").filter(pl.col("n") >= min_count)
    return frequent.select("lemma", "upos").sort("lemma", "upos").with_row_index("_l")


def _term(observed: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """O ln(O / E), 0 where O is 0 (its limit)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(observed > 0, observed * np.log(observed / expected), 0.0)


def _check_sizes(target_size: int, reference_size: int) -> None:
    if min(target_size, reference_size) <= 0:
        raise ValueError("both subcorpora need at least one word")
