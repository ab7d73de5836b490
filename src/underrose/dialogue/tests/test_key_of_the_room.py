"""The key of what was said: missing without having been destroyed, and put back after it was."""

import datetime as dt

import pytest
from django.conf import settings
from django.urls import reverse

from underrose.access.models import RecordEntry
from underrose.access.roles import Role
from underrose.concept.models import Meeting
from underrose.dialogue.actions import destroying, sealing
from underrose.dialogue.models import Certificate, Note, Point, Promise, ReleasedPoint
from underrose.kit import keys, retention
from underrose.kit.refusals import Refused

from .capturing import closed, hand_in, signed_in, ticket, way, words_of
from .roomful import (
    TODAY,
    a_meeting,
    a_session,
    announced,
    colleague,
    dice,
    director,
    noted,
    point,
    rapporteur,
)
from .test_half_destroyed import OF_A_NOTE, OF_A_POINT

pytestmark = pytest.mark.django_db
MISSING = "is not in the key folder"


def path_of(scope):
    return keys.ring(settings.KEY_FOLDER).path(scope, "words")


# --- missing, and never destroyed -----------------------------------------------------------------------


@pytest.fixture
def lost():
    """Open and sealed notes and a released point, whose key somebody took out of the folder; and the key."""
    meeting = a_meeting()
    notes = [noted(meeting, a_session(meeting, hours)) for hours in ("09:00-10:00", "11:00-12:00")]
    for note in notes:
        point(note, "Wells be mapped.")
    sealing.seal(notes[1], by=rapporteur(), today=TODAY, rng=dice())
    ReleasedPoint.objects.create(meeting_code="AB12", scope=notes[0].scope, kind="issue", words="Left.")
    later = Promise.objects.get().destroy_on + dt.timedelta(days=30)
    destroying.extend(meeting, later, reason="The report is late.", by=director(), today=TODAY)
    late, pass_in, path = closed(notes[0], "Late."), ticket(notes[0]), path_of(notes[0].scope)
    key = path.read_bytes()
    path.unlink()
    return [Note.objects.get(pk=note.pk) for note in notes], late, pass_in, lambda: path.write_bytes(key)


def test_every_page_of_the_room_answers_with_a_sentence(lost):
    notes, *_rest = lost
    browser = signed_in(director())
    asked = [way(name, note) for note in notes for name in OF_A_NOTE]
    asked += [way(name, one.note, point=one.pk) for one in Point.objects.all() for name in OF_A_POINT]
    asked += [reverse("released", args=["AB12"]), reverse("released_word", args=["AB12"])]
    answers = [browser.get(path) for path in asked]
    assert {(answer.status_code, MISSING in answer.content.decode()) for answer in answers} == {(409, True)}
    others = ("the_room", "promise", "check_text", "note_takers", "put_off_destruction", "destroy_notes")
    assert {name: browser.get(reverse(name, args=["AB12"])).status_code for name in others} == dict.fromkeys(
        others, 200
    )
    assert MISSING in browser.get(reverse("promise", args=["AB12"])).content.decode()
    assert browser.post(reverse("check_text", args=["AB12"]), {"text": "Wells be mapped."}).status_code == 200


def test_no_other_key_is_drawn_in_its_place_and_nothing_is_lost(lost):
    notes, late, pass_in, put_back = lost
    path = path_of(notes[0].scope)
    meeting = Meeting.objects.get(code="AB12")
    answer = hand_in(notes[0], late, by_ticket=pass_in)
    assert (answer.status_code, MISSING in answer.json()["sentence"]) == (410, True)
    browser = signed_in(director())
    session = a_session(meeting, "14:00-15:00")
    announced(meeting, session)
    browser.post(reverse("open_note", args=["AB12"]), {"session": str(session.pk)})
    browser.post(way("seal_note", notes[0]))
    browser.post(way("let_out", notes[1]), {"act": "ask", "basis": ""})
    Promise.objects.update(was_extended=False)
    until = Promise.objects.get().destroy_on + dt.timedelta(days=1)
    with pytest.raises(Refused, match=MISSING):
        destroying.extend(meeting, until, reason="Again.", by=director(), today=TODAY)
    assert (path.exists(), Note.objects.count()) == (False, 2)
    put_back()
    assert hand_in(notes[0], late, by_ticket=pass_in).status_code == 200
    assert words_of(notes[0]) == ["Late.", "Wells be mapped."]


def test_released_page_of_a_meeting_without_notes_is_no_fault():
    a_meeting()
    browser = signed_in(director())
    assert browser.get(reverse("released", args=["AB12"])).status_code == 200


def test_words_whose_key_is_missing_can_be_destroyed(lost):
    notes, *_rest, put_back = lost
    destroying.destroy("AB12", by=director(), today=TODAY)
    assert (Point.objects.count(), Certificate.objects.get().again_on) == (0, None)
    put_back()
    assert destroying.has_come_back(Certificate.objects.get())
    destroying.destroy("AB12", by=director(), today=TODAY)
    assert not path_of(notes[0].scope).exists()


# --- put back after the destruction ---------------------------------------------------------------------


@pytest.fixture
def back():
    """A meeting whose words were destroyed, and whose key came back from an old copy."""
    note = noted(a_meeting())
    point(note, "Wells be mapped.")
    path = path_of(note.scope)
    key = path.read_bytes()
    destroying.destroy("AB12", by=director(), today=TODAY)
    path.write_bytes(key)
    return path


def test_key_that_was_put_back_is_destroyed_again_from_the_page(back):
    browser = signed_in(director())
    promise, destroy = (reverse(name, args=["AB12"]) for name in ("promise", "destroy_notes"))
    html = browser.get(promise).content.decode()
    assert ("Destroy the key again" in html, "It was put back" in html) == (True, True)
    assert "put back after it was destroyed" in browser.get(destroy).content.decode()
    wrong = browser.post(destroy, {"reference": "AB13"})
    assert ("Nothing was destroyed" in wrong.content.decode(), back.exists()) == (True, True)
    html = browser.post(destroy, {"reference": "AB12"}, follow=True).content.decode()
    assert (back.exists(), "destroyed again on" in html, "no key that opens" in html) == (False, True, True)
    assert "Destroy the key again" not in html
    assert browser.get(destroy).status_code == 302
    assert Certificate.objects.get().again_on is not None
    assert list(
        RecordEntry.objects.filter(verb="destroyed again").values_list("meeting_code", flat=True)
    ) == ["AB12"]


def test_nobody_else_is_offered_it(back):
    for somebody in (rapporteur(), colleague(Role.POLICY_TEAM)):
        browser = signed_in(somebody)
        page = browser.get(reverse("promise", args=["AB12"]))
        assert "Destroy the key again" not in page.content.decode()
        sent = browser.post(reverse("destroy_notes", args=["AB12"]), {"reference": "AB12"})
        assert (sent.status_code, back.exists()) == (404, True)


def test_key_that_was_put_back_goes_by_itself_within_a_day(back):
    destroy = retention._rules["promised_destruction"]
    at = dt.datetime.combine(TODAY + dt.timedelta(days=3), dt.time(3), dt.UTC)
    assert (destroy(at), back.exists(), destroy(at)) == (1, False, 0)
    assert Certificate.objects.get().again_on == at.date()


def test_key_that_does_not_open_under_this_master_key_goes_as_well(back):
    back.write_bytes(b"\x01" + bytes(60))
    destroying.destroy("AB12", by=director(), today=TODAY)
    assert not back.exists()
