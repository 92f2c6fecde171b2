import shutil
from pathlib import Path

import pytest

from machtstaal import study
from machtstaal.problems import Problem

SHARED = Path(__file__).resolve().parents[3] / "shared" / "corpora"
HEADER = "transcript\tpath\tlanguage\tworkshop\tgroup\tscenario\n"
ROWS = "a\tdata/a.txt\tnl\tone\tcitizen\t\nb\tdata/b.csv\tnl\ttwo\texpert\twild-west\n"
GROUPS = {"citizen": "Citizens", "expert": "Experts"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A study of two transcripts in the folder config, beside nothing else."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config" / "data").mkdir(parents=True)
    (tmp_path / "config" / "data" / "a.txt").write_text("Anna: Ja.\n", encoding="utf-8")
    (tmp_path / "config" / "data" / "b.csv").write_text("speaker,text\nBram,Nee.\n", encoding="utf-8")
    sheet(HEADER + ROWS)
    return tmp_path / "config"


def sheet(text, name="transcripts.tsv", encoding="utf-8"):
    Path("config", name).write_bytes(text.encode(encoding))


def load(**settings):
    return study.load({"groups": GROUPS, **settings}, "config/config.yaml")


def problem(**settings):
    with pytest.raises(Problem) as raised:
        load(**settings)
    return str(raised.value)


def test_a_study_is_its_rows_with_paths_relative_to_the_sheet(folder):
    loaded = load()
    assert [
        (row.transcript, row.path.as_posix(), row.language, row.workshop, row.group, row.scenario)
        for row in loaded.rows
    ] == [
        ("a", "config/data/a.txt", "nl", "one", "citizen", None),
        ("b", "config/data/b.csv", "nl", "two", "expert", "wild-west"),
    ]
    assert [row.place for row in loaded.rows] == [
        "config/transcripts.tsv, row 2",
        "config/transcripts.tsv, row 3",
    ]
    assert loaded.row("b") is loaded.rows[1]
    assert loaded.folder == Path("config")
    assert loaded.sheets == (Path("config/config.yaml"), Path("config/transcripts.tsv"))
    assert loaded.warnings == ()


def test_paths_may_be_absolute_or_lead_out_of_the_folder_of_the_sheet(folder):
    outside = folder.parent / "elders" / "mijn opnames"
    outside.mkdir(parents=True)
    shutil.copy(folder / "data" / "a.txt", outside / "a.txt")
    shutil.copy(folder / "data" / "a.txt", outside / "c.txt")
    sheet(
        HEADER
        + f"a\t{outside / 'a.txt'}\tnl\tone\tcitizen\t\nc\t../elders/mijn opnames/c.txt\tnl\ttwo\texpert\t\n"
    )
    assert [row.path.as_posix() for row in load().rows] == [
        (outside / "a.txt").as_posix(),
        "elders/mijn opnames/c.txt",
    ]


@pytest.mark.parametrize("delimiter", ["\t", ";", ","])
def test_the_sheet_may_come_from_a_spreadsheet(folder, delimiter):
    text = (HEADER + ROWS).replace("\t", delimiter).replace("\n", f"{delimiter}\r\n")
    sheet(text + f"{delimiter * 6}\r\n", encoding="utf-8-sig")
    assert [row.transcript for row in load().rows] == ["a", "b"]


def test_capitals_in_the_header_and_empty_rows_do_not_matter(folder):
    sheet(HEADER.title() + "\n" + ROWS + "\n\n")
    assert [row.place for row in load().rows] == [
        "config/transcripts.tsv, row 3",
        "config/transcripts.tsv, row 4",
    ]


def test_a_sheet_in_windows_encoding_gives_a_warning(folder):
    sheet(HEADER + ROWS.replace("one", "één"), encoding="windows-1252")
    loaded = load()
    assert loaded.rows[0].workshop == "één"
    assert loaded.warnings == (
        "config/transcripts.tsv: not UTF-8, read as Windows-1252 (as in 'één'); if that looks wrong, save it as UTF-8.",
    )


SHEET = "config/transcripts.tsv"
SUFFIXES = "'.txt', '.csv', '.tsv', '.docx', '.vtt', '.srt' or '.json'"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            HEADER.replace("\tgroup", "") + "a\tdata/a.txt\tnl\tone\t\n",
            "row 1: column 'group' is missing; a sheet like this has 'transcript', 'path', 'language', 'workshop', "
            "'group' and 'scenario'.",
        ),
        (
            HEADER.replace("language", "langage") + ROWS,
            "row 1: column 'language' is missing; 'langage' looks like it.",
        ),
        (
            HEADER.replace("\n", "\tgroups\n") + ROWS,
            "row 1: unknown column 'groups'; did you mean 'group'?",
        ),
        (
            HEADER.replace("\n", "\tdate\n") + ROWS,
            "row 1: unknown column 'date'; known columns: 'transcript', 'path', 'language', 'workshop', 'group' and "
            "'scenario'.",
        ),
        (HEADER.replace("\n", "\tgroup\n") + ROWS, "row 1: column 'group' stands there twice."),
        (HEADER.replace("workshop\tgroup", "workshop\t\tgroup") + ROWS, "row 1: a column has no name."),
        (HEADER + "\tdata/a.txt\tnl\tone\tcitizen\t\n", "row 2: 'transcript' is empty."),
        (HEADER + "a\t\tnl\tone\tcitizen\t\n", "row 2: 'path' is empty."),
        (HEADER + "a\tdata/a.txt\t\tone\tcitizen\t\n", "row 2: 'language' is empty."),
        (HEADER + "a\tdata/a.txt\tnl\t\tcitizen\t\n", "row 2: 'workshop' is empty."),
        (
            HEADER + ROWS + "A\tdata/c.txt\tnl\tone\tcitizen\t\n",
            "row 4: transcript 'A' stands in row 2 already.",
        ),
        (
            HEADER + ROWS + "c\tdata/../data/a.txt\tnl\tone\tcitizen\t\n",
            "row 4: file 'data/../data/a.txt' stands in row 2 already.",
        ),
        (
            HEADER + "a/b\tdata/a.txt\tnl\tone\tcitizen\t\n",
            "row 2: 'a/b' is not fit for a file name; begin with a letter or digit and use letters, digits, '.', '_' "
            "and '-' only.",
        ),
        (
            HEADER + "..\tdata/a.txt\tnl\tone\tcitizen\t\n",
            "row 2: '..' is not fit for a file name; begin with a letter or digit and use letters, digits, '.', '_' "
            "and '-' only.",
        ),
        (
            HEADER + "a\tdata/aa.txt\tnl\tone\tcitizen\t\n",
            "row 2: 'aa.txt' does not exist in config/data; the folder has 'a.txt'.",
        ),
        (
            HEADER + "a\tdata/burgers.docx\tnl\tone\tcitizen\t\n",
            "row 2: 'burgers.docx' does not exist in config/data; paths are relative to config.",
        ),
        (
            HEADER + "a\tdat/a.txt\tnl\tone\tcitizen\t\n",
            "row 2: 'dat/a.txt' does not exist in config/dat; there is no such folder.",
        ),
        (
            HEADER + "a\tdata\\a.txt\tnl\tone\tcitizen\t\n",
            "row 2: 'data\\a.txt' does not exist in config; write '/' between folders instead of '\\'.",
        ),
        (
            HEADER + "a\tdata/a.txt\tdutch\tone\tcitizen\t\n",
            "row 2: language is 'nl' or 'en', not 'dutch'.",
        ),
        (
            HEADER + "a\tdata/a.pdf\tnl\tone\tcitizen\t\n",
            f"row 2: 'data/a.pdf' is of no format for transcripts; use {SUFFIXES}.",
        ),
        (
            HEADER + "a\tdata/a.txt\tnl\tone\tcitizens\t\n",
            "row 2: group 'citizens' is not declared in the config; did you mean 'citizen'?",
        ),
        (
            HEADER + "a\tdata/a.txt\tnl\tone\tcitizen\t\tja\n",
            "row 2: 7 cells where the header has 6; put text that holds a tab between quotation marks.",
        ),
    ],
)
def test_a_wrong_row_is_named(folder, text, sentence):
    if "data/c.txt" in text:
        shutil.copy(folder / "data" / "a.txt", folder / "data" / "c.txt")
    sheet(text)
    assert problem() == f"{SHEET}, {sentence}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", f"{SHEET}: is empty."), (HEADER, f"{SHEET}: has a header and no rows.")],
)
def test_a_sheet_without_rows_is_a_problem(folder, text, sentence):
    sheet(text)
    assert problem() == sentence


def test_a_spreadsheet_file_named_tsv_is_told_what_it_is(folder):
    Path("config/transcripts.tsv").write_bytes(b"PK\x03\x04 xl/workbook.xml")
    assert problem() == f"{SHEET}: is not text: it looks like an Excel workbook (.xlsx); save it as .csv."


def test_missing_sheets_are_named_with_the_key_that_names_them(folder):
    assert problem(transcripts="transcript.tsv") == (
        "config/config.yaml, transcripts: 'transcript.tsv' does not exist in config; the folder has 'transcripts.tsv'."
    )
    assert problem(speakers="sprekers.tsv") == (
        "config/config.yaml, speakers: 'sprekers.tsv' does not exist in config; paths are relative to config."
    )
    assert problem(scenarios="data") == "config/config.yaml, scenarios: 'data' is a folder, not a file."
    assert problem(discourse={"lexicons": "lex"}) == (
        "config/config.yaml, discourse.lexicons: 'lex' does not exist in config; paths are relative to config."
    )


def test_the_results_of_another_run_have_its_tables_and_are_not_this_study_s_own(folder):
    def named(name):
        return problem(multiverse={"other_results": name})

    place = "config/config.yaml, multiverse.other_results"
    assert named("stanza") == f"{place}: 'stanza' does not exist in config; paths are relative to config."
    for results in ("../results", "../other/results"):
        for table in study.OTHER_TABLES:
            path = Path("config", results, table)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
    assert (
        named("../results")
        == f"{place}: these are the results of this study itself; name those of another run."
    )
    assert load(multiverse={"other_results": "../other/results"}).other_results == Path("other/results")
    Path("other/results/discourse/forces.parquet").unlink()
    assert named("../other/results") == (
        f"{place}: '../other/results' has no discourse/forces.parquet; name the folder 'results' of a finished run."
    )


def test_a_group_without_transcripts_is_a_problem(folder):
    assert problem(groups={**GROUPS, "minister": "Ministers"}) == (
        "config/config.yaml, groups: 'minister' has no transcript in config/transcripts.tsv."
    )
    sheet("speaker\tgroup\nAnna\tcitizen\n", "speakers.tsv")
    assert problem(speakers="speakers.tsv", groups={**GROUPS, "minister": "Ministers"}) == (
        "config/config.yaml, groups: 'minister' has no transcript in config/transcripts.tsv and no speaker in "
        "config/speakers.tsv."
    )


def test_a_transcript_without_group_needs_a_sheet_of_speakers(folder):
    sheet(HEADER + ROWS.replace("citizen", ""))
    assert problem(groups={"expert": "Experts"}) == (
        f"{SHEET}, row 2: transcript 'a' has no group; fill it in, or name a sheet of speakers in config/config.yaml."
    )


def test_a_scenario_has_to_be_one_of_the_studys(folder):
    sheet("scenario\tlabel\tforce\tlevel\nwildwest\tWild West\t\t\n", "scenarios.tsv")
    assert problem(scenarios="scenarios.tsv") == (
        f"{SHEET}, row 3: scenario 'wild-west' is not in config/scenarios.tsv; did you mean 'wildwest'?"
    )


@pytest.mark.shared
@pytest.mark.parametrize(
    ("corpus", "groups", "n_rows"),
    [("be-digital", ("questioner", "office_holder"), 53), ("alaska-water", ("citizen", "expert"), 58)],
)
def test_real_sheets_load(corpus, groups, n_rows):
    folder = SHARED / corpus
    if not folder.exists():
        pytest.skip(f"{folder} is not here")
    config = {"groups": {group: group for group in groups}, "speakers": "speakers.tsv"}
    loaded = study.load(config, folder / "config.yaml")
    assert len(loaded.rows) == n_rows
    assert loaded.warnings == ()
