"""Bare initials as notes have them: of somebody, or of a thing."""

import pytest

from underrose.methods.attribution.near.finding import NearForms
from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.values import Person, Roster

NEAR = NearForms(
    Roster(
        (
            Person(key="1", name="Rosalba Quintero", given="Rosalba", family="Quintero"),
            Person(key="2", name="Gunnar Kjellberg", given="Gunnar", family="Kjellberg"),
            Person(key="3", name="Femke van den Akker", given="Femke", family="van den Akker"),
            Person(key="4", name="Bogdan Vrabie", given="Bogdan", family="Vrabie"),
        )
    )
)


def _found(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in NEAR.find(passage(text)) if hit.variant == "initials"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Remind Rosalba & GK of the bus.", "GK"),
        ("Rosalba and GK to draft it.", "GK"),
        ("GK, Rosalba: the costings", "GK"),
        ("Costings (GK, Rosalba)", "GK"),
        ("BV / GK to look at it", "GK"),
        ("Ask GK whether it is signed.", "GK"),
        ("cc GK", "GK"),
        ("slides → GK", "GK"),
        ("Action: GK to send the annex.", "GK"),
        ("GK to circulate the list by Friday.", "GK"),
        ("Remarks that came late from GK were left out.", "GK"),
        ("GK sceptical throughout", "GK"),
        ("Action: F.v.d.A. to compare the two.", "F.v.d.A."),
        ("The bus is late (GK).", "GK"),
        ("The bus is late [GK]", "GK"),
        ("Nobody was told. The bus is late (GK).\nNext: lunch", "GK"),
        ("The bus was late. - GK", "GK"),
        ("“The bus was late.” – GK", "GK"),
        ("The bus is late [GK, 14:12]", "GK"),
        ("The bus is late, says GK.", "GK"),
        ("The bus is late (G.K.).", "G.K."),
    ],
)
def test_initials_in_notes_are_of_somebody(text: str, written: str) -> None:
    assert written in _found(text)


@pytest.mark.parametrize(
    "text",
    [
        "The GK index fell again.",
        "Buy a GK cable and paper.",
        "We shall use GK from Friday on.",
        "The Global Kitchen (GK) is a charity.",
        "Ask for GK forms at the desk.",
        "Bring GK and paper to the hall.",
        "The tax and GK rates rose.",
        "OK to close the window?",
        "The case was heard by the Tribunal (GK).",
        "Each of us should have a good key (GK).",
        "The yearly fee (GK) is due.",
        "The yearly fee is due (GK) in May.",
        "Annex 3 (GK)",
        "The lorry was late - GK plates and all.",
        "Row G4 of the table, then GK2.",
    ],
)
def test_letters_of_a_thing_are_nobodys_initials(text: str) -> None:
    assert _found(text) == []
