"""Figures as files: the same figure gives the same bytes."""

from collections.abc import Collection
from pathlib import Path

from matplotlib.figure import Figure

from machtstaal.figures import style

METADATA = {
    "pdf": {"CreationDate": None, "ModDate": None},
    "svg": {"Date": None},
    "png": {"Software": None},
}


def save(
    figure: Figure, folder: Path, name: str, formats: Collection[str] = ("pdf", "svg", "png")
) -> list[Path]:
    """Write a figure in every format; dates and random ids, by which two runs would differ, are left out.

    Parameters
    ----------
    figure
        A figure drawn within `style.applied()`, which has to be in force here too.
    folder
        Where to; made if it does not exist.
    name
        File name without suffix.
    formats
        pdf, svg, png (300 dots per inch).

    Returns
    -------
    list of Path
        The files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    style.settle(figure)  # lays out once, not again for every format
    paths = [folder / f"{name}.{suffix}" for suffix in formats]
    for path, suffix in zip(paths, formats, strict=True):
        looser = (
            {"pil_kwargs": {"compress_level": 4}} if suffix == "png" else {}
        )  # half the time, a tenth larger
        figure.savefig(path, format=suffix, metadata=METADATA[suffix], **looser)
    return paths
