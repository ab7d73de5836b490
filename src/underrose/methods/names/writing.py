"""A name without its accents and capitals, and a name in Latin letters whatever it was written in.

Source: Unicode decomposition (UAX 15); anyascii for the general table; `words.toml` where names are spelt otherwise.
"""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from underrose.methods.names.wordlists import WORDS

# Accents of Latin, Greek and Cyrillic; points of Hebrew; vowel signs and the stretching line of Arabic.
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670]")
_PLAIN = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "ng",
        "ə": "a", "ŧ": "t", "ĸ": "k", "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "ё": "е", "ς": "σ", "ʻ": "'", "ʼ": "'",
    }
)  # fmt: skip
_QUOTES = re.compile("['’‘`´ʿʾ״׳]")
_BETWEEN = re.compile(r"[\W_]+")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]{2,4}")
_HANGUL = re.compile("[\uac00-\ud7a3]{2,5}")
_ARTICLE = re.compile(r"(?<![^\W\d_])(?:ال)(?=[^\W\d_]{2})")
_THAI = re.compile("([เแโใไ])([ก-ฮ])")
_FINAL_H = re.compile(r"(?<=\w)[הه](?!\w)")
_SYLLABLE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LATIN = re.compile("[\x00-\u024f\u1e00-\u1eff\u2010-\u201f]*")
_LETTERS = re.compile(
    "|".join(re.escape(letters) for letters in WORDS.letters if letters > "\u024f"), re.IGNORECASE
)
_GERMAN = re.compile("[äöüåÄÖÜÅ]")


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """The name in small letters without accents, in its own script, words parted by single spaces.

    For comparing equal with equal: "José  GARCÍA-Ruiz" and "jose garcia ruiz" fold to one. Linear in the length.
    """
    parted = unicodedata.normalize("NFKD", name).casefold()
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", parted)).translate(_PLAIN)
    spaced = _BETWEEN.sub(" ", _QUOTES.sub("", _kept(plain)))
    return unicodedata.normalize("NFC", spaced).strip()


def _kept(text: str) -> str:
    """Vowel signs of Indic scripts are no letters to the pattern of words, but belong to them."""
    return unicodedata.normalize("NFC", text)


def is_latin(text: str) -> bool:
    """Whether every character is of the Latin script or of none."""
    return _LATIN.fullmatch(text) is not None


@lru_cache(maxsize=20_000)
def romanise(text: str) -> str:
    """The text in Latin letters without accents, capitals kept, for comparing and for finding, never for addressing.

    Chinese and Korean names of two to five characters are parted into surname and given name; a Japanese name in
    characters is read as if it were Chinese. Arabic, Persian and Hebrew come without the vowels they do not write.
    Linear in the length.
    """
    if is_latin(text):
        return anyascii(text)
    text = _HANGUL.sub(_korean, _HAN.sub(_chinese, unicodedata.normalize("NFC", text)))
    text = _THAI.sub(r"\2\1", _ARTICLE.sub("al-", text.replace("\u0640", "")))
    text = _LETTERS.sub(_as_spelt, _FINAL_H.sub("a", text))
    return anyascii(text).replace("`", "").replace("'", "").strip()


def german(text: str) -> str | None:
    """The other customary writing of ä, ö, ü and å (Mueller, Oestergaard), where the text has one."""
    if not _GERMAN.search(text := unicodedata.normalize("NFC", text)):
        return None
    return _GERMAN.sub(lambda found: WORDS.letters[found.group().lower()], text)


def _as_spelt(found: re.Match[str]) -> str:
    put = WORDS.letters[found.group().lower()]
    return put.capitalize() if found.group()[0].isupper() else put


def _chinese(found: re.Match[str]) -> str:
    return _surname_first(found.group())


def _korean(found: re.Match[str]) -> str:
    # Families write "hee" where the official romanisation has "hui".
    return _surname_first(found.group()).replace("ui", "ee")


def _surname_first(name: str) -> str:
    size = 2 if name.startswith(WORDS.compound) and len(name) > 2 else 1  # noqa: PLR2004 # the surname's characters
    surname, given = name[:size], name[size:]
    read = WORDS.readings.get(surname) or anyascii(surname).title()
    return f" {read.replace(' ', '')} {_SYLLABLE.sub('', anyascii(given)).capitalize()} "
