import json

import pytest

from machtstaal.problems import Problem
from machtstaal.readers import read

SEGMENTS = [
    {"start": 0.031, "end": 1.5, "text": " Ja,", "speaker": "SPEAKER_00", "words": [{"word": "Ja,"}]},
    {"start": 1.5, "end": 2.25, "text": " dat klopt.", "speaker": "SPEAKER_00"},
    {"start": 2.25, "end": 3, "text": " Nee. 😀", "speaker": "SPEAKER_01"},
]


@pytest.fixture
def asr(tmp_path, monkeypatch):
    """Read data, or the text of a file, as a.json."""
    monkeypatch.chdir(tmp_path)

    def read_content(content):
        text = content if isinstance(content, str) else json.dumps(content)
        (tmp_path / "a.json").write_text(text, encoding="utf-8")
        return read("a.json")

    return read_content


@pytest.mark.parametrize("content", [{"segments": SEGMENTS, "language": "nl", "word_segments": []}, SEGMENTS])
def test_segments_of_one_speaker_are_one_turn(asr, content):
    turns = asr(content).utterances
    assert [(turn.speaker, turn.text, turn.start_ms, turn.end_ms) for turn in turns] == [
        ("SPEAKER_00", "Ja, dat klopt.", 31, 2250),
        ("SPEAKER_01", "Nee. 😀", 2250, 3000),
    ]
    assert [turn.place for turn in turns] == ["segment 1", "segment 3"]


def test_times_may_be_absent_and_a_speaker_may_be_a_number(asr):
    turn = asr([{"speaker": 0, "text": "Ja.", "start": None}]).utterances[0]
    assert (turn.speaker, turn.start_ms, turn.end_ms) == ("0", None, None)


def test_a_segment_without_speaker_has_the_one_of_its_words(asr):
    words = [{"word": "Ja", "speaker": "S1"}, {"word": "hoor", "speaker": "S1"}]
    assert asr([{"text": "Ja hoor", "words": words}]).utterances[0].speaker == "S1"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            '{"segments": [\n{"text": "Ja"\n',
            "a.json, line 3, column 1: broken JSON (Expecting ',' delimiter).",
        ),
        (
            {"segments": [SEGMENTS[0], {"text": " Nee."}]},
            "a.json, segment 2: no speaker. Add \"speaker\" to the segment that says 'Nee.'.",
        ),
        (
            [{"text": "Ja hoor", "words": [{"speaker": "S1"}, {"speaker": "S2"}]}],
            "a.json, segment 1: no speaker. Add \"speaker\" to the segment that says 'Ja hoor'.",
        ),
        (
            [{"speaker": "S1"}],
            "a.json, segment 1: no text. A segment has 'speaker' and 'text', and may have 'start' and 'end'.",
        ),
        (
            {"text": "Ja."},
            "a.json: no segments. A transcript in JSON is a list of segments with 'speaker' and 'text', or has such a "
            "list under 'segments'.",
        ),
        (
            [{"speaker": "S1", "text": "Ja", "start": "00:01"}],
            "a.json, segment 1: start '00:01' is no number of seconds.",
        ),
        (
            '[{"speaker": "S1", "text": "Ja", "end": NaN}]',
            "a.json, segment 1: end nan is no number of seconds.",
        ),
        (
            '[{"speaker": "S1", "text": "\\ud83d"}]',
            "a.json, segment 1: half a character (a lone surrogate); write the JSON again as UTF-8.",
        ),
        ("", "a.json: is empty."),
        ("[" * 100_000, "a.json: broken JSON (nested too deep)."),
    ],
)
def test_json_that_does_not_say_who_speaks_is_a_problem(asr, content, sentence):
    with pytest.raises(Problem) as problem:
        asr(content)
    assert str(problem.value) == sentence
