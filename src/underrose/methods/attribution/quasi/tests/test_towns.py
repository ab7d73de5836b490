"""Towns and provinces of the countries of a roster. Sentences of our own, for a small room."""

import pytest

from underrose.methods.attribution.near.gate_words import gate_words
from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers, own_phrases, towns
from underrose.methods.attribution.values import Person, Roster

_ROWS = (("HN", "Ana Okara"), ("HN", "Ben Lind"), ("VN", "Cua Dang"), ("PK", "Dina Malik"), ("NO", "Eva Moe"))
LAYER = QuasiIdentifiers(
    Roster(
        tuple(
            Person(
                key=str(number),
                name=name,
                countries=(country,),
                roles=("lawyer" if number != 1 else "nurse",),
            )
            for number, (country, name) in enumerate(_ROWS)
        )
    )
)


def told(text: str) -> set[tuple[str, int]]:
    return {(text[hit.start : hit.end], hit.who.bit_count()) for hit in LAYER.find(passage(text)) if hit.who}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A lawyer from Choloma disagreed.", "A lawyer from Choloma"),
        ("A lawyer from San Pedro de Copán disagreed.", "A lawyer from San Pedro de Copán"),
        ("The lawyer from Nam Can disagreed.", "The lawyer from Nam Can"),
        ("The lawyer from Gujranwala disagreed.", "The lawyer from Gujranwala"),
    ],
)
def test_town_says_its_country(text: str, found: str):
    assert told(text) == {(found, 1)}


@pytest.mark.parametrize(
    "text",
    [
        "The well in Nacaome can be seen since the road was built.",
        "We can say that it was an error, since nobody asked.",
    ],
)
def test_town_alone_and_words_of_towns_say_nothing_of_anybody(text: str):
    assert told(text) == set()


def test_name_of_somebody_in_the_room_is_no_town():
    """Okara lies in Pakistan, and is what Ana is called."""
    assert ("okara",) in towns.of("PK")
    assert not {one for one in told("The lawyer from Okara disagreed.") if one[1] == 1}


def test_country_that_is_unknown_has_no_towns():
    assert towns.of("XX") == ()


@pytest.mark.parametrize("code", ["VN", "ET", "TH", "US", "IN"])
def test_no_word_of_every_text_is_looked_for(code: str):
    """“Nam Can” is looked for by "nam": whoever looks for "can" reads nearly every sentence."""
    listed, cues = own_phrases._towns_of(code)
    assert listed
    assert [word for word in cues if gate_words().counts.get(word, 0) > 20] == []
