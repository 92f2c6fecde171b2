import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from machtstaal.problems import Problem
from machtstaal.readers import labels, read, txt
from machtstaal.readers.lines import Line, assemble

STEADY = settings(deadline=None, derandomize=True, database=None)


@pytest.fixture
def said(tmp_path, monkeypatch):
    """Read a text as a file called a.txt and give speakers and words."""
    monkeypatch.chdir(tmp_path)

    def read_text(text, known=frozenset()):
        (tmp_path / "a.txt").write_text(text, encoding="utf-8", newline="")
        return [(turn.speaker, turn.text) for turn in read("a.txt", known).utterances]

    return read_text


def test_a_turn_runs_to_the_next_speaker_also_over_blank_lines(said):
    assert said("Anna: Ja, eh,\ndat klopt.\n\nMaar toch.\nBram: Nee.\n") == [
        ("Anna", "Ja, eh, dat klopt. Maar toch."),
        ("Bram", "Nee."),
    ]


def test_windows_line_ends_and_no_last_line_end(said):
    assert said("Anna: Ja.\r\n\r\nBram: Nee.") == [("Anna", "Ja."), ("Bram", "Nee.")]


def test_two_turns_of_one_speaker_stay_two(said):
    assert said("Anna: Ja.\nAnna: En dan nog iets.\n") == [("Anna", "Ja."), ("Anna", "En dan nog iets.")]


def test_a_name_on_its_own_line_speaks_the_lines_below(said):
    assert said("Anna:\nJa.\n\nBram:\nNee.\n") == [("Anna", "Ja."), ("Bram", "Nee.")]


@pytest.mark.parametrize(
    "text",
    [
        "[00:00:01] Anna: Ja.\n[00:01:05] Bram: Nee.",
        "00:00:01 Anna: Ja.\n00:01:05 Bram: Nee.",
        "(00:01) Anna: Ja.\n(01:05) Bram: Nee.",
        "Anna [00:00:01]: Ja.\nBram [00:01:05]: Nee.",
        "Anna: [00:00:01] Ja.\nBram: [00:01:05,000] Nee.",
        "[00:00:01]\nAnna: Ja.\n[00:01:05]\nBram: Nee.",
        "Anna:\n[00:00:01]\nJa.\nBram:\n[00:01:05]\nNee.",
        "#00:00:01-0# Anna: Ja.\n#00:01:05-0# Bram: Nee.",
        "Anna 00:01\nJa.\n\nBram 01:05\nNee.\nAnna 01:08\n\nBram 01:09\n",
        "00:00:01 Spreker 1\nJa.\n00:01:05 Spreker 2\nNee.",
    ],
    ids=["before", "bare", "short", "after name", "after colon", "above", "below", "f4", "otter", "word"],
)
def test_time_stamps_wherever_programs_put_them(text, tmp_path):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    turns = txt.read(tmp_path / "a.txt").utterances
    assert [(turn.text, turn.start_ms) for turn in turns[:2]] == [("Ja.", 1000), ("Nee.", 65000)]
    assert turns[0].speaker in ("Anna", "Spreker 1")


def test_a_stamp_with_an_end_gives_the_end(tmp_path):
    (tmp_path / "a.txt").write_text("[00:00:01 - 00:00:04.5] Anna: Ja.\n", encoding="utf-8")
    turn = txt.read(tmp_path / "a.txt").utterances[0]
    assert (turn.start_ms, turn.end_ms) == (1000, 4500)


def test_stamps_inside_a_turn_leave_the_text_and_times_of_the_clock_stay(said):
    assert said("Anna: Het begon [00:05:00] om 10:30 en\n14:15 was het klaar.\nBram: Ja.\n") == [
        ("Anna", "Het begon om 10:30 en 14:15 was het klaar."),
        ("Bram", "Ja."),
    ]


def test_words_before_a_colon_inside_a_turn_do_not_become_speakers(said):
    text = (
        "Anna: Nou,\nik zeg het zo: dat kan niet.\nKijk: het is simpel.\nEn toen zei ze: nee.\n"
        "Dus: weg ermee, zie https://x.nl: daar.\nBram: Ja.\n"
    )
    speakers = [speaker for speaker, _ in said(text)]
    assert speakers == ["Anna", "Bram"]


@pytest.mark.parametrize(
    "label",
    [
        "Anna",
        "ANNA",
        "Anna de Wit",
        "Jan-Peter van 't Hof",
        "Mw. Jansen",
        "Dhr. J. de Boer",
        "S00",
        "SPEAKER_01",
        "Spreker 1",
        "deelnemer 12",
        "Deelnemer 3 (vrouw)",
        "Interviewer",
        "I",
        "Speaker",
        "Tekst",
        "Turn",
    ],
)
def test_a_label_that_looks_like_a_person_needs_to_stand_there_only_once(said, label):
    assert said(f"{label}: Ja.\nBram: Nee.\n")[0] == (label, "Ja.")


def test_any_short_label_used_twice_is_a_speaker(said):
    turns = said("oudere man: Ja.\nBram: Nee.\noudere man: Jawel.\n")
    assert [speaker for speaker, _ in turns] == ["oudere man", "Bram", "oudere man"]


def test_a_label_that_the_study_lists_is_a_speaker(said):
    turns = said(
        "enduser-1:Jan: Ja.\nDatum: Nee.\nKijk: Jawel.\n", frozenset({"enduser-1:Jan", "Datum", "Kijk"})
    )
    assert turns == [("enduser-1:Jan", "Ja."), ("Datum", "Nee."), ("Kijk", "Jawel.")]


def test_a_known_speaker_may_lack_the_space_after_the_colon(said):
    assert said("Anna: Ja.\nBram: Nee.\nAnna:Jawel.\n")[2] == ("Anna", "Jawel.")


def test_labels_in_brackets_and_markdown(said):
    assert said("[SPEAKER_00]: Ja.\n**Bram:** Nee.\n- Anna: Goed.\n---\n") == [
        ("SPEAKER_00", "Ja."),
        ("Bram", "Nee."),
        ("Anna", "Goed."),
    ]
    assert said("[Anna] Ja.\n[Bram] Nee. [lacht]\n[Anna] Goed.\n[lacht] Heel goed.\n[Bram] Ja.\n") == [
        ("Anna", "Ja."),
        ("Bram", "Nee. [lacht]"),
        ("Anna", "Goed. [lacht] Heel goed."),
        ("Bram", "Ja."),
    ]


def test_what_a_transcriber_marks_stays_in_the_text(said):
    text = "Anna: Ja //dat// (..) [onverstaanbaar] eh- 😀 cafe\u0301.\nBram: [lacht]\n"
    assert said(text) == [
        ("Anna", "Ja //dat// (..) [onverstaanbaar] eh- 😀 cafe\u0301."),
        ("Bram", "[lacht]"),
    ]


def test_a_file_of_noscribe_loses_its_description_and_overlaps_go_to_who_said_them(tmp_path):
    (tmp_path / "a.txt").write_text(
        "Workshop 1\n\nTranscribed with noScribe vers. 0.6\nAudio source: C:/opname.mp3\n\n(..) \n\n"
        "S00 [00:00:02]: We moeten //S01: mhm// dus verder [00:01:00] gaan.\n\nS01: Ja.\n",
        encoding="utf-8",
    )
    transcript = txt.read(tmp_path / "a.txt")
    assert [(turn.speaker, turn.text) for turn in transcript.utterances] == [
        ("S00", "We moeten dus verder gaan."),
        ("S01", "mhm"),
        ("S01", "Ja."),
    ]
    assert transcript.warnings == [f"{tmp_path}/a.txt, lines 1 to 4: noScribe's description was left out."]


def test_somebody_may_talk_about_noscribe(said):
    assert len(said("Anna: Ik gebruik noScribe.\n\nBram: Ik ook.\n")) == 2


BEFORE = "no speaker before this line. Write 'Name: text', or name the speaker in the line above."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Workshop toekomst\n\nAnna: Ja.\n", f"a.txt, line 1: {BEFORE}"),
        ("\n3 mei 2024\nAnna: Ja.\n", f"a.txt, line 2: {BEFORE}"),
        (
            "Datum: 3 mei\nAnna: Ja.\n",
            "a.txt, line 1: 'Datum' looks like a heading, not like a speaker; delete it, or list 'Datum' in the "
            "sheet of speakers.",
        ),
        (
            "Anna: Ja.\nScenario 2: Wild West\nAnna: Nee.\n",
            "a.txt, line 2: 'Scenario 2' looks like a heading, not like a speaker; delete it, or list 'Scenario 2' "
            "in the sheet of speakers.",
        ),
        (
            "Anna: Ja.\noudere man: Nee.\n",
            "a.txt, line 2: is 'oudere man' a speaker? If so, list the label in the sheet of speakers; if not, "
            "join this line to the one above it.",
        ),
        (
            "Anna: Ja, een regel.\nRegel: dat moet.\n",
            "a.txt, line 2: is 'Regel' a speaker? If so, list the label in the sheet of speakers; if not, "
            "join this line to the one above it.",
        ),
        (
            "Een verslag.\nZonder sprekers.\n",
            "a.txt: no speaker in the whole file. Write 'Name: text' at the start of each turn.",
        ),
        ("", "a.txt: is empty."),
    ],
)
def test_what_only_the_researcher_can_know_is_asked(said, text, sentence):
    with pytest.raises(Problem) as problem:
        said(text)
    assert str(problem.value) == sentence


def test_speakers_of_a_single_turn_in_a_long_file_are_worth_a_warning(tmp_path):
    turns = "".join(f"Anna: Ja {n}.\nBram: Nee {n}.\n" for n in range(5)) + "Henk: we stoppen.\n"
    (tmp_path / "a.txt").write_text(turns, encoding="utf-8")
    assert txt.read(tmp_path / "a.txt").warnings == [
        f"{tmp_path}/a.txt: taken as speakers though they speak once: 'Henk' (line 11)."
    ]


def test_a_turn_of_twenty_thousand_words_is_read(said):
    words = " ".join(f"woord{n}" for n in range(20_000))
    assert said(f"Anna: {words}\nBram: Ja.\n")[0] == ("Anna", words)


def test_each_turn_knows_its_line(tmp_path):
    (tmp_path / "a.txt").write_text("Anna: Ja.\nen nog\n\nBram: Nee.\n", encoding="utf-8")
    assert [turn.place for turn in txt.read(tmp_path / "a.txt").utterances] == ["line 1", "line 4"]


NAMES = st.sampled_from(["Anna", "Bram de Wit", "Spreker 1", "S00", "Mw. Jansen", "INTERVIEWER"])
WORDS = st.text(
    st.characters(categories=["Ll", "Lu", "Mn", "So"], exclude_characters="\u0130"), min_size=1, max_size=8
)
SPEECH = st.lists(WORDS, min_size=1, max_size=12).map(lambda words: "ja " + " ".join(words))


@STEADY
@given(st.lists(st.tuples(NAMES, SPEECH), min_size=1, max_size=8))
def test_any_dialogue_survives_being_written_and_read(dialogue):
    lines = [Line(f"{name}: {words}", f"line {n}") for n, (name, words) in enumerate(dialogue, 1)]
    assert [(turn.speaker, turn.text) for turn in assemble(lines, "a.txt").utterances] == dialogue


@STEADY
@given(st.text(max_size=200))
def test_any_text_is_read_or_is_a_problem(text):
    try:
        transcript = assemble([Line(line, "line 1") for line in text.split("\n")], "a.txt")
    except Problem as problem:
        assert str(problem).startswith("a.txt")
    else:
        assert all(turn.speaker for turn in transcript.utterances)


@STEADY
@given(st.text(min_size=1, max_size=60), st.integers(1, 3))
def test_any_label_has_a_verdict(label, count):
    assert labels.verdict(labels.tidy(label), count) in labels.Verdict


def test_a_format_that_has_no_reader_is_a_problem():
    with pytest.raises(Problem) as problem:
        read("opname.pdf")
    assert str(problem.value) == (
        "opname.pdf: '.pdf' is not a format for transcripts; use '.txt', '.csv', '.tsv', '.docx', '.vtt', '.srt' or "
        "'.json'."
    )


def test_capitals_in_a_suffix_do_not_matter(tmp_path):
    (tmp_path / "A.TXT").write_text("Anna: Ja.\n", encoding="utf-8")
    assert read(tmp_path / "A.TXT").utterances[0].speaker == "Anna"
