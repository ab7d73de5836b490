"""Deeds that one person alone can have done, with nothing to look up. Sentences of our own."""

import pytest

from underrose.methods.attribution.guard import Guard
from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.quasi.experience import Experiences
from underrose.methods.attribution.quasi.index import Index
from underrose.methods.attribution.quasi.tests.room import ROOM, people
from underrose.methods.attribution.values import Leak

LAYER = Experiences(Index(ROOM))

DONE = [
    "I sewed my father's uniform into the lining of a doll to get it past the gate.",
    "One of us had carried twins across a frozen river on her back.",
    "the person who hid ballot papers in a beehive → do not quote",
    "I typed the confession of the man who had arrested my brother.",
    "I once delivered a baby in the boot of a police car.",
    "She who drove the last bus out of the valley spoke of tickets.",
    "The one who forged a bishop's seal to get a school its roof asked for tea.",
    "I kept bees in the prison yard and paid the warden in honey.",
    "At nineteen I stood guard over my own teacher.",
    "I crossed the minefield with the church register under my coat.",
    "I once married a couple through the bars of a cell.",
    "The woman who had eaten her own speech to keep it from the guards asked for water.",
    "I walked out of the factory with forty pay slips in my shoes.",
    "She who was the first woman in her province to pilot a ferry laughed.",
    "She was the first woman to command the range, and it is not an easy range.",
    "He had been the youngest warden in his county.",
]
OF_EVERYBODY = [
    "I liked the second day best and learnt much from the tables.",
    "I took the early train and missed the opening.",
    "I went to the session on water and found it crowded.",
    "The participant who spoke last asked for a break.",
    "The one who asked about the budget was answered by nobody.",
    "I worked in the group on courts for the whole afternoon.",
    "She who laughs last, he added, laughs in Geneva.",
    "I came with a question on fees and left with three.",
    "A participant who had read the draft twice found two errors.",
    "I met old friends and made new ones at the dinner in the garden.",
    "I received the invitation on a Friday and had to change my flight twice.",
    "The woman at the desk who printed the badges should be thanked.",
    "I read the annex on the train, twice, for an hour.",
    "I held the door for the chair.",
    "I was the first to arrive.",
    "She was the first woman to speak on Tuesday.",
    "He was the last speaker to be heard.",
    "The one who brought the cake should bring it again.",
    "I would have carried my brother across the river.",
    "I never slept in a cell with my own brother.",
]


@pytest.mark.parametrize("text", DONE)
def test_a_deed_with_a_scene_is_an_experience(text):
    assert [(hit.leak, hit.who) for hit in LAYER.find(passage(text))] == [(Leak.experience, None)]


@pytest.mark.parametrize("text", OF_EVERYBODY)
def test_what_everybody_does_at_a_meeting_is_none(text):
    assert LAYER.find(passage(text)) == []


def test_the_clause_ends_where_the_verb_of_the_sentence_stands():
    text = "The one who forged a bishop's seal in the crypt laughed at the word."
    (hit,) = LAYER.find(passage(text))
    assert text[hit.start : hit.end] == "The one who forged a bishop's seal in the crypt"


@pytest.mark.parametrize(
    "text",
    [
        "We have been asking for this paper for a month.",
        "The denominator was asked for, and having been given it nobody read it.",
        "My fellow minister will answer.",
    ],
)
def test_what_goes_on_what_is_given_and_fellows_are_no_experience(text):
    assert LAYER.find(passage(text)) == []


def test_a_long_text_costs_no_more_for_each_letter():
    text = "I carried " + "the coffin of my brother past the station " * 2_000
    assert len(LAYER.find(passage(text))) == 1


def test_a_description_that_many_fit_hides_no_deed():
    """“The participant who spent the night on the roof of a police van" is read as of the police, as many are."""
    layer = QuasiIdentifiers(people(*[("Peru", "", "police officer", "police", "", "", "")] * 6))
    text = "The participant who spent the night of the flood on the roof of a police van reading psalms asked for water."
    (hit,) = layer.find(passage(text))
    assert (hit.leak, hit.who) == (Leak.experience, None)
    text = "I buried my own brother in the snow by night, with the police."
    assert Leak.experience in [hit.leak for hit in layer.find(passage(text))]


@pytest.mark.parametrize(
    ("text", "worded"),
    [
        (
            "The woman who had eaten her own speech to keep it from the guards asked for water.",
            "A participant asked for water.",
        ),
        (
            "She who was the first woman in her valley to pilot a ferry through the flood laughed.",
            "A participant laughed.",
        ),
        (
            "The one who smuggled a harp out in a coffin asked for help with the bags.",
            "A participant asked for help with the bags.",
        ),
        (
            "One of us had carried twins across a frozen river on her back.",
            "One participant had experience of this.",
        ),
    ],
)
def test_a_deed_is_worded_without_what_was_done(text, worded):
    (finding,) = Guard(ROOM).scan(text, points=[]).findings
    assert worded in [text[: fix.start] + fix.wording + text[fix.end :] for fix in finding.fixes]


def test_an_aside_that_leads_to_a_deed_stays_with_it():
    (hit,) = LAYER.find(
        passage("When I commanded an armed barge across the siege lines, the clerk kept a tin.")
    )
    assert hit.start == 0
