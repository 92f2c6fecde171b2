"""Rates, their intervals, the test of a difference, and how many tests there were."""

import polars as pl

from machtstaal.comparison.contrasts import INVERTED, MIN_EVENTS, MIN_TESTED_SPEAKERS
from machtstaal.comparison.detectable import POWER
from machtstaal.methods.facts import Facts
from machtstaal.methods.prose import between, counted, paragraph, percent, series, spelled
from machtstaal.report import numbers


def paragraphs(facts: Facts) -> list[str]:
    """Rates of a group; differences of groups; many tests."""
    found = [_rates(facts)]
    contrasts = facts.tables.contrasts
    if facts.compares and not contrasts.is_empty():
        tested = contrasts.drop_nulls("p")
        found.append(paragraph(_test(facts, tested), _interval(facts, contrasts)))
        found.append(paragraph(_families(facts, tested), _untested(contrasts), _few(facts)))
        found.append(paragraph(_detectable(tested), _models(facts)))
    return found


def _rates(facts: Facts) -> str:
    chosen = facts.settings["comparison"]
    level, drawn = (
        facts.study.confidence,
        f"{numbers.count(chosen['resamples'])} bootstrap samples of speakers",
    )
    interval = {
        "effective": (
            f"{level} intervals of a binomial of their effective size, by a jackknife over speakers with degrees of "
            "freedom for how unequally they talk [@korn1998]"
        ),
        "percentile": f"{level} percentile intervals from {drawn} [@efron1979; @davison1997]",
        "bca": f"{level} BCa intervals from {drawn} [@efron1987; @davison1997]",
    }[chosen["rate_interval"]]
    return (
        "Rates are per 1,000 words, or shares of processes, mentions or roles: ratios of sums over the speakers "
        f"of a group, with {interval}."
    )


def _test(facts: Facts, tested: pl.DataFrame) -> str:
    if tested.is_empty():
        return "No difference between groups could be tested, since nothing had enough occurrences and speakers in both."
    return paragraph(
        "As the words of one speaker are not independent of each other [@lijffijt2016], groups were compared by "
        f"permuting their labels {_labels(tested)}; tests are two-sided.",
        "The statistic is the difference of two rates divided by its standard error [@cochran1977], which keeps "
        "the level of the test where groups talk or vary unequally [@janssen1997; @chung2013].",
        _labellings(facts, tested),
    )


def _labels(tested: pl.DataFrame) -> str:
    """Over whom the labels are permuted."""
    kinds = tested["within"].unique().sort().to_list()
    what = series(dict.fromkeys(word for kind in kinds if kind != "none" for word in kind.split(" and ")))
    if not what:
        return "over the speakers"
    weights = f"differences within {what} being combined with Mantel–Haenszel weights [@greenland1985]"
    within = f"among speakers of the same {what}, {weights}"
    if "none" not in kinds:
        return within
    where = [
        name
        for kind, name in (
            ("languages", "between groups that share a language among several"),
            ("scenarios", "over all talk, where scenarios divide the speakers"),
        )
        if kind in what
    ]
    return f"over the speakers, and, {' and '.join(where)}, {within}"


def _labellings(facts: Facts, tested: pl.DataFrame) -> str:
    exact, drawn = tested.filter("exact"), tested.filter(~pl.col("exact"))
    most = numbers.count(facts.settings["comparison"]["permutations"])
    random = "*p* = (*b* + 1) / (*m* + 1), with *b* of *m* labellings at least as extreme [@phipson2010]"
    if exact.is_empty():
        return f"Of all labellings {numbers.count(int(drawn['n_permutations'].max()))} were drawn at random, and {random}."
    every = between(exact["n_permutations"])
    if drawn.is_empty():
        lowest = _lowest(facts, exact)
        floor = f", so that no *p* can be below {lowest}" if lowest else ""
        all_of = "All" if exact["n_permutations"].n_unique() == 1 else "In each comparison all,"
        comma = "" if all_of == "All" else ","
        return f"{all_of} {every}{comma} possible labellings were enumerated{floor}."
    return (
        f"Where there are no more than {most} possible labellings all were enumerated ({every}); elsewhere {most} "
        f"were drawn at random, and {random}."
    )


def _lowest(facts: Facts, exact: pl.DataFrame) -> str:
    """Smallest p that the tests of all talk can reach: mirrored labellings of groups of one size count twice."""
    n = facts.study.n_speakers
    overall = (
        exact.filter(pl.col("scenario").is_null())
        .group_by("group_a", "group_b", "within", maintain_order=True)
        .agg(pl.col("n_permutations").max())
    )
    floors = [
        (2 if row["within"] == "none" and n[row["group_a"]] == n[row["group_b"]] else 1)
        / row["n_permutations"]
        for row in overall.iter_rows(named=True)
    ]
    return numbers.probability(min(floors)) if floors and min(floors) >= 0.001 else ""


def _interval(facts: Facts, contrasts: pl.DataFrame) -> str:
    if contrasts["low"].is_null().all():
        return "There are too few labellings of the speakers for an interval of the differences."
    layered = contrasts["within"] != "none"
    level = facts.study.confidence
    drawn = not contrasts["exact"].all()
    fewer = min(INVERTED, facts.settings["comparison"]["permutations"])
    by = f", judged by {numbers.count(fewer)} of these labellings" if drawn else ""
    other = (
        " Where labels move within languages or scenarios, this is the interval of the difference within them; that of all "
        "talk is of the bootstrap, the groups being drawn independently."
        if layered.any()
        else ""
    )
    return (
        f"The {level} interval of a difference holds all differences that the test would not reject "
        f"[@garthwaite1996]{by}.{other}"
    )


def _families(facts: Facts, tested: pl.DataFrame) -> str:
    overall = tested.filter(pl.col("scenario").is_null())
    sizes = dict(overall.group_by("family").agg(pl.col("n_tests").max()).iter_rows())
    families = [family for family in facts.tables.catalogue.families if family in sizes]
    if not families:
        return ""
    named = series(f"{family.replace('_', ' ')} ({numbers.count(sizes[family])})" for family in families)
    apart = (
        "; talk as a whole and the single scenarios are separate sets"
        if tested["scenario"].n_unique() > 1
        else ""
    )
    return (
        "*q* is *p* adjusted for the false discovery rate within families of measures [@benjamini1995], which "
        f"are, with their number of tests over all talk, {named}{apart}."
    )


def _untested(contrasts: pl.DataFrame) -> str:
    untested = contrasts["p"].null_count()
    if not untested:
        return ""
    return (
        f"Comparisons with fewer than {spelled(MIN_EVENTS)} occurrences in the two groups together, or with fewer than "
        f"{counted(MIN_TESTED_SPEAKERS, 'speaker')} in one of them, were not tested ({numbers.count(untested)} of "
        f"{numbers.count(contrasts.height)})."
    )


def _few(facts: Facts) -> str:
    minimum = facts.settings["comparison"]["min_speakers"]
    few = {
        group: spelled(facts.study.n_speakers[group])
        for group in facts.study.groups
        if facts.study.n_speakers[group] < minimum
    }
    if not few:
        return ""
    named = series(f"{facts.group(group)} ({n})" for group, n in few.items())
    return (
        f"With fewer than {spelled(minimum)} speakers, as in {named}, *p*-values are coarse and only large differences "
        "can be found."
    )


def _detectable(tested: pl.DataFrame) -> str:
    """Say what is told of the power of the tests."""
    if tested["detectable"].is_null().all():
        return ""
    return (
        "For each comparison the smallest true difference is told that its test, alone and at its level, finds with a "
        f"probability of {percent(POWER)} [after @bloom1995]."
    )


def _models(facts: Facts) -> str:
    """Say which models stand beside the tests, and how often they agree."""
    checks = facts.tables.model_checks
    agrees = checks["agrees"].drop_nulls()
    if agrees.is_empty():
        return ""
    return (
        "As a check, shares over all talk were also modelled by a mixed-effects logit with a random intercept for each "
        "speaker [@gries2015], by adaptive Gauss–Hermite quadrature [@pinheiro1995], and by a logit with standard "
        f"errors clustered by speaker [@liang1986]; the mixed model agreed with the permutation test "
        f"in {numbers.count(int(agrees.sum()))} of {numbers.count(len(agrees))} comparisons."
    )
