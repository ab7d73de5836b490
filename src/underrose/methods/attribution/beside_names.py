"""Whether a name stands beside another name, and so belongs to somebody else: "Huw David" is not our David Braun.

Only words right beside it are looked at, with nothing but a blank or a hyphen between. English alone.
"""

import re
from collections.abc import Container
from typing import NamedTuple

from underrose.methods.attribution.near.gate_words import gate_words
from underrose.methods.attribution.near.nicknames import known_names
from underrose.methods.attribution.passages import Passage
from underrose.methods.names.wordlists import WORDS

_BEFORE = re.compile(r"(?:([^\W\d_][\w']*)[ -])?([^\W\d_][\w']*)(?: |(?<=[^\W\d_])-)$")
_AFTER = re.compile(r"(?: |-)([^\W\d_][\w']*)")
_LOOK_BACK = 60
_PLACED = frozenset(
    {"in", "from", "at", "near", "around", "to", "of", "across", "outside", "within", "for", "and"}
)
_SHORTEST_NAME, _RARE = 3, 3
_HONOURS = 4
"""Letters up to which a word in capitals behind a name is an honour or an office: "Hefin David AM"."""


class _Beside(NamedTuple):
    word: str
    is_capital: bool
    is_abbreviation: bool


def is_of_another(passage: Passage, start: int, end: int, initials: Container[str] | None = None) -> bool:
    """Whether the mention from `start` to `end` of the folded text is a part of somebody else's name.

    A given name with another surname behind it, or another given name in front that makes it a surname. For a surname give the
    first letters of what its bearers are called: a word that is no common name and begins so may be a short form.
    The people's own names are no others: such mentions were joined before.
    """
    after = _after(passage, end)
    if after and after.is_capital and not after.is_abbreviation:
        is_rare = initials is None and 0 < gate_words().counts.get(after.word, 0) <= _RARE
        if _reads_as_name(after.word, initials) or (is_rare and after.word not in gate_words().verbs):
            return True
    before, further = _before(passage, start)
    if before is None or not before.is_capital or further in _PLACED or before.word in gate_words().places:
        return False
    return _reads_as_name(before.word, initials)


def word_before(passage: Passage, start: int) -> str:
    """The folded word with a capital right in front; empty if there is none."""
    before, _ = _before(passage, start)
    return before.word if before and before.is_capital else ""


def begins_alike(word: str, given: str) -> bool:
    """Whether a word may be another form of a given name: both begin with the same three letters, and go on."""
    size = _SHORTEST_NAME
    return min(len(word), len(given)) > size and word[:size] == given[:size] and not gate_words().count(word)


def is_abbreviation(passage: Passage, start: int, end: int) -> bool:
    """Whether a short word in capitals stands among small letters: "no disruption to EMA"."""
    begin, stop = passage.original(start, end)
    written = passage.text[begin:stop]
    if len(written) > _HONOURS or not written.isupper():
        return False
    first, last = passage.sentence_of(begin)
    return not passage.text[first:last].isupper()


def _reads_as_name(word: str, initials: Container[str] | None) -> bool:
    """A common name, or a word that is none of English and, beside a surname, no short form of the bearer's."""
    words = gate_words()
    if len(word) < _SHORTEST_NAME or word in WORDS.titles or word in words.titles or word in words.months:
        return False
    if word in words.verbs or word in words.institutions or word in WORDS.particles or words.count(word):
        return False
    return word in known_names() or initials is None or word[0] not in initials


def _after(passage: Passage, end: int) -> _Beside | None:
    found = _AFTER.match(passage.folded, end)
    return _beside(passage, found, 1) if found else None


def _before(passage: Passage, start: int) -> tuple[_Beside | None, str]:
    begin = max(0, start - _LOOK_BACK)
    found = _BEFORE.search(passage.folded[begin:start])
    if not found:
        return None, ""
    at = passage.original(begin + found.start(2), begin + found.end(2))
    written = passage.text[at[0] : at[1]]
    return _Beside(found.group(2), written[:1].isupper(), written.isupper()), found.group(1) or ""


def _beside(passage: Passage, found: re.Match[str], group: int) -> _Beside:
    start, end = passage.original(*found.span(group))
    written = passage.text[start:end]
    return _Beside(found.group(group), written[:1].isupper(), written.isupper() and len(written) <= _HONOURS)
