"""What happens inside the guarded process: the kind of a file by its first bytes, its walker, and the closing of doors."""

import base64
import importlib
from collections.abc import Callable
from dataclasses import astuple, replace
from typing import Any

from underrose.methods.documents.intake import Format, check_size, sniff
from underrose.methods.documents.readers.unreadable import Unreadable
from underrose.methods.inspection.finding import Findings
from underrose.methods.inspection.values import CleanCopy, Drawing, Inspection

_WALKERS = {
    Format.docx: ("package", "pictures", "word_copy", "sheet_copy"),
    Format.pdf: ("package", "pictures", "pdf_look", "pdf_copy"),
    Format.jpg: ("jpeg", "pictures"),
    Format.png: ("png", "pictures"),
}
_LATE = (
    "encodings.cp1252",
    "encodings.cp437",
    "encodings.utf_16_le",
    "encodings.utf_16_be",
    "encodings.utf_16",
)
"""What Python would load only when it is used, when no file can be opened any more."""
_NOT_HERE = (
    "This file is neither a Word document, nor a table, a PDF or a picture. Nothing was stored. "
    "Please save it as .docx, .xlsx, .pdf, .png or .jpg and try again."
)


def answer(
    order: dict[str, Any], content: bytes, name: str, close_doors: Callable[[], None]
) -> dict[str, Any]:
    """What is asked, as plain values for the way back; `Unreadable` with a sentence."""
    check_size(len(content))
    kind = sniff(content, name)
    draws = order["do"] == "draw"
    for module in _LATE:
        importlib.import_module(module)
    for module in ("package", "drawn", "drawn_pdf") if draws else _WALKERS.get(kind, ()):
        _module(module)
    close_doors()
    if draws:
        return {"drawings": [_plain_drawing(one) for one in _drawings(kind, content)]}
    if order["do"] == "copy":
        made = _copied(kind, content, keep_insertions=order["keep_insertions"] is True)
        return {
            "content": base64.b64encode(made.content).decode("ascii"),
            "remarks": made.remarks,
            "kind": made.kind,
        }
    found = _looked(kind, content)
    return {
        "kind": found.kind,
        "parts": [astuple(part) for part in found.parts],
        "members": [astuple(member) for member in found.members],
        "blocked": found.blocked,
        "text": found.text,
    }


def _drawings(kind: Format, content: bytes) -> list[Drawing]:
    from underrose.methods.inspection import drawn, drawn_pdf

    if kind is Format.docx:
        return drawn.of_office(content)
    return drawn_pdf.of_pdf(content) if kind is Format.pdf else []


def _plain_drawing(one: Drawing) -> list[object]:
    png = base64.b64encode(one.png).decode("ascii")
    return [one.name, one.width, one.height, png, one.digest, one.is_plain]


def _module(name: str) -> Any:
    module = importlib.import_module(f"underrose.methods.inspection.{name}")
    if hasattr(module, "ready"):
        module.ready()
    return module


def _looked(kind: Format, content: bytes) -> Inspection:
    if kind is Format.docx:
        office: Inspection = _module("package").look(content)
        return office
    if kind is Format.pdf:
        pages: Inspection = _module("pdf_look").look(content)
        return pages
    if kind not in _WALKERS:
        raise Unreadable(_NOT_HERE)
    findings = Findings()
    _module("jpeg" if kind is Format.jpg else "png").look(findings, content, f"picture.{kind}")
    _module("pictures").opened(content)
    return findings.result(kind.value)


def _copied(kind: Format, content: bytes, *, keep_insertions: bool) -> CleanCopy:
    """A copy is made only of what was looked into and not blocked, and is looked into itself before it leaves."""
    made: CleanCopy
    if kind is Format.pdf:
        made = _module("pdf_copy").copy(content)
    else:
        found = _looked(kind, content)
        if found.blocked:
            raise Unreadable(found.blocked)
        made = _made(found.kind, content, keep_insertions=keep_insertions)
    again = _looked_again(kind, made.content)
    if again.left_out or again.blocked:
        raise Unreadable(_NOT_CLEAN)
    return replace(made, kind=again.kind)


def _made(kind: str, content: bytes, *, keep_insertions: bool) -> CleanCopy:
    made = CleanCopy(b"")
    if kind == "docx":
        made = _module("word_copy").copy(content, keep_insertions=keep_insertions)
    elif kind == "xlsx":
        made = _module("sheet_copy").copy(content)
    else:
        made = CleanCopy(_module("pictures").anew(content).content, (_PICTURE,))
    return made


def _looked_again(kind: Format, content: bytes) -> Inspection:
    """What the copy holds. A page of a PDF is not drawn a second time: only what could be seen was taken over."""
    if kind is Format.pdf:
        again: Inspection = _module("pdf_look").looked(content, with_sight=False).findings.result("pdf")
        return again
    return _looked(kind, content)


_PICTURE = "The picture is made anew from its points, turned as it was meant to be seen."
_NOT_CLEAN = (
    "A clean copy of this file could not be made: something was still in it. Nothing was stored. "
    "Please copy its text into a new file and try again."
)
