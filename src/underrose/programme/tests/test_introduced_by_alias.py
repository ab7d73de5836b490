"""Introductions tell nobody who is protected, and end with the place."""

import datetime as dt

import pytest
import time_machine
from django.db import transaction

from underrose.participation.actions import places
from underrose.participation.models import Brief, Place
from underrose.participation.tests.furnished import ALIAS, furnished, guest
from underrose.programme.models import Introduction

from .furnished_rounds import grouped, session
from .test_introductions import DURING, NOON, TODAY, joined, offered, themed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_day():
    with time_machine.travel(NOON, tick=False):
        yield


def test_words_go_with_the_place() -> None:
    """Whoever withdraws has no page on which to take them back."""
    meeting = furnished()
    (water,) = themed(meeting, "Water")
    me, other = joined(guest(meeting, "Me Myself"), water, words="I map rivers"), guest(meeting, "Ben Hale")
    joined(other, water)
    with transaction.atomic():
        places.give_back(Brief.objects.locked(meeting.key), me, TODAY)
    assert me.place == Place.withdrawn
    assert [row.participant_id for row in Introduction.objects.all()] == [other.key]


@pytest.mark.parametrize("now", [NOON, DURING])
def test_nobody_sees_who_of_those_under_another_name_is_protected(now: dt.datetime) -> None:
    """Neither before anybody sat with anybody, nor after all of them sat at one table."""
    meeting = furnished()
    (water,) = themed(meeting, "Water")
    me = joined(guest(meeting, "Me Myself"), water)
    chosen = joined(guest(meeting, "Lea Moss", said=ALIAS, alias="Juniper"), water)
    rowan = joined(guest(meeting, "Rowan", is_sealed=True), water)
    grouped(session(meeting), [me, chosen, rowan])
    found = {one.name: one.reasons for one in offered(me, now)}
    assert found == dict.fromkeys(("Juniper", "Rowan"), ("You both work on “Water”.",))
