"""Which files of this library a script depends on, so that editing one reruns exactly what uses it."""

import ast
from functools import cache
from pathlib import Path

LIBRARY = Path(__file__).parent
DATA = (".yaml", ".tsv", ".html", ".css", ".js", ".md")


def used_by(script: Path) -> list[str]:
    """Paths of all library modules that a script imports, directly or through another module; sorted.

    Workflow engines see that a script changed, but not that a module it imports did. Data files beside a module
    (templates, measures) count as part of it.
    """
    found, waiting = set(), [*_imports(script.read_text(encoding="utf-8"))]
    while waiting:
        name = waiting.pop()
        for path in _files(name):
            if path not in found:
                found.add(path)
                if path.suffix == ".py":
                    waiting.extend(_imports_of(path))
    return sorted(str(path) for path in found)


@cache
def _imports_of(path: Path) -> tuple[str, ...]:
    return tuple(_imports(path.read_text(encoding="utf-8")))


def _imports(source: str) -> list[str]:
    """Dotted names of the library's modules that a source text imports, wherever it does so."""
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return [name for name in names if name == "machtstaal" or name.startswith("machtstaal.")]


def _files(name: str) -> list[Path]:
    """Files of a module or package, and the ``__init__`` of every package on the way to it."""
    parts = name.split(".")[1:]
    files = [LIBRARY.joinpath(*parts[:depth], "__init__.py") for depth in range(len(parts) + 1)]
    files.append(LIBRARY.joinpath(*parts).with_suffix(".py"))
    folder = LIBRARY.joinpath(*parts)
    if parts and folder.is_dir():
        files += [path for path in folder.rglob("*") if path.suffix in DATA]
    elif parts and folder.with_suffix(".py").exists():
        beside = [path for path in folder.parent.iterdir() if path.suffix in DATA]
        files += beside if folder.parent != LIBRARY else []
    return [path for path in files if path.is_file()]
