"""One set of pins: requirements.lock, and everything else agrees with it."""

import re
import tomllib

import yaml
from packaging.requirements import Requirement
from packaging.version import Version


def pins(repository):
    lines = (repository / "requirements.lock").read_text(encoding="utf-8").splitlines()
    requirements = [Requirement(line) for line in lines if line and not line.startswith("#")]
    assert all(str(r.specifier).startswith("==") for r in requirements)
    return {r.name.lower().replace("_", "-"): Version(str(r.specifier)[2:]) for r in requirements}


def test_every_requirement_of_the_package_is_pinned_within_its_bounds(repository):
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = pins(repository)
    for line in [*project["dependencies"], *project["optional-dependencies"]["dev"]]:
        wanted = Requirement(line)
        assert locked[wanted.name.lower().replace("_", "-")] in wanted.specifier, line


def test_the_lock_has_no_cuda_and_no_local_labels(repository):
    text = (repository / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"nvidia|cuda|triton|\+cpu", text)
    assert "torch==2.13.0" in text.splitlines()


def test_conda_installs_the_same_pins(repository):
    environment = yaml.safe_load((repository / "environment.yml").read_text(encoding="utf-8"))
    (pip,) = [entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict)]
    assert pip == ["-r requirements.lock", "-e ."]
    assert "python=3.11" in environment["dependencies"]
    assert len([entry for entry in environment["dependencies"] if isinstance(entry, str)]) == 2


def test_what_is_installed_is_what_is_locked(repository):
    from importlib.metadata import version

    for name in ("stanza", "torch", "polars", "snakemake", "scikit-learn"):
        assert Version(version(name).split("+")[0]) == pins(repository)[name], name
