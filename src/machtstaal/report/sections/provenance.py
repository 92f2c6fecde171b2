"""Where it comes from: inputs, models, lexicons, software, settings, command."""

from machtstaal.report import numbers
from machtstaal.report.blocks import Cell, Column, Fold, Section, Table, Text
from machtstaal.report.sections.common import made
from machtstaal.report.study import Study


def section(study: Study) -> Section | None:
    """Software and command, then the sums of every file that went in."""
    told = study.provenance
    if not told:
        return None
    models = [file for one in told.get("models", []) for file in one["files"]]
    config = [told["study"]["config"]] if "config" in told.get("study", {}) else []
    files = {
        "Settings, sheets and transcripts": [*config, *told.get("inputs", [])],
        "Lexicons": told.get("lexicons", []),
        "Annotation models": models,
    }
    blocks = [_run(study), *(_files(title, rows) for title, rows in files.items() if rows), *_packages(study)]
    return made("provenance", blocks, study, compares=False)


def _run(study: Study) -> Table:
    software, about = study.provenance.get("software", {}), study.provenance.get("study", {})
    commit = software.get("commit") or "unknown: not a git repository"
    changed = " with changes that are not committed" if software.get("changed") else ""
    facts = {
        "Software": f"{software.get('name', 'machtstaal')} {software.get('version') or ''}".strip(),
        "Commit": f"{commit}{changed}",
        "Python": software.get("python", ""),
        "Command": about.get("command", ""),
        "Seed": str(about.get("seed", "")),
    }
    rows: list[list[Cell]] = [[Text(name), Text(value)] for name, value in facts.items() if value]
    columns = [Column("", numeric=False), Column("", numeric=False)]
    return Table("table-run", "Software, command and seed.", columns, rows, sortable=False)


def _files(title: str, files: list[dict]) -> Fold:
    rows: list[list[Cell]] = [
        [Text(one["path"]), Text(numbers.count(one["bytes"]), one["bytes"]), Text(one["sha256"])]
        for one in files
    ]
    columns = [Column("File", numeric=False), Column("Bytes"), Column("sha256", numeric=False)]
    name = title.lower().replace(",", "").replace(" ", "-")
    return Fold(
        f"{title} ({len(rows)})",
        [Table(f"table-{name}", f"{title}.", columns, rows, sortable=False, shown=500)],
    )


def _packages(study: Study) -> list[Fold]:
    packages = study.provenance.get("software", {}).get("packages", {})
    if not packages:
        return []
    rows: list[list[Cell]] = [
        [Text(name), Text(version or "not installed")] for name, version in packages.items()
    ]
    columns = [Column("Package", numeric=False), Column("Version", numeric=False)]
    return [
        Fold(
            f"Packages ({len(rows)})",
            [Table("table-packages", "Versions.", columns, rows, sortable=False, shown=500)],
        )
    ]
