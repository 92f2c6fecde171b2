"""A content-addressed store: the same turns under the same models are annotated once, whatever they are called."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

ANNOTATOR = 2
"""Number of the way in which models are used. Raise it when the same models give another annotation."""


def key(texts: Sequence[str], digest: str) -> str:
    """Name of the annotation of a transcript's turn texts by the models that `digest` names.

    Neither the transcript's id nor its speakers are part of it, so renaming or regrouping a transcript in the
    sheet never annotates it again.

    >>> key(["Ja.", "Nee."], "m")[:12] == key(["Ja.", "Nee."], "m")[:12]
    True
    >>> key(["Ja. Nee."], "m") == key(["Ja.", "Nee."], "m")
    False
    """
    content = hashlib.sha256(f"machtstaal {ANNOTATOR}\n{digest}\n".encode())
    for text in texts:
        encoded = text.encode()
        content.update(f"{len(encoded)}\n".encode() + encoded)
    return content.hexdigest()


class Store:
    """A folder of annotations; an entry is there whole or not at all, also after a killed run."""

    def __init__(self, folder: Path):
        self._folder = Path(folder)

    def path(self, name: str) -> Path:
        """Where the entry `name` is, or would be."""
        return self._folder / name[:2] / f"{name}.conllu"

    def get(self, name: str) -> str | None:
        """Text of an entry, or None."""
        path = self.path(name)
        return path.read_text(encoding="utf-8") if path.exists() else None

    def put(self, name: str, text: str) -> None:
        """Keep an entry: written under another name first, then renamed in one step."""
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}.unfinished")
        unfinished.write_text(text, encoding="utf-8")
        os.replace(unfinished, path)
