"""Numbers as people write them: 55, "fifty-five", "15th", "twelfth", "trente"."""

import re

from underrose.concept.note.plain import split_words

_ONES = split_words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_TENS = split_words("twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINAL_ONES = split_words(
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
    " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_FRENCH = {
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12,
    "quinze": 15, "vingt": 20, "vingt-cinq": 25, "trente": 30, "trente-cinq": 35, "quarante": 40, "cinquante": 50,
    "soixante": 60, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "veinte": 20, "treinta": 30, "cuarenta": 40,
    "cincuenta": 50,
}  # fmt: skip
_FRENCH_ORDINALS = {
    "première": 1, "premier": 1, "deuxième": 2, "seconde": 2, "troisième": 3, "quatrième": 4, "cinquième": 5, "sixième": 6,
    "septième": 7, "huitième": 8, "neuvième": 9, "dixième": 10, "onzième": 11, "douzième": 12, "primera": 1, "segunda": 2,
    "tercera": 3, "cuarta": 4, "quinta": 5, "sexta": 6, "séptima": 7, "octava": 8, "novena": 9, "décima": 10,
}  # fmt: skip


def _cardinals() -> dict[str, int]:
    words = {word: number for number, word in enumerate(_ONES) if number}
    for tens, word in enumerate(_TENS, start=2):
        words[word] = tens * 10
        for one in range(1, 10):
            words[f"{word}-{_ONES[one]}"] = words[f"{word} {_ONES[one]}"] = tens * 10 + one
    words |= {
        "a hundred": 100,
        "one hundred": 100,
        "a hundred and twenty": 120,
        "one hundred and twenty": 120,
        "a dozen": 12,
    }
    return words | _FRENCH


def _ordinals() -> dict[str, int]:
    words = {word: number for number, word in enumerate(_ORDINAL_ONES) if number}
    for tens, word in enumerate(_TENS, start=2):
        words[word[:-1] + "ieth"] = tens * 10
        for one in range(1, 10):
            words[f"{word}-{_ORDINAL_ONES[one]}"] = tens * 10 + one
    return words | _FRENCH_ORDINALS


CARDINALS = _cardinals()
ORDINALS = _ordinals()


def _any_of(words: dict[str, int]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_COMPOUND = {word for word in CARDINALS if word.split("-")[0].split()[0] in _TENS}
_SIMPLE = {word: number for word, number in CARDINALS.items() if word not in _COMPOUND}
_WORDS = rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[9:0:-1])}))?|{_any_of(_SIMPLE)}"
NUMBER = rf"(?<!\w)(?:\d{{1,3}}(?:[,\u00a0\u202f]\d{{3}})+|\d{{1,6}}|(?:{_WORDS})(?!\w|-(?!day|week|month|year|person|part)))"
"""A pattern for a number in figures or words."""
ORDINAL = rf"(?<!\w)(?:\d{{1,3}}\s?(?:st|nd|rd|th|e|ème|ª|º)\b|(?:{_any_of(ORDINALS)})\b)"
"""A pattern for an ordinal in figures or words."""


def number(text: str) -> int:
    """The value of what `NUMBER` matched."""
    text = " ".join(text.casefold().split())
    return CARDINALS[text] if text in CARDINALS else int(re.sub(r"\D", "", text) or 0)


def ordinal(text: str) -> int:
    """The value of what `ORDINAL` matched."""
    text = text.casefold()
    return ORDINALS[text] if text in ORDINALS else int(re.sub(r"\D", "", text) or 0)
