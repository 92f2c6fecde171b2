"""How sentences were parsed, by which models, and how good these are on text with gold trees."""

from collections.abc import Mapping

import polars as pl

from machtstaal.methods.facts import Facts
from machtstaal.methods.prose import counted, paragraph, series
from machtstaal.report import numbers

TREEBANKS = {"alpino": "Alpino", "lassysmall": "LassySmall", "ewt": "EWT", "gum": "GUM"}
"""Name of a treebank in a file name to its name in Universal Dependencies."""


def paragraphs(facts: Facts) -> list[str]:
    """Annotator, models, scores, and the size of what they made."""
    scores = [_scores(facts, language) for language in facts.language_names]
    unknown = "On talk of this kind, for which there is no treebank, their accuracy is not known; expect it to be lower."
    return [
        paragraph(_annotator(facts), _models(facts), *scores, unknown if any(scores) else "", _size(facts))
    ]


def _annotator(facts: Facts) -> str:
    stanza = " ".join(filter(None, ["Stanza", facts.packages.get("stanza")]))
    return (
        "Each turn was segmented into sentences and words, tagged, lemmatised and parsed in the scheme of "
        f"Universal Dependencies [@demarneffe2021] by {stanza} [@qi2020]."
    )


def _models(facts: Facts) -> str:
    names = series(facts.language_names.values())
    if facts.settings["annotation"]["models"] == "stanza":
        return f"The {names} models are those that Stanza distributes by default." if names else ""
    return (
        f"The {names} models come with machtstaal; tagger and parser read a transformer that was trained further from "
        "multilingual-e5-small [@wang2024]."
    )


def _scores(facts: Facts, language: str) -> str:
    rows = [
        row
        for row in facts.models(language).get("scores", [])
        if row.get("from") == "raw text" and row.get("LAS")
    ]
    if not rows:
        return ""
    each = series(f"{row['LAS']} ({treebank(row)})" for row in rows)
    return (
        f"On raw text of {counted(len(rows), 'written test set')}, the {facts.language_names[language]} models "
        f"reach a labelled attachment score (F1) of {each}."
    )


def treebank(row: Mapping[str, str]) -> str:
    r"""Name of the treebank of a row of scores.

    >>> treebank({"treebank": "nl_alpino-test"}), treebank({"treebank": "fy_own-dev"})
    ('UD Alpino', 'fy\\_own-dev')
    """
    name = row.get("treebank", "")
    inner = name.partition("_")[2].partition("-")[0]
    return f"UD {TREEBANKS[inner]}" if inner in TREEBANKS else name.replace("_", "\\_")


def _size(facts: Facts) -> str:
    tokens = facts.rows("tokens").filter(pl.col("upos") != "PUNCT")
    if tokens.is_empty():
        return ""
    return (
        f"The turns analysed have {numbers.plural(tokens['sentence'].n_unique(), 'sentence')} and "
        f"{numbers.plural(tokens.height, 'syntactic word')}, punctuation aside."
    )
