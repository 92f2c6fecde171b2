"""Networks of actors and of statements, their measures, and how sure they are."""

import polars as pl

from machtstaal.methods.facts import Facts
from machtstaal.methods.prose import paragraph, spelled
from machtstaal.networks.communities import RUNS
from machtstaal.networks.edges import ALL, POWER
from machtstaal.report import numbers


def paragraphs(facts: Facts) -> list[str]:
    """Networks of actors and their measures; statements."""
    if facts.tables.edges.is_empty():
        return []
    return [
        paragraph(_ties(facts), _least(facts), _communities(), _uncertainty(facts), _backbones()),
        _statements(facts),
    ]


def _ties(facts: Facts) -> str:
    window = facts.settings["networks"]["turn_window"]
    near = (
        "in one turn" if window == 1 else f"within a moving window of {spelled(window)} turns [@siebert2017]"
    )
    where = "for each group and for all together" if facts.compares else "for all speakers together"
    return (
        f"Networks were made {where}: of actors that are named in one sentence, or {near}; of actors and the "
        "processes they take part in [after @leifeld2017]; and of power, directed from the stronger to the "
        f"weaker party{_size(facts)}."
    )


def _size(facts: Facts) -> str:
    ties = facts.tables.edges.filter((pl.col("group") == ALL) & (pl.col("network") == POWER))
    if ties.is_empty():
        return ""
    actors = pl.concat([ties["source"], ties["target"]]).n_unique()
    return f" ({numbers.plural(actors, 'actor')} and {numbers.plural(ties.height, 'tie')})"


def _least(facts: Facts) -> str:
    least = facts.settings["networks"]["min_weight"]
    if least < 2:
        return ""
    seldom = "only once" if least == 2 else f"fewer than {spelled(least)} times"
    return f"Ties seen {seldom} were left out, except those of power."


def _communities() -> str:
    return f"Communities are those on which {spelled(RUNS)} runs of the Leiden algorithm agree [@traag2019; @lancichinetti2012]."


def _uncertainty(facts: Facts) -> str:
    contrasts = facts.tables.network_contrasts
    compared = (
        "; networks of groups were compared as shares of their weight, by permuting the groups over speakers"
        if facts.compares and contrasts is not None and not contrasts.is_empty()
        else ""
    )
    return (
        f"Intervals of weights and centralities, and ranks, are from bootstrap samples of speakers{compared}."
    )


def _backbones() -> str:
    return "For each tie the disparity filter [@serrano2009] and the noise-corrected backbone [@coscia2017] are given."


def _statements(facts: Facts) -> str:
    statements = facts.tables.statements
    if statements is None or statements.is_empty():
        return ""
    whole = {"lemma": "the process", "object": "the process with what undergoes it"}
    concept = whole[facts.settings["networks"]["concept"]]
    corrected = "" if facts.settings["networks"]["statements"] else "not "
    return (
        "For discourse networks [@leifeld2017], each process that a speaker puts forward was taken as a "
        f"statement of agreement or, where it is denied, of disagreement with a concept, here {concept} "
        f"({numbers.plural(statements.height, 'statement')}, {corrected}corrected by hand); whether two speakers "
        "share more stances than their activity and the popularity of the concepts explain was tested by the "
        "stochastic degree sequence model [@neal2014]."
    )
