"""Dependency patterns of `detectors.tsv`: sentences in which each of them holds, and near misses in which it does not.

The sentences stand in `detectors/nl.tsv` and `detectors/en.tsv`, the word that a pattern's first node is about between
asterisks. All of a language are parsed in one go by the bundled models.
"""

from pathlib import Path

import polars as pl
import pytest

from machtstaal import conllu, lexicons, mentions
from machtstaal.annotation import annotator, bundle
from machtstaal.processes.table import read
from machtstaal.queries import parse

KEY = ["detector", "name"]
SENTENCES = Path(__file__).parent / "detectors"


@pytest.fixture(scope="session", params=["nl", "en"])
def language(request) -> str:
    return request.param


@pytest.fixture(scope="session")
def patterns(language, repository) -> pl.DataFrame:
    """Patterns that serve a language."""
    table = lexicons.read(repository / "data" / "lexicons" / "detectors.tsv", "detectors")
    serves = pl.col("languages").str.split(" ").list.contains(language)
    return table.filter(serves).rename({f"example_{language}": "example"})


@pytest.fixture(scope="session")
def sentences(language) -> pl.DataFrame:
    """Sentences of a language: detector, name, holds (yes, no), sentence."""
    return pl.read_csv(SENTENCES / f"{language}.tsv", separator="\t", quote_char=None, infer_schema=False)


@pytest.fixture(scope="session")
def tried(language, patterns, sentences, request, repository, tmp_path_factory) -> pl.DataFrame:
    """The sentences and the patterns' own examples (holds: example), with what the pattern says of the marked word.

    Its column `found` is null where the marks enclose no word.
    """
    examples = patterns.select(*KEY, holds=pl.lit("example"), sentence="example")
    rows = pl.concat([sentences, examples])
    rows = rows.with_columns(
        plain=pl.col("sentence").str.replace_all("*", "", literal=True),
        start=pl.Series([text.find("*") for text in rows["sentence"]]),
        turn=pl.Series([f"t-{n:03d}" for n in range(1, len(rows) + 1)]),
    )
    path = tmp_path_factory.mktemp("detectors") / f"{language}.conllu"
    texts = rows["plain"].to_list()
    annotated = models(language, request, repository).annotate(texts)
    annotation = conllu.write(list(zip(texts, annotated, strict=True)))
    path.write_text(conllu.address(annotation, "t", rows["turn"].to_list()), encoding="utf-8")
    tokens = conllu.read([path])

    lexicon = lexicons.load(repository / "data" / "lexicons", language)
    view = read(tokens, mentions.find(tokens, lexicon), lexicon).view
    places = view.trees.frame.select("turn", pl.col("start").cast(pl.Int64), word=pl.int_range(pl.len()))
    rows = rows.join(places, on=["turn", "start"], how="left", maintain_order="left")
    here = [
        pl.DataFrame({"word": range(len(tokens)), "found": view.find(parse(pattern)).here}).with_columns(
            detector=pl.lit(detector), name=pl.lit(name)
        )
        for detector, name, pattern in patterns.select(*KEY, "pattern").iter_rows()
    ]
    return rows.join(pl.concat(here), on=[*KEY, "word"], how="left", maintain_order="left")


def models(language, request, repository):
    """The bundled models; the Dutch ones are shared with other tests."""
    if language == "nl":
        return request.getfixturevalue("annotator")
    return annotator.load(bundle.check(repository / "data" / "models" / language, language))


def test_each_pattern_has_sentences_in_each_of_its_languages(patterns, sentences):
    known = patterns.select(KEY)
    assert sentences.join(known, on=KEY, how="anti").rows() == []
    counts = sentences.group_by(KEY).agg(
        yes=(pl.col("holds") == "yes").sum(), no=(pl.col("holds") == "no").sum()
    )
    counts = known.join(counts, on=KEY, how="left").fill_null(0)
    assert counts.filter((pl.col("yes") < 3) | (pl.col("no") < 2)).rows() == []


def test_each_sentence_marks_one_word_and_stands_once(sentences):
    plain = sentences["sentence"].str.replace_all("*", "", literal=True)
    assert plain.filter(plain.is_duplicated()).to_list() == []
    length = plain.str.split(" ").list.len()
    fits = length.is_between(4, 14) & sentences["sentence"].str.contains(r"^[^*]*\*[^*\s]+\*[^*]*$")
    fits &= sentences["holds"].is_in(["yes", "no"])
    assert sentences.filter(~fits).rows() == []


def test_a_pattern_holds_of_the_marked_word_or_does_not(tried):
    rows = tried.filter(pl.col("holds") != "example")
    wrong = rows.filter(pl.col("found").ne_missing(pl.col("holds") == "yes"))
    assert wrong.select(*KEY, "holds", "sentence", "found").rows() == []


def test_a_pattern_holds_of_the_marked_word_of_its_example(tried):
    rows = tried.filter(pl.col("holds") == "example")
    wrong = rows.filter(pl.col("found").ne_missing(True) | (pl.col("sentence").str.count_matches(r"\*") != 2))
    assert wrong.select(*KEY, "sentence", "found").rows() == []
