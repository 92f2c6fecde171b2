"""Training data for the tokeniser: running text and a label for every character."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from machtstaal.training import noise
from machtstaal.training.treebank import Sentence, Word, text

PARAGRAPH = 12


def labels(sentence: Sentence) -> str:
    """One digit a character of the sentence's text.

    0 inside a token, 1 end of a token, 2 end of the sentence, 3 end of a multiword token, 4 both of the
    last two.

    Examples
    --------
    >>> ja = Word("Ja", "ja", "INTJ", "TSW", "_", 0, "root", space_after=False)
    >>> mark = Word("!", "!", "PUNCT", "LET", "_", 1, "punct")
    >>> labels([ja, mark])
    '012'
    """
    pieces: list[str] = []
    for word in sentence:
        if word.continues:
            continue
        form = word.surface or word.form
        pieces.append("0" * (len(form) - 1) + ("3" if word.surface is not None else "1"))
        if word.space_after:
            pieces.append("0")
    digits = "".join(pieces)[: len(text(sentence))]
    return digits[:-1] + str(int(digits[-1]) + 1)


def paragraphs(sentences: Sequence[Sentence], rng: np.random.Generator) -> tuple[str, str]:
    """Text and labels of sentences, with an empty line after every one to twelve of them."""
    characters: list[str] = []
    digits: list[str] = []
    left = 0
    for number, sentence in enumerate(sentences):
        if number:
            left -= 1
            gap = ("\n\n", "\n\n") if left <= 0 else (" ", "0")
            characters.append(gap[0])
            digits.append(gap[1])
        if left <= 0:
            left = int(rng.integers(1, PARAGRAPH + 1))
        characters.append(text(sentence))
        digits.append(labels(sentence))
    return "".join(characters) + "\n", "".join(digits) + "\n"


def joined(parts: Sequence[Sequence[Sentence]]) -> tuple[str, str]:
    """Text and labels of sentences by paragraph, an empty line between paragraphs."""
    characters = "\n\n".join(" ".join(text(sentence) for sentence in part) for part in parts)
    digits = "\n\n".join("0".join(labels(sentence) for sentence in part) for part in parts)
    return characters + "\n", digits + "\n"


def varied(sentence: Sentence, language: str, rng: np.random.Generator) -> Sentence:
    """A sentence as another writer or a transcriber might have put it."""
    sentence = noise.quoted(sentence, rng)
    if rng.random() < 0.15:
        sentence = noise.lowered(sentence)
    if rng.random() < 0.1:
        sentence = noise.unpunctuated(sentence)
    if rng.random() < 0.1:
        sentence = noise.filled(sentence, language, 0.06, rng)
    if rng.random() < 0.1:
        sentence = noise.repaired(sentence, 0.05, rng)
    if rng.random() < 0.08:
        sentence = enclosed(sentence, rng)  # last: the tree is gone after it
    return sentence


def enclosed(sentence: Sentence, rng: np.random.Generator) -> Sentence:
    """One to four words put between quotation marks; the tree is not kept up."""
    starts = [
        place
        for place, word in enumerate(sentence)
        if word.upos in {"NOUN", "ADJ", "VERB", "PROPN", "ADV", "DET"}
        and (place == 0 or sentence[place - 1].space_after)
    ]
    if not starts:
        return sentence
    first = int(rng.choice(starts))
    last = first
    while (
        last - first < int(rng.integers(0, 4))
        and last + 1 < len(sentence)
        and sentence[last + 1].upos != "PUNCT"
    ):
        last += 1
    if any(word.surface is not None or word.continues for word in sentence[first : last + 2]):
        return sentence
    opening, closing = noise.QUOTES[int(rng.choice(len(noise.QUOTES), p=(0.2, 0.1, 0.1, 0.2, 0.4)))]
    mark = Word("", "", "PUNCT", "LET", "_", 0, "punct")
    inner = list(sentence[first : last + 1])
    after = inner[-1].space_after
    inner[-1] = replace(inner[-1], space_after=False)
    return [
        *sentence[:first],
        replace(mark, form=opening, space_after=False),
        *inner,
        replace(mark, form=closing, space_after=after),
        *sentence[last + 1 :],
    ]


def expansions(sentences: Sequence[Sentence]) -> Counter[tuple[str, tuple[str, ...]]]:
    """Multiword tokens and the words they stand for, in lower case, with how often.

    Examples
    --------
    >>> do = Word("do", "do", "AUX", "VB", "_", 0, "root", surface="Don't")
    >>> expansions([[do, Word("n't", "not", "PART", "RB", "_", 1, "advmod", continues=True)]])
    Counter({("Don't", ('do', "n't")): 1})
    """
    counts: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for sentence in sentences:
        for place, word in enumerate(sentence):
            if word.surface is None:
                continue
            end = place + 1
            while end < len(sentence) and sentence[end].continues:
                end += 1
            counts[word.surface, tuple(part.form.lower() for part in sentence[place:end])] += 1
    return counts
