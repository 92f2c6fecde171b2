"""How well models annotate: the scores of the CoNLL 2018 shared task, single relations, robustness to speech.

The shared task's scorer (Zeman et al. 2018, `udtools.udeval`) aligns system and gold words by their
characters, so text that was split otherwise is scored too. It ignores subtypes of relations; the F1 of
single relations here does not.
"""

import json
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from machtstaal.training import noise, treebank
from machtstaal.training.treebank import Sentence

METRICS = ("Tokens", "Sentences", "Words", "UPOS", "XPOS", "UFeats", "Lemmas", "UAS", "LAS")
AS_WRITTEN = "as written"
RELATIONS = (
    *("nsubj", "nsubj:pass", "obj", "iobj", "obl:agent", "aux:pass"),
    *("xcomp", "ccomp", "acl:relcl", "conj", "compound:prt"),
)


def score(models: Path, language: str, path: Path, seed: int, speech: bool = True) -> dict[str, Any]:
    """All scores of the models in a folder on one treebank, per cent.

    Returns
    -------
    dict
        `words` and `text`: scores from gold words and from running text (`shared_task`), each with its
        `relations`; `speech`: for each variant of `spoken` UPOS and LAS from gold words, LAS of the
        treebank's own words among them, and sentences and LAS from running text.
    """
    from machtstaal.training import systems

    system = systems.load(models, language)
    written = treebank.paragraphs(path)
    out: dict[str, Any] = {"speech": {}}
    for name, changed in (spoken(written, language, seed) if speech else {AS_WRITTEN: written}).items():
        gold = [sentence for paragraph in changed for sentence in paragraph]
        found = {"words": system.from_words(gold), "text": system.from_text(changed)}
        scores = {mode: shared_task(gold, sentences) for mode, sentences in found.items()}
        if name == AS_WRITTEN:
            for mode, sentences in found.items():
                out[mode] = scores[mode] | {"relations": relations(gold, sentences)}
        out["speech"][name] = {
            "UPOS": scores["words"]["UPOS"],
            "LAS": scores["words"]["LAS"],
            "LAS, own words": attachment(gold, found["words"]),
            "Sentences (text)": scores["text"]["Sentences"],
            "LAS (text)": scores["text"]["LAS"],
        }
    return out


def write(scores: Mapping[str, Any], path: Path) -> None:
    """Write scores as JSON, numbers rounded to hundredths."""
    path.write_text(json.dumps(_rounded(scores), indent=2) + "\n", encoding="utf-8")


def read(path: Path) -> dict[str, Any]:
    """Scores written by `write`."""
    return json.loads(path.read_text(encoding="utf-8"))


def _rounded(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return round(value, 2) if isinstance(value, float) else value


def shared_task(gold: Sequence[Sentence], system: Sequence[Sentence]) -> dict[str, float]:
    """F1 of tokens, sentences, words, tags, lemmas and attachments, per cent.

    Raises
    ------
    udtools.udeval.UDError
        If the texts of the two differ in more than white space.
    """
    from udtools import udeval

    with tempfile.TemporaryDirectory() as folder:
        paths = [str(Path(folder) / name) for name in ("gold.conllu", "system.conllu")]
        treebank.write(gold, paths[0])
        treebank.write(system, paths[1])
        found = udeval.evaluate(*(udeval.load_conllu_file(path) for path in paths))
    return {metric: 100 * found[metric].f1 for metric in METRICS}


def relations(gold: Sequence[Sentence], system: Sequence[Sentence]) -> dict[str, tuple[int, float]]:
    """Number of gold arcs and F1 (per cent) of each relation, subtype included.

    An arc is found if dependent and head have the same characters of the text and the relation is the same.

    Examples
    --------
    >>> from machtstaal.training.treebank import Word
    >>> wij = Word("Wij", "wij", "PRON", "_", "_", 2, "nsubj")
    >>> gaan = Word("gaan", "gaan", "VERB", "_", "_", 0, "root")
    >>> relations([[wij, gaan]], [[wij, gaan]])["nsubj"]
    (1, 100.0)
    """
    truth, found = _arcs(gold), _arcs(system)
    shared = Counter(relation for _, relation, _ in truth & found)
    n_truth = Counter(relation for _, relation, _ in truth)
    n_found = Counter(relation for _, relation, _ in found)
    return {
        relation: (n_truth[relation], 200 * shared[relation] / max(1, n_truth[relation] + n_found[relation]))
        for relation in RELATIONS
    }


Span = tuple[int, int, int]


def _arcs(sentences: Sequence[Sentence]) -> set[tuple[Span, str, Span]]:
    """Arcs between words; a word is known by the characters of its token and its place in it."""
    out: set[tuple[Span, str, Span]] = set()
    end = 0
    for sentence in sentences:
        spans: list[Span] = [(-1, -1, 0)]
        start = end
        for word in sentence:
            if not word.continues:
                start, end = end, end + _length(word.surface or word.form)
                part = 0
            spans.append((start, end, part))
            part += 1
        out.update((spans[n], word.deprel, spans[word.head]) for n, word in enumerate(sentence, start=1))
    return out


def _length(form: str) -> int:
    return len("".join(form.split()))


def attachment(gold: Sequence[Sentence], system: Sequence[Sentence]) -> float:
    """LAS (per cent, without subtypes) over the words of the treebank itself, fillers and repairs left out.

    Both have the same words.
    """
    pairs = [
        (word, found)
        for sentence, parsed in zip(gold, system, strict=True)
        for word, found in zip(sentence, parsed, strict=True)
        if not word.added
    ]
    right = sum(
        word.head == found.head and word.deprel.split(":")[0] == found.deprel.split(":")[0]
        for word, found in pairs
    )
    return 100 * right / len(pairs)


def spoken(
    paragraphs: Sequence[Sequence[Sentence]], language: str, seed: int
) -> Mapping[str, list[list[Sentence]]]:
    """The treebank as written, and as four kinds of transcript would have it."""
    rng = np.random.default_rng(seed)

    def every(change: Callable[[Sentence], Sentence]) -> list[list[Sentence]]:
        return [[change(sentence) for sentence in paragraph] for paragraph in paragraphs]

    def stumbling(sentence: Sentence) -> Sentence:
        return noise.filled(noise.repaired(sentence, 0.03, rng), language, 0.04, rng)

    return {
        AS_WRITTEN: every(lambda sentence: sentence),
        "lower case": every(noise.lowered),
        "no final punctuation": every(noise.unpunctuated),
        "fillers and repairs": every(stumbling),
        "all three": every(lambda sentence: noise.lowered(noise.unpunctuated(stumbling(sentence)))),
    }
