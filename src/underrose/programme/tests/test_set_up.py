"""Setting up: groups nobody gave a size stay even, and a list of topics that is too long is sent back whole."""

import pytest
from django.urls import reverse

from underrose.kit.refusals import Refused
from underrose.participation.tests.furnished import browser_of, director, guest
from underrose.programme.actions.groups import GroupWish
from underrose.programme.models import Group, Kind, Topic
from underrose.programme.tests.grouped import breakout, computed, meeting_with, numbered, sessions, set_up

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


def test_tables_at_meals_are_made_by_the_first_press_and_stay_as_they_were_asked_for() -> None:
    meeting = meeting_with(18, rounds=1)
    day = meeting.days.get()
    lunch, dinner = breakout(day, "Lunch", 12, Kind.meal), breakout(day, "Dinner", 19, Kind.meal)
    Group.objects.create(session=dinner, number=1, smallest=1, largest=30)
    client, address = browser_of(director()), reverse(URL, args=["AB12"])
    sent = {"revision": 1, "seed": 1, "round-0-number": "3", "once": "1"}
    client.post(address, sent)
    assert not lunch.groups.exists()
    told = client.post(address, sent | {"revision": 2, "mixes_meals": "on", "once": "2"}, follow=True)
    assert "One meal has tables of about eight now" in told.content.decode()
    assert [(one.smallest, one.largest, one.is_even) for one in lunch.groups.all()] == [(9, 9, True)] * 2
    assert [(one.smallest, one.largest) for one in dinner.groups.all()] == [(1, 30)]
    computed(meeting)
    assert [row.seats.count() for row in (lunch, dinner)] == [18, 18]
    form = client.get(address).context["form"]
    sent = {"revision": form["revision"].value(), "seed": 1, "mixes_meals": "on", "once": "3"}
    sent |= {f"round-{number}-number": str(number + 1) for number in range(3)}
    told = client.post(address, sent, follow=True).content.decode()
    assert "tables of about eight" not in told
    assert lunch.groups.count() == 2
    assert dinner.groups.count() == 3


def test_a_name_that_grows_with_its_numbers_is_refused_before_it_is_cut_off() -> None:
    """Some databases keep more than a column holds, others break off the whole act."""
    meeting = meeting_with(24, rounds=1)
    set_up(meeting, 12)
    with pytest.raises(Refused, match="240 characters, and 120 at most"):
        set_up(meeting, 12, naming="#" * 120)
    with pytest.raises(Refused, match="121 characters, and 120 at most"):
        set_up(meeting, 12, groups=(GroupWish(name="x" * 121),))
    assert {one.name for one in Group.objects.all()} == {""}
    set_up(meeting, 12, naming="#" * 60)
    assert max(len(one.name) for one in Group.objects.all()) == 120


def test_such_a_name_is_refused_on_the_form_with_what_was_typed() -> None:
    meeting = meeting_with(24, rounds=1)
    sent = {"revision": 1, "seed": 1, "round-0-number": "12", "round-0-naming": "#" * 100}
    page = browser_of(director()).post(reverse(URL, args=["AB12"]), sent).content.decode()
    assert "200 characters, and 120 at most can be kept" in page
    assert "#" * 100 in page
    assert not Group.objects.filter(session__day__meeting=meeting).exists()
