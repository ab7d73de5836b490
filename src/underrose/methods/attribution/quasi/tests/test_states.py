"""Countries that act at the table, and what only looks like it. Sentences of our own, for the small room of room.py."""

import pytest

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.quasi.tests.room import ROOM

LAYER = QuasiIdentifiers(ROOM)

ACTS = [
    ("Norway objected.", ("Norway",)),
    ("Brazil asked for a definition.", ("Brazil",)),
    ("Later Peru reserved its position on the last line.", ("Peru",)),
    ("Kuwait and Finland supported the wording on courts.", ("Kuwait", "Finland")),
    ("Mali, too, asked who pays.", ("Mali",)),
    ("Doubts on behalf of Brazil were noted.", ("Brazil",)),
    ("The only objection was Ghanaian.", ("Ghana",)),
    ("Doubts were mostly Malian.", ("Mali",)),
    ("The Kenyan intervention to be circulated.", ("Kenya",)),
]
DOES_NOT = [
    "Norway objected in 1998.",
    "Mali asked for help during the fire, and got it.",
    "Norway signed the treaty and Peru did not.",
    "Mexico objected.",
    "Mali has a long road and Peru a longer one.",
    "A report on Norway asked who pays.",
    "Courts in Kenya asked for more judges.",
    "The only objection was that the coffee was Brazilian.",
    "The soup was Peruvian.",
    "According to its website Norway proposed the clause.",
]


@pytest.mark.parametrize(("text", "countries"), ACTS)
def test_country_that_acts_is_whoever_is_there_from_it(text, countries):
    expected = [LAYER.anonymity_set({"country": country}) for country in countries]
    assert [hit.who for hit in LAYER.find(passage(text))] == expected


@pytest.mark.parametrize("text", DOES_NOT)
def test_country_that_is_only_spoken_of_says_nothing(text):
    assert LAYER.find(passage(text)) == []


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("The Kenyan intervention to be circulated.", "An intervention from Africa to be"),
        ("The only objection was Ghanaian.", "The only objection was from Africa."),
        ("Later Norway objected.", "Later a participant from Europe objected."),
    ],
)
def test_wording_for_a_country_keeps_the_sentence(text, begins):
    (hit,) = LAYER.find(passage(text))
    fix = hit.fixes[0]
    assert (text[: fix.start] + fix.wording + text[fix.end :]).startswith(begins)
