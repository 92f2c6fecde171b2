"""Figures in the page: pictures within the file, so that it stays one file."""

import base64
from collections.abc import Mapping, Sequence
from pathlib import Path

from machtstaal.problems import Problem
from machtstaal.report.blocks import Figure

TYPES = {".svg": "image/svg+xml", ".png": "image/png"}


def load(figures: Mapping[str, Sequence[str | Path]]) -> dict[str, Figure]:
    """Figures by name, from their file (SVG or PNG), caption and, if given, alternative text.

    A picture is embedded as an image, not as markup: what is in it cannot clash with, or act on, the page.

    Raises
    ------
    Problem
        If a file is missing or of another type.
    """
    loaded = {}
    for name, (file, caption, *alternative) in figures.items():
        path = Path(file)
        if path.suffix.lower() not in TYPES:
            raise Problem(
                f"{path}: a figure in the report is SVG or PNG; add one of them to figures.formats."
            )
        if not path.is_file():
            raise Problem(f"{path}: this figure is missing; run the workflow again.")
        content = base64.b64encode(path.read_bytes()).decode("ascii")
        loaded[name] = Figure(
            f"figure-{name}",
            f"data:{TYPES[path.suffix.lower()]};base64,{content}",
            str(caption),
            *map(str, alternative),
        )
    return loaded


class Gallery:
    """Figures that go to the sections by the beginning of their names, each to the first that asks."""

    def __init__(self, figures: Mapping[str, Figure]) -> None:
        self.left = dict(figures)

    def take(self, *beginnings: str) -> list[Figure]:
        """Figures whose name begins with one of these, in the order of the study; nobody else gets them.

        >>> gallery = Gallery({"power_network": Figure("a", "", ""), "keyness": Figure("b", "", "")})
        >>> [figure.id for figure in gallery.take("power")], list(gallery.left)
        (['a'], ['keyness'])
        """
        names = [name for name in self.left if name.startswith(beginnings)]
        return [self.left.pop(name) for name in names]
