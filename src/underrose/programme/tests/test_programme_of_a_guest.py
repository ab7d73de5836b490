"""The guest's own page of the programme, and the secret address for a calendar."""

import datetime as dt
import re

import icalendar
import pytest
from django.test import Client

from underrose.access.models import Link
from underrose.access.roles import Role
from underrose.participation.models import Place
from underrose.participation.tests.becoming import forgotten, protected
from underrose.programme.models import Group, Kind, Seat, Session
from underrose.programme.tests.planning import TODAY, a_room, a_session, a_task, colleague
from underrose.programme.tests.releasing import announced, invited, opened, release

pytestmark = pytest.mark.django_db


def made(client: Client, page: str) -> str:
    """The address of a new feed, as the page shows it once."""
    answer = client.post(f"{page}programme/calendar/", {"act": "make"}).content.decode()
    found = re.search(r"/links/f[\w-]+/calendar\.ics", answer)
    assert found is not None
    return found.group()


def events(client: Client, address: str) -> list[icalendar.Event]:
    answer = client.get(address)
    assert answer.status_code == 200
    return list(icalendar.Calendar.from_ical(answer.content).walk("VEVENT"))


def test_page_is_behind_the_doorstep_and_shows_ones_own_task() -> None:
    meeting = announced()
    ama = invited(meeting)
    session = a_session(meeting, title="Canary opening", room=a_room(meeting), words="For those in the room")
    a_task(session, ama, is_confirmed=True)
    a_session(meeting, "11:00-12:00", title="Another")
    release(meeting, note="As agreed")
    client, page = opened(ama)
    assert "Canary" not in Client().get(f"{page}programme/").content.decode()
    shown = client.get(f"{page}programme/").content.decode()
    for words in ("Canary opening", "Great Hall", "For those in the room", "As agreed"):
        assert words in shown
    assert shown.count("Your task: Chair") == 1
    assert f'{page}programme/"' in client.get(page).content.decode()


def test_before_a_release_the_page_says_so() -> None:
    meeting = announced()
    a_session(meeting, title="Canary opening")
    client, page = opened(invited(meeting))
    shown = client.get(f"{page}programme/").content.decode()
    assert "The programme is not released yet." in shown
    assert "Canary" not in shown
    found = [client.get(f"{page}programme/{name}").status_code for name in ("programme.pdf", "programme.ics")]
    assert found == [404, 404]
    assert f'{page}programme/"' not in client.get(page).content.decode()


def test_draft_that_goes_on_is_not_shown() -> None:
    meeting = announced()
    session = a_session(meeting)
    release(meeting)
    Session.objects.filter(key=session.key).update(title="Canary of the draft")
    client, page = opened(invited(meeting))
    assert "Canary" not in client.get(f"{page}programme/").content.decode()


@pytest.mark.parametrize("place", [Place.reserve, Place.withdrawn])
def test_without_a_place_there_is_no_programme(place) -> None:
    meeting = announced()
    a_session(meeting)
    release(meeting)
    client, page = opened(invited(meeting, place=place))
    paths = ("", "programme.pdf", "programme.ics", "calendar/")
    assert [client.get(f"{page}programme/{path}").status_code for path in paths] == [404] * 4


def test_feed_has_ones_own_sessions_and_no_name(client: Client) -> None:
    meeting = announced()
    ama, ben = invited(meeting), invited(meeting, "Ben Weir")
    a_task(a_session(meeting, title="Common", room=a_room(meeting)), ben, is_confirmed=True, is_public=True)
    mine = a_session(meeting, "11:00-12:00", kind=Kind.breakout, title="My round")
    other = a_session(meeting, "13:00-14:00", kind=Kind.breakout, title="Not my round")
    a_session(meeting, "15:00-16:00", kind=Kind.margin, title="Free")
    for session, who in ((mine, ama), (other, ben)):
        group = Group.objects.create(session=session, number=1, smallest=1, largest=2)
        Seat.objects.create(session=session, group=group, participant=who)
    release(meeting)
    address = made(*opened(ama))
    found = events(client, address)
    assert [str(event["SUMMARY"]) for event in found] == ["Common", "My round"]
    assert str(found[0]["LOCATION"]) == "Great Hall, Larkmoor House, Larkmoor"
    assert {str(event["CLASS"]) for event in found} == {"PRIVATE"}
    answer = client.get(address)
    assert [name for name in ("Ama", "Ben", "ATTENDEE") if name in answer.content.decode()] == []
    assert (answer.headers["Cache-Control"], answer.headers["X-Robots-Tag"][:7]) == ("no-store", "noindex")


def test_uid_of_ones_own_feed_lasts_and_is_not_that_of_the_public_one(client: Client) -> None:
    meeting = announced()
    ama, ben = invited(meeting), invited(meeting, "Ben Weir")
    session = a_session(meeting)
    release(meeting)
    address, other = made(*opened(ama)), made(*opened(ben))
    (before,) = events(client, address)
    Session.objects.filter(key=session.key).update(room=a_room(meeting), begins=dt.time(8))
    release(meeting)
    (after,) = events(client, address)
    assert (before["UID"], before["SEQUENCE"], after["SEQUENCE"]) == (after["UID"], 0, 2)
    assert events(client, other)[0]["UID"] != after["UID"]
    assert events(client, "/meetings/AB12/programme/programme.ics")[0]["UID"] != after["UID"]


def test_feed_of_a_quiet_meeting_says_nothing(client: Client) -> None:
    meeting = announced(mail_tone="quiet")
    guest = invited(meeting)
    a_session(meeting, title="Canary opening", room=a_room(meeting, "Canary hall"))
    release(meeting)
    browser, page = opened(guest)
    assert "the word “Meeting”" in browser.get(f"{page}programme/calendar/").content.decode()
    address = made(browser, page)
    content = client.get(address).content.decode()
    told = [
        word for word in ("Canary", "Rivers", "Larkmoor", "AB12", "ORGANIZER", "LOCATION") if word in content
    ]
    assert told == ([])
    (event,) = events(client, address)
    assert [str(event["SUMMARY"]), str(event["CLASS"])] == ["Meeting", "CONFIDENTIAL"]


def test_looking_changes_nothing(client: Client) -> None:
    meeting = announced()
    guest = invited(meeting)
    a_session(meeting)
    release(meeting)
    browser, page = opened(guest)
    before = list(Link.objects.order_by("pk").values())
    browser.get(f"{page}programme/calendar/")
    browser.get(f"{page}programme/")
    assert list(Link.objects.order_by("pk").values()) == before
    address = made(browser, page)
    before = list(Link.objects.order_by("pk").values())
    client.get(address)
    assert list(Link.objects.order_by("pk").values()) == before
    assert client.post(address).status_code == 405


def test_address_is_kept_as_a_hash_and_shown_once() -> None:
    meeting = announced()
    guest = invited(meeting)
    a_session(meeting)
    release(meeting)
    browser, page = opened(guest)
    token = made(browser, page).split("/")[2]
    row = Link.objects.get(kind="feed")
    assert token not in str(Link.objects.filter(kind="feed").values())
    assert row.expires_at.date() == meeting.end_on + dt.timedelta(days=15)
    assert token not in browser.get(f"{page}programme/calendar/").content.decode()


def test_new_address_takes_the_place_of_the_old_and_closing_ends_it(client: Client) -> None:
    meeting = announced()
    guest = invited(meeting)
    a_session(meeting)
    release(meeting)
    browser, page = opened(guest)
    first, second = made(browser, page), made(browser, page)
    assert [client.get(first).status_code, client.get(second).status_code] == [404, 200]
    assert browser.post(f"{page}programme/calendar/", {"act": "close"}).status_code == 303
    assert browser.post(f"{page}programme/calendar/", {"act": "close"}).status_code == 303
    assert client.get(second).status_code == 404


@pytest.mark.parametrize(
    "facts", [{"is_undisclosed": True}, {"regime": "private"}, {"regime": "undisclosed"}]
)
def test_sensitive_meeting_offers_no_feed(facts) -> None:
    meeting = announced(**facts)
    guest = invited(meeting)
    a_session(meeting)
    release(meeting, is_in_public=False)
    browser, page = opened(guest)
    assert "programme/calendar/" not in browser.get(f"{page}programme/").content.decode()
    found = [
        browser.get(f"{page}programme/calendar/"),
        browser.post(f"{page}programme/calendar/", {"act": "make"}),
    ]
    assert [answer.status_code for answer in found] == [404, 404]
    assert browser.get(f"{page}programme/programme.ics").status_code == 404


def test_protected_person_is_offered_no_feed_and_one_from_before_ends(client: Client) -> None:
    meeting = announced()
    guest = invited(meeting)
    a_session(meeting)
    release(meeting)
    address = made(*opened(guest))
    by = colleague(Role.PROGRAMME_DIRECTOR, "")
    protected(guest, "Willow", by=by, today=TODAY)
    assert client.get(address).status_code == 404
    assert not Link.objects.filter(kind="feed", revoked_at__isnull=True).exists()
    browser, page = opened(guest)
    assert browser.get(f"{page}programme/").status_code == 200
    assert browser.get(f"{page}programme/calendar/").status_code == 404


def test_whoever_is_forgotten_or_leaves_has_no_feed(client: Client) -> None:
    meeting = announced()
    ama, ben = invited(meeting), invited(meeting, "Ben Weir")
    a_session(meeting)
    release(meeting)
    first, second = made(*opened(ama)), made(*opened(ben))
    forgotten(ama, by=colleague(Role.PROGRAMME_DIRECTOR, ""), today=TODAY)
    ben.place = Place.withdrawn
    ben.save()
    assert [client.get(first).status_code, client.get(second).status_code] == [404, 404]


def test_feed_after_the_meeting_and_with_a_token_of_another_kind(client: Client) -> None:
    meeting = announced()
    guest = invited(meeting)
    a_session(meeting)
    release(meeting)
    browser, page = opened(guest)
    address = made(browser, page)
    Link.objects.filter(kind="feed").update(expires_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    assert client.get(address).status_code == 404
    token = page.split("/")[2]
    assert client.get(f"/links/{token}/calendar.ics").status_code == 404


def test_feed_asks_as_many_questions_for_many_sessions_as_for_one(client: Client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    meeting = announced()
    guest = invited(meeting)
    a_session(meeting)
    release(meeting)
    browser, page = opened(guest)
    address = made(browser, page)
    counted = []
    for number in range(2):
        found = []
        for reader, path in ((client, address), (browser, f"{page}programme/")):
            with CaptureQueriesContext(connection) as asked:
                assert reader.get(path).status_code == 200
            found.append(len(asked))
        counted.append(found)
        a_task(a_session(meeting, f"1{number + 1}:00-1{number + 1}:30"), invited(meeting, f"Guest {number}"))
        a_session(meeting, f"1{number + 3}:00-1{number + 3}:30")
        release(meeting)
    assert counted[0] == counted[1]
