"""The manual in config/README.md says what the program does: its table of settings, and every example in it."""

import re

import pytest
import yaml

from machtstaal import readers, study, turns
from machtstaal.problems import Problem
from machtstaal.study import manual

RENEW = (
    "config/README.md is not up to date; renew its table of settings with: python -m machtstaal.study.manual"
)
SAID = [("Ria", "Ja, eh, dat weet ik niet."), ("Bo", "Maar wie betaalt dat?")]


@pytest.fixture(scope="module")
def text(repository):
    return (repository / "config" / "README.md").read_text(encoding="utf-8")


def example(text, heading, number=0):
    """The `number`-th fenced block under a heading."""
    section = re.search(rf"^#+ {re.escape(heading)}$\n(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)[1]
    return re.findall(r"^```\w*\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)[number]


def test_the_manual_holds_exactly_the_settings_of_the_program(text):
    assert manual.settings_table() in text, RENEW
    assert manual.renewed(text) == text, RENEW


def test_a_row_has_name_default_bounds_and_meaning():
    rows = manual.settings_table().splitlines()
    assert (
        "| `comparison.permutations` | `9999` | whole number, 19 to 10,000,000 | Permutations of groups over speakers. |"
        in rows
    )
    assert any(
        row.startswith("| `groups` | none, must be given | one or more lines `id: label`;") for row in rows
    )
    assert any(row.startswith("| `discourse.lexicons` | `null` | text or `null` |") for row in rows)
    assert any("| more than 0.5 and less than 1 |" in row.replace("number, ", "") for row in rows)
    assert len(rows) == 2 + 46


def test_only_what_stands_between_the_marks_is_renewed():
    old = f"before\n{manual.BEGIN}\n| old |\n{manual.END}\nafter\n"
    assert manual.renewed(old) == f"before\n{manual.BEGIN}\n{manual.settings_table()}\n{manual.END}\nafter\n"
    with pytest.raises(Problem, match="put them back"):
        manual.renewed("a manual without marks")


@pytest.mark.parametrize("suffix", [".csv", ".vtt", ".srt"])
def test_the_example_of_each_format_is_read_as_the_manual_says(text, suffix, tmp_path):
    heading = ".csv and .tsv" if suffix == ".csv" else suffix
    file = tmp_path / f"a{suffix}"
    file.write_text(example(text, heading), encoding="utf-8")
    found = readers.read(file).utterances
    assert [(turn.speaker, turn.text) for turn in found] == SAID
    assert [turn.start_ms for turn in found] == [5000, 11000]


def test_the_example_in_plain_text_has_two_lines_in_one_turn(text, tmp_path):
    file = tmp_path / "a.txt"
    file.write_text(example(text, ".txt"), encoding="utf-8")
    found = readers.read(file).utterances
    assert [turn.speaker for turn in found] == ["Ria", "Bo"]
    assert found[0].text == "Ja, eh, dat weet ik niet. En dan nog iets."
    assert [turn.start_ms for turn in found] == [5000, 11000]


def test_the_example_in_json_joins_the_segments_of_one_speaker(text, tmp_path):
    file = tmp_path / "a.json"
    file.write_text(example(text, ".json"), encoding="utf-8")
    found = readers.read(file).utterances
    assert [(turn.speaker, turn.text) for turn in found] == [
        ("SPEAKER_00", SAID[0][1]),
        ("SPEAKER_01", SAID[1][1]),
    ]


def test_the_example_sheets_make_a_study(text, tmp_path):
    from docx import Document

    config, recordings = tmp_path / "config", tmp_path / "recordings"
    config.mkdir()
    recordings.mkdir()
    for name in ("transcripts.tsv", "speakers.tsv", "scenarios.tsv", "forces.tsv"):
        (config / name).write_text(example(text, name), encoding="utf-8")
    settings = yaml.safe_load(example(text, "config.yaml: the settings"))
    for name in ("table 1.docx", "table 1b.docx"):
        document = Document()
        for label, words in SAID:
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{label}:").bold = True
            paragraph.add_run(f" {words}")
        document.save(str(recordings / name))
    (recordings / "professionals.vtt").write_text(example(text, ".vtt"), encoding="utf-8")
    (recordings / "plenary.csv").write_text(
        "speaker,text\nRia,Ja.\nDr. Kaya,Nee.\noudere man,Nou.\nGespreksleider,Dank.\n", encoding="utf-8"
    )

    settings |= {name: f"{name}.tsv" for name in ("speakers", "scenarios", "forces")}
    loaded = study.load(settings, config / "config.yaml")
    assert [(cell.scenario, cell.label, cell.level) for cell in loaded.cells] == [
        ("open", "Open city", "high"),
        ("open", "Open city", "low"),
        ("closed", "Closed city", "low"),
        ("closed", "Closed city", "high"),
    ]
    assert [term.term for term in loaded.terms] == ["vertrouwen", "wantrouw*", "*toezicht", "slimme camera"]

    found, warnings = turns.collect(loaded)
    plenary = found.filter(found["transcript"] == "plenary")
    assert plenary.select("turn", "speaker", "group", "role", "speaker_code").rows() == [
        ("plenary-001", "Ria", "resident", "participant", "R04"),  # R01 and R02 in May, R03 in June
        ("plenary-002", "Dr. Kaya", "professional", "participant", "P02"),
        ("plenary-003", "oudere man", "resident", "participant", "R05"),
        ("plenary-004", "Gespreksleider", None, "facilitator", "F01"),
    ]
    assert warnings == ["corpus.facilitators in the config: 'Mw. Vos' never speaks."]
