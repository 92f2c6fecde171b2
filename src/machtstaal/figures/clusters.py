"""Whether the turns fall into clusters: stability by their number, and who is in each."""

import polars as pl
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from machtstaal.figures import labels as naming
from machtstaal.figures import style
from machtstaal.figures.labels import Labels, Tables
from machtstaal.study.settings import Settings

CONSENSUS = "consensus"
STYLES = ((0, (1, 1)), (0, (3, 1)), (0, (4, 1, 1, 1)))
SETS = {"lexical": "words", "discourse": "actors and processes", "both": "both", "embedding": "vectors"}
EMPTY = "No clusters were looked for."


def draw(tables: Tables, settings: Settings, width: str) -> Figure | None:
    """Draw stability against chance and threshold; beside it each cluster by group, or the outcome."""
    labels = naming.of(settings, tables)
    solutions, outcome = tables.get("solutions"), tables.get("outcome")
    said = None if outcome is None or outcome.is_empty() else outcome["sentence"][0]
    if solutions is None or solutions.is_empty():
        return style.sentence(width, said, constructed=settings.constructed) if said else None
    consensual = solutions.filter(pl.col("features") == CONSENSUS)
    composition = tables.get("composition")
    groups = (
        pl.DataFrame()
        if composition is None
        else composition.filter((pl.col("by") == "group") & pl.col("value").is_in(list(labels.groups)))
    )
    n_clusters = groups["cluster"].n_unique() if groups.height else 0
    beside = max(26, 11 + 7 * n_clusters) if n_clusters else 18
    narrow = width == "1col"
    figure = style.sheet(width, 52 + (beside if narrow else 0), constructed=settings.constructed)
    ratios = {"height_ratios": [52, beside]} if narrow else {"width_ratios": [1, 1]}
    left, right = figure.subplots(*((2, 1) if narrow else (1, 2)), **ratios)
    _curve(left, consensual, solutions, settings.clusters.stability)
    if n_clusters:
        _composition(right, groups, labels)
    else:
        style.tell(right, said or EMPTY, 58)
    style.legend(figure, _key(solutions, labels if n_clusters else None))
    return figure


def facts(tables: Tables, settings: Settings) -> dict[str, object] | None:
    """Numbers of the caption; None where there is nothing to draw."""
    solutions, outcome = tables.get("solutions"), tables.get("outcome")
    if outcome is None or outcome.is_empty():
        return None
    searched = solutions is not None and not solutions.is_empty()
    stable = searched and bool(solutions["chosen"].any())
    return {"outcome": outcome["sentence"][0], "searched": searched, "stable": stable}


def _sets(solutions: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    """Stability of each set of features; none where there is one, which is the consensus then."""
    single = solutions.filter(pl.col("features") != CONSENSUS)
    names = single["features"].unique(maintain_order=True).to_list()
    return [(name, single.filter(pl.col("features") == name)) for name in names] if len(names) > 1 else []


def _curve(ax: Axes, solutions: pl.DataFrame, sets: pl.DataFrame, threshold: float) -> None:
    k = solutions["k"].to_numpy()
    for number, (_, one) in enumerate(_sets(sets)):
        ax.plot(
            one["k"], one["stability"], color=style.PARTS[number], lw=0.8, ls=STYLES[number % len(STYLES)]
        )
    columns = {name: solutions[name].to_numpy() for name in ("stability", "low", "high", "null_high")}
    ax.fill_between(k, 0, columns["null_high"], color=style.HAIR, lw=0)
    ax.vlines(k, columns["low"], columns["high"], color=style.INK, lw=1)
    sns.lineplot(x=k, y=columns["stability"], ax=ax, color=style.INK, lw=0.8)
    chosen = solutions["chosen"].to_numpy()
    for filled in (False, True):
        here = chosen == filled
        ax.scatter(
            k[here],
            columns["stability"][here],
            s=20,
            color=style.INK if filled else "white",
            edgecolor=style.INK,
            lw=0.8,
            zorder=3,
        )
    ax.axhline(threshold, color=style.INK, lw=0.8, ls=(0, (4, 2)))
    ax.annotate(
        f"threshold {threshold:g}",
        (1, threshold),
        (0, 2),
        ("axes fraction", "data"),
        "offset points",
        ha="right",
        va="bottom",
    )
    ax.set_xticks(k)
    ax.set_ylim(min(0, float(columns["low"].min())), 1.02)
    ax.tick_params(axis="y", length=2.5)
    ax.set_xlabel("Number of clusters")
    ax.set_ylabel("Stability (adjusted Rand index)")


def _composition(ax: Axes, groups: pl.DataFrame, labels: Labels) -> None:
    clusters = sorted(groups["cluster"].unique().to_list())
    overall = dict(groups.select("value", "share_overall").unique("value").iter_rows())
    cells = {(r["cluster"], r["value"]): r for r in groups.iter_rows(named=True)}
    names = [f"cluster {c}" for c in clusters] + ["all turns"]
    left = [0.0] * len(names)
    for group in labels.groups:
        shares = [100 * cells[c, group]["share"] if (c, group) in cells else 0.0 for c in clusters] + [
            100 * overall.get(group, 0.0)
        ]
        ax.barh(
            range(len(names)),
            shares,
            left=left,
            height=0.62,
            color=style.colour(labels, group),
            edgecolor="white",
            lw=0.8,
        )
        for row, share in enumerate(shares):
            n = (
                cells[clusters[row], group]["n_units"]
                if row < len(clusters) and (clusters[row], group) in cells
                else None
            )
            if n and share > 9:
                ax.text(
                    left[row] + share / 2,
                    row,
                    f"{n:,}",
                    ha="center",
                    va="center",
                    color="white",
                    weight="bold",
                )
        left = [a + b for a, b in zip(left, shares, strict=True)]
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.set_xlim(0, 100)
    ax.axhline(len(clusters) - 0.5, color=style.GREY, lw=0.5)
    style.bare(ax)
    ax.set_xlabel("Share of turns (%), number of turns in the bars")


def _key(solutions: pl.DataFrame, labels: Labels | None) -> list:
    found = [
        Line2D([], [], color=style.INK, marker="o", mfc="white", ms=4, lw=1, label="consensus"),
        Patch(facecolor=style.HAIR, label="reached by chance"),
    ]
    if solutions["chosen"].any():
        found.insert(1, Line2D([], [], color=style.INK, marker="o", ms=4, lw=1, label="chosen"))
    found += [
        Line2D([], [], color=style.PARTS[number], lw=1, ls=STYLES[number % len(STYLES)], label=SETS[name])
        for number, (name, _) in enumerate(_sets(solutions))
    ]
    if labels is not None:
        found += [Patch(facecolor=style.colour(labels, g), label=labels.group(g)) for g in labels.groups]
    return found
