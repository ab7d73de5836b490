"""Nouns that are a role to some and a post to others: whose post says so is meant. Sentences of our own."""

import pytest

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.quasi.tests.ward import WARD, bearing

MEANT = [
    ("An envoy wondered aloud.", ("Special Envoy for Peace",)),
    ("A professor doubted it.", ("Professor of Economics", "Professor of Labour Law")),
    ("A lecturer doubted it.", ("Senior Lecturer",)),
    ("A first secretary doubted it.", ("First Secretary",)),
]


@pytest.mark.parametrize(("text", "posts"), MEANT)
def test_noun_that_stands_in_posts_is_whoever_bears_one(text, posts):
    (hit,) = QuasiIdentifiers(WARD).find(passage(text))
    assert hit.who == bearing(*posts)


def test_two_nouns_of_one_group_are_two_things():
    layer = QuasiIdentifiers(WARD)
    first, second = (
        layer.find(passage(text))[0].who
        for text in ("An anaesthetist from Jordan said no.", "A paediatrician from Jordan said no.")
    )
    assert (first, second) == (bearing("Anaesthetist"), bearing("Paediatrician"))


def test_noun_of_no_post_is_its_group():
    (hit,) = QuasiIdentifiers(WARD).find(passage("A diplomat doubted it."))
    assert hit.who.bit_count() == len(("Special Envoy for Peace", "Counsellor", "First Secretary"))
