import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from underrose.methods.attribution.folding import fold, folded

MIXED = st.text(
    st.sampled_from("aAzZ éßæøİ\u0301\u00ad\u200b\n\t–’Оеαﬁ½한\u1112\u1161\u11abがﾞ中الﷺा१"), max_size=30
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Straße", "strasse"),
        ("JØRGENSEN", "jorgensen"),
        ("Jose\u0301 Péres", "jose peres"),
        ("Oti\u00ade\u200bno", "otieno"),
        ("\ufeffAmina\u2060", "amina"),
        ("Ｏｔｉｅｎｏ", "otieno"),
        ("𝐎𝐭𝐢𝐞𝐧𝐨", "otieno"),
        ("Оtieno", "otieno"),  # a Cyrillic letter in front
        ("Ꭺmina", "amina"),
        ("ᴏᴛɪᴇɴᴏ", "otieno"),
        ("O’Brien — “no”", 'o\'brien - "no"'),
        ("one\ntwo\t three", "one two three"),
        ("one\n \ntwo", "one\ntwo"),
        ("مُحَمَّد", "محمد"),
        ("إبراهيم", "ابراهيم"),
        ("٠١٢", "012"),
        ("한", unicodedata.normalize("NFC", "한")),
        ("Ελλάδα", "ελλαδα"),
        ("Йорданова", "иорданова"),
        ("नेहा", "नेहा"),
    ],
)
def test_fold_of_what_reads_alike(text, expected):
    assert fold(text) == expected


def test_fold_of_a_lone_word_in_look_alikes_among_latin_words():
    assert fold("in Норе we trust") == "in hope we trust"


def test_fold_of_cyrillic_words_among_cyrillic_words():
    assert fold("Оксана сказала нет") == "оксана сказала нет"


def test_folded_place_of_joined_letters_is_all_of_them():
    made = folded("x ﬁ  Straße")
    at = made.text.index("ss")
    assert made.original(at, at + 1) == (9, 10)
    assert made.original(2, 4) == (2, 3)
    assert made.original(0, len(made.text)) == (0, 11)


def test_accent_between_the_letters_of_a_syllable_does_not_part_them():
    assert fold("\u1112\u0301\u1161") == fold("\ud558")


@given(MIXED)
@settings(max_examples=300, deadline=None)
def test_folded_twice_is_folded_once(text):
    once = fold(text.replace("\n", " "))
    assert fold(once) == once


@given(MIXED)
@settings(max_examples=300, deadline=None)
def test_folded_places_cover_the_original_in_order(text):
    made = folded(text)
    spans = [made.original(at, at + 1) for at in range(len(made.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    assert all(start <= text.index(text[start:end], start) for start, end in spans)


def _slowly(text):
    """The twin: letter by letter, for text without sequences or blanks that are put together."""
    pieces = []
    for letter in text:
        kept = "".join(
            one
            for one in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold())
            if unicodedata.combining(one) < 200
        )
        pieces.append(kept)
    return "".join(pieces)


@given(st.text(st.sampled_from("abcXYZ áÉîÕüÿŠžǅﬀ①Ⅳ"), max_size=20))
@settings(max_examples=200, deadline=None)
def test_fold_of_latin_letters_is_what_unicode_says(text):
    assert fold(text) == " ".join(_slowly(text).split()) or text.strip() != text or "  " in text


@given(MIXED)
@settings(max_examples=200, deadline=None)
def test_folded_at_leads_back(text):
    made = folded(text)
    for at in range(len(made.text)):
        start, _ = made.original(at, at + 1)
        assert made.folded_at(start) <= at
