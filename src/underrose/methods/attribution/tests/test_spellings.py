"""Names written in unusual ways are found, places and words that look like names are none, and what is left reads right."""

import tomllib
from pathlib import Path

import pytest

from underrose.methods.attribution.guard import Guard
from underrose.methods.attribution.merging import NAMES
from underrose.methods.attribution.values import Leak, Person, Roster, Way

_SENTENCES = tomllib.loads((Path(__file__).parent / "spellings.toml").read_text(encoding="utf-8"))
_PEOPLE = (
    ("Amina", "Otieno", "Ms", "Kenya", "Africa", "lawyer"),
    ("Chidi", "Okoro", "Mr", "Nigeria", "Africa", "judge"),
    ("Baraka", "Mwangi", "Mr", "Tanzania", "Africa", "journalist"),
    ("María", "Fernández", "Ms", "Spain", "Europe", "lawyer"),
    ("Jordan", "Mine", "Mr", "United Kingdom", "Europe", "diplomat"),
    ("Beat", "Keller", "Mr", "Switzerland", "Europe", "diplomat"),
    ("Rashid", "Al-Mansoori", "Dr", "Jordan", "Asia", "defender"),
    ("Olga", "Petrova", "Ms", "Georgia", "Europe", "lawyer"),
    ("Henrik", "van Dijk", "Mr", "Netherlands", "Europe", "researcher"),
    ("Priya", "Ramaswamy", "Ms", "India", "Asia", "journalist"),
    ("Tomás", "O'Sullivan", "Mr", "Ireland", "Europe", "judge"),
    ("Haruto", "Nakagawa", "Mr", "Japan", "Asia", "researcher"),
    ("Lars", "Lindqvist", "Mr", "Sweden", "Europe", "lawyer"),
    ("Ngozi", "Adeyemi", "Ms", "Nigeria", "Africa", "lawyer"),
    ("Peter", "Novak", "Mr", "Slovenia", "Europe", "journalist"),
    ("Samuel", "Boateng", "Mr", "Ghana", "Africa", "diplomat"),
    ("Elif", "Demir", "Ms", "Turkey", "Asia", "lawyer"),
    ("Carlos", "Ibarra", "Mr", "Mexico", "Latin America", "defender"),
)
_NATIVE = {"Al-Mansoori": ("راشد المنصوري",), "Petrova": ("Ольга Петрова",), "Nakagawa": ("中川陽翔",)}
_MAILS = {"Otieno": ("amina.otieno@lakeside.example",), "Okoro": ("c.okoro@court.example",)}
_TELEPHONES = {"Otieno": ("+254 712 345 678", "+254 733 111 222")}


@pytest.fixture(scope="module")
def guard() -> Guard:
    people = tuple(
        Person(
            key=str(number), name=f"{given} {family}", given=given, family=family, honorific=honorific,
            countries=(country,), regions=(region,), roles=(role,), bodies=(f"Body {number}",),
            native=_NATIVE.get(family, ()), mails=_MAILS.get(family, ()), telephones=_TELEPHONES.get(family, ()),
            handles=("@chidi_okoro",) if family == "Okoro" else (),
        )
        for number, (given, family, honorific, country, region, role) in enumerate(_PEOPLE)
    )  # fmt: skip
    return Guard(Roster(people), key=b"test")


def _named(guard: Guard, text: str) -> int:
    who = 0
    for one in guard.scan(text, points=()):
        who |= one.who if one.leak in NAMES | {Leak.public_figure} else 0
    return who


@pytest.mark.parametrize("way", _SENTENCES)
def test_name_written_in_an_unusual_way_is_found(guard, way):
    families = [person.family for person in guard.roster.people]
    missed = [
        text
        for family, texts in _SENTENCES[way].items()
        for text in texts
        if not _named(guard, text) >> families.index(family) & 1
    ]
    assert missed == []


@pytest.mark.parametrize(
    "text",
    [
        "Mine clearance was raised in Jordan.",
        "Jordan has ratified the treaty.",
        "The river Jordan runs dry.",
        "The Ministry in Jordan refused.",
        "Egypt and Jordan signed it.",
        "They beat the deadline.",
        "Police beat him in prison.",
        "That view was mine, not theirs.",
        "The okra was good.",
        "Don Quixote is a book.",
        "The pan-European network grew.",
        "Pan African courts were praised.",
        "Sister organisations were asked.",
        "Chief among them was cost.",
        "O.K. or not was the question.",
        "It was his and/or her own file.",
        "See the annex, tables.docx, and https://example.org/reports/2027 first.",
        "Three, four, five, six or seven of them were late.",
        "The sum was 1,234,567,890.",
    ],
)
def test_place_or_word_is_nobody(guard, text):
    assert _named(guard, text) == 0


def test_place_that_is_a_given_name_hides_no_description(guard):
    text = "A participant from Jordan spoke of prisons."
    (found,) = guard.scan(text, points=())
    assert (text[found.start : found.end], found.leak) == ("A participant from Jordan", Leak.one_clause)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Call +254 712 345 678 or +254 733 111 222.", ["Call +254 733 111 222.", "Call +254 712 345 678."]),
        (
            "Call +254 712 345 678 or write to amina.otieno@lakeside.example.",
            ["Write to amina.otieno@lakeside.example.", "Call +254 712 345 678."],
        ),
        (
            "Reach her on +254 712 345 678, +254 733 111 222 or c.okoro@court.example, please.",
            [
                "Reach her on +254 733 111 222 or c.okoro@court.example, please.",
                "Reach her on +254 712 345 678 or c.okoro@court.example, please.",
                "Reach her on +254 712 345 678, +254 733 111 222, please.",
            ],
        ),
        (
            "The office (+254 712 345 678 / +254 733 111 222) is open.",
            ["The office (+254 733 111 222) is open.", "The office (+254 712 345 678) is open."],
        ),
        ("Her number is +254 712 345 678.", []),
        ("Write to amina.otieno@lakeside.example about the draft.", []),
        ("See @chidi_okoro for more.", []),
    ],
)
def test_contact_left_out_leaves_the_others_and_a_sentence(guard, text, made):
    said = [
        text[: fix.start] + fix.wording + text[fix.end :]
        for one in guard.scan(text, points=())
        for fix in one.fixes
        if fix.way is Way.contact
    ]
    assert said == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("The file notes-otieno.docx was shared.", "A file was shared."),
        ("See https://example.org/people/amina-otieno, please.", "See a web page, please."),
        ("#OkoroMustGo was mentioned.", "A hashtag was mentioned."),
        ("The Okoros were against it.", "Some participants were against it."),
        ("Okoro-san objected.", "A participant objected."),
        ("O_k_o_r_o objected.", "A participant objected."),
    ],
)
def test_wording_stands_for_the_whole_of_what_names_somebody(guard, text, made):
    (found,) = guard.scan(text, points=())
    said = [text[: fix.start] + fix.wording + text[fix.end :] for fix in found.fixes if fix.way is Way.say]
    assert made in said
    assert all(_named(guard, one) == 0 for one in said)
