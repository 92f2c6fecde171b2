import pytest
from training_material import DUTCH, ENGLISH, save, sentences

from machtstaal.problems import Problem
from machtstaal.training import treebank
from machtstaal.training.conventions import harmonise


def test_what_is_written_is_read_again_multiword_tokens_too(tmp_path):
    save(ENGLISH, tmp_path / "own.conllu")
    assert treebank.read(tmp_path / "own.conllu") == sentences(ENGLISH)


def test_text_is_as_it_was_written():
    assert treebank.text(sentences(ENGLISH)[1]) == "We Don't want that."
    assert treebank.text(sentences(DUTCH)[3]) == 'Het bedrijf noemt het" veilig".'


def test_paragraphs_begin_where_the_comments_say(tmp_path):
    blocks = ["\n".join(treebank.lines([sentence])) for sentence in sentences(DUTCH)]
    text = f"# newdoc id = a\n{blocks[0]}\n{blocks[1]}\n# newpar\n{blocks[2]}\n"
    (tmp_path / "own.conllu").write_text(text, encoding="utf-8")
    assert [len(part) for part in treebank.paragraphs(tmp_path / "own.conllu")] == [2, 1]


def test_sentences_are_chosen_by_their_source(tmp_path):
    block = "\n".join(treebank.lines(sentences(DUTCH)[:1]))
    (tmp_path / "own.conllu").write_text(f"# src = a\n{block}\n# src = b\n{block}\n", encoding="utf-8")
    assert len(treebank.read(tmp_path / "own.conllu", ["b"])) == 1


def test_a_broken_line_is_named():
    with pytest.raises(Problem, match="own, line 2: 3 columns"):
        treebank.parse(["# text = a", "1\ta\ta"], "own")


def test_a_missing_treebank_is_named(tmp_path):
    with pytest.raises(Problem, match="does not exist"):
        treebank.read(tmp_path / "none.conllu")


def test_rules_change_only_words_they_are_about():
    rules = [
        {"where": {"upos": "PRON", "form": "Wie"}, "set": {"feats": "PronType=Int|ExtPos=ADV"}},
        {"drop": ["ExtPos"]},
    ]
    changed = harmonise(sentences(DUTCH)[2], rules)
    assert [word.feats for word in changed] == ["PronType=Int", "_", "_", "_"]
