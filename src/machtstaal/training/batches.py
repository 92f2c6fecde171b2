"""Sentences as numbers, in batches of about the same length."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import torch
from torch.nn.utils.rnn import pad_sequence

from machtstaal.training.heads import Heads
from machtstaal.training.treebank import Sentence

LONGEST = 510
"""Word pieces the encoder can read at once; longer sentences are left out of training."""


@dataclass
class Example:
    """One sentence: its word pieces, the piece that stands for the root and for each word, gold columns."""

    pieces: list[int]
    places: list[int]
    upos: list[int]
    xpos: list[int]
    feats: list[list[int]]
    head: list[int]
    deprel: list[int]
    gold: Sentence
    bottom: torch.Tensor | None = field(default=None, repr=False)
    """Hidden states after the frozen layers, shape (pieces, hidden size), float16."""

    def __len__(self) -> int:
        return len(self.gold)


def example(sentence: Sentence, heads: Heads, tokenizer) -> Example | None:
    """Numbers of a sentence; None if it is empty or too long for the encoder."""
    words = [word.form.replace("\xa0", " ") for word in sentence]
    if not words:
        return None
    encoded = tokenizer([words], is_split_into_words=True)
    pieces = encoded["input_ids"][0]
    if len(pieces) > LONGEST:
        return None
    ends: dict[int, int] = {word: place for place, word in enumerate(encoded.word_ids(0)) if word is not None}
    places = [0]
    for number in range(len(words)):
        places.append(ends.get(number, places[-1]))  # a word the tokeniser erases reads the piece before it
    tags, relations = heads.tagger.vocab, heads.parser.vocab["deprel"]
    return Example(
        pieces,
        places,
        tags["upos"].map([word.upos for word in sentence]),
        tags["xpos"].map([word.xpos for word in sentence]),
        tags["feats"].map([word.feats for word in sentence]),
        [word.head for word in sentence],
        relations.map([word.deprel for word in sentence]),
        sentence,
    )


def batches(examples: Sequence[Example], n_pieces: int, seed: int | None = None) -> list[list[int]]:
    """Indices of examples in batches of up to `n_pieces` word pieces; shuffled if there is a seed."""
    draw = random.Random(seed)
    length = [len(one.pieces) * (1 if seed is None else draw.uniform(0.9, 1.1)) for one in examples]
    out: list[list[int]] = []
    size = n_pieces + 1
    for index in sorted(range(len(examples)), key=length.__getitem__):
        if size + len(examples[index].pieces) > n_pieces:
            out.append([])
            size = 0
        out[-1].append(index)
        size += len(examples[index].pieces)
    if seed is not None:
        draw.shuffle(out)
    return out


@dataclass
class Batch:
    """Examples as padded tensors, the longest first (as Stanza packs them)."""

    examples: list[Example]
    attention: torch.Tensor
    places: torch.Tensor
    lengths: list[int]
    columns: dict[str, torch.Tensor]
    blank: torch.Tensor
    """True where there is no word; shape (sentences, words + 1), the root first."""

    @property
    def n_words(self) -> int:
        """Words in the batch, without the root."""
        return sum(self.lengths)


def collate(examples: Sequence[Example]) -> Batch:
    """Padded tensors of some examples."""
    ordered = sorted(examples, key=len, reverse=True)
    lengths = [len(one) for one in ordered]
    blank = torch.ones(len(ordered), lengths[0] + 1, dtype=torch.bool)
    for row, length in enumerate(lengths):
        blank[row, : length + 1] = False
    columns = {
        name: padded([getattr(one, name) for one in ordered])
        for name in ("upos", "xpos", "feats", "head", "deprel")
    }
    return Batch(
        ordered,
        padded([[1] * len(one.pieces) for one in ordered]),
        padded([one.places for one in ordered]),
        lengths,
        columns,
        blank,
    )


def padded(rows: Sequence[Sequence], value: int = 0) -> torch.Tensor:
    """Rows of different length as one tensor, filled up with `value`."""
    return pad_sequence([torch.tensor(row) for row in rows], batch_first=True, padding_value=value)
