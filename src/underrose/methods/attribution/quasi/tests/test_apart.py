"""What sets one person apart though no list holds it. Sentences of our own, for the small room of room.py."""

import pytest

from underrose.methods.attribution.guard import Guard
from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.quasi.tests.room import ROOM, people
from underrose.methods.attribution.values import Leak

LAYER = QuasiIdentifiers(ROOM)

LIVED = [
    "I was in the Omo Valley when the bridge fell.",
    "As a former hostage, I know what waiting is.",
    "As a widow I had no standing in court.",
    "I come from the Omo Valley.",
    "A participant who lost her brother to the flood asked why no one had come.",
    "The speaker who had been wounded in 2011 disagreed.",
    "A man from the Guajira said so.",
    "One participant from Tresmontes wanted a date.",
]
SEEN = [
    "She turned out to be the only woman at the table.",
    "A wheelchair user in the room asked for a ramp.",
    "The participant in the wheelchair asked for a ramp.",
    "The woman who wore a headscarf asked about courts.",
    "The youngest participant had never seen the sea.",
    "The only beekeeper in the room spoke of dams.",
    "The only deaf woman at the table spoke of prisons.",
]
QUIET = [
    "I was in the room when the vote was taken.",
    "As a first step, I propose a list.",
    "As a result, we waited.",
    "I come from the session on water.",
    "Buildings must let a wheelchair user in.",
    "A person in a wheelchair cannot enter the court.",
    "The only agreement in the room was on the date.",
    "The only question at the table was who pays.",
    "The youngest member of the family inherits.",
    "A man from the ministry of the neighbouring state is expected.",
    "Women who lost their husbands need help.",
    "A lawyer who had been dismissed may appeal.",
    "The border guards had uniforms.",
    "Nobody wants to be the only woman at the table.",
]


@pytest.mark.parametrize("text", LIVED)
def test_experience_or_origin_no_list_holds_is_found(text):
    assert (Leak.experience, None) in [(hit.leak, hit.who) for hit in LAYER.find(passage(text))]


@pytest.mark.parametrize("text", SEEN)
def test_what_everybody_saw_or_one_alone_is_sets_apart(text):
    assert (Leak.counted, None) in [(hit.leak, hit.who) for hit in LAYER.find(passage(text))]


@pytest.mark.parametrize("text", QUIET)
def test_what_is_told_of_things_rules_and_others_sets_nobody_apart(text):
    assert [hit for hit in LAYER.find(passage(text)) if hit.who is None] == []


def test_origin_the_lattice_knows_is_left_to_it():
    (hit,) = LAYER.find(passage("I come from the Republic of Ghana."))
    assert hit.who == LAYER.anonymity_set({"country": "Ghana"})


def test_description_that_many_fit_hides_no_experience():
    (seen,) = LAYER.find(passage("The woman who wore a headscarf asked about courts."))
    assert seen.who is None


def test_role_that_many_have_hides_no_experience():
    layer = QuasiIdentifiers(people(*[("Peru", "", "mediator", "", "", "", "")] * 6))
    hits = layer.find(passage("The mediator who had been shot in 2016 disagreed."))
    assert [hit.who for hit in hits] == [0b111111, None]


@pytest.mark.parametrize(
    "text",
    [
        "The only trans woman in the room spoke of courts.",
        "The only beekeeper in the room spoke of dams.",
        "The youngest participant had never seen the sea.",
    ],
)
def test_what_sets_one_apart_is_one_finding(text):
    (hit,) = LAYER.find(passage(text))
    assert (hit.leak, hit.who) == (Leak.counted, None)
    (finding,) = Guard(ROOM, key=b"apart").scan(text).findings
    assert finding.leak is Leak.counted
