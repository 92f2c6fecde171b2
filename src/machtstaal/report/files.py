"""What the report is made from, read from the files of a study."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from machtstaal import forces_grid, lexicons, trees
from machtstaal.clusters import description
from machtstaal.evaluation import alignment
from machtstaal.networks import measures as network_measures
from machtstaal.report.inputs import ReportTables


def tables(
    paths: Mapping[str, str],
    folder: Path,
    languages: Sequence[str],
    settings: Mapping[str, Any],
    accuracy: Sequence[str] = (),
) -> ReportTables:
    """All tables of a study.

    Parameters
    ----------
    paths
        Name of a table to its Parquet file; also ``warnings`` (text), ``outcome`` (JSON), and, where the study has
        them, ``scenarios`` and ``force_terms`` (its sheets) and ``categories`` (labels of actors); for the report also
        ``methods`` (Markdown).
    folder, languages
        Lexicons of the study, for their coverage.
    settings
        All settings of the study.
    accuracy
        What was found on gold: one file a language (`alignment.read_all`), and the list of gold sets beside them.
    """
    frames = {name: pl.read_parquet(path) for name, path in paths.items() if path.endswith(".parquet")}
    frames["tokens"] = frames["tokens"].with_columns(
        lemma=trees.stems(frames["tokens"])
    )  # as key words have them
    del frames["responsibility_matrix"]  # for spreadsheets: the report makes its own from the cells
    nodes, sizes, terms = frames.pop("nodes"), frames.pop("sizes"), frames.pop("terms")
    for exported in ("stances", "alignments", "co_assignment"):
        del frames[exported]
    verbs = {language: frozenset(lexicons.load(folder, language).verbs["lemma"]) for language in languages}
    return ReportTables(
        **frames,
        networks=network_measures.summary(frames["edges"], nodes),
        clusters=sizes,
        cluster_terms=terms,
        central=description.central(frames["units"]),
        categories=_categories(paths, folder),
        outcome=json.loads(Path(paths["outcome"]).read_text(encoding="utf-8")),
        scenarios=forces_grid.scenarios(_path(paths, "scenarios")),
        force_terms=forces_grid.forces(_path(paths, "force_terms")),
        warnings=tuple(Path(paths["warnings"]).read_text(encoding="utf-8").splitlines()),
        verbs=verbs,
        facilitators=not settings["corpus"]["exclude_facilitators"],
        accuracy=alignment.read_all(accuracy),
        gold_sets=alignment.sets(accuracy),
        methods=Path(paths["methods"]).read_text(encoding="utf-8") if "methods" in paths else "",
    )


def figures(paths: Sequence[Path]) -> dict[str, tuple[Path, str, str]]:
    """Wide figures among `paths` by name: file (SVG where there is one, else PNG), caption, alternative text."""
    captions = next(path for path in paths if path.suffix == ".json")
    told = json.loads(captions.read_text(encoding="utf-8"))
    found: dict[str, tuple[Path, str, str]] = {}
    for path in sorted(paths):  # SVG comes after PNG and takes its place
        if path.suffix in (".png", ".svg") and path.stem.endswith("_2col"):
            stem = path.stem.removesuffix("_2col")
            found[stem] = (path, f"{told[stem]['title']}. {told[stem]['2col']}", told[stem]["alt"])
    return {stem: found[stem] for stem in told if stem in found}


def record(path: Path) -> dict[str, Any]:
    """Provenance of the study."""
    return json.loads(path.read_text(encoding="utf-8"))


def _path(paths: Mapping[str, str], name: str) -> Path | None:
    return Path(paths[name]) if name in paths else None


def _categories(paths: Mapping[str, str], folder: Path) -> pl.DataFrame | None:
    """Labels of the actor categories: beside the lexicons; a folder of one's own may have none."""
    path = Path(paths.get("categories", folder / "actor_categories.tsv"))
    return pl.read_csv(path, separator="\t", quote_char=None, infer_schema=False) if path.is_file() else None
