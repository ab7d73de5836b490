"""A name of another script beside a name in Latin letters: what it costs to read the one as the other.

Each letter of the native name has the few writings that transliterations give it (`scripts.toml`, `kanji.csv`, `surnames.csv`); the
Latin name is walked through them from left to right. Letters that a script does not write (short vowels) may stand between.
Source: the Viterbi algorithm over a lattice of letters.
"""

import math
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice, product
from pathlib import Path
from typing import NamedTuple

from anyascii import anyascii

from underrose.methods.attribution.near.characters import japanese, korean_families, wade_giles, written

_HERE = Path(__file__).parent
_VOWELS = frozenset("aeiouy")
_LATER, _LATEST = 0.08, 0.4
"""What a writing costs for each place it stands behind the commonest, and at most."""
_DOUBLED, _BREATH = 0.1, 0.35
_CONSONANT = 1.1
"""A consonant too many, or one too few."""
_OTHER = 0.9
"""Another letter in the place of one."""
_ENDING = 0.3
_SECOND = 0.3
_AS_CHINESE = 0.8
"""A Korean surname as Chinese families of the same character write it."""
_COMMONEST, _SLOTS, _SPELLINGS = 5, 12, 60
_MANDARIN = 0.12
_PER_LOG = 0.1
_BARE = frozenset(("arabic", "hebrew"))
_INHERENT = frozenset(("devanagari", "bengali", "thai", "khmer", "tamil"))
"""Scripts whose consonants carry a vowel that is not written."""
_FIRST_SYLLABLE, _LAST_SYLLABLE = 0xAC00, 0xD7A3
_ENDS, _VOWEL_ENDS = 28, 588
"""Syllables of Unicode that share a vowel, and that share a first letter."""
FAR = 99.0

Slot = tuple[tuple[str, float], ...]
"""Writings of one letter and what each costs."""

_BLOCKS = (
    ("cyrillic", 0x400, 0x530), ("greek", 0x370, 0x400), ("armenian", 0x530, 0x590), ("hebrew", 0x590, 0x600), ("arabic", 0x600, 0x780),
    ("devanagari", 0x900, 0x980), ("bengali", 0x980, 0xA00), ("tamil", 0xB80, 0xC00), ("thai", 0xE00, 0xE80), ("georgian", 0x10A0, 0x1100),
    ("khmer", 0x1780, 0x1800), ("kana", 0x3040, 0x3100), ("han", 0x3400, 0xA000), ("hangul", _FIRST_SYLLABLE, _LAST_SYLLABLE + 1), ("han", 0xF900, 0xFB00),
    ("georgian", 0x1C90, 0x1CC0), ("greek", 0x1F00, 0x2000),
)  # fmt: skip


class _Script(NamedTuple):
    slots: dict[str, Slot]
    longest: int


class Lattice(NamedTuple):
    """A native name as the writings of its letters."""

    slots: tuple[Slot, ...]
    free: float
    """What a vowel costs that the script did not write."""
    can_lose_a: bool
    """A woman's surname, where the Latin one may be a man's."""
    can_gain_a: bool = False
    """A man's, where the Latin one may be a woman's."""


def script_of(text: str) -> str:
    """The script of the first letter that is not Latin; empty for Latin letters alone or an unknown script."""
    for letter in text:
        code = ord(letter)
        if code > 0x36F:  # noqa: PLR2004 # the end of the Latin blocks
            for name, first, after in _BLOCKS:
                if first <= code < after:
                    return name
    return ""


def native_fold(text: str) -> str:
    """Small letters without stress marks and vowel points, blanks and hyphens; letters of their own stay (й, ї)."""
    parted = unicodedata.normalize("NFD", text.casefold())
    is_greek = script_of(text) == "greek"
    kept = "".join(one for one in parted if not _is_mark(one, is_greek=is_greek))
    joined = "".join(
        one
        for one in unicodedata.normalize("NFC", kept)
        if one.isalnum() or unicodedata.category(one)[0] == "M"
    )
    return joined.translate(_KATAKANA)


_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F4)}


def _is_mark(letter: str, *, is_greek: bool) -> bool:
    if is_greek:
        return "\u0300" <= letter <= "\u036f"
    return (
        letter in "\u0300\u0301\u0640\u0670"
        or "\u064b" <= letter <= "\u0652"
        or "\u0591" <= letter <= "\u05c7"
    )


@cache
def _scripts() -> dict[str, _Script]:
    raw = tomllib.loads((_HERE / "scripts.toml").read_text(encoding="utf-8"))
    del raw["hangul"]
    return {
        name: _Script(
            {native_fold_key(key): _slot(text) for key, text in letters.items()}, max(map(len, letters))
        )
        for name, letters in raw.items()
    }


def native_fold_key(key: str) -> str:
    """A letter of the table as `native_fold` leaves it in a name."""
    return unicodedata.normalize("NFC", key)


@cache
def _jamo() -> tuple[tuple[Slot, ...], ...]:
    raw = tomllib.loads((_HERE / "scripts.toml").read_text(encoding="utf-8"))["hangul"]
    return tuple(tuple(_slot(text) for text in raw[place]) for place in ("first", "vowel", "last"))


def _slot(text: str) -> Slot:
    writings = dict.fromkeys("" if one == "-" else one for one in text.split()) or {"": None}
    return tuple((one, min(place * _LATER, _LATEST)) for place, one in enumerate(writings))


@lru_cache(maxsize=20_000)
def lattices(native: str) -> tuple[Lattice, ...]:
    """The ways a native name may be read; Chinese characters are read as several languages read them."""
    name = native_fold(native)
    script = script_of(name)
    if not script or not name:
        return ()
    if script in {"han", "kana"}:
        return tuple(_of_characters(name))
    if script == "hangul":
        spelt = Lattice(tuple(_of_syllables(name)), _OTHER, can_lose_a=False)
        families = korean_families(spelt.slots) if len(name) <= 2 else ()  # noqa: PLR2004 # syllables of a surname
        return (
            (
                spelt,
                Lattice(
                    (tuple((one, _AS_CHINESE / 2 + _unlikely(share)) for one, share in families),),
                    _OTHER,
                    can_lose_a=False,
                ),
            )
            if families
            else (spelt,)
        )
    can_lose = script == "cyrillic" and name.endswith(("ова", "ева", "ёва", "ина", "ская", "цкая"))
    gains = script == "cyrillic" and name.endswith(("ов", "ев", "ёв", "ин"))
    free = 0.04 if script in _BARE else 0.15 if script in _INHERENT else 0.6
    return (Lattice(tuple(_of_letters(name, _scripts()[script])), free, can_lose, gains),)


def _of_letters(name: str, script: _Script) -> Iterator[Slot]:
    """The longest groups first. A letter of no table is read as the general table reads it."""
    at = 0
    while at < len(name):
        for size in range(min(script.longest, len(name) - at), 0, -1):
            slot = script.slots.get(name[at : at + size])
            if slot is not None:
                yield slot
                at += size
                break
        else:
            yield ((anyascii(name[at]).lower(), 0.0),)
            at += 1


def _of_syllables(name: str) -> Iterator[Slot]:
    first, vowel, last = _jamo()
    for letter in name:
        code = ord(letter) - _FIRST_SYLLABLE
        if 0 <= code <= _LAST_SYLLABLE - _FIRST_SYLLABLE:
            yield first[code // _VOWEL_ENDS]
            yield vowel[code % _VOWEL_ENDS // _ENDS]
            yield last[code % _ENDS]
        else:
            yield ((anyascii(letter).lower(), 0.0),)


def _of_characters(name: str) -> Iterator[Lattice]:
    """As a Chinese, Korean or Vietnamese surname, as Chinese syllables, as a Japanese name."""
    if all(script_of(letter) == "han" for letter in name):
        surname = written(name)
        if surname:
            yield Lattice(
                (tuple((one.latin, _unlikely(one.share)) for one in surname),), _OTHER, can_lose_a=False
            )
        sounds = tuple(_syllable(letter) for letter in name)
        yield Lattice(sounds, _OTHER, can_lose_a=False)
    for parts in japanese(name):
        slots: list[Slot] = []
        for part in parts:
            kana = [_scripts()["kana"].slots.get(letter) for letter in part]
            if all(kana):
                slots.extend(slot for slot in kana if slot is not None)
            else:
                slots.append(tuple((one, 0.0) for one in part.split()))
        yield Lattice(tuple(slots), 0.5, can_lose_a=False)


@cache
def _syllable(character: str) -> Slot:
    """A character as Mandarin has it in Pinyin and Wade-Giles, and as families write it."""
    sound = anyascii(character).lower()
    writings = dict.fromkeys((sound, *wade_giles(sound)))
    others = {one.latin: one.share for one in written(character) if one.latin not in writings}
    return (
        *((one, _MANDARIN if one == sound else _MANDARIN + 0.05) for one in writings),
        *((one, 0.3 + _unlikely(share)) for one, share in others.items()),
    )


def _unlikely(share: float) -> float:
    """The price of a reading that few of those who write so have."""
    return min(0.6, -_PER_LOG * math.log(max(share, 1e-4)))


def spellings(native: str) -> Iterator[str]:
    """Some ways to write the name in Latin letters, the commonest writings of each letter first; 60 at most for each reading."""
    for lattice in lattices(native):
        few = [[one for one, _ in slot[:_COMMONEST]] for slot in lattice.slots[:_SLOTS]]
        yield from map("".join, islice(product(*few), _SPELLINGS))


def cost(native: str, latin: str) -> float:
    """What it costs to read the native name as the Latin one, which holds small letters a to z alone.

    0 for the usual reading; about 1 for each letter that does not fit; `FAR` where nothing can be said. The Latin name's
    length times the native one's times the writings of a letter (about five).
    """
    return min((_walked(lattice, latin) for lattice in lattices(native)), default=FAR)


def _walked(lattice: Lattice, latin: str) -> float:
    size = len(latin)
    row = _with_free(latin, {0: 0.0}, lattice.free)
    before: Slot = ()
    for slot in lattice.slots:
        following: dict[int, float] = {}
        again = slot == before and slot[0][0][:1] not in _VOWELS
        before = slot if slot[0][0] else before
        for at, spent in row.items():
            if spent > 4:  # noqa: PLR2004 # beyond any likeness
                continue
            for writing, price in slot:
                if latin.startswith(writing, at):
                    _keep(following, at + len(writing), spent + price)
            common = slot[0][0]
            is_vowel = not common or common[0] in _VOWELS
            _keep(following, at, spent + (_DOUBLED if again else 0.5 if is_vowel else _CONSONANT))
            if at < size:
                both = is_vowel and latin[at] in _VOWELS
                _keep(following, at + 1, spent + (0.45 if both else _OTHER))
        row = _with_free(latin, following, lattice.free)
    best = row.get(size, FAR)
    if lattice.can_lose_a:
        short = _walked(Lattice(lattice.slots[:-1], lattice.free, can_lose_a=False), latin)
        best = min(best, short + _ENDING)
    if lattice.can_gain_a and latin.endswith("a"):
        best = min(best, _walked(lattice._replace(can_gain_a=False), latin[:-1]) + _ENDING)
    return best


def _with_free(latin: str, row: dict[int, float], free: float) -> dict[int, float]:
    """The row, and where one gets from it by letters of the Latin name that answer to none of the native."""
    came_free: set[int] = set()
    for at in range(min(row, default=len(latin)), len(latin)):
        spent = row.get(at)
        if spent is None:
            continue
        letter = latin[at]
        if at and latin[at - 1] == letter:
            price = _DOUBLED
        elif letter in _VOWELS:
            # A vowel in front of everything, or a second one, is less usual than one between two consonants.
            price = max(free, _SECOND) if at in came_free or at == 0 else free
            if spent + price < row.get(at + 1, FAR):
                came_free.add(at + 1)
        else:
            price = _BREATH if letter == "h" else _CONSONANT
        _keep(row, at + 1, spent + price)
    return row


def _keep(row: dict[int, float], at: int, spent: float) -> None:
    if spent < row.get(at, FAR):
        row[at] = spent
