"""Groups held in one language and interpreted into others: who may sit where, and what cannot be met, before it is computed."""

import pytest
from django.urls import reverse

from underrose.concept.models import Meeting
from underrose.kit.refusals import Refused
from underrose.methods.allocation.breakouts.verification import Rule, verify
from underrose.participation.models import Participant
from underrose.participation.tests.asked import protected
from underrose.participation.tests.furnished import START, browser_of, director
from underrose.programme import edit_words, heard, impossible
from underrose.programme import seated as papers
from underrose.programme.actions.groups import GroupWish, Mixing
from underrose.programme.models import Allocation, AllocationState, Group, Seat
from underrose.programme.sentences import Speaker, heard_in
from underrose.programme.tests.grouped import (
    NOW,
    computed,
    group_of,
    meeting_with,
    numbered,
    seated,
    sessions,
    set_up,
)

pytestmark = pytest.mark.django_db
ENGLISH = Mixing({}, language="en")


def meeting_speaking(*languages: list[str], rounds: int = 1) -> Meeting:
    """One guest for each list of languages, in the order of names."""
    meeting = meeting_with(len(languages), rounds=rounds)
    for guest, codes in zip(_guests(), languages, strict=True):
        guest.person.languages = codes
        guest.person.save()
    return meeting


def _guests() -> list[Participant]:
    return list(Participant.objects.select_related("person").order_by("person__full_name"))


def _why(meeting: Meeting) -> list[str]:
    plan = numbered(meeting)
    return impossible.conflicts(Speaker(plan, may_know_pairs=True), impossible.told(plan.problem))


def test_who_speaks_one_language_alone_sits_where_it_is_interpreted() -> None:
    meeting = meeting_speaking(["ar"], ["ar"], *[["en"]] * 4, ["ar", "en"], [], rounds=2)
    set_up(meeting, 2, ENGLISH, interpreters={"ar": 1})
    assert [one.interpreted for one in Group.objects.order_by("session__begins", "number")] == [
        ["ar"],
        [],
    ] * 2
    Allocation.objects.update(moves=20_000)
    computed(meeting)
    alone = [one.key for one in _guests()[:2]]
    found = Seat.objects.filter(participant__in=alone).values_list("group__interpreted", flat=True)
    assert list(found) == [["ar"]] * 4
    plan = numbered(meeting)
    assert verify(plan.problem, plan.seats).violations == ()


def test_without_a_language_of_the_groups_nobody_is_asked() -> None:
    meeting = meeting_speaking(["ar"], ["en"], ["fr"], [])
    set_up(meeting, 2)
    Group.objects.filter(number=1).update(interpreted=["ar"])
    plan = numbered(meeting)
    assert plan.problem.speaks == ()
    assert plan.languages(0, 0) == frozenset()


def test_nobody_interprets_in_one_of_the_rounds() -> None:
    meeting = meeting_speaking(["ar"], ["ar"], ["en"], ["en"], rounds=2)
    set_up(meeting, 2, ENGLISH)
    Group.objects.filter(session=sessions(meeting)[0], number=1).update(interpreted=["ar"])
    assert _why(meeting) == [
        (
            "“Round 2”: nobody interprets into Arabic, and no group is held in it. "
            "No other language is known of Guest 000 and Guest 001."
        )
    ]
    assert computed(meeting).state == AllocationState.impossible
    assert Seat.objects.count() == 0
    page = browser_of(director()).get(reverse("groups", args=["AB12"])).content.decode()
    assert "nobody interprets into Arabic" in page


@pytest.mark.parametrize("small", [0, 300])
def test_three_who_need_it_and_no_chair_left(small: int, monkeypatch) -> None:
    """Counted, so that it is found in a room of any size."""
    monkeypatch.setattr(impossible, "SMALL", small)
    meeting = meeting_speaking(*[["ar"]] * 3, *[["en"]] * 3)
    set_up(meeting, 3, ENGLISH, interpreters={"ar": 1})
    assert _why(meeting) == [
        "“Round 1”: 3 people can follow nowhere but in Group 1, with 2 seats at most: Guest 000, Guest 001 and Guest 002."
    ]


def test_chairs_taken_by_hand_are_named_with_all_that_is_asked() -> None:
    meeting = meeting_speaking(["ar"], ["ar"], *[["en"]] * 4)
    set_up(meeting, 3, ENGLISH, interpreters={"ar": 1})
    first = sessions(meeting)[0]
    Seat.objects.create(session=first, group=group_of(first, 1), participant=_guests()[-1], is_pinned=True)
    (said,) = _why(meeting)
    assert said.startswith("“Round 1”: all of this cannot hold at once: 3 groups of 2 for 6 people; ")
    assert "Guest 005 is set down for Group 1" in said
    assert "Group 2 can be followed in English alone" in said


def test_whoever_is_seated_by_hand_is_taken_to_follow_there_and_nowhere_else() -> None:
    meeting = meeting_speaking(["ar"], ["ar"], ["en"], ["en"])
    set_up(meeting, 2, ENGLISH, interpreters={"ar": 1})
    first, guests = sessions(meeting)[0], _guests()
    for guest, number in ((guests[0], 1), (guests[1], 2)):
        Seat.objects.create(session=first, group=group_of(first, number), participant=guest, is_pinned=True)
    assert numbered(meeting).problem.speaks == (
        frozenset({"ar+en"}),
        frozenset({"ar+en", "en"}),
        frozenset({"ar+en", "en"}),
        frozenset({"ar+en", "en"}),
    )


def test_a_move_to_a_group_that_cannot_be_followed_says_so_before_it_is_made() -> None:
    meeting = meeting_speaking(["ar"], ["ar"], ["en"], ["en"])
    set_up(meeting, 2, ENGLISH, interpreters={"ar": 1})
    computed(meeting)
    plan = numbered(meeting)
    cost = edit_words.price(plan, 0, {0: 1, 2: 0})
    assert [one.rule for one in cost.broken] == [Rule.language]
    assert edit_words.all_of_it(Speaker(plan, may_know_pairs=False), cost)[1] == (
        "Group 2 of “Round 1” can be followed in English, which is not known of Guest 000."
    )


def test_of_a_protected_person_nothing_is_known_and_they_need_no_interpretation() -> None:
    meeting = meeting_speaking(["ar"], ["en"])
    person = protected()
    person.languages = ["ar"]
    person.save()
    Participant.objects.create(meeting=meeting, person=person, since=START)
    set_up(meeting, 1, ENGLISH)
    page = browser_of(director()).get(reverse("set_up_groups", args=["AB12"])).content.decode()
    assert "1 guest is known to speak Arabic alone: Guest 000." in page


def test_interpreters_go_where_there_are_fewest_and_stay_where_they_are() -> None:
    groups = [Group(number=number, language=code) for number, code in enumerate(["", "ar", ""], 1)]
    heard.interpret(groups, {"ar": 1}, "en")
    heard.interpret(groups, {"fr": 1}, "en")
    assert [one.interpreted for one in groups] == [["ar"], ["fr"], []]
    heard.interpret(groups, {"ar": 2}, "en")
    assert [one.interpreted for one in groups] == [["ar"], ["fr"], ["ar"]]
    heard.interpret(groups, {"ar": 0, "fr": 3}, "en")
    assert [one.interpreted for one in groups] == [["fr"], ["fr"], ["fr"]]


def test_more_interpreters_than_groups_are_refused_with_figures() -> None:
    meeting = meeting_speaking(["ar"], ["en"])
    with pytest.raises(Refused, match="3 groups are to be interpreted into Arabic; the round has 2"):
        set_up(meeting, 2, ENGLISH, interpreters={"ar": 3})
    assert Group.objects.count() == 0


def test_a_group_is_not_interpreted_into_the_language_it_is_held_in() -> None:
    meeting = meeting_speaking(["ar"], ["en"])
    set_up(meeting, 1, ENGLISH)
    set_up(meeting, 1, ENGLISH, groups=(GroupWish(language="ar", interpreted=("ar", "fr")),))
    assert [(one.language, one.interpreted) for one in Group.objects.all()] == [("ar", ["fr"])]


def test_it_is_asked_on_the_screen_where_groups_are_set_up() -> None:
    meeting = meeting_speaking(["ar"], ["en"], ["en"], ["fr", "en"])
    set_up(meeting, 2)
    client, url = browser_of(director()), reverse("set_up_groups", args=["AB12"])
    sent = {"revision": 2, "seed": 1, "round-0-number": "2", "language": "en", "counts_body": "on"}
    answer = client.post(url, sent)
    assert answer.headers["Location"] == url
    page = client.get(url)
    assert "1 guest is known to speak Arabic alone: Guest 000." in page.content.decode()
    client.post(url, sent | {"revision": 3, "round-0-into-ar": "1"})
    assert group_of(sessions(meeting)[0], 1).interpreted == ["ar"]
    client.post(
        url,
        sent | {"revision": 4, "round-0-into-ar": "1", "round-0-group-2-interpreted": "ar"},
    )
    assert [group_of(sessions(meeting)[0], number).interpreted for number in (1, 2)] == [[], ["ar"]]
    shown = client.get(reverse("round_groups", args=["AB12", sessions(meeting)[0].key])).content.decode()
    assert "English, interpreted into Arabic" in shown


def test_papers_say_what_a_group_is_held_in_and_into_what_it_is_interpreted() -> None:
    meeting = seated()
    Allocation.objects.update(language="en")
    Group.objects.filter(session=sessions(meeting)[0], number=1).update(interpreted=["ar", "fr"])
    one, other = papers.of(meeting, NOW.date()).rounds[0].tables[:2]
    assert (one.language, one.interpreted) == ("en", ("ar", "fr"))
    assert (other.language, other.interpreted) == ("", ())
    assert heard_in(one.language, one.interpreted) == "English, interpreted into Arabic and French"
    assert heard_in(other.language, other.interpreted) == ""
