import csv
from pathlib import Path

import pytest

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.third_parties import ThirdParties
from underrose.methods.attribution.values import Leak

HERE = Path(__file__).parent
LAYER = ThirdParties()


def rows(name):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return [(row["is_third_party"] == "yes", row["sentence"]) for row in csv.DictReader(file)]


def shares(name):
    """Recall, and false alarms."""
    judged = [(wanted, bool(LAYER.find(passage(sentence)))) for wanted, sentence in rows(name)]
    wanted = [found for is_wanted, found in judged if is_wanted]
    others = [found for is_wanted, found in judged if not is_wanted]
    return sum(wanted) / len(wanted), sum(others)


def test_sentences_of_our_own():
    recall, false = shares("sentences.csv")
    assert recall >= 0.92
    assert (
        false <= 2
    )  # two people of history, of whom a text says nothing but what a stranger's family might tell


def test_sentences_nothing_was_tuned_on():
    recall, false = shares("unseen.csv")
    assert recall >= 0.8
    assert false == 0


@pytest.mark.parametrize(
    ("text", "said", "kind"),
    [
        ("His niece, a nurse, has been in hiding since April.", "His niece", "kin"),
        ("They met the widow of a miner shot at the gate.", "the widow of a miner", "kin"),
        ("Somebody inside the ministry had copied the list.", "Somebody", "worker"),
        ("A source inside the ministry had copied the list.", "A source", "source"),
        ("The only surgeon left in the valley was arrested in June.", "The only surgeon", "worker"),
        ("A girl of twelve sold in the port is with the nuns.", "A girl of twelve", "sufferer"),
        ("Nasreen Haddad was moved to a prison on the coast.", "Nasreen Haddad", "name"),
    ],
)
def test_a_hit_begins_with_the_person(text, said, kind):
    hit = LAYER.find(passage(text))[0]
    assert text[hit.start :].startswith(said)
    assert (hit.leak, hit.variant, hit.who) == (Leak.third_party, kind, None)


@pytest.mark.parametrize(
    "text",
    [
        "A journalist from Sweden warned that the law was late.",
        "The Kenyan lawyer who works on land rights suggested a fund.",
        "The First Secretary was asked about the budget in May.",
        "Student loans were sold in 2017.",
        "The court found that a teacher detained in Izmir had been denied a lawyer (no. 44556/04).",
        "A lawyer abducted in 2014 is named in the report (A/HRC/28/63).",
    ],
)
def test_people_of_the_room_offices_and_public_cases_are_left_alone(text):
    assert LAYER.find(passage(text)) == []


def test_places_are_those_of_the_original_text():
    text = "Ｐarticipants met.\u200b\n\nHis  sister, a nurse detained in Zürich since May, is ill."
    hit = LAYER.find(passage(text))[0]
    assert text[hit.start : hit.end].startswith("His  sister")


def test_fixes_drop_place_time_and_kinship():
    text = "Her cousin, detained in Minsk since May, was denied visits."
    hit = LAYER.find(passage(text))[0]
    worded = [text[: fix.start] + fix.wording + text[fix.end :] for fix in hit.fixes]
    assert worded[0] == "A person close to them, detained, was denied visits."
    assert not any("cousin" in one for one in worded), "she is found without the place, and without the time"


def test_no_text_no_hits():
    assert LAYER.find(passage("")) == []


def test_a_longer_text_gets_the_hits_of_its_sentences():
    """Brute-force twin: sentence by sentence."""
    sentences = [sentence for _, sentence in rows("sentences.csv")]
    together = passage("\n\n".join(sentences))
    found = {together.text[hit.start : hit.end] for hit in LAYER.find(together)}
    alone = {s[hit.start : hit.end] for s in sentences for hit in LAYER.find(passage(s))}
    assert found == alone


@pytest.mark.parametrize(
    ("text", "is_somebody"),
    [
        (
            "Where one officer keeps the same file for years, warnings are recognised by their handwriting.",
            False,
        ),
        ("If a widow hides with her brother in a cellar, no report is written for months.", False),
        ("Whenever a witness hides with her two children in a shelter, threats are made at night.", False),
        ("Where one officer kept the same file for years, he was shot at his desk.", True),
        ("When a widow from Kalo hides with her two children in a cellar, no report is written.", True),
        ("When a mother of three was beaten in custody last spring, nobody wrote it down.", True),
    ],
)
def test_case_that_is_thought_of_is_nobody(text: str, is_somebody: bool) -> None:
    assert bool(ThirdParties().find(passage(text))) is is_somebody
