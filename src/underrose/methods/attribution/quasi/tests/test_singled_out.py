"""Whoever is called by a country or a capital alone is somebody of the room, wherever the words stand."""

import pytest

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.quasi.tests.room import ROOM, wanted

LAYER = QuasiIdentifiers(ROOM)


def _who(text):
    return [hit.who for hit in LAYER.find(passage(text))]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Between the Finn and the Kuwaiti there was no peace.", ["country=Finland", "country=Kuwait"]),
        ("The Finn leaned to the Kuwaiti, the Norwegian to nobody.", ["country=Finland", "country=Kuwait", "country=Norway"]),
        ("There was a French objection to the third line.", ["country=France"]),
        ("The lawyer from Kenya will send a paper.", ["role=lawyer;country=Kenya"]),
        ("A Kenyan lawyer might have agreed, had anybody asked.", ["role=lawyer;country=Kenya"]),
        ("The judge from Mali deserves the credit.", ["role=judge;country=Mali"]),
        ("Dakar objected to the third line.", ["country=Senegal"]),
        ("Somebody from UNDP closed the window.", ["body=UNDP"]),
        ("Thanks to the journalist from Lima for the chairs.", ["role=journalist;country=Peru"]),
    ],
)  # fmt: skip
def test_whoever_is_singled_out_is_of_the_room(text, says):
    assert _who(text) == [LAYER.anonymity_set(wanted(one)) for one in says]


@pytest.mark.parametrize(
    "text",
    [
        "The novel was translated from the Finnish.",
        "The record of the Welsh is mixed.",
        "Performance rises among the French, but not among the Senegalese.",
        "In 1921 the Finn crossed the ice.",
        "Dakar lies on the coast.",
        "There was a French law against it.",
    ],
)
def test_a_language_a_habit_or_a_place_is_nobody(text):
    assert _who(text) == []
