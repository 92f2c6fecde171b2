"""The study as a research object that other software reads."""

import json

import pytest
from rocrate.rocrate import ROCrate

from machtstaal import crate

PROVENANCE = {
    "study": {
        "title": "Proef", "seed": 7, "command": "make report", "settings": {},
        "config": {"path": "config/config.yaml", "bytes": 9, "sha256": "aa"},
    },
    "inputs": [{"path": "talk/één.txt", "bytes": 8, "sha256": "bb"}],
    "models": [{
        "language": "nl", "folder": "../software/models/nl", "limits": "", "scores": [{"test set": "Alpino test", "LAS": "86.15"}],
        "files": [{"path": "../software/models/nl/pos.pt", "bytes": 2, "sha256": "cc"}],
    }],
    "lexicons": [{"path": "../software/lexicons/verbs.tsv", "bytes": 6, "sha256": "dd"}],
    "software": {
        "name": "machtstaal", "version": "0.1.0", "commit": "abc", "changed": False, "date": "2026-11-22", "python": "3.11.7",
        "packages": {"polars": "2.1.0", "torch": None},
    },
}  # fmt: skip
RESULTS = {"report.html": "Report", "tables/rates.csv": "Table: rates"}


@pytest.fixture
def read(tmp_path):
    """The crate as `rocrate` reads it."""

    def reading(root="results"):
        for name in RESULTS:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text("x")
        crate.write(crate.metadata(PROVENANCE, RESULTS, root), tmp_path)
        return ROCrate(tmp_path)

    return reading


def test_the_crate_is_read_by_the_reference_library(read):
    found = read()
    assert found.version == "1.1"
    assert found.name == "Proef"
    assert found.root_dataset["datePublished"].startswith("2026-11-22")
    assert {entity.id for entity in found.data_entities} == {"report.html", "tables/rates.csv"}


def test_the_run_ties_inputs_to_results(read):
    found = read()
    action = found.get("#run")
    assert action.type == "CreateAction"
    assert action["instrument"].id == "#machtstaal"
    assert {entity.id for entity in action["result"]} == {"report.html", "tables/rates.csv"}
    assert {entity["name"] for entity in action["object"]} == {
        "config/config.yaml", "talk/één.txt", "../software/lexicons/verbs.tsv", "Annotation models, language nl",
    }  # fmt: skip
    assert action["description"] == "make report (seed 7)"


def test_the_software_is_told_with_its_versions(read):
    software = read().get("#machtstaal")
    assert software["version"] == "0.1.0 commit abc"
    assert [(one["name"], one["version"]) for one in software["softwareRequirements"]] == [
        ("Python", "3.11.7"), ("polars", "2.1.0"), ("torch", "not installed"),
    ]  # fmt: skip


def test_what_lies_outside_the_crate_is_described_and_not_part_of_it(read):
    found = read()
    sheet = next(entity for entity in found.contextual_entities if entity.get("name") == "talk/één.txt")
    assert (sheet.type, sheet["sha256"]) == ("CreativeWork", "bb")
    assert sheet.id.startswith("#")


def test_inputs_inside_the_crate_are_its_data(tmp_path):
    graph = crate.metadata(PROVENANCE, {"results/report.html": "Report"}, ".")["@graph"]
    files = {entity["@id"] for entity in graph if entity["@type"] == "File"}
    assert files == {"config/config.yaml", "talk/%C3%A9%C3%A9n.txt", "results/report.html"}


def test_every_link_leads_to_an_entity_and_no_id_is_absolute():
    graph = crate.metadata(PROVENANCE, RESULTS, "results")["@graph"]
    ids = [entity["@id"] for entity in graph]
    assert len(ids) == len(set(ids))
    linked = {link["@id"] for entity in graph for value in entity.values() for link in _links(value)}
    assert linked - {crate.PROFILE} <= set(ids)
    assert not [one for one in ids if one.startswith(("/", "..", "file:"))]


def _links(value):
    if isinstance(value, dict):
        yield value
    for one in value if isinstance(value, list) else []:
        yield from _links(one)


def test_two_runs_write_the_same_bytes(tmp_path):
    texts = {
        crate.write(crate.metadata(PROVENANCE, RESULTS), tmp_path).read_text(encoding="utf-8")
        for _ in range(2)
    }
    assert len(texts) == 1
    assert json.loads(texts.pop())["@context"] == "https://w3id.org/ro/crate/1.1/context"


def test_without_a_commit_there_is_no_date():
    unknown = PROVENANCE | {"software": PROVENANCE["software"] | {"commit": None, "date": None}}
    graph = crate.metadata(unknown, RESULTS)["@graph"]
    assert "datePublished" not in next(entity for entity in graph if entity["@id"] == "./")
    assert next(entity for entity in graph if entity["@id"] == "#machtstaal")["version"] == "0.1.0"
