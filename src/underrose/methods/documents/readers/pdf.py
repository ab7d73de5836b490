"""PDF: the letters as they stand on the page, gathered into lines; `pdf_layout` makes a text of them."""

import ctypes
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from underrose.methods.documents.model import Document
from underrose.methods.documents.readers.pdf_layout import arranged
from underrose.methods.documents.readers.pdf_lines import HYPHEN, Letter, Line
from underrose.methods.documents.readers.unreadable import Unreadable

PAGES = 200
_LINKS = 1_000
_BOLD_WEIGHT = 600
_NAMED_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_NAMED_ITALIC = re.compile(r"italic|oblique|slanted", re.IGNORECASE)
_TOO_MANY_UNKNOWN = 0.3
_NO_LETTER = re.compile("[\x00\ud800-\udfff\U0010ffff]")
_SYMBOLS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "‣", 0xF06F: "•", 0xF02D: "–", 0xF0FC: "•"}
"""Bullets of the Symbol and Wingdings typefaces, which have no letters of their own."""

_DAMAGED = (
    "This PDF is damaged or not whole. Nothing was stored. "
    "Please make the PDF again from the original, or choose the original, and try again."
)
_PROTECTED = "This PDF is protected by a password. Nothing was stored. Please save it without protection and try again."
_SCANNED = (
    "This PDF holds pictures of pages and no text. Nothing was stored. "
    "Please have its text recognised first, or choose the document it was made from."
)
_UNKNOWN = (
    "The letters of this PDF cannot be told apart by a program, though they can be seen. Nothing was stored. "
    "Please choose the document it was made from, or paste its text into a new file."
)
_LONG = (
    "This PDF has more than 200 pages. Nothing was stored. "
    "Please choose the note itself, or only the pages that hold it."
)


@dataclass(frozen=True, slots=True)
class _Look:
    size: float
    is_bold: bool
    is_italic: bool


def read(raw: bytes) -> Document:
    """A PDF as a document."""
    try:
        opened = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(_PROTECTED if "password" in str(error).lower() else _DAMAGED) from error
    if len(opened) > PAGES:
        raise Unreadable(_LONG)
    lines: list[Line] = []
    left_out: list[str] = []
    pictures = 0
    for number in range(len(opened)):
        try:
            page = opened[number]
            lines.extend(_lines(opened, page, number + 1))
        except pypdfium2.PdfiumError:
            left_out.append(f"Page {number + 1} is damaged and was left out.")
            continue
        pictures += sum(1 for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2))
    _check_letters(lines)
    if pictures:
        left_out.append("1 picture was left out." if pictures == 1 else f"{pictures} pictures were left out.")
    if pdfium.FPDFDoc_GetAttachmentCount(opened) > 0:
        left_out.append("Files attached to the PDF were left out.")
    return arranged(lines, tuple(left_out))


def _check_letters(lines: list[Line]) -> None:
    signs = [letter.sign for line in lines for letter in line.letters if not letter.sign.isspace()]
    if not signs:
        raise Unreadable(_SCANNED)
    if sum(sign == "\ufffd" for sign in signs) > len(signs) * _TOO_MANY_UNKNOWN:
        raise Unreadable(_UNKNOWN)


def _lines(opened: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, number: int) -> Iterator[Line]:
    text = page.get_textpage()
    links = _links(opened, page)
    width, height = page.get_size()
    looks: dict[int, _Look] = {}
    letters: list[Letter] = []
    look = _Look(0.0, is_bold=False, is_italic=False)
    for at in range(text.count_chars()):
        sign = _sign(text, at)
        if sign in "\r\n":
            yield from _line(number, height, letters)
            letters = []
            continue
        look = _look(text, at, looks) or look
        left, right, base, bottom = _position(text, at)
        if (
            letters
            and not sign.isspace()
            and abs(base - letters[-1].base) > 0.6 * max(look.size, letters[-1].size)
        ):
            yield from _line(number, height, letters)
            letters = []
        if 0 <= base <= height and -1 <= left <= width:
            link = next(
                (target for box, target in links if _is_within(box, (left + right) / 2, base + 1)), ""
            )
            letters.append(
                Letter(sign, left, right, base, bottom, look.size, look.is_bold, look.is_italic, link)
            )
    yield from _line(number, height, letters)


def _line(number: int, height: float, letters: list[Letter]) -> Iterator[Line]:
    if any(not letter.sign.isspace() for letter in letters):
        yield Line(number, height, letters)


def _sign(text: pypdfium2.PdfTextPage, at: int) -> str:
    code = pdfium.FPDFText_GetUnicode(text, at)
    if pdfium.FPDFText_IsHyphen(text, at) == 1 or code in {0x02, 0xFFFE}:
        return HYPHEN
    if pdfium.FPDFText_HasUnicodeMapError(text, at) == 1 or _NO_LETTER.fullmatch(
        chr(min(code, sys.maxunicode))
    ):
        return "\ufffd"
    return _SYMBOLS.get(code, chr(code))


def _look(text: pypdfium2.PdfTextPage, at: int, looks: dict[int, _Look]) -> _Look | None:
    """Size and weight of a letter, asked once for each stretch of text; a letter that was made up has none."""
    stretch = pdfium.FPDFText_GetTextObject(text, at)
    key = ctypes.cast(stretch, ctypes.c_void_p).value
    if key is None:
        return None
    if key not in looks:
        size, matrix = ctypes.c_float(), pdfium.FS_MATRIX()
        pdfium.FPDFTextObj_GetFontSize(stretch, size)
        pdfium.FPDFPageObj_GetMatrix(stretch, matrix)
        font = pdfium.FPDFTextObj_GetFont(stretch)
        name = _font_name(font)
        angle = ctypes.c_int(0)
        pdfium.FPDFFont_GetItalicAngle(font, angle)
        is_bold = pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT or bool(_NAMED_BOLD.search(name))
        is_italic = angle.value != 0 or bool(_NAMED_ITALIC.search(name))
        scale = (matrix.c**2 + matrix.d**2) ** 0.5
        looks[key] = _Look(round(size.value * scale, 1), is_bold, is_italic)
    return looks[key]


def _font_name(font: object) -> str:
    buffer = ctypes.create_string_buffer(200)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    return buffer.value.decode("utf-8", "replace")


def _position(text: pypdfium2.PdfTextPage, at: int) -> tuple[float, float, float, float]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    across, base = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharBox(text, at, left, right, bottom, top)
    pdfium.FPDFText_GetCharOrigin(text, at, across, base)
    return left.value, right.value, base.value, bottom.value


_Box = tuple[float, float, float, float]


def _links(opened: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> list[tuple[_Box, str]]:
    found: list[tuple[_Box, str]] = []
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page, position, link) and len(found) < _LINKS:
        box = pdfium.FS_RECTF()
        buffer = ctypes.create_string_buffer(2_000)
        action = pdfium.FPDFLink_GetAction(link)
        length = pdfium.FPDFAction_GetURIPath(opened, action, buffer, len(buffer)) if action else 0
        if 0 < length <= len(buffer) and pdfium.FPDFLink_GetAnnotRect(link, box):
            found.append(
                ((box.left, box.bottom, box.right, box.top), buffer.value.decode("utf-8", "replace"))
            )
    return found


def _is_within(box: _Box, across: float, up: float) -> bool:
    left, bottom, right, top = box
    return left <= across <= right and bottom <= up <= top
