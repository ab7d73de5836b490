"""What the desk says of regimes before it is too late to announce them."""

import datetime as dt

import pytest
from django.urls import reverse

from underrose.access.holders import holder_of
from underrose.access.models import Grant
from underrose.access.roles import Role
from underrose.concept.models import State
from underrose.programme import announcements, overview
from underrose.programme.actions import regimes
from underrose.programme.models import Kind

from .planning import START, TODAY, a_day, a_meeting, a_session, browser_of, colleague

pytestmark = pytest.mark.django_db
WEEK_BEFORE = START - dt.timedelta(days=6)
TOO_EARLY = START - dt.timedelta(days=7)


def told(meeting, holder, today) -> list[str]:
    return [need.sentence for need in overview.needs(meeting, holder, today) if "egime" in need.sentence]


def announce(meeting, *sessions, today=TODAY):
    """As the button of the page does."""
    regimes.announce(
        meeting,
        [one.pk for one in sessions],
        by=colleague(),
        basis=announcements.basis(meeting, sessions),
        today=today,
    )


def test_regime_of_the_coming_week_that_nobody_was_told_needs_somebody():
    meeting = a_meeting(regime="private")
    session = a_session(meeting)
    a_session(meeting, "13:00-14:00", kind=Kind.meal)
    for role in (Role.PROJECT_MANAGER, Role.PROGRAMME_DIRECTOR):
        (need,) = (
            one for one in overview.needs(meeting, colleague(role), WEEK_BEFORE) if "egime" in one.sentence
        )
        assert need.sentence == "The regime of one session of AB12 in the coming week is not announced."
        assert need.url == reverse("regime", args=["AB12", session.pk])
    assert told(meeting, colleague(), TOO_EARLY) == []
    assert told(meeting, colleague(), START + dt.timedelta(days=1)) == []
    assert told(meeting, colleague(Role.RAPPORTEUR), WEEK_BEFORE) == []
    announce(meeting, session)
    assert told(meeting, colleague(), WEEK_BEFORE) == []
    meeting.regime = "off_the_record"
    meeting.save()
    assert told(meeting, colleague(), WEEK_BEFORE) != []


def test_several_sessions_lead_to_the_page_of_all():
    meeting = a_meeting(regime="private")
    for hours in ("09:00-10:00", "11:00-12:00"):
        a_session(meeting, hours)
    (need,) = (one for one in overview.needs(meeting, colleague(), WEEK_BEFORE) if "egimes" in one.sentence)
    assert need.sentence == "The regimes of 2 sessions of AB12 in the coming week are not announced."
    assert need.url == reverse("regimes", args=["AB12"])


def test_on_its_day_a_regime_that_nobody_accepted_needs_somebody():
    meeting = a_meeting(regime="private")
    session = a_session(meeting)
    announce(meeting, session)
    assert told(meeting, colleague(), START) == [
        "The regime of one session of today is announced and not accepted yet."
    ]
    row = announcements.standing(meeting, [session])[session.pk].announcement
    regimes.note_accepted(session, read=str(row.pk), by=colleague(), today=START)
    assert told(meeting, colleague(), START) == []


def test_cancelled_meeting_asks_for_nothing():
    meeting = a_meeting(regime="private", state=State.cancelled)
    a_session(meeting)
    assert told(meeting, colleague(), WEEK_BEFORE) == []
    assert overview.needs_of_all(colleague(), WEEK_BEFORE) == []


@pytest.mark.parametrize("number", [1, 3])
def test_desk_of_all_meetings_tells_it_of_each(number: int, django_assert_num_queries):
    made = [a_meeting(f"CD{at}", regime="private") for at in range(number)]
    somebody = colleague(Role.PROJECT_MANAGER, "CD0")
    for at, meeting in enumerate(made):
        for hour in range(9, 10 + at):
            a_session(meeting, f"{hour:02}:00-{hour:02}:30")
        Grant.objects.get_or_create(
            account=somebody.account, role=Role.PROJECT_MANAGER, meeting_code=meeting.code
        )
    done = a_meeting("EF56", regime="private")
    Grant.objects.create(account=somebody.account, role=Role.PROJECT_MANAGER, meeting_code="EF56")
    sessions = [a_session(done)]
    regimes.announce(
        done, [sessions[0].pk], by=somebody, basis=announcements.basis(done, sessions), today=TODAY
    )
    a_session(a_meeting("GH78", regime="private"))  # somebody else's
    holder = holder_of(somebody.account)
    holder.may_anywhere(Role.PROJECT_MANAGER)
    with django_assert_num_queries(2):
        found = overview.needs_of_all(holder, WEEK_BEFORE)
    assert [need.sentence for need in found] == [
        "The regime of one session of CD0 in the coming week is not announced.",
        "The regimes of 2 sessions of CD1 in the coming week are not announced.",
        "The regimes of 3 sessions of CD2 in the coming week are not announced.",
    ][:number]
    assert overview.needs_of_all(holder, TOO_EARLY) == []


def test_desk_leads_to_the_regime():
    meeting = a_meeting(regime="private")
    session = a_session(meeting, day=a_day(meeting, dt.datetime.now(dt.UTC).date() + dt.timedelta(days=2)))
    desk = browser_of(colleague()).get("/desk/").content.decode()
    assert reverse("regime", args=["AB12", session.pk]) in desk
