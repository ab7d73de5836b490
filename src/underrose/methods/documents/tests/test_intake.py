from functools import cache

import pytest

from underrose.methods.documents.intake import LIMIT, Format, Unreadable, check, check_size
from underrose.methods.documents.tests import hostile, hostile_pdf


def sentence(raw: bytes, name: str = "note.docx") -> str:
    with pytest.raises(Unreadable) as caught:
        check(raw, name)
    return caught.value.sentence


@cache
def all_built() -> dict[str, bytes]:
    return {what: raw for what, raw, _ in hostile.built()}


def built(what: str) -> bytes:
    return all_built()[what]


@pytest.mark.parametrize(
    ("raw", "name", "kind"),
    [
        (hostile.docx(), "note.txt", Format.docx),
        (hostile_pdf.pdf("<< >>"), "note.docx", Format.pdf),
        (b"\x89PNG\r\n\x1a\n", "note.docx", Format.png),
        (b"\xff\xd8\xff\xe0", "note.pdf", Format.jpg),
        (b"Words", "note.MD", Format.md),
        (b"Words", "note.markdown", Format.md),
        (b"Words", "names.csv", Format.csv),
        (b"Words", "note.docx", Format.txt),
        (b"Words", "", Format.txt),
        (b"MZ is how this note begins.", "note.txt", Format.txt),
        (b"BMZ, the ministry.", "note.txt", Format.txt),
    ],
)
def test_format_is_told_by_the_first_bytes(raw: bytes, name: str, kind: Format) -> None:
    assert check(raw, name) is kind


def test_format_of_a_table() -> None:
    types = hostile.TYPES.replace("wordprocessingml.document.main", "spreadsheetml.sheet.main")
    assert check(hostile.packed({**hostile.parts(), "[Content_Types].xml": types}), "x.docx") is Format.xlsx


def test_size_over_the_limit_is_refused_before_reading() -> None:
    check_size(LIMIT)
    with pytest.raises(Unreadable) as caught:
        check_size(200_000_000)
    assert caught.value.sentence == (
        "This file is larger than 20 MB. Nothing was stored. "
        "Please take out or shrink its pictures, or save the text alone, and try again."
    )


@pytest.mark.parametrize(
    ("what", "begins"),
    [
        ("nothing in disguise", "This file is empty."),
        ("exe in disguise", "This file is a program."),
        ("elf in disguise", "This file is a program."),
        ("gif in disguise", "This file is a picture."),
        ("gz in disguise", "This file is an archive that holds other files."),
        ("rtf in disguise", "This file is in Rich Text Format, which is not read here."),
        ("html in disguise", "This file is a web page or another file of markup."),
        ("slides in disguise", "This file is neither a document nor a table but a presentation or a template."),
        ("plain archive", "This file is an archive that holds other files."),
        ("password", "This file is protected by a password."),
        ("old Word", "This file was written by an old version of Word or another program."),
        ("macro", "This file holds macros, which are programs."),
        ("macro type", "This file holds macros, which are programs."),
        ("object", "Another file is embedded in this one."),
        ("relationship oleObject", "Another file is embedded in this one."),
        ("100 MB of zeros", "This file unpacks to far more than a document holds,"),
        ("60 parts of 1 MB", "This file unpacks to far more than a document holds,"),
        ("70,000 members", "This file unpacks to far more than a document holds,"),
        ("2,001 members", "This file unpacks to far more than a document holds,"),
        ("named '../evil.xml'", "This file names its parts in a way that no word processor does."),
        ("twice WORD/DOCUMENT.XML", "This file names its parts in a way that no word processor does."),
        ("entities in word/styles.xml", "This file holds declarations that could draw in other files."),
        ("entities in UTF-16", "This file holds declarations that could draw in other files."),
        ("in utf-7", "This file holds declarations that could draw in other files."),
        ("in IBM code", "This file is damaged or not whole."),
        ("member: flags 1", "This file is protected by a password."),
        ("member: checksum 1", "This file is damaged or not whole."),
        ("member: size 9", "This file is damaged or not whole."),
        ("pdf: password", "This PDF is protected, by a password or against copying."),
        ("text: zero bytes", "This file does not hold text."),
        ("text: no encoding", "The letters of this file could not be made out."),
    ],
)  # fmt: skip
def test_refusal_says_what_was_wrong_what_was_kept_and_what_to_do(what: str, begins: str) -> None:
    said = sentence(built(what), "note.txt" if what.startswith("text") else "note.docx")
    assert said.startswith(begins)
    assert (
        ". Nothing was stored. Please " in said
        or ", which is how files made to do harm behave. Nothing was stored. " in said
    )


def test_zip_with_plain_parts_is_let_through() -> None:
    assert check(built("outside attachedTemplate"), "note.docx") is Format.docx


def test_every_archive_is_let_through_or_refused_with_a_sentence() -> None:
    refused = []
    for family in (hostile.zips_with_lies, hostile.names, hostile.cargo, hostile.markup):
        for what, raw, name in family():
            try:
                check(raw, name)
            except Unreadable as refusal:
                refused.append((what, refusal.sentence))
    assert len(refused) > 90
    assert [what for what, said in refused if "Nothing was stored." not in said] == []
