"""Pictures of a text in a real browser: seen under the policy of the pages, ticked without a press, and kept by the page."""

import io
import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Page, expect

from underrose.concept.models import Meeting

from .browsing import reader
from .reading import NAMED, meeting, url
from .roomful import noted, rapporteur
from .test_asks_first_browser import asked, signed_in_elsewhere, signed_out
from .test_pictures import word
from .windows import Open, chromium, opened

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
__all__ = ["chromium", "meeting", "opened"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "dialogue"]),
]


def drawing(colour: str, width: int, height: int) -> bytes:
    made, image = io.BytesIO(), Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(image)
    pen.ellipse((width // 4, height // 4, width // 2, height // 2), fill=colour)
    pen.text((width // 8, height // 8), "Rivers and Rights", fill="black")
    image.save(made, "PNG")
    return made.getvalue()


def brought(page: Page, *images: bytes) -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    page.locator("#id_file").set_input_files(
        FilePayload(name="draft.docx", mimeType=kind, buffer=word(*images))
    )
    pressed(page)


def pressed(page: Page) -> None:
    with page.expect_navigation():
        page.locator(".checked-text > .acts .button").click()


PARTLY = ".message.partly"


@pytest.mark.parametrize(
    ("width", "language", "scheme"),
    [
        (360, "en", "light"),
        (360, "ar", "dark"),
        (768, "en", "light"),
        (1280, "ar", "light"),
        (1280, "en", "dark"),
    ],
)
def test_pictures_are_seen_and_ticked(
    opened: Open, meeting: object, width: int, language: str, scheme: str
) -> None:
    page = opened(
        url("check_text"), reader(rapporteur()), width=width, language=language, color_scheme=scheme
    )
    brought(page, drawing("navy", 420, 160), drawing("darkred", 2200, 1500), b"\x01\x00\x00\x00 not drawn")
    shown = page.locator("#pictures img")
    expect(shown).to_have_count(2)
    widths = page.evaluate("[...document.querySelectorAll('#pictures img')].map((one) => one.naturalWidth)")
    assert widths == [420, 1200]
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    faults = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
    assert faults == []
    if folder := os.environ.get("PICTURES_OF_TESTS"):
        page.screenshot(path=Path(folder) / f"{width}-{language}-{scheme}.png", full_page=True)
    ticks = page.locator("#pictures input[type=checkbox]")
    for number in range(3):
        expect(page.locator(PARTLY)).to_be_visible()
        ticks.nth(number).check()
    expect(page.locator(PARTLY)).to_be_hidden()
    pressed(page)
    expect(page.locator(PARTLY)).to_be_hidden()
    expect(page.locator("#pictures img")).to_have_count(2)
    expect(page.locator("#pictures input:checked")).to_have_count(3)


@pytest.mark.parametrize(
    ("width", "language", "scheme"), [(360, "en", "light"), (768, "ar", "dark"), (1280, "en", "dark")]
)
def test_pictures_of_brought_notes_are_seen_and_stay(
    opened: Open, meeting: Meeting, width: int, language: str, scheme: str
) -> None:
    address = url("import_notes", noted(meeting).pk)
    page = opened(address, reader(rapporteur()), width=width, language=language, color_scheme=scheme)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    held = word(drawing("navy", 420, 160), b"\x01\x00\x00\x00 not drawn", words=NAMED)
    page.locator("#id_file").set_input_files(FilePayload(name="notes.docx", mimeType=kind, buffer=held))
    with page.expect_navigation():
        page.locator(".acts .button").click()
    for _time in range(2):
        assert page.evaluate("document.querySelector('#pictures img').naturalWidth") == 420
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
        with page.expect_navigation():
            page.locator("button[name=look]").click()
    faults = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
    assert faults == []
    if folder := os.environ.get("PICTURES_OF_TESTS"):
        page.screenshot(path=Path(folder) / f"notes-{width}-{language}-{scheme}.png", full_page=True)


def test_pictures_and_ticks_outlast_a_sign_in(opened: Open, meeting: object) -> None:
    page = opened(url("check_text"), reader(rapporteur()))
    brought(page, drawing("navy", 420, 160), drawing("red", 200, 100))
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("#pictures input[type=checkbox]").first.check()
    signed_out()
    asked(page, page.locator(".checked-text > .acts .button"))
    expect(page.locator("[data-asks-first]")).to_be_visible()
    expect(page.locator("#pictures img")).to_have_count(2)
    signed_in_elsewhere(page)
    pressed(page)
    expect(page.locator("#pictures img")).to_have_count(2)
    expect(page.locator("#pictures input:checked")).to_have_count(1)


def test_one_press_for_all_needs_no_script(opened: Open, meeting: object) -> None:
    page = opened(url("check_text"), reader(rapporteur()), java_script_enabled=False)
    brought(page, drawing("navy", 420, 160), drawing("red", 200, 100))
    expect(page.locator(PARTLY)).to_be_visible()
    with page.expect_navigation():
        page.locator("button[name=looked_at_all]").click()
    expect(page.locator(PARTLY)).to_be_hidden()
    expect(page.locator("#pictures input:checked")).to_have_count(2)
