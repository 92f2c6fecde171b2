"""What DNA, Visone and Gephi get."""

import base64
import hashlib
import sqlite3

import networkx as nx
import polars as pl
import pytest

from machtstaal.networks import building, concepts, discourse, dna, exports, power

TURNS = pl.DataFrame(
    {
        "transcript": ["a", "a", "b"],
        "turn": ["a-001", "a-002", "b-001"],
        "speaker_code": ["C01", "E01", "C01"],
        "text": ["Zo 🙂 ja: niet delen.", "Wij delen alles.", "Meten mag."],
    }
)
STATEMENTS = pl.DataFrame(
    [
        ("a-001:1.5", "a", "a-001", "C01", "citizen", "delen", False, False, 9, 20),
        ("a-002:1.2", "a", "a-002", "E01", "expert", "delen", True, False, 0, 15),
        (None, "b", "b-001", "C01", "citizen", "meten", True, False, None, None),
        ("a-001:1.3", "a", "a-001", "C01", "citizen", "gaan", True, True, 0, 2),
    ],
    schema=["process", "transcript", "turn", "speaker_code", "group", "concept", "agreement", "hypothetical",
            "clause_start", "clause_end"],
    orient="row",
).with_columns(scenario=pl.lit(None, pl.String), language=pl.lit("nl"), proposed_by=pl.lit("assertion"))  # fmt: skip
ASK = """
SELECT y.Label, d.Title, v.Variable, e.Value, b.Value, s.Start, s.Stop, d.Text
FROM STATEMENTS s JOIN STATEMENTTYPES y ON y.ID = s.StatementTypeId JOIN DOCUMENTS d ON d.ID = s.DocumentId
JOIN DATASHORTTEXT t ON t.StatementId = s.ID JOIN VARIABLES v ON v.ID = t.VariableId JOIN ENTITIES e ON e.ID = t.Entity
JOIN DATABOOLEAN b ON b.StatementId = s.ID WHERE v.Variable = ? ORDER BY s.ID
"""


@pytest.fixture
def database(tmp_path):
    path = dna.write(tmp_path / "statements.dna", STATEMENTS, TURNS)
    with sqlite3.connect(path) as opened:
        yield opened
    opened.close()


def java(text, start, stop):
    """Substring as Java takes it, by UTF-16 units."""
    return text.encode("utf-16-le")[2 * start : 2 * stop].decode("utf-16-le")


def test_statements_stand_where_they_were_said(database):
    rows = database.execute(ASK, ("concept",)).fetchall()
    assert [(row[0], row[1], row[3], row[4], java(row[7], *row[5:7])) for row in rows] == [
        ("DNA Statement", "a", "delen", 0, " niet delen."[1:]),
        ("DNA Statement", "a", "delen", 1, "Wij delen alles"),
        ("DNA Statement", "b", "meten", 1, "Meten mag."),
        ("hypothetical", "a", "gaan", 1, "Zo"),
    ]


@pytest.mark.parametrize(
    ("variable", "values"),
    [("person", ["C01", "E01", "C01", "C01"]), ("organization", ["citizen", "expert", "citizen", "citizen"])],
)
def test_speakers_are_persons_and_groups_organisations(database, variable, values):
    assert [row[3] for row in database.execute(ASK, (variable,))] == values


def test_the_database_is_whole(database):
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert (
        database.execute("SELECT Value FROM SETTINGS WHERE Property = 'version'")
        .fetchone()[0]
        .startswith("3")
    )
    names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {
        "CODERS",
        "CODERRELATIONS",
        "REGEXES",
        "VARIABLELINKS",
        "DATALONGTEXT",
        "ATTRIBUTEVALUES",
    } <= names


def test_the_password_can_be_checked(database):
    stored = base64.b64decode(
        database.execute("SELECT Password FROM CODERS WHERE Name = 'Admin'").fetchone()[0]
    )
    salt, digest = stored[:16], stored[16:]
    found = hashlib.sha256(salt + b"machtstaal").digest()
    for _ in range(99_999):
        found = hashlib.sha256(found).digest()
    assert found == digest


def test_a_second_run_writes_the_same_file(tmp_path):
    first = dna.write(tmp_path / "one.dna", STATEMENTS, TURNS).read_bytes()
    assert dna.write(tmp_path / "two.dna", STATEMENTS, TURNS).read_bytes() == first
    assert dna.write(tmp_path / "one.dna", STATEMENTS, TURNS).read_bytes() == first


def test_no_statements_make_a_database_with_the_transcripts(tmp_path):
    path = dna.write(tmp_path / "none.dna", STATEMENTS.clear(), TURNS)
    with sqlite3.connect(path) as opened:
        assert opened.execute("SELECT COUNT(*) FROM DOCUMENTS").fetchone() == (2,)
        assert opened.execute("SELECT COUNT(*) FROM STATEMENTS").fetchone() == (0,)
    opened.close()


def test_discourse_networks_leave_out_what_is_hypothetical():
    made = discourse.stances(STATEMENTS)
    assert made.select("speaker_code", "group", "concept", "subtract").rows() == [
        ("C01", "citizen", "delen", -1),
        ("C01", "citizen", "meten", 1),
        ("E01", "expert", "delen", 1),
    ]
    pairs = discourse.alignments(STATEMENTS)
    assert pairs.select(
        "source", "target", "source_group", "conflict", "subtract", "average", "n_shared"
    ).rows() == [("C01", "E01", "citizen", 1, -1, pytest.approx(-1 / 1.5), 0)]


def test_the_tables_are_those_of_their_contracts():
    for rows in (STATEMENTS, STATEMENTS.clear()):
        assert dict(discourse.stances(rows).schema) == discourse.STANCE_SCHEMA
        assert dict(discourse.alignments(rows).schema) == discourse.ALIGNMENT_SCHEMA
    assert discourse.alignments(STATEMENTS.head(1)).height == 0


def test_the_graphs_have_weights_above_zero_and_open(tmp_path):
    found = dict(discourse.graphs(discourse.stances(STATEMENTS), discourse.alignments(STATEMENTS)))
    assert tuple(found) == discourse.NETWORKS
    assert [graph.number_of_edges() for graph in found.values()] == [3, 0, 1]
    for name, graph in found.items():
        read = nx.read_gexf(exports.gexf(graph, tmp_path / f"{name}.gexf"))
        assert set(read) == set(graph)
        drawn = nx.read_graphml(exports.graphml(graph, tmp_path / f"{name}.graphml"))
        assert all(weight > 0 for *_, weight in drawn.edges(data="weight"))
    assert found["stances"].nodes["C01"] == {"kind": "speaker", "group": "citizen"}
    assert found["stances"].edges["C01", "concept:delen"]["subtract"] == -1


def test_the_networks_built_together_are_those_built_apart():
    processes = pl.DataFrame(
        [
            ("p1", "beschermen", "government", "citizens", "agent", "none", False, "x", "S1"),
            ("p2", "beschermen", "government", "citizens", "agent", "obligation", False, "x", "S2"),
        ],
        schema=["process", "lemma", "agent_actor", "patient_actor", "power", "modality", "negated", "group", "speaker_code"],
        orient="row",
    ).with_columns(beneficiary_actor=pl.lit(None, pl.String))  # fmt: skip
    mentions = pl.DataFrame(
        schema=dict.fromkeys(("mention", "turn", "sentence", "actor", "group", "speaker_code"), pl.String)
    )
    turns = pl.DataFrame(schema={"transcript": pl.String, "turn": pl.String})
    frames = processes.select(
        "process", "group", "speaker_code", over="agent_actor", under="patient_actor"
    ).with_columns(relation=pl.lit("over"), polarity=pl.Series(["exercised", "deontic"]))
    traces = building.evidence(mentions, turns, processes, frames, window=2, by_language=False)
    together = building.edges(traces, min_weight=2)
    assert together.filter(network="power").equals(power.edges(frames))
    assert together.filter(network="actor_concept").equals(concepts.edges(processes))
