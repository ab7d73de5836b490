"""All ways in which a name, a post or a handle of somebody in the room is written exactly, ready for the search.

A name is searched by its words: `exact` puts words that stand together into one mention, so that order, middle names and
commas need no forms of their own. Linear in the roster: about 20 ms for 500 people.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from underrose.methods.attribution.folding import fold
from underrose.methods.attribution.passages import plain
from underrose.methods.attribution.values import Person, Roster
from underrose.methods.names.wordlists import WORDS
from underrose.methods.names.writing import german, is_latin


class Kind(Enum):
    """What a pattern is a form of."""

    word = "word"
    """A word of a name."""
    whole = "whole"
    """A name in one piece, as in scripts without spaces, or written together."""
    native = "native"
    post = "post"
    handle = "handle"


class Form(NamedTuple):
    """Whose form it is: sets of people, as bits of the roster."""

    kind: Kind
    given: int = 0
    family: int = 0
    who: int = 0


# Chinese, Japanese, Thai, Lao, Burmese, Khmer: no spaces between words.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)
_HAN = re.compile("[\u3005\u3400-\u9fff\uf900-\ufaff]+")
_ARABIC, _HEBREW = re.compile("[\u0600-\u06ff]"), re.compile("[\u0590-\u05ff]")
_BEFORE_ARABIC, _BEFORE_HEBREW = ("و", "ل", "ب", "ال"), ("ו", "ל", "ה", "ב", "מ", "ש")
_UMLAUT = re.compile("(?<=[^aeiouq])([aou])e(?=[^aeiouy])")
_LEAST_JOINED = 7
_LEAST_HANDLE = 6
_SHORTEST = 2
_DUTY = re.compile(r",| to (?:the )?| in (?=\w+(?: \w+)?$)")
"""What a post has beside itself: the body it is accredited to, and the town."""
_PLACED = re.compile(r"([\w' -]{4,}?)(?:,| of| for) (?:the )?([\w' -]{3,})")


class Forms:
    """Patterns over the plain text (each between spaces, unless its script has none) and what they are forms of."""

    def __init__(self, roster: Roster) -> None:
        self._words: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        self._others: dict[tuple[str, Kind], int] = defaultdict(int)
        for place, person in enumerate(roster.people):
            self._add(person, 1 << place)
        self.patterns: list[str] = []
        self.forms: list[Form] = []
        for word, (given, family) in self._words.items():
            self._keep(word, Form(Kind.word, given, family, given | family))
        for (text, kind), who in self._others.items():
            if kind is Kind.native or text not in self._words:
                self._keep(text, Form(kind, who=who))
        del self._words, self._others

    def _keep(self, text: str, form: Form) -> None:
        self.patterns.append(text if _UNSPACED.search(text) else f" {text} ")
        self.forms.append(form)

    def _add(self, person: Person, bit: int) -> None:
        for given, family in name_parts(person):
            self._add_name(given, family, bit)
        for name in (*person.native, *person.other_names):
            if not is_latin(name):
                self._add_native(name, bit)
        for post in person.posts:
            for form in post_forms(post):
                self._others[form, Kind.post] |= bit
        for handle in person.handles:
            bare = plain(fold(handle)).strip()
            if len(bare) >= _LEAST_HANDLE:
                self._others[bare, Kind.handle] |= bit

    def _add_name(self, given: str, family: str, bit: int) -> None:
        for word in words_of(given):
            self._words[word][0] |= bit
        for word in words_of(family):
            self._words[word][1] |= bit
        last = plain(fold(family)).replace(" ", "")
        for first in {plain(fold(given)).replace(" ", ""), *plain(fold(given)).split()}:
            if last and len(first) > 1 and len(first) + len(last) >= _LEAST_JOINED:
                self._others[first + last, Kind.whole] |= bit
                self._others[last + first, Kind.whole] |= bit

    def _add_native(self, name: str, bit: int) -> None:
        for form in native_forms(name):
            self._others[form, Kind.native] |= bit
        if not _UNSPACED.search(name):
            words = [word for word in plain(fold(name)).split() if not word.isascii()]
            for at, word in enumerate(words):
                for written in _with_clitics(word):
                    self._words[written][at > 0 and at == len(words) - 1] |= bit


def name_parts(person: Person) -> Iterator[tuple[str, str]]:
    """Pairs of given and family name: of the parts, of the whole name, and of every other Latin name."""
    given, family = person.given, person.family
    if given or family:
        yield given, family
    for name in (person.name, *person.other_names):
        if not name or not is_latin(name):
            continue
        rest = _without(name, (given, family)) if family else None
        if rest is None:
            yield apart(name)
        elif rest:
            yield rest, ""


def apart(name: str) -> tuple[str, str]:
    """Given and family name of a name nobody parted: a comma or capitals show the family name; else it is the last word.

    Titles and honours are left out.
    """
    if "," in name:
        family, given = (part.strip() for part in name.split(",", 1))
        return " ".join(_untitled(given)), " ".join(_untitled(family))
    words = _untitled(name)
    if len(words) < _SHORTEST:
        return " ".join(words), ""
    capitals = [word for word in words if word.isupper() and len(word.strip(".")) > 1]
    if capitals and len(capitals) < len(words):
        return " ".join(word for word in words if word not in capitals), " ".join(capitals)
    cut = len(words) - 1
    while cut > 1 and fold(words[cut - 1]) in WORDS.particles:
        cut -= 1
    return " ".join(words[:cut]), " ".join(words[cut:])


def words_of(name: str) -> set[str]:
    """The words a name is searched by: without particles, also written together, also with ue for ü and u for ue."""
    found: set[str] = set()
    for written in filter(None, (name, german(name))):
        parts = plain(fold(written)).split()
        telling = [part for part in parts if part not in WORDS.particles and len(part) >= _SHORTEST]
        found.update(telling or [part for part in parts if len(part) >= _SHORTEST])
        if len(parts) > 1:
            found.add("".join(parts))
        found.update(_UMLAUT.sub(r"\1", part) for part in telling)
    return found


def native_forms(name: str) -> Iterator[str]:
    """A name in its own script in one piece; in scripts without spaces also its parts, and with what follows a surname."""
    folded = plain(fold(name)).strip()
    if not _UNSPACED.search(folded):
        yield folded
        return
    parts = [part for part in folded.split() if not part.isascii()]
    joined = "".join(parts)
    yield joined
    if len(parts) > 1:
        yield " ".join(parts)
        yield from (part for part in parts if len(part) > _SHORTEST)
    if _HAN.fullmatch(joined):
        for size in _surname_sizes(parts, joined):
            yield from (joined[:size] + suffix for suffix in WORDS.suffixes)


def _surname_sizes(parts: list[str], joined: str) -> Iterable[int]:
    """How many characters the surname may have. Where nothing parts the name it may be Japanese, with two or three of four."""
    if len(parts) > 1:
        return (len(parts[0]),)
    if joined.startswith(WORDS.compound):
        return (2,)
    return range(1, max(2, min(len(joined), 4)))


def post_forms(post: str) -> Iterator[str]:
    """A post of two words or more as written, without its commas, up to a comma or "to", and with its place in front."""
    folded = re.sub(r"^(?:the|an?) ", "", fold(post).strip())
    found = {folded, folded.split(",")[0], _DUTY.split(folded, maxsplit=1)[0]}
    for text in tuple(found):
        if placed := _PLACED.fullmatch(text):
            found.add(f"{placed.group(2)}'s {placed.group(1)}")
    for text in found:
        written = plain(text).strip()
        if " " in written:
            yield written
            yield " ".join(written.split())


def _with_clitics(word: str) -> Iterable[str]:
    """Arabic and Hebrew write "and", "to" and "in" together with the word."""
    if len(word) > _SHORTEST and _ARABIC.match(word):
        return (word, *(before + word for before in _BEFORE_ARABIC))
    if len(word) > _SHORTEST and _HEBREW.match(word):
        return (word, *(before + word for before in _BEFORE_HEBREW))
    return (word,)


def _untitled(name: str) -> list[str]:
    words = name.split()
    while len(words) > 1 and fold(words[0]).strip(".") in WORDS.titles:
        words.pop(0)
    while len(words) > _SHORTEST and fold(words[-1]).replace(".", "") in WORDS.titles:
        words.pop()
    return words


def _without(name: str, parts: tuple[str, str]) -> str | None:
    """The words of a name that are in neither part; None where it lacks the family name, and so is another name."""
    own = set(words_of(parts[1]))
    if not own & words_of(name):
        return None
    known = own | words_of(parts[0])
    return " ".join(word for word in _untitled(name) if not words_of(word) & known)


def plain_words(texts: Iterable[str]) -> frozenset[str]:
    """The words of some texts, folded."""
    return frozenset(word for text in texts for word in plain(fold(text)).split())
