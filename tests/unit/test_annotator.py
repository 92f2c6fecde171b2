import polars as pl
import pytest

from machtstaal.annotation import bundle, shard
from machtstaal.annotation.annotator import LONGEST_SENTENCE
from machtstaal.annotation.store import Store, key
from machtstaal.problems import Problem


def turns(**texts):
    rows = [
        {"transcript": name, "turn": f"{name}-{n}", "text": text, "n_words": len(text.split())}
        for name, parts in texts.items()
        for n, text in enumerate(parts, start=1)
    ]
    return pl.DataFrame(rows)


def test_a_turn_is_annotated_the_same_alone_and_among_others(annotator):
    among = annotator.annotate(["Ja.", "De gemeente controleert ons.", "Dat weet ik niet."])[1]
    alone = annotator.annotate(["De gemeente controleert ons."])[0]
    assert among == alone


def test_empty_and_wordless_turns_have_no_words_or_one(annotator):
    sentences = annotator.annotate(["...", "🙂", "Ja"])
    assert len(sentences) == 3
    assert [word.form for word in sentences[2][0].words] == ["Ja"]


def test_a_very_long_turn_without_any_full_stop_is_cut_and_says_so(annotator):
    text = " ".join(["en toen zei ik dat het niet klopt"] * 120)
    (sentences,) = annotator.annotate([text])
    letters = "".join(word.form for sentence in sentences for word in sentence.words)
    assert letters.replace(" ", "") == text.replace(" ", "")
    assert max(len(sentence.words) for sentence in sentences) <= LONGEST_SENTENCE
    assert any(sentence.cut for sentence in sentences)
    assert all(text[w.start : w.end] == w.form for sentence in sentences for w in sentence.words)


def test_the_store_depends_on_texts_and_models_not_on_names(tmp_path, repository):
    models, store = repository / "data" / "models" / "nl", Store(tmp_path / "store")
    first = turns(a=["De gemeente betaalt.", "Ja."], b=["Wij moeten wachten."])
    paths = {name: tmp_path / f"{name}.conllu" for name in ("a", "b", "renamed")}
    shard.annotate(first, {"a": paths["a"], "b": paths["b"]}, models, "nl", False, store)
    kept = sorted((tmp_path / "store").rglob("*.conllu"))
    second = turns(renamed=["De gemeente betaalt.", "Ja."])
    shard.annotate(second, {"renamed": paths["renamed"]}, models, "nl", False, store)
    assert sorted((tmp_path / "store").rglob("*.conllu")) == kept
    original = paths["a"].read_text(encoding="utf-8")
    assert paths["renamed"].read_text(encoding="utf-8") == original.replace("= a", "= renamed")


def test_an_entry_of_the_store_is_whole_or_absent(tmp_path):
    store = Store(tmp_path)
    name = key(["Ja."], "models")
    assert store.get(name) is None
    store.path(name).parent.mkdir()
    store.path(name).with_suffix(".99.unfinished").write_text("# newpar")
    assert store.get(name) is None
    store.put(name, "# newpar id = 1\n")
    assert store.get(name) == "# newpar id = 1\n"


def test_a_changed_model_file_is_refused(tmp_path):
    model = tmp_path / "pos" / "nl_pos.pt"
    model.parent.mkdir()
    model.write_bytes(b"weights")
    bundle.write_sums(tmp_path)
    assert bundle.check(tmp_path, "nl").processors == ["pos"]
    model.write_bytes(b"other weights")
    with pytest.raises(Problem, match=r"nl_pos\.pt: this is not the released model file"):
        bundle.check(tmp_path, "nl")
    model.unlink()
    with pytest.raises(Problem, match=r"nl_pos\.pt: this model file is missing"):
        bundle.check(tmp_path, "nl")


def test_a_language_without_models_is_a_problem(tmp_path):
    with pytest.raises(Problem, match="no annotation models for language 'fr'"):
        bundle.check(tmp_path / "fr", "fr")


def test_loading_never_asks_the_network(repository, monkeypatch):
    import socket

    from machtstaal.annotation import annotator

    def refuse(*_, **__):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    loaded = annotator.load(bundle.check(repository / "data" / "models" / "nl", "nl"))
    assert loaded.annotate(["Ja, dat klopt."])[0][0].words[0].form == "Ja"
