import numpy as np
import polars as pl
import pytest

from machtstaal import forces, patterns
from machtstaal.trees import Trees


def entries(*rows):
    return pl.DataFrame(rows, schema=["pattern", "name"], orient="row")


@pytest.fixture
def names(parse):
    def found(text, *rows):
        trees = Trees(parse(text))
        matches = patterns.match(trees, entries(*rows), np.ones(len(trees), dtype=bool))
        words = trees.frame["form"]
        return [
            (" ".join(words[first : last + 1]), name)
            for first, last, name in matches.select("first", "last", "name").iter_rows()
        ]

    return found


def test_several_words_beat_one(names):
    found = names(
        "De Europese Commissie en een andere commissie.", ("commissie", "any"), ("europese commissie", "eu")
    )
    assert found == [("Europese Commissie", "eu"), ("commissie", "any")]


def test_an_exact_lemma_beats_a_wildcard_and_a_longer_wildcard_a_shorter(names):
    rows = (("*bedrijf", "firm"), ("*techbedrijf", "tech"), ("taxibedrijf", "taxi"))
    text = "Een taxibedrijf, een biotechbedrijf en een bouwbedrijf."
    assert names(text, *rows) == [
        ("taxibedrijf", "taxi"),
        ("biotechbedrijf", "tech"),
        ("bouwbedrijf", "firm"),
    ]


def test_a_wildcard_stands_for_three_letters_at_least(names):
    assert names("De bank en de spaarbank.", ("*bank", "b")) == [("spaarbank", "b")]


def test_a_prefix_matches_the_first_part(names):
    assert names("De privacywet en de wet.", ("privacy*", "p")) == [("privacywet", "p")]


def test_force_terms_are_found_with_their_place(parse):
    terms = pl.DataFrame({"force": ["values", "values"], "term": ["Privacy", "publieke waarde"]})
    text = "Publieke waarden zoals privacy gaan voor."
    found = forces.find(parse(text), terms)
    assert [text[start:end] for start, end in found.select("start", "end").iter_rows()] == [
        "Publieke waarden",
        "privacy",
    ]


def test_no_terms_find_nothing(parse):
    terms = pl.DataFrame(schema={"force": pl.String, "term": pl.String})
    assert forces.find(parse("Privacy."), terms).is_empty()
