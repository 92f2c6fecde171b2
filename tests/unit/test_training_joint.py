import pytest
import torch
from training_material import DUTCH, ENGLISH, config, sentences

from machtstaal.annotation import weights as stored
from machtstaal.problems import Problem
from machtstaal.training import heads, joint, loop, packing, runs, settings, systems, treebank
from machtstaal.training.batches import batches, collate, example


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = tmp_path_factory.mktemp("training")
    return settings.load(config(folder), folder / "config.yaml")


def model(study, frozen=1):
    torch.manual_seed(1)
    encoder, tokenizer = runs.encoder(study)
    built = [
        heads.build(language, runs.training_sentences(study, language), encoder, tokenizer, heads.Sizes())
        for language in study.languages
    ]
    return joint.Joint(encoder, tokenizer, built, frozen)


def stirred(one):
    """Random weights everywhere: Stanza's scorers start from zero, and then no loss depends on what is read."""
    torch.manual_seed(2)
    for heads_of in one.heads:
        for parameter in heads_of.parameters():
            torch.nn.init.normal_(parameter, std=0.2)
    one.train_mode(False)
    return one


def weights(one):
    return torch.cat([p.detach().flatten() for p in one.encoder.parameters()])


def test_a_treebank_that_is_not_there_is_named(tmp_path):
    values = config(tmp_path)
    values["languages"]["nl"]["dev"] = "none.conllu"
    with pytest.raises(Problem, match=r"language 'nl': the treebank .*none.conllu does not exist"):
        settings.load(values, tmp_path / "config.yaml")


def test_a_setting_that_is_not_known_is_named(tmp_path):
    with pytest.raises(Problem, match="stepps"):
        settings.load(config(tmp_path, stepps=1), tmp_path / "config.yaml")


def test_a_word_is_read_at_its_last_piece(study):
    one = model(study)
    found = example(sentences(DUTCH)[0], one.heads[0], one.tokenizer)
    pieces = one.tokenizer.convert_ids_to_tokens(found.pieces)
    assert [pieces[place] for place in found.places] == ["<s>", "e", "e", "t", "s", "."]


def test_batches_hold_all_sentences_once(study):
    one = model(study)
    found = [example(sentence, one.heads[1], one.tokenizer) for sentence in sentences(ENGLISH) * 3]
    plan = batches(found, 100, seed=4)
    assert sorted(index for batch in plan for index in batch) == list(range(len(found)))
    assert all(sum(len(found[index].pieces) for index in batch) <= 100 for batch in plan)


def test_the_loss_is_the_parsers_own(study):
    one = stirred(model(study))
    batch = collate([example(sentence, one.heads[1], one.tokenizer) for sentence in sentences(ENGLISH)])
    parser = one.heads[1].parser.model
    ours = one.loss(one.heads[1], batch, tagging=0.0)
    parser.training = True  # only training mode computes Stanza's loss; its parts stay without dropout
    theirs = one.parser_loss(one.heads[1], batch)
    assert ours.item() == pytest.approx(theirs.item(), rel=1e-4)


def test_half_precision_changes_the_loss_little_and_nothing_outside_training(study):
    one = stirred(model(study))
    batch = collate([example(sentence, one.heads[1], one.tokenizer) for sentence in sentences(ENGLISH)])
    whole, exact = one.loss(one.heads[1], batch, tagging=1.0).item(), one.states(batch)[-1].detach()
    one.half = True
    halved = one.loss(one.heads[1], batch, tagging=1.0).item()
    assert halved != whole and halved == pytest.approx(whole, rel=0.02)
    with torch.no_grad():
        assert torch.equal(one.states(batch)[-1], exact)


def test_the_tagger_learns_in_every_second_step_with_twice_the_weight(study, tmp_path, monkeypatch):
    one, weights_given = model(study), []
    loss = one.loss

    def watched(heads, batch, tagging):
        weights_given.append(tagging)
        return loss(heads, batch, tagging)

    monkeypatch.setattr(one, "loss", watched)
    trees = {language: runs.training_sentences(study, language) for language in study.languages}
    schedule = loop.Schedule(steps=4, warmup=1, pieces=400, tagging=0.5, tag_every=2)
    loop.train(one, trees, schedule, tmp_path, seed=1, report=lambda _: None)
    assert weights_given == [1.0, 0.0, 1.0, 0.0]


def test_models_of_the_start_can_be_kept(tmp_path):
    values = config(tmp_path)
    folder = tmp_path / "before" / "nl"
    (folder / "tokenize").mkdir(parents=True)
    (folder / "tokenize" / "nl_tokenize.pt").write_bytes(b"a tokeniser")
    values["languages"]["nl"] |= {"start": {"folder": "before/nl", "language": "nl"}, "keep": ["tokenize"]}
    kept = settings.load(values, tmp_path / "config.yaml")
    runs.tokenizer(kept, "nl", tmp_path / "work", tmp_path / "model.pt")
    assert (tmp_path / "model.pt").read_bytes() == b"a tokeniser"


def test_what_is_kept_must_come_from_somewhere(tmp_path):
    values = config(tmp_path)
    values["languages"]["nl"] |= {"keep": ["lemma"]}
    with pytest.raises(Problem, match="language 'nl': `keep` takes over models of this language"):
        settings.load(values, tmp_path / "config.yaml")


def test_a_kept_model_that_is_not_there_is_named(tmp_path):
    values = config(tmp_path)
    values["languages"]["nl"] |= {"start": {"folder": "before/nl", "language": "nl"}, "keep": ["lemma"]}
    with pytest.raises(Problem, match=r"language 'nl': `keep`: .*nl_lemma\.pt does not exist"):
        settings.load(values, tmp_path / "config.yaml")


def test_frozen_layers_stay_and_others_learn(study, tmp_path):
    one = model(study)
    before = {name: value.clone() for name, value in one.encoder.state_dict().items()}
    trees = {language: runs.training_sentences(study, language) for language in study.languages}
    loop.train(
        one, trees, loop.Schedule(steps=3, warmup=1, pieces=400), tmp_path, seed=1, report=lambda _: None
    )
    changed = {
        name for name, value in one.encoder.state_dict().items() if not torch.equal(value, before[name])
    }
    assert any(name.startswith("encoder.layer.3.") for name in changed)
    assert not any(name.startswith(("embeddings.", "encoder.layer.0.")) for name in changed)


def test_a_stopped_training_ends_where_an_unbroken_one_does(study, tmp_path):
    trees = {language: runs.training_sentences(study, language) for language in study.languages}
    schedule = loop.Schedule(steps=4, warmup=1, pieces=400, save_every=2)

    def trained(folder, stop_after=None):
        def report(line):
            if stop_after and line.startswith(f"step {stop_after},"):
                raise KeyboardInterrupt

        one = model(study)
        try:
            loop.train(one, trees, schedule, folder, seed=1, report=report)
        except KeyboardInterrupt:
            return None
        return weights(one)

    whole = trained(tmp_path / "whole")
    assert trained(tmp_path / "broken", stop_after=2) is None
    assert (tmp_path / "broken" / "last.pt").exists()
    assert torch.equal(trained(tmp_path / "broken"), whole)


def test_the_rate_falls_once_a_cycle_and_a_language_can_come_twice(study, tmp_path):
    one = model(study)
    trees = {language: runs.training_sentences(study, language) for language in study.languages}
    schedule = loop.Schedule(steps=4, warmup=1, pieces=400, cycles=2, repeats={"nl": 2})
    loop.train(one, trees, schedule, tmp_path, seed=1, report=lambda _: None)
    ends = [torch.load(tmp_path / f"cycle-{n}.pt", weights_only=True) for n in (1, 2)]
    assert torch.equal(
        ends[1]["nl"]["parser"]["unlabeled.scorer.W_bilin.weight"],
        one.state()["nl"]["parser"]["unlabeled.scorer.W_bilin.weight"],
    )
    assert not torch.equal(*(end["nl"]["parser"]["unlabeled.scorer.W_bilin.weight"] for end in ends))
    examples = {
        heads.language: [e for s in trees[heads.language] if (e := example(s, heads, one.tokenizer))]
        for heads in one.heads
    }
    once = loop._plan(one.heads, examples, loop.Schedule(steps=4, pieces=400), seed=1)
    twice = loop._plan(one.heads, examples, schedule, seed=1)
    n_sentences = [
        sum(len(places) for heads, places in plan if heads.language == "nl") for plan in (once, twice)
    ]
    assert n_sentences[1] == 2 * n_sentences[0]


def test_the_mean_of_the_ends_is_taken_where_it_attaches_better(study, tmp_path, monkeypatch):
    one = model(study)
    state = one.state()
    first, last = (shifted(state, by) for by in (1.0, 3.0))
    torch.save(first, tmp_path / "cycle-1.pt")
    torch.save(last, tmp_path / "cycle-2.pt")
    key = "unlabeled.scorer.W_bilin.weight"
    goal = state["nl"]["parser"][key] + 2.0

    def near(heads, examples):
        return {"LAS": -float((one.state()["nl"]["parser"][key] - goal).abs().max())}

    monkeypatch.setattr(one, "evaluate", near)
    dev = {"nl": [], "en": []}
    loop.best(one, dev, loop.Schedule(steps=4, cycles=2), tmp_path, report=lambda _: None)
    assert torch.allclose(one.state()["nl"]["parser"][key], goal, atol=1e-5)
    goal = last["nl"]["parser"][key]
    loop.best(one, dev, loop.Schedule(steps=4, cycles=2), tmp_path, report=lambda _: None)
    assert torch.allclose(one.state()["nl"]["parser"][key], goal, atol=1e-5)


def test_the_weights_trained_from_can_count_as_an_end(study, tmp_path, monkeypatch):
    one = model(study)
    start = one.state()["nl"]["parser"]["unlabeled.scorer.W_bilin.weight"].clone()
    trees = {language: runs.training_sentences(study, language) for language in study.languages}
    schedule = loop.Schedule(steps=2, warmup=1, pieces=400, start_counts=True)
    loop.train(one, trees, schedule, tmp_path, seed=1, report=lambda _: None)
    end = one.state()["nl"]["parser"]["unlabeled.scorer.W_bilin.weight"].clone()
    goal = (start + end) / 2
    assert not torch.equal(start, end)

    def near(heads, examples):
        found = one.state()["nl"]["parser"]["unlabeled.scorer.W_bilin.weight"]
        return {"LAS": -float((found - goal).abs().max())}

    monkeypatch.setattr(one, "evaluate", near)
    loop.best(one, {"nl": [], "en": []}, schedule, tmp_path, report=lambda _: None)
    assert torch.allclose(one.state()["nl"]["parser"]["unlabeled.scorer.W_bilin.weight"], goal, atol=1e-6)


def shifted(state, by):
    """Weights with a number added to each."""
    if isinstance(state, dict):
        return {key: shifted(value, by) for key, value in state.items()}
    return state + by if state.is_floating_point() else state.clone()


def test_packed_heads_and_encoder_annotate(study, tmp_path):
    runs.joint(study, tmp_path / "checkpoints", tmp_path, tmp_path / "dev.json", threads=1)
    runs.tokenizer(study, "nl", tmp_path / "work", tmp_path / "nl" / "tokenize" / "nl_tokenize.pt")
    runs.lemmatizer(study, "nl", tmp_path / "work", tmp_path / "nl" / "lemma" / "nl_lemma.pt")
    system = systems.load(tmp_path / "nl", "nl", threads=1)
    gold = treebank.read(study.languages["nl"].dev)
    found = system.from_words(gold)
    assert [[word.form for word in s] for s in found] == [[word.form for word in s] for s in gold]
    assert all(sum(word.head == 0 for word in s) == 1 for s in found)
    text = "".join(word.form for s in system.from_text([gold]) for word in s)  # twenty steps teach no words
    assert text.replace(" ", "") == "".join(word.form for s in gold for word in s)


def test_saved_heads_are_a_start_for_another_language(study, tmp_path):
    one = model(study)
    for own in one.heads:
        packing.pack_heads(own, tmp_path / own.language)
    fresh = model(study)
    english = fresh.heads[1]
    heads.start_from(english, tmp_path / "nl", "nl")
    old, new = one.heads[0].parser.model.state_dict(), english.parser.model.state_dict()
    name = "unlabeled.scorer.W_bilin.weight"
    assert torch.allclose(old[name], new[name], atol=1e-3)


def test_quantised_weights_come_back_nearly_the_same():
    given = {"matrix": torch.randn(120, 100), "bias": torch.randn(100)}
    back = stored.restored(stored.quantised(given))
    assert (back["matrix"] - given["matrix"]).abs().max() < given["matrix"].abs().max() / 100
    assert torch.allclose(back["bias"], given["bias"], atol=2e-3)
