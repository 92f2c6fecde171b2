"""Words that are typical of a group, where there are groups to compare."""

import polars as pl

from machtstaal import languages
from machtstaal.methods.facts import Facts
from machtstaal.methods.prose import counted, paragraph, series
from machtstaal.report import numbers


def paragraphs(facts: Facts) -> list[str]:
    """Measures of keyness and the test; nothing where no words are compared."""
    keyness = facts.tables.keyness
    compared = facts.compares and not keyness.is_empty()
    words = [paragraph(_words(facts, keyness), _test(facts, keyness))] if compared else []
    return [*words, *_company(facts)]


def _words(facts: Facts, keyness: pl.DataFrame) -> str:
    lemmas = dict(keyness.unique(["lemma", "language"]).group_by("language").len().iter_rows())
    each = (
        series(f"{numbers.count(n)} in {languages.name(language)}" for language, n in sorted(lemmas.items()))
        if facts.several_languages
        else numbers.count(sum(lemmas.values()))
    )
    least = facts.settings["keyness"]["min_count"]
    often = f" that occur {counted(least, 'time')} or more" if least > 1 else ""
    return (
        f"Key words are lemmas of content words{often} ({each}), ranked by *G*² [@dunning1993; @rayson2000], with "
        "the log ratio of relative frequencies [@hardie2014] and the bound of its interval nearest to zero as effect "
        "sizes and the "
        "normalised deviation of proportions [@gries2008; @lijffijt2012] as their spread over speakers."
    )


def _test(facts: Facts, keyness: pl.DataFrame) -> str:
    if keyness["p"].is_null().all():
        return "None occurs often enough, among enough speakers, to be tested."
    within = " of a language" if facts.several_languages else ""
    return (
        "Since *G*² takes words to be independent, it is no test here: *p* is from permuting the groups over "
        f"speakers, and *q* is adjusted over all lemmas{within}."
    )


def _company(facts: Facts) -> list[str]:
    """What stands near the actors; nothing where nothing does often enough."""
    if facts.tables.collocations.is_empty():
        return []
    chosen = facts.settings["collocations"]
    untested = " Those of two groups were not tested against each other." if facts.compares else ""
    return [
        f"Collocates of an actor are lemmas of content words that stand {counted(chosen['min_count'], 'time')} or more within "
        f"{counted(chosen['window'], 'word')} of its mentions in a {chosen['within']} [@evert2008], ranked by logDice "
        "[@rychly2008] where they are more frequent there than at random, over the group and within its "
        f"speakers.{untested}"
    ]
