"""How much each driving force is talked about in each scenario, and by which terms."""

import polars as pl

from machtstaal.report import numbers
from machtstaal.report.blocks import Cell, Column, Fold, Level, Paragraph, Section, Subsection, Table
from machtstaal.report.rates import rate_row
from machtstaal.report.sections.common import item_table, made, per_group, texts, told
from machtstaal.report.study import Study


def section(study: Study) -> Section | None:
    """A grid of forces by scenarios for each group, the rates over all talk, and the terms found."""
    measure, figures = study.measure("forces"), study.gallery.take("forces", "scenario")
    if measure is None or (study.tables.forces.is_empty() and study.tables.force_terms.is_empty()):
        return None
    grids = [
        Subsection(f"forces-{group}", study.group(group), [_grid(study, group)])
        for group in study.groups
        if study.scenarios
    ]
    overall = f"Terms of each force in all talk, for each 1,000 words, with {per_group(study)}."
    blocks = [
        *_unheard(study),
        *told(study, "forces"),
        *figures,
        *grids,
        *item_table(study, "forces", overall),
        *_terms(study),
    ]
    return made("forces", blocks, study)


def _unheard(study: Study) -> list[Paragraph]:
    """Warn of languages that are spoken and in which a force has no term."""
    terms = study.tables.force_terms
    said = []
    for language in study.languages:
        listed = set(terms.filter(pl.col("language") == language)["force"])
        missing = [force for force in terms["force"].unique(maintain_order=True) if force not in listed]
        if missing:
            forces = numbers.enumerate_words([f"“{study.labels('force', force)}”" for force in missing])
            of = {"language": study.labels("language", language), "forces": forces}
            said.append(Paragraph([texts()["languages"]["forces"].format(**of)], "warning"))
    return said


def _forces(study: Study) -> list[str]:
    listed = [
        *study.tables.scenarios["force"].drop_nulls(),
        *study.tables.force_terms["force"],
        *study.tables.forces["force"],
    ]
    return list(dict.fromkeys(listed))


def _grid(study: Study, group: str) -> Table:
    levels = {
        (row["scenario"], row["force"]): row["level"] for row in study.tables.scenarios.iter_rows(named=True)
    }
    measure = study.tables.catalogue["forces"]
    rows: list[list[Cell]] = []
    within = [
        row["rate"]
        for row in study.rate_rows.values()
        if row["measure"] == "forces" and row["scenario"] is not None
    ]
    largest = max(filter(None, within), default=1.0)
    for force in _forces(study):
        cells: list[Cell] = [study.named("force", force)]
        for scenario in study.scenarios:
            level = levels.get((scenario, force))
            row = rate_row(study, measure, force, group, scenario)
            n, rate = (row["numerator"], row["rate"] or 0.0) if row else (0, 0.0)
            counted = study.evidence.count("forces", {"force": force}, n=n, group=group, scenario=scenario)
            said = study.labels("level", level) if level else ""
            cells.append(Level(counted, numbers.rate(rate, measure.unit), rate, said, rate / largest))
        rows.append(cells)
    columns = [
        Column("", numeric=False),
        *(Column(study.labels("scenario", name)) for name in study.scenarios),
    ]
    caption = (
        f"Terms of each force in the talk of {study.group(group)}: count; for each 1,000 words; and how strong the "
        "scenario has the force."
    )
    return Table(f"table-forces-{group}", caption, columns, rows, sortable=False, shown=60)


def _terms(study: Study) -> list[Fold]:
    # the same term can be of two languages (*privacy*); terms of a language that nobody speaks stay in one row
    keys = ["force", "term", *(["language"] if len(study.languages) > 1 else [])]
    found = study.evidence.frames["forces"].group_by(keys).len()
    terms = study.tables.force_terms.select(keys).unique(maintain_order=True)
    listed = terms.join(found, on=keys, how="full", coalesce=True).sort(
        "force", pl.col("len").fill_null(0), *keys[1:], descending=[False, True, *[False] * len(keys[1:])]
    )
    rows: list[list[Cell]] = []
    for row in listed.iter_rows(named=True):
        of, language = {"force": row["force"], "term": row["term"]}, row.get("language")
        place = study.of_language(language)
        counts = [study.evidence.count("forces", of, group=group, **place) for group in study.groups]
        rows.append([study.named("force", row["force"]), study.word(row["term"], language), *counts])
    if not rows:
        return []
    columns = [
        Column("Force", numeric=False),
        Column("Term", numeric=False),
        *(Column(study.group(group)) for group in study.groups),
    ]
    caption = "The terms that the study lists for each force, and how often each was found."
    return [Fold("The terms of each force", [Table("table-terms", caption, columns, rows, shown=60)])]
