"""Reasons: plain full sentences, with the facts in words and no code in them."""

import pytest

from underrose.methods.attribution.guard import Guard
from underrose.methods.attribution.sentences import LINKED_BY_ANOTHER, fitting, found
from underrose.methods.attribution.values import Leak

from .room import room


@pytest.mark.parametrize(
    ("k", "said", "sentence"),
    [
        (1, {}, "It can mean only one of the 55 people in the room."),
        (2, {}, "It can mean only 2 of the 55 people in the room."),
        (
            2,
            {"gender": ("F",), "role": ("judge",)},
            "Only 2 of the 55 people in the room are women and have the role “judge”.",
        ),
        (
            1,
            {"country": ("Kenya",), "gender": ("M",), "works_on": ("land rights",)},
            "Only one of the 55 people in the room comes from Kenya, is a man and works on land rights.",
        ),
        (1, {"role": ("un official",)}, "Only one of the 55 people in the room has the role “UN official”."),
        (
            3,
            {"country": ("not Kenya",)},
            "Only 3 of the 55 people in the room are anything but “Kenya”.",
        ),
        (
            2,
            {"duty station": ("Geneva",)},
            "Only 2 of the 55 people in the room are posted in Geneva.",
        ),
        (
            1,
            {"body": ("national cohesion forum",), "city": ("Mindanao",)},
            "Only one of the 55 people in the room works for “national cohesion forum” and is based in Mindanao.",
        ),
        (
            1,
            {"diet": ("halal",)},
            "Only one of the 55 people in the room has “halal” as diet.",
        ),
        (1, {"experience": ("when I",)}, "Only one of the 55 people in the room fits what the text says."),
    ],
    ids=[
        "one",
        "two",
        "women",
        "three facts",
        "acronym",
        "not",
        "duty station",
        "body and city",
        "own axis",
        "experience",
    ],
)
def test_reason_is_a_sentence(k, said, sentence):
    assert fitting(k, 55, said, str) == sentence


def test_places_and_genders_go_through_the_reader_s_words():
    asked = []

    def words(sentence: str) -> str:
        asked.append(sentence)
        return sentence

    fitting(1, 9, {"country": ("Kenya",), "gender": ("F",)}, words)
    assert {"Kenya", "is a woman"} <= set(asked)


def test_copied_words_are_told_what_to_do_and_can_be_left_out():
    said = "the pipeline crosses seven villages whose elders were never asked for consent by anybody"
    text = f"It rained. As one put it, {said}. Nobody knew."
    (copied,) = Guard(room(), key=b"test").scan(text, points=[said]).findings
    assert copied.leak.value == "V1"
    assert "ask the speaker for consent" in copied.why
    (fix,) = copied.fixes
    assert text[: fix.start] + fix.wording + text[fix.end :] == "It rained. Nobody knew."


@pytest.mark.parametrize(
    ("leak", "variant", "told"),
    [
        (Leak.contact_or_post, "mail", "This is an address of somebody in the room."),
        (Leak.contact_or_post, "telephone", "This is a telephone number of somebody in the room."),
        (Leak.contact_or_post, "post", "This is a post that somebody in the room holds."),
        (Leak.linked, "slot", LINKED_BY_ANOTHER),
    ],
    ids=["address", "number", "post", "another text"],
)
def test_what_was_found_is_told_for_what_it_is(leak, variant, told):
    assert found(leak, variant, str) == told


def test_place_in_a_programme_is_told_with_the_other_text_and_without_a_code():
    texts = ("The chair of panel 2 doubted the numbers.", "Panel 2 is chaired by Amina Otieno.")
    (linked,) = Guard(room(), key=b"test").scan_set(texts, points=[])[0].findings
    assert linked.sentence == LINKED_BY_ANOTHER
    assert linked.why == "It can mean only one of the 11 people in the room."
