"""A translation says what the English says: every place is filled, every number has its form, nothing stays English."""

import gettext
import io
import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import write_mo

from underrose.pages import words

FILLED = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
MARKS = re.compile(r"\[\^\w+\]|\[@[^\]]+\]|https?://|\S+@example\.org|/meetings/")
WITHOUT_NUMBER = {"ar": 3}
"""How many of the first forms may say the number in the noun itself: none, one, two."""

SAME = {
    "l j F Y": "a format of days; Arabic gives them in the same order",
    "j F Y": "a format of days; Arabic gives them in the same order",
    "j F": "a format of days; Arabic gives them in the same order",
    "l j F": "a format of days; Arabic gives them in the same order",
    "D j M": "a format of days; Arabic gives them in the same order",
    "l j": "a format of days; Arabic gives them in the same order",
    "j": "a format of days",
    "CSV": "the name of a format",
    "Excel": "the name of a format",
    "{kind}: {conditions}.": "only places to fill, and marks that Arabic shares",
    "%(kind)s (%(count)s)": "only places to fill, and marks that Arabic shares",
    "%(kind)s %(number)s": "only places to fill",
}
LATIN = {
    r"PDF|CSV|JSON|vCard|VCARD|PostScript|Rich Text Format|Excel|Word|Markdown|JavaScript|US Letter|Letter": "names of formats, programs and paper",
    "[\u2066\u2068][^\u2069]*\u2069": "what is set apart to be read from left to right, as it is typed",
    r"BEGIN:|UTC|CHF|«al»|«van»": "codes, and words of other languages that are spoken of",
    r"(?:[AES]/)?RES(?:/[\d/]+(?:\(III\))?)?": "symbols of United Nations documents",
    r"(?<![A-Za-z])[AS](?= لل| لم)": "letters within those symbols",
    r"\[@[^\]]+\]": "how a document is cited",
    r"https://|name@example\.org|name@place\.example|/meetings/": "addresses",
    r"HR2701|M49": "codes",
    r"«Ferry House»": "an invented name of the samples",
}


def _spoken() -> Iterator[tuple[str, Message, str, str, int]]:
    """Every form of every translation beside the English form it stands for."""
    for language in words.languages():
        for message in words.translated(language):
            if not message.id:
                continue
            several = isinstance(message.id, tuple)
            said = message.string if several else (message.string,)
            for place, form in enumerate(said):
                yield language, message, message.id[1] if several else message.id, form, place


def test_translation_keeps_every_placeholder():
    lost = [
        (language, original, form)
        for language, message, original, form, place in _spoken()
        if not _is_filled(original, form, may_leave=_may_leave(language, message, place))
    ]
    assert lost == []


def _may_leave(language: str, message: Message, place: int) -> bool:
    return isinstance(message.id, tuple) and place < WITHOUT_NUMBER.get(language, 0)


def _is_filled(original: str, form: str, *, may_leave: bool) -> bool:
    wanted, found = sorted(FILLED.findall(original)), sorted(FILLED.findall(form))
    return found == wanted or (may_leave and set(found) <= set(wanted) and len(found) == len(set(found)))


def test_translation_keeps_marks_and_line_breaks():
    lost = [
        (language, original, form)
        for language, _message, original, form, _place in _spoken()
        if sorted(MARKS.findall(original)) != sorted(MARKS.findall(form))
        or original.count("\n") != form.count("\n")
    ]
    assert lost == []


def test_translation_is_not_the_english():
    same = {original for _language, _message, original, form, _place in _spoken() if form == original}
    assert same - set(SAME) == set()


def test_arabic_has_six_forms_of_every_number():
    several = [message for message in words.translated("ar") if isinstance(message.id, tuple)]
    assert len(several) > 10
    assert {len(message.string) for message in several} == {6}


@pytest.mark.parametrize(
    ("number", "form"),
    [(0, 0), (1, 1), (2, 2), (3, 3), (10, 3), (103, 3), (11, 4), (99, 4), (111, 4), (100, 5), (102, 5)],
)
def test_arabic_number_takes_its_form(number, form):
    compiled = io.BytesIO()
    write_mo(compiled, words.translated("ar"))
    compiled.seek(0)
    assert gettext.GNUTranslations(compiled).plural(number) == form


def test_arabic_is_written_in_arabic_letters():
    allowed = re.compile("|".join([FILLED.pattern, *LATIN]))
    stray = [
        form
        for language, _message, original, form, _place in _spoken()
        if language == "ar" and original not in SAME and re.search("[A-Za-z]", allowed.sub("", form))
    ]
    assert stray == []


def test_arabic_is_punctuated_as_arabic():
    as_written = re.compile("[\u2066\u2068][^\u2069]*\u2069")
    foreign = re.compile('[,;?“”"\u0640\u0660-\u0669]')
    stray = [
        form
        for language, _message, _original, form, _place in _spoken()
        if language == "ar" and foreign.search(as_written.sub("", form))
    ]
    assert stray == []


def test_invisible_signs_of_direction_come_in_pairs():
    pair = re.compile("[\u2066\u2068][^\u2066-\u2069]*\u2069")
    stray = [
        form
        for *_, form, _place in _spoken()
        if re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", pair.sub("", form))
    ]
    assert stray == []
