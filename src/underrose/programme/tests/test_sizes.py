"""How many groups, and how large: what cannot be is refused with the figures that were written, and no others."""

from typing import Any

import pytest

from underrose.kit.refusals import Refused
from underrose.participation.models import Brief, Participant, Place
from underrose.participation.tests.furnished import guest
from underrose.programme.models import Group
from underrose.programme.tests.grouped import meeting_with, set_up

pytestmark = pytest.mark.django_db


def refused(people: int, groups: int, **sizes: Any) -> str:
    with pytest.raises(Refused) as refusal:
        set_up(meeting_with(people, rounds=1), groups, **sizes)
    assert not Group.objects.exists()
    return refusal.value.sentence


def test_more_groups_than_people() -> None:
    assert refused(5, 7) == "“Round 1”: 5 people cannot sit in 7 groups."


def test_places_of_the_brief_count_while_guests_are_still_to_accept() -> None:
    meeting = meeting_with(3, rounds=1)
    Brief.objects.filter(meeting=meeting).update(cap=40)
    set_up(meeting, 7)
    assert Group.objects.count() == 7
    with pytest.raises(Refused, match="3 people cannot sit in 49 groups"):
        set_up(meeting, 49)


def test_groups_that_stand_may_stay_when_guests_leave() -> None:
    meeting = meeting_with(8, rounds=1)
    set_up(meeting, 8)
    Participant.objects.filter(meeting=meeting).update(place=Place.withdrawn)
    guest(meeting, "Somebody")
    set_up(meeting, 8)
    assert Group.objects.count() == 8


def test_before_anybody_accepted_groups_can_be_set_up() -> None:
    set_up(meeting_with(0, rounds=1), 4)
    assert Group.objects.count() == 4


@pytest.mark.parametrize(
    ("sizes", "sentence"),
    [
        (
            {"largest": 2},
            "In “Round 1” 4 groups of at most 2 hold 8 and do not seat the 23 people who are there.",
        ),
        (
            {"smallest": 10},
            "In “Round 1” the smallest size, 10, is over the largest, 6, with 23 people in 4 groups.",
        ),
        ({"smallest": 8, "largest": 7}, "In “Round 1” the smallest size, 8, is over the largest, 7."),
    ],
)
def test_refusal_names_the_sizes_that_were_written(sizes: dict[str, int], sentence: str) -> None:
    assert refused(23, 4, **sizes) == sentence
