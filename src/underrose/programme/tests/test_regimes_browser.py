"""Regimes in a browser: announced and accepted without a script, and clear to everybody."""

import pytest
from playwright.sync_api import expect

from underrose.participation.actions import replies
from underrose.participation.tests.asked import page_of, sent
from underrose.participation.tests.furnished import TODAY, manager
from underrose.programme.models import Acceptance, Announcement
from underrose.programme.tests.planning import a_meeting, a_session, planner, url
from underrose.programme.tests.test_guests_browser import (
    Open,
    chromium,  # noqa: F401 - the fixtures of a browser
    faults,
    is_no_wider_than_the_screen,
    let_in,
    opened,  # noqa: F401 - the fixtures of a browser
)
from underrose.programme.tests.test_regimes import announce, made_stricter

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "dialogue"]),
]


def prepared():
    meeting = a_meeting(regime="chatham_house_rule")
    rows = [
        a_session(meeting, "09:00-10:30", title="Opening"),
        a_session(
            meeting, "11:00-12:30", title="Early warning, and who listens to it", regime="off_the_record"
        ),
        a_session(meeting, "14:00-15:30", title="What the courts have said"),
    ]
    return meeting, rows


def invited_to(meeting):
    invitation = sent(meeting)
    replies.accept(invitation, by=manager(), today=TODAY)
    return invitation


def test_regimes_are_announced_and_accepted_without_a_script(opened: Open) -> None:  # noqa: F811 - a fixture
    meeting, rows = prepared()
    desk = opened(url("regimes"), planner(), width=1280, java_script_enabled=False)
    desk.get_by_role("button", name="Announce the regimes of 3 sessions").click()
    expect(desk.get_by_text("The regimes of 3 sessions are announced.")).to_be_visible()
    # Weeks before the session it is asked once more.
    desk.get_by_text("The chair read it out and the room accepted").first.click()
    expect(desk.get_by_text("Did the room already accept its regime?").first).to_be_visible()
    desk.get_by_role("button", name="Yes, the room has accepted").first.click()
    expect(desk.get_by_text("It is noted that the room accepted.")).to_be_visible()
    page = let_in(opened(page_of(invited_to(meeting)), java_script_enabled=False))
    page.get_by_role("link", name="What may be said outside the room").click()
    page.get_by_role("button", name="I have read this, and accept it for 3 sessions").click()
    expect(page.get_by_text("You have accepted the rules of this meeting.")).to_be_visible()
    assert (Announcement.objects.count(), Acceptance.objects.count()) == (3, 3)
    assert Announcement.objects.get(session=rows[0]).accepted_by_room_on is not None


@pytest.mark.parametrize(("width", "scheme", "language"), [(360, "light", "en"), (1280, "dark", "ar")])
def test_pages_of_regimes_are_clear_to_everybody(
    opened: Open,  # noqa: F811 - a fixture
    width: int,
    scheme: str,
    language: str,
) -> None:
    meeting, rows = prepared()
    announce(meeting, *rows[:2])
    made_stricter(rows[0], "private")
    guest = page_of(invited_to(meeting))
    client, more = planner(), {"width": width, "color_scheme": scheme, "language": language}
    for path in (url("regimes"), url("regime", rows[0].pk), url("regimes_not_accepted")):
        page = opened(path, client, **more)
        assert (path, faults(page), is_no_wider_than_the_screen(page)) == (path, [], True)
    page = let_in(opened(guest, **more), "programme/regimes/")
    assert (faults(page), is_no_wider_than_the_screen(page)) == ([], True)
