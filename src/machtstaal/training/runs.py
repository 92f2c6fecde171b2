"""The trainings of the workflow: read the treebanks, train, leave model files."""

import shutil
from pathlib import Path

import numpy as np
import torch

from machtstaal.annotation import bundle, weights
from machtstaal.annotation.bundle import Bundle
from machtstaal.training import heads as heads_module
from machtstaal.training import joint as joint_module
from machtstaal.training import loop, packing, scoring, stanza_runs, treebank
from machtstaal.training.batches import example
from machtstaal.training.conventions import harmonise
from machtstaal.training.settings import Settings
from machtstaal.training.treebank import Sentence


def joint(settings: Settings, checkpoints: Path, models: Path, scores: Path, threads: int) -> None:
    """Train encoder and heads of all languages, from the last checkpoint if any; pack and score them.

    Parameters
    ----------
    models
        Folder that gets the encoder and, in a folder of its own, the heads of each language.
    """
    torch.set_num_threads(threads)
    torch.manual_seed(settings.seed)
    np.random.seed(settings.seed)
    source = Path(settings.encoder)
    network, pieces = encoder(settings)
    treebanks = {language: training_sentences(settings, language) for language in settings.languages}
    built = []
    for language, own in settings.languages.items():
        sizes = heads_module.Sizes(tagger=own.tagger)
        one = heads_module.build(language, treebanks[language], network, pieces, sizes)
        if own.start:
            heads_module.start_from(one, Path(own.start.folder), own.start.language)
        built.append(one)
    duration = settings.duration
    schedule = loop.Schedule(
        steps=duration.joint_steps,
        seconds=duration.joint_seconds,
        warmup=duration.warmup,
        cycles=duration.cycles,
        start_counts=duration.start_counts,
        encoder_rate=duration.encoder_rate,
        heads_rate=duration.heads_rate,
        repeats={language: own.repeats for language, own in settings.languages.items()},
        pieces=duration.pieces,
        speech=settings.speech,
        quotes=settings.quotes,
        save_every=duration.save_every,
    )
    model = joint_module.Joint(network, pieces, built, settings.frozen, settings.half)
    loop.train(model, treebanks, schedule, checkpoints, settings.seed)
    dev = {
        one.language: [
            e
            for sentence in treebank.read(settings.languages[one.language].dev)
            if (e := example(sentence, one, pieces))
        ]
        for one in built
    }
    scoring.write(loop.best(model, dev, schedule, checkpoints), scores)
    packing.pack_encoder(network, source, models / bundle.ENCODER)
    for one in built:
        packing.pack_heads(one, models / one.language)


def training_sentences(settings: Settings, language: str, segmentation: bool = False) -> list[Sentence]:
    """Sentences of a language to train on, in the conventions of its test sets."""
    own = settings.languages[language]
    sources = own.segmentation_sources if segmentation else ()
    return [harmonise(sentence, own.conventions) for sentence in treebank.read(own.train, sources)]


def tokenizer(settings: Settings, language: str, folder: Path, model: Path) -> None:
    """Train the tokeniser of a language, or take it over."""
    if _kept(settings, language, "tokenize", model):
        return
    stanza_runs.tokenizer(
        language,
        training_sentences(settings, language, segmentation=True),
        treebank.paragraphs(settings.languages[language].dev),
        folder,
        model,
        seed=settings.seed,
        steps=settings.duration.tokenizer_steps,
        length=settings.duration.tokenizer_length,
        eval_steps=settings.duration.tokenizer_eval,
    )


def multiwords(settings: Settings, language: str, folder: Path, model: Path) -> None:
    """Train the expander of multiword tokens of a language, or take it over."""
    if _kept(settings, language, "mwt", model):
        return
    train, dev = training_sentences(settings, language), treebank.read(settings.languages[language].dev)
    epochs = settings.duration.mwt_epochs
    stanza_runs.multiwords(language, train, dev, folder, model, seed=settings.seed, epochs=epochs)


def lemmatizer(settings: Settings, language: str, folder: Path, model: Path) -> None:
    """Train the lemmatiser of a language, or take it over."""
    if _kept(settings, language, "lemma", model):
        return
    train, dev = training_sentences(settings, language), treebank.read(settings.languages[language].dev)
    epochs = settings.duration.lemma_epochs
    stanza_runs.lemmatizer(language, train, dev, folder, model, seed=settings.seed, epochs=epochs)


def _kept(settings: Settings, language: str, processor: str, model: Path) -> bool:
    """Copy a model of the start's folder to `model`, if the settings say so; whether they do."""
    own = settings.languages[language]
    if processor not in own.keep:
        return False
    shutil.copyfile(Bundle(language, Path(own.start.folder), "").file(processor), model)
    return True


def encoder(settings: Settings) -> tuple[torch.nn.Module, object]:
    """Encoder to start from, in 32 bits, and its word-piece tokeniser."""
    import json

    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = Path(settings.encoder)
    values = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config = BertConfig.from_dict(
        {key: value for key, value in values.items() if key not in ("dtype", "torch_dtype")}
    )
    model = BertModel(config, add_pooling_layer=False)
    model.load_state_dict(weights.load(folder), strict=False)
    model.encoder.layer = model.encoder.layer[: settings.layers]
    return model, PreTrainedTokenizerFast.from_pretrained(
        folder, add_prefix_space=True, local_files_only=True
    )
