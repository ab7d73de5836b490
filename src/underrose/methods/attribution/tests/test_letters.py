"""Staff who are written to, or who sign, are no leak; those of the meeting are, and so is what staff say."""

import pytest

from underrose.methods.attribution.guard import Guard
from underrose.methods.attribution.merging import NAMES
from underrose.methods.attribution.values import Person, Roster

GUARD = Guard(
    Roster(
        (
            Person(key="0", name="Rosalba Quintero", given="Rosalba", family="Quintero"),
            Person(key="1", name="Gunnar Kjellberg", given="Gunnar", family="Kjellberg"),
            Person(key="2", name="Bettina Frick", given="Bettina", family="Frick", counts=False),
            Person(key="3", name="Harbour", other_names=("Harbour",), counts=False, part_of="0"),
        )
    ),
    key=b"test",
)


def _named(text: str) -> list[str]:
    return [text[one.start : one.end] for one in GUARD.scan(text, points=()) if one.leak in NAMES]


@pytest.mark.parametrize(
    "text",
    [
        "Hi Bettina, the vouchers are in the drawer.",
        "Dear Bettina,\nthe list is under the printer.",
        "Bettina, I left the lamps in the hall.",
        "Bettina, a few lines on the evening. It was short.",
        "The bus leaves at ten, the rest walks. Bettina",
        "The bus leaves at ten.\n\nBettina Frick\n",
    ],
)
def test_staff_who_are_written_to_or_sign_are_no_leak(text: str) -> None:
    assert _named(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hi Rosalba, the vouchers are in the drawer.", "Rosalba"),
        ("The bus leaves at ten, the rest walks. Gunnar", "Gunnar"),
        ("Bettina said that the bus was late.", "Bettina"),
        ("Bettina, who kept the list, was against it.", "Bettina"),
        ("It was Bettina.", "Bettina"),
        ("The key is with Bettina Frick, downstairs.", "Bettina Frick"),
    ],
)
def test_others_and_what_staff_do_are_told(text: str, name: str) -> None:
    assert name in _named(text)
