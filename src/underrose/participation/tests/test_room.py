"""What the programme is told of guests: names or aliases, whom they work for, and who was here before."""

import random

import pytest

from underrose.participation import room
from underrose.participation.models import Place
from underrose.participation.tests.furnished import END, START, furnished, guest, staff
from underrose.people.models import Organisation, Post

pytestmark = pytest.mark.django_db
HELD = ("Adviser", "House of Rivers", "NOR")


def test_a_sitter_says_for_whom_they_work_and_what_they_speak() -> None:
    meeting = furnished()
    ama = guest(meeting, post=HELD)
    ama.person.languages = ["fr", "en"]
    ama.person.save()
    staff(meeting)
    (found,) = room.sitters(meeting)
    assert (found.label, found.languages) == ("Ama Okoro", ("fr", "en"))
    assert found.body == Organisation.objects.get(name="House of Rivers").key


def test_of_a_protected_person_neither_body_nor_language_is_told() -> None:
    meeting = furnished()
    rowan = guest(meeting, "Rowan", is_sealed=True, post=HELD)
    rowan.person.languages = ["fr"]
    rowan.person.save()
    (found,) = room.sitters(meeting)
    assert (found.label, found.body, found.languages) == ("Rowan", None, ())


def test_a_post_that_was_left_is_no_body() -> None:
    meeting = furnished()
    ama = guest(meeting, post=HELD)
    Post.objects.update(end_on=START.replace(year=START.year - 1))
    other = Organisation.objects.create(name="House of Lakes", country="NOR")
    Post.objects.create(person=ama.person, organisation=other, title="Director", country="NOR")
    assert [one.body for one in room.sitters(meeting)] == [other.key]


def test_who_is_late_keeps_a_seat_and_who_stays_away_does_not() -> None:
    """The first guest is checked in: the others are still expected, but for the one who is known to be absent."""
    meeting = furnished()
    guest(meeting, "Ama Okoro", attended=True)
    guest(meeting, "Ben Late")
    guest(meeting, "Cy Absent", attended=False)
    assert [one.label for one in room.sitters(meeting)] == ["Ben Late", "Ama Okoro"]
    assert len(room.roster(meeting, random.Random(1))) == 1  # noqa: S311 - an order, no secret


def test_who_was_at_an_earlier_meeting_is_told_by_keys_alone() -> None:
    earlier, meeting = _two_meetings()
    before, now = guest(earlier, "Rowan", is_sealed=True), guest(meeting, "Ama Okoro")
    now.person = before.person
    now.save()
    guest(earlier, "Somebody Else")
    assert room.seen_before(meeting) == {before.key: now.key}
    assert room.seen_before(earlier) == {}


@pytest.mark.parametrize("which", ["earlier", "this"])
def test_an_undisclosed_meeting_is_no_earlier_meeting(which: str) -> None:
    earlier, meeting = _two_meetings()
    before, now = guest(earlier), guest(meeting, "Other Name")
    now.person = before.person
    now.save()
    hidden = earlier if which == "earlier" else meeting
    hidden.is_undisclosed = True
    hidden.save()
    assert room.seen_before(meeting) == {}


@pytest.mark.parametrize("facts", [{"attended": False}, {"place": Place.withdrawn}])
def test_who_did_not_come_has_met_nobody(facts: dict[str, object]) -> None:
    earlier, meeting = _two_meetings()
    before, now = guest(earlier, **facts), guest(meeting, "Other Name")
    now.person = before.person
    now.save()
    assert room.seen_before(meeting) == {}


@pytest.mark.parametrize("number", [1, 3])
def test_sitters_ask_the_same_however_many(number: int, django_assert_num_queries) -> None:
    meeting = furnished()
    for place in range(number):
        guest(meeting, f"Guest {place}", post=("Adviser", f"House {place}", "NOR"))
    with django_assert_num_queries(3):
        assert len(room.sitters(meeting)) == number
    with django_assert_num_queries(2):
        assert room.seen_before(meeting) == {}


def _two_meetings():
    earlier = furnished("CD34", start_on=START.replace(year=2026), end_on=END.replace(year=2026))
    return earlier, furnished()
