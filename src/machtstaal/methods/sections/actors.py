"""Who counts as a social actor, and how mentions of them are classed."""

import polars as pl

from machtstaal.methods.facts import Facts
from machtstaal.methods.prose import paragraph, series
from machtstaal.report import numbers

SOURCES = {"lexicon": "noun", "name": "name", "pronoun": "pronoun"}


def paragraphs(facts: Facts) -> list[str]:
    """Mentions, their classes, pronouns."""
    return [paragraph(_mentions(facts), _classes(), _pronouns(facts))]


def _mentions(facts: Facts) -> str:
    sizes = facts.in_languages(
        {
            language: f"{numbers.count(entries['actors'])} nouns and names, "
            f"{numbers.count(entries['pronouns'])} forms of pronouns"
            for language, entries in facts.entries.items()
        }
    )
    whose = "a lexicon of our own" if facts.settings["discourse"]["lexicons"] else "a lexicon"
    categories = facts.tables.categories
    kinds = f" in {numbers.plural(categories.height, 'category')}" if categories is not None else ""
    return (
        "Following @vanleeuwen2008, mentions of social actors are noun phrases and pronouns whose head is listed "
        f"in {whose} of social actors{kinds}{f' ({sizes})' if sizes else ''}, or is a proper noun outside it. "
        f"{_number(facts)}"
    )


def _number(facts: Facts) -> str:
    mentions = facts.rows("mentions")
    counts = dict(mentions.group_by("source").len().iter_rows())
    each = series(
        numbers.plural(counts[source], what) for source, what in SOURCES.items() if counts.get(source)
    )
    total = numbers.plural(mentions.height, "mention")
    return f"This gave {total}: {each}." if len(counts) > 1 else f"This gave {total}."


def _classes() -> str:
    return (
        "Each is specific or generic; an individual, a number or a collective; and named by function, by "
        "classification, by relation, by name, or impersonally."
    )


def _pronouns(facts: Facts) -> str:
    if not facts.settings["discourse"]["resolve_pronouns"]:
        return "Pronouns were not resolved to the actors they stand for."
    n = facts.rows("mentions").filter(pl.col("source") == "pronoun")["resolved"].count()
    return (
        f"Third-person pronouns that can stand for one actor only ({numbers.count(n)}) count as that actor; no others "
        "were resolved."
    )
