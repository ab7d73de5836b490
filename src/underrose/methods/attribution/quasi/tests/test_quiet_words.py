"""Words of posts, countries and languages that tell of nobody in the room. Sentences of our own, for the room of ward.py."""

import pytest

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.quasi.tests.ward import WARD

LAYER = QuasiIdentifiers(WARD)


@pytest.mark.parametrize(
    "text",
    [
        "Nobody had met the ambassador of Ruritania.",
        "The director of the film was absent.",
        "The head of the table was too far from the microphone.",
        "Those who wish to speak should raise a hand.",
        "Chile asked the regional court for an opinion in 2017.",
        "The English version was preferred to the French.",
        "Interpretation from Spanish was slow on the second day.",
        "Clinics in Norway asked little of anybody.",
        "Peru and Chile share a border, a sea and a dispute.",
        "The people who run the hotline must be outside the company.",
        "A general rule was preferred to a list.",
        "The major questions were left open.",
        "The surgeon general's warning is printed on the box.",
        "The director of each clinic signs twice.",
        "French is spoken at the border and Arabic beyond it.",
        "Patients who speak Arabic wait longer.",
    ],
)
def test_word_that_only_looks_like_somebody_says_nothing(text):
    assert LAYER.find(passage(text)) == []
