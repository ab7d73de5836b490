"""Words of running text in other scripts: whether one that reads like a name more likely is a word of the language.

Where no capitals tell names from words, every word of a text is compared with every name of the room, and by chance some are alike.
So a word alone must read like the name without a letter left over, and be none of the common words (`prose.toml`), unless a title or a
verb of saying stands beside it; and no small word is half of a whole name. Constant time for a word.
"""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from underrose.methods.attribution.folding import fold
from underrose.methods.attribution.near.lattice import native_fold, script_of

ALIKE_ALONE = 0.86
"""How alike a word of running text must be to a name when nothing beside it says that somebody is meant."""
_AROUND, _LEAST = 80, 3
"""Letters to both sides that are looked at, and words of the same script there that make running text."""
_STEM, _TOGETHER = 3, 3
"""Letters a word has at least without what is written together with it, and how much may be written together in front."""
_OF_ARABIC = frozenset("عحطظصضقذثءئؤةى")
"""Letters that write no name from elsewhere, except what they sound like."""
_HEARD = {"ث": ("th",), "ذ": ("th", "dh"), "ق": ("q",), "ح": ("hh",), "ى": ("a",), "ة": ("ah", "eh")}
_VOWELS = ((re.compile("[ou]+"), frozenset("وؤ")), (re.compile("[iy]+|ee"), frozenset("يىئی")))
_LONG = 6
"""Letters of a name from elsewhere in which one o, u or i may be left out."""
_THEIRS = (("هما", "a"), ("ها", "a"), ("هم", "m"), ("كم", "m"), ("هن", "n"), ("نا", "a"), ("ه", "aeh"))
"""Possessive endings, and how a name ends that is written so."""
_ARTICLE = "ال"
_WITH_ARTICLE = re.compile("[aeiou]?l")
_WORD = re.compile(r"[^\W\d_]+(?:[\"'׳״][^\W\d_]+)?")
_BEFORE = re.compile(r"([^\W\d_]+(?:[\"'׳״][^\W\d_]*)?)\.?[ \u00a0]$")
_AFTER = re.compile(r"[ \u00a0]([^\W\d_]+)")
_LABEL_BEGINS = re.compile(r"(?:^|[\n.!?؟…]\s?)[^\S\n]*(?:[-*•–]\s*|\d{1,3}[.)]\s*)?$")
_OPENS = re.compile(r"(?:^|[.!?…:;·\n\"“«„(–—-])\s*$")
_MARKED = "\u064b\u064c\u064d"
"""Endings of an Arabic noun that a name seldom bears."""
_CAPITALS = frozenset(("cyrillic", "greek", "armenian"))


class _Words(NamedTuple):
    """Folded words of the languages of one script."""

    small: frozenset[str]
    everyday: frozenset[str]
    titles: frozenset[str]
    said: frozenset[str]
    before: tuple[str, ...]
    behind: tuple[str, ...]


@cache
def _lists() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "prose.toml").read_text(encoding="utf-8"))


@cache
def _words() -> dict[str, _Words]:
    found = {}
    for script, lists in _lists().items():
        if script == "countries":
            continue
        some = {name: tuple(_folded(text).split()) for name, text in lists.items()}
        found[script] = _Words(
            frozenset(some["small"]),
            frozenset((*some.get("everyday", ()), *some.get("said", ()))),
            frozenset(some.get("titles", ())),
            frozenset(some.get("said", ())),
            ("", *some.get("before", ())),
            ("", *some.get("behind", ())),
        )
    return found


def _folded(word: str) -> str:
    """Folded, the last letter of "ala" (on) another than that of Ali."""
    return fold(word.replace("ى", "ا"))


def countries_of_arabic_names() -> tuple[str, ...]:
    """Codes of the countries where most or many names are Arabic."""
    return tuple(_lists()["countries"]["arabic"].split())


def is_prose(text: str, start: int, end: int) -> bool:
    """Whether the word stands among words of its own script: in a sentence, and not a name in a list or in another language."""
    script = script_of(text[start:end])
    if script not in _words():
        return False
    around = (text[max(0, start - _AROUND) : start], text[end : end + _AROUND])
    others = (word for side in around for word in _WORD.findall(side) if script_of(word) == script)
    return sum(1 for _ in zip(range(_LEAST), others, strict=False)) == _LEAST


@lru_cache(maxsize=20_000)
def is_small(word: str) -> bool:
    """Whether a word of another script is one that nearly every text of its languages has, alone or with what is written together."""
    words = _words().get(script_of(word))
    return words is not None and _is_one(_folded(word), words.small, words, stem=2)


@lru_cache(maxsize=20_000)
def is_everyday(word: str) -> bool:
    """Whether a word of another script is small or a common word in one of its forms."""
    words = _words().get(script_of(word))
    if words is None:
        return False
    is_marked = any(mark in word for mark in _MARKED)
    return is_marked or is_small(word) or _is_one(_folded(word), words.everyday, words, stem=_STEM)


def _is_one(word: str, some: frozenset[str], words: _Words, stem: int) -> bool:
    if word in some:
        return True
    return any(
        word[len(before) : len(word) - len(behind)] in some
        for before in _beginnings(word, words.before)
        for behind in words.behind
        if word.endswith(behind) and len(word) - len(before) - len(behind) >= stem
    )


def _beginnings(word: str, some: tuple[str, ...]) -> list[str]:
    """What may be written together in front: nothing, one of them, two or three."""
    found = [""]
    for _ in range(_TOGETHER):
        found = list(
            dict.fromkeys(one + other for one in found for other in some if word.startswith(one + other))
        )
    return found


def has_sign(text: str, start: int, end: int) -> bool:
    """Whether a title, a verb of saying, brackets or the colon of a label say that somebody is meant."""
    words = _words()[script_of(text[start:end])]
    before, after = _BEFORE.search(text[max(0, start - _AROUND) : start]), _AFTER.match(text, end)
    if before is not None:
        word = _folded(before[1])
        if word in words.titles or any(
            word[len(one) :] in words.said for one in words.before if word.startswith(one)
        ):
            return True
    if after is not None and _folded(after[1]) in words.said:
        return True
    if text[end : end + 1] == ":":
        return _LABEL_BEGINS.search(text[max(0, start - _AROUND) : start]) is not None
    return text[start - 1 : start] == "(" and text[end : end + 1] == ")"


def is_written_small(text: str, start: int, end: int) -> bool:
    """Whether a word of a script with capitals bears none, in a text that uses them."""
    if script_of(text[start:end]) not in _CAPITALS or not text[start].islower():
        return False
    return any(letter.isupper() for letter in text[max(0, start - _AROUND) : end + _AROUND])


def bears_a_capital(text: str, start: int) -> bool:
    """Whether the word bears a capital that no beginning of a sentence gave it."""
    return text[start].isupper() and _OPENS.search(text[max(0, start - _AROUND) : start]) is None


@lru_cache(maxsize=20_000)
def reads_as(native: str, latin: str, *, is_at_home: bool) -> bool:
    """Whether a word of running text may be this name, for a bearer who comes from where names are Arabic, or does not.

    `latin` is in the letters a to z. Letters are not left over: an article, a possessive ending, a first h; names from elsewhere are
    written with the letters that sound alike, and with their o, u and i.
    """
    if script_of(native) != "arabic":
        return True
    word = native_fold(native)
    if word.startswith(_ARTICLE) and not _WITH_ARTICLE.match(latin):
        return False
    if latin.startswith("h") and word[0] not in "هحخ":
        return False
    theirs = next((heard for ending, heard in _THEIRS if word.endswith(ending)), latin[-1])
    if latin[-1] not in theirs:
        return False
    return is_at_home or _is_from_elsewhere(word, latin)


def _is_from_elsewhere(word: str, latin: str) -> bool:
    for letter in _OF_ARABIC.intersection(word):
        if not any(heard in latin for heard in _HEARD.get(letter, ())):
            return False
    unwritten = 0
    for sound, written in _VOWELS:
        heard = sound.findall(latin)
        unwritten += max(0, len(heard) - sum(letter in written for letter in word))
        if latin.endswith(tuple(heard)) and word[-1] not in written:
            return False
    return unwritten <= (len(latin) >= _LONG)
