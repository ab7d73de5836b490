"""What "I" and "we" say of the speaker, and deeds that single somebody out. Sentences of our own."""

import pytest

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.quasi.tests.room import ROOM, wanted
from underrose.methods.attribution.values import Hit, Leak

LAYER = QuasiIdentifiers(ROOM)

BELONGS = [
    ("I come from a village outside Kumasi.", "country=Ghana"),
    ("I'm from Accra and the taps are dry.", "country=Ghana"),
    ("We in Norway tried that.", "country=Norway"),
    ("We Peruvians tried that.", "country=Peru"),
    ("In my country, Kuwait, nobody asks.", "country=Kuwait"),
    ("Back home in Lima we count twice.", "country=Peru"),
    ("In Senegal we have two registers.", "country=Senegal"),
    ("Where I live, in Bergen, it rains.", "country=Norway"),
    ("Our Nairobi office keeps the list.", "country=Kenya"),
    ("Our office in Bamako keeps the list.", "country=Mali"),
    ("I am a judge and I sleep badly.", "role=judge"),
    ("I pray in Bamako and I vote there.", "country=Mali"),
    ("I sit at a counter in Lima until noon.", "country=Peru"),
    ("I was a judge for ten years.", "role=judge"),
    ("I, a vendor from Brazil, have to say it.", "role=vendor;country=Brazil"),
    ("I work for UNDP, so forgive the acronyms.", "body=UNDP"),
    ("As a Finn, I say little.", "country=Finland"),
    ("I live in Norway. As a diplomat, I say little.", "country=Norway;role=diplomat"),
]
SHARED = [
    "I love the mangoes in Ghana.",
    "I fly to a wedding in Peru.",
    "We need lawyers in Kenya.",
    "Our discussion in Geneva was short.",
    "In Peru we saw how little that helps.",
    "We have heard much of Mali.",
    "I am not a judge.",
    "I am worried about judges in Ghana.",
    "Our partners in Kenya were not asked.",
    "If we look at Norway, the figures fall.",
    "I agree with the delegate before me.",
]
DEEDS = [
    "As I told the council last March, the list is wrong.",
    "As I told the cabinet, the list is wrong.",
    "Our office in Ouyi was searched twice.",
    "My husband was dismissed after that.",
    "I founded the shelter in 2004.",
    "We dug the first well in Ouyi.",
    "One participant had set up a hotline in Ouyi in 2019.",
    "A participant, who had run the clinic in Ouyi since 2012, asked for spare parts.",
    "Somebody in the room had written the code of Ouyi.",
    "One delegate, jailed for three weeks in 2011, was brief.",
    "A colleague recalled that in 2014 she had taken the firm to court in Ouyi.",
    "The speaker, having led the strike of 2013, was brief.",
    "One participant's series on the spill had led to a trial in Ouyi.",
]
NO_DEEDS = [
    "One participant noted that the clinic in Ouyi had closed in 2012.",
    "The hotline set up in Ouyi in 2019 was an example.",
    "As I said before, the list is wrong.",
    "As I told the group this morning, the list is wrong.",
    "We agreed on that in 2006.",
    "In 2019 the law was changed.",
    "A participant recalled that Ouyi had sold its water in 1989.",
    "Our discussion was closed at six.",
]


def _hits(text: str) -> list[Hit]:
    return LAYER.find(passage(text))


@pytest.mark.parametrize(("text", "said"), BELONGS)
def test_first_person_narrows_as_any_description(text, said):
    who = [hit.who for hit in _hits(text) if hit.who is not None]
    assert LAYER.anonymity_set(wanted(said)) in who


@pytest.mark.parametrize("text", SHARED)
def test_what_is_shared_with_the_room_says_nothing_of_the_speaker(text):
    assert _hits(text) == []


@pytest.mark.parametrize("text", DEEDS)
def test_deed_with_a_place_a_time_or_a_name_is_an_experience(text):
    assert [hit.leak for hit in _hits(text)] == [Leak.experience]


@pytest.mark.parametrize("text", NO_DEEDS)
def test_deed_of_nobody_in_the_room_is_none(text):
    assert _hits(text) == []


def test_place_of_a_deed_leads_to_its_country_where_few_are_from_there():
    (hit,) = _hits("One participant had set up a hotline in Kisumu in 2019.")
    assert hit.who == LAYER.anonymity_set({"country": "Kenya"})


def test_place_of_a_deed_far_from_everybody_leaves_open_who_did_it():
    (hit,) = _hits("One participant had set up a hotline in Hobart in 2019.")
    assert hit.who is None


def test_deed_stands_beside_a_description_that_many_fit():
    hits = _hits("A participant from Africa, who had run the clinic in Ouyi since 2012, was brief.")
    assert Leak.experience in {hit.leak for hit in hits}


def test_first_person_is_followed_through_a_paragraph():
    hits = _hits("I am a lawyer. Nothing else matters. In my country, Brazil, it rains.")
    assert hits[-1].who == LAYER.anonymity_set({"country": "Brazil", "role": "lawyer"})


def test_first_person_does_not_go_on_with_somebody_spoken_of():
    hits = _hits("A diplomat from Finland spoke. In my country, Brazil, it rains.")
    assert hits[-1].who == LAYER.anonymity_set({"country": "Brazil"})


def test_wording_of_a_first_person_changes_the_place_alone():
    text = "Our office in Bamako keeps the list."
    (hit,) = _hits(text)
    wordings = [text[: fix.start] + fix.wording + text[fix.end :] for fix in hit.fixes]
    assert wordings == ["Our office in Africa keeps the list."]
    assert hit.fixes[0].k == LAYER.anonymity_set({"region": "Africa"}).bit_count()


def test_wording_of_a_first_person_never_turns_it_into_somebody_spoken_of():
    for text, _ in BELONGS:
        replaced = [text[fix.start : fix.end].split()[0] for hit in _hits(text) for fix in hit.fixes]
        assert {"I", "We", "My", "Our", "As"}.isdisjoint(replaced)
