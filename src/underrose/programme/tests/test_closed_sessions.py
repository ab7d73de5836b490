"""A session with a regime of its own in the programme of an open meeting, and names that come after a release."""

import datetime as dt

import pytest
from django.test import Client

from underrose.access.models import Link, RecordEntry
from underrose.concept.audiences import Audience
from underrose.concept.models import Meeting
from underrose.participation.models import Invitation
from underrose.programme import versions
from underrose.programme.actions import assignments, releasing
from underrose.programme.models import Assignment, Session
from underrose.programme.rules import releasing as rules
from underrose.programme.tests.planning import START, TODAY, a_session, a_task, colleague
from underrose.programme.tests.releasing import announced, invited, letters, opened, release
from underrose.programme.tests.test_public_programme import ADDRESSES, PAGE, words

pytestmark = pytest.mark.django_db


def written(task: Assignment, **facts: object) -> Assignment:
    kept = {
        "task": "chair",
        "participant_id": None,
        "group_id": None,
        "is_confirmed": True,
        "is_public": True,
    }
    revision = task.revision
    return assignments.write(
        task, by=colleague(), revision=revision, today=TODAY, **{**kept, "briefing": None, **facts}
    )


@pytest.mark.parametrize("regime", ["undisclosed", "private"])
def test_session_nobody_outside_may_know_of_is_in_nothing_public(client: Client, regime: str) -> None:
    meeting = announced()
    a_task(
        a_session(meeting, title="Canary hearing", regime=regime), "Canary Chair",
        is_confirmed=True, is_public=True,
    )  # fmt: skip
    a_session(meeting, "11:00-12:00", title="Open")
    release(meeting)
    for address in ADDRESSES:
        text = words(client.get(PAGE + address))
        assert ("Canary" in text, "Open" in text) == (False, True), address


def test_closed_session_that_was_dropped_is_not_told_to_calendars(client: Client) -> None:
    meeting = announced()
    session = a_session(meeting, title="Canary hearing", regime="undisclosed")
    a_session(meeting, "11:00-12:00", title="Open")
    release(meeting)
    Session.objects.filter(key=session.key).update(is_removed=True)
    release(meeting, today=START)
    assert "Canary" not in words(client.get(f"{PAGE}programme.ics"))


def test_session_tightened_after_its_release_is_as_closed_as_it_is_now(client: Client) -> None:
    meeting = announced()
    session = a_session(meeting, title="Canary hearing")
    a_task(session, "Canary Chair", is_confirmed=True, is_public=True)
    a_session(meeting, "11:00-12:00", title="Open")
    guest = invited(meeting)
    version = release(meeting)
    Session.objects.filter(key=session.key).update(regime="undisclosed")
    for address in ADDRESSES:
        text = words(client.get(PAGE + address))
        assert ("Canary" in text, "Open" in text) == (False, True), address
    browser, page = opened(guest)
    assert "Canary" not in words(browser.get(f"{page}programme/programme.ics"))
    assert "Canary Chair" not in words(browser.get(f"{page}programme/"))
    assert [len(day.sessions) for day in versions.held(meeting, version).days] == [2]


def test_session_loosened_after_its_release_stays_as_it_was_promised(client: Client) -> None:
    meeting = announced()
    session = a_session(meeting, title="Canary hearing", regime="undisclosed")
    a_session(meeting, "11:00-12:00", title="Open")
    release(meeting)
    Session.objects.filter(key=session.key).update(regime="on_the_record")
    assert "Canary" not in words(client.get(PAGE))


def test_dropped_session_tightened_after_its_release_is_not_told_to_calendars(client: Client) -> None:
    meeting = announced()
    session = a_session(meeting, title="Canary hearing")
    a_session(meeting, "11:00-12:00", title="Open")
    release(meeting)
    Session.objects.filter(key=session.key).update(is_removed=True)
    release(meeting, today=START)
    assert "Canary" in words(client.get(f"{PAGE}programme.ics"))
    Session.objects.filter(key=session.key).update(regime="private")
    assert "Canary" not in words(client.get(f"{PAGE}programme.ics"))


def test_guests_read_no_names_of_a_session_without_a_list() -> None:
    meeting = announced()
    closed = a_session(meeting, title="Hearing", regime="undisclosed")
    a_task(closed, invited(meeting), is_confirmed=True)
    a_task(a_session(meeting, "11:00-12:00", title="Open"), invited(meeting, "Ben Okoth"), is_confirmed=True)
    version = release(meeting)
    items = list(versions.shown(meeting, version, Audience.participants).items())
    assert [[line.people for line in item.lines] for item in items] == [[()], [("Ben Okoth",)]]


def test_calendars_of_guests_say_the_hours_of_a_closed_session_alone() -> None:
    meeting = announced()
    a_session(meeting, title="Canary hearing", regime="undisclosed")
    guest = invited(meeting)
    release(meeting)
    browser, page = opened(guest)
    text = browser.get(f"{page}programme/programme.ics").content.decode()
    assert ("Canary" in text, "T090000" in text) == (False, True)


def test_another_name_does_not_come_to_stand_where_one_was_released(client: Client) -> None:
    meeting = announced()
    task = a_task(a_session(meeting), "Ada Fjord", is_confirmed=True, is_public=True)
    release(meeting)
    assert "Ada Fjord" in words(client.get(PAGE))
    other = written(task, name="Canary Secret", briefing="Canary words")
    for address in ADDRESSES:
        assert "Canary" not in words(client.get(PAGE + address)), address
    kept = Assignment.objects.get()
    assert (kept.key, kept.name, kept.briefing) == (other.key, "Canary Secret", "Canary words")


def test_a_name_that_stays_keeps_its_place_in_what_was_released(client: Client) -> None:
    meeting = announced()
    task = a_task(a_session(meeting), "Ada Fjord", is_confirmed=True, is_public=True)
    release(meeting)
    written(task, name="Ada Fjord", briefing="Begin on time.")
    assert "Ada Fjord" in words(client.get(PAGE))


def test_record_says_of_no_guest_that_they_made_or_closed_a_calendar() -> None:
    meeting = announced()
    a_session(meeting)
    guest = invited(meeting)
    release(meeting)
    browser, page = opened(guest)
    for act in ("make", "close"):
        browser.post(f"{page}programme/calendar/", {"act": act})
    told = RecordEntry.objects.filter(noun="calendar address").values_list("verb", "subject")
    assert sorted(told) == [("closed", None), ("made", None)]


@pytest.mark.parametrize(("days", "status"), [(13, 200), (14, 404)])
def test_no_feed_is_made_once_the_last_has_ended(monkeypatch, days: int, status: int) -> None:
    meeting = announced()
    a_session(meeting)
    guest = invited(meeting)
    release(meeting)
    browser, page = opened(guest)
    now = dt.datetime.combine(meeting.end_on + dt.timedelta(days=days), dt.time(12), dt.UTC)
    monkeypatch.setattr("underrose.programme.views.invitee.today", now.date)
    assert browser.get(f"{page}programme/calendar/").status_code == status


def feed_ends(meeting: Meeting) -> dt.date:
    return Link.objects.get(kind="feed", meeting_code=meeting.code).expires_at.date()


@pytest.mark.parametrize("days", [60, -1])
def test_feed_ends_two_weeks_after_the_meeting_wherever_that_has_moved(days: int) -> None:
    meeting = announced()
    a_session(meeting)
    guest = invited(meeting)
    release(meeting)
    now = dt.datetime.combine(TODAY, dt.time(12), dt.UTC)
    releasing.make_feed(guest.invitation, guest, by=colleague(), now=now)
    first = feed_ends(meeting)
    assert first == meeting.end_on + rules.FEED_STAYS + dt.timedelta(days=1)
    meeting.start_on, meeting.end_on = (
        on + dt.timedelta(days=days) for on in (meeting.start_on, meeting.end_on)
    )
    meeting.save()
    a_session(meeting, "16:00-17:00", title="One more")
    release(meeting)
    assert feed_ends(meeting) == first + dt.timedelta(days=days)


def test_feed_that_was_closed_stays_closed_when_the_meeting_moves() -> None:
    meeting = announced()
    a_session(meeting)
    guest = invited(meeting)
    now = dt.datetime.combine(TODAY, dt.time(12), dt.UTC)
    releasing.make_feed(guest.invitation, guest, by=colleague(), now=now)
    releasing.close_feed(guest.invitation, by=colleague(), now=now)
    ended = Link.objects.get(kind="feed")
    release(meeting)
    after = Link.objects.get(kind="feed")
    assert (after.expires_at, after.revoked_at) == (ended.expires_at, ended.revoked_at)


def test_letter_in_a_language_without_words_of_the_house_names_its_days_in_english() -> None:
    meeting = announced()
    a_session(meeting)
    guest = invited(meeting)
    Invitation.objects.update(language="uk")
    guest.refresh_from_db()
    release(meeting)
    (letter,) = letters()
    assert (letter.language, "Wednesday 3 March 2027" in str(letter.body)) == ("en", True)
