"""Trees whose heads and relations are most probable together."""

import numpy as np
import pytest
from stanza.models.pos.vocab import WordVocab

from machtstaal.annotation import decoding

RELATIONS = ["root", "nsubj", "obj", "obl"]


@pytest.fixture(scope="module")
def vocab():
    rows = [[[name, name] for name in RELATIONS]]
    return WordVocab(rows, "nl", idx=1)


def scores(vocab, heads, relations):
    """Logarithms of probabilities; `heads` by word and head, `relations` by word, head and name."""
    n = len(heads) + 1
    arcs, labels = np.full((n, n), -20.0), np.full((n, n, len(RELATIONS)), -20.0)
    for word, row in enumerate(heads, start=1):
        for head, probability in row.items():
            arcs[word, head] = np.log(probability)
    for (word, head, name), probability in relations.items():
        labels[word, head, vocab.unit2id(name) - 4] = np.log(probability)
    return arcs, labels


def tree(vocab, arcs, labels, resolve=True):
    ((*words,),) = decoding.most_probable(
        vocab, 1, (arcs[None], None, labels[None]), [len(arcs)], resolve_head_constraints=resolve
    )
    return [(int(head), name) for head, name in words]


def test_a_head_with_a_clear_relation_goes_before_a_likelier_head_with_a_doubtful_one(vocab):
    arcs, labels = scores(
        vocab,
        [{0: 0.98, 2: 0.02}, {1: 0.45, 3: 0.55}, {1: 0.99}],
        {
            (1, 0, "root"): 1.0,
            (3, 1, "obl"): 1.0,
            (2, 1, "obj"): 0.95,
            (2, 3, "obj"): 0.4,
            (2, 3, "obl"): 0.35,
            (2, 3, "nsubj"): 0.25,
        },
    )
    assert tree(vocab, arcs, labels) == [(0, "root"), (1, "obj"), (1, "obl")]


def test_no_word_has_two_subjects(vocab):
    arcs, labels = scores(
        vocab,
        [{2: 0.99}, {0: 0.99}, {2: 0.99}],
        {
            (2, 0, "root"): 1.0,
            (1, 2, "nsubj"): 0.9,
            (3, 2, "nsubj"): 0.5,
            (3, 2, "obj"): 0.45,
        },
    )
    assert tree(vocab, arcs, labels) == [(2, "nsubj"), (0, "root"), (2, "obj")]
    assert tree(vocab, arcs, labels, resolve=False) == [(2, "nsubj"), (0, "root"), (2, "nsubj")]


def test_there_is_one_root(vocab):
    arcs, labels = scores(
        vocab,
        [{0: 0.9, 2: 0.1}, {0: 0.8, 1: 0.2}],
        {(1, 0, "root"): 1.0, (2, 0, "root"): 1.0, (2, 1, "obj"): 1.0, (1, 2, "obj"): 1.0},
    )
    assert tree(vocab, arcs, labels) == [(0, "root"), (1, "obj")]


@pytest.mark.models
def test_the_annotator_decides_so_and_the_plain_pipeline_does_not(annotator, repository):
    from machtstaal.annotation import bundle, plain

    parser = annotator._pipeline.processors["depparse"].trainer.model
    assert parser.decode_graph_predictions is decoding.most_probable
    stock = plain.load(bundle.check(repository / "data" / "models" / "nl", "nl"))
    assert stock.processors["depparse"].trainer.model.decode_graph_predictions is not decoding.most_probable
