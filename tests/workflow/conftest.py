"""Whole small studies through the real command line, on a copy of the repository that a test may edit."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Checkout:
    """A copy of the repository's code, with the models linked, and a study beside it."""

    root: Path
    study: Path

    @property
    def results(self) -> Path:
        return self.study / "results"

    def environment(self) -> dict[str, str]:
        return os.environ | {"PYTHONPATH": str(self.root / "src"), "OMP_NUM_THREADS": "1", "CORES": "2"}

    def run(self, *options: str) -> subprocess.CompletedProcess:
        """`make report` on the study, or what snakemake says with other options."""
        call = [sys.executable, "-m", "machtstaal.commands.run", str(self.study), *options]
        return subprocess.run(
            call,
            env=self.environment(),
            cwd=self.root,
            capture_output=True,
            text=True,
            check=False,
            timeout=900,
        )

    def planned(self) -> set[str]:
        """Rules that a run would execute now."""
        done = self.run("--dry-run")
        assert done.returncode == 0, done.stdout + done.stderr
        table = re.findall(r"^ *([a-z][\w ]*?) {2,}\d+ *$", done.stdout + done.stderr, flags=re.MULTILINE)
        assert table or "Nothing to be done" in done.stdout + done.stderr, done.stdout + done.stderr
        return {rule.replace(" ", "_") for rule in table} - {"default", "all", "total"}


def checkout(repository: Path, folder: Path, study: str = "study") -> Checkout:
    root = folder / "machtstaal"
    root.mkdir()
    for name in ("src", "scripts", "workflow", "config"):
        shutil.copytree(
            repository / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
        )
    for name in ("Snakefile", "environment.yml", "requirements.lock", "pyproject.toml"):
        shutil.copy(repository / name, root / name)
    (root / "data").mkdir()
    shutil.copytree(repository / "data" / "lexicons", root / "data" / "lexicons")
    (root / "data" / "models").symlink_to(repository / "data" / "models")
    shutil.copytree(
        repository / "tests" / "studies" / "tiny",
        folder / study,
        ignore=shutil.ignore_patterns("results", ".snakemake"),
    )
    return Checkout(root, folder / study)


@pytest.fixture(scope="session")
def finished(repository, tmp_path_factory) -> Checkout:
    """A study run once from nothing; tests may look at it and leave it as it was."""
    made = checkout(repository, tmp_path_factory.mktemp("finished"))
    done = made.run()
    assert done.returncode == 0, done.stdout + done.stderr
    return made


@pytest.fixture
def finished_copy(finished, tmp_path) -> Checkout:
    """A copy of the finished study and its results, for a test that runs it again."""
    shutil.copytree(finished.root.parent, tmp_path / "copy", symlinks=True)
    return Checkout(tmp_path / "copy" / finished.root.name, tmp_path / "copy" / finished.study.name)


@pytest.fixture
def edited():
    """Change a file for one test: edited(path, text) or edited(path, old, new)."""
    kept: list[tuple[Path, str | None]] = []

    def edit(path: Path, *change: str) -> None:
        before = path.read_text(encoding="utf-8") if path.exists() else None
        kept.append((path, before))
        path.write_text(change[0] if len(change) == 1 else before.replace(*change, 1), encoding="utf-8")

    yield edit
    for path, before in reversed(kept):
        path.unlink() if before is None else path.write_text(before, encoding="utf-8")
