"""Which words mark a group: how much more often it uses them, and how evenly its speakers do."""

from itertools import product

import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from machtstaal import languages
from machtstaal.comparison import keyness as comparison
from machtstaal.figures import labels as naming
from machtstaal.figures import placing, style
from machtstaal.figures.dots import SIGNIFICANT
from machtstaal.figures.labels import Labels, Tables
from machtstaal.study.settings import Settings

EMPTY = "There are no two groups of which words could be compared: no language that both speak, or no word is frequent enough."
Pair = tuple[str, str, str | None]
"""Two groups and the language in which their words are compared."""
NAMED = {"1col": 9, "2col": 20}
LEAST_SPEAKERS = 2
REACH = 1.3  # of the widest log ratio: room for names beyond it
EVIDENCE = 3.84  # G2 that chance exceeds once in twenty words; below it a word is not named


def draw(tables: Tables, settings: Settings, width: str) -> Figure | None:
    """Draw log ratio against dispersion, a panel each pair of groups and language; words with most evidence are named."""
    labels = naming.of(settings, tables)
    keyness, pairs = tables.get("keyness"), compared(tables, labels)
    if not pairs:
        return None
    figure = style.sheet(
        width, len(pairs) * (90 if width == "1col" else 95), constructed=settings.constructed
    )
    axes = figure.subplots(len(pairs), 1, squeeze=False)[:, 0]
    n = min(NAMED[width], settings.keyness.top)
    parts = [_points(keyness, pair, n) for pair in pairs]
    for ax, pair, points in zip(axes, pairs, parts, strict=True):
        _panel(ax, points, pair, labels)
    style.legend(figure, _key(labels, list(dict.fromkeys(group for pair in pairs for group in pair[:2]))))
    style.settle(figure)
    for ax, points in zip(axes, parts, strict=True):
        _names(ax, points, labels)
    return figure


def facts(tables: Tables, settings: Settings) -> dict[str, object] | None:
    """Numbers of the caption; None where there is nothing to draw."""
    labels = naming.of(settings, tables)
    pairs = compared(tables, labels)
    if not pairs:
        return None
    several = len(labels.spoken) > 0
    apart = [
        f"{languages.name(language)} ({labels('group', one)}, not {labels('group', other)})"
        for one, other, language in comparison.apart(naming.speaking(settings, tables), labels.groups)
    ]
    tested = tables["keyness"].group_by("group_a", "group_b", "language").agg(pl.col("n_tests").max())
    n_words = tested.group_by("group_a", "group_b").agg(pl.col("n_tests").sum())["n_tests"].max()
    n_tests = {(a, b, language): n for a, b, language, n in tested.iter_rows()}
    return {
        "n_words": int(n_words or 0),
        "within": ", ".join(
            f"{languages.name(pair[2])} ({n_tests[pair]:,} tested)" for pair in pairs if pair[2]
        )
        if several
        else "",
        "apart": ", ".join(apart) if several else "",
    }


def compared(tables: Tables, labels: Labels) -> list[Pair]:
    """Pairs of groups, and the language, in which words were compared."""
    found = tables.get("keyness")
    if found is None:
        return []
    pairs = (
        found.drop_nulls(["dp_norm_a", "dp_norm_b"])
        .select("group_a", "group_b", "language")
        .unique(maintain_order=True)
    )
    return [pair for pair in pairs.rows() if set(pair[:2]) <= set(labels.groups)]


def _key(labels: Labels, groups: list[str]) -> list[Line2D]:
    look = {"ms": 4, "lw": 0}
    named = [
        Line2D([], [], color=style.colour(labels, g), marker=style.marker(labels, g), **look) for g in groups
    ]
    for handle, group in zip(named, groups, strict=True):
        handle.set_label(f"more in {labels('group', group)}")
    tested = Line2D([], [], color=style.GREY, marker="o", label=f"q < {SIGNIFICANT}", **look)
    other = Line2D([], [], color=style.GREY, marker="o", mfc="white", label="other", **look)
    return [*named, tested, other]


def _points(keyness: pl.DataFrame, pair: Pair, n: int) -> pl.DataFrame:
    """Words of a pair of groups, with what concerns the group that uses them more.

    `named` are the n words a group with most evidence that more than one speaker uses.
    """
    first = pl.col("log_ratio") > 0
    a, b, language = pair
    within = pl.col("language").eq_missing(pl.lit(language, pl.String))
    here = keyness.filter((pl.col("group_a") == a) & (pl.col("group_b") == b) & within)
    here = here.with_columns(
        group=pl.when(first).then("group_a").otherwise("group_b"),
        dp=pl.when(first).then("dp_norm_a").otherwise("dp_norm_b"),
        n_speakers=pl.when(first).then("n_speakers_a").otherwise("n_speakers_b"),
        sure=(pl.col("q") < SIGNIFICANT).fill_null(False),
    ).drop_nulls("dp")
    fit = (pl.col("n_speakers") >= LEAST_SPEAKERS) & (pl.col("g2") >= EVIDENCE)
    order = here.sort(fit, "g2", "lemma", descending=[True, True, False])
    return order.with_columns(named=fit & (pl.int_range(pl.len()).over("group") < n))


def _panel(ax: Axes, points: pl.DataFrame, pair: Pair, labels: Labels) -> None:
    most = points["g2"].max() or 1
    for group in pair[:2]:
        hue, shape = style.colour(labels, group), style.marker(labels, group)
        for sure, named in product((False, True), repeat=2):
            here = points.filter(group=group, sure=sure, named=named)
            look = {"color": hue if sure else "white", "edgecolor": hue, "lw": 0.6, "marker": shape}
            behind = {"alpha": 1, "zorder": 7} if named else {"alpha": 0.35, "zorder": 2}
            ax.scatter(*here.select("log_ratio", "dp").to_numpy().T, s=_area(here, most), **look, **behind)
    reach = max(1.0, float(points["log_ratio"].abs().max() or 1)) * REACH
    ax.set_xlim(reach, -reach)
    low, high = float(points["dp"].min() or 0), float(points["dp"].max() or 1)
    ax.set_ylim(min(1.02, high + 0.06), max(-0.02, low - 0.06))
    ax.axvline(0, color=style.GREY, lw=0.6, zorder=1)
    ax.tick_params(axis="y", length=2.5)
    first, second = (labels("group", group) for group in pair[:2])
    step = 1 if reach < 6 else 2
    ticks = np.arange(-(reach // step) * step, reach, step)
    ax.set_xticks(ticks, ["equal" if tick == 0 else f"{2 ** abs(tick):,.0f}×" for tick in ticks])
    said = f" in {languages.name(pair[2])}" if labels.spoken and pair[2] else ""
    ax.set_xlabel(f"times as frequent{said}")
    for place, text, side in ((0, f"← {first}", "left"), (1, f"{second} →", "right")):
        ax.annotate(
            style.wrap(text, 22), (place, 1), (0, 2), "axes fraction", "offset points", ha=side, weight="bold"
        )
    ax.set_ylabel("Dispersion over the group's speakers\n(0 = even, 1 = one speaker)")


def _names(ax: Axes, points: pl.DataFrame, labels: Labels) -> None:
    most = points["g2"].max() or 1
    named, rest = points.filter("named"), points.filter(~pl.col("named"))
    placing.names(
        ax,
        named.select("log_ratio", "dp").to_numpy(),
        named["lemma"].str.replace_all("_", "").to_list(),
        np.sqrt(_area(named, most) / np.pi),
        others=rest.select("log_ratio", "dp").to_numpy(),
        looks=[{"color": style.ink(labels, group), "bbox": placing.HALO} for group in named["group"]],
    )


def _area(points: pl.DataFrame, most: float) -> np.ndarray:
    """Size of dots in square points, by their G2."""
    return 4 + 40 * points["g2"].to_numpy() / most
