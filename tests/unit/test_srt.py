import pytest

from machtstaal.problems import Problem
from machtstaal.readers import read


@pytest.fixture
def srt(tmp_path, monkeypatch):
    """Read a text as a file called a.srt."""
    monkeypatch.chdir(tmp_path)

    def read_text(text, known=frozenset()):
        (tmp_path / "a.srt").write_text(text, encoding="utf-8", newline="")
        return read("a.srt", known)

    return read_text


def cues(*texts):
    return "\n".join(
        f"{n}\n00:00:{2 * n:02d},000 --> 00:00:{2 * n + 2:02d},500\n{text}\n"
        for n, text in enumerate(texts, 1)
    )


def said(transcript):
    return [(turn.speaker, turn.text, turn.start_ms, turn.end_ms) for turn in transcript.utterances]


def test_cues_of_one_speaker_are_one_turn(srt):
    transcript = srt(
        cues("Anna: <i>Ja</i>,", "dat is\nzo.", "Bram: {\\an8}Nee.", "Bram: Echt niet.").replace("\n", "\r\n")
    )
    assert said(transcript) == [
        ("Anna", "Ja, dat is zo.", 2000, 6500),
        ("Bram", "Nee. Echt niet.", 6000, 10500),
    ]
    assert [turn.place for turn in transcript.utterances] == ["cue 1", "cue 3"]


@pytest.mark.parametrize("form", ["[{}] {}", "[{}]: {}", "{}: {}"])
def test_names_in_brackets(srt, form):
    texts = [form.format(name, text) for name, text in (("SPEAKER_00", "Ja."), ("SPEAKER_01", "Nee."))]
    assert [turn[:2] for turn in said(srt(cues(*texts)))] == [("SPEAKER_00", "Ja."), ("SPEAKER_01", "Nee.")]


def test_sounds_in_brackets_are_no_speakers(srt):
    texts = [
        "[Anna] Ja.",
        "[Muziek] Welkom.",
        "[Bram] Nee.",
        "[Muziek] Tot ziens.",
        "[Anna] Dag.",
        "[Bram] Dag.",
    ]
    assert [turn[0] for turn in said(srt(cues(*texts)))] == ["Anna", "Bram", "Anna", "Bram"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            cues("Ja.", "Nee."),
            "a.srt: no speaker in the whole file. Write 'Name: text' at the start of each turn.",
        ),
        (
            "Anna: Ja.\nBram: Nee.\n",
            "a.srt, line 1: is no subtitle; write a number, 00:00:01,000 --> 00:00:02,000, and the text, each on its "
            "own line.",
        ),
        (
            cues("Anna: Ja.") + "\n2\n00:00:0x,000 --> 00:00:09,000\nBram: Nee.\n",
            None,
        ),
    ],
)
def test_subtitles_without_speakers_or_times_are_a_problem(srt, text, sentence):
    with pytest.raises(Problem) as problem:
        srt(text)
    if sentence:
        assert str(problem.value) == sentence
