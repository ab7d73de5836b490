"""Reading a list of people from outside, in the guarded process of `documents.reading`."""

import json
from dataclasses import replace
from pathlib import Path

from underrose.methods.contacts.model import Table, from_plain
from underrose.methods.contacts.readers.refusals import as_of_a_list
from underrose.methods.contacts.sentences import said
from underrose.methods.documents.intake import LIMIT, Unreadable, check_size
from underrose.methods.documents.reading import asked

_CHILD = Path(__file__).parent / "readers" / "child.py"
_TOO_MUCH = (
    "Reading this list took too much time or memory, or its inside is not as it should be. Nothing was stored. "
    "Please copy its rows into a new sheet, save that as Excel (.xlsx) or CSV and try again."
)


def read(content: bytes, name: str, sheet: str = "") -> Table:
    """The table in a file from outside, or `Unreadable` with a sentence; never anything else, and within ten seconds.

    Sentences and remarks are in the language of whoever reads, see `sentences`.
    Excel (.xlsx), CSV with any usual separator and encoding, vCard 2.1 to 4.0. `name` is the file's name; `sheet` asks for
    one sheet of a workbook, otherwise the one with most known headings is read. At most 20 MB, 20,000 rows,
    256 columns, 500,000 filled cells, 10,000 letters in a cell. Linear in the length of the file.
    """
    try:
        check_size(len(content))
        answer = asked(
            json.dumps({"name": name[-200:], "sheet": sheet[:200]}).encode() + b"\n" + content, name, _CHILD
        )
    except Unreadable as refusal:
        raise Unreadable(said(as_of_a_list(refusal).sentence)) from refusal
    return _understood(answer)


def read_pasted(text: str) -> Table:
    """The table in text copied from a spreadsheet (tabs) or an editor (commas), as `read` does it."""
    return read(text[:LIMIT].encode("utf-8", "replace"), "pasted.txt")


def _understood(answer: bytes) -> Table:
    try:
        found = json.loads(answer)
        if "unreadable" in found:
            raise Unreadable(said(str(found["unreadable"])))
        table = from_plain(found["table"])
    except (ValueError, TypeError, KeyError) as error:
        raise Unreadable(said(_TOO_MUCH)) from error
    return replace(table, remarks=tuple(map(said, table.remarks)))
