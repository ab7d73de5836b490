"""Names that are words or faiths too, and names parted or shortened as notes have them."""

import pytest

from underrose.methods.attribution.guard import Guard
from underrose.methods.attribution.merging import NAMES
from underrose.methods.attribution.values import Person, Roster

GUARD = Guard(
    Roster(
        (
            Person(key="0", name="Shafiqul Islam", given="Shafiqul", family="Islam"),
            Person(key="1", name="Hope Adjei", given="Hope", family="Adjei"),
            Person(key="2", name="Asha Pendo", given="Asha", family="Pendo"),
            Person(key="3", name="Jean-Claude Lafleur", given="Jean-Claude", family="Lafleur", other_names=("Jánklod",)),
            Person(key="4", name="Gowrishankar Iyer", given="Gowrishankar", family="Iyer", other_names=("GS",)),
            Person(key="8", name="La Der Bien", given="La Der", family="Bien"),
            Person(key="6", name="Wong Hung Gong", given="Hung Gong", family="Wong"),
            Person(key="7", name="Min Nor", given="Min", family="Nor"),
            Person(key="5", name="Leila Benmoussa", given="Leila", family="Benmoussa"),
        )
    ),
    key=b"test",
)  # fmt: skip


def _named(text: str) -> list[str]:
    return [text[one.start : one.end] for one in GUARD.scan(text, points=()) if one.leak in NAMES]


@pytest.mark.parametrize(
    "text",
    [
        "Islam and Buddhism are named in the first line.",
        "The place of Islam in schools was on the agenda.",
        "Islam, Judaism and Christianity share the hill.",
        "Islam forbids it, somebody thought.",
        "Hope is not a plan, and the bus left.",
        "Hope is no method.",
        "In Swahili, asha is more than a wish.",
        "In Swahili pendo is a word for love.",
        "The list of GS cables is long.",
        "The fair in Hong Kong was late.",
        "Nor does the list say why.",
        "Ten min, then tea.",
        "La reunión terminó tarde y los papeles no llegaron a la mesa.",
        "Der Saal war zu klein, und die Listen sind nicht rechtzeitig gekommen.",
        "Tout va bien, et la salle est prête pour les groupes.",
    ],
)
def test_word_that_is_a_name_too_is_nobody(text: str) -> None:
    assert _named(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Islam was late again.", "Islam"),
        ("Mr Islam disagreed.", "Mr Islam"),
        ("Islam and Pendo left early.", "Islam"),
        ("It was said, according to Islam, in the corridor.", "Islam"),
        ("Hope disagreed.", "Hope"),
        ("Hope was against it.", "Hope"),
        ("Asha said no.", "Asha"),
        ("The list came from Shafi Islam.", "Shafi Islam"),
        ("Leyla Hopkins and Leil Benmoussa", "Leil Benmoussa"),
        ("Herr Der war gegen die Listen, und niemand hat ihn gefragt.", "Herr Der"),
        ("min said no", "min"),
        ("Mr Nor was late.", "Mr Nor"),
        ("Jan Klod sang, and nobody minuted it.", "Jan Klod"),
        ("Ben Moussa would sign.", "Ben Moussa"),
        ("Ask Asha & GS for the key.", "GS"),
    ],
)
def test_name_that_is_a_word_too_is_found(text: str, name: str) -> None:
    assert name in _named(text)
