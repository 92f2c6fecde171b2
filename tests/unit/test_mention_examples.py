"""Example sentences with every mention and every column that it must have, parsed by the bundled models."""

from functools import cache
from pathlib import Path

import polars as pl
import pytest

from machtstaal import conllu, lexicons, mentions, tables
from machtstaal.annotation import annotator, bundle

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data"
EXAMPLES = {
    language: pl.read_csv(
        HERE / f"mention_examples_{language}.tsv", separator="\t", quote_char=None, infer_schema=False
    ).fill_null("")
    for language in ("nl", "en")
}
NO_MENTION = "-"


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """Mentions of all example sentences of a language, each sentence a transcript of its own."""

    @cache
    def of(language: str) -> pl.DataFrame:
        texts = EXAMPLES[language]["sentence"].unique(maintain_order=True).to_list()
        models = annotator.load(bundle.check(DATA / "models" / language, language))
        annotation = conllu.write(list(zip(texts, models.annotate(texts), strict=True)))
        path = tmp_path_factory.mktemp(language) / "examples.conllu"
        path.write_text(conllu.address(annotation, "t", [f"t-{n}" for n in range(len(texts))]))
        tokens = conllu.read([path]).with_columns(transcript="turn")
        rows = mentions.find(tokens, lexicons.load(DATA / "lexicons", language), resolve_pronouns=True)
        text = rows.select(antecedent="mention", text_before="text")
        said = pl.DataFrame({"turn": [f"t-{n}" for n in range(len(texts))], "sentence": texts})
        rows = tables.checked(rows, "mentions").drop("sentence").join(said, on="turn", maintain_order="left")
        rows = rows.join(text, on="antecedent", how="left", maintain_order="left")
        return (
            rows.with_columns(antecedent=pl.col("text_before"))
            .select(EXAMPLES[language].columns)
            .fill_null("")
        )

    return of


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (language, sentence)
        for language, table in EXAMPLES.items()
        for sentence in table["sentence"].unique(maintain_order=True)
    ],
)
def test_each_mention_has_all_its_columns(found, language, sentence):
    expected = EXAMPLES[language].filter((pl.col("sentence") == sentence) & (pl.col("text") != NO_MENTION))
    assert found(language).filter(pl.col("sentence") == sentence).rows() == expected.rows()


def test_there_are_as_many_examples_as_promised():
    assert EXAMPLES["nl"]["sentence"].n_unique() >= 60
    assert EXAMPLES["en"]["sentence"].n_unique() >= 40


@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_cue_of_inclusion_has_an_example_and_stands_once(language):
    cues = lexicons.load(DATA / "lexicons", language).inclusion
    assert not cues["pattern"].is_duplicated().any()
    assert cues.filter(
        (pl.col("example") == "") | (pl.col("source") == "") | (pl.col("hint") == "")
    ).is_empty()
