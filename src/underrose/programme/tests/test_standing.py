"""No page says that fewer can meet than do, nor that more must meet again than do, whatever was changed by hand or set up."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as some

from underrose.concept.models import Meeting
from underrose.methods.allocation.breakouts import problem as numbers
from underrose.methods.allocation.breakouts.problem import ABSENT
from underrose.methods.allocation.breakouts.verification import verify
from underrose.participation.tests.furnished import browser_of, director
from underrose.programme import group_page, sentences, trade_off
from underrose.programme.actions import groups, seating
from underrose.programme.actions.groups import Mixing, RoundWish
from underrose.programme.in_numbers import Numbered
from underrose.programme.models import Allocation
from underrose.programme.tests.grouped import (
    NOW,
    asked,
    group_of,
    meeting_with,
    seated,
    sessions,
    set_up,
)


@some.composite
def plans(draw: some.DrawFn) -> Numbered:
    """Some people in some rounds, seated anyhow, of whom other sizes were asked for."""
    people, rounds = draw(some.integers(2, 14)), draw(some.integers(1, 4))
    made, seats = [], []
    for number in range(rounds):
        count = draw(some.integers(1, 5))
        least = draw(some.integers(0, people // count))
        most = draw(some.integers(-(-people // count), people))
        group = numbers.Group("", least, most)
        away = draw(some.frozensets(some.integers(0, people - 1), max_size=people // 2))
        row = draw(some.lists(some.integers(ABSENT, count - 1), min_size=people, max_size=people))
        seats.append(tuple(ABSENT if one in away else at for one, at in enumerate(row)))
        made.append(numbers.Round(f"{number}", (group,) * count, away))
    found = numbers.Problem(("",) * people, tuple(made))
    nobody: tuple[object, ...] = (None,) * people
    return Numbered(found, tuple(seats), nobody, (), (), (), frozenset(), 0, 0, "")  # type: ignore[arg-type]


@given(plans())
@settings(max_examples=300, deadline=None)
def test_no_sentence_states_fewer_than_there_are(plan: Numbered) -> None:
    met, again, distance, *_rest = sentences.quality(plan, verify(plan.problem, plan.seats))
    meet, _pairs, most = map(int, re.findall(r"\d+", met))
    assert meet <= most
    assert "-" not in distance, (again, distance)


def words(meeting: Meeting) -> str:
    client: Client = browser_of(director())
    return client.get(reverse("groups", args=[meeting.code])).content.decode()


def moved_into_the_first(meeting: Meeting, number: int) -> None:
    """So many people are moved by hand into Group 1 of the first round."""
    first = sessions(meeting)[0]
    one = group_of(first, 1)
    for seat in list(first.seats.exclude(group=one).order_by("key"))[:number]:
        seating.move(meeting, seat.participant_id, one, asked(meeting))


@pytest.mark.django_db
def test_page_after_hand_moves_says_what_these_sizes_allow() -> None:
    meeting = seated(12, 3, 2)
    moved_into_the_first(meeting, 6)
    met, most = map(int, re.findall(r"(\d+) of 66 pairs meet; (\d+) is the most", words(meeting))[0])
    assert met <= most


@pytest.mark.django_db
def test_page_after_another_set_up_says_what_the_seats_allow() -> None:
    meeting = seated(12, 2, 1)
    set_up(meeting, 6)
    assert "30 of 66 pairs meet; 30 is the most" in words(meeting)


@pytest.mark.django_db
def test_number_of_groups_is_promised_of_all_rounds_alone() -> None:
    meeting = meeting_with(12, rounds=2)
    set_up(meeting, 4)
    assert trade_off.in_a_sentence(_choices(meeting)) != ""
    first, _second = sessions(meeting)
    groups.set_up(meeting, [RoundWish(first.key, 3, 12)], Mixing({}), asked(meeting))
    assert _choices(meeting) == []


@pytest.mark.django_db
def test_even_sizes_are_promised_where_they_were_asked_for_alone() -> None:
    meeting = meeting_with(12, rounds=1)
    set_up(meeting, 3, smallest=2, largest=6)
    assert _choices(meeting) != []
    first = sessions(meeting)[0]
    first.groups.filter(number=1).update(smallest=6)
    assert _choices(meeting) == []


def _choices(meeting: Meeting) -> list[trade_off.Choice]:
    Allocation.objects.update(mixes_meals=False)
    return group_page.choices(group_page.seen(meeting, director(), NOW))


def test_whoever_is_not_there_all_the_time_is_not_made_to_meet_again() -> None:
    everybody = trade_off.choices(55, 4, 7)
    some_only = trade_off.choices(55, 4, 7, always=40)
    assert [one.again for one in some_only if one.is_here] < [one.again for one in everybody if one.is_here]
    assert [one.again for one in trade_off.choices(55, 4, 7, always=3)] == [0] * 5
