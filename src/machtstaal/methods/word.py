"""The methods text as a Word document, by the library that also reads transcripts in Word."""

import io
import zipfile
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.shared import Cm, Pt

from machtstaal.methods import markdown

DATE = (1980, 1, 1, 0, 0, 0)
"""Date of every file in the archive, so that a second run writes the same bytes."""


def write(text: str, path: Path) -> None:
    """Write a text in Markdown (`machtstaal.methods.markdown`) as a Word document.

    Parameters
    ----------
    text
        Headings, paragraphs and a list of references.
    path
        The document.
    """
    document = Document()
    about = document.core_properties
    about.author, about.comments = "", ""
    about.created = about.modified = datetime(*DATE)
    about.last_modified_by = ""
    for block in markdown.blocks(text):
        if block.level:
            paragraph = document.add_heading(level=block.level)
        else:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(6)
        if block.listed:
            paragraph.paragraph_format.left_indent = Cm(1)
            paragraph.paragraph_format.first_line_indent = Cm(-1)
        for run in block.runs:
            paragraph.add_run(run.text).italic = run.italic or None
        if block.level == 1:
            about.title = block.plain
    written = io.BytesIO()
    document.save(written)
    path.write_bytes(_dated(written.getvalue()))


def _dated(content: bytes) -> bytes:
    """Archive with the same files, none of which says when it was written."""
    dated = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(dated, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, DATE), old.read(name), zipfile.ZIP_DEFLATED)
    return dated.getvalue()
