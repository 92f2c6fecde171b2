"""Every tested difference of the main family, with its interval: who is made to act, who is acted upon."""

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from machtstaal.figures import dots, style
from machtstaal.figures import labels as naming
from machtstaal.figures.labels import Labels, Tables
from machtstaal.study.settings import Settings

EMPTY = (
    "No difference between groups could be tested: there is one group, or too few occurrences or speakers."
)
FAMILY = "activation"
HEADS = {
    "activation": "Activation",
    "beneficialisation": "Beneficiary",
    "agents": "Of all doers",
}
ROW = 4.0


def draw(tables: Tables, settings: Settings, width: str) -> Figure | None:
    """Draw a column for each measure of the family, a row for each actor; filled where q is under 0.05."""
    labels = naming.of(settings, tables)
    tested = tests(tables, labels)
    if tested.is_empty():
        return None
    pairs = tested.select("group_a", "group_b").unique(maintain_order=True).rows()
    measures = tested["measure"].unique(maintain_order=True).to_list()
    items = _order(tested)
    columns = [(pair, measure) for pair in pairs for measure in measures]
    across = min(len(measures), 3)
    down = -(-len(columns) // across)
    figure = style.sheet(width, down * (ROW * len(items) + 17), constructed=settings.constructed)
    axes = figure.subplots(down, across, sharey=True, squeeze=False).ravel()
    for ax in axes[len(columns) :]:
        ax.set_axis_off()
    for number, (ax, (pair, measure)) in enumerate(zip(axes, columns, strict=False)):
        here = tested.filter(
            (pl.col("measure") == measure) & (pl.col("group_a") == pair[0]) & (pl.col("group_b") == pair[1])
        )
        _panel(ax, here, items, labels)
        head = style.wrap(HEADS.get(measure, measure.replace("_", " ")), 15 if width == "1col" else 40)
        if len(pairs) > 1:
            subject = style.wrap(_subject(pair, labels), 36 if width == "1col" else 80)
            head = "\n".join([" "] * (subject.count("\n") + 1) + [head])  # room for it above every panel
            if measure == measures[0]:
                place = ("axes fraction", "offset points")
                ax.annotate(subject, (0, 1), (0, 15), *place, weight="bold").set_in_layout(False)
        ax.set_title(head, size=style.TYPE if width == "1col" else style.HEADING)
        if number % across:
            ax.tick_params(axis="y", labelleft=False)
    subject = _subject(pairs[0], labels) if len(pairs) == 1 else "Differences"
    style.legend(figure, list(dots.SIGNS), f"{subject}, percentage points")
    return figure


def _subject(pair: tuple[str, str], labels: Labels) -> str:
    return f"{labels('group', pair[0])} − {labels('group', pair[1])}"


def facts(tables: Tables, settings: Settings) -> dict[str, object] | None:
    """Numbers of the caption; None where there is nothing to draw."""
    tested = tests(tables, naming.of(settings, tables))
    if tested.is_empty():
        return None
    n_found = tested.filter(pl.col("q") < dots.SIGNIFICANT).height
    return {"n_tests": tested.height, "n_found": n_found, "family": FAMILY}


def tests(tables: Tables, labels: Labels) -> pl.DataFrame:
    """Differences of the main family over all talk that were tested."""
    contrasts = tables.get("contrasts")
    if contrasts is None or contrasts.is_empty():
        return pl.DataFrame(schema={"item": pl.String})
    known = pl.col("group_a").is_in(list(labels.groups)) & pl.col("group_b").is_in(list(labels.groups))
    return contrasts.filter(
        (pl.col("family") == FAMILY) & pl.col("scenario").is_null() & pl.col("p").is_not_null() & known
    )


def _order(tested: pl.DataFrame) -> list[str]:
    """Order items from the most positive to the most negative difference in the first measure."""
    first = tested.filter(
        (pl.col("measure") == tested["measure"][0])
        & (pl.col("group_a") == tested["group_a"][0])
        & (pl.col("group_b") == tested["group_b"][0])
    )
    order = first.sort("difference", "item", descending=[True, False])["item"].to_list()
    return order + sorted(set(tested["item"]) - set(order))


def _panel(ax: Axes, tested: pl.DataFrame, items: list[str], labels: Labels) -> None:
    places = dots.frame_rows(ax, [labels("actor", item) for item in items], ROW)
    found = {row["item"]: row for row in tested.iter_rows(named=True)}
    dots.differences(
        ax, [(y, found[item]) for y, item in zip(places, items, strict=True) if item in found], scale=100
    )
    reach = (
        1.08
        * max(abs(row[bound] or row["difference"]) for row in found.values() for bound in ("low", "high"))
        * 100
    )
    ax.set_xlim(-reach, reach)
    ax.locator_params(axis="x", nbins=4)
