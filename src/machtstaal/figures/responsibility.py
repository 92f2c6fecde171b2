"""Who must, may, can, wants to and will: the doers of modal clauses, nobody among them."""

import polars as pl
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from machtstaal.figures import labels as naming
from machtstaal.figures import style
from machtstaal.figures.files import WIDTHS
from machtstaal.figures.labels import MODALITIES, Tables
from machtstaal.responsibility import NO_DOER, OTHER, UNASSIGNED
from machtstaal.study.settings import Settings

EMPTY = "No process with a doer has a modality."
SHOWN = ("obligation", "prohibition", "permission", "ability", "volition", "prediction")
OTHERS = "_others"
LAST = {
    OTHERS: "other listed actors",
    OTHER: "other named doers",
    UNASSIGNED: "nobody named",
    NO_DOER: "no doer implied",
}
ROWS = {"1col": 10, "2col": 14}


def draw(tables: Tables, settings: Settings, width: str) -> Figure | None:
    """Draw who is the doer by modality, one panel a group: counts printed, share of the column as colour."""
    labels = naming.of(settings, tables)
    counts = tally(tables, settings)
    if counts.is_empty():
        return None
    shown = pick(counts, ROWS[width])
    grids = {group: grid(counts, group, shown) for group in labels.groups}
    most = max(shares.to_numpy().max() for _, shares in grids.values())
    most_digits = len(str(counts.group_by("group", "modality").agg(pl.col("n").sum())["n"].max()))
    narrow = width == "1col" and (
        len(labels.groups) > 2 or most_digits > 3
    )  # cells of 4 millimetres hold three
    across = 1 if narrow else len(labels.groups)
    down = -(-len(labels.groups) // across)
    figure = style.sheet(
        width, down * (4.4 * (len(shown) + len(LAST)) + 12) + 16, constructed=settings.constructed
    )
    axes = figure.subplots(down, across, sharey=True, squeeze=False).ravel()
    room = (WIDTHS[width] - 26) / across
    names = [labels("actor", actor) for actor in shown] + list(LAST.values())
    for ax, group in zip(axes, labels.groups, strict=False):
        _panel(ax, *grids[group], names, most, upright=room < 60)
        style.head(ax, labels, group, room)
    for ax in axes[len(labels.groups) :]:
        ax.set_axis_off()
    bar = figure.colorbar(
        axes[0].collections[0], ax=axes.tolist(), location="bottom", shrink=0.5, aspect=30, pad=0.02
    )
    bar.set_label("Share of the column (%)")
    bar.outline.set_visible(False)
    return figure


def facts(tables: Tables, settings: Settings) -> dict[str, object] | None:
    """Numbers of the caption; None where there is nothing to draw."""
    counts, labels = tally(tables, settings), naming.of(settings, tables)
    if counts.is_empty():
        return None
    must = counts.filter(pl.col("modality") == "obligation")
    said = []
    for group in labels.groups:
        here = must.filter(pl.col("group") == group)
        if all_of := here["n"].sum():
            nobody = here.filter(pl.col("who") == UNASSIGNED)["n"].sum()
            said.append(f"{nobody:,} of {all_of:,} ({labels('group', group)})")
    return {"unassigned": " and ".join(said)}


def tally(tables: Tables, settings: Settings) -> pl.DataFrame:
    """Count processes with a modality shown: group, who (an actor, or one of `LAST`), modality, n."""
    cells = tables.get("responsibility")
    if cells is None or tables.get("turns") is None:
        return pl.DataFrame(
            schema={"group": pl.String, "who": pl.String, "modality": pl.String, "n": pl.Int64}
        )
    here = cells.filter(pl.col("modality").is_in(SHOWN) & pl.col("group").is_in(list(settings.groups)))
    return here.group_by("group", "who", "modality").agg(pl.col("n").sum()).sort("group", "who", "modality")


def pick(counts: pl.DataFrame, n: int) -> list[str]:
    """Pick the actors that are most often the doer, most first."""
    actors = counts.filter(~pl.col("who").is_in(list(LAST))).group_by("who").agg(pl.col("n").sum())
    return actors.sort("n", "who", descending=[True, False]).head(n)["who"].to_list()


def grid(counts: pl.DataFrame, group: str, shown: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Make the counts of a group and their shares of the column (%): a row each actor shown, and `LAST`."""
    who = pl.when(pl.col("who").is_in([*shown, *LAST])).then("who").otherwise(pl.lit(OTHERS))
    here = counts.filter(pl.col("group") == group).with_columns(who=who)
    rows = pl.DataFrame({"who": [*shown, *LAST]})
    for modality in SHOWN:
        column = (
            here.filter(pl.col("modality") == modality).group_by("who").agg(pl.col("n").sum().alias(modality))
        )
        rows = rows.join(column, on="who", how="left", maintain_order="left")
    rows = rows.drop("who").fill_null(0)
    return rows, rows.select(pl.col(m) * 100 / pl.col(m).sum().clip(lower_bound=1) for m in SHOWN)


def _panel(
    ax: Axes, counts: pl.DataFrame, shares: pl.DataFrame, names: list[str], most: float, *, upright: bool
) -> None:
    printed = [[f"{n:,}" if n else "" for n in row] for row in counts.rows()]
    heads = [MODALITIES[modality] for modality in SHOWN]
    sns.heatmap(
        shares.to_numpy(), ax=ax, annot=printed, fmt="", cmap=style.SHADES, vmin=0, vmax=most, cbar=False,
        xticklabels=heads, yticklabels=names, linewidths=0.6, linecolor="white",
        annot_kws={"size": style.TYPE - 0.5},
    )  # fmt: skip
    for text, share in zip(ax.texts, shares.to_numpy().ravel(), strict=True):
        text.set_color("white" if share > 0.45 * most else style.INK)
    ax.xaxis.tick_top()
    ax.tick_params(length=0, pad=1.5)
    ax.tick_params(axis="x", labelrotation=90 if upright else 0)
    ax.tick_params(axis="y", labelrotation=0)
    ax.axhline(len(names) - len(LAST), color="white", lw=3)
    for place, total in enumerate(counts.sum().row(0)):
        small = {"size": style.TYPE - 0.5, "color": style.GREY}
        ax.text(place + 0.5, len(names) + 0.15, f"{total:,}", ha="center", va="top", **small)
    if ax.get_subplotspec().is_first_col():
        ax.get_yticklabels()[len(names) - len(LAST) + list(LAST).index(UNASSIGNED)].set_weight("bold")
        ax.text(-0.15, len(names) + 0.15, "n", ha="right", va="top", color=style.GREY)
