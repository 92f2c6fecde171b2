"""Stanza's own trainers for what needs no encoder: tokeniser, multiword tokens, lemmatiser.

Each takes sentences, works in a folder of its own and leaves one model file.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from machtstaal.training import lemmas, segmentation, treebank
from machtstaal.training.treebank import Sentence

COMMON = ("--mode", "train", "--cpu")


def tokenizer(
    language: str,
    train: Sequence[Sentence],
    dev: Sequence[Sequence[Sentence]],
    folder: Path,
    model: Path,
    *,
    seed: int,
    steps: int,
    length: int,
    eval_steps: int,
) -> None:
    """Train tokeniser and sentence splitter, on every sentence as it is and as `segmentation.varied` has it.

    Parameters
    ----------
    dev
        Sentences by paragraph, as `treebank.paragraphs` reads them.
    """
    from stanza.models import tokenizer as trainer

    rng = np.random.default_rng(seed)
    sentences = [*train, *(segmentation.varied(sentence, language, rng) for sentence in train)]
    files = _files(folder, segmentation.paragraphs(sentences, rng), segmentation.joined(dev))
    expansions = folder / "multiwords.json"
    counts = sorted(segmentation.expansions(train).items())
    expansions.write_text(json.dumps([[list(key), count] for key, count in counts]), encoding="utf-8")
    trainer.main(
        [
            *COMMON,
            *("--lang", language, "--shorthand", f"{language}_ud", "--seed", str(seed)),
            *("--txt_file", files[0], "--label_file", files[1], "--mwt_json_file", str(expansions)),
            *("--dev_txt_file", files[2], "--dev_label_file", files[3]),
            *("--max_seqlen", str(length), "--steps", str(steps), "--eval_steps", str(eval_steps)),
            *(
                "--lr0",
                "0.003",
                "--anneal",
                "0.8",
                "--anneal_after",
                str(steps // 3),
                "--unit_dropout",
                "0.15",
            ),
            *("--save_dir", str(model.parent), "--save_name", model.name),
        ]
    )


def _files(folder: Path, train: tuple[str, str], dev: tuple[str, str]) -> list[str]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for part, contents in (("train", train), ("dev", dev)):
        for kind, content in zip(("txt", "labels"), contents, strict=True):
            path = folder / f"{part}.{kind}"
            path.write_text(content, encoding="utf-8")
            paths.append(str(path))
    return paths


def multiwords(
    language: str,
    train: Sequence[Sentence],
    dev: Sequence[Sentence],
    folder: Path,
    model: Path,
    *,
    seed: int,
    epochs: int,
) -> None:
    """Train the expander of multiword tokens (*don't* into *do*, *n't*)."""
    from stanza.models import mwt_expander as trainer

    train_file, dev_file = _treebanks(folder, train, dev)
    trainer.main(
        [
            *COMMON,
            *("--lang", language, "--shorthand", f"{language}_ud", "--seed", str(seed)),
            *("--train_file", train_file, "--eval_file", dev_file, "--gold_file", dev_file),
            *("--num_epoch", str(epochs), "--save_dir", str(model.parent), "--save_name", model.name),
        ]
    )


def lemmatizer(
    language: str,
    train: Sequence[Sentence],
    dev: Sequence[Sentence],
    folder: Path,
    model: Path,
    *,
    seed: int,
    epochs: int,
) -> None:
    """Train the lemmatiser: a sequence model on distinct words, a dictionary of all words."""
    from stanza.models import lemmatizer as trainer

    train_file, dev_file = _treebanks(folder, lemmas.types(train, seed), dev)
    trainer.main(
        [
            *COMMON,
            *("--shorthand", f"{language}_ud", "--seed", str(seed)),
            *("--train_file", train_file, "--eval_file", dev_file),
            *("--hidden_dim", "128", "--batch_size", "100", "--lr", "2e-3", "--num_epoch", str(epochs)),
            *("--save_dir", str(folder), "--save_name", "types.pt"),
        ]
    )
    model.parent.mkdir(parents=True, exist_ok=True)
    lemmas.with_dictionary(folder / "types.pt", model, lemmas.dictionary(train))


def _treebanks(folder: Path, train: Sequence[Sentence], dev: Sequence[Sentence]) -> tuple[str, str]:
    folder.mkdir(parents=True, exist_ok=True)
    for part, sentences in (("train", train), ("dev", dev)):
        treebank.write(sentences, folder / f"{part}.conllu")
    return str(folder / "train.conllu"), str(folder / "dev.conllu")
