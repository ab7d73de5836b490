"""The computation of groups: asked for, followed, stopped, written down, taken back; and what cannot be met."""

import datetime as dt
import subprocess
import sys

import pytest
from django.conf import settings
from django.urls import reverse

from underrose.access.models import RecordEntry
from underrose.concept.models import Meeting
from underrose.kit.refusals import Refused
from underrose.methods.allocation.breakouts.verification import verify
from underrose.methods.allocation.breakouts.wishes import disappointed
from underrose.participation.models import Participant, Place
from underrose.participation.tests.furnished import START, browser_of, director
from underrose.programme import impossible, in_numbers, sentences, wish_words
from underrose.programme.actions import allocating, forgetting, groups
from underrose.programme.models import (
    Allocation,
    AllocationState,
    Assignment,
    Availability,
    Group,
    Pairing,
    Seat,
    Task,
    Topic,
    TopicWish,
)
from underrose.programme.sentences import Speaker
from underrose.programme.tests.grouped import (
    NOW,
    asked,
    computed,
    group_of,
    meeting_with,
    numbered,
    seated,
    sessions,
    set_up,
    where,
)

pytestmark = pytest.mark.django_db


def test_everybody_sits_once_in_every_round_and_the_plan_holds() -> None:
    meeting = seated(12, 3, 2)
    found = groups.of_meeting(meeting)
    assert (found.state, found.progress, found.computed_on) == (AllocationState.done, 100, NOW.date())
    assert Seat.objects.count() == 24
    plan = numbered(meeting)
    assert verify(plan.problem, plan.seats).violations == ()
    assert RecordEntry.objects.filter(verb="computed", noun="groups").count() == 1


def test_the_same_number_of_the_draw_gives_the_same_groups() -> None:
    meeting = seated()
    before = where(meeting)
    computed(meeting)
    assert where(meeting) == before


def test_a_computation_is_asked_for_once() -> None:
    meeting = seated()
    jobs: list[tuple] = []
    told = {"mode": allocating.ANEW, "enqueue": lambda *job: jobs.append(job)}
    allocation = allocating.ask(meeting, asked(meeting), **told)
    with pytest.raises(Refused, match="already"):
        allocating.ask(meeting, asked(meeting), **told)
    assert jobs == [(allocation.key,)]


@pytest.mark.parametrize("guests", [0, 4])
def test_without_guests_or_rounds_nothing_is_computed(guests: int) -> None:
    meeting = meeting_with(guests, rounds=0 if guests else 1)
    if not guests:
        groups.locked(meeting)
    with pytest.raises(Refused, match="Set up the groups first"):
        computed(meeting)


def test_a_job_that_was_stopped_before_it_began_does_nothing() -> None:
    meeting = meeting_with(12)
    set_up(meeting)
    jobs: list[tuple] = []
    allocating.ask(meeting, asked(meeting), mode=allocating.ANEW, enqueue=lambda *job: jobs.append(job))
    allocating.ask_to_stop(meeting)
    allocating.compute(*jobs[0], now=NOW, seconds=lambda: 0.0)
    assert (groups.of_meeting(meeting).state, Seat.objects.count()) == (AllocationState.none, 0)


def test_a_run_that_is_stopped_keeps_the_best_so_far() -> None:
    meeting = meeting_with(40)
    set_up(meeting, 7)
    allocation = groups.of_meeting(meeting)
    Allocation.objects.update(state=AllocationState.running, is_asked_to_stop=True, moves=2_000_000_000)
    turns = iter(range(1_000_000))
    allocating.compute(allocation.key, now=NOW, seconds=lambda: float(next(turns)))
    assert groups.of_meeting(meeting).state == AllocationState.stopped
    assert Seat.objects.count() == 80


def test_the_job_of_a_killed_worker_is_done_by_the_next() -> None:
    meeting = meeting_with(12)
    set_up(meeting)
    Allocation.objects.update(state=AllocationState.running, progress=40, moves=20_000)
    allocating.compute(groups.of_meeting(meeting).key, now=NOW, seconds=lambda: 0.0)
    assert (groups.of_meeting(meeting).state, Seat.objects.count()) == (AllocationState.done, 24)


def test_a_job_that_fails_says_so_and_can_be_asked_for_again() -> None:
    meeting = seated()
    Allocation.objects.update(state=AllocationState.running)
    with pytest.raises(TypeError):
        allocating.compute(groups.of_meeting(meeting).key, now=None, seconds=lambda: 0.0)  # type: ignore[arg-type] # the planted fault
    assert groups.of_meeting(meeting).state == AllocationState.failed
    assert computed(meeting).state == AllocationState.done


def test_progress_is_written_at_most_once_a_second(django_assert_num_queries) -> None:
    meeting = meeting_with(4)
    allocation = groups.locked(meeting)
    clock = iter([0.0, 0.5, 0.9, 1.5, 1.6, 1.7])
    told = allocating._Told(allocation.key, lambda: next(clock))
    with django_assert_num_queries(2):
        assert [told(part) for part in (0.1, 0.2, 0.42)] == [True, True, True]
    assert groups.of_meeting(meeting).progress == 42


def test_a_round_that_has_begun_is_left_alone() -> None:
    meeting = seated()
    first = sessions(meeting)[0]
    before = {key: group for key, group in where(meeting).items() if key[0] == first.key}
    later = dt.datetime.combine(START, dt.time(9, 30), dt.UTC)
    Allocation.objects.update(seed=77)
    computed(meeting, now=later)
    after = {key: group for key, group in where(meeting).items() if key[0] == first.key}
    assert after == before
    assert numbered(meeting, later).problem.rounds[0].held is not None


def test_few_changes_are_offered_and_one_is_taken() -> None:
    meeting = seated(21, 3, 2)
    gone = Participant.objects.first()
    assert gone is not None
    gone.place = Place.withdrawn
    gone.save()
    found = computed(meeting, allocating.CURVE)
    before = where(meeting)
    assert set(found.report["curve"][0]) == {
        "changes",
        "violations",
        "off_quota",
        "again",
        "encounters",
        "disappointment",
    }
    least = found.report["curve"][0]["changes"]
    computed(meeting, allocating.TAKE, least)
    after = where(meeting)
    assert sum(after[key] != before[key] for key in after) <= least
    assert gone.key not in {participant for _session, participant in after}
    assert "curve" not in groups.of_meeting(meeting).report


def test_a_repair_that_was_not_offered_is_refused() -> None:
    meeting = seated()
    with pytest.raises(Refused, match="not offered any more"):
        computed(meeting, allocating.TAKE, 5)


def test_what_was_computed_can_be_taken_back_and_back_again() -> None:
    meeting = seated(12)
    before = where(meeting)
    Allocation.objects.update(seed=99)
    computed(meeting)
    after = where(meeting)
    assert after != before
    allocating.take_back(meeting, asked(meeting))
    assert where(meeting) == before
    allocating.take_back(meeting, asked(meeting))
    assert where(meeting) == after


def test_what_a_colleague_changed_meanwhile_is_not_taken_back() -> None:
    meeting = seated()
    with pytest.raises(Refused, match="A colleague has changed"):
        allocating.take_back(meeting, asked(meeting, revision=0))


def test_pins_tasks_and_pairs_hold() -> None:
    meeting = meeting_with(12)
    set_up(meeting)
    one, other, third = sorted(Participant.objects.all()[:3], key=lambda found: found.key)
    first = sessions(meeting)[0]
    Assignment.objects.create(
        session=first, group=group_of(first, 2), task=Task.facilitator, participant=third
    )
    Pairing.objects.create(meeting=meeting, one=one, other=other, company="apart")
    Pairing.objects.create(meeting=meeting, one=one, other=third, company="together")
    computed(meeting)
    found = where(meeting)
    assert found[first.key, third.key] == group_of(first, 2).key
    for session in sessions(meeting):
        assert found[session.key, one.key] == found[session.key, third.key] != found[session.key, other.key]


def test_who_is_away_has_no_seat() -> None:
    meeting = meeting_with(12)
    set_up(meeting)
    away = Participant.objects.first()
    Availability.objects.create(participant=away, day=meeting.days.get(), leaves=dt.time(9, 50))
    computed(meeting)
    first, second = sessions(meeting)
    assert away is not None
    assert [(one.key, away.key) in where(meeting) for one in (first, second)] == [True, False]


def test_three_facilitators_for_four_groups_are_named_before_anything_is_computed() -> None:
    meeting = meeting_with(12)
    set_up(meeting, 4)
    for guest in Participant.objects.order_by("person__full_name")[:3]:
        Assignment.objects.create(session=sessions(meeting)[0], task=Task.facilitator, participant=guest)
    assert computed(meeting).state == AllocationState.impossible
    assert Seat.objects.count() == 0
    page = browser_of(director()).get(reverse("groups", args=["AB12"])).content.decode()
    assert (
        "“Round 1”: every one of 4 groups needs somebody for one task, facilitator, and only 3 are there: "
        "Guest 000, Guest 001 and Guest 002." in page
    )


def test_an_impossible_pair_is_named_to_those_alone_who_may_know_it() -> None:
    meeting = meeting_with(12)
    set_up(meeting)
    one, other, third = sorted(Participant.objects.all()[:3], key=lambda found: found.key)
    for pair, company in (((one, other), "together"), ((other, third), "together"), ((one, third), "apart")):
        Pairing.objects.create(meeting=meeting, one=pair[0], other=pair[1], company=company)
    plan = numbered(meeting)
    found = impossible.told(plan.problem)
    (known,) = impossible.conflicts(Speaker(plan, may_know_pairs=True), found)
    (hidden,) = impossible.conflicts(Speaker(plan, may_know_pairs=False), found)
    assert "Guest 0" in known
    assert "Guest" not in hidden


def test_wishes_rank_groups_by_their_topic() -> None:
    meeting = meeting_with(6, rounds=1)
    set_up(meeting, 2, topics=("Water", "Law"))
    first = sessions(meeting)[0]
    water, law = Topic.objects.order_by("position")
    for number, topic in ((1, water), (2, law)):
        group = group_of(first, number)
        group.topic = topic
        group.save()
    guest = Participant.objects.first()
    TopicWish.objects.create(topic=law, participant=guest, rank=1)
    TopicWish.objects.create(topic=water, participant=guest, rank=2)
    assert guest is not None
    plan = numbered(meeting)
    assert plan.problem.wishes == {(0, plan.person(guest.key), 1): 0, (0, plan.person(guest.key), 0): 1}
    computed(meeting)
    assert where(meeting)[first.key, guest.key] == group_of(first, 2).key


def test_a_group_with_a_language_takes_those_who_speak_it() -> None:
    meeting = meeting_with(8, rounds=1)
    for guest in Participant.objects.select_related("person")[:4]:
        guest.person.languages = ["fr"]
        guest.person.save()
    set_up(meeting, 2)
    group = group_of(sessions(meeting)[0], 1)
    group.language = "fr"
    group.save()
    computed(meeting)
    there = Seat.objects.filter(group=group).values_list("participant__person__languages", flat=True)
    assert list(there) == [["fr"]] * 4


def test_who_sat_together_at_an_earlier_meeting_has_met() -> None:
    earlier = seated(4, 2, 1, code="CD34", start_on=dt.date(2026, 5, 1), end_on=dt.date(2026, 5, 2))
    meeting = meeting_with(0, rounds=1)
    for row in Participant.objects.filter(meeting=earlier):
        Participant.objects.create(meeting=meeting, person=row.person, since=START)
    set_up(meeting, 2)
    plan = numbered(meeting)
    assert (sorted(plan.problem.met.values()), plan.met_before) == ([1, 1], 2)
    Allocation.objects.filter(meeting=meeting).update(counts_earlier=False)
    assert numbered(meeting).problem.met == {}


def test_colleagues_of_one_house_have_met() -> None:
    from underrose.participation.tests.furnished import furnished, guest

    meeting = furnished()
    for name in ("Ama Okoro", "Ivo Renn", "Lea Dahl"):
        guest(meeting, name, post=("Adviser", "House of Rivers", "NOR"))
    guest(meeting, "Rowan", is_sealed=True, post=("Adviser", "House of Rivers", "NOR"))
    plan = numbered(meeting)
    assert (plan.colleagues, set(plan.problem.met.values())) == (3, {1})
    said = sentences.quality(plan, verify(plan.problem, plan.seats))
    assert "3 pairs who work for the same organisation count as having met once." in said


def test_sizes_give_way_as_little_as_they_must() -> None:
    assert in_numbers.fitted([(7, 8)] * 7, 55) == [(7, 8)] * 7
    assert in_numbers.fitted([(8, 8)] * 7, 55) == [(7, 8)] * 7
    assert in_numbers.fitted([(5, 5)] * 2, 13) == [(5, 7)] * 2
    assert in_numbers.fitted([], 3) == []


def test_groups_set_up_before_anybody_accepted_are_even() -> None:
    assert in_numbers.fitted([(0, 0)] * 6, 55) == [(9, 10)] * 6


@pytest.mark.parametrize(("guests", "rounds"), [(4, 1), (12, 3)])
def test_numbers_ask_the_same_however_many(guests: int, rounds: int, django_assert_num_queries) -> None:
    seated(guests, 2, rounds)
    allocation = groups.of_meeting(Meeting.objects.select_related("venue").get(code="AB12"))
    with django_assert_num_queries(15):
        in_numbers.of(allocation, NOW)


def test_pairings_and_wishes_are_forgotten_a_month_after_the_meeting() -> None:
    meeting = meeting_with(4, rounds=1)
    set_up(meeting, 2, topics=("Water",))
    one, other = sorted(Participant.objects.all()[:2], key=lambda found: found.key)
    Pairing.objects.create(meeting=meeting, one=one, other=other, company="apart")
    TopicWish.objects.create(topic=Topic.objects.get(), participant=one, rank=1)
    end = dt.datetime.combine(meeting.end_on, dt.time(9), dt.UTC)  # type: ignore[arg-type] # the meeting has days
    assert forgetting.old_pairings(end + dt.timedelta(days=30)) == 0
    assert forgetting.old_pairings(end + dt.timedelta(days=31)) == 2
    assert (Pairing.objects.count(), TopicWish.objects.count()) == (0, 0)


def test_no_page_loads_the_kernel() -> None:
    """Compiling takes seconds and memory: it happens in the worker alone."""
    asked_for = (
        "import sys, django; django.setup();"
        "import underrose.urls, underrose.programme.views.groups, underrose.programme.tasks;"
        "assert 'numba' not in sys.modules, 'a page loads numba'"
    )
    done = subprocess.run(  # noqa: S603 - a fixed command
        [sys.executable, "-c", asked_for],
        cwd=settings.PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr[-300:]) == (0, "")


@pytest.mark.parametrize(
    ("may_know", "why"), [(True, "from whom they are kept apart"), (False, "no better plan")]
)
def test_a_wish_not_met_is_explained_without_telling_who_is_kept_apart(may_know: bool, why: str) -> None:
    meeting = meeting_with(4, rounds=1)
    set_up(meeting, 2, topics=("Water", "Law"))
    first = sessions(meeting)[0]
    for number, topic in enumerate(Topic.objects.order_by("position"), 1):
        Group.objects.filter(session=first, number=number).update(topic=topic, smallest=1, largest=3)
    one, other = sorted(Participant.objects.all()[:2], key=lambda found: found.key)
    seats = {one.key: 1, other.key: 2} | dict.fromkeys(
        Participant.objects.exclude(key__in=[one.key, other.key]).values_list("key", flat=True), 1
    )
    for key, number in seats.items():
        Seat.objects.create(session=first, group=group_of(first, number), participant_id=key)
    TopicWish.objects.create(topic=Topic.objects.get(title="Law"), participant=one, rank=1)
    Pairing.objects.create(meeting=meeting, one=one, other=other, company="apart")
    plan = numbered(meeting)
    found = disappointed(plan.problem, plan.seats)
    (said,) = wish_words.not_met(Speaker(plan, may_know_pairs=may_know), found)
    assert why in said
    assert "would rather sit in Group 2 of “Round 1” than in Group 1" in said
