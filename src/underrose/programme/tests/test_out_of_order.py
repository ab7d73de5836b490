"""Groups asked for, stopped and asked for again; edits taken back too late; hours that cross each other."""

import datetime as dt
import itertools
from uuid import uuid4

import pytest
from django.db import connection

from underrose.kit.refusals import Refused
from underrose.participation.tests.furnished import START, director
from underrose.programme import impossible
from underrose.programme.actions import allocating, groups, seating, topics
from underrose.programme.actions.groups import RoundWish
from underrose.programme.models import Allocation, AllocationState, Availability, Seat, Session, Topic
from underrose.programme.tests.grouped import (
    NOW,
    asked,
    computed,
    group_of,
    meeting_with,
    seated,
    sessions,
)
from underrose.programme.tests.planning import browser_of
from underrose.programme.tests.releasing import release

pytestmark = pytest.mark.django_db
LATER = dt.datetime.combine(START, dt.time(23), dt.UTC)


def test_a_job_left_over_does_what_was_asked_for_last() -> None:
    meeting, jobs = seated(), []
    before = groups.of_meeting(meeting).revision
    enqueue = lambda *job: jobs.append(job)  # noqa: E731 - one line, used twice
    allocating.ask(meeting, asked(meeting), mode=allocating.CURVE, enqueue=enqueue)
    allocating.ask_to_stop(meeting)
    allocating.ask(meeting, asked(meeting), mode=allocating.ANEW, enqueue=enqueue)
    for job in jobs:
        allocating.compute(*job, now=NOW, seconds=itertools.count().__next__)
    found = groups.of_meeting(meeting)
    assert (found.revision, found.state, "curve" in found.report) == (before + 1, "done", False)


@pytest.mark.parametrize(
    "state", [AllocationState.done, AllocationState.impossible, AllocationState.stopped, AllocationState.none]
)
def test_what_is_stopped_before_it_begins_leaves_all_as_it_was(state) -> None:
    meeting = seated()
    Allocation.objects.update(state=state)
    allocating.ask(meeting, asked(meeting), mode=allocating.ANEW, enqueue=lambda *_job: None)
    allocating.ask_to_stop(meeting)
    assert groups.of_meeting(meeting).state == state


def test_a_seat_of_a_round_that_has_begun_is_not_taken_back() -> None:
    meeting = seated()
    seat = Seat.objects.filter(session=sessions(meeting)[0]).select_related("group").earliest("key")
    seat.delete()
    to = group_of(sessions(meeting)[0], seat.group.number)
    held = seating.move(meeting, seat.participant_id, to, asked(meeting))
    with pytest.raises(Refused, match="has begun"):
        seating.put_back(meeting, held, asked(meeting, LATER))
    assert Seat.objects.filter(session=to.session, participant=seat.participant_id).exists()
    seating.put_back(meeting, held, asked(meeting))
    assert not Seat.objects.filter(session=to.session, participant=seat.participant_id).exists()


HOURS = [
    ({"leaves": dt.time(9, 30)}, 1, (False, None, dt.time(9, 30))),
    ({"leaves": dt.time(12)}, 1, (False, None, dt.time(10))),
    ({"arrives": dt.time(9, 30)}, 0, (True, None, None)),
    ({"arrives": dt.time(9, 30)}, 1, (False, dt.time(9, 30), dt.time(10))),
    ({"is_absent": True}, 1, (True, None, dt.time(10))),
]


@pytest.mark.parametrize(("was", "since", "then"), HOURS)
def test_whoever_is_missing_is_there_no_longer_than_before(was, since: int, then) -> None:
    """The rounds begin at nine and at ten."""
    meeting = seated()
    found = sessions(meeting)
    who = Seat.objects.earliest("key").participant_id
    Availability.objects.create(participant_id=who, day=found[0].day, **was)
    seating.say_missing(meeting, [who], since=found[since], is_rest_of_meeting=False, asked=asked(meeting))
    now = Availability.objects.get(participant=who)
    assert (now.is_absent, now.arrives, now.leaves) == then
    assert not now.covers(found[since].begins, found[since].ends)


@pytest.mark.parametrize("act", ["take back", "missing"])
def test_repairs_of_another_room_are_offered_no_more(act: str) -> None:
    meeting = seated()
    Allocation.objects.update(seed=5)
    computed(meeting)
    computed(meeting, allocating.CURVE)
    assert groups.of_meeting(meeting).report["curve"]
    if act == "take back":
        allocating.take_back(meeting, asked(meeting))
    else:
        first, who = sessions(meeting)[0], Seat.objects.earliest("key").participant_id
        seating.say_missing(meeting, [who], since=first, is_rest_of_meeting=False, asked=asked(meeting))
    assert "curve" not in groups.of_meeting(meeting).report


def test_sizes_of_absurdly_many_groups_cost_nothing() -> None:
    assert RoundWish(uuid4(), 10**9, 55).sizes == (0, 1)


@pytest.mark.parametrize("rows", [1, 40])
def test_topics_are_written_in_as_many_questions_for_many_as_for_one(
    rows: int, django_assert_num_queries
) -> None:
    session: Session = sessions(meeting_with(2))[0]
    topics.write(session, [f"Topic {number}" for number in range(rows)])
    kept = Topic.objects.get(title="Topic 0").key
    with django_assert_num_queries(6):
        topics.write(session, ["A new one", *(f"Topic {number}" for number in range(rows))])
    found = session.topics.order_by("position").values_list("title", flat=True)
    assert list(found) == ["A new one", *(f"Topic {number}" for number in range(rows))]
    assert Topic.objects.get(title="Topic 0").key == kept


@pytest.mark.parametrize(
    "address", ["groups/encounters/?until=", "groups/set-up/?from=", "versions/1/?with="]
)
@pytest.mark.parametrize("number", ["9" * 5_000, "²", "-1"])
def test_an_address_with_an_absurd_number_is_answered(address: str, number: str) -> None:
    meeting = seated()
    release(meeting)
    found = browser_of(director(meeting.code)).get(f"/desk/meetings/AB12/programme/{address}{number}")
    assert found.status_code == (404 if "versions" in address else 200)


@pytest.mark.parametrize("number", ["9" * 5_000, "²", "", "-1"])
def test_an_absurd_number_of_changes_is_refused_in_words(number: str) -> None:
    seated()
    browser = browser_of(director("AB12"))
    page = browser.post(
        "/desk/meetings/AB12/programme/groups/repair/take/",
        {"changes": number, "revision": number},
        follow=True,
    )
    assert "This choice is not offered any more." in page.content.decode()


@pytest.mark.parametrize("mode", [allocating.ANEW, allocating.CURVE])
def test_of_two_workers_with_one_wish_the_second_writes_nothing(mode: str, monkeypatch) -> None:
    """While it computes, the other one has ended and a colleague has moved somebody."""
    meeting, moved = seated(), []
    begun = allocating._begun
    allocating.ask(meeting, asked(meeting), mode=mode, enqueue=lambda *_job: None)

    def overtaken(key):
        found = begun(key)
        Allocation.objects.update(state=AllocationState.done)
        seat = Seat.objects.filter(session=sessions(meeting)[0]).select_related("group").earliest("key")
        to = group_of(sessions(meeting)[0], seat.group.number % 3 + 1)
        seating.move(meeting, seat.participant_id, to, asked(meeting))
        moved.append((seat.key, to.key))
        return found

    monkeypatch.setattr(allocating, "_begun", overtaken)
    key = groups.of_meeting(meeting).key
    allocating.compute(key, now=NOW, seconds=itertools.count().__next__)
    ((seat, group),) = moved
    assert Seat.objects.get(key=seat).group_id == group
    assert "curve" not in groups.of_meeting(meeting).report


def test_no_proof_is_sought_while_others_wait_to_write(monkeypatch) -> None:
    meeting = seated()
    depths: list[int] = []
    outside = len(connection.savepoint_ids)
    told = impossible.told
    monkeypatch.setattr(
        impossible, "told", lambda problem: depths.append(len(connection.savepoint_ids)) or told(problem)
    )
    computed(meeting)
    assert depths == [outside]
