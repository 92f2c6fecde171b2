"""Words that mark a group."""

import polars as pl

from machtstaal.comparison import keyness
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
    """Give the evidence the words that this section and the clusters count."""
    shown = _shown(study)
    terms = study.tables.cluster_terms
    lemmas = (
        terms.filter(pl.col("kind") == "lemma")["term"].unique().sort().to_list() if terms is not None else []
    )
    keys = shown.select("lemma", "upos", "language").unique(maintain_order=True)
    study.evidence.add("words", derived.words(study.tables.situated("tokens"), keys, lemmas))
    study.evidence.define("word", "words", {}, "Word")
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
    """Key words that are shown: for each pair of groups and language, the most telling of either side.

    Names by which the speakers call each other are left out: they tell who was in the room, and a report shows codes.
    """
    named = _is_speaker(study)
    side = (pl.col("log_ratio") > 0).alias("side")
    by = ("group_a", "group_b", "language", side)
    sided = study.tables.keyness.filter(~named).group_by(*by, maintain_order=True)
    return sided.head(study.settings["keyness"]["top"]).select(study.tables.keyness.columns)


def _is_speaker(study: Study) -> pl.Expr:
    """Whether a lemma is a name that is part of some speaker's label."""
    labels = study.tables.turns["speaker"].unique().str.to_lowercase().str.extract_all(r"\pL{2,}")
    parts = sorted({part for parts in labels for part in parts})
    return (pl.col("upos") == "PROPN") & pl.col("lemma").str.to_lowercase().is_in(parts)


def _finding(study: Study, a: str, b: str, language: str | None) -> Finding:
    spoken = pl.col("language").eq_missing(pl.lit(language, pl.String))
    here = study.tables.keyness.filter((pl.col("group_a") == a) & (pl.col("group_b") == b) & spoken)
    named = _is_speaker(study)
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
        Column("G²"),
        Column("Log ratio", f"{study.group(a)} over {study.group(b)}"),
        Column("DP", "0 even, 1 one speaker"),
        Column("Speakers", "who use it"),
        Column("q"),
    ]
    title = f"More among {study.group(group)} than among {study.group(other)}{_within(study, language)}"
    caption = (
        f"{title}, by G², without names of speakers. DP is Gries' deviation of proportions over the speakers of "
        f"{study.group(group)}, normalised."
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
    spread = row[f"dp_norm_{side}"]
    return [
        *cells,
        Text(f"{row['g2']:.1f}", row["g2"]),
        Text(f"{row['log_ratio']:+.2f}".replace("-", numbers.MINUS), row["log_ratio"]),
        Text(numbers.NOTHING if spread is None else f"{spread:.2f}", spread if spread is not None else 2.0),
        Text(f"{row['n_speakers_a']}, {row['n_speakers_b']}", row[f"n_speakers_{side}"]),
        Text(
            numbers.probability(row["q"]) if row["q"] is not None else "not tested",
            2.0 if row["q"] is None else row["q"],
        ),
    ]
