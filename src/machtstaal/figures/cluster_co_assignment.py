"""How often turns come together in many divisions: the consensus matrix, ordered by cluster."""

import numpy as np
import polars as pl
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from machtstaal.figures import style
from machtstaal.figures.labels import Tables
from machtstaal.study.settings import Settings

EMPTY = "No clusters were looked for."
STABLE = "stable"
SIDE = {"1col": 70.0, "2col": 100.0}
"""Height of the matrix, millimetres."""
LEAST = 4.2
"""Room that a label needs, millimetres."""


def draw(tables: Tables, settings: Settings, width: str) -> Figure | None:
    """Draw the matrix tile by tile, lines between the clusters."""
    found = _matrix(tables)
    if found is None:
        return None
    shares, sizes, owner = found
    edges = np.concatenate([[0], np.cumsum(sizes)])
    figure = style.sheet(width, SIDE[width], constructed=settings.constructed)
    ax = figure.subplots()
    mesh = ax.pcolormesh(edges, edges, shares, cmap=style.SHADES, vmin=0, vmax=1, rasterized=True)
    mesh.set_edgecolor("face")
    ax.set_facecolor(style.HAIR)  # a turn with itself
    ax.set_aspect("equal")
    ax.invert_yaxis()
    line = {"color": "white", "lw": 1.2, "ls": "-" if _stable(tables) else (0, (2, 1.5))}
    cuts = [0.0]
    for cluster in np.unique(owner):
        cuts.append(float(sizes[owner <= cluster].sum()))
    for cut in cuts[1:-1]:
        ax.axhline(cut, **line)
        ax.axvline(cut, **line)
    middles = (np.array(cuts[1:]) + np.array(cuts[:-1])) / 2
    room = np.diff(cuts) / edges[-1] * SIDE[width] * 0.85 >= LEAST
    names = [str(number + 1) if seen else "" for number, seen in enumerate(room)]
    ax.set_xticks(middles, names)
    ax.set_yticks(middles, names)
    ax.tick_params(length=0)
    ax.set_xlabel("Turns by cluster" if _stable(tables) else "Turns by cluster of the best try")
    ax.set_ylabel("Turns by cluster" if _stable(tables) else "Turns by cluster of the best try")
    for side in ax.spines.values():
        side.set_visible(False)
    beside = ax.inset_axes((1.04, 0.15, 0.035, 0.7))  # of the square, wherever in the sheet it is
    bar = figure.colorbar(ScalarMappable(Normalize(0, 100), style.SHADES), cax=beside)
    bar.outline.set_visible(False)
    bar.set_label("Together (% of the runs that drew both)")
    return figure


def facts(tables: Tables, settings: Settings) -> dict[str, object] | None:
    """Numbers of the caption; None where there is nothing to draw."""
    found, outcome = _matrix(tables), tables.get("outcome")
    if found is None or outcome is None or outcome.is_empty():
        return None
    _, sizes, owner = found
    _, of_cluster = np.unique(owner, return_inverse=True)
    share = np.bincount(of_cluster, sizes) / sizes.sum()
    told = outcome.row(0, named=True)
    return {
        "k": len(share),
        "n_units": f"{int(sizes.sum()):,}",
        "tiles": len(sizes),
        "largest": int(sizes.max()),
        "runs": f"{told['resamples'] * len(told['features']):,}",
        "resampled": told["resampled"],
        "chance": f"{(share**2).sum():.0%}",
        "stable": _stable(tables),
    }


def _stable(tables: Tables) -> bool:
    outcome = tables.get("outcome")
    return outcome is not None and not outcome.is_empty() and outcome["outcome"][0] == STABLE


def _matrix(tables: Tables) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
    """Shares of tiles by tiles (masked where unknown), units of each tile and its cluster."""
    pairs = tables.get("co_assignment")
    if pairs is None or pairs.is_empty():
        return None
    n = int(pairs["tile_b"].max())
    shares = np.full((n, n), np.nan)
    a, b = pairs["tile_a"].to_numpy() - 1, pairs["tile_b"].to_numpy() - 1
    values = pairs["share"].cast(pl.Float64).to_numpy()
    shares[a, b] = shares[b, a] = values
    itself = pairs.filter(pl.col("tile_a") == pl.col("tile_b")).sort("tile_a")
    return np.ma.masked_invalid(shares), itself["n_units_a"].to_numpy(), itself["cluster_a"].to_numpy()
