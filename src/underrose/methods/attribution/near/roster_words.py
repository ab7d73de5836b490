"""The words, initials and joined forms of the names of a roster, each with the set of people who bear them."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from underrose.methods.attribution.near.edits import letters
from underrose.methods.attribution.near.lattice import native_fold, script_of
from underrose.methods.attribution.values import Person, Roster
from underrose.methods.names import romanise
from underrose.methods.names.wordlists import WORDS
from underrose.methods.names.writing import german

_PARTED = re.compile(r"[\s\u00a0]+")
_BOUND = re.compile(r"[-\u2010\u2011’']")
_COMPOUND = frozenset(WORDS.compound)
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "phd", "md"))
_NATIVE_NAME = 5
"""Characters of a name in Chinese characters at most."""


@dataclass(slots=True)
class RosterWords:
    """Sets of people are bits. All keys are in the letters a to z, except those of `natives`."""

    given: dict[str, int] = field(default_factory=dict)
    family: dict[str, int] = field(default_factory=dict)
    initials: dict[str, int] = field(default_factory=dict)
    given_initial: dict[str, int] = field(default_factory=dict)
    family_initial: dict[str, int] = field(default_factory=dict)
    joined: dict[str, int] = field(default_factory=dict)
    combined: dict[str, int] = field(default_factory=dict)
    """Words of a name written together: "vandermeulen"."""
    natives: dict[str, tuple[int, int]] = field(default_factory=dict)
    """A word of another script, and the sets whose given name and whose surname it may be."""


def roster_words(roster: Roster) -> RosterWords:
    """Linear in the number of people; about 20 µs for each."""
    found = RosterWords()
    for place, person in enumerate(roster.people):
        bit = 1 << place
        for given, family in _names(person):
            _enter(found, given, family, bit)
        for native in (*person.native, *_other_scripts(person)):
            _enter_native(found, native, bit)
    return found


def _names(person: Person) -> list[tuple[list[str], list[str]]]:
    """Given names and surnames of every Latin writing of the name."""
    parts = [(person.given, person.family)] if person.given or person.family else []
    parts += [_taken_apart(name) for name in (person.name, *person.other_names)]
    found = []
    for given, family in parts:
        for one, other in ((given, family), (german(given) or "", german(family) or "")):
            words = (_words(one), _words(other))
            if any(words) and words not in found:
                found.append(words)
    return found


def _taken_apart(name: str) -> tuple[str, str]:
    """Given name and surname of a name in one piece: the surname stands last, or first before a comma, or in capitals."""
    if script_of(name):
        return "", ""
    if "," in name:
        family, _, given = name.partition(",")
        return given, family
    words = [word for word in _PARTED.split(name.strip()) if letters(word) not in _SUFFIXES]
    if len(words) < 2:  # noqa: PLR2004 # an only name may be either
        return name, ""
    in_capitals = [word for word in words if word.isupper() and len(letters(word)) > 2]  # noqa: PLR2004 # no initials
    if in_capitals and len(in_capitals) < len(words):
        return " ".join(word for word in words if word not in in_capitals), " ".join(in_capitals)
    first = next(
        (at for at, word in enumerate(words[1:], 1) if letters(word) in WORDS.particles), len(words) - 1
    )
    return " ".join(words[:first]), " ".join(words[first:])


def _words(name: str) -> list[str]:
    return [word for word in _PARTED.split(name.strip()) if letters(word)] if not script_of(name) else []


def _enter(found: RosterWords, given: list[str], family: list[str], bit: int) -> None:
    for words, table in ((given, found.given), (family, found.family)):
        for key in _keys(words):
            table[key] = table.get(key, 0) | bit
        together = {letters(one + other) for one, other in pairwise(words)}
        if len(words) > 2:  # noqa: PLR2004 # van der Meer
            together.add(letters("".join(words)))
        _add(found.combined, together, bit)
    first, last = letters("".join(given)), letters("".join(family))
    _add(found.given_initial, {letters(word)[:1] for word in given}, bit)
    _add(found.family_initial, {letters(word)[:1] for word in family}, bit)
    if first and last:
        short = {letters(given[0]), first}
        tail = {last, letters(family[-1])}
        _add(
            found.joined,
            {
                a + b
                for one in short
                for other in tail
                for a, b in ((one, other), (other, one), (one[0], other))
            },
            bit,
        )
        _add(found.initials, _initials(given, family), bit)


def _add(table: dict[str, int], keys: set[str], bit: int) -> None:
    for key in keys:
        table[key] = table.get(key, 0) | bit


def _initials(given: list[str], family: list[str]) -> set[str]:
    """First letters: of the first given name and the surname, of all words, with and without small words."""
    some = [letters(word)[0] for word in given]
    pieces = [letters(piece)[0] for word in given for piece in _BOUND.split(word) if letters(piece)]
    large = [letters(word)[0] for word in family if letters(word) not in WORDS.particles] or [
        letters(family[-1])[0]
    ]
    every = [letters(piece)[0] for word in family for piece in _BOUND.split(word) if letters(piece)]
    return {
        some[0] + every[0], some[0] + large[-1], some[0] + large[0], "".join(some + large), "".join(pieces + large), "".join(pieces + every), "".join(some + every), large[0] + some[0], some[0] + "".join(large),
    }  # fmt: skip


def _keys(words: list[str]) -> set[str]:
    """Each word, its pieces if they are long enough to stand alone, and words written together with their particles."""
    found = set()
    for word in words:
        whole = letters(word)
        if len(whole) > 1 and (whole not in WORDS.particles or len(words) == 1):
            found.add(whole)
        pieces = [letters(piece) for piece in _BOUND.split(word)]
        found.update(piece for piece in pieces if len(piece) > 3)  # noqa: PLR2004 # Seo-ah has no name of its own in "ah"
    for one, other in pairwise(words):
        found.add(letters(one + other))
    if len(words) > 2:  # noqa: PLR2004 # van der Meer
        found.add(letters("".join(words)))
    return found


def _other_scripts(person: Person) -> list[str]:
    return [
        name for name in (person.given, person.family, person.name, *person.other_names) if script_of(name)
    ]


def _enter_native(found: RosterWords, native: str, bit: int) -> None:
    words = [word for word in _PARTED.split(native.strip()) if native_fold(word)]
    for at, word in enumerate(words):
        is_last = at == len(words) - 1
        _native_word(
            found, native_fold(word), bit if not is_last or at == 0 else 0, bit if is_last or at == 0 else 0
        )
    whole = native_fold(native)
    if len(words) == 1 and script_of(whole) in {"han", "hangul"} and 1 < len(whole) < _NATIVE_NAME:
        size = 2 if whole[:2] in _COMPOUND and len(whole) > 2 else 1  # noqa: PLR2004 # the surname's characters
        _native_word(found, whole[:size], 0, bit)
        _native_word(found, whole[size:], bit, 0)
    _enter_read(found, native, bit)


def _enter_read(found: RosterWords, native: str, bit: int) -> None:
    """The native name as it reads in Latin letters, for who writes it so."""
    read = [letters(word) for word in _PARTED.split(romanise(native).strip()) if len(letters(word)) > 1]
    is_surname_first = script_of(native) in {"han", "hangul"}
    for at, word in enumerate(read):
        is_family = at == 0 if is_surname_first else at == len(read) - 1
        table = found.family if is_family else found.given
        table[word] = table.get(word, 0) | bit


def _native_word(found: RosterWords, word: str, given: int, family: int) -> None:
    known = found.natives.get(word, (0, 0))
    found.natives[word] = (known[0] | given, known[1] | family)
