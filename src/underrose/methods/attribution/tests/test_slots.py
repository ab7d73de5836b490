import pytest

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.slots import linked, meant, told
from underrose.methods.attribution.values import Hit, Leak


@pytest.mark.parametrize(
    ("text", "slot", "function"),
    [
        ("The speaker of the second session said so.", ("session", "2"), "speaker"),
        ("The panellist in session 2 said so.", ("session", "2"), "speaker"),
        ("The chair of Panel III said so.", ("panel", "3"), "chair"),
        ("Working group B's rapporteur said so.", ("group", "2"), "rapporteur"),
        ("The moderator of the 2nd panel said so.", ("panel", "2"), "chair"),
        ("The speaker at the opening session said so.", ("session", "opening"), "speaker"),
    ],
)
def test_meant_speakers(text, slot, function):
    (found,) = meant(passage(text))
    assert (found.slot, found.function) == (slot, function)


@pytest.mark.parametrize(
    "text", ["The second session was long.", "A speaker said so.", "Group dynamics were discussed."]
)
def test_meant_where_nobody_is(text):
    assert list(meant(passage(text))) == []


def test_told_is_who_stands_below_a_slot():
    text = "Session 1\nChair: Ada\nSpeaker: Bo\n\nSession 2\nCy"
    names = [Hit(start=text.index(name), end=text.index(name) + len(name), leak=Leak.named, who=bit)
             for name, bit in (("Ada", 1), ("Bo", 2), ("Cy", 4))]  # fmt: skip
    assert list(told(passage(text), names)) == [
        (("session", "1"), "chair", 1),
        (("session", "1"), "speaker", 2),
        (("session", "2"), "", 4),
    ]


def test_linked_falls_back_on_a_slot_without_function():
    mentions = list(meant(passage("The speaker of session 2 and the chair of session 1 said so.")))
    known = {(("session", "2"), ""): 4, (("session", "1"), "speaker"): 2}
    assert [(hit.who, hit.leak) for hit in linked(mentions, known)] == [(4, Leak.linked)]
