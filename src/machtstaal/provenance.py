"""Where results come from: what went in, by content, with which versions, seed and command. No dates: a rerun is equal."""

import json
import os
import platform
import re
import subprocess
from collections.abc import Iterable, Mapping
from importlib import metadata
from itertools import dropwhile, takewhile
from pathlib import Path
from typing import Any

from machtstaal.annotation import bundle
from machtstaal.problems import Problem

PACKAGE = "machtstaal"
CARD = "MODEL_CARD.md"


def collect(
    config: Mapping[str, Any],
    config_path: Path,
    inputs: Iterable[Path],
    models: Mapping[str, Path],
    lexicons: Iterable[Path],
    command: str,
    repository: Path,
) -> dict[str, Any]:
    """Everything that decides the results of a study.

    Parameters
    ----------
    config
        All settings, defaults included.
    config_path
        The config file.
    inputs
        The study's sheets and transcripts.
    models
        Language to the folder of its annotation models.
    lexicons
        Lexicon files.
    command
        The command that makes these results.
    repository
        Folder of this software, for its version in git.

    Returns
    -------
    dict
        ``study`` (title, config, settings, seed, command), ``inputs``, ``models``, ``lexicons`` (path relative to the
        study, size in bytes, sha256; of models also the scores and limits that their card tells), ``software`` (version, commit,
        packages, Python) and, apart from all that, ``machine``. Equal for two runs on one machine.

    Raises
    ------
    Problem
        If a file is missing.
    """
    study = _study_folder(Path(config_path))
    return {
        "study": {
            "title": config.get("title", ""),
            "config": _file(Path(config_path), study),
            "settings": dict(config),
            "seed": config.get("seed"),
            "command": command,
        },
        "inputs": [_file(path, study) for path in inputs],
        "models": [_models(language, Path(folder), study) for language, folder in sorted(models.items())],
        "lexicons": [_file(path, study) for path in lexicons],
        "software": software(Path(repository)),
        "machine": {
            "system": platform.platform(),
            "processor": platform.machine(),
            "cores": os.cpu_count(),
        },
    }


def write(provenance: Mapping[str, Any], path: Path) -> None:
    """Write provenance as JSON, always in the same order."""
    text = json.dumps(provenance, ensure_ascii=False, indent=2)
    Path(path).write_text(text + "\n", encoding="utf-8")


def software(repository: Path) -> dict[str, Any]:
    """Version of this software, its commit, and the versions of what it is built on.

    The commit is null outside a git repository; ``changed`` says whether tracked files differ from it, and ``date``
    is the commit's, so that it is the same in every run.
    """
    commit = _git(repository, "rev-parse", "HEAD")
    return {
        "name": PACKAGE,
        "version": _version(PACKAGE),
        "commit": commit,
        "changed": bool(_git(repository, "status", "--porcelain", "--untracked-files=no"))
        if commit
        else None,
        "date": _git(repository, "show", "--no-patch", "--format=%cs", "HEAD") if commit else None,
        "python": platform.python_version(),
        "packages": _packages(),
    }


def scores(card: str) -> list[dict[str, str]]:
    """Scores in a model card: the first table under its heading `Scores`, each row as column to value.

    Parameters
    ----------
    card
        Text of the card (Markdown).

    Returns
    -------
    list of dict
        Empty where the card has no such table.

    Examples
    --------
    >>> scores('''# Models
    ... ## Scores
    ... CoNLL-18 measures.
    ...
    ... | test set | LAS |
    ... |---|---|
    ... | Alpino test | 86.15 |
    ...
    ... ## Limits
    ... ''')
    [{'test set': 'Alpino test', 'LAS': '86.15'}]
    >>> scores("# Models")
    []
    """
    lines = [line.strip() for line in chapter(card, "Scores").splitlines()]
    table = list(
        takewhile(lambda line: line.startswith("|"), dropwhile(lambda line: not line.startswith("|"), lines))
    )
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    return [dict(zip(cells[0], row, strict=False)) for row in cells[2:]]


def chapter(card: str, heading: str) -> str:
    r"""Text of a Markdown document under a second-level heading, up to the next.

    Examples
    --------
    >>> chapter("# Models\n## Limits\nWritten Dutch.\n## Licence\nMIT", "Limits")
    'Written Dutch.'
    """
    lines = iter(card.splitlines())
    below = dropwhile(lambda line: line.strip() != f"## {heading}", lines)
    next(below, None)
    return "\n".join(takewhile(lambda line: not line.startswith(("# ", "## ")), below)).strip()


def _models(language: str, folder: Path, study: Path) -> dict[str, Any]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    if not files:
        raise Problem(f"{folder}: there are no annotation models for language '{language}' here.")
    files += sorted(set(bundle.encoder(folder).glob("*")) - set(files))
    card = folder / CARD
    told = card.read_text(encoding="utf-8") if card.exists() else ""
    return {
        "language": language,
        "folder": _relative(folder, study),
        "scores": scores(told),
        "limits": chapter(told, "Limits"),
        "files": [_file(path, study) for path in files],
    }


def _file(path: Path, study: Path) -> dict[str, Any]:
    try:
        return {
            "path": _relative(path, study),
            "bytes": Path(path).stat().st_size,
            "sha256": bundle.sha256(path),
        }
    except OSError as error:
        reason = str(error.strerror).lower()
        raise Problem(f"{path}: this file cannot be read ({reason}); is it still there?") from error


def _relative(path: Path, study: Path) -> str:
    """Path seen from the study's folder: the same wherever study and software lie together."""
    return Path(os.path.relpath(Path(path).resolve(), study.resolve())).as_posix()


def _study_folder(config_path: Path) -> Path:
    """Folder of the study: where its config lies, or the one above if that is called `config`."""
    folder = config_path.resolve().parent
    return folder.parent if folder.name == "config" else folder


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _packages() -> dict[str, str | None]:
    """Versions of the packages that this one requires."""
    try:
        required = metadata.requires(PACKAGE) or []
    except metadata.PackageNotFoundError:
        return {}
    names = [re.match(r"[\w.-]+", line)[0] for line in required if "extra ==" not in line]  # type: ignore[index]
    return {name: _version(name) for name in sorted(names, key=str.lower)}


def _git(repository: Path, *arguments: str) -> str | None:
    """What git says of this repository; None where it is none, or git is not there."""
    try:
        top = _run("git", "-C", str(repository), "rev-parse", "--show-toplevel")
        if Path(top).resolve() != Path(repository).resolve():
            return None
        return _run("git", "-C", str(repository), *arguments)
    except (OSError, subprocess.CalledProcessError):
        return None


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
