"""Who has the floor: the share of each speaker in the words of their group."""

import polars as pl
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from machtstaal.figures import labels as naming
from machtstaal.figures import placing, style
from machtstaal.figures.files import WIDTHS
from machtstaal.figures.labels import Labels, Tables
from machtstaal.study.settings import Settings

EMPTY = "Nobody says anything."
MOST = 24
ROW = 3.6


def draw(tables: Tables, settings: Settings, width: str) -> Figure | None:
    """Draw a bar for each speaker, most first, one panel a group; a line where all would say as much."""
    labels = naming.of(settings, tables)
    words = shares(tables, settings)
    if words.is_empty():
        return None
    panels = {group: _rows(words.filter(pl.col("group") == group)) for group in labels.groups}
    narrow = width == "1col" and len(labels.groups) > 2
    across = 1 if narrow else min(len(labels.groups), 2 if width == "1col" else 4)
    down = -(-len(labels.groups) // across)
    rows = max(frame.height for frame in panels.values())
    figure = style.sheet(width, down * (ROW * (rows + 1.6) + 14), constructed=settings.constructed)
    axes = figure.subplots(down, across, sharex=True, squeeze=False).ravel()
    for ax in axes[len(panels) :]:
        ax.set_axis_off()
    for ax, (group, frame) in zip(axes, panels.items(), strict=False):
        _panel(ax, frame, group, labels, rows)
        ax.set_xlabel("Share of the words (%)" if width == "1col" else "Share of the group's words (%)")
        style.head(ax, labels, group, WIDTHS[width] / across - 8, coloured=True)
    axes[0].set_xlim(0, 1.12 * max(frame["share"].max() for frame in panels.values()))
    return figure


def facts(tables: Tables, settings: Settings) -> dict[str, object] | None:
    """Numbers of the caption; None where there is nothing to draw."""
    if shares(tables, settings).is_empty():
        return None
    turns = tables["turns"]
    led = (
        turns.filter(pl.col("role") == "facilitator")["n_words"].sum()
        if settings.corpus.exclude_facilitators
        else 0
    )
    return {"facilitators": f"{100 * led / turns['n_words'].sum():.0f} %" if led else ""}


def shares(tables: Tables, settings: Settings) -> pl.DataFrame:
    """Sum words by speaker: group, speaker_code, n_words, share (per cent of the group's words)."""
    turns = naming.speaking(settings, tables)
    words = (
        turns.group_by("group", "speaker_code")
        .agg(pl.col("n_words").sum().cast(pl.Int64))
        .filter(pl.col("n_words") > 0)
    )
    share = (100 * pl.col("n_words") / pl.col("n_words").sum().over("group")).alias("share")
    return words.with_columns(share).sort("group", "n_words", "speaker_code", descending=[False, True, False])


def _rows(words: pl.DataFrame) -> pl.DataFrame:
    """Rows of a panel: the speakers, of many only the most talkative and the sum of the others."""
    even = pl.lit(100 / max(words.height, 1)).alias("even")
    if words.height <= MOST + 1:
        return words.select("speaker_code", "n_words", "share", even)
    rest = words[MOST:]
    name = pl.lit(f"{rest.height} others, mean").alias("speaker_code")
    last = rest.select(name, pl.col("n_words").mean().round().cast(pl.Int64), pl.col("share").mean())
    return pl.concat([words[:MOST].select("speaker_code", "n_words", "share"), last]).with_columns(even)


def _panel(ax: Axes, frame: pl.DataFrame, group: str, labels: Labels, rows: int) -> None:
    hue = style.colour(labels, group)
    sns.barplot(
        x=frame["share"].to_list(),
        y=frame["speaker_code"].to_list(),
        ax=ax,
        color=hue,
        saturation=1,
        width=0.66,
        orient="h",
    )
    for row, (words, share) in enumerate(frame.select("n_words", "share").iter_rows()):
        ax.annotate(
            f"{words:,}",
            (share, row),
            (2, 0),
            textcoords="offset points",
            va="center",
            color=style.GREY,
            bbox={**placing.HALO, "alpha": 1},
        )
    even = frame["even"][0]
    ax.axvline(even, color=style.INK, lw=0.8, ls=(0, (4, 2)), zorder=0.5)
    ax.set_ylim(rows - 0.4, -1.7)
    ax.annotate("even share", (even, -1.7), (2, 0), textcoords="offset points", va="top", ha="left")
    ax.set_ylabel("")
    style.bare(ax)
