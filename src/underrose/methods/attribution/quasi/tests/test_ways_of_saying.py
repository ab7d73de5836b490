"""Ways in which a text gives a speaker away without a verb of saying behind them, and what only looks like one.

Sentences of our own, for the small room of room.py.
"""

import pytest

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.quasi.tests.room import ROOM, people, wanted
from underrose.methods.attribution.values import Hit, Person, Roster

LAYER = QuasiIdentifiers(ROOM)

SPEAKS = [
    ("The law is old, as a Ghanaian judge observed.", "country=Ghana;role=judge"),
    ("A Ghanaian judge, when pressed on dates, would not answer.", "country=Ghana;role=judge"),
    ("When the Ghanaian judge had finished, coffee was served.", "country=Ghana;role=judge"),
    ("Fines come late, in the experience of a judge from Ghana.", "country=Ghana;role=judge"),
    ("The remark is owed to a judge from Ghana.", "country=Ghana;role=judge"),
    ("I can still hear the Ghanaian judge asking who pays.", "country=Ghana;role=judge"),
    ("In a short reply the Ghanaian judge reserved her position.", "country=Ghana;role=judge;gender=F"),
    ("The annex owes its last line to the Accra judge.", "city=Accra;role=judge"),
    ("Nor did the judge from Ghana have an answer.", "role=judge;country=Ghana"),
    ("Among the questions was one, in Portuguese, from a lawyer from Brazil.", "role=lawyer;country=Brazil"),
    ("A water lawyer from Brazil lost patience.", "role=lawyer;country=Brazil"),
    ("A lawyer treating this as settled in Brazil left.", "role=lawyer;country=Brazil"),
    ("The Peruvian intervention lasted two minutes.", "country=Peru"),
    ("The vote was lost for want of two Peruvians.", "country=Peru"),
    ("No judge other than the Malian saw any use in it.", "role=judge;country=Mali"),
    ("- Ghana / judge - the law is old", "country=Ghana;role=judge"),
    ("A participant (business, Finland) thought so.", "sector=business;country=Finland"),
    ("A participant spoke. The same speaker lives in Oslo.", "city=Oslo"),
    ("A participant spoke. Her office is in Lima.", "city=Lima"),
    ("A participant who practises law in Brazil spoke.", "role=lawyer;country=Brazil"),
    ("A participant with a background in journalism spoke.", "role=journalist"),
    ("An adviser to the ministry in Lima disagreed.", "body=Ministry of Justice, Peru"),
]
SPEAKS += [
    ("A Buddhist judge from Ghana asked why.", "country=Ghana;role=judge"),
    ("Fines, in a Ghanaian judge's phrase, come late.", "country=Ghana;role=judge"),
    ("Answering the Malian judge, a lawyer from Brazil spoke of courts.", "role=lawyer;country=Brazil"),
]
SAYS_NOTHING = [
    "The law is old, as every judge knows.",
    "The judge in every village knows the law.",
    "A judge measured the field in 1908.",
    "French and Portuguese speakers disagreed.",
    "Some asked where the Pacific had gone.",
    "A judge at the court in Accra had died that week.",
    "One speaker replied that a judge who avoids everything ends badly.",
    "They had met a judge from Ghana.",
    "In the case of a judge from Ghana, the court was slow.",
    "The rest of us stayed.",
]


def _hits(text: str, layer: QuasiIdentifiers = LAYER) -> list[Hit]:
    return layer.find(passage(text))


@pytest.mark.parametrize(("text", "said"), SPEAKS)
def test_speaker_is_found_wherever_it_stands(text, said):
    assert LAYER.anonymity_set(wanted(said)) in [hit.who for hit in _hits(text)]


@pytest.mark.parametrize("text", SAYS_NOTHING)
def test_what_is_told_of_nobody_in_the_room_says_nothing(text):
    assert _hits(text) == []


def test_one_stands_for_the_noun_before():
    hits = _hits("Numbers were defended by a Ghanaian judge and attacked by a Malian one.")
    assert hits[-1].who == LAYER.anonymity_set({"country": "Mali", "role": "judge"})


def test_academic_may_be_a_lawyer_in_academia():
    room = people(
        ("Peru", "", "lawyer", "academia", "F", "", ""),
        ("Peru", "", "lawyer", "judiciary", "M", "", ""),
        ("Mali", "", "academic", "academia", "M", "", ""),
    )
    layer = QuasiIdentifiers(room)
    hits = _hits("A lawyer spoke. The same speaker, an academic, spoke again.", layer)
    assert hits[-1].who == 0b001


def test_noun_that_says_more_than_its_group_means_whoever_bears_it():
    room = Roster(
        (
            Person(key="0", roles=("doctor",), posts=("Surgeon",)),
            Person(key="1", roles=("doctor",), posts=("Matron",)),
        )
    )
    (hit,) = _hits("The surgeon disagreed.", QuasiIdentifiers(room))
    assert hit.who == 0b01


def test_short_name_of_a_body_is_the_body():
    room = people(
        ("Peru", "", "official", "government", "F", "World Office for Rivers", ""),
        ("Mali", "", "judge", "judiciary", "M", "High Court", ""),
    )
    layer = QuasiIdentifiers(room)
    (hit,) = _hits("A participant from the World Office disagreed.", layer)
    assert hit.who == 0b01


def test_coordinator_from_a_city_is_whoever_has_such_a_post():
    room = Roster(
        (
            Person(key="0", countries=("Peru",), roles=("defender",), posts=("Coordinator",)),
            Person(key="1", countries=("Peru",), roles=("defender",), posts=("Editor",)),
        )
    )
    (hit,) = _hits("The coordinator from Lima disagreed.", QuasiIdentifiers(room))
    assert hit.who == 0b01
