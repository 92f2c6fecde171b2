from pathlib import Path

import pytest

from machtstaal.problems import Problem
from machtstaal.study import speakers
from machtstaal.study.sheet import Row
from machtstaal.study.speakers import Entry, Roster

GROUPS = ["citizen", "expert"]


def row(transcript, workshop, group=None):
    return Row(transcript, Path(f"{transcript}.txt"), "nl", workshop, group, None, "transcripts.tsv, row 2")


ROWS = [row("a1", "one"), row("a2", "one", "citizen"), row("b1", "two", "expert")]


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Read a sheet of speakers for the transcripts above."""
    monkeypatch.chdir(tmp_path)

    def read_sheet(text):
        Path("speakers.tsv").write_text(text, encoding="utf-8")
        return speakers.read(Path("speakers.tsv"), ROWS, GROUPS)[0]

    return read_sheet


def test_a_sheet_of_names_and_groups_is_enough(read):
    assert read("speaker\tgroup\nAnna  de Wit\tcitizen\nBram\texpert\n") == [
        Entry("Anna de Wit", "citizen", None, None, "speakers.tsv, row 2"),
        Entry("Bram", "expert", None, None, "speakers.tsv, row 3"),
    ]


def test_one_label_may_be_two_persons_in_two_workshops(read):
    entries = read(
        "transcript\tspeaker\tgroup\trole\na1\tAnna\tcitizen\tparticipant\nb1\tAnna\texpert\tFacilitator\n"
    )
    assert [(entry.group, entry.role) for entry in entries] == [
        ("citizen", "participant"),
        ("expert", "facilitator"),
    ]


def test_a_speaker_listed_twice_in_the_same_way_does_no_harm(read):
    assert (
        len(read("transcript\tspeaker\tgroup\na1\tAnna\tcitizen\na2\tAnna\tcitizen\na2\tAnna\tcitizen\n"))
        == 3
    )


def test_a_facilitator_may_lead_both_groups(read):
    text = "transcript\tspeaker\tgroup\trole\na1\tEva\tcitizen\tfacilitator\na2\tEva\texpert\tfacilitator\n"
    assert len(read(text)) == 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "transcript\tspeaker\tgroup\na1\tAnna\tcitizen\na2\tAnna\texpert\n",
            "row 3: 'Anna' has group 'expert' here and 'citizen' in row 2; one label in one workshop is one person, so "
            "give one of them another name.",
        ),
        (
            "speaker\tgroup\nAnna\tcitizen\nAnna\texpert\n",
            "row 3: 'Anna' has group 'expert' here and 'citizen' in row 2; one label in one workshop is one person, so "
            "give one of them another name.",
        ),
        (
            "speaker\tgroup\trole\nAnna\tcitizen\tparticipant\nAnna\tcitizen\tfacilitator\n",
            "row 3: 'Anna' has role 'facilitator' here and 'participant' in row 2; one label in one workshop is one "
            "person, so give one of them another name.",
        ),
        (
            "transcript\tspeaker\tgroup\na11\tAnna\tcitizen\n",
            "row 2: transcript 'a11' is not in the sheet of transcripts; did you mean 'a1'?",
        ),
        (
            "speaker\tgroup\nAnna\tminister\n",
            "row 2: group 'minister' is not declared in the config; it has: 'citizen' and 'expert'.",
        ),
        (
            "speaker\tgroup\trole\nAnna\tcitizen\tmoderator\n",
            "row 2: role is 'participant' or 'facilitator', not 'moderator'.",
        ),
        ("speaker\tgroup\n\tcitizen\n", "row 2: 'speaker' is empty."),
        (
            "spreker\tgroup\nAnna\tcitizen\n",
            "row 1: column 'speaker' is missing; 'spreker' looks like it.",
        ),
    ],
)
def test_a_wrong_row_is_named(read, text, sentence):
    with pytest.raises(Problem) as problem:
        read(text)
    assert str(problem.value) == f"speakers.tsv, {sentence}"


def test_the_row_of_a_transcript_goes_before_the_one_of_the_study():
    everywhere = Entry("Anna", "citizen", None, None, "row 2")
    here = Entry("Anna", "expert", "facilitator", "b1", "row 3")
    roster = Roster((everywhere, here))
    assert roster.find("a1", "Anna") is everywhere
    assert roster.find("b1", "Anna") is here
    assert roster.find("a1", "Bram") is None
    assert roster.labels("a1") == {"Anna"}


def test_the_role_comes_from_the_sheet_then_from_the_config():
    roster = Roster(
        (Entry("Eva", "citizen", "participant", None, "row 2"),), facilitators=("eva", "Moderator")
    )
    assert roster.role("a1", "Eva") == "participant"
    assert roster.role("a1", "MODERATOR") == "facilitator"
    assert roster.role("a1", "Anna") == "participant"


def test_the_group_comes_from_the_speaker_then_from_the_transcript():
    roster = Roster((Entry("Bram", "expert", None, None, "row 2"), Entry("Anna", None, None, None, "row 3")))
    assert roster.group(ROWS[1], "Bram", "a2.txt, line 1") == "expert"
    assert roster.group(ROWS[1], "Anna", "a2.txt, line 1") == "citizen"
    assert roster.group(ROWS[1], "Carla", "a2.txt, line 1") == "citizen"


@pytest.mark.parametrize(
    ("roster", "sentence"),
    [
        (
            Roster((Entry("Anna", "citizen", None, None, "speakers.tsv, row 2"),), path=Path("speakers.tsv")),
            "a1.txt, line 4: 'ANNA' has no group; transcripts.tsv, row 2 has none, and speakers.tsv does not list "
            "'ANNA' (but 'Anna').",
        ),
        (
            Roster((Entry("ANNA", None, None, None, "speakers.tsv, row 2"),), path=Path("speakers.tsv")),
            "a1.txt, line 4: 'ANNA' has no group; transcripts.tsv, row 2 has none, and nor has speakers.tsv, row 2.",
        ),
        (
            Roster(facilitators=("Anna",), exclude_facilitators=False),
            "a1.txt, line 4: 'ANNA' has no group; transcripts.tsv, row 2 has none, and the config names no sheet of "
            "speakers.",
        ),
    ],
)
def test_a_group_is_never_guessed(roster, sentence):
    with pytest.raises(Problem) as problem:
        roster.group(ROWS[0], "ANNA", "a1.txt, line 4")
    assert str(problem.value) == sentence


def test_a_facilitator_who_is_left_out_needs_no_group():
    assert Roster(facilitators=("Eva",)).group(ROWS[0], "Eva", "a1.txt, line 1") is None


def test_listed_speakers_who_never_speak_are_worth_a_warning():
    roster = Roster(
        (
            Entry("Anna", "citizen", None, "a1", "speakers.tsv, row 2"),
            Entry("Bram", "citizen", None, None, "speakers.tsv, row 3"),
            Entry("Carla", "citizen", None, None, "speakers.tsv, row 4"),
        ),
        facilitators=("Eva", "Moderator"),
    )
    assert roster.silent([("a2", "Anna"), ("a1", "Carla"), ("a1", "eva")]) == [
        "speakers.tsv, row 2: 'Anna' never speaks in transcript 'a1'.",
        "speakers.tsv, row 3: 'Bram' never speaks.",
        "corpus.facilitators in the config: 'Moderator' never speaks.",
    ]
