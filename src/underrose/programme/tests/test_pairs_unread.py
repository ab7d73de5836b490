"""Whoever may not know who is kept apart reads it nowhere: not from what is said instead, not beside which group."""

import re

import pytest

from underrose.access.roles import Role
from underrose.methods.allocation.breakouts.wishes import Barred, Better, Disappointed
from underrose.participation.models import Participant
from underrose.participation.tests.furnished import colleague
from underrose.programme import edit_words, wish_words
from underrose.programme.actions import groups
from underrose.programme.actions.groups import Mixing
from underrose.programme.models import Group, Pairing, Seat, Topic, TopicWish
from underrose.programme.sentences import Speaker

from .grouped import meeting_with, numbered, sessions, set_up
from .planning import browser_of, url

pytestmark = pytest.mark.django_db


def with_a_pair_apart():
    """Guests 001 to 003 in the first group, which is full; all would rather sit there, and one may not."""
    meeting = meeting_with(6, rounds=1)
    people = list(Participant.objects.filter(meeting=meeting).order_by("person__full_name"))
    (first,) = sessions(meeting)
    one, other = sorted(people[:2], key=lambda found: found.key)
    Pairing.objects.create(meeting=meeting, one=one, other=other, company="apart")
    set_up(meeting, 2, mixing=Mixing({}), topics=("A", "B"))
    topics, groups = Topic.objects.order_by("position"), list(Group.objects.order_by("number"))
    for group, topic in zip(groups, topics, strict=True):
        Group.objects.filter(key=group.key).update(topic=topic)
    for number, guest in enumerate(people):
        TopicWish.objects.create(topic=topics[0], participant=guest, rank=1)
        Seat.objects.create(session=first, group=groups[number not in {1, 2, 3}], participant=guest)
    return meeting


def test_the_reason_of_a_wish_is_one_for_pairs_and_for_a_group_that_is_full() -> None:
    meeting = with_a_pair_apart()
    page = browser_of(colleague(Role.MONITORING_AND_EVALUATION, meeting.code)).get(
        url("groups", code=meeting.code)
    )
    said = re.findall(r"would rather sit[^<:]*: ([^<]*)</li>", page.content.decode())
    assert said == ["no better plan was found."] * 3


@pytest.mark.parametrize("why", list(Barred))
def test_every_other_reason_is_told_to_who_may_know_alone(why: Barred) -> None:
    meeting = with_a_pair_apart()
    found = [Disappointed(0, 0, 1, 1, (Better(0, 0, why),))]
    told = {
        may_know: wish_words.not_met(Speaker(numbered(meeting), may_know_pairs=may_know), found)[0]
        for may_know in (True, False)
    }
    is_open = why in {Barred.pinned, Barred.language}
    assert (told[True] == told[False]) is (is_open or why is Barred.search)
    assert is_open or "no better plan was found" in told[False]


def test_a_broken_rule_is_not_shown_where_it_is_broken() -> None:
    """Beside the group, or after the move that broke it, it would name the pair."""
    meeting = with_a_pair_apart()
    (first,) = sessions(meeting)
    policy = browser_of(colleague(Role.POLICY_TEAM, meeting.code))
    guest = Participant.objects.get(person__full_name="Guest 000")
    there = Group.objects.get(session=first, number=1)
    answer = policy.post(
        url("move_seat", guest.key, code=meeting.code),
        {"group": str(there.key), "revision": groups.of_meeting(meeting).revision},
        follow=True,
    )
    assert Seat.objects.get(participant=guest).group == there
    page = answer.content.decode()
    assert "Moved to Group 1" in page
    assert ("who should not" in page, "rule more is broken" in page) == (False, False)
    knows = browser_of(colleague(Role.PROJECT_MANAGER, meeting.code))
    assert (
        "are to be kept apart"
        in knows.get(url("round_groups", first.key, code=meeting.code)).content.decode()
    )


def test_prices_are_reckoned_for_nobody_who_is_shown_none(monkeypatch) -> None:
    """They take the longest of all that a page of groups works out."""
    meeting = with_a_pair_apart()
    reckoned = []
    monkeypatch.setattr(edit_words, "price", lambda *said: reckoned.append(said))
    guest = Participant.objects.get(person__full_name="Guest 000")
    reader = browser_of(colleague(Role.MONITORING_AND_EVALUATION, meeting.code))
    assert reader.get(url("group_person", guest.key, code=meeting.code)).status_code == 200
    assert reckoned == []
