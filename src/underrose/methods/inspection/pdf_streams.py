"""The streams of a PDF: what each kind can hold of words, read without following anything out of the file."""

import io
import re

import pikepdf

from underrose.methods.documents.readers.pdf_bare import NotLookedThrough, bare
from underrose.methods.documents.readers.unreadable import Unreadable
from underrose.methods.inspection import jpeg, picture_metadata
from underrose.methods.inspection.finding import Findings, readable
from underrose.methods.inspection.pdf_content import orders
from underrose.methods.inspection.pdf_damage import DAMAGED, guarded
from underrose.methods.inspection.pdf_words import Place, decoded, where
from underrose.methods.inspection.values import What

_MOST = 30 * 1024 * 1024
"""Bytes that one stream may unpack to."""
_REMARK = re.compile(rb"(?:^|[\r\n])\s*%+([ -~]{4,200})")
_WORDS = {
    "script": What.macro,
    "form": What.form_field,
    "film or sound": What.embedded,
    "data of a program": What.other,
}
_TAGGED = ("/ActualText", "/Alt", "/E", "/T")


def read(findings: Findings, value: pikepdf.Stream, at: Place) -> int:
    """What a stream holds, as its kind has it; its length as it lies in the file."""
    size = len(value.read_raw_bytes())
    if at.kind == "metadata":
        picture_metadata.xmp(
            findings, at.path, unpacked(value), "In the metadata of the PDF, or of a page or picture in it."
        )
    elif at.kind == "attachment":
        _attached(findings, value, at)
    elif at.kind == "content":
        _content(findings, value, at)
    elif at.kind == "picture":
        _picture(findings, value, at)
    elif at.kind == "preview":
        findings.add(at.path, What.thumbnail, "a small picture of the page", "Beside the page.")
    elif at.kind == "colour profile":
        picture_metadata.colour_profile(findings, at.path, unpacked(value))
    elif at.kind in _WORDS:
        findings.add(at.path, _WORDS[at.kind], _said(unpacked(value)), where(at))
    elif at.kind == "signature":
        findings.add(at.path, What.label, readable(unpacked(value)), where(at))
    elif at.kind == "kept but unused":
        findings.add(at.path, What.earlier, readable(unpacked(value)) or f"{size} bytes", where(at))
    return size


def unpacked(value: pikepdf.Stream) -> bytes:
    """The bytes of a stream where they can be unpacked, within bounds; else as they lie."""
    try:
        raw = value.read_bytes()
    except (
        pikepdf.PdfError,
        ValueError,
        RuntimeError,
        NotImplementedError,  # pikepdf's word for a filter it cannot unpack
    ):
        raw = value.read_raw_bytes()
    if len(raw) > _MOST:
        raise Unreadable(DAMAGED)
    return raw


def _said(raw: bytes) -> str:
    return (
        decoded(raw)
        if not re.search(rb"[\x00-\x08]", raw[:2000]) or raw[:2] in {b"\xfe\xff", b"\xff\xfe"}
        else readable(raw)
    )


def _attached(findings: Findings, value: pikepdf.Stream, at: Place) -> None:
    """An attached file: its words where it is plain, its parts where it is an Office file, else what can be read."""
    from underrose.methods.inspection import package

    raw = unpacked(value)
    if raw.startswith(b"PK\x03\x04"):
        try:
            inner = package.look(raw, is_inner=True)
        except Unreadable:
            inner = None
        if inner is not None:
            findings.add(at.path, What.attachment, inner.text, where(at))
            for part in inner.parts:
                findings.add(f"{at.path} › {part.path}", part.what, part.value, where(at))
            return
    if raw.startswith(b"\xff\xd8"):
        try:
            jpeg.look(findings, raw, at.path)
        except Unreadable:
            findings.add(at.path, What.attachment, readable(raw), where(at))
    findings.add(at.path, What.attachment, f"{len(raw)} bytes. {readable(raw)}", where(at))


def _content(findings: Findings, value: pikepdf.Stream, at: Place) -> None:
    """Remarks between the orders, and the words that tags carry in them."""
    raw = unpacked(value)
    for match in _REMARK.finditer(raw) if b"%" in raw else ():
        findings.add(
            at.path, What.other, match[1].decode("latin-1"), "In a remark among the orders that draw a page."
        )
    if b"<<" not in raw:
        return
    try:
        found = orders(value)
    except Unreadable:
        return
    for operands, operator in found:
        if (
            str(operator) in {"BDC", "DP"}
            and len(operands) > 1
            and isinstance(operands[1], pikepdf.Dictionary)
        ):
            for key, said in operands[1].items():
                if isinstance(said, pikepdf.String) and key != "/Lang":
                    what = What.alternative_text if key in _TAGGED else What.other
                    findings.add(at.path, what, decoded(bytes(said)), "In a tag among the words of a page.")


def _picture(findings: Findings, value: pikepdf.Stream, at: Place) -> None:
    """A photograph keeps the particulars its camera wrote; other pictures are points alone."""
    filters = filters_of(value)
    if filters[-1:] == ["/DCTDecode"]:
        blocked = len(findings.blocked)
        try:
            jpeg.look(findings, photograph(value), f"{at.path} › picture")
        except Unreadable:
            findings.add(
                at.path,
                What.picture_remark,
                readable(value.read_raw_bytes()),
                "In a picture that is damaged.",
            )
        del findings.blocked[blocked:]
    elif "/JPXDecode" in filters:
        findings.add(at.path, What.picture_remark, _boxes(value.read_raw_bytes()), "In a picture.")


def _boxes(raw: bytes) -> str:
    """The boxes of JPEG 2000 that hold words (ISO/IEC 15444-1, annex I)."""
    return " · ".join(
        readable(raw[found.start() : found.start() + 4000]) for found in re.finditer(rb"xml |uuid|jp2i", raw)
    )


def filters_of(value: pikepdf.Stream) -> list[str]:
    found = value.get("/Filter")
    if found is None:
        return []
    return [str(name) for name in found] if isinstance(found, pikepdf.Array) else [str(found)]


def photograph(value: pikepdf.Stream) -> bytes:
    """The bytes of a JPEG, taken out of what is wrapped around it."""
    if len(filters_of(value)) == 1:
        return value.read_raw_bytes()
    with guarded(DAMAGED):
        made = io.BytesIO()
        pikepdf.PdfImage(value).extract_to(stream=made)
    return made.getvalue()


def without_actual_text(content: bytes) -> bytes:
    """The file for looking at its pages: where tags say other words than the page shows, those the page shows are read."""
    try:
        return bare(content).unreplaced or content
    except NotLookedThrough as error:
        raise Unreadable(DAMAGED) from error
