"""Setting up: groups nobody gave a size stay even, and a list of topics that is too long is sent back whole."""

import pytest
from django.urls import reverse

from underrose.kit.refusals import Refused
from underrose.participation.tests.furnished import browser_of, director, guest
from underrose.programme.models import Topic
from underrose.programme.tests.grouped import meeting_with, numbered, sessions, set_up

pytestmark = pytest.mark.django_db
URL = "set_up_groups"


def sizes(meeting) -> set[tuple[int, int]]:
    return {(one.smallest, one.largest) for one in numbered(meeting).problem.rounds[0].groups}


@pytest.mark.parametrize(
    ("asked", "then"),
    [({}, (5, 6)), ({"smallest": 2, "largest": 4}, (2, 6)), ({"largest": 6}, (3, 6))],
)
def test_groups_without_a_size_are_even_for_whoever_is_there_by_now(asked, then) -> None:
    meeting = meeting_with(10, rounds=1)
    set_up(meeting, 3, **asked)
    for number in range(6):
        guest(meeting, f"Late {number}")
    assert sizes(meeting) == {then}


def test_the_form_shows_no_size_where_none_was_asked_for() -> None:
    meeting = meeting_with(10, rounds=1)
    set_up(meeting, 3)
    guest(meeting, "Late")
    form = browser_of(director()).get(reverse(URL, args=["AB12"])).context["form"]
    assert [form[f"round-0-{name}"].value() for name in ("least", "most")] == [None, None]
    set_up(meeting, 3, smallest=2, largest=6)
    form = browser_of(director()).get(reverse(URL, args=["AB12"])).context["form"]
    assert [form[f"round-0-{name}"].value() for name in ("least", "most")] == [2, 6]


@pytest.mark.parametrize(
    ("titles", "sentence"),
    [
        ([f"Topic {number}" for number in range(61)], "can have 60 topics at most; these are 61."),
        (["Water", "Law " * 60], "a topic has 239 characters, and 200 at most can be kept"),
    ],
)
def test_a_list_of_topics_that_is_too_long_is_refused_in_words_and_stands_on_the_form(
    titles, sentence
) -> None:
    meeting = meeting_with(8, rounds=1)
    client = browser_of(director())
    sent = {"revision": 1, "seed": 1, "round-0-number": "2", "round-0-topics": "\n".join(titles)}
    page = client.post(reverse(URL, args=["AB12"]), sent).content.decode()
    assert sentence in page
    assert all(one.strip() in page for one in titles)
    assert Topic.objects.count() == 0
    with pytest.raises(Refused, match=sentence):
        set_up(meeting, 2, topics=tuple(one.strip() for one in titles))


def test_sixty_topics_of_full_length_are_kept() -> None:
    meeting = meeting_with(8, rounds=1)
    titles = [f"{number:02} ".ljust(200, "x") for number in range(60)]
    sent = {"revision": 1, "seed": 1, "round-0-number": "2", "round-0-topics": "\n".join(titles)}
    browser_of(director()).post(reverse(URL, args=["AB12"]), sent)
    assert [one.title for one in sessions(meeting)[0].topics.all()] == titles
