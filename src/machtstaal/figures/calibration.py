"""Under shuffled labels: how many tests call a difference significant, at every level (for the documentation)."""

import numpy as np
from matplotlib.figure import Figure

from machtstaal.comparison.calibration import TESTS, Calibration
from machtstaal.figures import style

NAMES = {
    "permutation": "permutation over speakers",
    "chi_square": "chi-square over words",
    "g2": "G2 over words",
}
LINES = {"permutation": "-", "chi_square": (0, (4, 1.5)), "g2": (0, (1, 1))}
HEIGHT = 82.0  # millimetres


def draw(studies: dict[str, Calibration]) -> Figure:
    """Draw one panel a study: nominal level against the share of tests at or below it.

    Parameters
    ----------
    studies
        Name of a study -> its calibration.

    Returns
    -------
    Figure
        The diagonal is an honest test; above it a test finds more differences than there are by chance. Drawn within
        `style.applied()`.
    """
    figure = style.sheet("2col", HEIGHT)
    levels = np.linspace(0, 1, 201)
    axes = figure.subplots(1, len(studies), sharey=True, squeeze=False)[0]
    for ax, (name, found) in zip(axes, studies.items(), strict=True):
        ax.plot([0, 1], [0, 1], color=style.PALE, lw=2.5, zorder=1)
        for number, test in enumerate(TESTS):
            p = np.sort(found.p[test].drop_nans().drop_nulls().to_numpy())
            shares = np.searchsorted(p, levels, side="right") / len(p)
            ax.plot(levels, shares, color=style.COLOURS[number], ls=LINES[test], label=NAMES[test], zorder=2)
        ax.axvline(0.05, color=style.GREY, lw=0.5, ls=(0, (2, 2)))
        ax.set(xlim=(0, 1), ylim=(0, 1), aspect="equal", xlabel="level of the test", title=name)
    axes[0].set_ylabel("share of tests called significant")
    axes[-1].annotate("level .05", (0.05, 0.02), (3, 0), textcoords="offset points", color=style.GREY)
    style.legend(figure, axes[0].get_legend_handles_labels()[0])
    return figure
