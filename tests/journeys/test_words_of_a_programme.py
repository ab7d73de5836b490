"""Whoever writes about sessions and tasks keeps every word: against a broken line, a closed page, and an ended session."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from underrose.access.models import Session as SignedIn
from underrose.concept.models import Meeting
from underrose.programme.models import Session
from underrose.programme.tests.planning import (
    a_day,
    a_meeting,
    a_session,
    a_task,
    browser_of,
    colleague,
    url,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "dialogue"])]


@pytest.fixture
def meeting(transactional_db: None) -> Meeting:
    return a_meeting()


@pytest.fixture
def desk(window: Page, meeting: Meeting, live_server: Any, settings: Any) -> Page:
    """A window in which a project manager has signed in."""
    cookie = browser_of(colleague()).cookies[settings.SESSION_COOKIE_NAME].value
    window.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    return window


def _line(page: Page) -> Locator:
    return page.locator("[data-saved]")


def test_words_of_a_session_wait_where_the_line_breaks(
    desk: Page, meeting: Meeting, live_server: Any
) -> None:
    row = a_session(meeting)
    desk.goto(live_server.url + url("session", row.key))
    desk.get_by_role("textbox", name="What it is about").fill("Saved without a button.")
    expect(_line(desk)).to_have_text("Saved")
    assert Session.objects.get().words == "Saved without a button."
    desk.context.set_offline(True)
    desk.get_by_role("textbox", name="What it is about").fill("Written in a tunnel.")
    expect(_line(desk)).to_contain_text("kept on this device")
    desk.context.set_offline(False)
    expect(_line(desk)).to_have_text("Saved", timeout=15_000)
    desk.get_by_role("button", name="Save the session").click()
    expect(desk.get_by_role("heading", name="Programme", level=1)).to_be_visible()
    assert Session.objects.get().words == "Written in a tunnel."


def test_words_of_a_session_that_is_not_added_yet_outlive_the_page(
    desk: Page, meeting: Meeting, live_server: Any
) -> None:
    a_day(meeting)
    desk.goto(live_server.url + url("add_session"))
    desk.get_by_label("Title", exact=True).fill("A plenary of many words")
    expect(_line(desk)).to_contain_text("Kept on this device")
    desk.reload()
    expect(desk.get_by_label("Title", exact=True)).to_have_value("A plenary of many words")
    desk.get_by_role("button", name="Add the session").click()
    expect(desk.get_by_text("“A plenary of many words” is in the programme.")).to_be_visible()
    desk.goto(live_server.url + url("add_session"))
    expect(desk.get_by_label("Title", exact=True)).to_have_value("")


def test_words_are_not_brought_back_by_a_save_that_is_answered_after_the_button(
    desk: Page, meeting: Meeting, live_server: Any
) -> None:
    a_day(meeting)
    held: list[Route] = []
    overtaken: list[Route] = []

    def overtake(route: Route) -> None:
        is_save = "x-autosave" in route.request.headers
        if is_save and not overtaken:
            held.append(route)
            return
        if route.request.method == "POST" and not is_save:
            overtaken.append(held.pop())
            overtaken[0].fulfill(status=422)
        route.continue_()

    desk.goto(live_server.url + url("add_session"))
    desk.route("**/*", overtake)
    with desk.expect_request(lambda asked: "x-autosave" in asked.headers):
        desk.get_by_label("Title", exact=True).fill("A plenary that is overtaken")
    desk.get_by_role("button", name="Add the session").click()
    expect(desk.get_by_text("“A plenary that is overtaken” is in the programme.")).to_be_visible()
    assert (held, len(overtaken)) == ([], 1)
    desk.unroute("**/*")
    desk.goto(live_server.url + url("add_session"))
    expect(desk.get_by_label("Title", exact=True)).to_have_value("")


def test_briefing_of_a_task_is_kept_when_the_session_has_ended(
    desk: Page, meeting: Meeting, live_server: Any
) -> None:
    row = a_task(a_session(meeting), "Not Settled")
    desk.goto(live_server.url + url("assignment", row.key))
    SignedIn.objects.all().delete()
    desk.get_by_label("What they should know").fill("Written long after tea.")
    expect(_line(desk)).to_contain_text("you have been signed out")
    desk.get_by_role("button", name="Save the task").click()
    expect(desk.get_by_role("main")).to_contain_text("Your words are kept.")
