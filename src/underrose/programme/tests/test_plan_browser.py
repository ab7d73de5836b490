"""A project manager by keyboard alone: a session is moved twice without looking for it again."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from underrose.programme.tests.planning import a_meeting, a_session, planner
from underrose.programme.tests.test_guests_browser import (  # fixtures too
    Open,
    chromium,
    is_no_wider_than_the_screen,
    opened,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "dialogue"]),
]
__all__ = ["chromium", "opened"]


@pytest.mark.parametrize("has_script", [True, False])
def test_the_keyboard_stays_with_a_session_that_was_moved(opened: Open, has_script: bool) -> None:
    meeting = a_meeting()
    for hour, title in ((9, "First"), (11, "Second"), (13, "Third")):
        a_session(meeting, f"{hour:02}:00-{hour + 1:02}:00", title=title)
    page = opened(reverse("programme", args=["AB12"]), planner(), java_script_enabled=has_script)
    page.locator("summary", has_text="Move").nth(2).focus()
    for begins in ("11:00", "09:00"):
        for key in ("Enter", "Tab", "Enter"):
            page.keyboard.press(key)
        expect(page.locator(".messages")).to_contain_text(
            f"“Third” is now on Wednesday 3 March 2027, {begins}"
        )
        expect(page.locator(":focus")).to_have_attribute("aria-label", "Move “Third”")
        expect(page.locator(":focus")).to_be_in_viewport()
    assert is_no_wider_than_the_screen(page)
