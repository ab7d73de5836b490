"""Whoever is taken out of a group, and those who are left. Sentences of our own, for the small room of room.py."""

import pytest

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.quasi.tests.room import ROOM, wanted
from underrose.methods.attribution.values import Leak

LAYER = QuasiIdentifiers(ROOM)

LEFT = [
    ("Every lawyer but the Brazilian doubted it.", "Every lawyer", "role=lawyer;not_country=Brazil"),
    (
        "None of the lawyers save the one from Brazil would sign.",
        "None of the lawyers",
        "role=lawyer;not_country=Brazil",
    ),
    ("No diplomat but the Finn would say so.", "No diplomat", "role=diplomat;not_country=Finland"),
    ("The lawyers were polled, and all but the Brazilian signed.", "all", "role=lawyer;not_country=Brazil"),
]
OUT = [
    ("Every lawyer but the Brazilian doubted it.", "the Brazilian", "role=lawyer;country=Brazil"),
    (
        "None of the lawyers save the one from Brazil would sign.",
        "the one from Brazil",
        "role=lawyer;country=Brazil",
    ),
    (
        "The lawyers were polled, and all but the Brazilian signed.",
        "the Brazilian",
        "role=lawyer;country=Brazil",
    ),
    ("No judge other than the Malian saw any use in it.", "the Malian", "role=judge;country=Mali"),
    ("Everyone but the judges agreed.", "Everyone but the judges", "role=judge"),
]


@pytest.mark.parametrize(("text", "words", "said"), LEFT + OUT)
def test_exception_tells_of_two_groups(text, words, said):
    found = {text[hit.start : hit.end]: hit.who for hit in LAYER.find(passage(text))}
    assert found[words] == LAYER.anonymity_set(wanted(said))


def test_those_left_are_counted_and_told_once():
    text = "Every lawyer but the Brazilian doubted it."
    hits = LAYER.find(passage(text))
    assert [text[hit.start : hit.end] for hit in hits] == ["Every lawyer", "the Brazilian"]
    assert {hit.leak for hit in hits} == {Leak.counted}
    for hit in hits:
        for fix in hit.fixes:
            assert "not Brazil" not in fix.wording


def test_clause_behind_but_takes_nobody_out():
    text = "A lawyer from Kenya spoke, but the judges objected."
    assert [hit.who for hit in LAYER.find(passage(text))] == [
        LAYER.anonymity_set(wanted(said)) for said in ("role=lawyer;country=Kenya", "role=judge")
    ]
