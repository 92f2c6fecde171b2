"""Words that mark a group."""

import polars as pl

from machtstaal import privacy
from machtstaal.comparison import keyness
from machtstaal.comparison.concordance import KEY_WORD
from machtstaal.languages import name as called
from machtstaal.report import derived, numbers
from machtstaal.report.blocks import (
    Cell,
    Column,
    Count,
    Finding,
    Level,
    Paragraph,
    Section,
    Subsection,
    Table,
    Text,
    Together,
)
from machtstaal.report.sections.common import made, texts
from machtstaal.report.study import Study


def prepare(study: Study) -> None:
    """Give the evidence the words that this section, the collocations and the clusters count."""
    terms = study.tables.cluster_terms
    lemmas = (
        terms.filter(pl.col("kind") == "lemma")["term"].unique().sort().to_list() if terms is not None else []
    )
    study.evidence.add("words", derived.words(study.tables.situated("tokens"), lemmas))
    study.evidence.add("concordance", derived.concordance(study.tables.situated("kwic")))
    study.evidence.define("word", "concordance", {"kind": [KEY_WORD]}, "Word")
    study.evidence.define(
        "content_word", "words", {"upos": ["NOUN", "VERB", "ADJ", "PROPN"]}, "Word of the cluster"
    )


def section(study: Study) -> Section | None:
    """For each pair of groups and each language that both speak, the words that the one and the other use more."""
    shown, apart = _shown(study), _apart(study)
    blocks: list = [*study.gallery.take("keyness", "words"), *apart]
    if shown.is_empty() and not apart:
        return None
    for (a, b, language), here in shown.group_by("group_a", "group_b", "language", maintain_order=True):
        blocks.append(_finding(study, str(a), str(b), language))
        for group, sign in ((str(a), 1), (str(b), -1)):
            mine = here.filter(pl.col("log_ratio") * sign > 0)
            other = str(b) if sign > 0 else str(a)
            if mine.height:
                blocks.append(_part(study, mine, (str(a), str(b), language), group, other))
    return made("words", blocks, study)


def _apart(study: Study) -> list[Paragraph]:
    """Say how words are compared in a study with several languages, and which cannot be."""
    if len(study.languages) < 2 or len(study.groups) < 2:
        return []
    unequal = keyness.apart(study.tables.analysed, study.groups)
    said = [texts()["languages"]["words"]]
    said += [
        texts()["languages"]["words_apart"].format(
            group=study.group(one), other=study.group(other), language=called(language)
        )
        for one, other, language in unequal
    ]
    return [Paragraph([" ".join(said)], "warning" if unequal else "note")]


def _within(study: Study, language: str | None) -> str:
    """Name a language where there are several: ' in Dutch'."""
    return f" in {called(language)}" if study.of_language(language) else ""


def _id(study: Study, language: str | None, *words: str) -> str:
    """Join an id, with the language where there are several."""
    return "-".join([*words, *study.of_language(language).values()])


def _shown(study: Study) -> pl.DataFrame:
    """Key words that are shown: for each pair of groups and language, the most telling of either side."""
    visible = study.tables.keyness.filter(~privacy.is_speaker(study.tables.turns))
    return keyness.leading(visible, study.settings["keyness"]["top"])


def _finding(study: Study, a: str, b: str, language: str | None) -> Finding:
    spoken = pl.col("language").eq_missing(pl.lit(language, pl.String))
    here = study.tables.keyness.filter((pl.col("group_a") == a) & (pl.col("group_b") == b) & spoken)
    named = privacy.is_speaker(study.tables.turns)
    told = here.filter((pl.col("q") < study.alpha) & ~named)
    names = f"{study.group(a)} and {study.group(b)}"
    tests = int(here["n_tests"].max() or 0)  # type: ignore[arg-type]
    if told.is_empty():
        smallest = here["q"].drop_nulls().min()
        evidence = f"{numbers.plural(tests, 'lemma')} tested" + (
            f"; smallest {numbers.equation('q', smallest)}." if smallest is not None else "."  # type: ignore[arg-type]
        )
        sentence = (
            f"No word can be told to mark {names}{_within(study, language)} from "
            f"{study.speakers(a, b, **study.of_language(language))}; the lists rank words, they prove nothing."
        )
        name = _id(study, language, "finding-none-words", a, b)
        return Finding(name, "words", [sentence], evidence, supported=False)
    sentence: list = [
        f"{numbers.plural(told.height, 'word')} can be told to differ between {names}{_within(study, language)}"
    ]
    for group, sign in ((a, 1), (b, -1)):
        words = told.filter(pl.col("log_ratio") * sign > 0).head(6)
        if words.height:
            sentence += [f"; more among {study.group(group)}: ", *_listed(study, words, group)]
    return Finding(
        _id(study, language, "finding-words", a, b), "words", [*sentence, "."],
        f"Permutation over speakers, q below {study.alpha:.2g} over {numbers.plural(tests, 'lemma')}.",
        supported=True, strength=(told["q"].min(), 0.0),
    )  # fmt: skip


def _listed(study: Study, words: pl.DataFrame, group: str) -> list:
    shown = set(_shown(study).select("lemma", "upos", "language").rows())
    parts: list = []
    for row in words.iter_rows(named=True):
        count = row["count_a"] if group == row["group_a"] else row["count_b"]
        known = (row["lemma"], row["upos"], row["language"]) in shown
        number = _count(study, row, count, group) if known else f"{count}"
        parts += [", " if parts else "", f"“{row['lemma']}” ", Together(["(", number, ")"])]
    return parts


def _count(study: Study, row: dict, n: int, group: str) -> Count:
    """Occurrences of a key word in a group, which lead to their quotes."""
    of = {"lemma": row["lemma"], "upos": row["upos"]}
    return study.evidence.count("word", of, n=n, group=group, **study.of_language(row["language"]))


def _part(
    study: Study, here: pl.DataFrame, pair: tuple[str, str, str | None], group: str, other: str
) -> Subsection:
    a, b, language = pair
    rows = [_row(study, row) for row in here.iter_rows(named=True)]
    columns = [
        Column("Word", numeric=False),
        *(Column(study.group(name), "per 10,000 words") for name in (a, b)),
        Column("Log ratio", "and conservative"),
        Column("Dispersion", "0 even, 1 one speaker"),
        Column("Speakers", f"who use it: {study.group(a)}, {study.group(b)}"),
        Column("G²"),
        Column("q", "over speakers"),
    ]
    title = f"More among {study.group(group)} than among {study.group(other)}{_within(study, language)}"
    caption = (
        f"{title}, by G², without names of speakers. Log ratio: {study.group(a)} over {study.group(b)}; below it the "
        f"conservative log ratio, the bound nearest to 0 of its interval ({study.confidence} for all words together, words taken "
        f"as independent). Dispersion: Gries’ deviation of proportions, normalised, over the speakers of "
        f"{study.group(group)} and over their transcripts."
    )
    table = Table(_id(study, language, "table-words", a, b, group), caption, columns, rows, shown=15)
    return Subsection(_id(study, language, "words", a, b, group), title, [table])


def _row(study: Study, row: dict) -> list[Cell]:
    cells: list[Cell] = [Text(row["lemma"], row["lemma"].casefold(), study.labels("upos", row["upos"]))]
    for side in ("a", "b"):
        count, size = row[f"count_{side}"], row[f"size_{side}"]
        found = _count(study, row, count, row[f"group_{side}"])
        rate = 10_000 * count / size
        cells.append(Level(found, numbers.rate(rate, "per 10,000 words"), value=rate))
    side = "a" if row["log_ratio"] > 0 else "b"
    spread, sessions = row[f"dp_norm_{side}"], row[f"dp_norm_transcripts_{side}"]
    return [
        *cells,
        Text(_signed(row["log_ratio"]), row["log_ratio"], _sure(row["lrc"])),
        Text(
            _decimal(spread),
            spread if spread is not None else 2.0,
            "" if sessions is None else f"transcripts {sessions:.2f}",
        ),
        Text(f"{row['n_speakers_a']}, {row['n_speakers_b']}", row[f"n_speakers_{side}"]),
        Text(f"{row['g2']:.1f}", row["g2"]),
        Text(
            numbers.probability(row["q"]) if row["q"] is not None else "not tested",
            2.0 if row["q"] is None else row["q"],
            "" if row["p"] is None else numbers.equation("p", row["p"]),
        ),
    ]


def _sure(bound: float) -> str:
    """Small print of a log ratio: its conservative value."""
    return (
        "may be 0"
        if bound == 0
        else f"at least {_signed(bound)}"
        if bound > 0
        else f"at most {_signed(bound)}"
    )


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", numbers.MINUS)


def _decimal(value: float | None) -> str:
    return numbers.NOTHING if value is None else f"{value:.2f}"
