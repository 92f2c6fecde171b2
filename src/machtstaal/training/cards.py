"""The card of a models folder: what the models were trained on, how well they do, which files they are."""

from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

import yaml

from machtstaal import languages
from machtstaal.annotation import bundle
from machtstaal.training import scoring
from machtstaal.training.scoring import METRICS, RELATIONS
from machtstaal.training.settings import Settings

MODES = {"words": "gold words", "text": "raw text"}


def card(folder: Path, language: str, settings: Settings, scores: Mapping[str, Mapping[str, Any]]) -> str:
    """Model card in Markdown.

    Parameters
    ----------
    folder
        Folder of the models, with `SHA256SUMS`.
    scores
        Scores by name of the treebank, as `scoring.score` gives them.
    """
    own = settings.languages[language]
    name = languages.name(language)
    others = [languages.name(other) for other in settings.languages if other != language]
    shared = f" It serves {' and '.join(others)}, too." if others else ""
    files = _listing(folder)
    size = sum(path.stat().st_size for _, path, _ in files) / 1e6
    made = f"{settings.duration.joint_steps:,} steps of joint training, seed {settings.seed}"
    parts = [
        f"# {name} annotation models",
        f"Models for Stanza {metadata.version('stanza')}: words, sentences, tags, features, lemmas and dependency "
        f"trees (Universal Dependencies). {size:.0f} MB, read from files only. Tagger and parser read one small "
        f"transformer, `../encoder`, whose weights are stored in 8 bits and computed with in 32.{shared}",
        "## Training data and licence",
        f"{own.sources or own.train}. {own.licence or 'Licence: see the treebank'}.",
        "## How they were made",
        f"`make models` ({made}; {settings.speech:.0%} of the sentences changed into transcribed speech: no capitals, "
        "no full stop, fillers, repetitions). Settings: `workflow/train/config.yaml`.",
        settings.notes,
        "One run, one seed: differences of some tenths mean nothing. Scored by "
        f"`make score-models TREEBANK=file.conllu MODEL={language}`; nothing was chosen by a test set.",
        tables(scores),
        f"## Limits\n\n{own.limits}" if own.limits else "",
        "## Files",
        _table(
            ["file", "sha256", "MB"],
            [
                [f"`{label}`", f"`{digest}`", f"{path.stat().st_size / 1e6:.2f}"]
                for label, path, digest in files
            ],
        ),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def tables(scores: Mapping[str, Mapping[str, Any]]) -> str:
    """Tables of all scores, in Markdown."""
    parts = [
        "## Scores",
        "F1, per cent, by the scorer of the CoNLL 2018 shared task (`udtools.udeval`; LAS without subtypes). "
        "From raw text, errors of the tokeniser count in everything after it.",
        _scores(scores),
        "### Relations discourse analysis needs",
        "F1 with subtype, in brackets the number of gold arcs; under 30 arcs a score says little.",
        _relations(scores),
        "### Transcribed speech",
        "The same treebanks as transcripts might have them. *Own words*: fillers and repairs not counted.",
        _speech(scores),
    ]
    return "\n\n".join(parts)


def renew(models: Path, language: str, treebank: str, scores: Mapping[str, Any], config: Path) -> None:
    """Keep the scores on one treebank beside the bundled models and write the card of the language again."""
    folder = models / "scores" / language
    folder.mkdir(parents=True, exist_ok=True)
    scoring.write(scores, folder / f"{treebank}.json")
    known = {path.stem: scoring.read(path) for path in sorted(folder.glob("*.json"))}
    values = yaml.safe_load(config.read_text(encoding="utf-8"))
    text = card(models / language, language, Settings.model_validate(values), known)
    (models / language / "MODEL_CARD.md").write_text(text, encoding="utf-8")


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---", "---", *["---:"] * (len(head) - 2)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _scores(scores: Mapping[str, Mapping[str, Any]]) -> str:
    rows = [
        [treebank, MODES[mode], *(f"{found[mode][metric]:.2f}" for metric in METRICS)]
        for treebank, found in scores.items()
        for mode in MODES
    ]
    return _table(["treebank", "from", *METRICS], rows)


def _relations(scores: Mapping[str, Mapping[str, Any]]) -> str:
    rows = [
        [
            treebank,
            MODES[mode],
            *("{1:.1f} ({0})".format(*found[mode]["relations"][name]) for name in RELATIONS),
        ]
        for treebank, found in scores.items()
        for mode in MODES
    ]
    return _table(["treebank", "from", *RELATIONS], rows)


def _speech(scores: Mapping[str, Mapping[str, Any]]) -> str:
    rows = [
        [treebank, variant, *(f"{value:.2f}" for value in values.values())]
        for treebank, found in scores.items()
        for variant, values in found["speech"].items()
    ]
    if not rows:
        return "Not measured."
    head = next(list(values) for found in scores.values() for values in found["speech"].values())
    return _table(["treebank", "variant", *head], rows)


def _listing(folder: Path) -> list[tuple[str, Path, str]]:
    """Name, path and sha256 of every file in `SHA256SUMS`."""
    lines = (folder / bundle.SUMS).read_text(encoding="utf-8").splitlines()
    pairs = [line.split("  ", maxsplit=1) for line in lines]
    return [(name, folder / name, digest) for digest, name in pairs]
