"""Where both codings of a verb lexicon stand (loads nothing heavy)."""

from pathlib import Path

FOLDER = "coding"
"""Folder of the codings within that of the lexicons."""
CODERS = ("first", "second")


def files(folder: Path, language: str) -> list[Path]:
    """Both codings of a language's verb lexicon, where the folder of lexicons has them."""
    paths = [Path(folder) / FOLDER / f"{language}_verbs_{coder}.tsv" for coder in CODERS]
    return paths if all(path.is_file() for path in paths) else []
