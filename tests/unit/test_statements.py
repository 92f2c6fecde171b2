import polars as pl
import pytest

from machtstaal import contracts, spreadsheets, tables
from machtstaal.networks import statements
from machtstaal.problems import Problem

TURNS = pl.DataFrame(
    {
        "transcript": ["a"] * 3,
        "turn": ["a-001", "a-002", "a-003"],
        "speaker_code": ["C01", "E01", "C01"],
        "group": ["citizen", "expert", "citizen"],
        "scenario": ["open", "open", None],
        "language": ["nl"] * 3,
        "role": ["participant"] * 3,
        "text": ["Ze mogen dat niet delen.", "Wij willen betalen.", "Dat kan."],
    }
)


def told(
    lemma="delen",
    modality="none",
    negated=False,
    agent=None,
    kind="verb",
    patient=None,
    number=1,
    turn="a-001",
):
    """One situated process."""
    here = TURNS.filter(pl.col("turn") == turn).drop("text", "role")
    return here.with_columns(
        process=pl.lit(f"{turn}:1.{number}"),
        lemma=pl.lit(lemma),
        kind=pl.lit(kind),
        modality=pl.lit(modality),
        negated=pl.lit(negated),
        agent_actor=pl.lit(agent, pl.String),
        patient=pl.lit(patient, pl.String),
        patient_actor=pl.lit(None, pl.String),
        clause_start=pl.lit(0, pl.Int32),
        clause_end=pl.lit(23, pl.Int32),
    )


@pytest.mark.parametrize(
    ("modality", "negated", "agent", "agreement", "hypothetical", "rule"),
    [
        ("none", False, None, True, False, "assertion"),
        ("ability", False, None, True, False, "assertion"),
        ("none", True, None, False, False, "negation"),
        ("ability", True, None, False, False, "negation"),
        ("obligation", False, None, True, False, "obligation"),
        ("permission", False, None, True, False, "permission"),
        ("prohibition", True, None, False, False, "prohibition"),
        ("prohibition", False, None, False, False, "prohibition"),
        ("no_obligation", True, None, False, False, "no_obligation"),
        ("no_obligation", False, None, False, False, "no_obligation"),
        ("volition", False, "we", True, False, "volition"),
        ("volition", False, "big_tech", True, True, "volition"),
        ("volition", False, None, True, True, "volition"),
        ("hypothetical", True, None, False, True, "negation"),
        ("epistemic", False, None, True, True, "epistemic"),
        ("prediction", False, None, True, True, "prediction"),
    ],
)
def test_agreement_is_proposed_from_negation_and_modality(
    modality, negated, agent, agreement, hypothetical, rule
):
    made = statements.propose(told(modality=modality, negated=negated, agent=agent))
    assert made.select("agreement", "hypothetical", "proposed_by").rows() == [(agreement, hypothetical, rule)]


def test_every_modality_has_a_rule():
    modalities = contracts.MODALITIES
    made = pl.concat(statements.propose(told(modality=modality)) for modality in modalities)
    assert set(made["proposed_by"]) == {"assertion", *modalities} - {"none", "ability"}


def test_what_takes_no_stance_makes_no_statement():
    silent = [told(kind="nominalisation"), told(lemma="hebben"), told(lemma=None)]
    assert statements.propose(pl.concat(silent)).height == 0


def test_a_predicate_is_a_concept_as_it_stands():
    made = statements.propose(told(lemma="onveilig", kind="copula"))
    assert made.select("concept", "agreement").rows() == [("onveilig", True)]  # no lexicon of evaluation


def test_a_concept_can_have_its_object_and_its_language():
    process = told(lemma="Delen", patient="Norm")
    assert statements.propose(process, concept="object")["concept"].item() == "delen (norm)"
    assert statements.propose(process, by_language=True)["concept"].item() == "nl:delen"
    assert statements.propose(told(), concept="object")["concept"].item() == "delen"


def test_the_table_is_that_of_its_contract():
    assert dict(statements.propose(told()).schema) == statements.SCHEMA
    assert dict(statements.propose(told().clear()).schema) == statements.SCHEMA


@pytest.fixture
def proposed():
    return statements.propose(
        pl.concat([told(), told("betalen", "volition", agent="we", turn="a-002"), told("meten", number=2)])
    )


@pytest.fixture
def sheet(tmp_path, proposed):
    path = tmp_path / "statements.csv"
    tables.write(spreadsheets.readable(proposed, TURNS), path)
    return path


def test_the_spreadsheet_is_read_as_it_was_written(sheet, proposed):
    read, warnings = statements.corrected(sheet, proposed, TURNS)
    assert warnings == []
    assert read.equals(proposed.sort("turn", maintain_order=True))


def test_corrections_are_the_researcher_s(sheet, proposed):
    text = sheet.read_text(encoding="utf-8").replace("meten,true", "controleren,ONWAAR")
    sheet.write_text("\n".join(line for line in text.splitlines() if "betalen" not in line), encoding="utf-8")
    read, _ = statements.corrected(sheet, proposed, TURNS)
    assert read.select("concept", "agreement", "proposed_by").rows() == [
        ("delen", True, "assertion"),
        ("controleren", False, "researcher"),
    ]


def test_statements_can_be_added_with_semicolons(tmp_path, proposed):
    path = tmp_path / "own.csv"
    path.write_text("turn;concept;agreement\na-003;privacy;0\na-002;betalen;1\n", encoding="utf-8")
    read, _ = statements.corrected(path, proposed, TURNS)
    assert read.select("turn", "speaker_code", "group", "concept", "agreement", "process").rows() == [
        ("a-002", "E01", "expert", "betalen", True, None),
        ("a-003", "C01", "citizen", "privacy", False, None),
    ]
    assert dict(read.schema) == statements.SCHEMA


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a-001,delen,perhaps,", "row 3: 'agreement' must be true or false, not 'perhaps'."),
        ("a-001,,true,", "row 3: 'concept' is empty; delete the row if this is no statement."),
        (",delen,true,", "row 3: 'turn' is empty."),
        ("a-009,delen,true,", "row 3: turn 'a-009' is not one of those that are analysed."),
        ("a-001,delen,true,E01", "row 3: says speaker 'E01', but turn 'a-001' is by 'C01'."),
    ],
)
def test_a_row_that_cannot_be_used_is_told_in_one_sentence(tmp_path, proposed, row, message):
    path = tmp_path / "own.csv"
    path.write_text(f"turn,concept,agreement,speaker_code\na-003,privacy,false,\n{row}\n", encoding="utf-8")
    with pytest.raises(Problem) as problem:
        statements.corrected(path, proposed, TURNS)
    assert str(problem.value) == f"{path}, {message}"


def test_a_missing_column_is_told(tmp_path, proposed):
    path = tmp_path / "own.csv"
    path.write_text("turn,concept\na-003,privacy\n", encoding="utf-8")
    with pytest.raises(Problem, match="column 'agreement' is missing"):
        statements.corrected(path, proposed, TURNS)
