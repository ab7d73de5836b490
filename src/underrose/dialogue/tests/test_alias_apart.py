"""Nothing that is typed joins the alias of a protected person to the real name, or to what is known of them."""

from dataclasses import replace

import pytest

from underrose.concept.models import Meeting
from underrose.dialogue import guard, in_the_room
from underrose.methods.attribution.values import Roster
from underrose.participation.tests.becoming import protected
from underrose.programme.tests.planning import a_guest

from .roomful import TODAY, a_meeting, dice, director

pytestmark = pytest.mark.django_db
REAL, OPEN = ("Amadi", "Okoroth"), ("Inesse", "Duartel")
MIXED = (
    "{given} Heron said so.",
    "Silver {family} said so.",
    "{family} Silver said so.",
    "Heron, {given}, said so.",
    "{family}, Silver, said so.",
    "Silver {given} Heron said so.",
    "Silver van {family} said so.",
    "{given} Grey Heron said so.",
    "Heron-{family} said so.",
    "{family}-Heron said so.",
    "{given}-Silver Heron said so.",
    "S. {family} said so.",
    "Silver {family[0]}. said so.",
    "{given} H. said so.",
    "SilverHeron{family} said so.",
    "silver{family} said so.",
    "heron.{family}@mail.example said so.",
    "silver.{family}@mail.example said so.",
    "{given}.heron@mail.example said so.",
    "@heron_{family} said so.",
    "S i l v e r {family} said so.",
    "Silwer {family} said so.",
    "{given} Herron said so.",
    "Silver Heron ({family}) said so.",
    "{given} {family} (Silver Heron) said so.",
    "{given} {family}, known as Silver Heron, said that she agreed.",
    "{family} and Heron said so.",
    "It was {family} who spoke. Heron agreed with herself.",
)


@pytest.fixture(scope="module")
def furnished(once):
    once(fourteen)


def fourteen():
    """Fourteen people, of whom one is protected and stands there under another name."""
    meeting = a_meeting()
    guest = a_guest(meeting, " ".join(REAL), body="House of Wells")
    a_guest(meeting, " ".join(OPEN), body="House of Springs")
    for number in range(12):
        a_guest(meeting, f"Guest{number} Person{number}", body="House of Rivers")
    protected(guest, "Silver Heron", by=director(), today=TODAY)


@pytest.fixture
def room(furnished, db):
    return Meeting.objects.get(code="AB12")


def found(meeting, told, who):
    """What the page shows of a text, with the names it was filled with made alike."""
    given, family = who
    text = told.format(given=given, family=family)

    def alike(words):
        return words.replace(given, "_g_").replace(family, "_f_")

    return [
        (
            one.leak,
            one.k,
            alike(text[one.start : one.end]),
            one.sentence,
            one.why,
            [
                (fix.k, alike(fix.wording), alike(fix.shown), alike(text[fix.start : fix.end]))
                for fix in one.fixes
            ],
        )
        for one in guard.look(meeting, text).findings
    ]


@pytest.mark.parametrize("told", MIXED)
def test_mixture_of_alias_and_name_is_found_as_that_with_anybody_elses_name(room, told):
    assert found(room, told, REAL) == found(room, told, OPEN)


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Silver Okoroth agreed.", ["Okoroth"]),
        ("Amadi Heron agreed.", []),
        ("Silver Heron agreed.", ["Silver Heron"]),
    ],
)
def test_words_of_alias_and_name_are_never_one_mention(room, text, mentions):
    assert [text[one.start : one.end] for one in guard.look(room, text).findings] == mentions


@pytest.mark.parametrize("text", ["Silver Heron said so.", "Amadi Okoroth said so."])
def test_either_name_is_one_of_the_people_in_the_room_and_the_director_reads_the_alias(room, text):
    (seen,) = guard.look(room, text).findings
    assert [seen.leak, seen.k, "one of the 14 people" in seen.why] == ["D1", 1, True]
    assert guard.candidates(room, text, seen.mark, by=director(), today=TODAY) == ("Silver Heron",)


def test_description_fits_a_protected_person_once_and_the_director_reads_the_alias(room):
    assert in_the_room.of(room, dice()).counting.bit_count() == 14
    told = "The participant from the House of Wells said so."
    (seen,) = guard.look(room, told).findings
    assert seen.k == 1
    assert guard.candidates(room, told, seen.mark, by=director(), today=TODAY) == ("Silver Heron",)


@pytest.mark.parametrize("said", ["she agreed", "he agreed"])
def test_wordings_for_an_alias_tell_nothing_of_who_stands_behind_it(room, said):
    (seen,) = guard.look(room, f"Silver Heron said that {said}.").findings
    assert {fix.wording for fix in seen.fixes} <= {"A participant said that they", "A participant", ""}


def test_whoever_exchanges_two_aliases_makes_another_room(room):
    def prints():
        return {in_the_room.fingerprint(in_the_room.of(room, dice(seed))) for seed in range(5)}

    def aliased(name):
        return replace(roster.people[place], name=name, other_names=(name,))

    (one,) = prints()
    roster = in_the_room.of(room, dice())
    place = next(at for at, entry in enumerate(roster.people) if entry.name == "Silver Heron")
    other = Roster((*roster.people[:place], aliased("Grey Finch"), *roster.people[place + 1 :]))
    assert [one == in_the_room.fingerprint(roster), one == in_the_room.fingerprint(other)] == [True, False]


def test_what_was_left_as_it_is_before_somebody_was_protected_is_open_again_also_of_staff():
    meeting = a_meeting("CD34")
    for number in range(9):
        a_guest(meeting, f"Guest{number} Person{number}")
    for name, capacity, alias in (
        ("Amadi Okoroth", "participant", "White Egret"),
        ("Petrania Zawadow", "staff", "Grey Finch"),
    ):
        guest = a_guest(meeting, name, capacity=capacity)
        told = f"{name} said so."
        (seen,) = guard.check(meeting, "report:1", told).open
        guard.dismiss(meeting, "report:1", seen.mark, "Agreed.", by=director(meeting.code), today=TODAY)
        assert guard.open_number(meeting, "report:1", told) == 0
        protected(guest, alias, by=director(meeting.code), today=TODAY)
        assert guard.open_number(meeting, "report:1", told) == 1
