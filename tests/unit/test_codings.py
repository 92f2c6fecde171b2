"""Agreement of the two codings of a verb lexicon, and the way from the codings to the lexicon."""

import re

import numpy as np
import polars as pl
import pytest

from machtstaal import lexicons
from machtstaal.commands import codings as command
from machtstaal.evaluation import codings
from machtstaal.problems import Problem

HEADER = "lemma\tconstruction\tgloss\tprocess_type\tpower\tagency\n"
LANGUAGES = sorted(path.name.split("_")[0] for path in command.FOLDER.glob("*_verbs_decisions.tsv"))


def write(folder, which, *rows, language="nl"):
    path = folder / f"{language}_verbs_{which}.tsv"
    path.write_text(HEADER + "".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    return path


def table(path):
    return pl.read_csv(path, separator="\t", quote_char=None, infer_schema=False).fill_null("")


def bundled(which, language):
    return table(command.FOLDER / f"{language}_verbs_{which}.tsv")


def test_alpha_is_one_zero_and_below():
    assert codings.alpha(np.array([[2, 0], [0, 2]])) == 1
    assert codings.alpha(np.array([[1, 1], [1, 1]])) < 0
    assert np.isnan(codings.alpha(np.array([[2, 0], [2, 0]])))


def test_many_alphas_at_once_are_those_of_the_package():
    draws = np.random.default_rng(3)
    for _ in range(20):
        codes = draws.integers(4, size=(30, 2))
        counts = (codes[:, :, None] == np.arange(4)).sum(axis=1)
        ways, seen = np.unique(counts, axis=0, return_counts=True)
        assert codings.alphas(ways, seen[None])[0] == pytest.approx(codings.alpha(counts))


def test_the_interval_holds_alpha_and_narrows_with_senses():
    few = np.array([[2, 0]] * 20 + [[1, 1]] * 8 + [[0, 2]] * 20)
    many = np.vstack([few] * 16)
    (low, high), (lower, higher) = (codings.interval(counts, 999, seed=5) for counts in (few, many))
    assert low < codings.alpha(few) < high
    assert lower < codings.alpha(many) < higher
    assert (high - low) / (higher - lower) == pytest.approx(
        4, rel=0.25
    )  # sixteen times the senses, a quarter


def test_agreement_counts_senses_and_pairs_and_is_the_same_twice(tmp_path):
    first = [
        ("eten", "", "eat", "material", "none", "pos"),
        ("zien", "", "see", "mental", "none", "neutral"),
        ("dwingen", "", "force", "material", "agent", "pos"),
        ("vrezen", "", "fear", "mental", "patient", "neutral"),
    ]
    second = [first[3], first[0], ("zien", "", "see", "material", "none", "neutral")]
    both = codings.join(
        codings.read(write(tmp_path, "first", *first)), codings.read(write(tmp_path, "second", *second))
    )
    assert both["lemma"].to_list() == ["eten", "zien", "vrezen"]
    found = codings.agreement(both, "nl", resamples=99, seed=1)
    assert [(one.column, one.senses, one.same) for one in found] == [
        ("process_type", 3, 2),
        ("power", 3, 3),
        ("agency", 3, 3),
    ]
    assert found[0].pairs.rows() == [("mental", "material", 1)]
    assert found[1].pairs.is_empty()
    again = codings.agreement(both, "nl", resamples=99, seed=1)
    assert [str(one) for one in again] == [str(one) for one in found]


def test_a_sense_that_stands_twice_or_only_in_the_second_is_named(tmp_path):
    row = ("eten", "", "eat", "material", "none", "pos")
    with pytest.raises(Problem, match="'eten', '', 'eat' stands twice"):
        codings.read(write(tmp_path, "first", row, row))
    first = codings.read(write(tmp_path, "first", row))
    second = codings.read(write(tmp_path, "second", ("slapen", *row[1:])))
    with pytest.raises(Problem, match="'slapen', '', 'eat'"):
        codings.join(first, second)


def test_a_missing_column_is_named(tmp_path):
    path = tmp_path / "nl_verbs_first.tsv"
    path.write_text("lemma\tconstruction\tgloss\tprocess_type\tpower\n", encoding="utf-8")
    with pytest.raises(Problem, match="the column 'agency' is missing"):
        codings.read(path)


def test_only_languages_with_both_codings_are_compared(tmp_path, monkeypatch, capsys):
    row = ("dive", "", "dive", "material", "none", "pos")
    write(tmp_path, "first", row, language="de")
    with pytest.raises(Problem, match="no language with both codings"):
        codings.languages(tmp_path)
    for which in ("first", "second"):
        write(tmp_path, which, row, language="en")
    assert codings.languages(tmp_path) == ["en"]
    monkeypatch.setattr("sys.argv", ["codings", "--folder", str(tmp_path), "--resamples", "9"])
    assert command.main() == 0
    assert capsys.readouterr().out.splitlines()[0] == "en: 1 senses, 1 coded twice"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_disagreement_is_decided_and_nothing_else(language):
    both = codings.join(bundled("first", language), bundled("second", language))
    unequal = pl.concat(
        both.filter(pl.col(code) != pl.col(f"{code}_second")).select(
            *codings.SENSE, column=pl.lit(code), first=code, second=f"{code}_second"
        )
        for code in codings.CODES
    )
    decisions = bundled("decisions", language)
    assert decisions.select(unequal.columns).sort(pl.all()).equals(unequal.sort(pl.all()))
    assert decisions.filter(pl.col("note") == "").is_empty()
    for code in codings.CODES:
        decided = decisions.filter(pl.col("column") == code)["decided"]
        assert set(decided) <= lexicons.ALLOWED[code]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_coding_and_the_decisions_make_the_lexicon(repository, language):
    decided = bundled("decisions", language).pivot("column", index=codings.SENSE, values="decided")
    expected = bundled("first", language).join(
        decided, on=codings.SENSE, how="left", suffix="_decided", maintain_order="left"
    )
    expected = expected.select(
        *codings.SENSE, *(pl.coalesce(f"{code}_decided", code).alias(code) for code in codings.CODES)
    )
    for row in bundled("revisions", language).iter_rows(named=True):
        sense = pl.all_horizontal(pl.col(name) == row[name] for name in codings.SENSE)
        assert expected.filter(sense)[row["column"]].to_list() == [row["before"]] and row["note"]
        expected = expected.with_columns(
            pl.when(sense).then(pl.lit(row["decided"])).otherwise(row["column"]).alias(row["column"])
        )
    verbs = table(repository / "data" / "lexicons" / language / "verbs.tsv")
    found = verbs.select(expected.columns).join(expected, on=codings.SENSE, how="semi", maintain_order="left")
    assert found.sort(pl.all()).equals(expected.sort(pl.all()))


def test_the_classes_of_the_dutch_decisions_and_rows_coded_once_are_explained(repository):
    text = (command.FOLDER / "README.md").read_text(encoding="utf-8")
    classes = {note.partition(":")[0] for note in bundled("decisions", "nl")["note"]}
    dutch = text.partition("## Dutch")[2].partition("\n## ")[0]
    assert classes == set(re.findall(r"^\| `([TPA]\d+)` \|", dutch, re.MULTILINE))
    verbs = table(repository / "data" / "lexicons" / "nl" / "verbs.tsv")
    once = verbs.join(bundled("first", "nl"), on=codings.SENSE, how="anti")
    assert [lemma for lemma in once["lemma"] if f"*{lemma}*" not in text] == []
