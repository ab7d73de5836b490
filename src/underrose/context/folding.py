"""Two writings of one name compare as equal: capitals, accents, apostrophes, hyphens and spacing set aside."""

import re
import unicodedata

_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼʻ`´′＇"), "'")
_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_MARKS = re.compile(r"[\s*†‡¹²³⁰-⁹]+$")
_COMBINING = re.compile(r"[\u0300-\u036f]")
_SPLIT = re.compile(r"[\s\-/,.]+")


class _Letters(dict[int, str]):
    """Each letter's plain form, worked out once; always one character, so places in the text stay where they are."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = unicodedata.normalize("NFKD", letter)[:1].lower() if letter.isalpha() else letter
        if letter.isspace() and letter != "\n":
            plain = " "
        self[code] = plain if len(plain) == 1 else letter
        return self[code]


_LETTERS = _Letters(_APOSTROPHES | _HYPHENS)


def fold(name: str) -> str:
    """The form under which a name is looked up."""
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", _MARKS.sub("", name)) if not unicodedata.combining(c)
    )
    plain = plain.casefold().translate(_APOSTROPHES | _HYPHENS).replace("'", "").replace("&", " and ")
    words = ["saint" if word == "st" else word for word in _SPLIT.split(plain) if word]
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def plain(text: str) -> tuple[str, list[int] | None]:
    """Running text in plain letters, and where each letter stood if places moved (text with separate accents)."""
    if not _COMBINING.search(text):
        return text.translate(_LETTERS), None
    places = [place for place, letter in enumerate(text) if not _COMBINING.match(letter)]
    return "".join(text[place] for place in places).translate(_LETTERS), places
