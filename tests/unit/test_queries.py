"""Dependency patterns: their notation, and what they find in a tree."""

import numpy as np
import polars as pl
import pytest

from machtstaal import lexicons
from machtstaal.problems import Problem
from machtstaal.queries import parse
from machtstaal.queries.matching import View
from machtstaal.trees import NOWHERE, Trees

# De gegevens worden door de raad verkocht .  /  Niet alleen burgers willen betalen
WORDS = [
    ("De", "de", "DET", "_", 2, "det"),
    ("gegevens", "gegeven", "NOUN", "Number=Plur", 6, "nsubj:pass"),
    ("worden", "worden", "AUX", "VerbForm=Fin", 6, "aux:pass"),
    ("door", "door", "ADP", "_", 5, "case"),
    ("raad", "raad", "NOUN", "Number=Sing", 6, "obl:agent"),
    ("verkocht", "verkopen", "VERB", "VerbForm=Part", 0, "root"),
    (".", ".", "PUNCT", "_", 6, "punct"),
]
OTHER = [
    ("Niet", "niet", "ADV", "_", 2, "advmod"),
    ("alleen", "alleen", "ADV", "_", 3, "advmod"),
    ("burgers", "burger", "NOUN", "Number=Plur", 4, "nsubj"),
    ("willen", "willen", "VERB", "VerbForm=Fin", 0, "root"),
    ("betalen", "betalen", "VERB", "VerbForm=Inf", 4, "xcomp"),
]


@pytest.fixture(scope="module")
def nl(repository):
    return lexicons.load(repository / "data" / "lexicons", "nl")


@pytest.fixture(scope="module")
def view(nl):
    rows = [
        {
            "sentence": name,
            "token": n,
            "form": f,
            "lemma": lemma,
            "upos": u,
            "xpos": "_",
            "feats": x,
            "head": h,
        }
        | {"deprel": d}
        for name, words in (("a", WORDS), ("b", OTHER))
        for n, (f, lemma, u, x, h, d) in enumerate(words, start=1)
    ]
    trees = Trees(pl.DataFrame(rows))
    folded = np.where(trees.row == 9, 11, np.where(trees.head == 10, 11, trees.head))  # willen helps betalen
    return View(trees, nl, head=folded)


def forms(view, pattern):
    here = view.find(parse(pattern)).here
    return view.trees.frame["form"].filter(pl.Series(here)).to_list()


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("{} >aux:pass {}", ["verkocht"]),
        ("{} >aux {}", ["verkocht"]),  # without subtype: all of them
        ("{} >aux: {}", []),  # the relation itself and no subtype
        ("{upos:NOUN} >case {word:door}", ["raad"]),
        ("{upos:NOUN} !>case {}", ["gegevens", "burgers"]),
        ("{upos:NOUN} <nsubj:pass|obl:agent {}", ["gegevens", "raad"]),
        ("{feats:/Number=Plur/;upos!:PRON}", ["gegevens", "burgers"]),
        ("{lemma:@negator} . {word:alleen}", ["Niet"]),
        ("{} - {lemma:@negator}", ["alleen"]),
        ("{} - {upos:PUNCT}", []),  # never over the end of a sentence
        ("{} > ({upos:NOUN} >case {word:@agent_preposition})", ["verkocht"]),
        ("{} >nsubj {}", ["verkocht", "willen"]),
        ("{upos:VERB} =>nsubj: {}", ["betalen"]),  # what hangs on the helper belongs to the process
        ("{deprel:advmod}", ["Niet", "alleen"]),
        ("{citation:verkopen|betalen}", ["verkocht", "betalen"]),
    ],
)
def test_what_a_pattern_finds(view, pattern, found):
    assert forms(view, pattern) == found


def test_a_named_word_is_found_again(view):
    rows = view.find(parse("{} >aux:pass {}=auxiliary >obl:agent ({}=by >case {}=preposition)")).rows
    form = view.trees.frame["form"].to_list()
    assert [form[rows[name][5]] for name in ("auxiliary", "by", "preposition")] == ["worden", "raad", "door"]
    assert set(rows["by"][view.trees.row != 5]) == {NOWHERE}


def test_a_detector_can_be_asked_for_as_a_property(view):
    assert forms(view, "{} > {is:exempt_negator}") == ["alleen"]
    view.tell("of_the_board", view.trees.among("low", ["raad"]))
    assert forms(view, "{is:of_the_board}") == ["raad"]


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("kind:verb", "cannot read it from"),
        ("{kind:verb} >nsubj", 'after ">nsubj" a node in braces is missing'),
        ("{kind:verb} >nsubj ({} >det {}", "a bracket is not closed"),
        ("{colour:red}", "begin with one of"),
        ("{upos:}", "is no condition"),
        ("{} {}", "stands where a tie"),
        ("{feats:/(/}", "no regular expression"),
        ("=agent", "begins with a node"),
    ],
)
def test_a_pattern_that_cannot_be_read_is_told(pattern, message):
    with pytest.raises(Problem, match=message.replace("(", r"\(")):
        parse(pattern)


def test_a_wrong_row_of_the_file_is_named(repository, tmp_path):
    text = (repository / "data" / "lexicons" / "detectors.tsv").read_text(encoding="utf-8").splitlines()
    columns = text[3].split("\t")
    for place, value, message in ((3, "{kind:verb", "row 4"), (3, "{is:blue}", "row 4.*is:blue")):
        path = tmp_path / "detectors.tsv"
        changed = [*columns[:place], value, *columns[place + 1 :]]
        path.write_text("\n".join([*text[:3], "\t".join(changed), *text[4:]]) + "\n", encoding="utf-8")
        with pytest.raises(Problem, match=message):
            lexicons.queries(path, "nl")


def test_detectors_that_ask_for_each_other_are_named(repository, tmp_path):
    text = (repository / "data" / "lexicons" / "detectors.tsv").read_text(encoding="utf-8")
    rows = ["one\tx\tnl\t{is:other}\t\t\t\t", "other\tx\tnl\t{} > {is:one}\t\t\t\t"]
    path = tmp_path / "detectors.tsv"
    path.write_text(text + "\n".join(rows) + "\n", encoding="utf-8")
    with pytest.raises(
        Problem, match="(one asks for other asks for one|other asks for one asks for other); a detector"
    ):
        lexicons.queries(path, "nl")
