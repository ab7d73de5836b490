"""Posts told in other words. Sentences of our own, for the room of ward.py."""

import pytest

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.quasi.tests.ward import WARD, bearing
from underrose.methods.attribution.values import Leak, Person, Roster

LAYER = QuasiIdentifiers(WARD)

TOLD = [
    ("A labour law professor objected.", "Professor of Labour Law"),
    ("A Kenyan professor of economics objected.", "Professor of Economics"),
    ("A burns doctor from a clinic asked for cream.", "Burns Specialist"),
    ("A churches secretary from Malawi asked for time.", "Secretary"),
]
LED = [
    ("The slides were drawn by the woman who runs the Harbour Clinic.", 0),
    ("We keep to the figures of the head of the laboratory at Nosy Be.", 1),
    ("The person in charge of curriculum at the Kyrgyz ministry came late.", 2),
    ("The number two at the fisheries directorate in Hanoi asked for patience.", 3),
    ("Margins are thin, if the owner of Blue Mill is to be believed.", 4),
]
RANKED = [
    ("The major general folded his map.", "Chief Engineer"),
    ("The reverend from Malawi asked for time.", "Secretary"),
    ("The lecturer's students carried the forms.", "Senior Lecturer"),
]
NOBODY = [
    "The head of a shoe factory in Hanoi asked for patience.",
    "The laboratory at Nosy Be is closed.",
    "The woman who runs the bakery is kind.",
    "The head of the laboratory at Nosy Be retired in 1996.",
    "The head of the table was empty.",
]
_POSTS = (
    ("LB", "F", "Director", "Harbour Clinic"),
    ("MG", "M", "Head of Laboratory", "Institut Halieutique de Nosy Be"),
    ("KG", "M", "Head of Curriculum", "Kyrgyz Ministry of Education"),
    ("VN", "M", "Deputy Director General", "Directorate of Coastal Fisheries"),
    ("IN", "M", "Owner", "Blue Mill"),
    ("IN", "F", "Clerk", "Town Archive"),
)
SMALL = QuasiIdentifiers(
    Roster(
        tuple(
            Person(key=str(number), countries=(country,), gender=gender, posts=(post,), bodies=(body,))
            for number, (country, gender, post, body) in enumerate(_POSTS)
        )
    )
)


@pytest.mark.parametrize(("text", "post"), TOLD)
def test_words_of_one_post_narrow_to_who_bears_it(text, post):
    (hit,) = LAYER.find(passage(text))
    assert hit.who == bearing(post)


@pytest.mark.parametrize(("text", "post"), RANKED)
def test_rank_is_of_who_is_addressed_by_it(text, post):
    (hit,) = LAYER.find(passage(text))
    assert hit.who == bearing(post)


@pytest.mark.parametrize(("text", "place"), LED)
def test_post_told_by_what_somebody_leads_is_found_wherever_it_stands(text, place):
    (hit,) = SMALL.find(passage(text))
    assert hit.who == 1 << place
    assert hit.leak is Leak.contact_or_post


@pytest.mark.parametrize("text", NOBODY)
def test_words_that_no_post_holds_tell_of_nobody(text):
    assert SMALL.find(passage(text)) == []


def test_vague_noun_is_anybody_of_the_body():
    (hit,) = LAYER.find(passage("An adviser to the Lakeside University explained it."))
    assert hit.who == bearing("Professor of Economics", "Professor of Labour Law")


def test_post_of_whoever_says_i_narrows_too():
    (hit,) = SMALL.find(passage("I spoke as the owner of a blue mill in India."))
    assert hit.who == 1 << 4
