"""Two people of one sentence are two; what stands behind a sign, a number or "another" is told of whom it is told of."""

import pytest

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.quasi.tests.room import ROOM, wanted

LAYER = QuasiIdentifiers(ROOM)


def _who(text):
    return [hit.who for hit in LAYER.find(passage(text))]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "A journalist from Peru and a lawyer from Brazil clashed.",
            ["role=journalist;country=Peru", "role=lawyer;country=Brazil"],
        ),
        (
            "Asked by a Finnish diplomat about costs, a lawyer from Brazil said that there were none.",
            ["role=diplomat;country=Finland", "role=lawyer;country=Brazil"],
        ),
        (
            "A Ghanaian judge held that courts learn, and a Malian one that they do not.",
            ["role=judge;country=Ghana", "role=judge;country=Mali"],
        ),
        ("The speaker from Ghana was brief. Another, from Mali, was not.", ["country=Ghana", "country=Mali"]),
        (
            "A woman from Kenya asked for the floor and another from Norway yielded hers.",
            ["gender=F;country=Kenya", "gender=F;country=Norway"],
        ),
        ("Among the judges, only the Malian had read the annex.", ["role=judge;country=Mali"]),
        ("Speaker 4 (Peru): the register is ready.", ["country=Peru"]),
        ("The one dissenting voice came from Canada.", ["country=Canada"]),
        ("The floor was given to Senegal, whose delegate regretted the delay.", ["country=Senegal"]),
        (
            "A vendor asked for patience. The same person, a Finn, later offered to publish the contracts.",
            ["role=vendor", "role=vendor;country=Finland"],
        ),
        ("The delegate from Peru thanked her neighbour, a Finn.", ["country=Peru", "country=Finland"]),
        ("Bait prices - ice - Ghanaian judge: some are paid in heads.", ["role=judge;country=Ghana"]),
        ("- Q (lawyer, Brazil): who owns the data?", ["role=lawyer;country=Brazil"]),
        ("We, in Senegal, count by hand.", ["country=Senegal"]),
        ("The Malian judge counts silences, not answers.", ["role=judge;country=Mali"]),
    ],
)
def test_each_speaker_has_what_is_said_of_them(text, says):
    assert _who(text) == [LAYER.anonymity_set(wanted(one)) for one in says]


@pytest.mark.parametrize(
    "text",
    [
        "One participant spoke of fires. Her village burned down in the spring.",
        "Her village burned down in the spring.",
    ],
)
def test_what_befell_what_is_theirs_needs_no_name(text):
    assert [hit.variant for hit in LAYER.find(passage(text))] == ["deed"]


def test_a_village_of_nobody_in_the_room_is_quiet():
    assert LAYER.find(passage("Villages burned down in the spring. Nobody counted her houses.")) == []


def test_a_place_before_this_speaker_is_no_language():
    text = "One diplomat asked who pays. Based in the Middle East, this speaker added that it mattered."
    assert [hit.said.get("region") for hit in LAYER.find(passage(text))] == [None, ("Middle East",)]


@pytest.mark.parametrize(
    "text",
    [
        "I was third engineer on the Estrella when she was boarded, and nobody had warned the cook.",
        "We listened to a participant relating how he sat fourteen months in a cell.",
        "A participant told us how she had served in a camp on the border.",
    ],
)
def test_what_somebody_was_is_an_experience(text):
    assert "experience" in [hit.variant for hit in LAYER.find(passage(text))]
