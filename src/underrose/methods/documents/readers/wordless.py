"""Whether a text is mostly no words of any language, as letters are that were told wrongly.

No dictionary: in every language written in Latin letters nearly each word of four letters has a vowel, vowels are between a
third and a half of all letters, and capitals begin words. Letters that were exchanged for others seldom keep to that. Other
scripts are not judged.
"""

import re
import unicodedata

_WORD = re.compile(r"[^\W\d_]{4,}")
_LATIN = re.compile("[a-z]+")
_VOWELS = frozenset("aeiouyæøœəɛɔı")
_ENOUGH, _MANY = 40, 200
"""Letters; fewer say nothing about single words, or about the share of vowels."""
_MOSTLY = 0.4
_LEAST, _MOST = 0.27, 0.68
"""Shares of vowels; English has 0.40, German 0.37, Czech 0.42, Maori 0.60."""


def is_wordless(text: str) -> bool:
    """Linear in the letters; never true of a short text."""
    words = [word for word in _WORD.findall(text) if not word.isupper()]
    plain = [(word, _plain(word)) for word in words]
    latin = [(word, letters) for word, letters in plain if _LATIN.match(letters)]
    count = sum(len(letters) for _word, letters in latin)
    if count < _ENOUGH:
        return False
    vowels = sum(sum(sign in _VOWELS for sign in letters) for _word, letters in latin)
    odd = sum(_is_odd(word, letters) for word, letters in latin)
    is_without_vowels = count >= _MANY and not _LEAST <= vowels / count <= _MOST
    return odd > _MOSTLY * len(latin) or is_without_vowels


def _plain(word: str) -> str:
    """Small letters without their accents."""
    parted = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in parted if not unicodedata.combining(sign))


def _is_odd(word: str, letters: str) -> bool:
    has_inner_capital = any(sign.isupper() for sign in word[1:])
    return has_inner_capital or not any(sign in _VOWELS for sign in letters)
