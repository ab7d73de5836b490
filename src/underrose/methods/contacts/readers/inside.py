"""What happens inside the guarded process: what a list is, and which reader it goes to."""

import importlib
import re
from collections.abc import Callable

from underrose.methods.contacts.model import Kind, Table
from underrose.methods.contacts.readers import letters, separated, sheets, vcard
from underrose.methods.contacts.readers.refusals import CHOOSE, as_of_a_list, refusal
from underrose.methods.documents.intake import Format, Unreadable, check, check_size, sniff

_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0"
_SAYS_SHEET = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_SAYS_TEXT = (".csv", ".tsv", ".txt", ".tab")
_SAYS_CARD = (".vcf", ".vcard")
_CARD = re.compile(r"\s*BEGIN\s*:\s*VCARD", re.IGNORECASE)
_MARKUP = re.compile(r"\s*<(?:!doctype|!--|html|\?xml|svg|script|table|head|body|meta)\b", re.IGNORECASE)
_WHAT = {
    Format.docx: "a Word document",
    Format.pdf: "a PDF",
    Format.png: "a picture",
    Format.jpg: "a picture",
}


def read_here(
    raw: bytes, name: str, sheet: str = "", close_doors: Callable[[], None] = lambda: None
) -> Table:
    """Read a list in this very process; `close_doors` is called when all code is loaded and before a parser runs."""
    for encoding in letters.ENCODINGS:
        importlib.import_module(f"encodings.{encoding}")
    letters.warm()
    close_doors()
    try:
        check_size(len(raw))
        kind = _kind(raw)
    except Unreadable as turned_away:
        raise as_of_a_list(turned_away) from turned_away
    ending = name.lower()
    if kind is Format.xlsx:
        if ending.endswith((*_SAYS_TEXT, *_SAYS_CARD)):
            raise _misnamed(ending, "an Excel workbook")
        return sheets.read(raw, sheet)
    if ending.endswith(_SAYS_SHEET):
        raise _misnamed(ending, "plain text")
    text, encoding, remarks = letters.decode(raw)
    if _MARKUP.match(text[:400]):
        raise refusal("This file is a web page or another file of markup.")
    if _CARD.match(text[:1000]):
        return vcard.read(raw, encoding, remarks)
    if ending.endswith(_SAYS_CARD):
        raise _misnamed(ending, "no address card (it does not begin with BEGIN:VCARD)")
    return separated.read(text, Kind.pasted if ending == "pasted.txt" else Kind.csv, encoding, remarks)


def _kind(raw: bytes) -> Format:
    if raw.startswith(_ZIP):
        kind = check(raw, "")
    elif raw.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") not in raw:
        raise refusal(
            "This file was written by an old version of Excel or another program.",
            "Please open it, save it as Excel (.xlsx) or CSV and try again.",
        )
    else:
        kind = sniff(raw, "")
    if kind in _WHAT:
        raise refusal(f"This file is {_WHAT[kind]}, not a list.")
    return kind


def _misnamed(name: str, what: str) -> Unreadable:
    ending = name.rpartition(".")[2]
    return refusal(
        f"This file is not what it says: its name ends in “.{ending}”, but it is {what}.",
        f"{CHOOSE} If this is the right file, save it anew from the program it comes from.",
    )
