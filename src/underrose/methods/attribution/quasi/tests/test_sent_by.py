"""Whoever was sent by a capital, asked to speak, or speaks of something in a language. Sentences of our own, for a small room."""

import pytest

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.values import Leak, Person, Roster

_ROWS = (
    ("KE", "F", "engineer", "Permanent Secretary for Fisheries", "Swahili"),
    ("EG", "M", "engineer", "Chief Engineer", "Arabic"),
    ("PE", "M", "lawyer", "", "K'iche'"),
    ("PE", "F", "lawyer", "", "Spanish"),
)
LAYER = QuasiIdentifiers(
    Roster(
        tuple(
            Person(
                key=str(number),
                countries=(country,),
                gender=gender,
                roles=(role,),
                posts=(post,) if post else (),
                languages=(language,),
            )
            for number, (country, gender, role, post, language) in enumerate(_ROWS)
        )
    )
)
SAYS = [
    ("An engineer sent by Cairo was invited to give the losses.", 1),
    ("There was laughter when an engineer sent by Cairo was invited to speak.", 1),
    ("An engineer from Kenya was asked to repeat the number.", 0),
    ("The dry view was put by its engineer in Cairo.", 1),
    ("A K'iche' speaker asked for the glossary.", 2),
    ("It was opened by somebody who can speak of it in Swahili and from memory.", 0),
]
NOBODY = ["An engineer is an optimist by trade.", "A song was written in Swahili."]


@pytest.mark.parametrize(("text", "place"), SAYS)
def test_where_somebody_was_sent_from_and_what_they_speak_is_said_of_them(text, place):
    (hit,) = LAYER.find(passage(text))
    assert hit.who == 1 << place


@pytest.mark.parametrize("text", NOBODY)
def test_whoever_is_only_told_of_says_nothing(text):
    assert LAYER.find(passage(text)) == []


def test_post_word_for_word_with_a_place_is_a_post():
    (hit,) = LAYER.find(passage("The new permanent secretary, from Nairobi, asked for time."))
    assert hit.leak is Leak.contact_or_post
