"""Stanza over the turns of one transcript at a time, in batches."""

import os
from dataclasses import dataclass

os.environ.setdefault("HF_HUB_OFFLINE", "1")  # no library underneath may ask a hub for anything

import stanza
import torch
from stanza.models.common.doc import Document
from stanza.models.common.foundation_cache import BertRecord, FoundationCache

from machtstaal.annotation import decoding, encoder
from machtstaal.annotation.bundle import Bundle

LONGEST_SENTENCE = 180
"""Words. Longer runs without a sentence end (speech recognition without punctuation) are cut here: the parser's
time and memory grow with the square of the length."""


APOSTROPHES = str.maketrans("\u2019\u2018", "''")
"""Typographic to plain: the models know *collega's* by one of them only. Lengths, so offsets, stay the same."""


@dataclass(frozen=True)
class Word:
    """One syntactic word; `start` and `end` are character offsets into the turn's text, half-open."""

    id: int
    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """A sentence of one turn; `cut` says that it was cut because no sentence end was found."""

    words: tuple[Word, ...]
    multiwords: tuple[tuple[int, int, str, int, int], ...] = ()
    """First word, last word, surface form, start, end of each token that stands for several words."""
    cut: bool = False


class Annotator:
    """The processors of one language, loaded once."""

    def __init__(
        self, pipeline: stanza.Pipeline, remembering: encoder.RememberingEncoder | None, digest: str
    ):
        self._pipeline = pipeline
        self._remembering = remembering
        self.digest = digest
        """Names the models: the same text under the same digest has the same annotation."""
        self._splitters = ",".join(p for p in pipeline.processors if p in ("tokenize", "mwt"))
        self._others = ",".join(p for p in pipeline.processors if p not in ("tokenize", "mwt"))

    def annotate(self, texts: list[str]) -> list[list[Sentence]]:
        """Sentences of each text (a turn), in order; no sentence runs from one text into the next.

        All texts go through each processor together, so that short turns fill a batch.
        """
        with torch.inference_mode():
            plain = [text.translate(APOSTROPHES) for text in texts]
            documents = self._pipeline.bulk_process(plain, processors=self._splitters)
        cut = [_cut_long_sentences(document) for document in documents]
        self.parse([document for document, _ in cut])
        return [
            [
                _sentence(sentence, number in numbers, text)
                for number, sentence in enumerate(document.sentences)
            ]
            for (document, numbers), text in zip(cut, texts, strict=True)
        ]

    def parse(self, documents: list[Document]) -> None:
        """Give documents, whose sentences and words are known, tags, lemmas and trees, in place."""
        if any(document.sentences for document in documents):
            with torch.inference_mode():
                self._pipeline.bulk_process(documents, processors=self._others)
        if self._remembering is not None:
            self._remembering.forget()


def load(bundle: Bundle, threads: int = 1) -> Annotator:
    """Annotator over a bundled models folder; touches no network."""
    torch.set_num_threads(threads)
    remembering, tokenizer = encoder.load(bundle.encoder)
    return Annotator(pipeline(bundle, remembering, tokenizer), remembering, bundle.digest)


def pipeline(
    bundle: Bundle, transformer, tokenizer, remember_lemmas: bool = True, together: bool = True
) -> stanza.Pipeline:
    """Stanza's processors of a bundle, all with one transformer put where Stanza looks for shared models.

    Parameters
    ----------
    remember_lemmas
        A word that the lemmatiser's dictionary lacks goes through its network once, not every time.
    together
        Heads and relations are chosen together (`decoding`), not the heads first.
    """
    cache = FoundationCache(local_files_only=True)
    for name in _encoder_names(bundle):
        cache.bert[name] = BertRecord(transformer, tokenizer, {})
    made = stanza.Pipeline(
        lang=bundle.language,
        dir=str(bundle.folder),
        processors=",".join(bundle.processors),
        package=None,
        allow_unknown_language=True,
        download_method=None,
        use_gpu=False,
        verbose=False,
        foundation_cache=cache,
        lemma_store_results=remember_lemmas,
        **{f"{processor}_model_path": str(bundle.file(processor)) for processor in bundle.processors},
    )
    if together:
        made.processors["depparse"].trainer.model.decode_graph_predictions = decoding.most_probable
    return made


def load_official(bundle: Bundle, threads: int = 1) -> Annotator:
    """Annotator over Stanza's own models, downloaded before into the bundle's folder; touches no network."""
    torch.set_num_threads(threads)
    pipeline = stanza.Pipeline(
        lang=bundle.language,
        dir=str(bundle.folder),
        processors="tokenize,mwt,pos,lemma,depparse"
        if bundle.language == "en"
        else "tokenize,pos,lemma,depparse",
        download_method=None,
        use_gpu=False,
        verbose=False,
    )
    return Annotator(pipeline, None, f"{stanza.__version__} {bundle.digest}")


def _encoder_names(bundle: Bundle) -> list[str]:
    """Names under which the saved tagger and parser ask for their transformer."""
    names = set()
    for processor in ("pos", "depparse"):
        if bundle.file(processor).exists():
            saved = torch.load(bundle.file(processor), map_location="cpu", weights_only=True)
            names.add(saved["config"]["bert_model"])
    return sorted(name for name in names if name)


def _cut_long_sentences(document: Document) -> tuple[Document, set[int]]:
    """Cut sentences over `LONGEST_SENTENCE` words; also say which sentences result from a cut."""
    if all(len(sentence.words) <= LONGEST_SENTENCE for sentence in document.sentences):
        return document, set()
    pieces, numbers = [], set()
    for sentence in document.sentences:
        tokens = sentence.tokens
        if len(sentence.words) <= LONGEST_SENTENCE:
            pieces.append(_renumbered(tokens))
            continue
        for first in range(0, len(tokens), LONGEST_SENTENCE):
            numbers.add(len(pieces))
            pieces.append(_renumbered(tokens[first : first + LONGEST_SENTENCE]))
    return Document(pieces, text=document.text), numbers


def _renumbered(tokens) -> list[dict]:
    entries, next_id = [], 1
    for token in tokens:
        words = token.words
        if len(words) > 1:
            entries.append(
                {
                    "id": (next_id, next_id + len(words) - 1),
                    "text": token.text,
                    "start_char": token.start_char,
                    "end_char": token.end_char,
                }
            )
        for word in words:
            entries.append(
                {
                    "id": (next_id,),
                    "text": word.text,
                    "start_char": token.start_char,
                    "end_char": token.end_char,
                }
            )
            next_id += 1
    return entries


def _sentence(sentence, cut: bool, text: str) -> Sentence:
    words, multiwords = [], []
    for token in sentence.tokens:
        if len(token.words) > 1:
            first, last = token.words[0].id, token.words[-1].id
            multiwords.append((first, last, token.text, token.start_char, token.end_char))
        for word, (start, end) in zip(token.words, _word_spans(token), strict=True):
            words.append(
                Word(
                    id=word.id,
                    form=text[start:end] if len(token.words) == 1 else word.text,
                    lemma=word.lemma or word.text,
                    upos=word.upos,
                    xpos=word.xpos or "_",
                    feats=word.feats or "_",
                    head=word.head,
                    deprel=word.deprel,
                    start=start,
                    end=end,
                )
            )
    return Sentence(tuple(words), tuple(multiwords), cut)


def _word_spans(token) -> list[tuple[int, int]]:
    """Offsets of the words of a token: split where their forms add up to the token, else all of it."""
    if len(token.words) == 1:
        return [(token.start_char, token.end_char)]
    lengths = [len(word.text) for word in token.words]
    if sum(lengths) != token.end_char - token.start_char:
        return [(token.start_char, token.end_char)] * len(token.words)
    spans, at = [], token.start_char
    for length in lengths:
        spans.append((at, at + length))
        at += length
    return spans
