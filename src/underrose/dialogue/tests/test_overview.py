"""What the desk hears of the room, and who is told before words are destroyed."""

import datetime as dt
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse

from underrose.access.holders import holder_of
from underrose.access.models import Grant
from underrose.access.roles import Role
from underrose.concept.models import Meeting
from underrose.dialogue import overview
from underrose.dialogue.actions import destroying, releasing, sealing
from underrose.dialogue.actions.warning import warn
from underrose.dialogue.models import Promise
from underrose.kit import keys
from underrose.kit.models import OutboxMail
from underrose.kit.templatetags.kit import day as in_words
from underrose.programme.models import Session

from .browsing import reader
from .reading import PLAIN, basis, cleared
from .roomful import TODAY, a_meeting, a_session, colleague, dice, director, noted, point, rapporteur

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
    assert told[1].sentence == "The points of one sealed session of AB12 wait to be read and released."
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
    assert need.sentence == "The notes of AB12 are destroyed in 3 days."
    (need,) = overview.needs(meeting, director(), day)
    assert need.sentence == "The notes of AB12 are destroyed today."


@pytest.mark.parametrize("number", [1, 3])
def test_desk_says_that_points_wait_and_who_asked_is_told_no_more(number, django_assert_num_queries):
    made = a_meeting()
    first, second = rapporteur(), director()
    for _turn in range(number):
        note = noted(made, a_session(made, f"{9 + _turn:02}:00-{9 + _turn:02}:45"))
        point(note, PLAIN)
        sealing.seal(note, by=first, today=TODAY, rng=dice(_turn))
    several = f"{number} sealed sessions" if number > 1 else "one sealed session"
    for holder in (first, second):
        with django_assert_num_queries(2, using="dialogue"):
            (need,) = overview.needs_of_all(holder, TODAY)
        assert need.sentence == f"The points of {several} of AB12 wait to be read and released."
    note.refresh_from_db()
    cleared(note)
    releasing.ask_release(note, basis=basis(note), by=first, today=TODAY, rng=dice())
    of_first, of_second = (overview.needs(made, one, TODAY) for one in (first, second))
    assert len(of_first) == len(of_second) - 1 == (1 if number > 1 else 0)
    assert of_second[0].sentence == "A colleague asks you to read and release one point of AB12."
    assert of_second[0].url == reverse("review", args=["AB12", note.pk])
    assert "A colleague asks" in reader(second).get(reverse("desk")).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_desk_of_all_meetings_tells_of_those_whose_day_comes_near(number: int, django_assert_num_queries):
    day = TODAY + dt.timedelta(days=7)
    for at in range(number):
        noted(a_meeting(f"CD{at}"))
        Promise.objects.filter(meeting_code=f"CD{at}").update(destroy_on=day + dt.timedelta(days=at))
    noted(a_meeting("FAR1"))
    noted(a_meeting("EF56"))  # somebody else's
    Promise.objects.filter(meeting_code="EF56").update(destroy_on=day)
    somebody = rapporteur("CD0")
    for code in ("CD1", "CD2", "FAR1"):
        Grant.objects.create(account=somebody.account, role=Role.RAPPORTEUR, meeting_code=code)
    with django_assert_num_queries(2, using="dialogue"):
        found = overview.needs_of_all(holder_of(somebody.account), TODAY)
    assert [need.sentence for need in found] == [
        f"The notes of CD{at} are destroyed in {7 + at} days." for at in range(number)
    ]
    assert found[0].url == reverse("promise", args=["CD0"])
    assert overview.needs_of_all(colleague(Role.POLICY_TEAM, "CD0"), TODAY) == []


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


def test_nobody_is_asked_to_read_what_may_never_leave():
    """The rule was tightened after the seal: the notes hear of it with the next act, the pages at once."""
    note = noted(a_meeting())
    point(note, PLAIN)
    sealing.seal(note, by=rapporteur(), today=TODAY, rng=dice())
    way, asked, pages = reverse("review", args=["AB12", note.pk]), [], []
    for regime in ("", "undisclosed"):
        Session.objects.filter(pk=note.session).update(regime=regime)
        asked.append(len(overview.needs(Meeting.objects.get(code="AB12"), director(), TODAY)))
        pages.append(" ".join(reader(rapporteur()).get(way).content.decode().split()))
    assert asked == [1, 0]
    said = ("is to be read.", "What leaves bears no session", "two people read", "Read the next point")
    assert [[words in page for words in said] for page in pages] == [[True] * 4, [False] * 4]
    until = in_words(Promise.objects.get().destroy_on)
    assert f"Nothing is to be read or released here: these points are destroyed on {until}." in pages[1]
