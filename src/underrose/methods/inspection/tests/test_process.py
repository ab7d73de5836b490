"""A process of its own, its doors closed, says of every kind of file what the same words say within this one."""

import pytest

from underrose.methods.documents.readers.unreadable import Unreadable
from underrose.methods.inspection import asking, clean_copy, inspect_file
from underrose.methods.inspection.tests import office_files, pdf_files
from underrose.methods.inspection.tests.conftest import _asked
from underrose.methods.inspection.tests.test_pictures import drawing, photograph

FILES = {
    "a.docx": office_files.full_docx,
    "a.xlsx": office_files.full_xlsx,
    "a.pdf": pdf_files.full_pdf,
    "turned.pdf": lambda: pdf_files.full_pdf(90),
    "twice.pdf": pdf_files.with_earlier_version,
    "a.jpg": photograph,
    "a.png": drawing,
    "damaged.docx": lambda: b"PK\x03\x04 not an archive",
    "a.exe": lambda: b"MZ\x90",
}


def looked_into(raw: bytes, name: str) -> tuple[object, ...]:
    """In whatever order a process comes upon the parts."""
    found = inspect_file(raw, name)
    return found.kind, set(found.parts), set(found.members), found.blocked, found.text


def said_of(raw: bytes, name: str) -> list[object]:
    """What is found, and what is found in the copy."""
    found: list[object] = [looked_into(raw, name)]
    try:
        made = clean_copy(raw, name)
    except Unreadable as refusal:
        return [*found, refusal.sentence]
    return [*found, made.remarks, made.kind, looked_into(made.content, name)]


@pytest.mark.parametrize("name", FILES)
def test_process_of_its_own_says_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = FILES[name]()
    in_a_process = said_of(raw, name)
    monkeypatch.setattr(asking, "asked", _asked)
    assert in_a_process == said_of(raw, name)
