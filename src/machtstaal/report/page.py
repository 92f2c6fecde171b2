"""The page: all sections, with style, script and data in one file."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from machtstaal.report import embed
from machtstaal.report import figures as pictures
from machtstaal.report.blocks import Section
from machtstaal.report.evidence import Evidence
from machtstaal.report.inputs import ReportTables
from machtstaal.report.labels import Labels
from machtstaal.report.sections import (
    clusters,
    collocations,
    corpus,
    differences,
    floor,
    forces,
    method,
    multiverse,
    networks,
    power,
    responsibility,
    roles,
    words,
)
from machtstaal.report.sections import findings as main_findings
from machtstaal.report.sections import provenance as origin
from machtstaal.report.study import Study

FOLDER = Path(__file__).parent
SCRIPTS = ("evidence", "quotes", "panel", "tables", "memos", "start")
"""Parts of the script, in the order in which they need each other."""


def build(
    tables: ReportTables,
    settings: Mapping[str, Any],
    figures: Mapping[str, Sequence[str | Path]] | None = None,
    provenance: Mapping[str, Any] | None = None,
) -> str:
    """Make the report of a study.

    Parameters
    ----------
    tables
        All tables of the study.
    settings
        Settings of the study, defaults included (`Settings.model_dump(mode="json")`).
    figures
        Name of a figure to its file (SVG or PNG), its caption and, if it has one, what it shows for who cannot
        see it. The beginning of the name decides in which section
        it stands (`activation_shares`, `power_network`, ...); what no section asks for comes last.
    provenance
        Output of `machtstaal.provenance.collect`.

    Returns
    -------
    str
        The page: UTF-8 HTML that needs nothing but itself.

    Raises
    ------
    ValueError
        If a number in the tables is not borne out by its rows: the tables are of different runs.
    Problem
        If a figure is missing.
    """
    labels = Labels(settings["groups"], tables.scenarios, tables.force_terms, tables.categories)
    evidence = Evidence(tables)
    gallery = pictures.Gallery(pictures.load(figures or {}))
    study = Study(tables, settings, evidence, labels, gallery, provenance or {})
    made = _sections(study)
    style, script = _read("report.css"), "\n".join(_read(f"script/{name}.js") for name in SCRIPTS)
    return (
        _environment()
        .get_template("page.html")
        .render(
            study=study,
            settings=settings,
            sections=made,
            version=(provenance or {}).get("software", {}).get("version") or "",
            style=Markup(style),
            script=Markup(script),
            script_digest=_digest(script),
            evidence=Markup(embed.script(embed.data(evidence, labels))),
        )
    )


def _sections(study: Study) -> list[Section]:
    words.prepare(study)
    made = [
        roles.actors(study),
        roles.activation(study),
        roles.exclusion(study),
        responsibility.section(study),
        power.section(study),
        roles.pronouns(study),
        roles.process_types(study),
        roles.naming(study),
        forces.section(study),
        words.section(study),
        collocations.section(study),
        networks.section(study),
        clusters.section(study),
        floor.section(study),
        differences.section(study),
        multiverse.section(study),
    ]
    present = [section for section in made if section is not None]
    opening = [main_findings.section(study, present), corpus.section(study)]
    rest = [_other_figures(study), method.section(study), origin.section(study)]
    return [*opening, *present, *(section for section in rest if section is not None)]


def _other_figures(study: Study) -> Section | None:
    left = study.gallery.take("")
    return Section("figures", "Other figures", left, "Other figures") if left else None


def _environment() -> Environment:
    """Templates in which every value is escaped, and none is forgotten."""
    return Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _digest(script: str) -> str:
    """Digest by which the page's security policy knows its own script, and runs no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
