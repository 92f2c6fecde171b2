"""Training data and dictionary of the lemmatiser.

Stanza's lemmatiser looks a word up in a dictionary and asks a small sequence model for the others. The
model learns from each distinct word once; the dictionary holds every word of the treebank, and its spelling
in lower case, because transcripts have no capitals.
"""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from machtstaal.training.treebank import Sentence, Word

Triple = tuple[str, str, str]
UNCHANGED = frozenset({"PROPN", "NUM", "PUNCT", "SYM", "X"})


def types(sentences: Iterable[Sentence], seed: int, length: int = 20) -> list[Sentence]:
    """Each distinct word with its tag and lemma once, in made-up sentences, in random order.

    Three quarters of the names, numbers and marks that are their own lemma are left out: they teach copying
    only.
    """
    draw = random.Random(seed)
    rows = sorted({(word.form, word.upos, word.lemma) for sentence in sentences for word in sentence})
    kept = [row for row in rows if row[0] != row[2] or row[1] not in UNCHANGED or draw.random() < 0.25]
    draw.shuffle(kept)
    return [
        [
            Word(form, lemma, upos, "_", "_", int(place > 0), "dep" if place else "root")
            for place, (form, upos, lemma) in enumerate(kept[start : start + length])
        ]
        for start in range(0, len(kept), length)
    ]


def dictionary(sentences: Sequence[Sentence]) -> list[Triple]:
    """Word, tag and lemma of every token, and once its spelling in lower case if that does not occur.

    Examples
    --------
    >>> dingen = Word("Dingen", "ding", "NOUN", "_", "_", 0, "root")
    >>> dictionary([[dingen]])
    [('Dingen', 'NOUN', 'ding'), ('dingen', 'NOUN', 'ding')]
    """
    counts = Counter((word.form, word.upos, word.lemma) for sentence in sentences for word in sentence)
    seen = {(form, upos) for form, upos, _ in counts}
    others: dict[tuple[str, str], str] = {}
    for (form, upos, lemma), _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if (form.lower(), upos) not in seen:
            others.setdefault((form.lower(), upos), lemma)
    return [*counts.elements(), *((form, upos, lemma) for (form, upos), lemma in others.items())]


def with_dictionary(source: Path, target: Path, triples: Sequence[Triple]) -> None:
    """Save a lemmatiser with another dictionary."""
    from stanza.models.lemma.trainer import Trainer

    nothing = {"charlm_forward_file": None, "charlm_backward_file": None}
    trainer = Trainer(model_file=str(source), device="cpu", args=nothing)
    trainer.pos_dict = {}
    trainer.train_dict(triples)
    trainer.save(str(target))
