"""Reasons: plain full sentences, with the facts in words and no code in them."""

import pytest

from underrose.methods.attribution.guard import Guard
from underrose.methods.attribution.sentences import fitting

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
            "Only 2 of the 55 people in the room have “Geneva” as duty station.",
        ),
        (1, {"experience": ("when I",)}, "Only one of the 55 people in the room fits what the text says."),
    ],
    ids=["one", "two", "women", "three facts", "acronym", "not", "own axis", "experience"],
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
    (found,) = Guard(room(), key=b"test").scan(text, points=[said]).findings
    assert found.leak.value == "V1"
    assert "ask the speaker for consent" in found.why
    (fix,) = found.fixes
    assert text[: fix.start] + fix.wording + text[fix.end :] == "It rained. Nobody knew."
