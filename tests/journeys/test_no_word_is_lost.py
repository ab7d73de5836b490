"""Whoever writes keeps every word: against a colleague, a broken line, and a session that ended meanwhile."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from underrose.access.models import Session
from underrose.concept.models import Section

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "dialogue"])]


def summary() -> Section:
    return Section.objects.get(meeting__code="LM2702", kind="summary")


@pytest.fixture
def editor(house: None, live_server: Any, settings: Any, tmp_path: Any) -> str:
    limits = {**settings.CACHES["limits"], "LOCATION": tmp_path / "limits"}
    settings.CACHES = {**settings.CACHES, "limits": limits}
    return f"{live_server.url}/desk/meetings/LM2702/concept/sections/{summary().key}/"


def words(page: Page) -> Any:
    return page.locator("[name=body]")


def line(page: Page) -> Any:
    return page.locator("[data-saved]")


def test_words_are_saved_while_one_types_and_wait_where_the_line_breaks(
    window: Page, editor: str, sit_down: Callable[..., None]
) -> None:
    sit_down(window.context, "Maren")
    window.goto(editor)
    words(window).fill("Saved without a button.")
    expect(line(window)).to_have_text("Saved")
    assert summary().body == "Saved without a button."
    window.context.set_offline(True)
    words(window).fill("Written in a tunnel.")
    expect(line(window)).to_contain_text("kept on this device")
    assert summary().body == "Saved without a button."
    window.context.set_offline(False)
    expect(line(window)).to_have_text("Saved", timeout=15_000)
    assert summary().body == "Written in a tunnel."


@pytest.mark.parametrize(
    ("choice", "kept"), [("Keep mine", "Mine, and longer."), ("Take theirs", "The words of a colleague.")]
)
def test_second_writer_chooses_between_both_texts(
    window: Page, browser: Any, editor: str, sit_down: Callable[..., None], choice: str, kept: str
) -> None:
    sit_down(window.context, "Maren")
    window.goto(editor)
    other = browser.new_context()
    sit_down(other, "Tobias")
    colleague = other.new_page()
    colleague.goto(editor)
    words(colleague).fill("The words of a colleague.")
    expect(line(colleague)).to_have_text("Saved")
    words(window).fill("Mine, and longer.")
    conflict = window.locator(".conflict")
    expect(conflict).to_contain_text("The words of a colleague.")
    expect(conflict).to_contain_text("Mine, and longer.")
    assert summary().body == "The words of a colleague."
    conflict.get_by_role("button", name=choice).click()
    expect(line(window)).to_have_text("Saved")
    expect(words(window)).to_have_value(kept)
    assert summary().body == kept
    other.close()


def test_second_writer_without_scripts_sees_both_texts(
    browser: Any, editor: str, sit_down: Callable[..., None]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    sit_down(context, "Maren")
    first, second = context.new_page(), context.new_page()
    for page in (first, second):
        page.goto(editor)
    words(first).fill("First through the door.")
    first.get_by_role("button", name="Save the section").click()
    expect(first.locator(".messages")).to_contain_text("Section saved.")
    words(second).fill("Second through the door.")
    second.get_by_role("button", name="Save the section").click()
    expect(second.locator(".theirs")).to_contain_text("First through the door.")
    expect(words(second)).to_have_value("Second through the door.")
    assert summary().body == "First through the door."
    second.get_by_role("button", name="Save the section").click()
    expect(second.locator(".messages")).to_contain_text("Section saved.")
    assert summary().body == "Second through the door."
    context.close()


@pytest.mark.parametrize("has_scripts", [True, False])
def test_words_ride_through_sign_in_when_the_session_has_ended(
    browser: Any, editor: str, sit_down: Callable[..., None], mailoutbox: Any, *, has_scripts: bool
) -> None:
    context = browser.new_context(java_script_enabled=has_scripts)
    sit_down(context, "Maren")
    page = context.new_page()
    page.goto(editor)
    Session.objects.all().delete()
    words(page).fill("Written long after tea.")
    if has_scripts:
        expect(line(page)).to_contain_text("you have been signed out")
    page.get_by_role("button", name="Save the section").click()
    expect(page.get_by_role("main")).to_contain_text("Your words are kept.")
    assert summary().body != "Written long after tea."
    mailoutbox.clear()
    page.get_by_label("E-mail address").fill("maren.oduya@larkmoor.example")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_label("Six-digit code")).to_be_visible()
    code = re.findall(r"\b\d{6}\b", mailoutbox[0].body)[0]
    page.get_by_label("Six-digit code").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Carry on with these words").click()
    expect(page.locator(".messages")).to_contain_text("Section saved.")
    assert summary().body == "Written long after tea."
    context.close()


def test_removed_partner_is_put_back(window: Page, live_server: Any, sit_down: Callable[..., None]) -> None:
    sit_down(window.context, "Maren")
    window.goto(f"{live_server.url}/desk/meetings/LM2702/concept/")
    window.get_by_role("link", name="Norrvind Foundation").click()
    window.get_by_role("button", name="Remove").click()
    expect(window.get_by_role("link", name="Norrvind Foundation")).to_have_count(0)
    window.get_by_role("button", name="Put it back").click()
    expect(window.get_by_role("link", name="Norrvind Foundation")).to_have_count(1)
