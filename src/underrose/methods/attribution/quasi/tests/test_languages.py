"""Languages that somebody speaks, which often look like where somebody is from. Sentences of our own."""

import pytest

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.quasi.tests.ward import WARD, bearing, speaking
from underrose.methods.attribution.values import Person, Roster

LAYER = QuasiIdentifiers(WARD)

SPOKEN = [
    ("A Dinka speaker asked for the slide again.", "Dinka"),
    ("One participant, who speaks Swahili, translated the joke.", "Swahili"),
    ("A participant whose mother tongue is Quechua opened the day.", "Quechua"),
    ("A participant fluent in French corrected the text.", "French"),
    ("A native speaker of Norwegian offered a proverb.", "Norwegian"),
    ("Speaking in Spanish, a participant called the clause timid.", "Spanish"),
    ("A Spanish-speaking participant preferred the old word.", "Spanish"),
]


@pytest.mark.parametrize(("text", "language"), SPOKEN)
def test_language_is_of_whoever_speaks_it(text, language):
    assert [hit.who for hit in LAYER.find(passage(text))] == [speaking(language)]


def test_language_narrows_a_role():
    (hit,) = LAYER.find(passage("A French-speaking doctor disagreed."))
    assert hit.who == bearing("Paediatrician")


def test_language_of_two_words_is_one():
    layer = QuasiIdentifiers(
        Roster((Person(key="1", languages=("Northern Sámi",)), Person(key="2", languages=("Finnish",))))
    )
    (hit,) = layer.find(passage("A song was proposed by a speaker of Northern Sámi."))
    assert hit.who == 1


def test_language_nobody_speaks_is_left_aside():
    assert LAYER.find(passage("Polish and Portuguese speakers disagreed.")) == []
