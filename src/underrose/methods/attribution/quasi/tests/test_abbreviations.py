"""Short forms are made as writers make them, and are no words of English."""

import pytest

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import abbreviations
from underrose.methods.attribution.quasi.plain import pieces


@pytest.mark.parametrize(
    ("noun", "form"),
    [
        ("judge", ("jdge",)),
        ("lawyer", ("lwyr",)),
        ("inspector", ("insp", ".")),
        ("manager", ("mgr",)),
        ("president", ("pres", ".")),
    ],
)
def test_noun_has_short_form(noun, form):
    assert form in abbreviations.of_noun(noun)


@pytest.mark.parametrize("form", [("law", "."), ("law",), ("char",)])
def test_word_of_english_is_no_short_form(form):
    assert form not in abbreviations.of_noun("lawyer") + abbreviations.of_noun("chair")


def test_beginning_of_a_country_needs_its_full_stop():
    assert ("georg",) not in dict(abbreviations.of_country("GE"))


@pytest.mark.parametrize(
    ("code", "form", "is_plain"),
    [
        ("LK", ("sri", "l", "."), True),
        ("BF", ("burk", ".", "faso"), True),
        ("SL", ("s", ".", "leone"), True),
        ("HN", ("hond", "."), False),
    ],
)
def test_country_has_short_form(code, form, is_plain):
    assert (form, is_plain) in abbreviations.of_country(code)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("W. African", ["west", "african"]),
        ("S. Sudan", ["south", "sudan"]),
        ("N. Nigeria", ["nigeria"]),
        ("SE Asia", ["south", "east", "asia"]),
        ("n. nigeria", ["n", ".", "nigeria"]),
        ("N. Danladi", ["n", ".", "danladi"]),
    ],
)
def test_point_of_the_compass_is_read_before_a_place(text, words):
    made = passage(text)
    found = pieces(made.folded, 0, len(made.folded))
    abbreviations.spelt_out(found, made)
    assert [word for word, _, _ in found] == words
    assert found[0][1] == 0
    assert found[-1][2] == len(text)
