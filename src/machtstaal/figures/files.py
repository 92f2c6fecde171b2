"""Which figures there are, which tables they need and which files they become."""

from collections.abc import Collection

NEEDS = {
    "actors": ("rates", "contrasts"),
    "activation": ("rates", "contrasts"),
    "exclusion": ("rates", "contrasts"),
    "modality": ("rates", "contrasts"),
    "responsibility": ("responsibility",),
    "power_network": ("edges",),
    "power_baseline": ("power_baseline",),
    "cooccurrence_network": ("edges", "nodes"),
    "forces": ("rates", "scenarios", "forces"),
    "keyness": ("keyness",),
    "process_types": ("rates", "contrasts"),
    "clusters": ("solutions", "composition", "outcome"),
    "cluster_co_assignment": ("co_assignment", "outcome"),
    "contrasts": ("contrasts",),
    "multiverse": ("multiverse", "multiverse_findings", "multiverse_choices"),
    "floor": (),
    "uptake": ("uptake",),
}
"""Figure -> tables it needs beside `turns` and `categories`, which every figure gets."""

STEMS = tuple(NEEDS)
WIDTHS = {"1col": 85.0, "2col": 178.0}
"""Name of a width -> millimetres."""
CAPTIONS = "captions.json"


def names(formats: Collection[str] = ("pdf", "svg", "png")) -> list[str]:
    """File names of all figures and captions, as `gallery.write` makes them.

    Parameters
    ----------
    formats
        File formats of each figure.

    Examples
    --------
    >>> names(["pdf"])[:4]
    ['actors_1col.pdf', 'actors_1col.txt', 'actors_2col.pdf', 'actors_2col.txt']
    """
    suffixes = (*formats, "txt")
    return [f"{stem}_{width}.{suffix}" for stem in STEMS for width in WIDTHS for suffix in suffixes] + [
        CAPTIONS
    ]
