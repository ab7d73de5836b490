"""What the desk hears of the room, and who is told before words are destroyed."""

import datetime as dt
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse

from underrose.access.roles import Role
from underrose.dialogue import overview
from underrose.dialogue.actions import destroying, sealing
from underrose.dialogue.actions.warning import warn
from underrose.dialogue.models import Promise
from underrose.kit import keys
from underrose.kit.models import OutboxMail

from .browsing import reader
from .roomful import TODAY, a_meeting, colleague, dice, director, noted, point, rapporteur

pytestmark = pytest.mark.django_db


def at(day):
    return dt.datetime.combine(day, dt.time(8), dt.UTC)


def test_stage_says_how_far_the_room_is_and_no_word():
    meeting = a_meeting()
    assert overview.stage(meeting, rapporteur())["due"] == "not begun"
    note = noted(meeting)
    point(note, "CANARYWORDS")
    assert overview.stage(meeting, rapporteur())["due"] == "1 session open"
    sealing.seal(note, by=rapporteur(), today=TODAY, rng=dice())
    told = [overview.stage(meeting, rapporteur()), *overview.needs(meeting, director(), TODAY)]
    assert told[0]["due"] == "sealed"
    assert "one sealed session wait" in told[1].sentence
    assert "CANARYWORDS" not in str(told)
    assert overview.stage(meeting, colleague()) is None
    assert overview.needs(meeting, colleague(Role.POLICY_TEAM), TODAY) == []


def test_directors_are_told_thirty_seven_and_one_day_before():
    noted(a_meeting())
    director()  # beside the one who opened the meeting
    day = Promise.objects.get().destroy_on
    told = []
    for before in (31, 30, 29, 8, 7, 5, 1, 0):
        warn(at(day - dt.timedelta(days=before)))
        warn(at(day - dt.timedelta(days=before)))
        told.append(OutboxMail.objects.filter(template="dialogue/mail/destruction_nears").count())
    assert told == [0, 2, 2, 2, 4, 4, 6, 6]
    bodies = [str(mail.body) for mail in OutboxMail.objects.all()]
    assert all("AB12" in body and "/promise/" in body for body in bodies)


def test_director_reads_on_the_desk_that_the_day_comes_near():
    meeting = a_meeting()
    noted(meeting)
    day = Promise.objects.get().destroy_on
    assert overview.needs(meeting, director(), day - dt.timedelta(days=31)) == []
    (need,) = overview.needs(meeting, director(), day - dt.timedelta(days=3))
    assert need.sentence == "The notes are destroyed in 3 days."


def test_desk_of_the_meeting_leads_to_the_room():
    noted(a_meeting())
    page = reader(rapporteur()).get(reverse("desk_meeting", args=["AB12"]))
    assert reverse("the_room", args=["AB12"]) in page.content.decode()


# --- checking a certificate -----------------------------------------------------------------------------


def destroyed(code: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("destroyed", code, stdout=out)
    except CommandError as fault:
        return fault.returncode, out.getvalue() + str(fault)
    return 0, out.getvalue()


def test_certificate_is_checked_and_a_key_that_came_back_is_told():
    meeting = a_meeting()
    note = noted(meeting)
    assert destroyed("AB12")[0] == 2
    path = keys.ring(settings.KEY_FOLDER).path(note.scope, "words")
    kept = path.read_bytes()
    destroying.destroy("AB12", by=director(), today=TODAY)
    code, said = destroyed("AB12")
    assert (code, "none that opens" in said, "Rows in the database of the room: 0" in said) == (0, True, True)
    path.write_bytes(kept)
    code, said = destroyed("AB12")
    assert (code, "it was put back" in said) == (1, True)
    path.unlink()
