"""Findings beside a text in a real browser: the keyboard walks and accepts, a place is shown in the text, and the box says that there is more."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from underrose.programme.tests.planning import a_guest

from .browsing import reader
from .reading import NAMED, url
from .roomful import a_meeting, rapporteur
from .windows import Open, chromium, opened

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "dialogue"]),
]
__all__ = ["chromium", "opened"]
LATER = "Jon Bell said that her work was late."


def _page(opened: Open, text: str, **more: object) -> Page:
    made = a_meeting()
    for name in ("Ama Okoro", "Jon Bell", "Ines Duarte", "Piotr Zawada", "Mei Tanaka", "Omar Haddad"):
        a_guest(made, name)
    page = opened(url("check_text"), reader(rapporteur()), **more)
    page.locator("#id_text").fill(text)
    with page.expect_navigation():
        page.get_by_role("button", name="Check the text").click()
    expect(page.locator("#found .leak").first).to_be_visible()
    return page


def test_keyboard_walks_accepts_and_goes_back_to_the_text(opened: Open) -> None:
    page = _page(opened, f"{NAMED}\n\n{LATER}")
    text = page.locator("#id_text")
    text.press("F8")
    expect(page.locator("#leak-1")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("#leak-2")).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("e")
    expect(text).to_be_focused()
    chosen = text.evaluate("one => one.value.slice(one.selectionStart, one.selectionEnd)")
    assert chosen == "Ama Okoro"
    text.press("F8")
    page.keyboard.press("a")
    expect(text).to_have_value(f"A participant warned that wells run dry.\n\n{LATER}")
    expect(page.locator("#found .leak")).to_have_count(1)
    page.locator("#leak-1").focus()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_contain_text("take over the first wording of this finding")


def test_box_of_findings_says_that_there_is_more(opened: Open) -> None:
    page = _page(opened, "\n\n".join([NAMED] * 30))
    box = page.locator(".checked-found")
    expect(box).to_have_class("checked-found has-more")
    box.evaluate("one => one.scrollTo(0, one.scrollHeight)")
    expect(box).to_have_class("checked-found")
    page.get_by_role("button", name="Next ones").click()
    expect(page.locator(".leak-pages")).to_contain_text("21 to 30 of 30")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
        assert found.violations_count == 0, found.generate_report()
