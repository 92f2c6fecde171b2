from pathlib import Path

import polars as pl
import pytest

from machtstaal import forces_grid, study
from machtstaal.problems import Problem

SCENARIOS = (
    "scenario\tlabel\tforce\tlevel\tnote\n"
    "wild-west\tWild West\tautonomie\thigh\tieder voor zich\n"
    "wild-west\t\twaarden\tlow\t\n"
    "utopia\tUser Utopia\tautonomie\tHigh\t\n"
    "pauze\tNa afloop\t\t\t\n"
)
FORCES = (
    "force\tlabel\tlanguage\tterm\tgloss\n"
    "autonomie\tDigitale autonomie\tnl\tafhankelijk*\tdependent\n"
    "autonomie\t\tnl\teigen  keuze\town choice\n"
    "autonomie\t\ten\t*autonomy\t\n"
    "waarden\tPublieke waarden\tnl\tprivacy\t\n"
)


@pytest.fixture
def sheet(tmp_path, monkeypatch):
    """Write a sheet and give its path."""
    monkeypatch.chdir(tmp_path)

    def write(text, name="grid.tsv"):
        Path(name).write_text(text, encoding="utf-8")
        return Path(name)

    return write


def test_scenarios_are_one_row_a_cell_of_the_grid(sheet):
    table = forces_grid.scenarios(sheet(SCENARIOS))
    assert table.schema == pl.Schema(forces_grid.SCENARIOS)
    assert table.rows() == [
        ("wild-west", "Wild West", "autonomie", "high", "ieder voor zich"),
        ("wild-west", "Wild West", "waarden", "low", ""),
        ("utopia", "User Utopia", "autonomie", "high", ""),
        ("pauze", "Na afloop", None, None, ""),
    ]


def test_forces_are_one_row_a_term(sheet):
    table = forces_grid.forces(sheet(FORCES))
    assert table.schema == pl.Schema(forces_grid.FORCES)
    assert table.select("force", "label", "language", "term").rows() == [
        ("autonomie", "Digitale autonomie", "nl", "afhankelijk*"),
        ("autonomie", "Digitale autonomie", "nl", "eigen keuze"),
        ("autonomie", "Digitale autonomie", "en", "*autonomy"),
        ("waarden", "Publieke waarden", "nl", "privacy"),
    ]


def test_a_study_without_grid_has_empty_tables():
    assert forces_grid.scenarios(None).shape == (0, 5)
    assert forces_grid.forces(None).shape == (0, 5)


S = "scenario\tlabel\tforce\tlevel\n"
F = "force\tlabel\tlanguage\tterm\n"


@pytest.mark.parametrize(
    ("read", "text", "sentence"),
    [
        (
            forces_grid.scenarios,
            "scenario\tlabel\tforce\nx\tX\ty\n",
            "row 1: column 'level' is missing; a sheet like this has 'scenario', 'label', 'force' and 'level'.",
        ),
        (forces_grid.scenarios, S + "\tX\ty\tlow\n", "row 2: 'scenario' is empty."),
        (forces_grid.scenarios, S + "x\t\ty\tlow\n", "row 2: 'label' is empty."),
        (
            forces_grid.scenarios,
            S + "wild west\tX\ty\tlow\n",
            "row 2: 'wild west' is not fit for an id; use letters, digits, '.', '_' and '-' only.",
        ),
        (
            forces_grid.scenarios,
            S + "x\tX\tde kracht\tlow\n",
            "row 2: 'de kracht' is not fit for an id; use letters, digits, '.', '_' and '-' only.",
        ),
        (
            forces_grid.scenarios,
            S + "x\tX\ty\tmedium\n",
            "row 2: level is 'low', 'middle' or 'high', not 'medium'.",
        ),
        (
            forces_grid.scenarios,
            S + "x\tX\ty\t\n",
            "row 2: force and level go together; fill in both or none.",
        ),
        (
            forces_grid.scenarios,
            S + "x\tX\ty\tlow\nx\tX\ty\thigh\n",
            "row 3: force 'y' of scenario 'x' stands in row 2 already.",
        ),
        (
            forces_grid.scenarios,
            S + "x\tX\ty\tlow\nx\tIks\tz\thigh\n",
            "row 3: 'x' is labelled 'Iks' here and 'X' in row 2.",
        ),
        (forces_grid.forces, F + "y\tY\tde\tz\n", "row 2: language is 'nl' or 'en', not 'de'."),
        (forces_grid.forces, F + "y\tY\tnl\t\n", "row 2: 'term' is empty."),
        (
            forces_grid.forces,
            F + "y\tY\tnl\tafh*lijk\n",
            "row 2: 'afh*lijk' is no term; write a lemma, 'prefix*', '*suffix', or several lemmas without '*'.",
        ),
        (
            forces_grid.forces,
            F + "y\tY\tnl\teigen keuze*\n",
            "row 2: 'eigen keuze*' is no term; write a lemma, 'prefix*', '*suffix', or several lemmas without '*'.",
        ),
        (
            forces_grid.forces,
            F + "y\tY\tnl\t*\n",
            "row 2: '*' is no term; write a lemma, 'prefix*', '*suffix', or several lemmas without '*'.",
        ),
        (
            forces_grid.forces,
            F + "y\tY\tnl\tmacht\ny\tY\tnl\tMacht\n",
            "row 3: term 'Macht' of force 'y' stands in row 2 already.",
        ),
    ],
)
def test_a_wrong_row_is_named(sheet, read, text, sentence):
    with pytest.raises(Problem) as problem:
        read(sheet(text))
    assert str(problem.value) == f"grid.tsv, {sentence}"


def test_a_force_of_the_grid_needs_terms(sheet):
    sheet(SCENARIOS, "scenarios.tsv")
    sheet(FORCES.replace("waarden\t", "waarde\t"), "forces.tsv")
    sheet("Anna: Ja.\n", "a.txt")
    sheet(
        "transcript\tpath\tlanguage\tworkshop\tgroup\tscenario\na\ta.txt\tnl\tone\tcitizen\tutopia\n",
        "transcripts.tsv",
    )
    config = {"groups": {"citizen": "Citizens"}, "scenarios": "scenarios.tsv", "forces": "forces.tsv"}
    with pytest.raises(Problem) as problem:
        study.load(config, "config.yaml")
    assert str(problem.value) == (
        "scenarios.tsv, row 3: force 'waarden' has no terms in the sheet of forces; did you mean 'waarde'?"
    )
    loaded = study.load({**config, "forces": None}, "config.yaml")
    assert [cell.scenario for cell in loaded.cells] == ["wild-west", "wild-west", "utopia", "pauze"]


@pytest.mark.parametrize(
    ("languages", "forces", "said"),
    [
        ("nl", F + "y\tY\tnl\tplan\nz\tZ\tnl\tdoel\n", []),
        ("nl en", F + "y\tY\tnl\tplan\ny\t\ten\tplan\nz\tZ\tnl\tdoel\n", ["no term in language 'en' for 'z'; talk about it cannot"]),
        ("nl en", F + "y\tY\tnl\tplan\nz\tZ\tnl\tdoel\n", ["no term in language 'en' for 'y' and 'z'; talk about them cannot"]),
        ("en", F + "y\tY\tnl\tplan\n", ["no term in language 'en' for 'y'; talk about it cannot"]),
    ],
)  # fmt: skip
def test_a_language_in_which_a_force_has_no_term_is_a_warning(sheet, languages, forces, said):
    rows = [f"{language}\t{language}.txt\t{language}\tone\tcitizen\t\n" for language in languages.split()]
    sheet("transcript\tpath\tlanguage\tworkshop\tgroup\tscenario\n" + "".join(rows), "transcripts.tsv")
    sheet(forces, "forces.tsv")
    for language in languages.split():
        sheet("Anna: Ja.\n", f"{language}.txt")
    loaded = study.load({"groups": {"citizen": "Citizens"}, "forces": "forces.tsv"}, "config.yaml")
    assert len(loaded.warnings) == len(said)
    assert all(
        warning.startswith(f"forces.tsv: {part}") for warning, part in zip(loaded.warnings, said, strict=True)
    )
