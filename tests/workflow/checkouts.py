"""A copy of the repository that a test may edit, with a study beside it."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


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


def checkout(repository: Path, folder: Path, study: str = "study", copied: str = "tiny") -> Checkout:
    """Copy the code, and one of the studies of tests/studies beside it."""
    root = folder / "machtstaal"
    root.mkdir()
    for name in ("src", "scripts", "workflow", "config"):
        shutil.copytree(
            repository / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
        )
    for name in ("Snakefile", "environment.yml", "requirements.lock", "pyproject.toml", "CITATION.cff"):
        shutil.copy(repository / name, root / name)
    (root / "data").mkdir()
    for name in ("lexicons", "accuracy"):
        shutil.copytree(repository / "data" / name, root / "data" / name)
    (root / "data" / "models").symlink_to(repository / "data" / "models")
    shutil.copytree(
        repository / "tests" / "studies" / copied,
        folder / study,
        ignore=shutil.ignore_patterns("results", ".snakemake"),
    )
    return Checkout(root, folder / study)
