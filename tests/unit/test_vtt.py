import pytest

from machtstaal.problems import Problem
from machtstaal.readers import read


@pytest.fixture
def vtt(tmp_path, monkeypatch):
    """Read a text as a file called a.vtt."""
    monkeypatch.chdir(tmp_path)

    def read_text(text, known=frozenset()):
        (tmp_path / "a.vtt").write_text(text, encoding="utf-8")
        return read("a.vtt", known)

    return read_text


def cues(*texts):
    """Cues of two seconds each."""
    blocks = [
        f"{n}\n00:00:{2 * n:02d}.000 --> 00:00:{2 * n + 2:02d}.000\n{text}\n" for n, text in enumerate(texts)
    ]
    return "WEBVTT\n\n" + "\n".join(blocks)


def said(transcript):
    return [(turn.speaker, turn.text, turn.start_ms, turn.end_ms) for turn in transcript.utterances]


def test_voices_are_speakers_and_cues_of_one_voice_are_one_turn(vtt):
    transcript = vtt(
        cues(
            "<v Anna de Wit>Ja, ik</v>",
            "<v Anna de Wit>zeg het zo: nee.</v>",
            "<v Bram>Nou &amp; <i>of</i>.</v>",
        )
    )
    assert said(transcript) == [
        ("Anna de Wit", "Ja, ik zeg het zo: nee.", 0, 4000),
        ("Bram", "Nou & of.", 4000, 6000),
    ]
    assert [turn.place for turn in transcript.utterances] == ["cue 1", "cue 3"]


def test_two_voices_in_one_cue(vtt):
    assert [turn[:2] for turn in said(vtt(cues("<v Anna>Ja.</v>\n<v.luid Bram>Nee.")))] == [
        ("Anna", "Ja."),
        ("Bram", "Nee."),
    ]


def test_names_in_the_text_hold_until_the_next_name(vtt):
    transcript = vtt(cues("Anna: Ja,", "dat is\nzo.", "Bram: Nee.", "Anna: Goed."))
    assert said(transcript) == [
        ("Anna", "Ja, dat is zo.", 0, 4000),
        ("Bram", "Nee.", 4000, 6000),
        ("Anna", "Goed.", 6000, 8000),
    ]


def test_a_file_of_noscribe_with_notes_overlap_and_a_short_time(vtt):
    text = (
        "WEBVTT Workshop\n\nNOTE\nTranscribed with noScribe vers. 0.7\nAudio file: /opname.wav\n\n"
        "NOTE media: /opname.wav\n\n1\n00:00:01.930 --> 00:00:03.5\n<v S00>We moeten\n\n"
        "2\n00:00:03.500 --> 00:00:04.000\n<v //S01>//S01: mhm\n\n"
        "3\n00:00:04.000 --> 00:00:06.000\n<v S00>// dus verder.\n\n4\n00:00:06.000 --> 00:00:07.000\n<v S01>Ja.\n"
    )
    assert [turn[:2] for turn in said(vtt(text))] == [("S00", "We moeten dus verder."), ("S01", "mhm Ja.")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Anna: Ja.\n", "line 1: is not WebVTT, it does not begin with 'WEBVTT'."),
        (cues("Ja.", "Nee."), "no speaker in the whole file. Write 'Name: text' at the start of each turn."),
        (
            cues("Welkom allemaal.", "Anna: Ja."),
            "cue 1: no speaker before this line. Write 'Name: text', or name the speaker in the line above.",
        ),
        (cues("<v Anna>Ja.", "Nee."), "cue 2: no speaker. Write '<v Name>' before 'Nee.'."),
        (cues("<v Anna>Ja.", "<v >Nee."), "cue 2: no speaker. Write a name in '<v Name>' before 'Nee.'."),
        (
            cues("Anna: Ja.", "- Nee.\n- Jawel."),
            "cue 2: two speakers without names. Write '- Name: text' on each line.",
        ),
        (
            "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Anna>Ja.\n\n00:00:02 --> 00:00:03\n<v Bram>Nee.\n",
            "1 of 2 cues cannot be read; write their times as 00:00:01.000 --> 00:00:02.000, each cue after a blank line.",
        ),
        ("WEBVTT\n", "no speaker in the whole file. Write 'Name: text' at the start of each turn."),
    ],
)
def test_subtitles_that_do_not_say_who_speaks_are_a_problem(vtt, text, sentence):
    with pytest.raises(Problem) as problem:
        vtt(text)
    assert str(problem.value) in (f"a.vtt: {sentence}", f"a.vtt, {sentence}")


def test_two_named_speakers_in_one_cue(vtt):
    assert [turn[:2] for turn in said(vtt(cues("- Anna: Ja.\n- Bram: Nee.")))] == [
        ("Anna", "Ja."),
        ("Bram", "Nee."),
    ]
