"""What protecting and forgetting took out stays out: no undo brings it back, no computation that was running writes it."""

import datetime as dt
import itertools

import pytest

from underrose.kit.refusals import Refused
from underrose.participation import room
from underrose.participation.models import Participant, Place
from underrose.participation.tests import becoming
from underrose.participation.tests.asked import becomes_protected
from underrose.participation.tests.furnished import director
from underrose.programme.actions import allocating, days, groups, pairings, seating
from underrose.programme.models import Allocation, Assignment, Availability, Company, Pairing, Seat, Task

from . import grouped
from .planning import TODAY, a_day, a_guest, a_meeting, a_session, a_task, not_there, planner, url

pytestmark = pytest.mark.django_db


def protected(guest: Participant) -> None:
    becomes_protected(guest.person)


def forgotten(guest: Participant) -> None:
    becoming.forgotten(guest, by=director(""), today=TODAY)


@pytest.mark.parametrize("end", [protected, forgotten])
@pytest.mark.parametrize("is_free", [True, False])
def test_a_task_taken_out_before_does_not_come_back(end, is_free) -> None:
    meeting = a_meeting()
    ama, session = a_guest(meeting, "Ama Okoro"), a_session(meeting)
    task = a_task(session, "Ama Okoro" if is_free else ama, Task.speaker, briefing="Ama lives at 5 Mill Road")
    browser = planner()
    browser.post(url("remove_assignment", task.key))
    end(ama)
    answer = browser.post(url("put_back_in_programme"), follow=True)
    assert not Assignment.objects.exists()
    assert "cannot be put back" in answer.content.decode()


def test_a_briefing_of_somebody_else_that_names_them_does_not_come_back() -> None:
    meeting = a_meeting()
    ama, session = a_guest(meeting, "Ama Okoro"), a_session(meeting)
    task = a_task(session, a_guest(meeting, "Lea Moss"), briefing="Sit beside Ama Okoro.")
    browser = planner()
    browser.post(url("remove_assignment", task.key))
    protected(ama)
    browser.post(url("put_back_in_programme"))
    assert not Assignment.objects.exists()


def test_a_task_taken_out_afterwards_comes_back() -> None:
    meeting = a_meeting()
    session, lea = a_session(meeting), a_guest(meeting, "Lea Moss")
    task = a_task(session, lea, briefing="Begin on time.")
    protected(a_guest(meeting, "Ama Okoro"))
    browser = planner()
    browser.post(url("remove_assignment", task.key))
    browser.post(url("put_back_in_programme"))
    assert [one.briefing for one in Assignment.objects.all()] == ["Begin on time."]


def test_a_pairing_let_go_before_does_not_come_back() -> None:
    meeting = a_meeting()
    ama, lea = a_guest(meeting, "Ama Okoro"), a_guest(meeting, "Lea Moss")
    pairing = pairings.pair(meeting, ama, lea, Company.apart, by=director(), today=TODAY)
    held = pairings.let_go(pairing, by=director(), today=TODAY)
    forgotten(ama)
    with pytest.raises(Refused, match="cannot be put back"):
        pairings.put_back(meeting, held, by=director(), today=TODAY)
    assert not Pairing.objects.exists()


def test_a_pairing_read_before_and_let_go_after_holds_nothing() -> None:
    """Two press at once: what one of them read is no longer so."""
    meeting = a_meeting()
    ama, lea = a_guest(meeting, "Ama Okoro"), a_guest(meeting, "Lea Moss")
    read = pairings.pair(meeting, ama, lea, Company.apart, by=director(), today=TODAY)
    forgotten(ama)
    held = pairings.let_go(read, by=director(), today=TODAY)
    assert held == {}
    with pytest.raises(Refused):
        pairings.put_back(meeting, held, by=director(), today=TODAY)


def test_a_day_comes_back_without_the_hours_of_who_was_forgotten() -> None:
    meeting = a_meeting()
    ama, day = a_guest(meeting, "Ama Okoro"), a_day(meeting)
    not_there(ama, day, arrives=dt.time(14))
    kept = days.remove(day, by=director(), today=TODAY)
    forgotten(ama)
    days.put_back(meeting, kept, by=director(), today=TODAY)
    assert (meeting.days.count(), Availability.objects.count()) == (1, 0)


def test_what_waited_from_before_this_was_known_is_not_opened() -> None:
    """A session of a browser may be older than the release."""
    meeting = a_meeting()
    held = {"one": "", "other": "", "company": "apart"}
    with pytest.raises(Refused):
        pairings.put_back(meeting, held, by=director(), today=TODAY)


def withdrawn(guest: Participant) -> None:
    guest.place = Place.withdrawn
    guest.save(update_fields=["place"])


@pytest.mark.parametrize("end", [forgotten, withdrawn])
def test_who_leaves_while_groups_are_computed_is_seated_nowhere(end) -> None:
    meeting = grouped.meeting_with(12)
    grouped.set_up(meeting, 3)
    Allocation.objects.update(moves=20_000)
    guest = next(iter(Participant.objects.filter(meeting=meeting).select_related("person")))
    jobs: list[tuple] = []
    allocating.ask(
        meeting, grouped.asked(meeting), mode=allocating.ANEW, enqueue=lambda *job: jobs.append(job)
    )
    ticks = itertools.count()

    def seconds() -> int:
        tick = next(ticks)
        if tick == 1:
            end(guest)
        return tick

    allocating.compute(*jobs[0], now=grouped.NOW, seconds=seconds)
    assert not Seat.objects.filter(participant=guest).exists()
    assert Seat.objects.count() == 2 * len(room.sitters(meeting)) == 22


def test_undoing_missing_leaves_what_a_colleague_wrote_since() -> None:
    meeting = grouped.seated(8, 2, 2)
    first, second = Participant.objects.filter(meeting=meeting)[:2]
    since = grouped.sessions(meeting)[0]
    revision = groups.of_meeting(meeting).revision
    held = seating.say_missing(
        meeting,
        [first.key, second.key],
        since=since,
        is_rest_of_meeting=False,
        asked=grouped.asked(meeting),
    )
    Availability.objects.filter(participant=first).update(is_absent=False, arrives=dt.time(14), leaves=None)
    seating.say_there(meeting, held, grouped.asked(meeting, revision=revision))
    assert list(Availability.objects.values_list("participant", "arrives")) == [(first.key, dt.time(14))]
