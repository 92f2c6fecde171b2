"""Would other choices say the same: each finding under each choice, and under all of them together."""

from typing import Any

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from machtstaal.figures import dots, style
from machtstaal.figures import labels as naming
from machtstaal.figures.labels import MODALITIES, Labels, Tables
from machtstaal.multiverse.choices import MAIN
from machtstaal.multiverse.findings import KEY
from machtstaal.study.settings import Settings

EMPTY = "No difference between groups was computed again under other choices."
STEP = 4.4  # millimetres, a row
HEADS = 22.0  # millimetres, names of the choices
COUNT = 31  # points, "told in" right of the matrix
ROWS = 26
"""Findings drawn: those told first, the surest of each family first."""
REACH = (-0.6, 2.6)
"""Multiples of the main difference that are drawn; what is beyond stands at the edge."""
TOLD, KEPT, TURNED, GONE = "told", "kept", "turned", "gone"
LOOKS: dict[str, dict[str, Any]] = {
    TOLD: {"color": style.COLOURS[0], "marker": "o", "ms": 4.2, "mew": 0.9},
    KEPT: {"color": style.COLOURS[0], "marker": "o", "ms": 4.2, "mew": 0.9, "mfc": "white"},
    TURNED: {"color": style.COLOURS[1], "marker": "X", "ms": 4.4, "mew": 0.4},
    GONE: {"color": style.GREY, "marker": "_", "ms": 4.2, "mew": 0.9},
}
SAID = {
    TOLD: "told",
    KEPT: "same direction, not told",
    TURNED: "other direction, or none",
    GONE: "nothing left to count",
}
SHORT = {
    "prominence": "Named",
    "activation": "Acts",
    "beneficialisation": "Gains or loses",
    "agents": "Of all doers",
    "suppressed_agents": "Doer left out",
    "generic_agents": "Doer is anybody",
    "backgrounded_agents": "Left out: named nearby",
    "passives": "Passive",
    "agentless_passives": "Passive without doer",
    "agentless_passives_by_auxiliary": "Passive without doer",
    "left_out_by_form": "Doer left out",
    "class_backgrounded": "Doer backgrounded",
    "class_impersonal": "Doer left out, impersonal",
    "class_suppressed": "Doer suppressed",
    "impersonal_passives": "Impersonal passive",
    "nominalisations": "Event noun",
    "modality": "Modality",
    "unmodalised": "No modality",
    "obligation_by_actor": "Duties",
    "obligation_unlisted": "Duties: others",
    "obligation_unassigned": "Duties: nobody named",
    "must": "Must",
    "can": "Can",
    "power_frames": "Frames of power",
    "power_holder": "Stronger party",
    "holders": "Of all stronger parties",
    "technology_agents": "Doers: technology, data",
    "technology_holders": "Stronger: technology, data",
    "technology_holders_any": "Stronger: technology, data (any)",
    "pronouns": "Pronoun",
    "we_of_we_they": "We, of we and they",
    "process_types": "Processes",
    "does": "Does",
    "thinks": "Thinks",
    "says": "Says",
    "negation": "Negated",
    "forces": "Force",
    "naming": "Naming",
    "grouping": "Grouping",
    "generic_reference": "Named as a class",
}
"""Names of measures that fit beside a matrix; the table has them in full."""
PLAIN = ("agentless_passives_by_auxiliary", "left_out_by_form", "process_types", "naming", "grouping")
"""Measures whose items are no actors."""
SIGNS = tuple(Line2D([], [], lw=0, label=SAID[name], **look) for name, look in LOOKS.items())


def draw(tables: Tables, settings: Settings, width: str) -> Figure | None:
    """Draw findings in rows and single choices in columns; wide, also the estimates under all specifications."""
    shown = findings(tables)
    if shown.is_empty():
        return None
    labels = naming.of(settings, tables)
    options = evaluated(tables)
    names = [_name(row, labels, 24 if width == "1col" else 40) for row in shown.iter_rows(named=True)]
    height = sum(dots.height(name, STEP) for name in names)
    figure = style.sheet(width, height + HEADS + 6, constructed=settings.constructed)
    wide = width == "2col"
    axes = figure.subplots(
        1, 1 + wide, squeeze=False, gridspec_kw={"width_ratios": [1.7, 1]} if wide else None
    )[0]
    places = dots.frame_rows(axes[0], names, STEP)
    _matrix(axes[0], tables["multiverse"], shown, options, places)
    if wide:
        dots.frame_rows(axes[1], [""] * len(names), STEP)
        axes[1].set_ylim(axes[0].get_ylim())
        _estimates(axes[1], tables["multiverse"], shown, places)
    style.legend(figure, SIGNS)
    return figure


def facts(tables: Tables, settings: Settings) -> dict[str, object] | None:
    """Numbers of the caption; None where there is nothing to draw."""
    shown = findings(tables)
    if shown.is_empty():
        return None
    panel = tables["multiverse"]
    told = panel.filter((pl.col("role") == "told") & (pl.col("specification") == MAIN)).height
    crossed = evaluated(tables).filter("crossed")["short"].to_list()
    return {
        "n_rows": shown.height,
        "n_told": told,
        "n_hidden": panel.select(KEY).n_unique() - shown.height,
        "n_specifications": panel["specification"].n_unique() - 1,
        "crossed": ", ".join(crossed),
    }


def findings(tables: Tables) -> pl.DataFrame:
    """Findings that are drawn: those told in the main analysis, then those that came nearest."""
    found = tables.get("multiverse_findings")
    if found is None or found.is_empty() or not evaluated(tables).height:
        return pl.DataFrame(schema={"role": pl.String})
    told = pl.col("role") == "told"
    return pl.concat([found.filter(told), found.filter(~told)]).head(ROWS)


def evaluated(tables: Tables) -> pl.DataFrame:
    """Options that were evaluated."""
    found = tables.get("multiverse_choices")
    return pl.DataFrame() if found is None else found.filter("evaluated")


def verdict(row: dict[str, Any]) -> str:
    """What a specification says of a finding, one of `LOOKS`.

    Examples
    --------
    >>> verdict({"same_direction": True, "told": False})
    'kept'
    """
    if row["same_direction"] is None:
        return GONE
    if not row["same_direction"]:
        return TURNED
    return TOLD if row["told"] else KEPT


def _name(row: dict[str, Any], labels: Labels, characters: int) -> str:
    """Name of a finding: its measure, its item, and the pair where there are several groups."""
    item = row["item"]
    said = SHORT.get(row["measure"]) or row["measure"].replace("_", " ")
    if item is not None:
        named = labels("force", item) if row["family"] == "forces" else labels("actor", item)
        plain = item.replace("_", " ") if row["measure"] in PLAIN else named
        said += f": {MODALITIES.get(item) or (plain if plain == 'I' else plain[:1].lower() + plain[1:])}"
    if len(labels.groups) > 2:
        said += f" ({labels('group', row['group_a'])} − {labels('group', row['group_b'])})"
    return style.wrap(said, characters)


def _matrix(
    ax: Axes, panel: pl.DataFrame, shown: pl.DataFrame, options: pl.DataFrame, places: list[float]
) -> None:
    columns = [f"{choice}={option}" for choice, option in options.select("choice", "option").iter_rows()]
    rows = {(*(row[name] for name in KEY), row["specification"]): row for row in panel.iter_rows(named=True)}
    drawn: dict[str, list[tuple[float, float]]] = {name: [] for name in LOOKS}
    for finding, y in zip(shown.iter_rows(named=True), places, strict=True):
        key = tuple(finding[name] for name in KEY)
        main = rows[*key, MAIN]
        for x, column in enumerate((MAIN, *columns)):
            row = rows[*key, column]
            if column == MAIN or row["touched"] or row["told"] != main["told"]:
                drawn[verdict(row)].append((x, y))
        share, n = finding["share_told"], finding["n_specifications"]
        said = f"{round(share * n)} of {n}" if n else "none"
        ax.annotate(
            said,
            (1, y),
            (COUNT, 0),
            ax.get_yaxis_transform(),
            "offset points",
            ha="right",
            va="center_baseline",
        )
    for name, points in drawn.items():
        if points:
            ax.plot(*zip(*points, strict=True), lw=0, clip_on=False, zorder=3, **LOOKS[name])
    ax.set_xlim(-0.6, len(columns) + 0.6)
    heads = ["main analysis", *options["short"].to_list()]
    ax.set_xticks(range(len(heads)), heads, rotation=90)
    ax.xaxis.tick_top()
    ax.tick_params(axis="x", length=0, pad=1)
    ax.axvline(0.5, color=style.GREY, lw=0.5)
    ax.spines["bottom"].set_visible(False)
    ax.annotate(
        "told in",
        (1, 1),
        (COUNT, 3),
        "axes fraction",
        "offset points",
        ha="right",
        va="bottom",
        color=style.GREY,
    )
    n_told = shown.filter(pl.col("role") == "told").height
    if 0 < n_told < shown.height:
        ax.axhline((places[n_told - 1] + places[n_told]) / 2, color=style.GREY, lw=0.5)


def _estimates(ax: Axes, panel: pl.DataFrame, shown: pl.DataFrame, places: list[float]) -> None:
    """Draw differences under all specifications, as multiples of the main one."""
    ax.axvline(0, color=style.GREY, lw=0.6, zorder=1)
    for finding, y in zip(shown.iter_rows(named=True), places, strict=True):
        main = finding["difference"]
        if not main:
            continue
        same = [pl.col(name).eq_missing(pl.lit(finding[name], pl.String)) for name in KEY]
        others = panel.filter(
            *same, pl.col("touched") & pl.col("distinct"), pl.col("same_direction").is_not_null()
        )
        xs = (others["difference"] / main).clip(*REACH).to_list()
        ax.plot(xs, [y] * len(xs), "|", color=style.COLOURS[0], ms=5, mew=0.7, alpha=0.6, zorder=2)
        if finding["low"] is not None and finding["high"] is not None:
            ends = sorted(
                min(max(bound / main, REACH[0]), REACH[1]) for bound in (finding["low"], finding["high"])
            )
            ax.hlines(y, *ends, color=style.INK, lw=1, zorder=1)
        dots.mark(ax, [(y, 1.0)], style.INK, filled=finding["role"] == "told")
    ax.set_xlim(*REACH)
    ax.set_xlabel("Multiple of the main difference")
