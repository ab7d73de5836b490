"""The programme of the demonstration: planned, released, changed since, and its groups asked for."""

import datetime as dt
import itertools
from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from underrose.access.models import Account
from underrose.concept.models import Meeting
from underrose.pages import demonstration
from underrose.programme import versions
from underrose.programme.actions import allocating
from underrose.programme.models import (
    Allocation,
    Assignment,
    Group,
    Introduction,
    Kind,
    Pairing,
    Room,
    Seat,
    Session,
    Task,
    Topic,
    TopicWish,
)

NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def loaded(once):
    once(lambda: demonstration.load(NOW, progress=lambda _step: None))


@pytest.fixture
def meeting(loaded, db):
    return Meeting.objects.select_related("venue").get(code="LM2701")


def seats_of(task):
    """How many who have this task sit in each group."""
    doing = Assignment.objects.filter(task=task).values("participant")
    return Counter(Seat.objects.filter(participant__in=doing).values_list("group", flat=True))


def page_of_salma(name):
    browser = Client()
    browser.force_login(Account.objects.get(name="Salma Brennecke"))
    return browser.get(reverse(name, args=["LM2701"])).content.decode()


def test_two_and_a_half_days_are_planned_and_one_remark_is_left_to_be_found(meeting):
    sessions, tasks = Session.objects.of(meeting), Assignment.objects.filter(session__day__meeting=meeting)
    kinds = Counter(sessions.values_list("kind", flat=True))
    assert kinds == {Kind.plenary: 5, Kind.breakout: 4, Kind.meal: 5, Kind.margin: 6}
    free = sessions.filter(kind=Kind.margin).values_list("day", flat=True)
    assert set(free) == set(meeting.days.values_list("key", flat=True))
    assert Room.objects.filter(meeting=meeting, capacity__gt=0).exclude(access="").count() == 10
    assert set(tasks.values_list("task", flat=True)) == set(Task)
    assert tasks.exclude(briefing__isnull=True).count() >= 10
    html = page_of_salma("programme")
    assert ("1 remark<" in html, "Orangery has 44 seats, and 48 are confirmed" in html) == (True, True)


def test_a_version_is_released_that_names_whom_it_may_and_changes_wait(meeting, client):
    coming = versions.coming(meeting)
    assert (coming.number, len({one.session for one in coming.changes})) == (2, 5)
    html = client.get(reverse("public_programme", args=["LM2701"])).content.decode()
    assert "Groups 3: what is owed to whoever warns" in html
    assert [name in html for name in ("Ingrid Sollervik", "Satoko Minamoto", "Heron")] == [True, False, False]


def test_guests_have_chosen_and_the_groups_wait_for_the_worker(meeting):
    assert (Topic.objects.count(), TopicWish.objects.values("participant").distinct().count()) == (14, 16)
    assert (Pairing.objects.count(), Introduction.objects.count()) == (4, 10)
    assert Introduction.objects.get(participant__person__full_name="Lantern").words is None
    assert DBTaskResult.objects.filter(task_path__endswith="tasks.allocate").count() == 1
    assert "Waits to be computed" in page_of_salma("groups")


def test_computed_groups_seat_everybody_with_one_facilitator_each(meeting):
    Allocation.objects.update(moves=50_000)
    key = Allocation.objects.get(meeting=meeting).key
    allocating.compute(key, now=NOW, seconds=itertools.count().__next__)
    assert Allocation.objects.get(key=key).state == "done"
    # One guest has left before the last round.
    rounds = Session.objects.of(meeting).breakouts().values_list("key", flat=True)
    assert [Seat.objects.filter(session=one).count() for one in rounds] == [48, 48, 48, 47]
    groups = set(Group.objects.values_list("key", flat=True))
    for task in (Task.facilitator, Task.note_taker):
        assert seats_of(task) == dict.fromkeys(groups, 1)
