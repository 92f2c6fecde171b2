"""The transcripts one job annotates: what the store has is taken from there, the rest goes through the models."""

import time
from pathlib import Path

import polars as pl

from machtstaal import conllu
from machtstaal.annotation import bundle
from machtstaal.annotation.store import Store, key


def annotate(
    turns: pl.DataFrame, outputs: dict[str, Path], models: Path, language: str, official: bool, store: Store
) -> None:
    """Write the CoNLL-U of some transcripts, annotating only those the store does not have.

    Each transcript is annotated for itself and put into the store as soon as it is ready: its annotation depends
    on its own turns and the models alone, and a killed run loses at most one transcript's work.

    Parameters
    ----------
    turns
        Turns table of the whole study.
    outputs
        Transcript -> path of its CoNLL-U file.
    models
        Folder of the models, bundled or downloaded.
    language
        Language of all these transcripts.
    official
        Whether `models` is a download of Stanza's own models.
    store
        Where annotations are kept by content.
    """
    checked = bundle.check(models, language)
    annotator = None
    for transcript, path in outputs.items():
        own = turns.filter(pl.col("transcript") == transcript)
        texts = own["text"].to_list()
        name = key(texts, checked.digest)
        annotation = store.get(name)
        if annotation is None:
            if (
                annotator is None
            ):  # Stanza takes seconds to import and load: only where something is to be done
                from machtstaal.annotation import annotator as stanza_annotator

                load = stanza_annotator.load_official if official else stanza_annotator.load
                annotator = load(checked)
            started = time.perf_counter()
            annotation = conllu.write(list(zip(texts, annotator.annotate(texts), strict=True)))
            store.put(name, annotation)
            seconds, words = time.perf_counter() - started, own["n_words"].sum()
            print(
                f"{transcript}: annotated, {words} words in {seconds:.1f} s ({words / seconds:.0f} words/s)"
            )
        else:
            print(f"{transcript}: annotated before, taken from the store")
        path.write_text(conllu.address(annotation, transcript, own["turn"].to_list()), encoding="utf-8")
