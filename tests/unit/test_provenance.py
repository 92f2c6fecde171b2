"""What decided the results is written down by content, and the same way every time."""

import hashlib
import json
import subprocess

import pytest

from machtstaal import provenance
from machtstaal.problems import Problem

CARD = """# Models
## Scores
| test set | LAS |
|---|---|
| Alpino test | 86.15 |
| Lassy test | 84.35 |

## Limits
Written Dutch.
"""


@pytest.fixture
def collect(tmp_path):
    """A study in a folder with a space, beside a software folder; collected with changes."""
    study, software = tmp_path / "my study", tmp_path / "software"
    for folder in (
        study / "config",
        study / "talk",
        software / "models" / "nl" / "pos",
        software / "lexicons",
    ):
        folder.mkdir(parents=True)
    (study / "config" / "config.yaml").write_text("groups: {a: A}\n")
    (study / "talk" / "één.txt").write_text("Jan: ja\n", encoding="utf-8")
    (software / "models" / "nl" / "pos" / "nl_pos.pt").write_bytes(b"\0\1")
    (software / "models" / "nl" / "MODEL_CARD.md").write_text(CARD)
    (software / "lexicons" / "verbs.tsv").write_text("lemma\n")

    def collected(**changed):
        given = {
            "config": {"title": "Proef", "seed": 7, "groups": {"a": "A"}},
            "config_path": study / "config" / "config.yaml",
            "inputs": [study / "talk" / "één.txt"],
            "models": {"nl": software / "models" / "nl"},
            "lexicons": [software / "lexicons" / "verbs.tsv"],
            "command": "make report",
            "repository": software,
        }
        return provenance.collect(**given | changed)

    collected.study, collected.software = study, software
    return collected


def test_files_are_told_by_their_sums_and_relative_paths(collect):
    found = collect()
    assert found["inputs"] == [
        {"path": "talk/één.txt", "bytes": 8, "sha256": hashlib.sha256(b"Jan: ja\n").hexdigest()}
    ]
    assert found["study"]["config"]["path"] == "config/config.yaml"
    assert found["lexicons"][0]["path"] == "../software/lexicons/verbs.tsv"
    assert [file["path"] for file in found["models"][0]["files"]] == [
        "../software/models/nl/MODEL_CARD.md", "../software/models/nl/pos/nl_pos.pt",
    ]  # fmt: skip


def test_settings_seed_and_command_are_there(collect):
    study = collect()["study"]
    assert (study["title"], study["seed"], study["command"], study["settings"]["groups"]) == (
        "Proef",
        7,
        "make report",
        {"a": "A"},
    )


def test_scores_and_limits_come_from_the_model_card(collect):
    models = collect()["models"][0]
    assert models["scores"] == [
        {"test set": "Alpino test", "LAS": "86.15"},
        {"test set": "Lassy test", "LAS": "84.35"},
    ]
    assert models["limits"] == "Written Dutch."


def test_models_without_a_card_have_no_scores(collect):
    (collect.software / "models" / "nl" / "MODEL_CARD.md").unlink()
    models = collect()["models"][0]
    assert (models["scores"], models["limits"]) == ([], "")


def test_the_bundled_models_have_scores(repository):
    card = (repository / "data" / "models" / "nl" / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert all(float(row["LAS"]) > 80 for row in provenance.scores(card))
    assert "Dutch" in provenance.chapter(card, "Limits")


def test_two_runs_write_the_same_bytes(collect, tmp_path):
    for name in ("one.json", "two.json"):
        provenance.write(collect(), tmp_path / name)
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    assert json.loads((tmp_path / "one.json").read_text(encoding="utf-8")) == collect()


def test_what_differs_between_machines_is_apart(collect):
    found = collect()
    machine = found.pop("machine")
    assert set(machine) == {"system", "processor", "cores"}
    assert machine["system"] not in json.dumps(found)


def test_packages_have_their_versions(collect):
    packages = collect()["software"]["packages"]
    assert packages["polars"].count(".") == 2
    assert "pytest" not in packages


def test_a_folder_that_is_no_repository_has_no_commit(collect):
    software = collect()["software"]
    assert (software["commit"], software["changed"], software["date"]) == (None, None, None)


def test_the_commit_is_that_of_the_software_not_of_a_folder_around_it(collect):
    def git(*arguments, folder=collect.software):
        subprocess.run(
            ["git", "-C", folder, "-c", "user.name=x", "-c", "user.email=x@x", *arguments],
            check=True,
            capture_output=True,
        )

    git("init", folder=collect.software.parent)
    assert collect()["software"]["commit"] is None
    git("init")
    git("add", ".")
    git("commit", "-m", "x", "--date", "2026-01-02T00:00:00")
    software = collect()["software"]
    assert len(software["commit"]) == 40
    assert software["changed"] is False
    (collect.software / "lexicons" / "verbs.tsv").write_text("lemma\nx\n")
    assert collect()["software"]["changed"] is True


def test_a_missing_file_is_a_problem_that_names_it(collect):
    with pytest.raises(Problem, match=r"weg\.txt: this file cannot be read \(no such file or directory\)"):
        collect(inputs=[collect.study / "weg.txt"])


def test_a_models_folder_without_files_is_a_problem(collect, tmp_path):
    (tmp_path / "leeg").mkdir()
    with pytest.raises(Problem, match=r"leeg: there are no annotation models for language 'nl' here"):
        collect(models={"nl": tmp_path / "leeg"})
