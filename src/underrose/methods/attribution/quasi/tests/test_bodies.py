"""Bodies of the roster that speak for whom they sent. Sentences of our own, for the small room of room.py."""

import pytest

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.quasi.tests.room import ROOM
from underrose.methods.attribution.values import Person, Roster

LAYER = QuasiIdentifiers(ROOM)

SPEAKS = [
    ("Harbour Watch said that it counts benches.", "Harbour Watch"),
    ("It was said that Harbour Watch will count benches in March.", "Harbour Watch"),
    ("The University of the Fjords disagreed.", "University of the Fjords"),
    ("Harbour Watch will count benches.", "Harbour Watch"),
    ("Harbour Watch says benches are few.", "Harbour Watch"),
    ("Statement by Harbour Watch: benches are few.", "Harbour Watch"),
    ("HARBOUR WATCH WARNS OF ROTTEN BENCHES", "Harbour Watch"),
    ("Later, El Puente asked who pays.", "El Puente"),
]
PUBLIC = [
    "Harbour Watch publishes a list of benches each spring.",
    "Harbour Watch says so on its website.",
    "Harbour Watch said in its report that benches are few.",
    "Harbour Watch warned of it in 2019.",
    "The office of Harbour Watch is closed.",
    "Benches were counted for Harbour Watch.",
    "A letter to Harbour Watch said so.",
]


@pytest.mark.parametrize(("text", "body"), SPEAKS)
def test_body_that_speaks_is_whoever_it_sent(text, body):
    assert [hit.who for hit in LAYER.find(passage(text))] == [LAYER.anonymity_set({"body": body})]


@pytest.mark.parametrize("text", PUBLIC)
def test_body_that_is_only_spoken_of_says_nothing(text):
    assert LAYER.find(passage(text)) == []


def test_wording_offered_takes_the_article_with_it():
    text = "The University of the Fjords disagreed."
    (hit,) = LAYER.find(passage(text))
    assert hit.start == 0
    for fix in hit.fixes:
        assert (text[: fix.start] + fix.wording + text[fix.end :]).startswith(("A ", "An "))


def test_kind_of_body_nobody_of_a_country_works_in_is_its_sector():
    rows = (("CH", "Federal Department of the Interior"), ("FR", "Ministry of the Sea"), ("CH", "Lake Watch"))
    sectors = ("government", "government", "civil society")
    people = tuple(
        Person(key=str(number), countries=(country,), bodies=(body,), sectors=(sector,))
        for number, ((country, body), sector) in enumerate(zip(rows, sectors, strict=True))
    )
    (hit,) = QuasiIdentifiers(Roster(people)).find(
        passage("Somebody from a Swiss ministry proposed a holiday.")
    )
    assert hit.who == 1
