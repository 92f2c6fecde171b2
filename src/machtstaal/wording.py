"""What is said wherever groups are compared, so that it is said the same way everywhere."""

from collections.abc import Mapping
from itertools import combinations

from machtstaal import languages as tongues

TWO_EVENTS = (
    "Two events, not two populations: what is compared is what these speakers said at these events. "
    "A difference may come from the day, the programme or the facilitator as much as from the group, "
    "and nothing here is a claim about people who were not in the room."
)

BY_LANGUAGE = (
    "A difference may be one of the languages, or of how well each is parsed, rather than of the groups."
)
WITHIN = "Where two groups share a language, p and q compare them within each language that both speak, and leave out the others."

_NUMERALS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


def events(n_groups: int) -> str:
    """Return the warning for a comparison of this many groups; empty where there is nothing to compare.

    Parameters
    ----------
    n_groups
        Groups in the study, a count.

    Examples
    --------
    >>> events(1)
    ''
    >>> events(2) == TWO_EVENTS
    True
    >>> events(3)[:40]
    'Three events, not three populations: wha'
    """
    if n_groups < 2:
        return ""
    numeral = _NUMERALS.get(n_groups, str(n_groups))
    return TWO_EVENTS.replace("Two events", f"{numeral.capitalize()} events").replace("two", numeral)


def few_speakers(n_speakers: int, minimum: int, group: str) -> str:
    """Say that a group has few speakers, and what that does; empty where it has enough.

    Parameters
    ----------
    n_speakers, minimum
        Speakers in the group and the number below which the study warns, counts.
    group
        The group's label.

    Examples
    --------
    >>> few_speakers(6, 10, "experts")
    'Only 6 speakers in experts: below 10 speakers p-values are coarse and only large differences can be found.'
    >>> few_speakers(12, 10, "experts")
    ''
    """
    if n_speakers >= minimum:
        return ""
    speakers = "speaker" if n_speakers == 1 else "speakers"
    return (
        f"Only {n_speakers} {speakers} in {group}: below {minimum} speakers p-values are coarse "
        "and only large differences can be found."
    )


def languages(spoken: Mapping[str, tongues.Shares], full: bool = True) -> str:
    """Return the warning for a comparison of groups that do not speak one and the same language; else empty.

    Parameters
    ----------
    spoken
        Label of each group that is compared -> its languages, with their shares of its words (0 to 1).
    full
        Say what follows from it too; by default yes. Else only who speaks what.

    Examples
    --------
    >>> languages({"Citizens": {"nl": 1.0}, "Experts": {"nl": 1.0}})
    ''
    >>> languages({"Citizens": {"nl": 1.0}, "Experts": {"en": 0.6, "nl": 0.4}}, full=False)
    'Not one language: Citizens speak Dutch (100 % of their words); Experts speak English (60 %) and Dutch (40 %).'
    >>> languages({"Citizens": {"nl": 1.0}, "Experts": {"en": 1.0}}).partition("rather than of the groups. ")[2]
    'Citizens and Experts have no language in common: language and group cannot be told apart.'
    """
    spoken = {group: shares for group, shares in spoken.items() if shares}
    if len({language for shares in spoken.values() for language in shares}) < 2:
        return ""
    said = "; ".join(
        f"{group} speak {_speaks(shares, first=place == 0)}"
        for place, (group, shares) in enumerate(spoken.items())
    )
    if not full or len(spoken) < 2:
        return f"Not one language: {said}."
    pairs = {pair: tongues.relation(*(spoken[group] for group in pair)) for pair in combinations(spoken, 2)}
    apart = [" and ".join(pair) for pair, relation in pairs.items() if relation == "apart"]
    shared = "shared" in pairs.values()
    return " ".join(
        filter(
            None,
            [
                f"Not one language: {said}.",
                BY_LANGUAGE,
                f"{', '.join(apart)} have no language in common: language and group cannot be told apart."
                if apart
                else "",
                WITHIN if shared else "",
            ],
        )
    )


def _speaks(shares: tongues.Shares, first: bool) -> str:
    """Name languages with their shares: 'Dutch (75 % of their words) and English (25 %)'."""
    said = [
        f"{tongues.name(language)} ({tongues.percentage(share)}{' of their words' if first and not place else ''})"
        for place, (language, share) in enumerate(shares.items())
    ]
    return " and ".join(filter(None, [", ".join(said[:-1]), said[-1]]))


def interval(confidence: float, method: str, resamples: int, seed: int) -> str:
    """Name the interval of a rate as a caption does.

    Parameters
    ----------
    confidence
        Coverage aimed at, between 0 and 1.
    method
        How it is made (`comparison.rate_interval`).
    resamples, seed
        Bootstrap resamples, a count, and the study's seed; named where it is a bootstrap.

    Examples
    --------
    >>> interval(0.95, "effective", 1999, 2025)
    '95 % interval over speakers (effective size, jackknife)'
    >>> interval(0.95, "bca", 1999, 2025)
    '95 % BCa bootstrap interval over speakers (1,999 resamples, seed 2025)'
    """
    if method == "effective":
        return f"{confidence * 100:g} % interval over speakers (effective size, jackknife)"
    kind = "BCa bootstrap" if method == "bca" else "bootstrap"
    return f"{confidence * 100:g} % {kind} interval over speakers ({resamples:,} resamples, seed {seed})"


def evidence(p: float | None, q: float | None, *, n_permutations: int, exact: bool) -> str:
    """Say the outcome of a permutation test in a few words.

    Parameters
    ----------
    p, q
        Permutation p-value and its Benjamini-Hochberg adjustment, or None where nothing was tested.
    n_permutations
        Labellings the p-value rests on, a count.
    exact
        Whether these were all labellings there are.

    Examples
    --------
    >>> evidence(None, None, n_permutations=0, exact=False)
    'not tested: too few occurrences or speakers'
    >>> evidence(0.012, 0.048, n_permutations=9999, exact=False)
    'p = 0.012, q = 0.048 (9,999 random labellings of the speakers)'
    >>> evidence(0.0001, 0.0004, n_permutations=9999, exact=False)
    'p < 0.001, q < 0.001 (9,999 random labellings of the speakers)'
    """
    if p is None or q is None:
        return "not tested: too few occurrences or speakers"
    kind = "all" if exact else "random"
    count = f"all {n_permutations:,}" if exact else f"{n_permutations:,} {kind}"
    return f"{_value('p', p)}, {_value('q', q)} ({count} labellings of the speakers)"


def _value(name: str, value: float) -> str:
    return f"{name} < 0.001" if value < 0.001 else f"{name} = {value:.3f}"
