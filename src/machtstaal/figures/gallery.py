"""All figures of a study: drawn, written in both widths and every format, with their captions."""

import json
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from matplotlib.figure import Figure

from machtstaal.figures import (
    activation,
    actors,
    captions,
    cluster_co_assignment,
    clusters,
    contrasts,
    cooccurrence_network,
    exclusion,
    files,
    floor,
    forces,
    keyness,
    modality,
    multiverse,
    power_baseline,
    power_network,
    process_types,
    responsibility,
    saving,
    style,
    uptake,
)
from machtstaal.figures.captions import Caption
from machtstaal.figures.labels import Tables
from machtstaal.study.settings import Settings

MODULES: dict[str, ModuleType] = {
    "actors": actors,
    "activation": activation,
    "exclusion": exclusion,
    "modality": modality,
    "responsibility": responsibility,
    "power_network": power_network,
    "power_baseline": power_baseline,
    "cooccurrence_network": cooccurrence_network,
    "forces": forces,
    "keyness": keyness,
    "process_types": process_types,
    "clusters": clusters,
    "cluster_co_assignment": cluster_co_assignment,
    "contrasts": contrasts,
    "multiverse": multiverse,
    "floor": floor,
    "uptake": uptake,
}


def draw(stem: str, tables: Tables, settings: Settings, width: str = "2col") -> Figure:
    """Draw one figure; one with nothing to show says so in a sentence.

    Parameters
    ----------
    stem
        Figure, one of `files.STEMS`.
    tables
        Name -> frame: `turns`, `categories` and what `files.NEEDS` lists; missing ones count as empty.
        `outcome` is the outcome of the clustering as a frame of one row.
    settings
        The study's settings.
    width
        `1col` (85 mm) or `2col` (178 mm).

    Returns
    -------
    Figure
        A matplotlib figure of that width, made without pyplot.
    """
    with style.applied():
        found = MODULES[stem].draw(tables, settings, width)
        return found or style.sentence(width, MODULES[stem].EMPTY, constructed=settings.constructed)


def caption(stem: str, tables: Tables, settings: Settings, width: str = "2col") -> Caption:
    """Write the caption of a figure; parameters as for `draw`."""
    facts = MODULES[stem].facts(tables, settings)
    empty = None if facts else MODULES[stem].EMPTY
    return captions.write(stem, tables, settings, facts or {}, wide=width == "2col", empty=empty)


def write(folder: Path, tables: Tables, settings: Settings, stems: Iterable[str] = files.STEMS) -> list[Path]:
    """Write figures and captions into a folder; a second call with the same tables writes the same bytes.

    Parameters
    ----------
    folder
        Where to; the files are those of `files.names(settings.figures.formats)`.
    tables, settings
        As for `draw`.
    stems
        Figures, by default all.

    Returns
    -------
    list of Path
        The files. `captions.json` has title, alt and the caption for each width, by figure.
    """
    folder = Path(folder)
    paths, told = [], {}
    for stem in stems:
        told[stem] = {}
        for width in files.WIDTHS:
            figure = draw(stem, tables, settings, width)
            with style.applied():
                paths += saving.save(figure, folder, f"{stem}_{width}", settings.figures.formats)
            written = caption(stem, tables, settings, width)
            paths.append(folder / f"{stem}_{width}.txt")
            paths[-1].write_text(f"{written.title}. {written.text}\n", encoding="utf-8")
            told[stem] |= {"title": written.title, "alt": written.alt, width: written.text}
    paths.append(folder / files.CAPTIONS)
    paths[-1].write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return paths
