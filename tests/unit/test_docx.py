import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from machtstaal.problems import Problem
from machtstaal.readers import read


@pytest.fixture
def word(tmp_path, monkeypatch):
    """Save a document as a.docx and read it."""
    monkeypatch.chdir(tmp_path)

    def read_document(document, known=frozenset()):
        document.save("a.docx")
        return read("a.docx", known)

    return read_document


def said(transcript):
    return [(turn.speaker, turn.text) for turn in transcript.utterances]


def paragraphs(*texts):
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    return document


def bold(document, name, text):
    paragraph = document.add_paragraph()
    paragraph.add_run(name).bold = True
    paragraph.add_run(text)
    return paragraph


def test_names_before_a_colon(word):
    transcript = word(paragraphs("Anna: Ja,", "dat klopt.", "", "[00:01:05] Bram: Nee [00:02:00] hoor."))
    assert said(transcript) == [("Anna", "Ja, dat klopt."), ("Bram", "Nee hoor.")]
    assert [turn.place for turn in transcript.utterances] == ["paragraph 1", "paragraph 4"]
    assert transcript.utterances[1].start_ms == 65_000


def test_bold_names_with_and_without_a_colon(word):
    document = Document()
    bold(document, "Anna:", " Ja.")
    bold(document, "Bram", ": Nee.")
    bold(document, "Anna: ", "Goed.")
    assert said(word(document)) == [("Anna", "Ja."), ("Bram", "Nee."), ("Anna", "Goed.")]
    document = Document()
    for name, text in (
        ("Anna ", "Ja, ik zeg het zo: nee."),
        ("Bram\t", "Nee."),
        ("Anna", " Goed."),
        ("Bram ", "Ja."),
    ):
        bold(document, name, text)
    assert said(word(document)) == [
        ("Anna", "Ja, ik zeg het zo: nee."),
        ("Bram", "Nee."),
        ("Anna", "Goed."),
        ("Bram", "Ja."),
    ]


def test_a_bold_name_on_its_own_line_speaks_the_paragraphs_below(word):
    document = Document()
    for name, texts in (("Anna", ["Ja.", "En nog iets."]), ("Bram", ["Nee."]), ("Anna", ["Goed."])):
        bold(document, name, "")
        for text in texts:
            document.add_paragraph(text)
    assert said(word(document)) == [("Anna", "Ja. En nog iets."), ("Bram", "Nee."), ("Anna", "Goed.")]


def test_bold_by_style_and_soft_returns(word):
    document = Document()
    for name, text in (("Anna de Wit", "Ja."), ("Bram", "Nee."), ("Anna de Wit", "Goed."), ("Bram", "Ja.")):
        paragraph = document.add_paragraph()
        paragraph.add_run(name, style="Strong")
        paragraph.add_run("   0:03\n" + text)
    transcript = word(document)
    assert said(transcript)[:2] == [("Anna de Wit", "Ja."), ("Bram", "Nee.")]
    assert transcript.utterances[0].start_ms == 3000


def test_bold_words_inside_a_turn_stay_text(word):
    document = paragraphs("Anna: Ja.")
    bold(document, "Nooit", " doe ik dat.")
    document.add_paragraph("Bram: Nee.")
    document.add_paragraph("Anna: Goed.")
    assert said(word(document))[0] == ("Anna", "Ja. Nooit doe ik dat.")


def test_headings_are_no_speech_and_are_counted(word):
    document = Document()
    document.add_heading("Workshop toekomst", 0)
    document.add_heading("Deel 1: opening", 1)
    document.add_paragraph("Anna: Ja.")
    document.add_heading("Na de pauze", 2)
    document.add_paragraph("Bram: Nee.")
    transcript = word(document)
    assert said(transcript) == [("Anna", "Ja."), ("Bram", "Nee.")]
    assert transcript.warnings == ["a.docx: headings were left out: 3."]


def table_of(document, rows):
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return table


def test_a_table_of_speaker_and_text(word):
    document = Document()
    table_of(document, [("Anna:", "Ja.\nEn meer."), ("Bram (00:12)", "Nee."), ("", "")])
    transcript = word(document)
    assert said(transcript) == [("Anna", "Ja. En meer."), ("Bram", "Nee.")]
    assert [(turn.place, turn.start_ms) for turn in transcript.utterances] == [
        ("table 1, row 1", None),
        ("table 1, row 2", 12_000),
    ]


def test_a_table_with_named_columns_and_a_speaker_named_like_one(word):
    document = Document()
    table_of(
        document,
        [
            ("Nr", "Tijd", "Spreker", "Tekst"),
            ("1", "00:00:04", "Spreker", "Ja."),
            ("2", "[00:09]", "Anna", "Nee."),
        ],
    )
    transcript = word(document)
    assert said(transcript) == [("Spreker", "Ja."), ("Anna", "Nee.")]
    assert [turn.start_ms for turn in transcript.utterances] == [4000, 9000]


def test_paragraphs_and_tables_keep_their_order(word):
    document = paragraphs("Anna: Een.")
    table_of(document, [("Bram", "Twee."), ("Anna", "Drie.")])
    document.add_paragraph("Bram: Vier.")
    assert [text for _, text in said(word(document))] == ["Een.", "Twee.", "Drie.", "Vier."]


def test_titles_beside_a_table_are_left_out_with_a_warning(word):
    document = paragraphs("Workshop toekomst", "", "3 mei 2024")
    table_of(document, [("Anna", "Ja."), ("Bram", "Nee.")])
    transcript = word(document)
    assert len(transcript.utterances) == 2
    assert transcript.warnings == [
        "a.docx: lines outside the tables that name no speaker were left out: 2 ('Workshop toekomst')."
    ]


def test_tracked_changes_are_read_as_accepted(word):
    document = paragraphs("Anna: Ja ", "Bram: Nee.")
    paragraph = document.paragraphs[0]._p
    for tag, run in (
        ("ins", "<w:t>hoor</w:t>"),
        ("del", "<w:tab/><w:delText>niet</w:delText>"),
        ("moveFrom", "<w:t>elders</w:t>"),
    ):
        paragraph.append(parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1"><w:r>{run}</w:r></w:{tag}>'))
    transcript = word(document)
    assert said(transcript)[0] == ("Anna", "Ja hoor")
    assert transcript.warnings == ["a.docx: has tracked changes, read as if all were accepted."]


def test_text_in_content_controls_and_links_is_not_lost(word):
    document = paragraphs("Bram: Nee.")
    run = "<w:r><w:t>{}</w:t></w:r>"
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p>{run.format('Anna: Zie ')}"
            f"<w:hyperlink>{run.format('de site')}</w:hyperlink></w:p></w:sdtContent></w:sdt>"
        ),
    )
    assert said(word(document)) == [("Anna", "Zie de site"), ("Bram", "Nee.")]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [("Tijd", "Wie dan", "Wat"), ("1", "Anna", "Ja.")],
            "a.docx, table 1: cannot tell who speaks; name the columns 'speaker' and 'text' in the first row "
            "(it has 'Tijd', 'Wie dan' and 'Wat').",
        ),
        ([("Anna", "Ja."), ("", "Nee.")], "a.docx, table 1, row 2: no speaker. Name who says 'Nee.'."),
        (
            [("Datum", "3 mei"), ("Anna", "Ja.")],
            "a.docx, table 1, row 1: 'Datum' does not look like a speaker; put the speaker in the first column, "
            "delete the row, or list the label in the sheet of speakers.",
        ),
        (
            [("Ja, dat vind ik een goed idee, en wel hierom.", "Anna")],
            "a.docx, table 1, row 1: 'Ja, dat vind ik een goed idee, en wel hierom.' does not look like a speaker; "
            "put the speaker in the first column, delete the row, or list the label in the sheet of speakers.",
        ),
    ],
)
def test_a_table_that_does_not_say_who_speaks_is_a_problem(word, rows, sentence):
    document = Document()
    table_of(document, rows)
    with pytest.raises(Problem) as problem:
        word(document)
    assert str(problem.value) == sentence


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        ([], "a.docx: has no text."),
        (
            ["Een verslag."],
            "a.docx: no speaker in the whole file. Write 'Name: text' at the start of each turn.",
        ),
        (
            ["Workshop", "Anna: Ja."],
            "a.docx, paragraph 1: no speaker before this line. Write 'Name: text', or name the speaker in the line "
            "above.",
        ),
    ],
)
def test_a_document_without_speakers_is_a_problem(word, texts, sentence):
    with pytest.raises(Problem) as problem:
        word(paragraphs(*texts))
    assert str(problem.value) == sentence


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty."),
        (b"Anna: Ja.", "is no Word document, or it is damaged; save it as .docx without a password."),
        (b"PK\x03\x04 half", "is no Word document, or it is damaged; save it as .docx without a password."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "is no Word document, or it has a password or is an old .doc; save it as .docx without a password.",
        ),
    ],
)
def test_a_file_that_is_no_document_is_a_problem(tmp_path, monkeypatch, content, sentence):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.docx").write_bytes(content)
    with pytest.raises(Problem) as problem:
        read("a.docx")
    assert str(problem.value) == f"a.docx: {sentence}"


def test_a_workbook_named_docx_is_a_problem(tmp_path):
    document = paragraphs("Anna: Ja.")
    path = tmp_path / "a.docx"
    document.save(str(path))
    path.write_bytes(path.read_bytes().replace(b"word/document.xml", b"xlxx/document.xml"))
    with pytest.raises(Problem, match=r"is no Word document, or it is damaged"):
        read(path)
