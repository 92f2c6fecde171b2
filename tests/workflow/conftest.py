"""Whole small studies through the real command line, on a copy of the repository that a test may edit."""

import shutil
from pathlib import Path

import pytest
from checkouts import Checkout, checkout


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
