"""Nouns for everybody of a kind: "the bench", "the press people", "the two from Oslo and Helsinki". Sentences of our own, for the room of room.py."""

from dataclasses import replace

import pytest

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.quasi.tables import toml
from underrose.methods.attribution.quasi.tests.room import ROOM, people, wanted
from underrose.methods.attribution.values import Hit, Person, Roster

LAYER = QuasiIdentifiers(ROOM)

SPEAK = [
    ("The bench abstained.", "role=judge"),
    ("The bench, on principle, abstained.", "role=judge"),
    ("From the bench came only silence.", "role=judge"),
    ("Not a word from the bench.", "role=judge"),
    ("The bar objected to the wording.", "role=lawyer"),
    ("The press wanted names.", "role=journalist"),
    ("The press was sceptical.", "role=journalist"),
    ("Academia was silent.", "role=academic"),
    ("The diplomatic corps asked for shorter sentences.", "role=diplomat"),
    ("The journalists' table objected.", "role=journalist"),
    ("The lawyers' corner laughed.", "role=lawyer"),
    ("The vending side objected.", "role=vendor"),
    ("The newspaper people disliked it.", "role=journalist"),
    ("The judiciary kept quiet.", "sector=judiciary"),
    ("The press people, to the last of them, wanted names.", "sector=media"),
    ("The legal end of the table objected.", "sector=judiciary"),
    ("On the business side there was silence.", "sector=business"),
    ("From the vending companies nothing on prices.", "role=vendor"),
    ("Our business friends stayed silent.", "sector=business"),
]
DONE_HERE = [
    ("The diplomats, all of them, wanted shorter sentences.", "role=diplomat"),
    ("Diplomats to a man wanted shorter sentences.", "role=diplomat"),
    ("The judges, without exception, smiled.", "role=judge"),
    ("Our vendors looked at their shoes.", "role=vendor"),
    ("The judges liked it.", "role=judge"),
    ("The Malians would not have it.", "country=Mali"),
    ("The judges were polled.", "role=judge"),
    ("From the diplomats nothing all afternoon.", "role=diplomat"),
    ("Of the two judges, neither liked it.", "role=judge"),
    ("The judges aside, nobody objected.", "role=judge"),
]
FEW = [
    ("Only the two from Helsinki and Oslo had read the annex.", "country=Finland|Norway"),
    ("Those from Ghana compared notes.", "country=Ghana"),
    ("Those from Accra and Lima compared notes.", "country=Ghana|Peru"),
    ("The pair from Mali did not agree.", "country=Mali"),
    ("The duo who had come from Mali left early.", "country=Mali"),
]
COUNTED = [
    ("A group of lawyers asked for a break.", "role=lawyer"),
    ("A few lawyers asked for a break.", "role=lawyer"),
    ("Half the lawyers asked for a break.", "role=lawyer"),
    ("Two thirds of the lawyers asked for a break.", "role=lawyer"),
    ("Two out of three lawyers asked for a break.", "role=lawyer"),
    ("To the judges it was obvious.", "role=judge"),
    ("It was obvious to the judges.", "role=judge"),
    ("This did not go down well with the judges.", "role=judge"),
    ("For the judges, this was no question.", "role=judge"),
    ("In the judges' view it was late.", "role=judge"),
    ("Among the judges, opinions differed.", "role=judge"),
    ("Applause, mostly from the journalists.", "role=journalist"),
    ("No reaction from the judges.", "role=judge"),
    ("The judges were unimpressed.", "role=judge"),
    ("The judges took a different view.", "role=judge"),
]
VOTES = [
    ("Unanimous, the judges abstaining.", "role=judge"),
    ("The vote was 18 to 2, the Malians against.", "country=Mali"),
    ("On the judges' insistence, the text was changed.", "role=judge"),
    ("The judges' amendment fell.", "role=judge"),
    ("The older of the two judges thought otherwise.", "role=judge"),
    ("The more senior of the two judges thought otherwise.", "role=judge"),
    ("Two hands went up, both Malian.", "country=Mali"),
    ("The two from UNDP kept quiet.", "body=UNDP"),
    ("The UNDP pair kept quiet.", "body=UNDP"),
    ("UNDP objected.", "body=UNDP"),
]
QUIET = [
    "The judges' salaries were late.",
    "The judges' table was long.",
    "The bench stood by the window.",
    "The bar was open until late.",
    "The bar closed at ten.",
    "The campus was quiet.",
    "The press took the photographs outside.",
    "The press reported the arrests.",
    "The press release was late.",
    "The judiciary must be independent.",
    "The judges found that the arrest was unlawful.",
    "The clergy are often the first to know.",
    "The lawyers' table was too small.",
    "The end of the table was wet.",
    "Bring a pair of scissors.",
    "Those from last year were better.",
    "The two from the printer were torn.",
    "Results from Kenya and those from Ghana were compared.",
    "From the courts came a stream of cases.",
    "On the business side there was growth.",
    "Of the judges appointed last year, none was young.",
    "The people of Mali would not accept it.",
    "The papers, without exception, were late.",
    "The bench in Accra wanted more time.",
]


def _hits(text: str, layer: QuasiIdentifiers = LAYER) -> list[Hit]:
    return layer.find(passage(text))


@pytest.mark.parametrize(("text", "said"), SPEAK + DONE_HERE + FEW + COUNTED + VOTES)
def test_group_that_acts_in_a_room_is_everybody_of_a_kind(text, said):
    assert [hit.who for hit in _hits(text)] == [LAYER.anonymity_set(wanted(said))]


@pytest.mark.parametrize("text", QUIET)
def test_what_others_or_things_do_is_of_no_group_here(text):
    assert _hits(text) == []


QUIET_WORDS = [
    "As for early warning, nothing was said.",
    "The figures on land rights are those of last year.",
    "There are eleven colleagues for six thousand fjords.",
    "The secretariat will send a form.",
]


@pytest.mark.parametrize("text", QUIET_WORDS)
def test_sums_and_topics_are_nobody(text):
    room = Roster(
        (
            *ROOM.people,
            Person(key="x", bodies=("Secretariat",), works_on=("plants",), countries=("Mali",)),
            Person(key="y", bodies=("Six Thousand Fjords Fund",), countries=("Mali",)),
        )
    )
    assert _hits(text, QuasiIdentifiers(room)) == []


def test_language_somebody_works_in_is_no_country():
    room = Roster(tuple(replace(one, languages=("French",)) for one in ROOM.people))
    layer = QuasiIdentifiers(room)
    (hit,) = _hits("A colleague working in French preferred another word.", layer)
    assert hit.who == layer.index.counting
    (hit,) = _hits("A colleague working in French prisons disagreed.", layer)
    assert hit.who == layer.anonymity_set({"country": "France"})


def test_one_of_a_sector_is_of_that_sector():
    people = tuple(
        replace(one, sectors=("public hospitals",) if at < 6 else one.sectors)
        for at, one in enumerate(ROOM.people)
    )
    layer = QuasiIdentifiers(Roster(people))
    (hit,) = _hits("A staff member of a public hospital disagreed.", layer)
    assert hit.who == layer.anonymity_set({"sector": "public hospitals"})


def test_every_group_of_the_table_is_a_role():
    table = toml("wholes")
    assert {*table["nouns"], *table["kindred"]} <= set(toml("roles"))


def test_group_of_whom_nobody_is_there_says_nothing():
    layer = QuasiIdentifiers(
        people(("Kenya", "Africa", "lawyer", "civil society", "F", "Harbour Watch", "land"))
    )
    assert _hits("The clergy abstained.", layer) == []


@pytest.mark.parametrize(
    ("text", "put"),
    [
        ("The press was sceptical.", "A participant was sceptical."),
        ("The judges, to a man, wanted names.", "Some participants wanted names."),
    ],
)
def test_wording_goes_with_its_verb_and_takes_along_that_nobody_is_left_out(text, put):
    (hit,) = _hits(text)
    assert put in [text[: fix.start] + fix.wording + text[fix.end :] for fix in hit.fixes]


def test_wording_offered_for_a_group_stands_in_its_place():
    text = "The bench abstained."
    (hit,) = _hits(text)
    assert hit.fixes
    for fix in hit.fixes:
        assert (text[: fix.start] + fix.wording + text[fix.end :]).endswith("s abstained.")
