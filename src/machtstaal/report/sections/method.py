"""How it was done: settings as they were, measures, formulae, coverage of the lexicons, how sure the machine is."""

from typing import Any

from machtstaal.comparison.measures import Measure
from machtstaal.power.polarity import POLARITIES, mapping
from machtstaal.report import numbers
from machtstaal.report.blocks import (
    Cell,
    Column,
    Fold,
    Paragraph,
    Rate,
    Section,
    Subsection,
    Table,
    Template,
    Text,
)
from machtstaal.report.evidence import OF
from machtstaal.report.findings import LEAST
from machtstaal.report.sections import accuracy, methods_text
from machtstaal.report.sections.common import made
from machtstaal.report.study import Study

NAMES = {("corpus", "facilitators")}
"""Settings that hold names of people, which the report does not show."""


def section(study: Study) -> Section:
    """Method in the order of the analysis, then its tables."""
    values = {
        "settings": study.settings,
        "confidence": study.confidence,
        "alpha": f"{study.alpha:.2g}",
        "least": LEAST,
        "polarity": {
            study.labels("polarity", name): _listed(study, name) for name in POLARITIES if name != "denied"
        },
        "n_groups": len(study.groups),
        "spoken": study.languages,
        "languages": numbers.enumerate_words([study.labels("language", one) for one in study.languages])
        if len(study.languages) > 1
        else "",
        "outcome": study.tables.outcome,
    }
    blocks = [
        Template("method.html", values),
        *methods_text.folds(study),
        Subsection("accuracy", "How sure is the machine?", _accuracy(study)),
        Subsection("coverage", "What the lexicons cover", _coverage(study)),
        Fold("All measures", [_measures(study)]),
        Fold("All settings", [_settings(study.settings)]),
        Template("references.html", {}),
    ]
    return made("method", blocks, study, compares=False)


def _listed(study: Study, polarity: str) -> str:
    """Modalities that have a polarity where nothing is negated."""
    having = [
        modality for (modality, negated), value in mapping().items() if value == polarity and not negated
    ]
    return numbers.enumerate_words([study.labels("modality", name) for name in having], "or")


def _accuracy(study: Study) -> list:
    blocks: list = [Template("accuracy.html", {})]
    for models in study.provenance.get("models", []):
        language = models["language"]
        if not models["scores"]:
            said = f"Language {language}: the models come without a card that gives their scores."
            blocks.append(Paragraph([said]))
            continue
        head = list(models["scores"][0])
        rows: list[list[Cell]] = [[Text(row.get(name, "")) for name in head] for row in models["scores"]]
        columns = [Column(name, numeric=place > 1) for place, name in enumerate(head)]
        caption = f"Scores of the annotation models for language {language}, as their card gives them."
        blocks.append(Table(f"table-scores-{language}", caption, columns, rows, sortable=False))
        if models.get("limits"):
            blocks.append(Paragraph([" ".join(models["limits"].replace("`", "").split())], "note"))
    return blocks + accuracy.blocks(study)


def _coverage(study: Study) -> list:
    """What the lexicons know of the named doers, undergoers and verbs, and the words that they miss most."""
    told = {
        "agent": "Named doers that are a known actor",
        "patient": "Named undergoers that are a known actor",
    }
    if study.tables.verbs is not None:
        told["verb"] = "Verbs that the verb lexicon knows"
    rows: list[list[Cell]] = []
    for what, label in told.items():
        column = f"{what}_known"
        study.evidence.define(column, "processes", {column: [True]}, label)
        study.evidence.define(
            f"{column}{OF}", "processes", {column: [True, False]}, f"{label}: all that were looked up"
        )
        rows.append([Text(label), *(_share(study, column, group) for group in study.groups)])
        for language in study.languages if len(study.languages) > 1 else ():
            cells = [_share(study, column, group, language=language) for group in study.groups]
            rows.append([Text("", note=study.labels("language", language)), *cells])
    columns = [Column("", numeric=False), *(Column(study.group(group), "share") for group in study.groups)]
    caption = "What the lexicons know of what was said. Where groups differ here, a difference elsewhere may come from it."
    return [Table("table-coverage", caption, columns, rows, sortable=False), *_missed(study)]


def _share(study: Study, name: str, group: str, **place: str) -> Cell:
    part, whole = (study.evidence.count(one, group=group, **place) for one in (name, f"{name}{OF}"))
    if not whole.n:
        return Text(numbers.NOTHING)
    share = part.n / whole.n
    return Rate(numbers.rate(share, "share"), "", part, whole, share, None, share)


def _missed(study: Study, most: int = 40) -> list[Fold]:
    study.evidence.define("missed", "processes", {"agent_known": [False]}, "Doer outside the actor lexicon")
    rows = study.evidence.rows("missed")
    common = rows.group_by("agent", "language").len()
    common = common.sort("len", "agent", "language", descending=[True, False, False]).head(most)
    cells: list[list[Cell]] = []
    for lemma, language, _ in common.iter_rows():
        place = study.of_language(language)
        counts = [
            study.evidence.count("missed", {"agent": lemma}, group=group, **place) for group in study.groups
        ]
        cells.append([study.word(lemma, language), *counts])
    if not cells:
        return []
    columns = [Column("Doer", numeric=False), *(Column(study.group(group)) for group in study.groups)]
    caption = f"The {len(cells)} doers that the actor lexicon misses most. Add a row to it where one of them is a social actor."
    return [Fold("Words that the actor lexicon misses", [Table("table-missed", caption, columns, cells)])]


def _measures(study: Study) -> Table:
    rows: list[list[Cell]] = [
        [
            Text(measure.measure, note=measure.family),
            Text(measure.label, note=measure.source or ""),
            Text(measure.table),
            Text(condition(measure.where), note=f"for each {measure.item}" if measure.item else ""),
            Text(_against(measure)),
        ]
        for measure in study.tables.catalogue.measures
    ]
    heads = ("Measure", "What it says", "Table", "Rows counted", "Counted against")
    caption = "Every measure: which rows of which table are counted, against which."
    return Table(
        "table-measures",
        caption,
        [Column(head, numeric=False) for head in heads],
        rows,
        sortable=False,
        shown=80,
    )


def condition(where: dict[str, tuple]) -> str:
    """Say a selection of rows in words.

    Examples
    --------
    >>> condition({"voice": ("passive",), "agent": (None,), "negated": (False,)})
    'voice is passive; agent is empty; negated is no'
    >>> condition({})
    'all rows'
    """
    said = {None: "empty", True: "yes", False: "no"}
    parts = [
        f"{column} is {' or '.join(said.get(value, str(value)) for value in values)}"
        for column, values in where.items()
    ]
    return "; ".join(parts) or "all rows"


def _against(measure: Measure) -> str:
    if measure.per == "words":
        return "1,000 words"
    share = condition(measure.per)
    return f"{share}; of the same {measure.item}" if measure.item and measure.share_of == "item" else share


def _settings(settings: Any) -> Table:
    rows: list[list[Cell]] = []
    for name, value in settings.items():
        for key, inner in value.items() if isinstance(value, dict) else [("", value)]:
            shown = numbers.plural(len(inner), "label") if (name, key) in NAMES else _shown(inner)
            rows.append([Text(f"{name}.{key}" if key else name), Text(shown)])
    columns = [Column("Setting", numeric=False), Column("Value", numeric=False)]
    return Table(
        "table-settings",
        "Every setting of this study, defaults included.",
        columns,
        rows,
        sortable=False,
        shown=80,
    )


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return "none" if value is None else str(value)
