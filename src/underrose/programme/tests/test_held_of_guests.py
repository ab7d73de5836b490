"""What a draft holds of a guest: told with the rest, gone when they are forgotten, and nameless when they are protected."""

import datetime as dt
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from underrose.access.models import Link, RecordEntry
from underrose.access.roles import Role
from underrose.kit.templatetags.kit import day as written
from underrose.participation import held_about, held_elsewhere
from underrose.participation.models import Candidate
from underrose.programme.actions import known_guests, releasing
from underrose.programme.models import (
    Assignment,
    Availability,
    Group,
    Introduction,
    Pairing,
    Seat,
    Session,
    Task,
    Topic,
    TopicWish,
)

from .planning import TODAY, a_guest, a_meeting, a_session, a_task, browser_of, colleague, not_there, url
from .releasing import announced, invited, release

pytestmark = pytest.mark.django_db


def _full(meeting):
    """A guest of whom everything is held that can be, and another whose words name them."""
    session, guest, other = a_session(meeting), a_guest(meeting), a_guest(meeting, "Lea Moss")
    group = Group.objects.create(session=session, number=1, smallest=1, largest=2)
    a_task(session, guest, briefing="Yours alone.", is_public=True)
    a_task(session, "Dr Ama Okoro", Task.speaker)
    a_task(session, "Ama Somebody", Task.opener)
    a_task(session, other, Task.rapporteur, briefing="Sit beside Ama Okoro.")
    a_task(session, other, Task.facilitator, briefing="Sit beside the chair.")
    not_there(guest, session.day, arrives=dt.time(9))
    Seat.objects.create(session=session, group=group, participant=guest)
    TopicWish.objects.create(
        topic=Topic.objects.create(session=session, title="Rivers"), participant=guest, rank=1
    )
    one, two = sorted((guest, other), key=lambda row: row.key)
    Pairing.objects.create(meeting=meeting, one=one, other=two, company="apart")
    Introduction.objects.create(participant=guest, words="I map rivers.")
    Introduction.objects.create(participant=other, words="I know Ama Okoro.")
    return guest


def _known(guest):
    """As participation hands them over."""
    return held_elsewhere.guest_of(guest.person)


def _briefings():
    return sorted(str(row.briefing) for row in Assignment.objects.all())


def test_everything_held_is_told_of_meetings_that_may_be_told():
    guest = _full(a_meeting())
    told = json.dumps(known_guests.told(_known(guest), lambda code: code == "AB12"))
    for words in ("Chair", "Yours alone.", "09:00", "Rivers", "I map rivers.", "Never, or always"):
        assert words in told
    assert "beside" not in told
    assert known_guests.told(_known(guest), lambda code: code == "ZZ99") == {}


def test_nothing_is_said_of_somebody_of_whom_nothing_is_held():
    meeting = a_meeting()
    a_session(meeting)
    assert known_guests.told(_known(a_guest(meeting)), lambda _code: True) == {}


def test_forgotten_guest_stands_in_no_draft():
    guest = _full(a_meeting())
    assert known_guests.before_forgetting(_known(guest)) == ("2 tasks in programmes",)
    known_guests.forget(_known(guest), TODAY)
    for model in (Availability, Seat, TopicWish, Pairing):
        assert not model.objects.exists()
    assert [row.name for row in Assignment.objects.filter(participant=None)] == ["Ama Somebody"]
    assert _briefings() == ["None", "None", "Sit beside the chair."]
    assert [row.words for row in Introduction.objects.all()] == [None]
    assert known_guests.before_forgetting(_known(guest)) == ()


def test_protected_guest_keeps_the_task_and_no_word_that_tells():
    guest = _full(a_meeting())
    assert [number for number, _words in known_guests.before_sealing(_known(guest))] == [1, 1, 1, 1, 2]
    known_guests.seal(_known(guest))
    row = Assignment.objects.get(participant=guest)
    assert (row.task, row.briefing, row.is_public) == ("chair", None, False)
    assert [row.name for row in Assignment.objects.filter(participant=None)] == ["Ama Somebody"]
    assert _briefings() == ["None", "None", "None", "Sit beside the chair."]
    assert [row.words for row in Introduction.objects.all()] == [None]
    assert Seat.objects.count() == Availability.objects.count() == 1
    assert [number for number, _words in known_guests.before_sealing(_known(guest))] == [0, 0, 0, 0, 0]


def test_titles_and_versions_that_say_the_name_are_counted_beforehand_and_left():
    meeting = announced()
    guest = a_guest(meeting)
    session = a_session(meeting, title="Keynote by Ama Okoro", words="She opens.")
    a_session(meeting, "11:00-12:00", title="Rivers")
    Topic.objects.create(session=session, title="What Ama Okoro found")
    Group.objects.create(session=session, number=1, name="Okoro’s table", smallest=1, largest=2)
    release(meeting)
    release(meeting, is_in_public=False, note="Now with Ama Okoro.")
    (number, words) = known_guests.before_sealing(_known(guest))[-1]
    assert (number, "stay as they are" in words) == (4, True)
    assert known_guests.stays(_known(guest))[0].startswith("4 titles, texts and released versions")
    browser = browser_of(colleague(Role.PROGRAMME_DIRECTOR, ""))
    page = browser.get(reverse("forget_person", args=[guest.person_id])).content.decode()
    assert "4 titles, texts and released versions" in page.partition("What stays")[2]
    known_guests.forget(_known(guest), TODAY)
    assert Session.objects.get(key=session.key).title == "Keynote by Ama Okoro"
    assert known_guests.stays(_known(a_guest(meeting, "Lea Moss"))) == ()


def test_a_released_name_is_foretold_where_the_draft_says_it_no_more():
    meeting = announced()
    guest, session = a_guest(meeting), a_session(meeting, title="Keynote by Ama Okoro")
    release(meeting)
    Session.objects.filter(key=session.key).update(title="Keynote")
    assert known_guests.before_sealing(_known(guest))[-1][0] == 1


def test_copy_of_everything_held_has_a_part_of_the_programme():
    guest = _full(a_meeting())
    browser = browser_of(colleague(Role.PROGRAMME_DIRECTOR, ""))
    answer = browser.post(reverse("held_json", args=[guest.person_id]))
    assert "Yours alone." in answer.content.decode()


def test_guest_is_blank_in_a_log():
    assert "Okoro" not in repr(_known(_full(a_meeting())))


def test_a_made_up_name_reaches_no_draft_of_others():
    a_task(a_session(a_meeting("ZZ99")), "Ama Okoro", briefing="Ama Okoro opens.")
    guest = a_guest(a_meeting())
    assert known_guests.before_forgetting(_known(guest)) == ()
    known_guests.forget(_known(guest), TODAY)
    assert Assignment.objects.get().briefing == "Ama Okoro opens."


def test_candidate_who_was_never_invited_is_forgotten_in_the_draft_too():
    meeting, guest = a_meeting(), a_guest(a_meeting("CD34"))
    Candidate.objects.create(meeting=meeting, person=guest.person, why="", listed_on=TODAY)
    guest.delete()
    a_task(a_session(meeting), "Ama Okoro")
    browser = browser_of(colleague(Role.PROGRAMME_DIRECTOR, ""))
    address = reverse("forget_person", args=[guest.person_id])
    assert "One task in a programme" in browser.get(address).content.decode()
    browser.post(address, {"understood": "on", "once": "1"})
    assert not Assignment.objects.exists()


def _with_calendar(meeting):
    guest = invited(meeting)
    token = releasing.make_feed(guest.invitation, guest, by=colleague(), now=timezone.now())
    return guest, token, written(Link.objects.get(kind="feed").expires_at)


def test_that_there_is_a_calendar_address_is_told_and_never_the_address():
    guest, token, last = _with_calendar(a_meeting())
    told = known_guests.told(_known(guest), lambda code: code == "AB12")
    lines = told["Addresses for a calendar of their own"]
    assert lines == [f"AB12, open until {last} unless it is closed before, on their page or by the team"]
    assert token not in json.dumps(told)
    assert known_guests.told(_known(guest), lambda code: code == "ZZ99") == {}
    own = [(line.what, line.until) for line in held_about.lines(guest.invitation, guest)]
    assert ("A secret address for your calendar", last) in own


def test_the_team_closes_a_calendar_address_for_a_guest_who_asks():
    guest, _token, last = _with_calendar(a_meeting())
    browser = browser_of(colleague())
    address = url("availability_of", guest.key)
    assert f"open until {last}" in browser.get(address).content.decode()
    answer = browser.post(address, {"act": "close_address", "once": "1"}, follow=True).content.decode()
    assert "The address is closed. It opens nothing any more." in answer
    assert "open until" not in answer
    assert known_guests.told(_known(guest), lambda _code: True) == {}
    assert RecordEntry.objects.order_by("-position").first().noun == "calendar address"
