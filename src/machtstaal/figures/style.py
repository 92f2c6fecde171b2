"""One look for all figures: sizes in millimetres, type for print, colours everybody can tell apart."""

import textwrap
from collections.abc import Sequence

import matplotlib as mpl
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from machtstaal.figures.files import WIDTHS
from machtstaal.figures.labels import Labels

MM = 1 / 25.4
TYPE, HEADING = 7, 8
MAX_HEIGHT, FOOT, LINE = 225.0, 3.2, 3.9  # millimetres
CONSTRUCTED = "constructed transcripts"
#: Okabe & Ito (2008), told apart with any colour vision; blue and vermilion first.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
#: The same hues, dark enough for small type on white (contrast 4.5 : 1 or more).
INKS = ("#0068A3", "#B34F00", "#007A59", "#A34D7B", "#8F6300", "#26719C", "#000000")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
INK, GREY, PALE, HAIR = "#222222", "#5f5f5f", "#a8a8a8", "#e3e3e3"
#: For what is no group (communities, kinds of actor): the same colours, those of the first groups last.
PARTS = (*COLOURS[2:6], *COLOURS[1::-1], COLOURS[6])
#: For heat maps: no hue that stands for a group.
SHADES = sns.light_palette("#2f2a57", as_cmap=True)

RC = {
    **sns.axes_style("ticks"),
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": TYPE,
    "axes.titlesize": HEADING,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 4,
    "axes.labelsize": TYPE,
    "xtick.labelsize": TYPE,
    "ytick.labelsize": TYPE,
    "legend.fontsize": TYPE,
    "legend.frameon": False,
    "legend.handletextpad": 0.5,
    "legend.columnspacing": 1.2,
    "legend.borderaxespad": 0.15,
    "legend.borderpad": 0.1,
    "axes.linewidth": 0.5,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.major.size": 2.5,
    "ytick.major.size": 0,
    "xtick.major.width": 0.5,
    "ytick.major.width": 0.5,
    "grid.color": HAIR,
    "grid.linewidth": 0.5,
    "lines.linewidth": 1.0,
    "patch.linewidth": 0.5,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.axisbelow": True,
    "figure.dpi": 100,
    "savefig.dpi": 300,
    "pdf.fonttype": 42,
    "svg.fonttype": "path",
    "svg.hashsalt": "machtstaal",
    "figure.constrained_layout.use": False,
    "axes.unicode_minus": True,
    "path.simplify": True,
}


def applied():
    """Context in which figures are drawn and saved; nothing outside it changes."""
    return mpl.rc_context(RC)


def sheet(width: str, height: float, *, constructed: bool = False) -> Figure:
    """Make an empty figure of a given size.

    Parameters
    ----------
    width
        `1col` or `2col`.
    height
        Millimetres, at most what a page holds.
    constructed
        Say in the lower right corner that the transcripts are made up.
    """
    millimetres = WIDTHS[width]
    height = min(height, MAX_HEIGHT)
    figure = Figure(figsize=(millimetres * MM, height * MM))
    FigureCanvasAgg(figure)
    figure.set_layout_engine("constrained", w_pad=1 * MM, h_pad=0.7 * MM, wspace=0.02, hspace=0.02)
    if constructed:
        place = {"transform": figure.dpi_scale_trans, "ha": "right", "va": "bottom", "in_layout": False}
        figure.text((millimetres - 1) * MM, 1 * MM, CONSTRUCTED, size=TYPE - 0.5, color=GREY, **place)
        grow(figure, FOOT)
    return figure


def grow(figure: Figure, millimetres: float) -> None:
    """Make a figure higher, up to a page; what is written at its foot keeps its room."""
    height = min(figure.get_figheight() / MM + millimetres, MAX_HEIGHT)
    figure.set_figheight(height * MM)
    foot = FOOT / height if any(text.get_text() == CONSTRUCTED for text in figure.texts) else 0
    figure.get_layout_engine().set(rect=(0, foot, 1, 1 - foot))


def colour(labels: Labels, group: str) -> str:
    """Colour of a group, by its place in the study."""
    return COLOURS[labels.groups.index(group) % len(COLOURS)]


def ink(labels: Labels, group: str) -> str:
    """Colour of what is written about a group."""
    return INKS[labels.groups.index(group) % len(INKS)]


def marker(labels: Labels, group: str) -> str:
    """Shape of a group's dots, by its place in the study."""
    return MARKERS[labels.groups.index(group) % len(MARKERS)]


def key(figure: Figure, labels: Labels, extra: Sequence[Line2D] = ()) -> None:
    """Say above the figure which dots are whose, with the number of speakers."""
    handles = [
        Line2D([], [], color=colour(labels, g), marker=marker(labels, g), ms=4, lw=1, label=labels.group(g))
        for g in labels.groups
    ] + list(extra)
    legend(figure, handles)


def legend(figure: Figure, handles: Sequence[Line2D], head: str = "") -> None:
    """Put a key above the axes, in as many columns as the width holds; the figure grows by its height."""
    if not handles:
        return
    room = figure.get_figwidth() / MM / 1.35  # characters of 7 pt
    lengths = [len(str(handle.get_label())) + 6 for handle in handles]
    columns = (
        len(handles) if sum(lengths) <= room else max(1, min(len(handles) - 1, int(room // max(lengths))))
    )
    titled = {"title": head, "alignment": "left", "title_fontsize": TYPE} if head else {}
    figure.legend(handles=list(handles), loc="outside upper left", ncols=columns, handlelength=1.6, **titled)
    grow(figure, LINE * (-(-len(handles) // columns) + bool(head)))


def sentence(width: str, text: str, *, constructed: bool = False) -> Figure:
    """Make a figure that says in words why there is nothing to see."""
    figure = sheet(width, 20, constructed=constructed)
    figure.set_layout_engine("none")
    wrapped = wrap(text, 46 if width == "1col" else 104)
    figure.text(0.5, 0.55, wrapped, ha="center", va="center", size=HEADING, color=GREY, linespacing=1.4)
    return figure


def head(ax: Axes, labels: Labels, group: str, room: float, *, coloured: bool = False) -> None:
    """Write a group and its number of speakers above its panel, in lines that fit `room` millimetres."""
    characters = int(room / 1.75)  # bold, 8 pt
    text = labels.group(group)
    if len(text) > characters:
        name, _, n = text.rpartition(" (")
        text = f"{wrap(name, characters)}\n({n}"
    ax.set_title(text, color=ink(labels, group) if coloured else INK)


def settle(figure: Figure) -> None:
    """Lay a figure out for good, so that things can be placed in the pixels of the sheet."""
    if figure.get_layout_engine() is not None:
        figure.draw_without_rendering()
        figure.set_layout_engine("none")
        for (
            ax
        ) in figure.axes:  # the solver's last bits differ from run to run, and names in SVG depend on them
            ax.set_position([round(float(side), 5) for side in ax.get_position(original=True).bounds])


def tell(ax: Axes, text: str, characters: int) -> None:
    """Fill a panel with a sentence instead of data."""
    ax.set_axis_off()
    ax.text(0, 0.98, wrap(text, characters), transform=ax.transAxes, ha="left", va="top", linespacing=1.4)


def wrap(text: str, characters: int) -> str:
    """Break a label into lines at spaces; what is broken already stays so."""
    lines = [textwrap.wrap(line, characters, break_long_words=False) for line in text.split("\n")]
    return "\n".join(line for broken in lines for line in broken)


def bare(ax: Axes) -> None:
    """Take the left axis away, as in dot plots whose rows have names."""
    sns.despine(ax=ax, left=True)
    ax.tick_params(axis="y", length=0)
