"""The door for every file from outside: what it is, and whether it may come in.

A file is known by its first bytes, never by its name; the name decides only between kinds of plain text.
"""

import re
from enum import StrEnum

from underrose.methods.documents.readers.archive import unpacked
from underrose.methods.documents.readers.letters import decode
from underrose.methods.documents.readers.unreadable import Unreadable

__all__ = ["LIMIT", "Format", "Unreadable", "check", "check_size", "sniff"]

LIMIT = 20 * 1024 * 1024


class Format(StrEnum):
    docx = "docx"
    xlsx = "xlsx"
    pdf = "pdf"
    md = "md"
    txt = "txt"
    csv = "csv"
    png = "png"
    jpg = "jpg"


_CHOOSE = "Nothing was stored. Please choose the note itself, as Word (.docx), PDF, Markdown or plain text."
_SAVE_AS = "Nothing was stored. Please save it as Word (.docx), PDF, Markdown or plain text and try again."
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_TURNED_AWAY: tuple[tuple[bytes, str], ...] = (
    (b"MZ", f"This file is a program. {_CHOOSE}"),
    (b"\x7fELF", f"This file is a program. {_CHOOSE}"),
    (b"\xcf\xfa\xed\xfe", f"This file is a program. {_CHOOSE}"),
    (b"\xca\xfe\xba\xbe", f"This file is a program. {_CHOOSE}"),
    (b"#!", f"This file is a program. {_CHOOSE}"),
    (b"GIF8", f"This file is a picture. {_CHOOSE}"),
    (b"BM", f"This file is a picture. {_CHOOSE}"),
    (b"II*\x00", f"This file is a picture. {_CHOOSE}"),
    (b"MM\x00*", f"This file is a picture. {_CHOOSE}"),
    (b"RIFF", f"This file is a picture, a sound or a film. {_CHOOSE}"),
    (b"ID3", f"This file is a sound. {_CHOOSE}"),
    (b"\x1f\x8b", f"This file is an archive that holds other files. {_CHOOSE}"),
    (b"7z\xbc\xaf\x27\x1c", f"This file is an archive that holds other files. {_CHOOSE}"),
    (b"Rar!", f"This file is an archive that holds other files. {_CHOOSE}"),
    (b"BZh", f"This file is an archive that holds other files. {_CHOOSE}"),
    (b"\xfd7zXZ\x00", f"This file is an archive that holds other files. {_CHOOSE}"),
    (b"SQLite format 3\x00", f"This file is a database. {_CHOOSE}"),
    (b"{\\rtf", f"This file is in Rich Text Format, which is not read here. {_SAVE_AS}"),
    (b"%!PS", f"This file is in PostScript, which is not read here. {_SAVE_AS}"),
)

_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"\x89PNG\r\n\x1a\n", Format.png),
    (b"\xff\xd8\xff", Format.jpg),
)
_SHORT = 3
"""Bytes of a magic number that may also begin a word."""
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_MARKUP = re.compile(r"\s*<(?:!doctype\s+html|html|\?xml|svg|script)\b", re.IGNORECASE)
_ENCRYPT = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
_MAIN_TYPE = re.compile(
    rb"application/vnd\.openxmlformats-officedocument\."
    rb"(wordprocessingml\.document|spreadsheetml\.sheet|[a-z]+ml\.[a-zA-Z]+)\.main\+xml"
)


def check_size(length: int) -> None:
    """Refuse a file by its length alone, before a byte of it is read."""
    if length > LIMIT:
        raise Unreadable(
            "This file is larger than 20 MB. Nothing was stored. "
            "Please take out or shrink its pictures, or save the text alone, and try again."
        )
    if length == 0:
        raise Unreadable(f"This file is empty. {_CHOOSE}")


def check(raw: bytes, name: str) -> Format:
    """What this file is, after everything that can be looked at without parsing it has been."""
    check_size(len(raw))
    kind = sniff(raw, name)
    if kind is Format.docx:
        return _office_kind(unpacked(raw).part("[Content_Types].xml"))
    if kind is Format.pdf and _ENCRYPT.search(raw):
        raise Unreadable(
            "This PDF is protected, by a password or against copying. Nothing was stored. "
            "Please save it without protection and try again."
        )
    if kind in {Format.txt, Format.md, Format.csv} and _MARKUP.match(decode(raw)[0][:400]):
        raise Unreadable(f"This file is a web page or another file of markup. {_SAVE_AS}")
    return kind


def sniff(raw: bytes, name: str) -> Format:
    """What the first bytes say; every zipped office file counts as Word until it has been opened."""
    for magic, sentence in _TURNED_AWAY:
        if raw.startswith(magic) and not (len(magic) <= _SHORT and _is_text(raw)):
            raise Unreadable(sentence)
    for magic, kind in _MAGIC:
        if raw.startswith(magic):
            return kind
    if raw.startswith(_ZIP):
        return Format.docx
    if raw.startswith(_OLE):
        raise Unreadable(_compound_sentence(raw))
    if b"%PDF-" in raw[:1024]:
        return Format.pdf
    return _text_kind(name)


def _is_text(raw: bytes) -> bool:
    """Whether a short magic number is only the start of a word ("BMZ", "MZ Ministry")."""
    start = raw[:4096]
    return not raw.startswith(b"#!/") and all(byte >= ord(" ") or byte in b"\t\n\r\f" for byte in start)


def _compound_sentence(raw: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in raw:
        return (
            "This file is protected by a password. Nothing was stored. "
            "Please save it without the password and try again; here it is kept encrypted."
        )
    return f"This file was written by an old version of Word or another program. {_SAVE_AS}"


def _office_kind(types: bytes) -> Format:
    found = {match.group(1) for match in _MAIN_TYPE.finditer(types.replace(b"\x00", b""))}
    if b"wordprocessingml.document" in found:
        return Format.docx
    if b"spreadsheetml.sheet" in found:
        return Format.xlsx
    if found:
        raise Unreadable(
            f"This file is neither a document nor a table but a presentation or a template. {_SAVE_AS}"
        )
    raise Unreadable(f"This file is an archive that holds other files. {_CHOOSE}")


def _text_kind(name: str) -> Format:
    ending = name.lower().rpartition(".")[2]
    return {"md": Format.md, "markdown": Format.md, "csv": Format.csv, "tsv": Format.csv}.get(
        ending, Format.txt
    )
