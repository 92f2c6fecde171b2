import numpy as np
import pytest
from training_material import DUTCH, ENGLISH, sentences

from machtstaal.training import noise, segmentation
from machtstaal.training.treebank import text


def is_tree(sentence):
    for start in range(1, len(sentence) + 1):
        place, steps = start, 0
        while place and steps <= len(sentence):
            place, steps = sentence[place - 1].head, steps + 1
        if place:
            return False
    return sum(word.head == 0 for word in sentence) == 1


def test_without_its_last_mark_a_sentence_is_still_a_tree():
    plain = noise.unpunctuated(sentences(DUTCH)[0])
    assert text(plain) == "De gemeente verzamelt gegevens"
    assert is_tree(plain)


def test_all_marks_go_and_leave_a_space():
    assert text(noise.unpunctuated(sentences(ENGLISH)[2], everywhere=True)) == "It's simple they say"


def test_a_filler_hangs_on_its_clause():
    filled = noise.filled(sentences(DUTCH)[0], "nl", 1.0, np.random.default_rng(1))
    fillers = [word for word in filled if word.added]
    assert len(fillers) == 4  # no filler before the full stop: there is no space
    assert {filled[word.head - 1].form for word in fillers} == {"verzamelt"}
    assert {(word.upos, word.deprel) for word in fillers} == {("INTJ", "discourse")}


def test_a_repeated_word_is_given_up_for_the_next():
    repaired = noise.repaired(sentences(DUTCH)[2], 1.0, np.random.default_rng(5))
    given_up = [word for word in repaired if word.deprel == "reparandum"]
    assert given_up
    assert all(repaired[word.head - 1].form == word.form for word in given_up)
    assert is_tree(repaired)


@pytest.mark.parametrize("language, source", [("nl", DUTCH), ("en", ENGLISH)])
def test_speech_leaves_trees_and_is_the_same_for_the_same_seed(language, source):
    def changed(seed):
        rng = np.random.default_rng(seed)
        return [noise.speech(sentence, language, rng) for sentence in sentences(source) * 50]

    assert all(is_tree(sentence) for sentence in changed(1))
    assert changed(1) == changed(1)
    assert changed(1) != changed(2)


def test_quotation_marks_come_in_pairs():
    found = {text(noise.quoted(sentences(DUTCH)[3], np.random.default_rng(seed))) for seed in range(30)}
    assert "Het bedrijf noemt het,, veilig''." in found
    assert 'Het bedrijf noemt het" veilig".' not in found


def test_every_character_has_a_label():
    rng = np.random.default_rng(1)
    varied = [segmentation.varied(sentence, "nl", rng) for sentence in sentences(DUTCH) * 30]
    characters, labels = segmentation.paragraphs(varied, rng)
    assert len(characters) == len(labels)
    assert labels.count("2") == len(varied)


def test_a_multiword_token_has_its_own_label():
    assert segmentation.labels(sentences(ENGLISH)[1]) == "0100000300001000012"
