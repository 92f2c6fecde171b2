"""What trained models make of a treebank: from its running text, or from its own words."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from stanza.models.common.doc import Document

from machtstaal.annotation import annotator
from machtstaal.annotation.bundle import Bundle
from machtstaal.training.treebank import Sentence, Word, text


class System:
    """The annotator of a language, put to treebanks."""

    def __init__(self, one: annotator.Annotator):
        self._annotator = one

    def from_text(self, paragraphs: Sequence[Sequence[Sentence]]) -> list[Sentence]:
        """Sentences the models find in the running text of paragraphs; each ends with its paragraph."""
        texts = [" ".join(text(sentence) for sentence in paragraph) for paragraph in paragraphs]
        annotated = zip(texts, self._annotator.annotate(texts), strict=True)
        return [_sentence(found, characters) for characters, sentences in annotated for found in sentences]

    def from_words(self, sentences: Sequence[Sentence]) -> list[Sentence]:
        """The same sentences and words, with the models' tags, lemmas and trees."""
        entries = [[{"id": (n,), "text": w.form} for n, w in enumerate(s, start=1)] for s in sentences]
        document = Document(entries, text=" ")
        self._annotator.parse([document])
        return [
            [
                replace(
                    word,
                    lemma=found.lemma or found.text,
                    upos=found.upos,
                    xpos=found.xpos or "_",
                    feats=found.feats or "_",
                    head=found.head,
                    deprel=found.deprel,
                )
                for word, found in zip(sentence, parsed.words, strict=True)
            ]
            for sentence, parsed in zip(sentences, document.sentences, strict=True)
        ]


def load(folder: Path, language: str, threads: int = 2) -> System:
    """The models of one language in a folder, as the annotation stage loads them."""
    return System(annotator.load(Bundle(language, folder, ""), threads))


def _sentence(found: annotator.Sentence, characters: str) -> Sentence:
    """A sentence of the annotator, its tokens spelled as in the text (Stanza respells some: ’ becomes ')."""
    starts = {first: (last, characters[start:end]) for first, last, _, start, end in found.multiwords}
    parts = {n for first, (last, _) in starts.items() for n in range(first, last + 1)}
    return [
        Word(
            w.form if w.id in parts else characters[w.start : w.end],
            *(w.lemma, w.upos, w.xpos, w.feats, w.head, w.deprel),
            surface=starts[w.id][1] if w.id in starts else None,
            continues=w.id in parts and w.id not in starts,
        )
        for w in found.words
    ]
