import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from machtstaal.problems import Problem
from machtstaal.readers import read

STEADY = settings(deadline=None, derandomize=True, database=None)


@pytest.fixture
def table(tmp_path, monkeypatch):
    """Read a text as a file called a.csv (or another name)."""
    monkeypatch.chdir(tmp_path)

    def read_text(text, name="a.csv"):
        (tmp_path / name).write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
        return read(name)

    return read_text


def said(transcript):
    return [(turn.speaker, turn.text) for turn in transcript.utterances]


@pytest.mark.parametrize(
    "text",
    [
        'speaker,text\nAnna,"Ja, maar"\nBram,Nee\n',
        "speaker;text\r\nAnna;Ja, maar\r\nBram;Nee\r\n",
        "speaker\ttext\nAnna\tJa, maar\nBram\tNee\n",
        'Text,Speaker\n"Ja, maar",Anna\n\nNee,Bram\n',
        "Spreker;Tekst;;\nAnna:;Ja, maar;;\nBram:;Nee;;\n",
    ],
    ids=["comma", "semicolon", "tab", "other order", "dutch"],
)
def test_the_delimiter_and_the_columns_are_found_in_the_header(table, text):
    transcript = table(text)
    assert said(transcript) == [("Anna", "Ja, maar"), ("Bram", "Nee")]
    assert transcript.warnings == []


def test_turns_scenarios_and_times_come_along(table):
    turns = table(
        "turn,speaker,text,scenario,start,end\n7,Anna,Ja,wild-west,12.5,0:14\nx-8,Bram,Nee,,00:00:14.250,\n"
    ).utterances
    assert [(turn.turn, turn.scenario, turn.start_ms, turn.end_ms) for turn in turns] == [
        ("7", "wild-west", 12500, 14000),
        ("x-8", None, 14250, None),
    ]
    assert [turn.place for turn in turns] == ["row 2", "row 3"]


def test_a_spreadsheet_with_decimal_commas(table):
    assert table("speaker;text;start\nAnna;Ja;12,5\n").utterances[0].start_ms == 12500


def test_quotes_and_line_ends_inside_a_cell(table):
    transcript = table('speaker,text\nAnna,"Zij zei ""nee"",\nen ging."\nBram,dat "mag" best\n')
    assert said(transcript) == [("Anna", 'Zij zei "nee",\nen ging.'), ("Bram", 'dat "mag" best')]
    assert transcript.utterances[1].place == "row 3"


def test_a_speaker_named_like_a_header_speaks(table):
    assert said(table("speaker,text\nspeaker,text\ntext,Ja\n")) == [("speaker", "text"), ("text", "Ja")]


def test_a_header_once_more_in_the_middle_is_data_for_the_researcher_to_see(table):
    assert len(table("speaker,text\nAnna,Ja\nspeaker,text\nBram,Nee\n").utterances) == 3


def test_columns_without_a_use_are_named(table):
    assert table("speaker,text,code,note\nAnna,Ja,3,x\n").warnings == [
        "a.csv, row 1: not used: 'code' and 'note'."
    ]


def test_a_windows_file_is_read_with_a_warning(table):
    transcript = table("speaker;text\nAnna;één café\n".encode("windows-1252"))
    assert said(transcript) == [("Anna", "één café")]
    assert transcript.warnings == [
        "a.csv: not UTF-8, read as Windows-1252 (as in 'Anna;één'); if that looks wrong, save it as UTF-8."
    ]


def test_unicode_text_of_excel_is_utf_16_with_tabs(table):
    assert said(table("speaker\ttext\r\nAnna\tJa, één\r\n".encode("utf-16"), "a.tsv")) == [
        ("Anna", "Ja, één")
    ]


def test_a_turn_of_twenty_thousand_words(table):
    words = " ".join(f"woordenschat{n}" for n in range(20_000))
    assert len(words) > 200_000
    assert said(table(f"speaker,text\nAnna,{words}\n")) == [("Anna", words)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "name;tekst regel\nAnna;Ja\n",
            "a.csv, row 1: no column 'text'; the columns are 'name' and 'tekst regel'. "
            "A transcript needs the columns 'speaker' and 'text'.",
        ),
        (
            "wie zegt het|wat\nAnna|Ja\n",
            "a.csv, row 1: no column 'speaker' or 'text'; the columns are 'wie zegt het|wat'. "
            "A transcript needs the columns 'speaker' and 'text'.",
        ),
        ("speaker,text\n", "a.csv: has a header and no rows."),
        ("speaker,text\nAnna,Ja\n,Nee\n", "a.csv, row 3: no speaker. Name who says 'Nee'."),
        (
            'speaker,text\nAnna,"Ja\nBram,Nee\n',
            "a.csv, row 2: a quotation mark opens a cell but does not close it rightly; write a quotation mark "
            'inside a cell twice ("").',
        ),
        (
            'speaker,text\nAnna,Ja\nBram,"Nee" zei hij\n',
            "a.csv, row 3: a quotation mark opens a cell but does not close it rightly; write a quotation mark "
            'inside a cell twice ("").',
        ),
        (
            "speaker,text\nAnna,Ja, maar\n",
            "a.csv, row 2: 3 cells where the header has 2; put text that holds a comma between quotation marks.",
        ),
        (
            "turn,speaker,text\n1,Anna,Ja\nen nog wat\n",
            "a.csv, row 3: has 1 of the 3 cells that the header names; put text that runs over several lines "
            "between quotation marks.",
        ),
        (
            "turn,speaker,text\n1,Anna,Ja\n,Bram,Nee\n",
            "a.csv, row 3: no turn. Number all turns, or leave the column 'turn' out.",
        ),
        ("turn,speaker,text\n1,Anna,Ja\n1,Bram,Nee\n", "a.csv, row 3: turn '1' stands in row 2 already."),
        (
            "speaker,text,start\nAnna,Ja,kwart over\n",
            "a.csv, row 2: start 'kwart over' is no time; write seconds (12.5) or hh:mm:ss.",
        ),
        ("speaker,text,start,end\nAnna,Ja,5,4\n", "a.csv, row 2: end (4) is before start (5)."),
        ("", "a.csv: is empty."),
    ],
)
def test_a_wrong_table_is_a_problem_that_names_the_row(table, text, sentence):
    with pytest.raises(Problem) as problem:
        table(text)
    assert str(problem.value) == sentence


CELL = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff"), min_size=1, max_size=30
)
CELL = CELL.map(lambda text: " ".join(text.split())).filter(bool)


@STEADY
@given(
    st.lists(st.tuples(CELL.filter(lambda name: name.rstrip(": ")), CELL), min_size=1, max_size=6),
    st.sampled_from(",;\t"),
)
def test_any_table_survives_being_written_and_read(tmp_path_factory, rows, delimiter):
    path = tmp_path_factory.getbasetemp() / "round.csv"
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([("speaker", "text"), *rows])
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    expected = [(speaker.rstrip(": "), text) for speaker, text in rows]
    assert said(read(path)) == expected


@STEADY
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
def test_any_text_is_a_table_or_a_problem(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(("speaker,text\n" + text).encode("utf-8"))
    try:
        assert all(turn.speaker for turn in read(path).utterances)
    except Problem as problem:
        assert str(path) in str(problem)
