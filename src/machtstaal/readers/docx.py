"""Word documents: ``Name: text``, a bold name before or above the text, or tables of speaker and text."""

from collections.abc import Iterator, Set
from pathlib import Path
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml.etree import XMLSyntaxError, _Element

from machtstaal.problems import Problem, listed
from machtstaal.readers import columns, labels, stamps
from machtstaal.readers.labels import Verdict
from machtstaal.readers.lines import Line, assemble, speakers
from machtstaal.readers.utterance import Transcript, Utterance, one_line

_RUNS = ".//w:r[not(ancestor::w:del or ancestor::w:moveFrom or ancestor::w:txbxContent)]"
_HEADINGS = ("heading", "title", "subtitle", "toc")


def read(path: Path, known: Set[str] = frozenset()) -> Transcript:
    """Utterances of a Word document, paragraphs and tables in the order in which they stand.

    Tracked changes are read as if all were accepted; comments, notes, page headers and text boxes are
    left out.

    Raises
    ------
    Problem
        If the file is no .docx, nobody is named, or it is unclear who speaks.
    """
    content = path.read_bytes()
    if not content.strip():
        raise Problem(f"{path}: is empty.")
    try:
        document = Document(str(path))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, XMLSyntaxError):
        kind = "has a password or is an old .doc" if content.startswith(b"\xd0\xcf\x11\xe0") else "is damaged"
        raise Problem(
            f"{path}: is no Word document, or it {kind}; save it as .docx without a password."
        ) from None
    parts = list(_parts(document))
    tabled = any(isinstance(part, Table) for part in parts)
    found = [
        _table(part, path, known, number)
        if isinstance(part, Table)
        else _paragraphs(part, path, known, tabled)
        for number, part in enumerate(parts, 1)
    ]
    turns = [turn for part in found for turn in part.utterances]
    if not turns:
        raise Problem(f"{path}: has no text.")
    warnings = [warning for part in found for warning in part.warnings]
    if document.element.body.xpath(".//w:ins | .//w:del"):
        warnings.append(f"{path}: has tracked changes, read as if all were accepted.")
    return Transcript(turns, warnings)


def _parts(document: DocumentObject) -> Iterator[Table | list[Line]]:
    """Tables, and the lines of the paragraphs before, between and after them."""
    lines: list[Line] = []
    n_paragraphs = 0
    for block in _blocks(document.element.body):
        if isinstance(block, CT_P):
            n_paragraphs += 1
            lines += _lines(Paragraph(block, document), f"paragraph {n_paragraphs}")
        else:
            yield lines
            yield Table(block, document)
            lines = []
    yield lines


def _blocks(container: _Element) -> Iterator[CT_P | CT_Tbl]:
    """Paragraphs and tables in order, also those inside content controls and inserted parts."""
    for child in container:
        if isinstance(child, CT_P | CT_Tbl):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _blocks(child)


def _paragraphs(lines: list[Line], path: Path, known: Set[str], tabled: bool) -> Transcript:
    """Utterances of paragraphs; beside tables, paragraphs that name nobody are titles and are left out."""
    spoken = [line for line in lines if line.text.strip() and not line.heading]
    if not spoken:
        return Transcript([])
    if tabled and not speakers(lines, known):
        first = spoken[0].text.strip()
        return Transcript(
            [],
            [
                f"{path}: lines outside the tables that name no speaker were left out: "
                f"{len(spoken)} ('{first[:40]}')."
            ],
        )
    return assemble(lines, path, known)


def _lines(paragraph: Paragraph, place: str) -> list[Line]:
    """Lines of a paragraph, split at soft returns, each with the number of bold characters it opens with."""
    style = (paragraph.style.name or "").casefold() if paragraph.style is not None else ""
    heading = style.startswith(_HEADINGS)
    lines, text, bold, open_ = [], "", 0, True
    for element in paragraph._p.xpath(_RUNS):
        run = Run(element, paragraph)
        for number, piece in enumerate(run.text.split("\n")):
            if number:
                lines.append(Line(text, place, bold=bold, heading=heading))
                text, bold, open_ = "", 0, True
            open_ = open_ and (not piece.strip() or _is_bold(run, paragraph))
            text += piece
            bold = len(text) if open_ else bold
    lines.append(Line(text, place, bold=bold, heading=heading))
    return lines


def _is_bold(run: Run, paragraph: Paragraph) -> bool:
    """Whether a run is shown in bold: by itself, its character style or its paragraph style."""
    for bold in (run.bold, run.style.font.bold if run.style else None):
        if bold is not None:
            return bold
    return bool(paragraph.style is not None and paragraph.style.font.bold)


def _table(table: Table, path: Path, known: Set[str], number: int) -> Transcript:
    """Utterances of a table with a speaker and what was said in each row, the `number`-th part (from 1)."""
    name = f"table {number // 2}"  # paragraphs and tables take turns
    rows = [row.cells for row in table.rows]
    texts = [[_text(cell) for cell in row] for row in rows]
    header = columns.find(texts[0]) if texts else {}
    named = "speaker" in header and "text" in header
    width = max((len(row) for row in rows), default=0)
    if not named and width != 2:
        raise Problem(
            f"{path}, {name}: cannot tell who speaks; name the columns 'speaker' and 'text' in the first row "
            f"(it has {listed(texts[0]) if texts else 'no cells'})."
        )
    places = header if named else {"speaker": 0, "text": 1}
    turns = []
    for nth, (cells, row) in enumerate(zip(rows, texts, strict=True), 1):
        if (named and nth == 1) or not any(row):
            continue
        place = f"{name}, row {nth}"
        if len(row) <= max(places["speaker"], places["text"]):
            raise Problem(f"{path}, {place}: has fewer cells than the first row.")
        turns.append(_row(cells, row, places, place, path, known))
    return Transcript(turns)


def _row(
    cells: tuple[_Cell, ...], row: list[str], places: dict[str, int], place: str, path: Path, known: Set[str]
) -> Utterance:
    span, label = stamps.leading(row[places["speaker"]], bare=True)
    last, label = stamps.trailing(label)
    label = labels.tidy(label.rstrip(": "))
    after, text = stamps.leading(row[places["text"]])
    merged = cells[places["speaker"]]._tc is cells[places["text"]]._tc
    if merged or not label:
        raise Problem(f"{path}, {place}: no speaker. Name who says '{row[places['text']][:40]}'.")
    if label not in known and (not labels.fits(label) or labels.verdict(label, 1) is Verdict.HEADING):
        raise Problem(
            f"{path}, {place}: '{label[:60]}' does not look like a speaker; "
            "put the speaker in the first column, delete the row, or list the label in the sheet of speakers."
        )
    times = {"start_ms": next((s.start_ms for s in (span, last, after) if s.start_ms is not None), None)}
    for name in ("start", "end"):
        if name in places and places[name] < len(row) and row[places[name]]:
            times[f"{name}_ms"] = _time(row[places[name]], f"{path}, {place}")
    scenario = row[places["scenario"]] if "scenario" in places else ""
    turn = row[places["turn"]] if "turn" in places else ""
    return Utterance(
        label, stamps.without(text), place, scenario=scenario or None, turn=turn or None, **times
    )


def _time(cell: str, place: str) -> int:
    try:
        return stamps.seconds_or_clock(cell.strip("[]()# "))
    except ValueError:
        raise Problem(f"{place}: '{cell}' is no time; write seconds (12.5) or hh:mm:ss.") from None


def _text(cell: _Cell) -> str:
    paragraphs = ["".join(Run(run, cell).text for run in p.xpath(_RUNS)) for p in cell._tc.xpath(".//w:p")]
    return one_line("\n".join(paragraphs))
