"""What the clustering found, in a sentence a report can print."""

from typing import Any

import polars as pl

from machtstaal import languages

LEVEL = 0.05
"""Chance of a stable number of clusters in data without structure."""
STABLE, UNSTABLE = "stable", "no stable structure"
TOO_FEW = "there are too few turns to look for clusters ({n_units} of {n_speakers} speakers)"
NO_FEATURES = "the {n_units} turns share too few words, actors and processes to look for clusters"

FOUND = (
    "{n_units} turns of {n_speakers} speakers fall into {k} clusters, a consensus of {runs}, that are found again when a "
    "fifth of the {resampled} is left out: mean adjusted Rand index {stability:.2f} over {resamples} subsets, where "
    "{threshold:.2f} is asked and chance reaches {null_high:.2f}. Of the runs that drew both, two turns of one cluster "
    "came together in {within}, two of different clusters in {between}."
)
NOT_FOUND = (
    "No stable structure: {n_units} turns of {n_speakers} speakers do not fall into clusters, in a consensus of {runs}, "
    "that are found again when a fifth of the {resampled} is left out. The best try, {k} clusters, has a mean adjusted "
    "Rand index of {stability:.2f} over {resamples} subsets, where {threshold:.2f} is asked and chance reaches "
    "{null_high:.2f} (p = {p:.2f})."
)
SETS = {
    "lexical": "words",
    "discourse": "actors, processes, modality and power",
    "both": "both together",
    "embedding": "vectors of a language model",
}
"""Set of features -> what it is made of, in words."""
TENDENCY = " That is more than chance gives and less than is asked: there are tendencies in the talk, and no clusters to rely on."
SMALL = " Its smallest cluster has {smallest} turns; under {least_units} they are outliers."
FLAT = (
    " Of the axes along which the turns differ {axes_above_chance} are stronger than chance; {k} clusters "
    "need {need}."
)
ONE_LANGUAGE = (
    " Only turns in {language} were clustered, the language with most words ({share}): turns in different languages "
    "share no words, so that clusters of all would be the languages. Left out for it: {others}."
)


def verdict(solutions: pl.DataFrame, chosen: int | None, facts: dict[str, Any]) -> dict[str, Any]:
    """State the outcome of a search over numbers of clusters.

    Parameters
    ----------
    solutions
        Table of `machtstaal.clusters.solutions.solve`, rows of the consensus.
    chosen
        Number of clusters chosen, None where no solution is stable.
    facts
        n_units, n_speakers, features (list), resamples, resampled (speakers or units), threshold, least_units,
        axes_above_chance, ...

    Returns
    -------
    dict
        outcome, k, stability, null_high, p, sentence and the facts. Without a stable solution k is None, and
        stability is that of the k furthest above its null mean.
    """
    if chosen is None:
        best = solutions.sort(pl.col("stability") - pl.col("null_mean"), "k", descending=[True, False])
    else:
        best = solutions.filter(pl.col("k") == chosen)
    row = best.row(0, named=True)
    said = {name: value for name, value in (facts | row).items() if name != "features"}
    said |= {name: languages.percentage(row[name]) for name in ("within", "between")}
    sentence = (FOUND if chosen else NOT_FOUND).format(
        **said, runs=_runs(facts["features"], facts["resamples"])
    )
    if chosen is None and row["p"] <= LEVEL and row["stability"] < facts["threshold"]:
        sentence += TENDENCY
    if chosen is None and row["smallest"] < facts["least_units"]:
        sentence += SMALL.format(**said)
    if chosen is None and row["k"] - 1 > facts["axes_above_chance"]:
        sentence += FLAT.format(**said, need=row["k"] - 1)
    return {
        "outcome": STABLE if chosen else UNSTABLE,
        "k": chosen,
        "stability": round(row["stability"], 6),
        "null_high": round(row["null_high"], 6),
        "p": round(row["p"], 6),
        "sentence": sentence,
        **facts,
    }


def nothing(why: str, facts: dict[str, Any]) -> dict[str, Any]:
    """State that there was nothing to cluster.

    Examples
    --------
    >>> nothing(TOO_FEW, {"n_units": 3, "n_speakers": 2})["sentence"]
    'No stable structure: there are too few turns to look for clusters (3 of 2 speakers).'
    """
    sentence = f"No stable structure: {why.format(**facts)}."
    found = {"outcome": UNSTABLE, "k": None, "stability": None, "null_high": None, "p": None}
    return found | {"sentence": sentence} | facts


def _runs(features: list[str], resamples: int) -> str:
    """Say what the runs are.

    >>> _runs(["lexical", "embedding"], 50)
    '100 runs (words; vectors of a language model)'
    """
    return f"{len(features) * resamples} runs ({'; '.join(SETS[name] for name in features)})"


def within(
    outcome: dict[str, Any], language: str | None, turns: pl.DataFrame, min_words: int
) -> dict[str, Any]:
    """Say that turns of one language were clustered; where there is no other, there is nothing to say.

    Parameters
    ----------
    outcome
        Outcome of `verdict` or `nothing`.
    language
        The language that was clustered.
    turns
        All turns of the study: language, n_words.
    min_words
        Words of the shortest turn that is clustered.

    Returns
    -------
    dict
        The outcome; with several languages its sentence says more, and language and n_units_other_languages are added.

    Examples
    --------
    >>> turns = pl.DataFrame({"language": ["nl", "en", "en"], "n_words": [70, 26, 4]})
    >>> said = within({"sentence": "Two clusters."}, "nl", turns, 12)
    >>> said["sentence"].partition("languages. ")[2], said["n_units_other_languages"]
    ('Left out for it: 1 turn in English.', 1)
    >>> within({"sentence": "Two clusters."}, "nl", turns.head(1), 12)
    {'sentence': 'Two clusters.'}
    """
    if len(languages.of(turns)) < 2:
        return outcome
    words = turns.group_by("language").agg(pl.col("n_words").sum())
    units = dict(turns.filter(pl.col("n_words") >= min_words).group_by("language").len().iter_rows())
    shares = languages.shares(dict(words.iter_rows()))
    others = {other: units.get(other, 0) for other in shares if other != language}
    said = ONE_LANGUAGE.format(
        language=languages.name(language),
        share=languages.percentage(shares[language]),
        others=", ".join(
            f"{n:,} turn{'' if n == 1 else 's'} in {languages.name(other)}" for other, n in others.items()
        ),
    )
    return outcome | {
        "sentence": outcome["sentence"] + said,
        "language": language,
        "n_units_other_languages": sum(others.values()),
    }
