"""A folder of annotation models, checked against its list of sha256 sums before anything is loaded.

The encoder lies beside the folders of the languages that share it, or inside the folder of a language that has its own.
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from machtstaal.problems import Problem

SUMS = "SHA256SUMS"
ENCODER = "encoder"


@dataclass(frozen=True)
class Bundle:
    """Models of one language: where they are, and the digest that names exactly these files."""

    language: str
    folder: Path
    digest: str

    def file(self, processor: str) -> Path:
        """Path of the model file of one Stanza processor (``tokenize``, ``mwt``, ``pos``, ...)."""
        return self.folder / processor / f"{self.language}_{processor}.pt"

    @property
    def encoder(self) -> Path:
        """Folder of the transformer that tagger and parser read."""
        return encoder(self.folder)

    @property
    def processors(self) -> list[str]:
        """Stanza processors this bundle has a model for, in the order in which they run."""
        order = ("tokenize", "mwt", "pos", "lemma", "depparse")
        return [processor for processor in order if self.file(processor).exists()]


def sha256(path: Path) -> str:
    """Sha256 of a file, as hexadecimal text."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def encoder(folder: Path) -> Path:
    """Folder of the encoder that the models in `folder` read: their own, else the one beside them."""
    own = folder / ENCODER
    return own if own.exists() else folder.parent / ENCODER


def write_sums(folder: Path) -> None:
    """Write ``SHA256SUMS`` of a models folder and its encoder (``sha256sum -c`` reads it too)."""
    found = {path for part in (folder, encoder(folder)) for path in part.rglob("*") if path.is_file()}
    files = sorted(path for path in found if path.suffix not in (".md", ""))
    lines = [f"{sha256(path)}  {Path(os.path.relpath(path, folder)).as_posix()}" for path in files]
    (folder / SUMS).write_text("\n".join(lines) + "\n", encoding="utf-8")


def find(folder: Path, language: str) -> Path:
    """List of sha256 sums of the models in `folder`.

    Raises
    ------
    Problem
        If there are no models of this language.
    """
    listing = folder / SUMS
    if not listing.exists():
        raise Problem(
            f"{folder}: no annotation models for language '{language}' here ({SUMS} is missing). "
            "Set `annotation: {models: stanza}` in the study's config to download Stanza's own."
        )
    return listing


def check(folder: Path, language: str) -> Bundle:
    """Bundle of the models in `folder`, after each listed file was found and its sha256 compared.

    Raises
    ------
    Problem
        If the folder or a file is missing, or a file is not the one that was released.
    """
    text = find(folder, language).read_text(encoding="utf-8")
    for line in text.splitlines():
        wanted, _, name = line.partition("  ")
        path = folder / name
        if not path.exists():
            raise Problem(f"{path}: this model file is missing. Restore it with `git checkout -- {path}`.")
        if sha256(path) != wanted:
            raise Problem(
                f"{path}: this is not the released model file (its sha256 differs from {SUMS}). "
                f"Restore it with `git checkout -- {path}`, or renew the list after training your own."
            )
    return Bundle(language, folder, hashlib.sha256(text.encode()).hexdigest())
