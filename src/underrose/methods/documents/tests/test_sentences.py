"""What is said of documents in the language of whoever reads: every refusal of the readers, and letters without a form."""

import ast
import re
from pathlib import Path

import pytest

from underrose.methods.documents import glyphs, intake, programmes, readers, reading, sentences
from underrose.methods.documents.intake import Unreadable
from underrose.methods.documents.seating_papers import DoorList, Frame, door_lists_pdf
from underrose.methods.documents.tests.test_programmes import paper

ENGLISH = re.compile(r"(?:This|The|There|Please|Several|Reading|Another|Nothing|If) [a-zPW].{8,}[.\ufffd]")
REMARKS = ("The encoding of this text was not marked", "The settings at the head", "The footnote [^{}]")
"""About a note that was read; only the command line tells them."""


@pytest.fixture
def loud():
    sentences.translate_with(lambda sentence: f"<{sentence}>" if "{" in sentence else sentence.upper())
    yield
    sentences.translate_with(str)


def spoken():
    """The sentences in the code that refuses a document, their values as a letter."""
    files = [Path(intake.__file__), Path(reading.__file__), *Path(next(iter(readers.__path__))).glob("*.py")]
    for file in files:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        parts = {id(one) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for one in node.values}
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                yield "".join(
                    str(one.value) if isinstance(one, ast.Constant) else "a table" for one in node.values
                )
            elif (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in parts | told
            ):
                yield node.value


def test_every_refusal_of_a_document_is_listed(loud):
    heard = {one.removesuffix(" a table") for one in spoken()}
    heard = {one for one in heard if ENGLISH.fullmatch(one) and not one.startswith(REMARKS)}
    assert len(heard) > 25
    heard = {one for one in heard if sentences.remark_said(one) == one}
    assert {one: sentences.said(one) for one in heard if sentences.said(one) != one.upper()} == {}


@pytest.mark.parametrize("raw", [b"", b"GIF89a picture", b"%PDF-1.7 /Encrypt << >>", b"<html>page</html>"])
def test_a_refused_document_is_said_in_another_language(loud, raw):
    with pytest.raises(Unreadable) as refused:
        reading.read(raw, "note.txt")
    assert refused.value.sentence == refused.value.sentence.upper()
    assert refused.value.sentence.count(".") >= 3


def test_what_was_struck_out_is_told_in_another_language_and_its_words_stay(loud):
    found = reading.read(b"Kept.\n\n~~This file is empty.~~", "note.md")
    assert found.left_out == ("<Left out because it is struck out: “This file is empty.”.>",)
    (aside,) = found.aside
    assert (aside.sentence, aside.words) == (found.left_out[0], "This file is empty.")
    assert aside.place == aside.place.upper() != ""


def test_letters_without_a_form_are_said_with_their_place(loud):
    with pytest.raises(glyphs.MissingGlyphs) as refused:
        glyphs.require_placed([("letter 2, the salutation", "\U0001f600")])
    assert str(refused.value) == (
        "<The document was not made: our fonts have no form for “\U0001f600” (grinning face) "
        "in <letter 2, THE SALUTATION>.> PLEASE WRITE THESE IN ANOTHER WAY, OR ADD A FONT THAT HAS THEM."
    )
    assert sentences.place_said("row 2, Guest") == "<row 2, Guest>"
    assert sentences.place_said("“Key”") == "“Key”"


def test_every_place_in_a_programme_is_said_but_titles_of_sessions(loud):
    places = {place for place, _text in programmes.placed(paper())}
    assert [one for one in places if sentences.place_said(one) == one and not one.startswith("“")] == []


def test_a_place_on_a_sheet_for_a_door_is_said(loud):
    with pytest.raises(glyphs.MissingGlyphs, match="<sheet 1>"):
        door_lists_pdf([DoorList("Group \U0001f600")], Frame("Doors", paper().dated))
