"""The text of a file, whatever program saved it: UTF-8, UTF-16, Windows-1252; anything else is a problem."""

import codecs
import re
from pathlib import Path

from machtstaal.problems import Problem

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAVE_AS_TEXT = "save it as plain text in UTF-8"
NAME_IT = "name it {stem}{suffix}"
SIGNATURES = (
    (b"%PDF", "a PDF", "copy its text into a .txt or .docx file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel document (.doc, .xls)", "save it as .docx or .csv"),
    (b"{\\rtf", "a rich text document (.rtf)", "save it as .docx"),
    (b"\x89PNG", "an image", "it has no text"),
    (b"\xff\xd8\xff", "an image", "it has no text"),
    (b"GIF8", "an image", "it has no text"),
    (b"RIFF", "a sound or video recording", "transcribe it first"),
    (b"ID3", "a sound or video recording", "transcribe it first"),
    (b"OggS", "a sound or video recording", "transcribe it first"),
    (b"\x1f\x8b", "a compressed file", "unpack it first"),
)
ZIPPED = (
    (b"word/", "a Word document", f"{SAVE_AS_TEXT}, or {NAME_IT}", ".docx"),
    (b"opendocument.text", "an OpenDocument text (.odt)", "save it as .docx", ""),
    (b"xl/", "an Excel workbook (.xlsx)", "save it as .csv", ""),
)
# What UTF-8 looks like after somebody opened it as Windows-1252 and saved it again: `cafÃ©`, `itâ€™s`.
TWICE = re.compile(r"(?:Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u0080-\u00bf™œ˜¦“”])")
# Inside a word these come from no Windows-1252 writer; they are é, ë, ï of old DOS and Macintosh files.
FOREIGN = re.compile(r"[a-z][‚„†‡ˆ‰‹•˜›ƒŽŠŸ]+[a-z]|[‚†‡ˆ‰‹˜›ƒ]{2}\w")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def read(path: Path) -> tuple[str, list[str]]:
    """Text of a file on disk, and warnings about its encoding; see `decode`."""
    try:
        return decode(path.read_bytes(), path)
    except IsADirectoryError:
        raise Problem(f"{path}: is a folder, not a file.") from None
    except FileNotFoundError:
        raise Problem(f"{path}: does not exist.") from None
    except PermissionError:
        raise Problem(f"{path}: may not be read; change its permissions.") from None


def decode(content: bytes, path: str | Path) -> tuple[str, list[str]]:
    r"""Text of a file's bytes, with ``\n`` as only line end and without byte order marks.

    Nothing else is changed: no Unicode normalisation, so that an offset in the text is one in the file.

    Parameters
    ----------
    content
        Bytes of the file.
    path
        The file, for messages.

    Returns
    -------
    text, warnings
        Warnings name the file; one is given when the text is not Unicode, one when it was converted twice.

    Raises
    ------
    Problem
        If there is no text: an empty file, a binary file, bytes of an unknown encoding.

    Examples
    --------
    >>> decode("Anna: één\r\n".encode("utf-16"), "a.txt")
    ('Anna: één\n', [])
    >>> decode("Anna: één".encode("windows-1252"), "a.txt")[1]
    ["a.txt: not UTF-8, read as Windows-1252 (as in 'één'); if that looks wrong, save it as UTF-8."]
    """
    if not content.strip():
        raise Problem(f"{path}: is empty.")
    _refuse_binary(content, path)
    text, warnings = _unicode(content, path) or _western(content, path)
    text = text.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Problem(f"{path}: is empty.")
    if (control := CONTROL.search(text)) is not None:
        raise Problem(
            f"{path}, line {_line(text, control.start())}: is not text, it holds the control character "
            f"0x{ord(control[0]):02x}; {SAVE_AS_TEXT}."
        )
    if (twice := TWICE.search(text)) is not None:
        place = f"{path}, line {_line(text, twice.start())}"
        warnings.append(
            f"{place}: '{_word(text, twice)}' looks like UTF-8 that was converted twice; check the accents."
        )
    return text, warnings


def _refuse_binary(content: bytes, path: str | Path) -> None:
    for signature, kind, remedy in SIGNATURES:
        if content.startswith(signature):
            raise Problem(f"{path}: is not text: it looks like {kind}; {remedy}.")
    if content[4:8] == b"ftyp":
        raise Problem(f"{path}: is not text: it looks like a sound or video recording; transcribe it first.")
    if content.startswith(b"PK\x03\x04"):
        for mark, kind, remedy, suffix in ZIPPED:
            if mark in content:
                mend = remedy.format(stem=Path(path).stem, suffix=suffix)
                raise Problem(f"{path}: is not text: it looks like {kind}; {mend}.")
        raise Problem(f"{path}: is not text: it looks like a zip file; unpack it first.")


def _unicode(content: bytes, path: str | Path) -> tuple[str, list[str]] | None:
    """Text in UTF-8, UTF-16 or UTF-32, or None if the bytes are none of these."""
    for bom, encoding in BOMS:
        if content.startswith(bom):
            try:
                return content[len(bom) :].decode(encoding), []
            except UnicodeDecodeError as broken:
                raise Problem(
                    f"{path}: is broken {encoding.upper()} (byte {broken.start + len(bom)}); {SAVE_AS_TEXT}."
                ) from None
    if 0 in content:
        return _utf_16_without_mark(content, path), []
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        return None


def _utf_16_without_mark(content: bytes, path: str | Path) -> str:
    """Text of UTF-16 bytes: nearly every second byte of Western text is zero, always on the same side."""
    half = len(content) // 2
    low, high = content[0::2].count(0), content[1::2].count(0)
    for encoding, many, few in (("utf-16-le", high, low), ("utf-16-be", low, high)):
        if len(content) % 2 == 0 and many > 0.7 * half and few < 0.05 * half:
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                break
    raise Problem(f"{path}: is not text: it looks like a binary file; {SAVE_AS_TEXT}.")


def _western(content: bytes, path: str | Path) -> tuple[str, list[str]]:
    """Text in Windows-1252, with a warning, for nothing in the bytes proves the encoding."""
    try:
        text = content.decode("windows-1252")
    except UnicodeDecodeError as broken:
        line, byte = content.count(b"\n", 0, broken.start) + 1, content[broken.start]
        raise Problem(
            f"{path}, line {line}: neither UTF-8 nor Windows-1252 (byte 0x{byte:02x}); {SAVE_AS_TEXT}."
        ) from None
    if CONTROL.search(text):
        raise Problem(f"{path}: is not text: it looks like a binary file; {SAVE_AS_TEXT}.")
    if (foreign := FOREIGN.search(text)) is not None:
        line = _line(text, foreign.start())
        raise Problem(
            f"{path}, line {line}: neither UTF-8 nor Windows-1252 ('{_word(text, foreign)}'); {SAVE_AS_TEXT}."
        )
    if (mixed := TWICE.search(text)) is not None:
        line = _line(text, mixed.start())
        raise Problem(
            f"{path}, line {line}: mixes UTF-8 and Windows-1252 ('{_word(text, mixed)}'); {SAVE_AS_TEXT}."
        )
    word = _word(text, NOT_ASCII.search(text))
    return text, [
        f"{path}: not UTF-8, read as Windows-1252 (as in '{word}'); if that looks wrong, save it as UTF-8."
    ]


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _word(text: str, found: re.Match[str]) -> str:
    """Word around a match, cut to a length that fits a message."""
    before = re.search(r"\S{0,30}$", text[max(found.start() - 30, 0) : found.start()])[0]
    after = re.match(r"\S{0,30}", text[found.end() : found.end() + 30])[0]
    return f"{before}{found[0]}{after}".strip(".,;:!?()\"'")
