"""A guest reads the rules of the room on their own page, accepts them with one button, and is asked anew when one changes."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from underrose.access.models import RecordEntry
from underrose.access.roles import Role
from underrose.concept.models import State
from underrose.kit.models import OutboxMail
from underrose.participation import held_about, held_elsewhere
from underrose.participation.actions.forgetting import old_participation
from underrose.participation.models import Participant, Place
from underrose.participation.tests import becoming
from underrose.programme import announcements
from underrose.programme.actions import forgetting, known_guests
from underrose.programme.actions import regimes as actions
from underrose.programme.models import Acceptance, Announcement

from .planning import END, TODAY, a_guest, a_meeting, a_session, colleague
from .releasing import invited, opened, release
from .test_regime_pages import fields
from .test_regimes import announce, asked, made_stricter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
LONG_AFTER = dt.datetime.combine(END + dt.timedelta(days=800), dt.time(3), tzinfo=dt.UTC)


def read(client: Client, page: str, *, status: int = 200) -> str:
    answer = client.get(f"{page}programme/regimes/")
    assert answer.status_code == status
    return answer.content.decode()


def accept(client: Client, page: str, html: str | None = None):
    here = f"{page}programme/regimes/"
    return client.post(here, fields(html or read(client, page), here))


def with_guest(meeting, *names, **facts):
    guest = invited(meeting, *names, **facts)
    return (guest, *opened(guest))


def test_guest_reads_accepts_and_sees_afterwards_that_they_did():
    meeting = a_meeting(regime="chatham_house_rule")
    a_session(meeting, "09:00-10:00")
    two = a_session(meeting, "10:00-11:00", regime="private")
    announce(meeting, *announcements.talking(meeting))
    guest, client, page = with_guest(meeting)
    words = read(client, page)
    for said in (
        "Chatham House Rule",
        "You may use what you hear.",
        "Private and confidential",
        "Stays in the room",
        "The speaker&#x27;s name",
        "I have read this, and accept it for 2 sessions",
        "nine months after the meeting",
    ):
        assert said in words
    assert not Acceptance.objects.exists()  # whoever only looks has accepted nothing
    assert "Please read and accept." in client.get(page).content.decode()
    answer = accept(client, page)
    assert (answer.status_code, answer["Location"]) == (303, f"{page}programme/regimes/")
    words = read(client, page)
    assert "You have accepted the rules of this meeting." in words
    assert words.count("You accepted on Sunday 22 November 2026 (version 1 of the policy).") == 2
    assert '<button class="button">' not in words
    assert "Accepted." in client.get(page).content.decode()
    rows = Acceptance.objects.filter(participant=guest)
    assert set(rows.values_list("announcement__session", "accepted_on")) == {
        (one.pk, TODAY) for one in announcements.talking(meeting)
    }
    assert announcements.why_not_yet(meeting, two) == ""


def test_second_click_and_a_sending_without_a_page_accept_nothing_more():
    meeting = a_meeting()
    announce(meeting, a_session(meeting))
    _guest, client, page = with_guest(meeting)
    html = read(client, page)
    for _click in range(2):
        assert accept(client, page, html).status_code in {302, 303}
    assert Acceptance.objects.count() == 1
    answer = client.post(f"{page}programme/regimes/", {"read": "words that are no key"})
    assert (answer.status_code, Acceptance.objects.count()) == (409, 1)


def test_rule_that_changed_while_they_read_is_not_accepted():
    meeting = a_meeting(regime="chatham_house_rule")
    session = a_session(meeting)
    announce(meeting, session)
    _guest, client, page = with_guest(meeting)
    html = read(client, page)
    announce(meeting, made_stricter(session, "private"))
    answer = accept(client, page, html)
    assert answer.status_code == 409
    assert "Nothing was accepted. Please read what stands here now" in answer.content.decode()
    assert "Private and confidential" in answer.content.decode()
    assert not Acceptance.objects.exists()


def test_stricter_rule_asks_anew_and_says_what_they_accepted_before():
    meeting = a_meeting(regime="chatham_house_rule")
    session = a_session(meeting)
    announce(meeting, session)
    _guest, client, page = with_guest(meeting)
    accept(client, page)
    session = made_stricter(session, "private")
    words = read(client, page)
    assert "You will be asked here once it is announced." in words
    announce(meeting, session)
    words = read(client, page)
    assert "A rule that you had accepted was changed since." in words
    assert "You accepted on Sunday 22 November 2026 what held before" in words
    accept(client, page)
    assert Acceptance.objects.count() == 2


def test_nothing_is_there_before_anything_is_announced():
    meeting = a_meeting()
    a_session(meeting)
    _guest, client, page = with_guest(meeting)
    assert "No rule is announced yet." in read(client, page)
    assert "programme/regimes/" not in client.get(page).content.decode()


def test_cancelled_meeting_asks_nobody():
    meeting = a_meeting()
    announce(meeting, a_session(meeting))
    _guest, client, page = with_guest(meeting)
    meeting.state = State.cancelled
    meeting.save()
    words = read(client, page)
    assert "This meeting was cancelled." in words
    assert "I have read this" not in words


def test_titles_of_the_draft_are_told_only_once_they_are_released():
    meeting = a_meeting()
    session = a_session(meeting, title="Canary of the draft")
    announce(meeting, session)
    _guest, client, page = with_guest(meeting)
    assert "Canary of the draft" not in read(client, page)
    release(meeting, tell=[])
    assert "Canary of the draft" in read(client, page)


def test_guest_learns_nothing_of_other_guests():
    meeting = a_meeting()
    announce(meeting, a_session(meeting))
    other = a_guest(meeting, "Canary Quillfeather")
    actions.accept(other, asked(other), today=TODAY)
    _guest, client, page = with_guest(meeting)
    before = read(client, page)
    Acceptance.objects.all().delete()
    after = read(client, page)
    assert "Canary" not in before
    strip = lambda html: fields(html, f"{page}programme/regimes/")["read"]  # noqa: E731 - used once
    assert strip(before) == strip(after)
    assert len(before) == len(after)


def test_protected_guest_accepts_and_reads_what_is_never_told_of_them():
    meeting = a_meeting(regime="on_the_record")
    announce(meeting, a_session(meeting))
    guest, client, page = with_guest(meeting, "Rowan", is_sealed=True)
    words = read(client, page)
    assert "You are protected." in words
    accept(client, page)
    assert Acceptance.objects.get().participant == guest


def test_page_is_bound_to_a_device_and_to_those_who_have_a_place():
    meeting = a_meeting()
    announce(meeting, a_session(meeting, title="Canary"))
    guest, client, page = with_guest(meeting)
    here = f"{page}programme/regimes/"
    stranger = Client()
    assert "Chatham" not in stranger.get(here).content.decode()
    stranger.post(here, {"read": " ".join(map(str, asked(guest)))})
    assert not Acceptance.objects.exists()
    Participant.objects.filter(pk=guest.pk).update(place=Place.withdrawn)
    assert client.get(here).status_code == 404


def test_accepting_writes_no_mail_and_no_line_that_says_who():
    meeting = a_meeting()
    announce(meeting, a_session(meeting))
    guest, client, page = with_guest(meeting)
    lines, mails = RecordEntry.objects.count(), OutboxMail.objects.count()
    accept(client, page)
    assert (RecordEntry.objects.count(), OutboxMail.objects.count()) == (lines, mails)
    assert not RecordEntry.objects.filter(subject=guest.pk).exists()


def test_page_speaks_arabic_from_right_to_left():
    meeting = a_meeting(regime="private")
    announce(meeting, a_session(meeting))
    _guest, client, page = with_guest(meeting)
    client.cookies["django_language"] = "ar"
    words = client.get(f"{page}programme/regimes/", headers={"accept-language": "ar"}).content.decode()
    assert 'dir="rtl"' in words
    assert "لا يخرج من هذه القاعة شيء مما يُقال فيها" in words


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_the_same_however_many_sessions_and_guests(number):
    meeting = a_meeting()
    announce(meeting, *[a_session(meeting, f"{9 + at:02}:00-{9 + at:02}:45") for at in range(number)])
    for at in range(number):
        other = a_guest(meeting, f"Guest Number{at}")
        actions.accept(other, asked(other), today=TODAY)
    _guest, client, page = with_guest(meeting)
    read(client, page)
    with CaptureQueriesContext(connection) as questions:
        read(client, page)
    assert len(questions) == COST


COST = 8


def accepted_by(meeting, name="Ama Okoro"):
    session = a_session(meeting, title=f"Session of {meeting.code}")
    guest = invited(meeting, name)
    announce(meeting, session)
    actions.accept(guest, asked(guest), today=TODAY)
    return guest


def test_what_is_held_about_me_names_what_i_accepted_and_until_when_it_is_kept():
    guest = accepted_by(a_meeting(regime="private"))
    found = [one for one in held_about.lines(guest.invitation, guest) if "accepted" in one.what]
    assert [one.value for one in found] == ["Sunday 22 November 2026: Private and confidential (version 1)"]
    assert found[0].until == "Monday 5 March 2029"


def test_team_is_told_of_it_only_of_meetings_that_may_be_told():
    guest = accepted_by(a_meeting())
    known = held_elsewhere.guest_of(guest.person)
    told = known_guests.told(known, lambda code: code == "AB12")
    assert told["Rules of sessions they accepted"] == ["AB12, Session of AB12, Sunday 22 November 2026"]
    assert known_guests.told(known, lambda code: code == "ZZ99") == {}


def test_forgotten_guest_has_accepted_nothing_any_more_and_others_have():
    meeting = a_meeting()
    guest, other = accepted_by(meeting), a_guest(meeting, "Lea Moss")
    actions.accept(other, asked(other), today=TODAY)
    known_guests.forget(held_elsewhere.guest_of(guest.person), TODAY)
    assert [row.participant for row in Acceptance.objects.all()] == [other]
    assert Announcement.objects.count() == 1


def test_guest_who_becomes_protected_has_still_accepted():
    guest = accepted_by(a_meeting())
    becoming.protected(guest, "Rowan", by=colleague(Role.PROGRAMME_DIRECTOR, ""), today=TODAY)
    assert Acceptance.objects.get().participant == guest
    known = held_elsewhere.guest_of(Participant.objects.get(pk=guest.pk).person)
    assert "Okoro" not in json.dumps(known_guests.told(known, lambda _code: True))


def test_guest_who_stood_twice_in_the_address_book_has_still_accepted():
    guest = accepted_by(a_meeting())
    becoming.merged(guest, "Ama Stone", by=colleague(Role.PROGRAMME_DIRECTOR, ""), today=TODAY)
    told = known_guests.told(held_elsewhere.guest_of(guest.person), lambda _code: True)
    assert told["Rules of sessions they accepted"] == ["AB12, Session of AB12, Sunday 22 November 2026"]
    becoming.forgotten(guest, by=colleague(Role.PROGRAMME_DIRECTOR, ""), today=TODAY)
    assert not Acceptance.objects.exists()


def test_two_years_after_the_meeting_nobody_knows_who_accepted():
    meeting = a_meeting()
    accepted_by(meeting)
    old_participation(LONG_AFTER - dt.timedelta(days=100))
    assert Acceptance.objects.count() == 1
    old_participation(LONG_AFTER)
    assert (Acceptance.objects.count(), Announcement.objects.count()) == (0, 1)


def test_meeting_whose_dates_were_taken_away_forgets_it_too():
    meeting = a_meeting()
    accepted_by(meeting)
    meeting.start_on = meeting.end_on = None
    meeting.save()
    forgetting.old_assignments(LONG_AFTER)
    assert not Acceptance.objects.exists()
