"""Short forms of notes: "insp." for an inspector, "jdge", "Sri L.", "N. Nigeria".

Abbreviations are made from the words they stand for, as writers make them: a beginning with a full stop, a word without its
vowels, a name with one of its words cut. What is an English word itself is none without its full stop. Only labels of notes
read them (`noted_labels`), but for the names of countries with one whole word, which are plain anywhere.
"""

from collections.abc import Iterator
from functools import cache
from itertools import product

from underrose.methods.attribution.near.gate_words import gate_words
from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.quasi import lattice
from underrose.methods.attribution.quasi.plain import plain_words
from underrose.methods.attribution.quasi.tables import rows, toml, words

Words = tuple[str, ...]
Found = list[tuple[str, int, int]]

_VOWELS = frozenset("aeiou")
_SHORTEST, _LONGEST = 3, 6
"""Letters of a beginning that stands for its word."""
_SURE = 4
"""From so many letters on a beginning needs no full stop."""
_LONG_WORD = 5
"""Letters of a word worth abbreviating."""
_CUT = 4
"""Letters a word of a name is cut to at most."""


@cache
def of_noun(noun: str) -> tuple[Words, ...]:
    """The short forms of a noun of one word, and their plurals, as rows of words and full stops."""
    usual = toml("notes")["short_nouns"].get(noun, ())
    found: dict[Words, None] = {(short,): None for short in usual} | {(short, "."): None for short in usual}
    if len(noun) >= _LONG_WORD and noun not in words("presiding"):
        for length in range(_SHORTEST, min(_LONGEST, len(noun) - 2) + 1):
            if length >= _SURE or not _is_word(noun[:length]):
                found[noun[:length], "."] = None  # but "Nobody answered her." tells of no herder
            if _SURE <= length < _LONGEST:
                found[noun[:length],] = None
        for short in _contracted(noun):
            found[short,] = None
    return tuple(form for form in found if not _is_word(form[0]) or (len(form) > 1 and form[0] in usual))


def of_phrase(noun: str) -> Iterator[Words]:
    """“Union rep”, "plant mgr": the usual short forms of the last word behind the others."""
    row = plain_words(noun)
    for short in toml("notes")["short_nouns"].get(row[-1], ()) if len(row) > 1 else ():
        yield (*row[:-1], short)
        yield (*row[:-1], short, ".")


def of_title(row: Words) -> tuple[str, ...]:
    """“VP” of a vice president, "DG" of a director general."""
    found: tuple[str, ...] = tuple(toml("notes")["short_titles"].get(" ".join(row), ()))
    return found


def _contracted(noun: str) -> Iterator[str]:
    """Without any vowel, or without one, behind the first letter: "lwyr", "jdge"."""
    bare = noun[0] + "".join(letter for letter in noun[1:] if letter not in _VOWELS)
    if len(bare) >= _SHORTEST:
        yield bare
        yield bare + "s"
    for at in range(1, len(noun)):
        if noun[at] in _VOWELS:
            yield noun[:at] + noun[at + 1 :]


def _is_word(word: str) -> bool:
    return word in gate_words().counts


@cache
def of_country(code: str) -> tuple[tuple[Words, bool], ...]:
    """The short forms of a country's names; whether each is plain anywhere, because one of its words is whole."""
    names = [row["names"] for row in rows("countries") if row["code"] == code]
    found: dict[Words, bool] = {}
    for name in (one for listed in names for one in listed.split("|")):
        row = plain_words(name.removeprefix("the "))
        if len(row) == 1:
            # Without its full stop the beginning of a country is often somebody's name: Georg, Philip.
            found.update((form, False) for form in of_noun(row[0]) if len(form) > 1)
        elif len(row) <= _SHORTEST:
            found.update(_cut(row))
    return tuple(found.items())


def _cut(row: Words) -> Iterator[tuple[Words, bool]]:
    """“Sri L.”, "Burk. Faso": at least one word cut, and one whole or two letters in each."""
    options = [
        [(word,), *((word[:length], ".") for length in range(1, min(_CUT, len(word) - 1) + 1))]
        for word in row
    ]
    for parts in product(*options):
        is_cut = any(len(part) > 1 for part in parts)
        is_whole = any(len(part) == 1 and len(part[0]) >= _SHORTEST for part in parts)
        if is_cut and (is_whole or all(len(part[0]) > 1 for part in parts)):
            yield tuple(word for part in parts for word in part), is_whole


def spelt_out(found: Found, passage: Passage) -> list[str]:
    """“W. African” becomes "west african", "N. Nigeria" Nigeria, in place: the part of a country says no less whence.

    `found` are words with their places in a folded text; the words alone are returned. O(its length).
    """
    compass, row = _compass(), [one[0] for one in found]
    if compass.keys().isdisjoint(row):
        return row
    named, places = _behind_points(), _first_words_of_places()
    at = 0
    while at + 1 < len(found):
        word, start, _ = found[at]
        place = at + 1 + (found[at + 1][0] == ".")
        if (
            word in compass
            and place < len(found)
            and passage.text[passage.original(start, start + 1)[0]].isupper()
        ):
            points, (after, _, end) = compass[word].split(), found[place]
            if after in named.get(" ".join(points), ()):
                found[at:place] = [(point, start, found[place - 1][2]) for point in points]
            elif after in places:
                found[at : place + 1] = [(after, start, end)]
        at += 1
    return [one[0] for one in found]


@cache
def _places() -> tuple[Words, ...]:
    """Countries, regions, and what is of them, as rows of words."""
    listed = [name for row in rows("countries") for name in row["names"].split("|")]
    listed += [demonym.word for demonym in lattice.demonyms()]
    listed += [name for region in lattice.regions().values() for name in (*region.names, *region.adjectives)]
    return tuple(row for name in listed if (row := plain_words(name.removeprefix("the "))))


@cache
def _first_words_of_places() -> frozenset[str]:
    return frozenset(row[0] for row in _places())


@cache
def _behind_points() -> dict[str, frozenset[str]]:
    """What stands behind a point of the compass in the name of a place: "south" before "sudan"."""
    found: dict[str, set[str]] = {}
    points = set(_compass().values())
    for row in _places():
        for length in (1, 2):
            if " ".join(row[:length]) in points and len(row) > length:
                found.setdefault(" ".join(row[:length]), set()).add(row[length])
    return {point: frozenset(behind) for point, behind in found.items()}


@cache
def _compass() -> dict[str, str]:
    """The points of the compass as notes write them."""
    table: dict[str, str] = toml("notes")["compass"]
    return table
