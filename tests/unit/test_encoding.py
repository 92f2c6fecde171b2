import codecs

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from machtstaal.problems import Problem
from machtstaal.readers import encoding

STEADY = settings(deadline=None, derandomize=True, database=None)

DUTCH = "Anna: Eén café in België, ’s avonds — zo’n 5 €. 😀\n"


@pytest.mark.parametrize(
    "content",
    [
        DUTCH.encode("utf-8"),
        DUTCH.encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + DUTCH.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + DUTCH.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + DUTCH.encode("utf-32-le"),
        DUTCH.encode("utf-16-le"),
        DUTCH.encode("utf-16-be"),
        DUTCH.replace("\n", "\r\n").encode("utf-8"),
        DUTCH.replace("\n", "\r").encode("utf-8"),
    ],
    ids=[
        "utf-8",
        "bom",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-16-le bare",
        "utf-16-be bare",
        "crlf",
        "cr",
    ],
)
def test_every_unicode_file_gives_the_same_text_without_warning(content):
    assert encoding.decode(content, "a.txt") == (DUTCH, [])


def test_windows_1252_is_read_and_the_warning_names_the_file_and_shows_a_word():
    text, warnings = encoding.decode("Anna: een café, zo’n 5 €.".encode("windows-1252"), "data/a.txt")
    assert text == "Anna: een café, zo’n 5 €."
    assert warnings == [
        "data/a.txt: not UTF-8, read as Windows-1252 (as in 'café'); if that looks wrong, save it as UTF-8."
    ]


def test_text_that_was_converted_twice_is_read_with_a_warning():
    twice = "Anna: ja\nBo: een café".encode().decode("windows-1252")
    text, warnings = encoding.decode(twice.encode("utf-8"), "a.txt")
    assert text == twice
    assert warnings == [
        "a.txt, line 2: 'cafÃ©' looks like UTF-8 that was converted twice; check the accents."
    ]


def test_composed_and_decomposed_letters_stay_as_they_are():
    decomposed = "Anna: cafe\u0301 e\u0308n 👩‍👩‍👧\n"
    assert encoding.decode(decomposed.encode(), "a.txt")[0] == decomposed


def test_zero_width_no_break_spaces_are_taken_out():
    assert encoding.decode("\ufeffAnna: ja\ufeff\n".encode(), "a.txt")[0] == "Anna: ja\n"


SAVE = "save it as plain text in UTF-8"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty."),
        (b" \r\n\t\n", "is empty."),
        (codecs.BOM_UTF8, "is empty."),
        (b"%PDF-1.7 ...", "is not text: it looks like a PDF; copy its text into a .txt or .docx file."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "is not text: it looks like an old Word or Excel document (.doc, .xls); save it as .docx or .csv.",
        ),
        (b"{\\rtf1\\ansi", "is not text: it looks like a rich text document (.rtf); save it as .docx."),
        (b"\x89PNG\r\n\x1a\n\x00", "is not text: it looks like an image; it has no text."),
        (b"ID3\x04\x00", "is not text: it looks like a sound or video recording; transcribe it first."),
        (
            b"\x00\x00\x00\x18ftypmp42",
            "is not text: it looks like a sound or video recording; transcribe it first.",
        ),
        (b"PK\x03\x04 mimetype", "is not text: it looks like a zip file; unpack it first."),
        (bytes(range(256)), f"is not text: it looks like a binary file; {SAVE}."),
        (b"\x01\x02\x93\xff\x07", f"is not text: it looks like a binary file; {SAVE}."),
        (codecs.BOM_UTF8 + b"Anna: \xff", f"is broken UTF-8 (byte 9); {SAVE}."),
    ],
)
def test_what_is_no_text_is_a_problem_that_says_what_it_looks_like(content, sentence):
    with pytest.raises(Problem) as problem:
        encoding.decode(content, "a.txt")
    assert str(problem.value) == f"a.txt: {sentence}"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            b"Anna: ja\n\x07Bo: nee",
            f"a.txt, line 2: is not text, it holds the control character 0x07; {SAVE}.",
        ),
        (
            "Anna: één".encode() + "\nBo: één".encode("windows-1252"),
            f"a.txt, line 1: mixes UTF-8 and Windows-1252 ('Ã©Ã©n'); {SAVE}.",
        ),
        (
            "Bo: ja\nAnna: een idée".encode("cp850"),
            f"a.txt, line 2: neither UTF-8 nor Windows-1252 ('id‚e'); {SAVE}.",
        ),
        ("Anna: één idee".encode("cp850"), f"a.txt, line 1: neither UTF-8 nor Windows-1252 ('‚‚n'); {SAVE}."),
        (b"Anna: ja\nBo: n\x81\x81", f"a.txt, line 2: neither UTF-8 nor Windows-1252 (byte 0x81); {SAVE}."),
    ],
)
def test_broken_text_is_a_problem_that_names_the_line(content, sentence):
    with pytest.raises(Problem) as problem:
        encoding.decode(content, "a.txt")
    assert str(problem.value) == sentence


def test_a_word_document_named_txt_is_told_what_it_is(tmp_path):
    path = tmp_path / "a.txt"
    document = Document()
    document.add_paragraph("Anna: ja")
    document.save(str(path))
    with pytest.raises(Problem) as problem:
        encoding.read(path)
    assert str(problem.value) == (
        f"{path}: is not text: it looks like a Word document; save it as plain text in UTF-8, or name it a.docx."
    )


def test_a_folder_is_not_a_file(tmp_path):
    with pytest.raises(Problem, match=r"is a folder, not a file\.$"):
        encoding.read(tmp_path)


@STEADY
@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_problem(content):
    try:
        text, _ = encoding.decode(content, "a.txt")
    except Problem as problem:
        assert str(problem).startswith("a.txt")
    else:
        assert text.strip() and "\r" not in text and "\x00" not in text


@STEADY
@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_text_survives_its_encoding(text, codec):
    if text.replace("\ufeff", "").strip() and not encoding.TWICE.search(text):
        assert encoding.decode(text.encode(codec), "a.txt") == (text.replace("\ufeff", ""), [])
