"""Groups tell nothing of a protected person: not what they stand for, not whom they met, not by which names they were known."""

import datetime as dt

import pytest

from underrose.access.roles import Role
from underrose.participation.models import Axis, Constituency, Participant, Place
from underrose.participation.tests.asked import becomes_protected
from underrose.participation.tests.becoming import merged
from underrose.participation.tests.furnished import director, furnished
from underrose.programme.models import Allocation, Assignment, Day, Group, Seat, Task

from . import grouped
from .papers import hidden
from .planning import TODAY, a_guest, a_meeting, a_session, a_task, browser_of, colleague, url

pytestmark = pytest.mark.django_db
READERS = (Role.MONITORING_AND_EVALUATION, Role.COMMUNICATIONS, Role.RAPPORTEUR, Role.PROJECT_MANAGER)


def with_a_protected_guest(meeting):
    """Seven others, of whom nobody stands for what Rowan stands for."""
    rowan = hidden(meeting)
    axis = Axis.objects.get(feature="sector")
    grouped.place(rowan, Constituency.objects.create(axis=axis, value="faith", label="Faith", position=9))
    grouped.set_up(meeting, 2)
    Allocation.objects.update(moves=20_000)
    grouped.computed(meeting)
    return rowan


@pytest.mark.parametrize("role", READERS)
def test_no_page_says_what_a_protected_person_stands_for(role) -> None:
    """Nor is it to be reckoned from what is said of everybody else at the table."""
    meeting = grouped.meeting_with(7, rounds=1)
    with_a_protected_guest(meeting)
    browser = browser_of(colleague(role))
    for page in (url("groups"), url("round_groups", grouped.sessions(meeting)[0].key)):
        words = browser.get(page).content.decode()
        assert "Rowan" in words or page == url("groups")
        assert "Faith" not in words


def test_seats_are_computed_from_what_others_stand_for() -> None:
    """Groups mixed with a protected person in mind would show by the others what is missing there."""
    meeting = grouped.meeting_with(7, rounds=1)
    rowan = with_a_protected_guest(meeting)
    numbered = grouped.numbered(meeting)
    (attribute,) = numbered.problem.attributes
    person = numbered.person(rowan.key)
    assert person is not None
    assert attribute.values[person] == ()
    assert sum(map(len, attribute.values)) == 7


def test_whom_a_protected_person_met_at_an_earlier_meeting_counts_for_nothing() -> None:
    early = furnished("OLD1", title="Earlier")
    early.start_on, early.end_on = dt.date(2025, 3, 3), dt.date(2025, 3, 4)
    early.save()
    table = Group.objects.create(
        session=grouped.breakout(Day.objects.create(meeting=early, on=early.start_on), "Old round", 9),
        number=1,
        smallest=1,
        largest=9,
    )
    meeting = grouped.meeting_with(8, rounds=1)
    rowan = hidden(meeting)
    named = Participant.objects.filter(meeting=meeting).exclude(key=rowan.key).order_by("person__full_name")
    for person in (rowan.person, *(one.person for one in named.select_related("person")[:2])):
        there = Participant.objects.create(meeting=early, person=person, place=Place.confirmed, since=TODAY)
        Seat.objects.create(session=table.session, group=table, participant=there)
    grouped.set_up(meeting, 3)
    numbered = grouped.numbered(meeting)
    assert numbered.met_before == 1
    labels = [{numbered.people[one].label for one in both} for both in numbered.problem.met]
    assert labels == [{"Guest 000", "Guest 001"}]


def test_a_name_of_a_row_made_one_with_them_goes_as_well() -> None:
    meeting = a_meeting()
    session, guest = a_session(meeting), a_guest(meeting, "Ama Okoro")
    merged(guest, "Amara Mensah", by=director(""), today=TODAY)
    a_task(session, "Amara Mensah", Task.speaker)
    a_task(session, "Ama Okoro", Task.opener)
    a_task(session, "Lea Moss", Task.chair)
    becomes_protected(guest.person)
    assert [one.name for one in Assignment.objects.all()] == ["Lea Moss"]
    assert not type(guest.person).objects.filter(full_name="Amara Mensah").exists()
