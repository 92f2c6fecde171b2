from dataclasses import replace

import pytest
from training_material import DUTCH, ENGLISH, sentences

from machtstaal.training import scoring

pytest.importorskip("udtools")


def with_head(sentence, number, **values):
    return [
        replace(word, **values) if place == number else word for place, word in enumerate(sentence, start=1)
    ]


def test_gold_against_itself_is_perfect():
    scores = scoring.shared_task(sentences(ENGLISH), sentences(ENGLISH))
    assert set(scores.values()) == {100.0}


def test_one_wrong_arc_of_five():
    gold = sentences(DUTCH)[:1]
    system = [with_head(gold[0], 4, deprel="nsubj")]
    scores = scoring.shared_task(gold, system)
    assert (scores["UAS"], scores["LAS"]) == (100.0, 80.0)
    found = scoring.relations(gold, system)
    assert found["obj"] == (1, 0.0)
    assert found["nsubj"][1] == pytest.approx(200 / 3)  # 1 right, 1 gold, 2 found


def test_relations_are_compared_where_words_were_split_otherwise():
    gold = sentences(ENGLISH)[1:2]
    joined = [replace(gold[0][1], form="Don't", surface=None), *gold[0][3:]]
    system = [[gold[0][0], *joined]]
    assert scoring.relations(gold, system)["nsubj"][0] == 1


def test_fillers_do_not_count_as_own_words():
    import numpy as np

    from machtstaal.training import noise

    gold = [noise.filled(sentences(DUTCH)[0], "nl", 1.0, np.random.default_rng(1))]
    wrong = [[replace(word, deprel="advmod") if word.added else word for word in gold[0]]]
    assert scoring.attachment(gold, wrong) == 100.0
    assert scoring.shared_task(gold, wrong)["LAS"] < 100
