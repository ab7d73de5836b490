"""All that stands in a file of people, as one text: to see whether somebody is in it."""

import io

from python_calamine import CalamineError, CalamineWorkbook

_ZIP = b"PK"


class NotRead(Exception):
    """The file is of a kind that cannot be looked through."""


def text_of(original: bytes, file_name: str) -> str:
    """The cells of every sheet, or the text of a file of text."""
    if not original.startswith(_ZIP):
        return "\n".join([file_name, *(_decoded(original))])
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(original))
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    except (CalamineError, OSError, ValueError) as fault:
        raise NotRead from fault
    cells = (str(cell) for sheet in sheets for row in sheet for cell in row if cell != "")
    return "\n".join([file_name, *cells])


def _decoded(original: bytes) -> list[str]:
    """In every encoding that a list is likely to come in: better found twice than missed."""
    return [
        original.decode(encoding, errors="ignore") for encoding in ("utf-8", "utf-16", "cp1252", "cp1251")
    ]
