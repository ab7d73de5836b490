"""A name taken apart: its words as they sound, without titles, with what binds them."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from underrose.methods.names.sounds import first, skeleton, sound, without_gender
from underrose.methods.names.wordlists import WORDS
from underrose.methods.names.writing import fold, is_latin, romanise

MOST = 8
"""Words of a name that are looked at; more are a sentence, not a name."""
_LONGEST = 200
_WORD_LONGEST = 40
"""Letters of a word that are heard."""
_COMMA = re.compile("[,،、，;]")
_WORD = re.compile(r"[^\W\d_]+(?:\.(?=[^\W\d_]\b))?")
_JOIN = "-‐‑–־"
_QUOTES = re.compile("['’‘`´ʿʾʻʼ״׳]")
_STOP = re.compile(r"\b([^\W\d_])\.(?=[^\W\d_]\b)")
_ABD = re.compile(r"^abd(?:[aeiou]{0,2}(?:l|r(?=r)|s(?=s)|n(?=n)|sh(?=sh)))?-?")
_ABD_ALONE = frozenset(
    {"abd", "abdul", "abdel", "abdal", "abdol", "abdoul", "abdur", "abdus", "abdun", "bd", "abed"}
)


class Part(NamedTuple):
    """One word of a name. A tuple, because millions of them are looked up."""

    word: str
    """In small Latin letters."""
    heard: str
    """As it sounds, surnames as a man bears them."""
    is_bound: bool = False
    """Joined to the word before by a hyphen."""
    is_initial: bool = False
    is_bare: bool = False
    """From a script that writes no short vowels."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the comparison sees it. Nothing in it is for addressing anybody."""

    parts: tuple[Part, ...]
    particles: frozenset[str]
    folded: str
    has_order: bool
    """A patronym or a comma says which part is which."""
    is_latin: bool
    had_title: bool


@lru_cache(maxsize=40_000)
def taken_apart(name: str) -> Name:
    """The words of a name; "FAMILY, Given" is turned round. Anything is a name: an empty text has no parts."""
    text = name[:_LONGEST]
    before, comma, after = _parted(text)
    if comma:
        text = f"{after} {before}" if not _is_honour(after) else before
    for suffix in WORDS.suffixes:
        text = text.strip().removesuffix(suffix)
    untitled, had_title = _without_titles(text)
    written = _QUOTES.sub("", romanise(untitled).casefold())
    bare = not is_latin(untitled) and _is_bare(untitled)
    parts, particles = _parts(written, is_bare=bare)
    return Name(
        parts=tuple(parts),
        particles=frozenset(particles),
        folded=fold(untitled),
        has_order=bool(comma) or not WORDS.patronymic.isdisjoint(particles),
        is_latin=is_latin(untitled),
        had_title=had_title or (bool(comma) and _is_honour(after)),
    )


def _parted(text: str) -> tuple[str, str, str]:
    found = _COMMA.search(text)
    return (text[: found.start()], ",", text[found.end() :]) if found else (text, "", "")


def _is_honour(text: str) -> bool:
    words = fold(text.replace(".", "")).split()
    return all(word in WORDS.titles for word in words)


def _without_titles(text: str) -> tuple[str, bool]:
    """The name without forms of address in front and honours behind; never without its last two words."""
    words = re.sub(r"(?<=[^\W\d_]{2})\.(?=\S)", ". ", text).split()
    start, end = 0, len(words)
    while end - start > 1 and _is_title(words[start], is_in_front=True):
        start += 1
    while end - start > 2 and _is_title(words[end - 1], is_in_front=False):  # noqa: PLR2004 # a name has two words
        end -= 1
    return " ".join(words[start:end]), end - start < len(words)


def _is_title(word: str, *, is_in_front: bool) -> bool:
    plain = fold(word.replace(".", "").replace("/", ""))
    if len(plain) == 1:
        return plain in {"m", "כ", "κ"} and word.endswith(".") and plain != "m"
    if plain not in WORDS.titles and word.casefold() not in WORDS.titles:
        return False
    if plain in {"ma", "ba", "se", "he", "don", "pan"}:
        return "." in word or (not is_in_front and word.isupper())
    return True


def _is_bare(text: str) -> bool:
    """Arabic, Hebrew, Indic and Thai letters: the table writes their consonants only."""
    return any("\u0590" <= letter <= "\u0e7f" for letter in text)


def _parts(written: str, *, is_bare: bool) -> tuple[list[Part], list[str]]:
    pieces = _pieces(_STOP.sub(r"\1. ", written))
    parts: list[Part] = []
    particles: list[str] = []
    at = 0
    while at < len(pieces) and len(parts) < MOST:
        word, is_bound = pieces[at]
        following = [word for word, _ in pieces[at + 1 : at + 3]]
        if word in _ABD_ALONE and following:
            word, used = _servant(following)
            at += used
        elif word in WORDS.particles and (len(word) > 1 or not is_bound) and _is_between(word, at, pieces):
            particles.append(word)
            at += 1
            continue
        parts.append(_part(word, is_bound=is_bound and bool(parts), is_bare=is_bare))
        at += 1
    return parts, particles


def _is_between(word: str, at: int, pieces: list[tuple[str, bool]]) -> bool:
    """A particle stands before another word; "Mac" and "D" at the end, or a lone "Y.", are parts."""
    return at < len(pieces) - 1 and (
        len(word) > 1 or (at > 0 and word in {"y", "e", "d"} and at < len(pieces) - 1)
    )


def _pieces(written: str) -> list[tuple[str, bool]]:
    """Words, and whether a hyphen binds each to the one before."""
    pieces: list[tuple[str, bool]] = []
    for found in _WORD.finditer(written):
        is_bound = found.start() > 0 and written[found.start() - 1] in _JOIN
        pieces.append((found.group()[:_WORD_LONGEST].rstrip("."), is_bound))
    return pieces


def _servant(following: list[str]) -> tuple[str, int]:
    """One word of "Abd el Kader", "Abdul Kader" and "Abdelkader", and how many words it took."""
    if following[0] in WORDS.particles and len(following) > 1:
        return f"abd{following[1]}", 2
    return f"abd{following[0]}", 1


def _part(word: str, *, is_bound: bool, is_bare: bool) -> Part:
    if word.startswith("abd") and len(word) > 5:  # noqa: PLR2004 # longer than "abdul"
        rest = _ABD.sub("", word, count=1)
        word = f"abd{rest}" if len(rest) > 1 else word
    return Part(word, without_gender(sound(word)), is_bound, len(word) == 1, is_bare)


def bones(part: Part) -> tuple[str, str]:
    """Skeleton and first sound of a part, for blocking."""
    return skeleton(part.heard) or part.heard[:1], first(part.heard)
