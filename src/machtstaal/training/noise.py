"""Speech as transcripts have it: no capitals, no full stop, fillers, repeated words.

Every change is made on the tree, so that the changed sentence is again a gold sentence: fillers are
`discourse` of the clause they stand in, the given-up words of a repetition are `reparandum` of the words
that replace them (Universal Dependencies guidelines, speech repairs).
"""

from dataclasses import replace

import numpy as np

from machtstaal.training.treebank import Sentence, Word, rebuild

FILLERS = {"nl": ("eh", "ehm", "uh", "uhm", "euh"), "en": ("uh", "um", "er", "erm", "uhm")}
INTERJECTION = {"nl": "TSW", "en": "UH"}
QUOTES = ((",,", "''"), ("\u201e", "\u201d"), ("\u201c", "\u201d"), ("\u2018", "\u2019"), ("'", "'"))
CLAUSE = frozenset({"root", "ccomp", "csubj", "advcl", "acl", "parataxis"})


def lowered(sentence: Sentence) -> Sentence:
    """All forms in lower case.

    Examples
    --------
    >>> lowered([Word("De", "de", "DET", "LID", "_", 0, "root")])[0].form
    'de'
    """
    return [
        replace(word, form=word.form.lower(), surface=None if word.surface is None else word.surface.lower())
        for word in sentence
    ]


def unpunctuated(sentence: Sentence, everywhere: bool = False) -> Sentence:
    """Without the punctuation at the end, or without any punctuation (`everywhere`).

    A mark something hangs on stays; so does a sentence of punctuation alone.

    Examples
    --------
    >>> ja = Word("Ja", "ja", "INTJ", "TSW", "_", 0, "root", space_after=False)
    >>> mark = Word("!", "!", "PUNCT", "LET", "_", 1, "punct")
    >>> [word.form for word in unpunctuated([ja, mark])]
    ['Ja']
    """
    heads = {word.head for word in sentence}
    keys = list(range(1, len(sentence) + 1))

    def marks(key: int) -> bool:
        word = sentence[key - 1]
        return word.upos == "PUNCT" and key not in heads and word.surface is None and not word.continues

    if everywhere:
        keys = [key for key in keys if not marks(key)]
    else:
        while keys and marks(keys[-1]):
            keys.pop()
    if not keys or 0 not in {sentence[key - 1].head for key in keys}:
        return sentence
    kept = [(key, sentence[key - 1]) for key in keys]
    if everywhere:
        kept = [(key, word if word.space_after else _spaced(key, word, sentence)) for key, word in kept]
    return rebuild(kept)


def _spaced(key: int, word: Word, sentence: Sentence) -> Word:
    """The word, spaced if what followed it was a mark."""
    follower = sentence[key] if key < len(sentence) else None
    return replace(word, space_after=follower is None or follower.upos == "PUNCT")


def quoted(sentence: Sentence, rng: np.random.Generator) -> Sentence:
    """With straight double quotation marks changed into another pair (,,so''), one style a sentence."""
    opening, closing = QUOTES[int(rng.choice(len(QUOTES), p=(0.5, 0.125, 0.125, 0.125, 0.125)))]
    out, inside = [], False
    for word in sentence:
        if word.form == '"' and word.surface is None:
            out.append(replace(word, form=closing if inside else opening))
            inside = not inside
        else:
            out.append(word)
    return out


def filled(sentence: Sentence, language: str, rate: float, rng: np.random.Generator) -> Sentence:
    """With fillers (*eh*) before a share `rate` of the tokens, each `discourse` of its clause."""
    out: list[tuple[int, Word]] = []
    for key, word in enumerate(sentence, start=1):
        if rng.random() < rate and _open(sentence, key):
            form = str(rng.choice(FILLERS[language]))
            filler = Word(
                form,
                form,
                "INTJ",
                INTERJECTION[language],
                "_",
                _clause(sentence, key),
                "discourse",
                added=True,
            )
            out.append((-key, filler))
        out.append((key, word))
    return rebuild(out)


def repaired(sentence: Sentence, rate: float, rng: np.random.Generator) -> Sentence:
    """With a share `rate` of the tokens said twice (*de de*), the first time as `reparandum`."""
    out: list[tuple[int, Word]] = []
    free = 0
    for key, word in enumerate(sentence, start=1):
        if key > free and word.upos != "PUNCT" and rng.random() < rate and _open(sentence, key):
            span = _said_twice(sentence, key, longer=bool(rng.random() < 0.3))
            top = next(k for k in span if sentence[k - 1].head not in span)
            for k in span:
                first = sentence[k - 1]
                head, deprel = (top, "reparandum") if k == top else (-first.head, first.deprel)
                out.append((-k, replace(first, head=head, deprel=deprel, space_after=True, added=True)))
            free = span[-1]
        out.append((key, word))
    return rebuild(out)


def _open(sentence: Sentence, key: int) -> bool:
    """True if a new token can stand before the word: a space lies there and no multiword token is cut."""
    word = sentence[key - 1]
    return not word.continues and word.surface is None and (key == 1 or sentence[key - 2].space_after)


def _said_twice(sentence: Sentence, key: int, longer: bool) -> tuple[int, ...]:
    """The word, or the word and the next if one hangs on the other."""
    if longer and key < len(sentence):
        word, follower = sentence[key - 1], sentence[key]
        plain = follower.surface is None and not follower.continues and follower.upos != "PUNCT"
        if plain and (word.head == key + 1 or follower.head == key):
            return (key, key + 1)
    return (key,)


def _clause(sentence: Sentence, key: int) -> int:
    """Head of the clause the word stands in."""
    while sentence[key - 1].deprel.split(":")[0] not in CLAUSE and sentence[key - 1].head:
        key = sentence[key - 1].head
    return key


def speech(sentence: Sentence, language: str, rng: np.random.Generator) -> Sentence:
    """A sentence changed at random in one or more of the four ways, for training."""
    if rng.random() < 0.5:
        sentence = lowered(sentence)
    draw = rng.random()
    if draw < 0.65:
        sentence = unpunctuated(sentence, everywhere=draw < 0.2)
    if rng.random() < 0.5:
        sentence = repaired(sentence, 0.05, rng)
    if rng.random() < 0.5:
        sentence = filled(sentence, language, 0.06, rng)
    return sentence
