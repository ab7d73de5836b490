"""What is not a note, or not a fair file, meets one clear sentence beside the field, and nothing else is lost."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pypandoc
import pytest
from playwright.sync_api import Page, expect

from underrose.concept.models import ImportedNote

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "dialogue"])]

MIB = 1024 * 1024
ENCRYPTED = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
)
RECIPE = """# Barley soup

Soak the barley overnight. Chop two carrots and an onion.

- 200 g barley
- 2 carrots

Simmer for an hour and season with thyme.
"""


@pytest.fixture
def word(tmp_path: Path) -> Callable[..., bytes]:
    """A Word file as others write it, with more inside than there should be."""
    file = tmp_path / "plain.docx"
    pypandoc.convert_text("A note.", "docx", format="md", outputfile=str(file))

    def packed(member: str, content: bytes) -> bytes:
        into = BytesIO(file.read_bytes())
        with ZipFile(into, "a", ZIP_DEFLATED) as archive:
            archive.writestr(member, content)
        return into.getvalue()

    return packed


@pytest.fixture
def desk(window: Page, live_server: Any, sit_down: Callable[..., None]) -> Page:
    sit_down(window.context, "Maren")
    window.goto(f"{live_server.url}/desk/notes/import/")
    return window


def send(desk: Page, file: Path) -> None:
    desk.get_by_label("Concept note").set_input_files(file)
    desk.get_by_role("button", name="Read the note").click()


def test_each_bad_file_gets_its_own_sentence_beside_the_field(
    desk: Page, word: Callable[..., bytes], tmp_path: Path
) -> None:
    bad = {
        "bomb.docx": (word("word/media/a.xml", bytes(60 * MIB)), "unpack"),
        "macro.docx": (word("word/vbaProject.bin", b"macro"), "macro"),
        "locked.docx": (ENCRYPTED, "password"),
        "empty.txt": (b"", "empty. Nothing was stored"),
        "long.docx": (b"PK\x03\x04" + bytes(25 * MIB), "20 MB"),
        "bytes.txt": (bytes(range(256)) * 40, "does not hold text"),
    }
    for name, (raw, words) in bad.items():
        file = tmp_path / name
        file.write_bytes(raw)
        send(desk, file)
        expect(desk.locator(".field.has-error .errors")).to_contain_text(words)
        expect(desk.locator(".field.has-error")).to_have_count(1)
        expect(desk.locator(".field.has-error")).to_contain_text("Concept note")
        expect(desk.get_by_role("heading", level=1)).to_have_text("Import a note")
    assert ImportedNote.objects.count() == 0


def test_flood_is_refused_before_it_is_read(desk: Page, tmp_path: Path, settings: Any) -> None:
    flood = tmp_path / "flood.docx"
    with flood.open("wb") as file:
        file.truncate(200 * MIB)
    send(desk, flood)
    expect(desk.get_by_role("heading", level=1)).to_have_text("Too large to be taken in")
    expect(desk.get_by_role("main")).to_contain_text("Nothing was stored")
    desk.get_by_role("link", name="Go back to the form").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Import a note")


def test_recipe_is_said_to_be_no_note_and_may_go_on(desk: Page, tmp_path: Path) -> None:
    recipe = tmp_path / "soup.md"
    recipe.write_text(RECIPE, "utf-8")
    send(desk, recipe)
    expect(desk.get_by_role("heading", level=1)).to_have_text("What was understood")
    expect(desk.get_by_role("main")).to_contain_text("does not read as a concept note")
    expect(desk.get_by_role("main")).to_contain_text("you can go on")
    expect(desk.locator(".source")).to_contain_text("Soak the barley overnight.")
    desk.locator("[name=code]").fill("SOUP1")
    desk.get_by_role("button", name="Open the meeting from this note").click()
    expect(desk.locator(".messages")).to_contain_text("The meeting is open.")
    expect(desk.get_by_role("article")).to_contain_text("Soak the barley overnight.")


def test_words_in_another_encoding_come_in_whole(desk: Page, tmp_path: Path) -> None:
    note = tmp_path / "old.txt"
    note.write_bytes(
        "Réunion à Genève\n\nLe déjeuner – “off the record” – est servi à midi.\n".encode("cp1252")
    )
    send(desk, note)
    expect(desk.locator(".source")).to_contain_text("Le déjeuner – “off the record” – est servi à midi.")


def test_reference_that_exists_keeps_everything_else(desk: Page, note_file: Path) -> None:
    send(desk, note_file)
    desk.locator("[name=title]").fill("A title of my own")
    desk.locator("[name=code]").fill("LM2702")
    desk.get_by_role("button", name="Open the meeting from this note").click()
    expect(desk.locator(".field.has-error")).to_contain_text("LM2702")
    expect(desk.locator("[name=title]")).to_have_value("A title of my own")
