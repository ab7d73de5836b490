"""Rules, habits and cases that are thought of are of anybody; what is told of the room is not."""

import pytest

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.quasi.tests.room import ROOM
from underrose.methods.attribution.values import Person, Roster


def _found(text, roster=ROOM):
    return [text[hit.start : hit.end] for hit in QuasiIdentifiers(roster).find(passage(text))]


@pytest.mark.parametrize(
    "text",
    [
        "When a journalist asks for the register, she is told to come back next week.",
        "In many courts the judge reads the file for the first time in the morning. He may ask for a week.",
        "A judge sees only what the file holds.",
        "The judge usually gets a day.",
        "The report says that its academic adviser, a former minister, earned two million.",
        "A lawyer in Peru told reporters that the river had died.",
        "A Kenyan lawyer told the BBC in April that he had waited a month.",
        "The chapter tells how a French academic invented the first map.",
        "The delegate said that the road had been opened three times, each time by another judge.",
        "Ask any judge in Kenya and she will tell you the same.",
        "In the poem a journalist asks the judge for her name. He shows her the list.",
        "The Kenyan judges of the nineteenth century called it the long rope.",
        "No judge has ever been tried for it.",
        "Participants were asked to imagine that they were a judge in Peru.",
        "You are in a besieged town. A judge asks you for evidence.",
        "Radio reaches valleys where no judge has been since the road was washed away.",
    ],
)
def test_a_rule_is_of_nobody_in_the_room(text):
    assert _found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "When a journalist asked for the register, she was told to come back.",
        "The judge reads the file in the morning.",
        "A judge from Ghana reads the file in the morning.",
        "A lawyer from Peru told the group that the river had died.",
        "A judge warns of delays.",
        "A Kenyan lawyer explained how she had waited a month.",
        "The point was made by another judge.",
        "No judge agreed.",
        "One speaker was brief. She is Ghanaian and has no time.",
    ],
)
def test_what_is_told_of_the_room_is_found(text):
    assert _found(text) != []


def test_nobody_in_the_room_presides_over_a_country_of_another():
    room = Roster(
        (
            *ROOM.people,
            Person(key="p", countries=("Kenya",), roles=("defender",), posts=("President, Harbour Union",)),
        )
    )
    assert _found("The President of Peru signed the bill.", room) == []
    assert _found("The President spoke at length.", room) == ["The President"]


def test_words_of_the_posts_of_staff_tell_of_nobody():
    staff = Person(key="s", posts=("Interpreter",), bodies=("Larkmoor House",), counts=False)
    unknown = Person(key="u", countries=("Peru",))
    room = Roster((*ROOM.people, staff, unknown))
    assert _found("A delegate who had asked for interpretation left early.", room) == []


def test_the_chair_of_the_meeting_is_no_description():
    room = Roster(
        (*ROOM.people, Person(key="p", countries=("Kenya",), posts=("Chair",), bodies=("Reef Trust",)))
    )
    assert _found("The chair did not count hands.", room) == []
    assert _found("The chair of the Reef Trust disagreed.", room) != []
