"""PDF: the letters as they stand on the page, gathered into lines; `pdf_layout` makes a text of them.

What the file tells programs about its letters is read first; then, where it says so otherwise, what the pages show.
"""

import ctypes
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pypdfium2
import pypdfium2.raw as pdfium

from underrose.methods.documents.model import Aside, Document
from underrose.methods.documents.readers.pdf_bare import NotLookedThrough, bare
from underrose.methods.documents.readers.pdf_layout import arranged
from underrose.methods.documents.readers.pdf_lines import HYPHEN, Letter, Line
from underrose.methods.documents.readers.pdf_twice import compared, folded, untold
from underrose.methods.documents.readers.unreadable import Unreadable
from underrose.methods.documents.readers.wordless import is_wordless

PAGES = 200
_LINKS = 1_000
_DEEPEST = 15
"""Forms within forms in which a picture is counted."""
_BOLD_WEIGHT = 600
_NAMED_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_NAMED_ITALIC = re.compile(r"italic|oblique|slanted", re.IGNORECASE)
_TOO_MANY_UNKNOWN = 0.3
_NO_LETTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\U0010ffff]")
_SECONDS = 3.5
"""Of the processor's five: no page is begun a second time after them."""
_FIRST_HALF, _SECOND_HALF = 0xD800 >> 10, 0xDC00 >> 10
"""Of letters beyond U+FFFF, as UTF-16 tells them."""
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
    "Please choose only the pages that are needed, or bring it in parts."
)
_BOTH_WAYS = "Some words of this PDF are other ones on the page than for a program. They were read both ways."
_OTHER_LETTERS = (
    "This PDF tells programs other letters than its pages show. Please look at the pages with your own eyes."
)
_ONCE = "Whether this PDF shows what it tells programs could not be looked at on every page."
_UNTOLD_ONE = "1 letter of this PDF can be seen and cannot be told by a program."
_UNTOLD = "{count} letters of this PDF can be seen and cannot be told by a program."
_WORDLESS = "What a program reads in this PDF is mostly no words of any language; its pages may show others."
_PLACE = "As the pages of the PDF show it"


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
    count = 0
    for number in range(len(opened)):
        try:
            page = opened[number]
            lines.extend(_lines(opened, page, number + 1))
        except pypdfium2.PdfiumError:
            left_out.append(f"Page {number + 1} is damaged and was left out.")
            continue
        count += sum(1 for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST))
    _check_letters(lines)
    asides, doubts = _shown_otherwise(opened, raw)
    left_out += [*doubts, *_doubts(lines)]
    pictures = (
        "1 picture was left out." if count == 1 else f"{count} pictures were left out." if count else ""
    )
    left_out += filter(None, [pictures])
    if pdfium.FPDFDoc_GetAttachmentCount(opened) > 0:
        left_out.append("Files attached to the PDF were left out.")
    found = arranged(lines, tuple(left_out))
    told = (*found.left_out, *dict.fromkeys(aside.sentence for aside in asides))
    return replace(found, aside=(*found.aside, *asides), left_out=told, pictures=pictures)


def _doubts(lines: list[Line]) -> Iterator[str]:
    """Why letters that were read may not be those of the page."""
    if count := untold(lines):
        yield _UNTOLD_ONE if count == 1 else _UNTOLD.format(count=count)
    pages: dict[int, list[str]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line.words)
    if any(is_wordless(" ".join(words)) for words in pages.values()):
        yield _WORDLESS


def _shown_otherwise(told: pypdfium2.PdfDocument, raw: bytes) -> tuple[list[Aside], list[str]]:
    """Pages that show other words than the file tells, in those words; and what stays doubtful."""
    asides: list[Aside] = []
    doubts: dict[str, None] = {}
    try:
        once_more = bare(raw)
        for other in filter(None, (once_more.unreplaced, once_more.unmapped)):
            shown = pypdfium2.PdfDocument(other)
            for number in range(len(told)):
                if time.process_time() > _SECONDS:
                    doubts[_ONCE] = None
                    break
                words, differs = _compared(told, shown, number)
                if differs and other is once_more.unmapped:
                    doubts[_OTHER_LETTERS] = None
                if differs:
                    asides.append(Aside(_BOTH_WAYS, words, f"{_PLACE}: page {number + 1}"))
            told = shown
    except (NotLookedThrough, pypdfium2.PdfiumError):
        doubts[_ONCE] = None
    return asides, list(doubts)


def _compared(told: pypdfium2.PdfDocument, shown: pypdfium2.PdfDocument, number: int) -> tuple[str, bool]:
    """The words a page shows, and whether they are other ones than it tells. Letter by letter only where need be."""
    one, other = told[number], shown[number]
    plain = [folded(page.get_textpage().get_text_range()) for page in (one, other)]
    if plain[0] == plain[1]:
        return "", False
    pages = [list(_lines(opened, page, number + 1)) for opened, page in ((told, one), (shown, other))]
    twice = compared(*pages)
    return "\n".join(line.words for line in twice.lines), twice.differs


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
        if not sign:
            continue
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
    """One letter; nothing for the second half of one that pdfium tells in two."""
    code = pdfium.FPDFText_GetUnicode(text, at)
    if (
        code >> 10 == _FIRST_HALF
        and (second := pdfium.FPDFText_GetUnicode(text, at + 1)) >> 10 == _SECOND_HALF
    ):
        return chr(0x10000 + ((code & 0x3FF) << 10) + (second & 0x3FF))
    if code >> 10 == _SECOND_HALF and at and pdfium.FPDFText_GetUnicode(text, at - 1) >> 10 == _FIRST_HALF:
        return ""
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
