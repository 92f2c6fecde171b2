"""RO-Crate metadata: the study as a research object that archives and registries can read (RO-Crate 1.1)."""

import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

NAME = "ro-crate-metadata.json"
PROFILE = "https://w3id.org/ro/crate/1.1"
SOFTWARE, ACTION = "#machtstaal", "#run"
FORMATS = {
    ".bib": "application/x-bibtex",
    ".conllu": "text/plain",
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".gexf": "application/gexf+xml",
    ".graphml": "application/graphml+xml",
    ".html": "text/html",
    ".json": "application/json",
    ".md": "text/markdown",
    ".parquet": "application/vnd.apache.parquet",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".tsv": "text/tab-separated-values",
    ".txt": "text/plain",
    ".yaml": "application/yaml",
}
WHAT = {
    ".html": "Report: every count opens its quotes",
    ".bib": "Works that the methods text cites",
    ".csv": "Table",
    ".docx": "Methods text to quote",
    ".md": "Methods text to quote",
    ".graphml": "Network",
    ".gexf": "Network",
    ".json": "Captions",
    ".txt": "Caption of a figure",
}
"""Suffix of a result to what it is; all others are figures."""


def metadata(provenance: Mapping[str, Any], results: Mapping[str, str], root: str = ".") -> dict[str, Any]:
    """Describe a study as an RO-Crate: what went in, what did it, what came out.

    Files inside the crate's folder are its data; what lies outside (the software's models and lexicons, and
    transcripts that stay where they are) is described with its sha256 and is not part of the crate.

    Parameters
    ----------
    provenance
        Output of `machtstaal.provenance.collect`.
    results
        Path of each result, relative to the crate's folder, to what it is.
    root
        The crate's folder, relative to the study's folder.

    Returns
    -------
    dict
        JSON-LD. ``datePublished``, which RO-Crate asks for, is the date of the software's commit, so that two runs give
        the same; whoever publishes the crate puts in the day.
    """
    study, software = provenance["study"], provenance["software"]
    config = _file(study["config"], root, "Settings of the study")
    inputs = [
        config,
        *(_file(record, root, "Sheet or transcript of the study") for record in provenance["inputs"]),
    ]
    lexicons = [_file(record, root, "Lexicon") for record in provenance["lexicons"]]
    models = [_model(record, root) for record in provenance["models"]]
    model_files = [entity for record in provenance["models"] for entity in _model_files(record, root)]
    outputs = [_result(path, what) for path, what in sorted(results.items())]
    packages = [_package(name, version) for name, version in software["packages"].items()]
    described = [*inputs, *lexicons, *models, *model_files, *outputs]
    dataset = {
        "@id": "./",
        "@type": "Dataset",
        "name": study["title"] or "Untitled study",
        "description": (
            "Critical Discourse Analysis of workshop transcripts by machtstaal: tables, networks, figures and a report, "
            "with what they were made from."
        ),
        **({"datePublished": software["date"]} if software["date"] else {}),
        "hasPart": [_link(entity) for entity in described if _inside(entity)],
        "mentions": [{"@id": ACTION}],
    }
    action = {
        "@id": ACTION,
        "@type": "CreateAction",
        "name": "Run of the machtstaal workflow",
        "description": f"{study['command']} (seed {study['seed']})",
        "instrument": {"@id": SOFTWARE},
        "object": [_link(entity) for entity in (*inputs, *lexicons, *models)],
        "result": [_link(entity) for entity in outputs],
    }
    descriptor = {
        "@id": NAME,
        "@type": "CreativeWork",
        "conformsTo": {"@id": PROFILE},
        "about": {"@id": "./"},
    }
    python = {
        "@id": "#python",
        "@type": "SoftwareApplication",
        "name": "Python",
        "version": software["python"],
    }
    entities = [descriptor, dataset, action, _software(software, packages), python, *packages, *described]
    unique = {entity["@id"]: entity for entity in entities}
    return {"@context": f"{PROFILE}/context", "@graph": list(unique.values())}


def write(crate: Mapping[str, Any], folder: Path) -> Path:
    """Write the metadata file into the crate's folder."""
    path = Path(folder) / NAME
    path.write_text(json.dumps(crate, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path


def inside(path: str, root: str) -> str | None:
    """Path relative to the crate's folder, or None for a file that lies outside it.

    Both are relative to the study's folder.

    Examples
    --------
    >>> inside("results/tables/rates.csv", "results"), inside("config/config.yaml", "results")
    ('tables/rates.csv', None)
    >>> inside("config/config.yaml", "."), inside("../data/a.txt", ".")
    ('config/config.yaml', None)
    """
    parts, top = PurePosixPath(path), PurePosixPath(root)
    if ".." in parts.parts or parts.is_absolute() or not parts.is_relative_to(top):
        return None
    return parts.relative_to(top).as_posix()


def _file(record: Mapping[str, Any], root: str, what: str) -> dict[str, Any]:
    """A file that went in: data of the crate, or, outside it, a work described by its sum."""
    path = inside(record["path"], root)
    return {
        "@id": quote(path) if path is not None else f"#{quote(record['path'], safe='')}",
        "@type": "File" if path is not None else "CreativeWork",
        "name": record["path"],
        "description": what,
        "contentSize": str(record["bytes"]),
        **_format(record["path"]),
        "sha256": record["sha256"],
    }


def _result(path: str, what: str) -> dict[str, Any]:
    if path.endswith("/"):
        return {"@id": quote(path), "@type": "Dataset", "name": path, "description": what}
    return {"@id": quote(path), "@type": "File", "name": path, "description": what, **_format(path)}


def _model(record: Mapping[str, Any], root: str) -> dict[str, Any]:
    scores = "; ".join(
        ", ".join(f"{name} {value}" for name, value in row.items()) for row in record["scores"]
    )
    return {
        "@id": f"#models-{quote(record['language'], safe='')}",
        "@type": "SoftwareApplication",
        "name": f"Annotation models, language {record['language']}",
        "description": scores or "No scores are given.",
        "softwareRequirements": [_link(entity) for entity in _model_files(record, root)],
    }


def _model_files(record: Mapping[str, Any], root: str) -> list[dict[str, Any]]:
    return [_file(one, root, f"Annotation model, language {record['language']}") for one in record["files"]]


def _software(software: Mapping[str, Any], packages: list[dict[str, Any]]) -> dict[str, Any]:
    version = " ".join(
        filter(None, [software["version"], software["commit"] and f"commit {software['commit']}"])
    )
    return {
        "@id": SOFTWARE,
        "@type": "SoftwareApplication",
        "name": software["name"],
        "version": version,
        "softwareRequirements": [
            {"@id": "#python"},
            *(_link(package) for package in packages),
        ],
    }


def _package(name: str, version: str | None) -> dict[str, Any]:
    return {
        "@id": f"#package-{quote(name, safe='')}",
        "@type": "SoftwareApplication",
        "name": name,
        "version": version or "not installed",
    }


def _format(path: str) -> dict[str, str]:
    known = FORMATS.get(PurePosixPath(path).suffix.lower())
    return {"encodingFormat": known} if known else {}


def _link(entity: Mapping[str, Any]) -> dict[str, str]:
    return {"@id": entity["@id"]}


def _inside(entity: Mapping[str, Any]) -> bool:
    return not entity["@id"].startswith("#") and entity["@type"] in ("File", "Dataset")


def description(path: Path) -> str:
    """What a result is, in a few words.

    Examples
    --------
    >>> description(Path("results/tables/rates.csv"))
    'Table: rates'
    """
    return f"{WHAT.get(path.suffix, 'Figure')}: {path.stem}"
