"""One of a group, groups told by their members, and what looks like either and is nobody. Sentences of our own."""

import pytest

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.quasi.tests.room import ROOM, people, wanted
from underrose.methods.attribution.values import Person, Roster

LAYER = QuasiIdentifiers(ROOM)
WARD = QuasiIdentifiers(
    people(
        ("Malaysia", "Asia", "nurse", "hospitals", "F", "Hill Hospital", ""),
        ("Yemen", "Middle East", "nurse", "hospitals", "F", "Port Hospital", ""),
        ("Chad", "Africa", "nurse", "aid agencies", "F", "Lake Clinics", ""),
        ("Peru", "Latin America", "nurse", "aid agencies", "M", "Andes Clinics", ""),
        ("Mali", "Africa", "nurse", "hospitals", "M", "River Hospital", ""),
        ("Malaysia", "Asia", "surgeon", "hospitals", "M", "Hill Hospital", ""),
        ("Mali", "Africa", "surgeon", "aid agencies", "M", "Lake Clinics", ""),
        ("Peru", "Latin America", "farmer", "unions", "F", "Growers of Puno", ""),
        ("Chad", "Africa", "farmer", "unions", "M", "Growers of Sarh", ""),
        ("Philippines", "Asia", "farmer", "unions", "M", "Growers of Iloilo", ""),
    )
)


def _who(layer, text):
    return [hit.who for hit in layer.find(passage(text))]


@pytest.mark.parametrize(
    ("layer", "text", "says"),
    [
        (LAYER, "Of our three lawyers, the one from Brazil wrote the longest note.", "role=lawyer;country=Brazil"),
        (LAYER, "Of the judges only the one from Mali answered.", "role=judge;country=Mali"),
        (LAYER, "Of the diplomats just the one from Kuwait stayed.", "role=diplomat;country=Kuwait"),
        (WARD, "Growers: 3 in the room, only one of them a woman from Latin America.", "role=farmer;gender=F;region=Latin America"),
        (WARD, "Asian participants were three: two surgeons, one farmer, one of them from the Philippines.", "region=Asia;country=Philippines"),
        (WARD, "Who among the nurses writes at night? Only she does.", "role=nurse;gender=F"),
        (WARD, "Farmers do not sign, the only one present explained.", "role=farmer"),
        (WARD, "One of the Malaysians counts beds; the other counts needles.", "country=Malaysia"),
        (LAYER, "Of our two journalists the one in Lima writes at night.", "role=journalist;country=Peru"),
        (WARD, "Farmers do not read annexes, the only woman among them explained.", "role=farmer;gender=F"),
        (WARD, "Surgeons never sleep, the only one present from Mali joked.", "role=surgeon;country=Mali"),
        (LAYER, "Neither of the Ghanaians voted.", "country=Ghana"),
        (LAYER, "From the judges: one aye, one nay (Accra).", "role=judge"),
        (LAYER, "The journalists' side (GH + PE) asked for a word with the hosts.", "role=journalist;country=Ghana|Peru"),
        (LAYER, "The vendors' corner (Brazil, Finland) asked for light.", "role=vendor;country=Brazil|Finland"),
        (WARD, "Women nurses from Africa sat apart (one of them).", "role=nurse;gender=F;region=Africa"),
        (LAYER, "Diplomats from Europe (2) left early.", "role=diplomat;region=Europe"),
        (WARD, "Our Malay nurse was calmer than our Peruvian farmer.", "role=nurse;country=Malaysia"),
        (WARD, "Our Malay nurse was calmer than our Peruvian farmer.", "role=farmer;country=Peru"),
    ],
)  # fmt: skip
def test_members_and_their_groups_are_told(layer, text, says):
    assert layer.anonymity_set(wanted(says)) in _who(layer, text)


@pytest.mark.parametrize(
    ("layer", "text"),
    [
        (LAYER, "Of the three reports, the one from Peru is the longest."),
        (LAYER, "A journalist does not guess; she asks."),
        (WARD, "A farmer does not read a treaty; he looks at the gate."),
        (WARD, "If a Malian nurse calls her Peruvian colleague, who pays for the call?"),
        (LAYER, "If a lawyer from Ghana writes, the ministry answers."),
        (WARD, "Examples came from Chad, Mali, the Philippines and other countries. In each of them prices fell."),
        (LAYER, "French and Norwegian are the languages of the meeting."),
        (LAYER, "Finnish remains the language of the archive."),
        (WARD, "One of the Malaysian rivers runs dry."),
        (WARD, "From the archive: three letters, one map."),
        (WARD, "The ward's side (north) is damp."),
        (WARD, "Who among us keeps accounts? Few do."),
    ],
)  # fmt: skip
def test_what_only_looks_like_members_is_nobody(layer, text):
    assert _who(layer, text) == []


def test_members_of_several_bodies_are_told_by_their_role_alone():
    for text in (
        "Nurses from several agencies compared shifts.",
        "Nurses from various hospitals compared shifts.",
    ):
        assert set(_who(WARD, text)) <= {WARD.anonymity_set({"role": ["nurse"]})}


def test_one_who_does_not_agree_is_somebody_here():
    assert LAYER.anonymity_set({"role": ["judge"]}) in _who(LAYER, "A judge does not agree with the draft.")


def test_a_colleague_who_left_is_no_case_that_is_put():
    text = "When a Kenyan lawyer spoke, her Ghanaian colleague left."
    assert LAYER.anonymity_set({"country": ["Ghana"]}) in _who(LAYER, text)


def test_whoever_does_what_one_post_here_does_is_no_rule():
    roster = Roster(
        (
            Person(key="1", roles=("nurse",), posts=("Midwife",)),
            *(Person(key=str(number), roles=("nurse",), posts=("Ward Nurse",)) for number in range(2, 8)),
        )
    )
    layer = QuasiIdentifiers(roster)
    found = layer.find(
        passage("A person who delivers children in the hills needs, it appears, string and soap.")
    )
    assert [hit.said.get("post") for hit in found] == [("Midwife",)]
    assert layer.find(passage("A person who carries water needs, it appears, a rope.")) == []
