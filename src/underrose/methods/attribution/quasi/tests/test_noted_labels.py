"""Notes taken in haste say who spoke by labels; headings and counts that look like labels say nothing of anybody."""

from dataclasses import replace

import pytest

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.quasi.tests.room import ROOM, wanted
from underrose.methods.attribution.values import Roster

_LAYER = QuasiIdentifiers(ROOM)

SPEAK = [
    ("• judge, Ghana: files arrive in a fruit crate", ["role=judge;country=Ghana"]),
    ("09.50, lawyer (KE) – nobody reads annexes; woman judge – then drop them", ["role=lawyer;country=Kenya", "role=judge;gender=F"]),
    ("nobody reads annexes (journalist, Peru)", ["role=journalist;country=Peru"]),
    ("“Nobody reads annexes” – journalist, Lima", ["role=journalist;city=Lima"]),
    ("“Nobody reads annexes” – judge", ["role=judge"]),
    ("Vendor (BR) wanted the tender to be shorter.", ["role=vendor;country=Brazil"]),
    ("→ diplomat (Kuwait) has a draft", ["role=diplomat;country=Kuwait"]),
    ("judge (f): two copies, not nine", ["role=judge;gender=F"]),
    ("Judge – two copies – Mali / judge – nine copies", ["role=judge", "role=judge;country=Mali"]),
    ("item 4 → media: who checks?", ["sector=media"]),
    ("press sceptical: who checks?", ["sector=media"]),
    ("blue = the press, red = the rest", ["sector=media"]),
    ("Nairobi side of the table → no map at all; lawyer there drew one", ["city=Nairobi", "role=lawyer;city=Nairobi"]),
    ("order of speakers: judge – diplomat – judge", ["role=judge", "role=diplomat", "role=judge"]),
    ("Mali: one clerk for 3 courts w/ no roof", ["country=Mali"]),
    ("W. African judge: same", ["role=judge;region=West Africa"]),
    ("later N. Ghana: judge says the roof leaks", ["role=judge"]),
    ("lwyr, Kenya: no map; dipl., Norway: no map either", ["role=lawyer;country=Kenya", "role=diplomat;country=Norway"]),
    ("judge (f), 12 yrs on the bench: no", ["role=judge;gender=F"]),
    ("resp. 12 – f – judge – Ghana – “we write it twice”", ["role=judge;gender=F;country=Ghana"]),
    ("age 40-49 / female / judge / Ghana", ["role=judge;gender=F;country=Ghana"]),
    ("diplomat from Norway + diplomat from Finland: same line", ["role=diplomat;country=Norway", "role=diplomat;country=Finland"]),
    ("left early: diplomat NO, judge ML", ["role=diplomat;country=Norway", "role=judge;country=Mali"]),
    ("Q3. journalist/Peru: none", ["role=journalist;country=Peru"]),
    ("Finland sceptical, Mali silent", ["country=Finland", "country=Mali"]),
    ("tbc with Norwegian diplomat", ["role=diplomat;country=Norway"]),
    ("→ check w/ judge (ML)", ["role=judge;country=Mali"]),
    ("spkr 3: judge fr Ghana", ["role=judge;country=Ghana"]),
    ("Country: Ghana / Role: judge", ["role=judge;country=Ghana"]),
    ("Role: judge. Country: Ghana. Answer: none.", ["role=judge", "role=judge;country=Ghana"]),
    ("appeal court judge, Mali: no roof", ["role=judge;country=Mali"]),
    ("the Harbour lawyer, out of breath: two copies", ["role=lawyer;body=Harbour Watch"]),
    ("Norwegian ADB envoy – no", ["role=diplomat;country=Norway"]),
    ("acct. director of sourcing, Finland: two copies", ["country=Finland"]),
    ("against: Peru, Norway", ["country=Peru|Norway"]),
    ("9 for, 1 against (Peru)", ["country=Peru"]),
    ("chat w/ Ghanaian judge re roofs", ["role=judge;country=Ghana"]),
    ("1 Ghanaian judge v. unhappy", ["role=judge;country=Ghana"]),
    ("table 3: two vendors, 1 Malian judge", ["role=judge;country=Mali"]),
    ("Peruvian beekeeper, upper valley: no bees", ["country=Peru"]),
    ("judge & diplomat, Norway: same line", ["role=judge", "role=diplomat;country=Norway"]),
]  # fmt: skip

SILENT = [
    "Media: 4 seats; judges: 2",
    "Justice: slow, and far away.",
    "Health: who pays for the drivers?",
    "Kenya: 14; Peru: 9",
    "Peru: elections of 2021 and after, with all their counts",
    "Editor: Jane Doe",
    "See the register (Kenya, Peru, Mali).",
    "Fonts for three scripts (Arabic, Greek, Chinese).",
    "Chair: we turn to item 4.",
    "Norwegian government wants parity, as it has said for years.",
    "Gender: woman, man, another gender",
    "Sector: government, media, academia, business",
    "She was represented by Ms A. Tekin, who had no time.",
    "Norway reported at the plenary that every school had a shelf, as the record shows (R.3, p. 6).",
    "Mr. Chair, small businesses are the heart of it.",
    "Against: see the annex, and the table of Peru in it.",
    "Peru sent a map, and Finl thought it old.",
    "Peru = 33 m people, 25 regions",
    "Judiciary – independence of",
    "Mali → new law on assembly passed in October",
    "Kuwait: war of 1990 & after",
    "In the judges: nothing of note.",
    "They came from, say, Norway very late in the day.",
    "Keep it short (three pages): the judges of tomorrow will thank you.",
]


@pytest.mark.parametrize(("text", "says"), SPEAK)
def test_label_says_who_spoke(text: str, says: list[str]):
    expected = [_LAYER.anonymity_set(wanted(said)) for said in says]
    assert [hit.who for hit in _LAYER.find(passage(text))] == expected


@pytest.mark.parametrize("text", SILENT)
def test_heading_or_count_is_no_label(text: str):
    assert [
        text[hit.start : hit.end] for hit in _LAYER.find(passage(text)) if (hit.who or 0).bit_count() < 5
    ] == []


def test_label_covers_what_tells_who_it_is():
    text = "tags help (judge, N. Ghana)"
    (hit,) = _LAYER.find(passage(text))
    assert text[hit.start : hit.end] == "judge, N. Ghana"


def test_town_in_no_list_is_of_those_whose_body_has_its_name():
    first, *others = ROOM.people
    room = Roster((replace(first, bodies=("Ngarissa Legal Aid",)), *others))
    (hit,) = QuasiIdentifiers(room).find(passage("lawyer from Ngarissa: no map"))
    assert hit.who == 1
