"""Words that keep the actors company."""

import polars as pl

from machtstaal import privacy
from machtstaal.comparison import collocations
from machtstaal.comparison.concordance import COLLOCATE
from machtstaal.languages import name as called
from machtstaal.report import numbers
from machtstaal.report.blocks import Cell, Column, Level, Section, Subsection, Table, Text
from machtstaal.report.sections.common import made
from machtstaal.report.study import Study


def section(study: Study) -> Section | None:
    """For each group, in each language it speaks, the collocates of its actors."""
    visible = study.tables.collocations.filter(~privacy.is_speaker(study.tables.turns))
    shown = collocations.leading(visible, study.settings["collocations"]["top"])
    if shown.is_empty():
        return None
    study.evidence.define("collocate", "concordance", {"kind": [COLLOCATE]}, "Word near an actor")
    blocks = []
    for group in study.groups:
        for (language,), here in shown.filter(pl.col("group") == group).group_by(
            "language", maintain_order=True
        ):
            blocks.append(_part(study, here, group, language))
    return made("collocations", blocks, study, compares=False)


def _part(study: Study, here: pl.DataFrame, group: str, language: str | None) -> Subsection:
    spoken = study.of_language(language)
    place = "-".join([group, *spoken.values()])
    title = f"Near the actors, {study.group(group)}" + (f", in {called(language)}" if spoken else "")
    near = study.settings["collocations"]
    caption = (
        f"{title}: words in the same {near['within']}, no more than {numbers.plural(near['window'], 'word')} away, that are "
        f"more frequent there than at random (O/E above 1, over the group and within its speakers; t of "
        f"{collocations.LEAST_T:g} or more), said by two speakers or more; for each actor those with the largest logDice."
    )
    columns = [
        Column("Actor", numeric=False),
        Column("Word", numeric=False),
        Column("Together", "and expected"),
        Column("O/E", "and within speakers"),
        Column("logDice"),
        Column("MI"),
        Column("t"),
        Column("Speakers", "of those who name the actor"),
        Column("Dispersion", "0 even, 1 one speaker"),
    ]
    rows = [_row(study, row) for row in here.iter_rows(named=True)]
    actors = here["actor"].unique(maintain_order=True).to_list()
    table = Table(
        f"table-collocations-{place}", caption, columns, rows, families=here["actor"].to_list(),
        filters=[(actor, study.labels("actor", actor)) for actor in actors], filtered="Actor",
    )  # fmt: skip
    return Subsection(f"collocations-{place}", title, [table])


def _row(study: Study, row: dict) -> list[Cell]:
    of = {name: row[name] for name in ("actor", "lemma", "upos")}
    together = study.evidence.count(
        "collocate", of, n=row["observed"], group=row["group"], **study.of_language(row["language"])
    )
    return [
        study.named("actor", row["actor"]),
        Text(row["lemma"], row["lemma"].casefold(), study.labels("upos", row["upos"])),
        Level(together, f"expected {row['expected']:.1f}", value=row["observed"]),
        Text(f"{row['ratio']:.1f}", row["ratio"], f"within {row['ratio_within']:.1f}"),
        Text(f"{row['log_dice']:.1f}", row["log_dice"]),
        Text(f"{row['mi']:.1f}", row["mi"]),
        Text(f"{row['t']:.1f}", row["t"]),
        Text(f"{row['n_speakers']} of {row['n_naming']}", row["n_speakers"]),
        Text(
            numbers.NOTHING if row["dp_norm"] is None else f"{row['dp_norm']:.2f}",
            row["dp_norm"] if row["dp_norm"] is not None else 2.0,
        ),
    ]
