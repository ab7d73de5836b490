"""A room from its rule to what leaves it: announced, accepted, noted by keyboard, sealed, read with the guard, let out by two."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from underrose.dialogue.models import Note, NoteState, Point, ReleasedPoint

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CODE = "LM2701"
SESSION = "When the warning comes from a woman"
POINTS = (
    ("i", "Women are asked for proof that is asked of nobody else."),
    ("n", "Wanjiku Muthoniwa said that benches were counted every Monday."),
    ("r", "Give every incoming warning a number."),
)
NAMED = "Muthoniwa"


@pytest.fixture
def is_furnished() -> bool:
    return True


def button(page: Page, name: str) -> Any:
    return page.get_by_role("main").get_by_role("button", name=name)


def press_far(page: Page, asked: str, meant: str) -> None:
    """The meeting of the demonstration is months away, so what belongs into the room is asked once more."""
    page.get_by_role("main").locator(f"summary[aria-label*='{asked}']").first.click()
    page.get_by_role("main").get_by_role("button", name=meant).locator("visible=true").first.click()


def accept(page: Page, site: str) -> None:
    """The regimes stand announced; the chair has read this one out, and the room accepted."""
    page.goto(f"{site}/desk/meetings/{CODE}/programme/regimes/")
    page.get_by_role("main").get_by_role("link", name=SESSION).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(SESSION)
    press_far(page, "accepted", "Yes, the room has accepted")
    expect(button(page, "The room has not accepted after all")).to_be_visible()


def take_notes(page: Page, site: str) -> None:
    page.goto(f"{site}/desk/meetings/{CODE}/room/")
    press_far(page, f"Begin the notes of “{SESSION}”", "Yes, begin them now")
    line = page.get_by_label("What was said").first
    for letter, words in POINTS:
        line.fill(f"{letter}! {words}")
        line.press("Enter")
    for _letter, words in POINTS:
        expect(page.locator("section.points")).to_contain_text(words, timeout=15_000)


def read(page: Page, count: int) -> None:
    """Every point is looked at; the guard refuses the one that names, until its wording is taken over."""
    page.get_by_role("link", name="Read the next point").click()
    for left in range(count, 0, -1):
        expect(page.locator(".state")).to_contain_text(re.compile(rf"\b{left} points? of this session"))
        words = page.locator("#id_words")
        if NAMED in words.input_value():
            button(page, "Clear this wording").click()
            expect(page.locator("#errors")).to_contain_text(
                "Under this regime nobody who was in the room is named"
            )
            page.locator("button[name=fix]").first.click()
            expect(words).not_to_have_value(POINTS[1][1])
            expect(page.locator("#found")).to_contain_text("No leak found")
        button(page, "Clear this wording").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Read and release")


def test_what_is_said_leaves_the_room_and_nobody_with_it(
    browser: Browser, window: Page, sit_down: Callable[..., None], live_server: Any
) -> None:
    site = live_server.url
    window.set_default_timeout(20_000)
    second = browser.new_context()
    try:
        director = second.new_page()
        director.set_default_timeout(20_000)
        sit_down(window.context, "Idris")
        sit_down(second, "Maren")
        accept(director, site)
        take_notes(window, site)
        window.get_by_text("Seal these notes", exact=True).first.click()
        button(window, "Seal the notes").click()
        expect(window.get_by_role("main")).to_contain_text("3 points are to be read")
        note = Note.objects.get(state=NoteState.sealed, points__kind="recommendation", points__theme="")
        read(window, len(POINTS))
        button(window, "Ask a colleague to release 3 points").click()
        expect(window.get_by_role("main")).to_contain_text("A colleague reads the points too")
        director.goto(f"{site}/desk/meetings/{CODE}/room/{note.pk}/review/")
        button(director, "Release 3 points").click()
        expect(director.get_by_role("heading", level=1)).to_have_text("Released points")
        expect(director.get_by_role("main")).to_contain_text(POINTS[2][1])
        expect(director.get_by_role("main")).not_to_contain_text(NAMED)
        answer = second.request.get(f"{site}/desk/meetings/{CODE}/room/released/word/")
        body = zipfile.ZipFile(io.BytesIO(answer.body())).read("word/document.xml").decode()
        assert POINTS[0][1] in body
        assert NAMED not in body
    finally:
        second.close()
    assert not Point.objects.filter(note=note).exists()
    assert ReleasedPoint.objects.filter(meeting_code=CODE).count() == 8 + len(POINTS)
