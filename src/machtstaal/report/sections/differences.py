"""How the groups differ: every comparison, sortable."""

from itertools import combinations

import polars as pl

from machtstaal import languages as tongues
from machtstaal.comparison.told import supported
from machtstaal.report import numbers, rates
from machtstaal.report.blocks import Cell, Column, Fold, Paragraph, Section, Table, Text
from machtstaal.report.sections import model_checks
from machtstaal.report.sections.common import made
from machtstaal.report.study import Study


def section(study: Study) -> Section | None:
    """All tested contrasts over all talk, and those within scenarios."""
    figures = study.gallery.take("contrast", "difference", "forest")
    if len(study.groups) < 2 or study.tables.contrasts.is_empty():
        return None
    blocks: list = [*study.few()]
    overall = study.tables.contrasts.filter(pl.col("scenario").is_null())
    within = study.tables.contrasts.filter(pl.col("scenario").is_not_null())
    for pair in combinations(study.groups, 2):
        blocks += [
            _summary(study, overall, pair),
            *model_checks.blocks(study, pair),
            *([Paragraph([said], "warning")] if (said := study.of_languages(*pair)) else []),
            _table(study, overall, pair, "differences", scenario=False),
        ]
        single = _table(study, within, pair, "differences-scenarios", scenario=True)
        if single.rows:
            title = f"Within single scenarios ({len(single.rows)} comparisons; a set of tests of its own)"
            blocks.append(Fold(title, [single]))
    return made("differences", [*figures, *blocks], study)


def _between(contrasts: pl.DataFrame, pair: tuple[str, str]) -> pl.DataFrame:
    return contrasts.filter((pl.col("group_a") == pair[0]) & (pl.col("group_b") == pair[1]))


def _summary(study: Study, contrasts: pl.DataFrame, pair: tuple[str, str]) -> Paragraph:
    here = _between(contrasts, pair)
    tested = here.filter(pl.col("p").is_not_null())
    told = sum(supported(row, study.alpha) for row in tested.iter_rows(named=True))
    a, b = (study.group(group) for group in pair)
    return Paragraph([
        f"{a} and {b}: {numbers.plural(here.height, 'comparison')}, of which {numbers.count(tested.height)} could be tested "
        f"and {numbers.count(told)} can be told apart from chance (interval without zero, q below {study.alpha:.2g}). The "
        f"others were too rare: fewer than 5 occurrences in both groups together, or fewer than 2 speakers in one."
    ])  # fmt: skip


def _table(study: Study, contrasts: pl.DataFrame, pair: tuple[str, str], name: str, scenario: bool) -> Table:
    tested = (
        _between(contrasts, pair)
        .filter(pl.col("p").is_not_null())
        .sort("q", "p", "family", "measure", "item", "scenario")
    )
    rows, families = [], []
    for contrast in tested.iter_rows(named=True):
        measure = study.tables.catalogue[contrast["measure"]]
        more = [_languages(study, contrast, measure.unit)] if _several(tested) else []
        rows.append([*_row(study, contrast, scenario), *more])
        families.append(measure.family)
    a, b = (study.group(group) for group in pair)
    columns = [
        Column("Measure", numeric=False),
        *([Column("Scenario", numeric=False)] if scenario else []),
        *(Column(study.group(group)) for group in pair),
        Column("Difference", f"{study.confidence} interval"),
        Column("Detectable", "by the test alone, power .8"),
        Column("p"),
        Column("q"),
        Column("Speakers", f"{a}, {b}"),
        *([Column("Languages", numeric=False)] if _several(tested) else []),
    ]
    caption = f"{a} minus {b}, surest first. {'Each scenario by itself.' if scenario else 'All talk.'}"
    known = study.tables.catalogue.families
    filters = [(family, known[family]) for family in known if family in families]
    return Table(
        f"table-{name}-{'-'.join(pair)}", caption, columns, rows, shown=25, families=families, filters=filters
    )


def _several(contrasts: pl.DataFrame) -> bool:
    """Whether any of these comparisons is not within one language."""
    return bool((contrasts["languages"] != "one").any())


def _languages(study: Study, contrast: dict, unit: str) -> Text:
    """Cell of the languages of both groups, with the difference within those that both speak."""
    spoken = study.spoken[contrast["scenario"]]
    pair = [
        tongues.told(spoken[contrast[name]]) for name in ("group_a", "group_b") if contrast[name] in spoken
    ]
    if contrast["languages"] == "one":
        return Text(pair[0] if pair else "", contrast["languages"])
    within = contrast["difference_within"]
    note = rates.within(contrast) + ("" if within is None else f": {numbers.difference(within, unit)}")
    return Text("; ".join(pair), contrast["languages"], note)


def _row(study: Study, contrast: dict, scenario: bool) -> list[Cell]:
    measure = study.tables.catalogue[contrast["measure"]]
    item = study.labels(str(measure.item), contrast["item"]) if contrast["item"] is not None else ""
    where = contrast["scenario"]
    groups = (contrast["group_a"], contrast["group_b"])
    cells = [
        rates.rate_cell(study, measure, rates.rate_row(study, measure, contrast["item"], group, where))
        for group in groups
    ]
    label = Text(
        item or measure.label,
        f"{item or ''} {measure.label}".strip().casefold(),
        measure.label if item else "",
    )
    return [
        label,
        *([study.named("scenario", where)] if scenario else []),
        *cells,
        rates.contrast_cells(contrast, measure.unit)[0],
        rates.detectable_cell(contrast, measure.unit),
        Text(
            numbers.probability(contrast["p"]), contrast["p"], "all labellings" if contrast["exact"] else ""
        ),
        Text(numbers.probability(contrast["q"]), contrast["q"], f"of {contrast['n_tests']} tests"),
        Text(
            f"{contrast['n_speakers_a']}, {contrast['n_speakers_b']}",
            min(contrast["n_speakers_a"], contrast["n_speakers_b"]),
            "few" if contrast["few_speakers"] else "",
        ),
    ]
