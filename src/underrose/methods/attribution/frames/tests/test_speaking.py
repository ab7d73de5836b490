import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.methods.attribution.frames import Frames
from underrose.methods.attribution.frames.lexicon import inflected
from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.values import Hit, Leak, Roster

FRAMES = Frames(Roster(()))
SPEAKS = [
    "Dr Otieno warned that haste kills.",
    "Otieno, of the Land Trust, warned that haste kills.",
    "According to Dr Otieno, haste kills.",
    "In the words of Otieno, haste kills.",
    "As Otieno put it, haste kills.",
    "Otieno’s warning that haste kills was noted.",
    "“Haste kills” — Otieno",
    "Otieno: haste kills.",
    "“Haste kills”, said Dr Otieno.",
    "A point raised by Otieno concerned land.",
    "The view of Dr Otieno was shared.",
    "Otieno and Rao argued that haste kills.",
    "Mr Rao, Otieno and Ms Silva called for patience.",
    "Otieno did not agree.",
    "Otieno has repeatedly stressed patience.",
    "Otieno went on to describe the valley.",
    "“Haste kills” (Otieno).",
    "Otieno took the floor.",
    "It was Otieno who raised land.",
    "An intervention by Otieno opened the debate.",
    "Quoting Otieno, the chair closed.",
    "Otieno's believed that haste kills.",
    "Otieno thinks so too.",
    "As noted by Otieno, haste kills.",
    "Haste kills, Otieno pointed out.",
    "Haste kills, argued Otieno.",
    "Otieno was confident that it holds.",
    "Otieno had some doubts.",
    "Otieno didn’t agree.",
    "Otieno made it clear that land comes first.",
]
SILENT = [
    "The farm of Otieno lies in the valley.",
    "Otieno was born in the valley.",
    "The chair thanked everybody before Otieno left.",
    "Otieno was elected in May.",
    "They met Otieno at the gate.",
]


def found(text, *, leak=Leak.named, who=1, name="Otieno"):
    start = text.index(name)
    return FRAMES.find(passage(text), [Hit(start=start, end=start + len(name), leak=leak, who=who)])


@pytest.mark.parametrize("text", SPEAKS)
def test_subject_of_a_reporting_frame_speaks(text):
    assert [hit.leak for hit in found(text)] == [Leak.speaks]


@pytest.mark.parametrize("text", SILENT)
def test_mention_that_says_nothing_does_not_speak(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Secretary-General Otieno has made prevention a priority.",
        "Otieno, the High Commissioner, often speaks of land.",
        "President Otieno warned that haste kills.",
        "Otieno has publicly warned of haste.",
    ],
)
def test_public_figure_without_a_source_needs_one(text):
    assert [hit.leak for hit in found(text)] == [Leak.public_figure]


def test_impersonal_wording_stands_for_speaker_and_verb():
    text = "Dr Otieno argued that haste kills."
    fix = found(text)[0].fixes[0]
    assert text[: fix.start] + fix.wording + text[fix.end :] == "It was argued that haste kills."
    text = "In the end Dr Otieno argued that haste kills."
    fix = found(text)[0].fixes[0]
    assert text[: fix.start] + fix.wording + text[fix.end :] == "In the end it was argued that haste kills."


def test_description_speaks_only_where_one_person_fits():
    text = "The lawyer warned that haste kills."
    assert [hit.leak for hit in found(text, leak=Leak.one_clause, name="lawyer")] == [Leak.speaks]
    assert found(text, leak=Leak.one_clause, who=0b11, name="lawyer") == []


def test_what_is_about_nobody_in_the_room_does_not_speak():
    assert found("Otieno warned of haste.", leak=Leak.third_party, who=None) == []


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("say", ("say", "says", "saying", "said", "said")),
        ("reply", ("reply", "replies", "replying", "replied", "replied")),
        ("agree", ("agree", "agrees", "agreeing", "agreed", "agreed")),
        ("stress", ("stress", "stresses", "stressing", "stressed", "stressed")),
        ("admit", ("admit", "admits", "admitting", "admitted", "admitted")),
        ("point-out", ("point out", "points out", "pointing out", "pointed out", "pointed out")),
    ],
)
def test_verbs_bend(verb, forms):
    assert inflected(verb, "said said" if verb == "say" else "") == forms


@given(
    st.lists(
        st.sampled_from(["Otieno", "said", "that", ",", "“", "”", "—", ":", "’s", "view", "of", "by", "."]),
        max_size=16,
    )
)
def test_hits_cover_their_mention(pieces):
    text = " ".join(["Otieno", *pieces])
    for hit in found(text):
        assert hit.start <= 0 < hit.end <= len(text)
        assert hit.end >= len("Otieno")
