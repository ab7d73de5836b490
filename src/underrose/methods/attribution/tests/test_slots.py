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


def found_in(text: str, *names: str) -> dict[tuple[tuple[str, str], str], int]:
    hits = [
        Hit(start=text.index(name), end=text.index(name) + len(name), leak=Leak.named, who=1 << number)
        for number, name in enumerate(names)
    ]
    known: dict[tuple[tuple[str, str], str], int] = {}
    for slot, function, who in told(passage(text), hits):
        known[slot, function] = known.get((slot, function), 0) | who
    return known


PROGRAMME = (
    "Session 1, plenary 1: Opening\n\nChair: Ada\n\nSession 2: From the Village to the Capital\n\nFacilitator: Bo\n\n"
    "Lunch\n\nSession 3, plenary 2: Who pays?\n\nSpeaker: Cy\n\nChair: Di"
)


def test_session_has_every_number_of_its_heading_and_its_title():
    known = found_in(PROGRAMME, "Ada", "Bo", "Cy", "Di")
    assert known[("session", "3"), "speaker"] == 4
    assert known[("session", "3"), "chair"] == 8
    # The second plenary, and the second of all sessions: whoever writes may count either way.
    assert known[("session", "2"), "chair"] == 8 | 2
    assert known[("title", "who pays?"), "chair"] == 8
    assert known[("title", "from the village to the capital"), "chair"] == 2
    assert not any(slot == ("title", "lunch") for slot, _function in known)


@pytest.mark.parametrize(
    "text",
    [
        "The chair of “From the village to the capital” disagreed.",
        "The moderator of the session on ‘From the village to the capital’ disagreed.",
        'The chair in the discussion called "From the Village to the Capital." disagreed.',
    ],
)
def test_chair_of_a_title_is_as_good_as_a_name(text: str):
    (hit,) = linked(meant(passage(text)), found_in(PROGRAMME, "Ada", "Bo", "Cy", "Di"))
    assert hit.who == 2


@pytest.mark.parametrize("text", ["The chair of “another story” disagreed.", "The chair of 'no' said 'yes'."])
def test_title_that_no_programme_has_means_nobody(text: str):
    assert list(linked(meant(passage(text)), found_in(PROGRAMME, "Ada", "Bo", "Cy", "Di"))) == []


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The chairs of sessions 1 and 3 agreed.", {1, 8}),
        ("Whoever chaired “Who pays?” was late.", {8}),
        ("The person who moderated session 2 was late.", {2 | 8}),
        ("Whoever chaired the session on ‘From the village to the capital’ was late.", {2}),
        ("Whoever chaired the talks was late.", set()),
    ],
)
def test_chairs_of_several_sessions_and_whoever_chaired_one(text: str, who: set[int]):
    known = found_in(PROGRAMME, "Ada", "Bo", "Cy", "Di")
    assert {hit.who for hit in linked(meant(passage(text)), known)} == who


TITLES = (
    "Session 1: What a council can do in the first three days\n\nChair: Ada\n\nSession 2: When the warning comes from a woman\n\n"
    "Chair: Bo\n\nSession 3: Who pays for warnings?\n\nChair: Cy"
)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The chair of the session on the first three days was close to tears.", 1),
        ("In the third session the chair disagreed.", 4),
        ("During session 2, to our surprise, the chair disagreed.", 2),
        ("In the session When the warning comes from a woman, the chair said no.", 2),
        ("The chair of the session when the warning comes from a woman said no.", 2),
        ("In the session on the first three days the moderator wept.", 1),
        ("The moderator of the debate about what councils can do was late.", 1),
        ("The chair of the session on warnings from women was late.", 2),
        ("Whoever chaired the session on women who warn was late.", 2),
        ("The chair of the panel dealing with who pays was late.", 4),
        ("The chair of the women session was late.", 2),
        ("The chair of the session on warnings was late.", 2 | 4),
        ("The chair of the session on rivers was late.", 0),
        ("The chair of the session on the second day was late.", 0),
        ("The chair of the morning session was late.", 0),
    ],
)
def test_chair_of_a_session_is_meant_by_what_it_was_about(text: str, who: int):
    found = linked(meant(passage(text)), found_in(TITLES, "Ada", "Bo", "Cy"))
    assert sum({hit.who for hit in found}) == who
