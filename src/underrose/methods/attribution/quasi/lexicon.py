"""The phrases that are looked for: those everybody uses, read once in a process, and those of one roster.

A phrase is a row of words; the longest that stands at a place is taken. Looking up costs one dictionary per word.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from underrose.methods.attribution.quasi import abbreviations, groups, lattice
from underrose.methods.attribution.quasi.inflection import demonym_plural, forms, plural
from underrose.methods.attribution.quasi.plain import plain_words
from underrose.methods.attribution.quasi.tables import rows, toml
from underrose.methods.attribution.quasi.tokens import Entry, Kind, Sense

Words = tuple[str, ...]
Table = dict[str, list[tuple[Words, Entry]]]
IN_CAPITALS = Kind.code | Kind.capital
ACRONYM = 4
"""Acronyms shorter than this may be plain words too: "who", "mp"."""
ASKING = IN_CAPITALS | (Kind.title)
"""What stands only with capitals."""


class Lexicon:
    """Phrases by their first word, the longest first. What stands only in capitals is an entry of its own."""

    __slots__ = ("_entries", "_joined", "_joined_kinds", "by_first")

    def __init__(self) -> None:
        self._entries: dict[tuple[Words, int], Entry] = {}
        self._joined: frozenset[str] = frozenset()
        self._joined_kinds = 0
        self.by_first: Table = {}

    def add(self, words: Words, kinds: int, *senses: Sense) -> None:
        """One more meaning of a phrase."""
        if not words:
            return
        entry = self._entries.setdefault((words, kinds & ASKING), Entry(0))
        entry.kinds |= kinds
        entry.senses += tuple(sense for sense in senses if sense not in entry.senses)

    def seal(self) -> None:
        """Order the phrases for looking up."""
        for (words, _), entry in self._entries.items():
            self.by_first.setdefault(words[0], []).append((words, entry))
        for listed in self.by_first.values():
            listed.sort(key=lambda one: -len(one[0]))

    def join(self, phrases: Iterable[tuple[Words, Entry]], cues: frozenset[str], kinds: int) -> None:
        """Many phrases of the same kinds that others hold ready, once this is sealed. What stands here already stays as it is."""
        met: dict[Words, Entry] = {}
        for words, entry in phrases:
            if words in met:
                met[words] = Entry(entry.kinds, met[words].senses + entry.senses)
            elif (words, 0) not in self._entries:
                met[words] = entry
        longer = set()
        for words, entry in met.items():
            listed = self.by_first.setdefault(words[0], [])
            if listed:
                longer.add(words[0])
            listed.append((words, entry))
        for first in longer:
            self.by_first[first].sort(key=lambda one: -len(one[0]))
        self._joined, self._joined_kinds = cues, kinds

    def cues(self, kinds: int) -> Iterator[str]:
        """The longest word of every phrase of these kinds, but for codes: in small letters "NO" and "IN" are no places."""
        for (words, asking), entry in self._entries.items():
            if entry.kinds & kinds and not asking & IN_CAPITALS:
                yield longest_word(words)
        if kinds & self._joined_kinds:
            yield from self._joined

    def is_known(self, words: Words) -> bool:
        """Whether a phrase stands in the tables, in capitals or not."""
        return any((words, asking) in self._entries for asking in (0, Kind.code, Kind.capital))

    def kinds_of(self, words: Words) -> int:
        found = self._entries.get((words, 0))
        return found.kinds if found else 0


def longest_word(words: Words) -> str:
    return max(filter(str.isalnum, reversed(words)), key=len, default=words[-1])


Stands = Callable[[int, int, int], bool]


def longest(tables: Iterable[Table], row: list[str], at: int, stands: Stands) -> tuple[int, Sequence[Entry]]:
    """How many words of `row` from `at` the longest known phrase takes, and every entry of that phrase.

    `stands(kinds, at, length)` says whether a phrase that asks for capitals has them.
    """
    best, found = 0, list[Entry]()
    first = row[at]
    for table in tables:
        for words, entry in table.get(first, ()):
            length = len(words)
            if length < best:
                break
            if length > 1 and tuple(row[at : at + length]) != words:
                continue
            if entry.kinds & ASKING and not stands(entry.kinds, at, length):
                continue
            if length > best:
                best, found = length, []
            found.append(entry)
    return best, found


class First(NamedTuple):
    """A word that phrases begin with: what it is in small letters where no longer one stands, and how longer ones go on."""

    length: int
    """1, or 0 where the word alone is no phrase."""
    kinds: int
    senses: tuple[Sense, ...]
    seconds: frozenset[str]
    is_asking: bool
    """Whether it is something else with capitals."""


class Firsts(dict[str, First]):
    """The first words of the phrases of some tables, read when they are first met; a word of no table is not kept.

    Most words of a text begin nothing longer, and need no search for the longest phrase.
    """

    def __init__(self, tables: Sequence[Table]) -> None:
        super().__init__()
        self._tables = tables

    def __missing__(self, word: str) -> First:
        listed = [one for table in self._tables for one in table.get(word, ())]
        alone = [entry for words, entry in listed if len(words) == 1]
        plain = [entry for entry in alone if not entry.kinds & ASKING]
        kinds, senses = 0, tuple[Sense, ...]()
        for entry in plain:
            kinds, senses = kinds | entry.kinds, senses + entry.senses
        seconds = frozenset(words[1] for words, _ in listed if len(words) > 1)
        first = First(int(bool(plain)), kinds, senses, seconds, len(plain) < len(alone))
        if listed:
            self[word] = first
        return first


@cache
def cues_of_everybody(kinds: int) -> frozenset[str]:
    """The cues of the tables, which are the same for every roster."""
    return frozenset(of_everybody().cues(kinds))


@cache
def of_everybody() -> Lexicon:
    """The phrases of the tables."""
    lexicon = Lexicon()
    _places(lexicon)
    _regions(lexicon)
    _people(lexicon)
    _sectors(lexicon)
    _topics(lexicon)
    _grammar(lexicon)
    lexicon.seal()
    return lexicon


def _places(lexicon: Lexicon) -> None:
    for row in rows("countries"):
        sense = Sense("country", row["code"], "code")
        for name in row["names"].split("|"):
            _add(lexicon, name, Kind.place, sense, in_capitals=name.removeprefix("the ").isupper())
        _add(lexicon, row["code"], Kind.code | Kind.adjective | Kind.place, sense)
        _add(lexicon, row["alpha3"], Kind.code | Kind.adjective | Kind.place, sense)
    for row in rows("names"):
        sense = Sense("country", row["code"], "code")
        for name in row["names"].split("|"):
            if "(" not in name:
                _add(lexicon, name, Kind.place, sense)
    for demonym in lattice.demonyms():
        kinds = Kind.demonym | (Kind.adjective if demonym.is_adjective else 0) | Kind.noun
        kinds |= Kind.plural if demonym.is_plural else 0
        sense = Sense("country", demonym.code, "code")
        _add(lexicon, demonym.word, kinds, sense, in_capitals=demonym.word.isupper())
    for row in rows("cities"):
        for city in row["cities"].split("|"):
            if not lexicon.kinds_of(plain_words(city)):
                _add(lexicon, city, Kind.city | Kind.place, Sense("city", city, "city"))


def _regions(lexicon: Lexicon) -> None:
    for region in lattice.regions().values():
        sense = Sense("region", region.name, "region")
        for name in region.names:
            _add(lexicon, name, Kind.place, sense)
        for word in region.adjectives:
            kinds = Kind.demonym | Kind.adjective | (0 if word.isupper() else Kind.noun)
            _add(lexicon, word, kinds, sense, in_capitals=word.isupper() and len(word) < ACRONYM)
            if not word.isupper():
                _add(lexicon, demonym_plural(word), Kind.demonym | Kind.noun | Kind.plural, sense)


def _people(lexicon: Lexicon) -> None:
    for group, entry in toml("roles").items():
        sense = Sense("role", group, "group")
        for noun in entry["nouns"]:
            in_capitals = noun.isupper() and len(noun) < ACRONYM
            _add(lexicon, noun, Kind.role, sense, in_capitals=in_capitals)
            _add(lexicon, plural(noun), Kind.role | Kind.plural, sense)
            _shorten(lexicon, noun, sense)
        for calling in entry.get("callings", ()):
            _add(lexicon, calling, Kind.fact, sense)
    for gender in ("F", "M", "X"):
        sense = Sense("gender", gender, "value")
        _add(lexicon, gender, Kind.code, sense)
        for noun in toml("grammar")["genders"][gender]:
            one, _, many = noun.partition(":")
            if one in {"she", "her", "herself", "hers", "he", "him", "himself", "his"}:
                _add(lexicon, one, Kind.pronoun, sense)
                continue
            is_adjective = one in toml("grammar")["genders"]["adjectives"]
            _add(lexicon, one, Kind.gender | (Kind.adjective if is_adjective else 0), sense)
            _add(lexicon, many or plural(one), Kind.gender | Kind.plural, sense)
            _shorten(lexicon, one, sense)


def _shorten(lexicon: Lexicon, noun: str, sense: Sense) -> None:
    """How notes write a noun for somebody."""
    is_word = noun.isalpha() and noun.islower()
    for form in abbreviations.of_noun(noun) if is_word else abbreviations.of_phrase(noun):
        lexicon.add(form, Kind.short, sense)


def _sectors(lexicon: Lexicon) -> None:
    for group, entry in toml("sectors").items():
        sense = Sense("sector", group, "group")
        for phrase in entry["phrases"]:
            _add(lexicon, phrase.removeprefix("a ").removeprefix("the "), Kind.sector, sense)
        for phrase in entry["adjectives"]:
            _add(lexicon, phrase, Kind.sector | Kind.adjective, sense)


def _topics(lexicon: Lexicon) -> None:
    for words in groups.topic_groups():
        lexicon.add(words, Kind.topic, Sense("works_on", " ".join(words), "topic"))


def _grammar(lexicon: Lexicon) -> None:
    table = toml("grammar")
    lists: dict[str, int] = {
        "again": Kind.again, "neutral": Kind.neutral, "be": Kind.be, "auxiliaries": Kind.auxiliary,
        "modals": Kind.modal, "relatives": Kind.relative, "origins": Kind.origin, "asides": Kind.aside,
        "fronts": Kind.front, "afterthoughts": Kind.after, "works": Kind.works, "numbers": Kind.number,
        "nouns_first": Kind.noun_first, "fates": Kind.fate, "joins": Kind.join, "adverbs": Kind.adverb,
        "determiners": Kind.determiner, "pronouns": Kind.pronoun,
    }  # fmt: skip
    for section, kind in lists.items():
        for phrase in table[section]:
            _add(lexicon, phrase, kind)
    for sign in ',;:.()[]"-!?/\n':
        lexicon.add((sign,), Kind.sign)
    _nouns_and_verbs(lexicon)


def _nouns_and_verbs(lexicon: Lexicon) -> None:
    table = toml("grammar")
    for section, kind in (("room", Kind.room), ("persons", Kind.person), ("events", Kind.event)):
        for noun in table[section]:
            one, _, many = noun.partition(":")
            _add(lexicon, one, kind)
            _add(lexicon, many or plural(one), kind | Kind.plural)
    _add(lexicon, "one", Kind.person)
    _add(lexicon, "another", Kind.person)
    for many in ("those", "two", "three", "four", "five", "six"):
        _add(lexicon, many, Kind.person | Kind.plural)
    for verb in table["says"]:
        for form in forms(verb):
            if not form.endswith("ing"):
                _add(lexicon, form, Kind.says)


def _add(lexicon: Lexicon, phrase: str, kinds: int, *senses: Sense, in_capitals: bool = False) -> None:
    kinds |= Kind.capital if in_capitals else 0
    lexicon.add(plain_words(phrase.removeprefix("the ") if kinds & Kind.place else phrase), kinds, *senses)
