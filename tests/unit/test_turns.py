from pathlib import Path

import polars as pl
import pytest

from machtstaal import modules, study, turns
from machtstaal.problems import Problem

SHARED = Path(__file__).resolve().parents[3] / "shared" / "corpora"
HEADER = "transcript\tpath\tlanguage\tworkshop\tgroup\tscenario\n"


@pytest.fixture
def make(tmp_path, monkeypatch):
    """Make a study of transcripts {(id, workshop, group): text or bytes} and collect its turns."""
    monkeypatch.chdir(tmp_path)

    def collect(transcripts, speakers=None, scenario="", **settings):
        rows = []
        for (name, workshop, group), content in transcripts.items():
            file = name if "." in name else f"{name}.txt"
            Path(file).write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
            rows.append(f"{Path(file).stem}\t{file}\tnl\t{workshop}\t{group}\t{scenario}\n")
        Path("transcripts.tsv").write_text(HEADER + "".join(rows), encoding="utf-8")
        if speakers is not None:
            Path("speakers.tsv").write_text(speakers, encoding="utf-8")
            settings["speakers"] = "speakers.tsv"
        settings.setdefault("groups", {"citizen": "Citizens", "expert": "Experts"})
        return turns.collect(study.load(settings, "config.yaml"))

    return collect


TWO = {
    ("a", "one", "citizen"): "Eva: Welkom.\nAnna: Ja,\n  dat\tklopt.\n\nBram: Nee.\nAnna: Jawel.\n",
    ("b", "two", "expert"): "Carla: Goed.\nEva: Dank.\nAnna: Graag gedaan.\n",
}


def test_one_row_a_turn_in_the_order_of_sheet_and_file(make):
    table, warnings = make(TWO, corpus={"facilitators": ["eva"]})
    assert warnings == []
    assert table.schema == pl.Schema(turns.SCHEMA)
    columns = ("turn", "workshop", "group", "speaker", "role", "speaker_code", "n_words", "text")
    assert table.select(columns).rows() == [
        ("a-001", "one", "citizen", "Eva", "facilitator", "F01", 1, "Welkom."),
        ("a-002", "one", "citizen", "Anna", "participant", "C01", 3, "Ja, dat klopt."),
        ("a-003", "one", "citizen", "Bram", "participant", "C02", 1, "Nee."),
        ("a-004", "one", "citizen", "Anna", "participant", "C01", 1, "Jawel."),
        ("b-001", "two", "expert", "Carla", "participant", "E01", 1, "Goed."),
        ("b-002", "two", "expert", "Eva", "facilitator", "F02", 1, "Dank."),
        ("b-003", "two", "expert", "Anna", "participant", "E02", 2, "Graag gedaan."),
    ]
    assert table["scenario"].to_list() == [None] * 7
    assert table["language"].unique().to_list() == ["nl"]


def test_the_same_study_gives_the_same_table(make):
    assert make(TWO)[0].equals(make(TWO)[0])


def test_one_label_in_one_workshop_is_one_person_also_over_transcripts(make):
    table, _ = make(
        {
            ("a1", "one", "citizen"): "Bram: Ja.\nAnna: Nee.\n",
            ("a2", "one", "citizen"): "Anna: Goed.\n",
            ("b", "two", "expert"): "Anna: Nou.\n",
        }
    )
    assert table["speaker_code"].to_list() == ["C01", "C02", "C02", "E01"]


def test_speakers_of_a_mixed_transcript_get_their_group_from_their_sheet(make):
    table, warnings = make(
        {("a", "one", ""): "Eva: Welkom.\nAnna: Ja.\nBram: Nee.\n"},
        speakers="transcript\tspeaker\tgroup\trole\na\tAnna\tcitizen\t\na\tBram\texpert\tparticipant\na\tEva\t\tfacilitator\na\tDirk\texpert\t\n",
    )
    assert table.select("speaker_code", "group", "role").rows() == [
        ("F01", None, "facilitator"),
        ("C01", "citizen", "participant"),
        ("E01", "expert", "participant"),
    ]
    assert warnings == ["speakers.tsv, row 5: 'Dirk' never speaks in transcript 'a'."]


def test_a_csv_keeps_its_turn_ids_and_scenarios(make):
    table, _ = make(
        {
            (
                "a.csv",
                "one",
                "citizen",
            ): "turn,speaker,text,scenario,start,end\n7,Anna,Ja.,,1,2.5\nx.8,Bram,Nee.,rust,3,\n",
            ("b", "two", "expert"): "Carla: Goed.\n",
        },
        scenario="storm",
    )
    assert table.select("turn", "scenario", "start_ms", "end_ms").rows() == [
        ("a-7", "storm", 1000, 2500),
        ("x.8", "rust", 3000, None),
        ("b-001", "storm", None, None),
    ]


def test_turns_without_text_are_counted_and_leave_no_gap(make):
    table, warnings = make(
        {
            (
                "a",
                "one",
                "citizen",
            ): "Anna:\nBram: Nee.\nAnna: \u200b\nBram: [onverstaanbaar]\nAnna: ...\nBram: 😀\n"
        },
        groups={"citizen": "Citizens"},
    )
    assert table.select("turn", "text").rows() == [
        ("a-001", "Nee."),
        ("a-002", "[onverstaanbaar]"),
        ("a-003", "..."),
        ("a-004", "😀"),
    ]
    assert warnings == ["a.txt: turns without text were left out: 2."]


def test_emoji_and_combining_characters_stay_as_they_are(make):
    text = "Zee\u0308n 👩‍👩‍👧‍👦 cafe\u0301 ﬁets 𝔸 🇳🇱 —"
    table, _ = make({("a", "one", "citizen"): f"Anna: {text}\n"}, groups={"citizen": "Citizens"})
    assert table["text"].item() == text
    assert table["n_words"].item() == 7


def test_a_turn_of_twenty_thousand_words(make, tmp_path):
    words = " ".join(["woord"] * 20_000)
    table, _ = make({("a", "one", "citizen"): f"Anna: {words}\n"}, groups={"citizen": "Citizens"})
    assert table["n_words"].item() == 20_000
    table.write_parquet(tmp_path / "turns.parquet")
    assert pl.read_parquet(tmp_path / "turns.parquet").equals(table)


def test_more_than_999_turns_and_a_hundred_speakers(make):
    text = "".join(f"Spreker {n % 120}: Ja {n}.\n" for n in range(1200))
    table, _ = make({("a", "one", "citizen"): text}, groups={"citizen": "Citizens"})
    assert table["turn"].to_list()[998:1001] == ["a-999", "a-1000", "a-1001"]
    assert table["speaker_code"].to_list()[99] == "C100"


def test_all_warnings_of_readers_and_sheets_come_together(make):
    _, warnings = make(
        {
            ("a", "één", "citizen"): "Anna: een idee.\nBram: één café.\n".encode("windows-1252"),
            ("b.csv", "two", "expert"): "speaker,text,code\nCarla,Goed.,x\n",
        },
    )
    assert warnings == [
        "a.txt: not UTF-8, read as Windows-1252 (as in 'één'); if that looks wrong, save it as UTF-8.",
        "b.csv, row 1: not used: 'code'.",
    ]


def test_labels_that_look_alike_and_labels_of_machines_are_worth_a_warning(make):
    _, warnings = make(
        {
            ("a1", "one", "citizen"): "Anna: Ja.\nANNA (lacht): Ja.\nSpreker 1: Goed.\nSPEAKER_00: Ja.\n",
            ("a2", "one", "citizen"): "SPEAKER_00: Ja.\nDirk: Ja.\n",
        },
        groups={"citizen": "Citizens"},
    )
    assert warnings == [
        "workshop 'one': 'Anna' and 'ANNA (lacht)' look like one speaker, but count as 2.",
        "workshop 'one': 'SPEAKER_00' counts as one person in transcripts 'a1' and 'a2'; if these are different voices, "
        "give them names.",
    ]


@pytest.mark.parametrize(
    ("transcripts", "options", "sentence"),
    [
        (
            {("a", "one", "citizen"): "Zomaar een tekst.\n"},
            {},
            "a.txt: no speaker in the whole file. Write 'Name: text' at the start of each turn.",
        ),
        ({("a", "one", "citizen"): ""}, {}, "a.txt: is empty."),
        ({("a", "one", "citizen"): "Anna:\n\nBram:\n"}, {}, "a.txt: nobody says anything in it."),
        (
            {("a", "one", "citizen"): b"%PDF-1.4"},
            {},
            "a.txt: is not text: it looks like a PDF; copy its text into a .txt or .docx file.",
        ),
        (
            {("a.csv", "one", "citizen"): "turn,speaker,text\nde eerste,Anna,Ja.\n"},
            {},
            "a.csv, row 2: turn 'de eerste' is not fit for an id; use letters, digits, '.', '_' and '-' only.",
        ),
        (
            {
                ("a.csv", "one", "citizen"): "turn,speaker,text\nx1,Anna,Ja.\n",
                ("b.csv", "two", "citizen"): "turn,speaker,text\nx0,Anna,Ja.\nx1,Bram,Nee.\n",
            },
            {},
            "b.csv, row 3: turn 'x1' is used in a.csv, row 2 already.",
        ),
        (
            {("a", "one", ""): "Anna: Ja.\nBram: Nee.\n"},
            {"speakers": "speaker\tgroup\nAnna\tcitizen\nBrams\tcitizen\n"},
            "a.txt, line 2: 'Bram' has no group; transcripts.tsv, row 2 has none, and speakers.tsv does not list 'Bram' "
            "(but 'Brams').",
        ),
        (
            {("a", "one", "citizen"): "Anna: Ja.\n", ("b", "one", "expert"): "Bram: Ja.\nAnna: Nee.\n"},
            {"groups": {"citizen": "Citizens", "expert": "Experts"}},
            "b.txt, line 2: 'Anna' has group 'expert' here and 'citizen' in a.txt; one label in one workshop ('one') is "
            "one person, so give one of them another name.",
        ),
        (
            {("a", "one", "citizen"): "Anna: Ja.\n", ("b", "one", "citizen"): "Bram: Ja.\nAnna: Nee.\n"},
            {"speakers": "transcript\tspeaker\tgroup\trole\na\tAnna\tcitizen\tfacilitator\n"},
            "b.txt, line 2: 'Anna' has role 'participant' here and 'facilitator' in a.txt; one label in one workshop "
            "('one') is one person, so give one of them another name.",
        ),
    ],
)
def test_what_cannot_be_collected_is_a_problem(make, transcripts, options, sentence):
    options = {"groups": {"citizen": "Citizens"}, **options}
    with pytest.raises(Problem) as problem:
        make(transcripts, **options)
    assert str(problem.value) == sentence


def test_a_scenario_in_a_transcript_has_to_be_one_of_the_studys(make):
    Path("scenarios.tsv").write_text("scenario\tlabel\tforce\tlevel\nstorm\tStorm\t\t\n", encoding="utf-8")
    with pytest.raises(Problem) as problem:
        make(
            {("a.csv", "one", "citizen"): "speaker,text,scenario\nAnna,Ja.,strom\n"},
            groups={"citizen": "Citizens"},
            scenarios="scenarios.tsv",
        )
    assert (
        str(problem.value) == "a.csv, row 2: scenario 'strom' is not in scenarios.tsv; did you mean 'storm'?"
    )


def test_a_facilitator_may_lead_both_groups_of_one_workshop(make):
    table, _ = make(
        {("a", "one", "citizen"): "Eva: Dag.\nAnna: Ja.\n", ("b", "one", "expert"): "Eva: Dag.\nBram: Ja.\n"},
        corpus={"facilitators": ["Eva"]},
    )
    assert table["speaker_code"].to_list() == ["F01", "C01", "F01", "E01"]
    assert turns.speakers_table(table).rows() == [
        ("F01", "Eva", "one", None, "facilitator", 2, 2, 2),
        ("C01", "Anna", "one", "citizen", "participant", 1, 1, 1),
        ("E01", "Bram", "one", "expert", "participant", 1, 1, 1),
    ]


def test_the_table_of_speakers_counts_turns_and_words(make):
    table, _ = make(TWO, corpus={"facilitators": ["Eva"]})
    assert turns.speakers_table(table).rows() == [
        ("F01", "Eva", "one", "citizen", "facilitator", 1, 1, 1),
        ("C01", "Anna", "one", "citizen", "participant", 1, 2, 4),
        ("C02", "Bram", "one", "citizen", "participant", 1, 1, 1),
        ("E01", "Carla", "two", "expert", "participant", 1, 1, 1),
        ("F02", "Eva", "two", "expert", "facilitator", 1, 1, 1),
        ("E02", "Anna", "two", "expert", "participant", 1, 1, 2),
    ]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("corpus", "groups", "n_turns", "n_words", "n_facilitators"),
    [
        ("be-digital", ("questioner", "office_holder"), 264, 62_937, 0),
        ("alaska-water", ("citizen", "expert"), 5572, 194_271, 83),
    ],
)
def test_real_transcripts_are_collected_whole(corpus, groups, n_turns, n_words, n_facilitators):
    folder = SHARED / corpus
    if not folder.exists():
        pytest.skip(f"{folder} is not here")
    config = {"groups": {group: group for group in groups}, "speakers": "speakers.tsv"}
    table, warnings = turns.collect(study.load(config, folder / "config.yaml"))
    assert (table.height, table["n_words"].sum()) == (n_turns, n_words)
    assert table["turn"].n_unique() == n_turns
    speakers = turns.speakers_table(table)
    assert speakers.filter(pl.col("role") == "facilitator").height == n_facilitators
    assert speakers["n_words"].sum() == n_words
    assert all("Interviewee" in warning for warning in warnings)


def test_editing_any_reader_is_an_edit_of_what_collects_the_turns(tmp_path):
    script = tmp_path / "script.py"
    script.write_text("from machtstaal import turns\n", encoding="utf-8")
    readers = Path(turns.__file__).parent / "readers"
    used = {Path(path) for path in modules.used_by(script)}
    assert {path for path in readers.iterdir() if path.suffix in (".py", ".tsv")} <= used


def test_one_person_may_speak_two_languages(make):
    make(
        {
            ("a", "one", "citizen"): "Anna: Ja.\n",
            ("b", "one", "citizen"): "Anna: Yes.\nBram: No.\n",
            ("c", "two", "expert"): "Carla: Ja.\n",
        }
    )
    sheet = Path("transcripts.tsv")
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("b.txt\tnl", "b.txt\ten"), encoding="utf-8")
    groups = {"citizen": "Citizens", "expert": "Experts"}
    table, _ = turns.collect(study.load({"groups": groups}, "config.yaml"))
    assert table.select("speaker_code", "language").rows() == [
        ("C01", "nl"),
        ("C01", "en"),
        ("C02", "en"),
        ("E01", "nl"),
    ]
    assert turns.speakers_table(table)["n_transcripts"].to_list() == [2, 1, 1]
