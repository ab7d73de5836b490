"""What the pages of groups say of numbers and names: who is there by now, whose wish was not met, and which way words run."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils.translation import override

from underrose.participation.models import Participant
from underrose.participation.tests.furnished import browser_of, director
from underrose.programme import attendance, group_page, impossible, paper_page
from underrose.programme import seated as papers
from underrose.programme.models import (
    Allocation,
    AllocationState,
    Availability,
    Group,
    Pairing,
    Topic,
    TopicWish,
)
from underrose.programme.tests.grouped import NOW, computed, meeting_with, numbered, seated, sessions, set_up

pytestmark = pytest.mark.django_db
HELD = dt.datetime(2027, 3, 3, 9, 30, tzinfo=dt.UTC)
"""Within the first round."""


def words(name: str, *keys: object) -> str:
    answer = browser_of(director()).get(reverse(name, args=["AB12", *keys]))
    assert answer.status_code == 200
    return answer.content.decode()


def absent(meeting, *people: int, **hours) -> None:
    found = numbered(meeting).people
    for one in people:
        Availability.objects.create(
            day=meeting.days.get(), participant_id=found[one].participant, **hours or {"is_absent": True}
        )


def test_whoever_is_missing_is_neither_counted_as_there_nor_in_pairs_who_can_meet() -> None:
    meeting = seated(12, 3, 2)
    assert "12 guests are in the room.</p>" in words("groups")
    assert "of 66 pairs meet" in words("groups")
    absent(meeting, 0, 1, 2)
    page = words("groups")
    assert "12 guests are in the room. 9 of them are there in the rounds to come." in page
    assert "of 36 pairs meet" in page
    plan = numbered(meeting)
    assert (attendance.expected(plan), attendance.at_once(plan)) == (9, 9)
    assert [attendance.others(plan, person) for person in (0, 3)] == [11, 8]
    assert "of 8 others" in words("group_person", plan.people[3].participant)


def test_two_can_meet_who_are_there_in_one_round() -> None:
    meeting = seated(4, 2, 2)
    absent(meeting, 0, leaves=dt.time(10, 0))
    absent(meeting, 1, arrives=dt.time(10, 0))
    plan = numbered(meeting)
    assert [len(plan.problem.present(number)) for number in (0, 1)] == [3, 3]
    assert (attendance.pairs(plan), attendance.expected(plan)) == (5, 4)
    assert attendance.at_once(numbered(meeting, HELD)) == 3


def test_guests_are_counted_who_did_not_get_their_first_topic_not_their_wishes() -> None:
    meeting = meeting_with(4, rounds=2)
    set_up(meeting, 2, topics=("Water", "Law"))
    for session in sessions(meeting):
        water, law = session.topics.order_by("title").reverse()
        for number, topic in enumerate((water, law), 1):
            Group.objects.filter(session=session, number=number).update(topic=topic)
        for guest in Participant.objects.all():
            TopicWish.objects.create(topic=water, participant=guest, rank=1)
    assert Topic.objects.count() == 4
    Allocation.objects.update(moves=20_000)
    computed(meeting)
    page = group_page.overview(group_page.seen(meeting, director(), NOW), "")
    assert len(page["wishes"]) == 4
    assert page["disappointed"] == len({one.split(" would")[0] for one in page["wishes"]}) < 4
    assert f"{page['disappointed']} guests did not get their first topic" in words("groups")


def test_in_arabic_what_is_latin_keeps_its_direction_within_a_sentence() -> None:
    meeting = seated(4, 2, 1)
    page = group_page.seen(meeting, director(), NOW)
    with override("ar"):
        (first, *_others) = group_page.tables(page, 0)
        assert "\u2068Sector\u2069" in first.mixture[0]
        assert "\u2068Business\u2069" in " ".join(
            one for table in group_page.tables(page, 0) for one in table.mixture
        )


def test_in_arabic_hours_run_from_left_to_right_on_the_page_of_papers() -> None:
    meeting = seated(4, 2, 1)
    with override("ar"):
        (one,) = paper_page.of(meeting, papers.of(meeting, NOW.date())).rounds
    assert one.when.endswith(" · \u206809:00–09:50\u2069")


def test_headings_do_not_throw_words_of_another_direction_to_the_other_side() -> None:
    meeting = seated(4, 2, 1)
    pages = [
        words("group_papers"),
        words("round_groups", sessions(meeting)[0].key),
        words("group_person", numbered(meeting).people[0].participant),
    ]
    for page in pages:
        heading = page.split('id="content"')[1]
        assert not any(f'<{tag} dir="auto"' in heading for tag in ("h1", "h2", "p", "th"))
    assert "<h2><bdi>Round 1</bdi></h2>" in pages[0]


def test_the_proof_that_nothing_can_be_met_is_sought_once_until_something_changes(monkeypatch) -> None:
    meeting = meeting_with(5, rounds=1)
    set_up(meeting, 2, smallest=2, largest=3)
    keys = sorted(one.participant for one in numbered(meeting).people)
    for one, other in ((0, 1), (1, 2), (0, 2)):
        Pairing.objects.create(meeting=meeting, one_id=keys[one], other_id=keys[other], company="apart")
    Allocation.objects.update(state=AllocationState.impossible)
    sought = []
    proven = impossible.proven
    monkeypatch.setattr(impossible, "proven", lambda problem: sought.append(1) or proven(problem))
    impossible._ANSWERED.clear()
    assert ["kept apart" in words("groups") for _look in range(3)] == [True] * 3
    assert len(sought) == 1
    Pairing.objects.all().delete()
    assert "What was in the way is gone by now." in words("groups")
    assert len(sought) == 2


def test_the_price_of_a_choice_stands_in_full_beneath_the_closed_list() -> None:
    meeting = seated(12, 3, 1)
    session, person = sessions(meeting)[0], numbered(meeting).people[0].participant
    page = browser_of(director()).get(reverse("group_person", args=["AB12", person]))
    groups, others = page.context["seat"].groups, page.context["seat"].others
    first = f'<p class="soft price" id="move-price" aria-live="polite">{groups[0].words}</p>'
    assert ": " in groups[0].words
    assert first in page.content.decode()
    asked = {"round": session.key, "group": groups[1].key, "other": others[3].key}
    chosen = browser_of(director()).get(reverse("group_person", args=["AB12", person]), asked)
    assert chosen.context["seat"].in_full == (groups[1].words, others[3].words)
