"""Ways in which notes and interpreters tell of whoever sits here. Sentences of our own, for the room of room.py."""

import pytest

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.quasi.lived import LIVED
from underrose.methods.attribution.quasi.tests.room import ROOM, people, wanted

LAYER = QuasiIdentifiers(ROOM)

TOLD = [
    ("The journo (she) told us that the gate is shut.", "role=journalist;gender=F"),
    ("The lawyer (he) would not sign.", "role=lawyer;gender=M"),
    ("Next to me a Peruvian journalist who thinks that laws sleep.", "country=Peru;role=journalist"),
    ("Newspaper voices: names first, please.", "role=journalist"),
    ("The Kenyans present had never met before.", "country=Kenya"),
    ("Both of the Norwegians left the room when the film began.", "country=Norway"),
    ("A weaver of the north of Peru has explained the loom.", "country=Peru"),
    ("Another one, from Brazil, said theirs was no better.", "country=Brazil"),
    ("The journalists, two of three, in favour.", "role=journalist"),
    ("Of the three who hear cases, two were for it.", "role=judge"),
]
QUIET = [
    "The lawyer (see above) is a figure of speech.",
    "Newspaper: on the table.",
    "A weaver of carpets has explained the loom.",
    "Another one, from the back row, said theirs was no better.",
    "The left of Peru has explained its vote.",
    "A journalist's letter: the shoes came back, the man did not.",
]


def _hits(text):
    return [hit for hit in LAYER.find(passage(text)) if hit.variant != LIVED]


@pytest.mark.parametrize(("text", "said"), TOLD)
def test_who_notes_tell_of_is_found(text, said):
    assert [hit.who for hit in _hits(text)] == [LAYER.anonymity_set(wanted(said))]


@pytest.mark.parametrize("text", QUIET)
def test_what_looks_like_it_tells_of_nobody(text):
    assert _hits(text) == []


def test_nobody_is_a_man_and_a_woman():
    rows = [
        ("Kenya", "Africa", "judge", "judiciary", gender, "High Court", "") for gender in ("F", "F", "", "M")
    ]
    hits = QuasiIdentifiers(people(*rows)).find(
        passage("The women judges described how the file is always given to the man.")
    )
    assert [hit.said["gender"] for hit in hits if len(hit.said["gender"]) > 1] == []


def test_whoever_was_locked_in_is_told_by_it():
    shut = "I was locked in the pump house for thirty-six hours with two goats and a clerk."
    assert [hit.variant for hit in LAYER.find(passage(shut))] == [LIVED]
    assert LAYER.find(passage("I was locked out of the hotel.")) == []
