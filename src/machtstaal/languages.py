"""Studies in more than one language: each text is read with the lexicons of its own, and words meet only their like."""

from collections.abc import Iterable, Mapping
from typing import Literal

import polars as pl

NAMES = {"nl": "Dutch", "en": "English"}
"""Code of a language -> what readers call it."""

Relation = Literal["one", "shared", "apart"]
Shares = Mapping[str, float]


def of(table: pl.DataFrame) -> list[str]:
    """Languages of a table, in alphabetical order; none are known where it has no column language.

    Examples
    --------
    >>> of(pl.DataFrame({"language": ["nl", "en", "nl"]})), of(pl.DataFrame({"turn": ["t-001"]}))
    (['en', 'nl'], [])
    """
    return sorted(table["language"].drop_nulls().unique()) if "language" in table.columns else []


def composition(turns: pl.DataFrame) -> pl.DataFrame:
    """Count the turns, words and speakers of each group in each language.

    Parameters
    ----------
    turns
        Situated turns: group, language, speaker_code, n_words.

    Returns
    -------
    DataFrame
        group, language, n_turns, n_words, n_speakers, share (of the words of the group), sorted by group and by falling
        share. Who speaks two languages is counted in both. Empty where no language is known.

    Examples
    --------
    >>> turns = pl.DataFrame({
    ...     "group": ["a", "a", "b"], "language": ["nl", "en", "en"], "speaker_code": ["A01", "A01", "B01"],
    ...     "n_words": [30, 10, 7],
    ... })
    >>> composition(turns).rows()
    [('a', 'nl', 1, 30, 1, 0.75), ('a', 'en', 1, 10, 1, 0.25), ('b', 'en', 1, 7, 1, 1.0)]
    """
    turns = (
        turns if "language" in turns.columns else turns.clear().with_columns(language=pl.lit(None, pl.String))
    )
    counted = turns.drop_nulls(["group", "language"]).group_by("group", "language").agg(
        pl.len().cast(pl.Int64).alias("n_turns"),
        pl.col("n_words").sum().cast(pl.Int64),
        pl.col("speaker_code").n_unique().cast(pl.Int64).alias("n_speakers"),
    )  # fmt: skip
    share = (pl.col("n_words") / pl.col("n_words").sum().over("group")).alias("share")
    return counted.with_columns(share).sort("group", "share", "language", descending=[False, True, False])


def shares(words: Mapping[str, float]) -> dict[str, float]:
    """Share of each language that is spoken at all, the largest first.

    Examples
    --------
    >>> shares({"en": 10, "fr": 0, "nl": 30})
    {'nl': 0.75, 'en': 0.25}
    """
    total = sum(words.values())
    ordered = sorted(words.items(), key=lambda one: (-one[1], one[0]))
    return {language: n / total for language, n in ordered if n}


def by_group(turns: pl.DataFrame) -> dict[str, dict[str, float]]:
    """Group to the languages it speaks and their shares of its words (0 to 1)."""
    found: dict[str, dict[str, float]] = {}
    for group, language, share in composition(turns).select("group", "language", "share").iter_rows():
        if share > 0:
            found.setdefault(group, {})[language] = share
    return found


def relation(a: Iterable[str], b: Iterable[str]) -> Relation:
    """How the languages of two groups lie to each other.

    `one`: both speak one and the same language, or one of them says nothing, so that nothing is compared across
    languages. `shared`: there is more than one language, and one at least that both speak. `apart`: no language in common.

    Examples
    --------
    >>> relation(["nl"], ["nl"]), relation(["nl", "en"], ["nl"]), relation(["nl"], ["en"]), relation([], ["en", "nl"])
    ('one', 'shared', 'apart', 'one')
    """
    first, second = set(a), set(b)
    if not first or not second or len(first | second) == 1:
        return "one"
    return "shared" if first & second else "apart"


def name(language: str) -> str:
    """What readers call a language; one without a name is called by its code.

    >>> name("nl"), name("fy")
    ('Dutch', 'fy')
    """
    return NAMES.get(language, language)


def told(spoken: Shares, names: bool = True) -> str:
    """Say which languages are spoken, with their shares of the words where there is more than one.

    Examples
    --------
    >>> told({"nl": 0.75, "en": 0.25}), told({"nl": 1.0}), told({"nl": 0.999, "en": 0.001}, names=False)
    ('Dutch 75 %, English 25 %', 'Dutch', 'nl over 99 %, en under 1 %')
    """
    called = {language: name(language) if names else language for language in spoken}
    if len(spoken) == 1:
        return next(iter(called.values()))
    return ", ".join(f"{called[language]} {percentage(share)}" for language, share in spoken.items())


def percentage(share: float) -> str:
    """Share as a percentage that is 0 or 100 only where it is so.

    >>> percentage(0.25), percentage(0.999), percentage(1.0), percentage(0.001)
    ('25 %', 'over 99 %', '100 %', 'under 1 %')
    """
    if 0 < share < 0.005:
        return "under 1 %"
    return "over 99 %" if 0.995 <= share < 1 else f"{100 * share:.0f} %"
