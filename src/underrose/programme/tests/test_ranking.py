"""Guests rank the topics of a round on a page of their own, until its groups are made. Looking changes nothing."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client

from underrose.access.models import RecordEntry
from underrose.concept.models import Meeting, State
from underrose.participation.models import Invitation, Participant
from underrose.participation.tests.asked import sent
from underrose.participation.tests.furnished import (
    furnished,
)
from underrose.participation.tests.test_personal import opened, post, told
from underrose.programme.models import (
    Allocation,
    Topic,
    TopicWish,
)
from underrose.programme.tests.furnished_rounds import grouped, session, topics

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
TODAY = NOON.date()
DURING = dt.datetime(2027, 3, 3, 18, tzinfo=dt.UTC)
AFTER = dt.datetime(2027, 4, 5, 3, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _the_day():
    with time_machine.travel(NOON, tick=False):
        yield


def accepted(meeting: Meeting, who="Ama Okoro") -> tuple[Client, str, Participant]:
    """A telephone of a guest with a place."""
    invitation = sent(meeting, who)
    client, page = opened(invitation)
    post(client, page, answer="accept")
    return client, page, Participant.objects.get(invitation=invitation)


def ranked(client: Client, page: str, one, *wanted: Topic):
    said = {f"{one.key.hex}-{rank}": str(topic.key) for rank, topic in enumerate(wanted, start=1)}
    return post(client, f"{page}programme/topics/", **said)


def wishes(participant: Participant) -> list[str]:
    rows = TopicWish.objects.filter(participant=participant).order_by("topic__session__begins", "rank")
    return list(rows.values_list("topic__title", flat=True))


def test_topics_are_ranked_restated_and_changed() -> None:
    meeting = furnished()
    client, page, ama = accepted(meeting)
    one = session(meeting)
    water, law, money = topics(one, "Water", "Law", "Money")
    assert "What you would like to talk about" in told(client, page)
    assert TopicWish.objects.count() == 0
    assert ranked(client, page, one, law, water).status_code == 303
    assert wishes(ama) == ["Law", "Water"]
    words = told(client, f"{page}programme/topics/")
    assert "<ol><li><bdi>Law</bdi></li><li><bdi>Water</bdi></li></ol>" in words
    assert ranked(client, page, one, money).status_code == 303
    assert wishes(ama) == ["Money"]
    assert ranked(client, page, one).status_code == 303
    assert wishes(ama) == []


def test_looking_changes_nothing_and_no_hour_is_kept() -> None:
    meeting = furnished()
    client, page, ama = accepted(meeting)
    one = session(meeting)
    water, _law = topics(one, "Water", "Law")
    ranked(client, page, one, water)
    lines = RecordEntry.objects.count()
    before = list(TopicWish.objects.values())
    for _look in range(2):
        told(client, f"{page}programme/topics/")
    assert list(TopicWish.objects.values()) == before
    assert RecordEntry.objects.count() == lines
    assert {field.get_internal_type() for field in TopicWish._meta.fields} & {
        "DateTimeField",
        "TimeField",
    } == set()
    assert ama.topic_wishes.count() == 1


def test_a_topic_twice_is_said_and_nothing_kept() -> None:
    meeting = furnished()
    client, page, ama = accepted(meeting)
    one = session(meeting)
    water, _law = topics(one, "Water", "Law")
    answer = ranked(client, page, one, water, water)
    assert "You have chosen this topic already." in answer.content.decode()
    assert wishes(ama) == []


def test_a_rank_left_empty_between_two_is_passed_over() -> None:
    meeting = furnished()
    client, page, ama = accepted(meeting)
    one = session(meeting)
    water, law, _money = topics(one, "Water", "Law", "Money")
    said = {f"{one.key.hex}-1": "", f"{one.key.hex}-2": str(water.key), f"{one.key.hex}-3": str(law.key)}
    assert post(client, f"{page}programme/topics/", **said).status_code == 303
    assert list(
        TopicWish.objects.filter(participant=ama).order_by("rank").values_list("rank", flat=True)
    ) == [1, 2]


@pytest.mark.parametrize(
    "said", ["nonsense", "00000000-0000-4000-8000-000000000000", "x" * 100_000, "=1+1", "'--"]
)
def test_what_is_no_topic_of_the_round_is_refused(said: str) -> None:
    meeting = furnished()
    client, page, ama = accepted(meeting)
    one = session(meeting)
    topics(one, "Water", "Law")
    foreign = topics(session(furnished("CD34")), "Elsewhere", "Other")[0]
    for value in (said, str(foreign.key)):
        answer = post(client, f"{page}programme/topics/", **{f"{one.key.hex}-1": value})
        assert answer.status_code == 200
    assert wishes(ama) == []


def test_a_second_click_is_one_choice() -> None:
    meeting = furnished()
    client, page, ama = accepted(meeting)
    one = session(meeting)
    water, law = topics(one, "Water", "Law")
    here = f"{page}programme/topics/"
    once = re.search(r'name="once" value="([^"]+)"', told(client, here))[1]
    for topic in (water, law):
        answer = client.post(here, {"once": once, f"{one.key.hex}-1": str(topic.key)})
        assert answer.status_code in {302, 303}
    assert wishes(ama) == ["Water"]


def test_once_the_groups_are_made_the_choice_stays() -> None:
    meeting = furnished()
    client, page, ama = accepted(meeting)
    one, other = session(meeting), session(meeting, "Second round", 15)
    water, law = topics(one, "Water", "Law")
    later, _rest = topics(other, "Later", "Rest")
    ranked(client, page, one, water)
    form = told(client, f"{page}programme/topics/")
    grouped(one, [ama])
    words = told(client, f"{page}programme/topics/")
    assert ("The groups of this round are made" in words, f"{one.key.hex}-1" in words) == (True, False)
    once = re.search(r'name="once" value="([^"]+)"', form)[1]
    said = {f"{one.key.hex}-1": str(law.key), f"{other.key.hex}-1": str(later.key)}
    client.post(f"{page}programme/topics/", {"once": once, **said})
    assert wishes(ama) == ["Water", "Later"]


@pytest.mark.parametrize("state", ["waiting", "running"])
def test_while_the_groups_are_made_the_choice_stays(state: str) -> None:
    meeting = furnished()
    client, page, ama = accepted(meeting)
    one = session(meeting)
    water, _law = topics(one, "Water", "Law")
    Allocation.objects.create(meeting=meeting, state=state)
    assert "being made just now" in told(client, f"{page}programme/topics/")
    ranked(client, page, one, water)
    assert wishes(ama) == []


def test_of_a_cancelled_meeting_the_choice_stays_and_the_page_says_why() -> None:
    meeting = furnished()
    client, page, ama = accepted(meeting)
    one = session(meeting)
    water, _law = topics(one, "Water", "Law")
    Meeting.objects.filter(pk=meeting.pk).update(state=State.cancelled)
    words = told(client, f"{page}programme/topics/")
    assert ("This meeting was cancelled" in words, "has begun" in words) == (True, False)
    ranked(client, page, one, water)
    assert wishes(ama) == []


def test_one_topic_is_no_choice() -> None:
    meeting = furnished()
    client, page, _ama = accepted(meeting)
    topics(session(meeting), "Water")
    assert "programme/topics/" not in told(client, page)
    assert "not known yet" in told(client, f"{page}programme/topics/")


def test_names_of_topics_are_words() -> None:
    meeting = furnished()
    client, page, _ama = accepted(meeting)
    topics(session(meeting, "<b>Round</b>"), "<script>alert(1)</script>", "الإنذار المبكر")
    words = told(client, f"{page}programme/topics/")
    assert ("<script>alert" in words, "<b>Round" in words, "الإنذار المبكر" in words) == (False, False, True)


@pytest.mark.parametrize("path", ["topics/", "introductions/"])
def test_without_a_place_or_a_known_device_there_is_no_such_page(path: str) -> None:
    meeting = furnished()
    topics(session(meeting, "Canary Round"), "Canary", "Law")
    client, page = opened(sent(meeting))
    assert client.get(f"{page}programme/{path}").status_code == 404
    post(client, page, answer="accept")
    assert client.get(f"{page}programme/{path}").status_code == 200
    stranger = Client().get(f"{page}programme/{path}")
    assert "Canary" not in stranger.content.decode()


@pytest.mark.parametrize("path", ["topics/", "introductions/"])
def test_an_expired_address_opens_nothing(path: str) -> None:
    meeting = furnished()
    topics(session(meeting, "Canary Round"), "Canary", "Law")
    client, page, _ama = accepted(meeting)
    with time_machine.travel(NOON + dt.timedelta(days=800), tick=False):
        answer = client.get(f"{page}programme/{path}")
    assert "Canary" not in answer.content.decode()
    assert answer.status_code in {404, 410}


def test_topics_cost_the_same_for_one_and_three_rounds(django_assert_num_queries) -> None:
    meeting = furnished()
    client, page, _ama = accepted(meeting)
    for hour in (9, 13, 17):
        topics(session(meeting, hour=hour), "Water", "Law", "Money")
        if hour != 13:
            with django_assert_num_queries(7):
                told(client, f"{page}programme/topics/")


def test_the_invitation_stays_the_only_key() -> None:
    """A guest of one meeting cannot choose for another: the participant is found by the link alone."""
    one, other = furnished(), furnished("CD34")
    _client, _page, ama = accepted(one)
    client, page, ben = accepted(other, "Ben Hale")
    water, _law = topics(session(other), "Water", "Law")
    ranked(client, page, water.session, water)
    assert (wishes(ama), wishes(ben)) == ([], ["Water"])
    assert Invitation.objects.count() == 2
