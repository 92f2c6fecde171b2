"""The search for ways of talking, and what came of it."""

from machtstaal import languages
from machtstaal.clusters.outcome import STABLE
from machtstaal.methods.facts import Facts
from machtstaal.methods.prose import counted, paragraph, spelled
from machtstaal.report import numbers

SETS = {
    "lexical": "their lemmas",
    "discourse": "their actors, process types, modality and positions of power",
    "both": "all of these",
    "embedding": "vectors of the language model",
}
"""Set of features -> what it is made of."""


def paragraphs(facts: Facts) -> list[str]:
    """Units and features; stability; outcome. Nothing where no clusters were looked for."""
    outcome = facts.tables.outcome
    if not outcome:
        return []
    if outcome.get("stability") is None and outcome.get("outcome") != STABLE:
        return [
            f"Clusters were looked for among {_units(facts)}, but there was too little in these to divide."
        ]
    return [paragraph(_division(facts), _stability(facts), _outcome(facts))]


def _units(facts: Facts) -> str:
    """What is clustered: 'turns of at least 12 words (1,605 in all)'."""
    outcome = facts.tables.outcome
    language = outcome.get("language")
    of = f" in {languages.name(language)}, the language with most words," if language else ""
    n = f" ({numbers.count(outcome['n_units'])} in all)" if "n_units" in outcome else ""
    return f"turns{of} of at least {numbers.plural(facts.settings['clusters']['min_words'], 'word')}{n}"


def _division(facts: Facts) -> str:
    low, high = (facts.settings["clusters"][name] for name in ("k_min", "k_max"))
    between = " or " if high == low + 1 else " to "
    k = spelled(low) if low == high else f"{spelled(low)}{between}{spelled(high)}"
    return (
        f"To see whether there are ways of talking, {_units(facts)} were described by {_features(facts)}, reduced to "
        f"the axes that are stronger than chance, and divided into {k} clusters by *k*-means; the clusters are a "
        f"consensus [@monti2003] over subsets{_and_sets(facts)} and random starts."
    )


def _features(facts: Facts) -> str:
    """Sets of features: 'their lemmas; their actors, process types, modality and positions of power'."""
    chosen = [SETS[name] for name in facts.settings["clusters"]["features"]]
    return chosen[0] if len(chosen) == 1 else f"{spelled(len(chosen))} sets of features ({'; '.join(chosen)})"


def _and_sets(facts: Facts) -> str:
    return ", sets of features" if len(facts.settings["clusters"]["features"]) > 1 else ""


def _stability(facts: Facts) -> str:
    chosen, outcome = facts.settings["clusters"], facts.tables.outcome
    whom = "turns" if outcome.get("resampled") == "units" else "speakers"
    return (
        f"A division was accepted only if it is found again when a fifth of the {whom} is left out [@benhur2002], "
        f"with a mean adjusted Rand index [@hubert1985] of at least {chosen['stability']:g} over "
        f"{numbers.plural(chosen['resamples'], 'subset')}, and if it comes back more often than divisions of data "
        "in which the same words are dealt at random (*p* at most 0.05 over all numbers of clusters). Divisions into "
        "more clusters than the axes can tell apart, or with a cluster of outliers, were not accepted."
    )


def _outcome(facts: Facts) -> str:
    outcome = facts.tables.outcome
    if outcome.get("outcome") == STABLE and outcome.get("k"):
        reached = f" (index {outcome['stability']:.2f})" if outcome.get("stability") is not None else ""
        return (
            f"A division into {counted(outcome['k'], 'cluster')} passed{reached}; the terms of a cluster are ranked by "
            "weighted log odds [@monroe2008], and each cluster has a measure of how well it is found again [@hennig2007]. "
            "Who is in a cluster was compared over speakers."
        )
    high = outcome.get("null_high")
    chance = f", where chance reaches {high:.2f}" if high is not None else ""
    return f"No division passed (the best index is {outcome['stability']:.2f}{chance}), so no clusters are reported."
