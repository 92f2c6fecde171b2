"""What each choice of the annotator brings in words a second, and what it costs in attachment score."""

import time
from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import Path

import torch

from machtstaal.annotation import annotator, encoder, plain
from machtstaal.annotation.annotator import Annotator
from machtstaal.annotation.bundle import Bundle
from machtstaal.training import scoring, systems, treebank

PLAIN = "plain loop: a call a turn, tagger and parser run the encoder each"
BATCHED = "turns sorted by length and batched"
SHARED = "... and one pass of the encoder for both"
REMEMBERED = "... and lemmas remembered"
OURS = "... and heads and relations chosen together: as bundled"
INT8 = "as bundled, encoder multiplies in 8 bits (dynamic quantisation)"
HALF = "as bundled, encoder multiplies in bfloat16"


class HalfEncoder(encoder.RememberingEncoder):
    """The bundled encoder, multiplying in bfloat16."""

    def _encode(self, batch) -> None:
        with torch.autocast("cpu", torch.bfloat16):
            super()._encode(batch)


def variants(bundle: Bundle) -> Iterator[tuple[str, Annotator]]:
    """Annotators over the same models, from a plain loop to the bundled one and two that were not chosen."""
    yield PLAIN, OneByOne(plain.load(bundle), None, bundle.digest)
    yield BATCHED, Annotator(plain.load(bundle), None, bundle.digest)
    remembering, tokenizer = encoder.load(bundle.encoder)

    def over(transformer, **choices) -> Annotator:
        return Annotator(
            annotator.pipeline(bundle, transformer, tokenizer, **choices), transformer, bundle.digest
        )

    yield SHARED, over(remembering, remember_lemmas=False, together=False)
    yield REMEMBERED, over(remembering, together=False)
    yield OURS, over(remembering)
    eight = deepcopy(remembering)
    pipeline = over(eight)  # first: Stanza cannot put a quantised transformer into its heads
    linear = {torch.nn.Linear: torch.ao.quantization.per_channel_dynamic_qconfig}
    torch.ao.quantization.quantize_dynamic(eight, linear, dtype=torch.qint8, inplace=True)
    yield INT8, pipeline
    half = HalfEncoder(remembering.config)
    half.load_state_dict(remembering.state_dict())
    yield HALF, over(half.eval())


class OneByOne(Annotator):
    """What a researcher writes first: every text for itself."""

    def annotate(self, texts: list[str]) -> list[list[annotator.Sentence]]:
        """Sentences of each text."""
        return [super(OneByOne, self).annotate([text])[0] for text in texts]


def speeds(annotators: dict[str, Annotator], transcripts: Sequence[Sequence[str]]) -> dict[str, list[float]]:
    """Words a second of each annotator on each transcript, all annotators on one transcript before the next."""
    for one in annotators.values():
        one.annotate(["Even warmlopen."])
    found: dict[str, list[float]] = {name: [] for name in annotators}
    for number, texts in enumerate(transcripts):
        words = sum(len(text.split()) for text in texts)
        ordered = list(annotators.items())
        for name, one in ordered if number % 2 else reversed(ordered):
            started = time.perf_counter()
            one.annotate(list(texts))
            found[name].append(words / (time.perf_counter() - started))
    return found


def attachment(one: Annotator, path: Path) -> tuple[float, float]:
    """LAS on a treebank from gold words and from raw text, per cent."""
    system, paragraphs = systems.System(one), treebank.paragraphs(path)
    gold = [sentence for paragraph in paragraphs for sentence in paragraph]
    found = (system.from_words(gold), system.from_text(paragraphs))
    return tuple(scoring.shared_task(gold, sentences)["LAS"] for sentences in found)


def show(bundle: Bundle, transcripts: Sequence[Sequence[str]], path: Path | None, threads: int) -> None:
    """Print the table: ratio to the plain loop (median and range over transcripts), and LAS where there is a treebank."""
    torch.set_num_threads(threads)
    annotators = dict(variants(bundle))
    found = speeds(annotators, transcripts)
    words = sum(len(text.split()) for texts in transcripts for text in texts)
    print(
        f"choices of the annotator, one process of {threads} threads: {len(transcripts)} transcripts, {words} words"
    )
    for name, one in annotators.items():
        ratios = sorted(own / base for own, base in zip(found[name], found[PLAIN], strict=True))
        middle = ratios[len(ratios) // 2]
        line = f"  {name:<66} x {middle:4.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
        if path:
            line += " LAS {:.2f} from gold words, {:.2f} from raw text".format(*attachment(one, path))
        print(line)
    if path is None:
        print("  no treebank here (../shared/treebanks): what the choices cost in LAS is not measured")
