"""The phrases that are looked for: those everybody uses, read once in a process, and those of one roster.

A phrase is a row of words; the longest that stands at a place is taken. Looking up costs one dictionary per word.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from underrose.methods.attribution.quasi import groups, lattice
from underrose.methods.attribution.quasi.index import Index
from underrose.methods.attribution.quasi.inflection import demonym_plural, forms, plural
from underrose.methods.attribution.quasi.plain import plain_words, without_commas
from underrose.methods.attribution.quasi.tables import rows, toml
from underrose.methods.attribution.quasi.tokens import Entry, Kind, Sense

Words = tuple[str, ...]
Table = dict[str, list[tuple[Words, Entry]]]
IN_CAPITALS = Kind.code | Kind.capital
_ACRONYM = 4
"""Acronyms shorter than this may be plain words too: "who", "mp"."""
ASKING = IN_CAPITALS | (Kind.title)
"""What stands only with capitals."""


class Lexicon:
    """Phrases by their first word, the longest first. What stands only in capitals is an entry of its own."""

    __slots__ = ("_entries", "by_first")

    def __init__(self) -> None:
        self._entries: dict[tuple[Words, int], Entry] = {}
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

    def last_words(self, kinds: int) -> Iterator[str]:
        """The last word of every phrase of these kinds, but for codes: in small letters "NO" and "IN" are no places."""
        return (
            words[-1]
            for (words, asking), entry in self._entries.items()
            if entry.kinds & kinds and not asking & IN_CAPITALS
        )

    def is_known(self, words: Words) -> bool:
        """Whether a phrase stands in the tables, in capitals or not."""
        return any((words, asking) in self._entries for asking in (0, Kind.code, Kind.capital))

    def kinds_of(self, words: Words) -> int:
        found = self._entries.get((words, 0))
        return found.kinds if found else 0


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


def of_roster(index: Index) -> Lexicon:
    """The values of one roster, word for word and in the usual variations."""
    lexicon = Lexicon()
    for axis, people in index.values.items():
        for value in people:
            _own(lexicon, index, axis, value)
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
            _add(lexicon, word, kinds, sense, in_capitals=word.isupper() and len(word) < _ACRONYM)
            if not word.isupper():
                _add(lexicon, demonym_plural(word), Kind.demonym | Kind.noun | Kind.plural, sense)


def _people(lexicon: Lexicon) -> None:
    for group, entry in toml("roles").items():
        sense = Sense("role", group, "group")
        for noun in entry["nouns"]:
            in_capitals = noun.isupper() and len(noun) < _ACRONYM
            _add(lexicon, noun, Kind.role, sense, in_capitals=in_capitals)
            _add(lexicon, plural(noun), Kind.role | Kind.plural, sense)
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
    for verb in table["says"]:
        for form in forms(verb):
            if not form.endswith("ing"):
                _add(lexicon, form, Kind.says)


def _own(lexicon: Lexicon, index: Index, axis: str, value: str) -> None:
    label = index.label(axis, value)
    words = tuple(value.split())
    if axis in {"country", "gender", "language"}:
        return
    kind = _OWN_KINDS.get(axis, Kind.fact) | Kind.own
    sense = Sense(axis, value, "value")
    if axis == "region":
        lexicon.add(words, kind | Kind.place, Sense("region", label, "value"))
        return
    if axis == "post":
        _titles(lexicon, words)
        if len(words) <= _LONGEST_TITLE:
            return
    if axis == "role":
        for field in _fields(words[-1]):
            lexicon.add((field,), Kind.fact, sense)
        for callings in _callings(words):
            lexicon.add(callings, Kind.role, sense)
    if axis == "body":
        for kept, form in _kinds_of_body(words):
            lexicon.add(form, kind, Sense("body", " ".join(kept), "value"))
    for form in _written(axis, words):
        is_plural = axis == "role" and form[-1] != words[-1]
        lexicon.add(form, kind | (Kind.plural if is_plural else 0) | _needs_capitals(form, label), sense)


def _written(axis: str, words: Words) -> set[Words]:
    """How texts write a value: a role by its noun, a sector by its last word, a body without its article."""
    if axis == "role":
        return {
            form for at in _heads(words) for form in (words[at:], plain_words(plural(" ".join(words[at:]))))
        }
    forms_of_value = {words, without_commas(words)}
    if axis == "sector" and len(words) > 1 and words[-1] not in _VAGUE_SECTORS:
        forms_of_value |= {words[-1:], plain_words(plural(words[-1]))}
    if axis == "body":
        forms_of_value |= set(_bodies(words))
    return forms_of_value


_OWN_KINDS = {
    "role": Kind.role, "sector": Kind.sector, "works_on": Kind.topic, "body": Kind.body, "post": Kind.post,
    "region": Kind.place,
}  # fmt: skip


def _callings(words: Words) -> Iterator[Words]:
    """A "hospital director" is the director, or the head, of a hospital."""
    if len(words) > 1 and words[-1] in _HEADS_OF:
        for head in _HEADS_OF:
            for small in (("of", "a"), ("of", "the"), ("of", "an"), ("at", "a"), ("of", "our"), ("of",)):
                yield (head, *small, *words[:-1])


_HEADS_OF = frozenset({"director", "manager", "head", "chief", "administrator", "leader", "owner"})
_VAGUE_SECTORS = frozenset({
    "society", "sector", "organisation", "organization", "organisations", "organizations", "institution", "institutions",
    "service", "services", "body", "bodies", "system", "community", "group", "groups", "world", "other", "field", "rights",
    "nations", "affairs", "public", "private", "state", "level", "market", "side", "branch", "actor", "actors",
})  # fmt: skip


def _fields(noun: str) -> Iterator[str]:
    """What a role is called as a field: "a background in hydrology", "in nursing"."""
    if noun.endswith("ist"):
        yield from (noun[:-3] + end for end in ("y", "ics", "ism"))
    elif noun.endswith(("er", "or")):
        yield noun[:-2] + "ing"
    elif noun == "nurse":
        yield "nursing"


def _heads(words: Words) -> Iterator[int]:
    """Where shorter names of a role begin: "human rights defender" is a defender; "UN official" is no other official."""
    yield 0
    if words[-1] not in _VAGUE and "of" not in words:
        yield from range(1, len(words))


_VAGUE = frozenset({
    "official", "representative", "officer", "adviser", "advisor", "leader", "worker", "manager", "executive",
    "member", "expert", "person", "staff", "specialist", "delegate", "participant", "professional", "director",
    "fellow", "head", "secretary", "assistant", "colleague", "speaker", "figure", "actor", "coordinator", "owner",
})  # fmt: skip


def _titles(lexicon: Lexicon, words: Words) -> None:
    """“The Executive Director”: a post up to its comma or preposition, and its last word, for all who bear it."""
    end = next((at for at, word in enumerate(words) if word in _END_OF_TITLE), len(words))
    for title in (words[:end], words[end - 1 : end]):
        if title and len(title) <= _LONGEST_TITLE and title[0].isalpha():
            lexicon.add(title, Kind.title, Sense("post", " ".join(title), "value"))
    last = words[end - 1 : end]
    if last and last[0].isalpha() and len(last[0]) > _ACRONYM and not of_everybody().is_known(last):
        lexicon.add(last, Kind.role, Sense("post", last[0], "value"))
        lexicon.add(plain_words(plural(last[0])), Kind.role | Kind.plural, Sense("post", last[0], "value"))


_LONGEST_TITLE = 4
_END_OF_TITLE = frozenset({",", "of", "for", "in", "at", "to", "and", "(", "-", ";", "/", "with", "on"})


def _needs_capitals(words: Words, label: str) -> int:
    return (Kind.capital) if len(words) == 1 and label.isupper() and len(label) <= _ACRONYM else 0


def _bodies(words: Words) -> Iterator[Words]:
    """“The Bridge Initiative”, "Ministry of Foreign Affairs of Kenya" as said otherwise."""
    if words[0] == "the":
        yield words[1:]
    if "," in words:
        at = words.index(",")
        yield (*words[:at], "of", *words[at + 1 :])
        yield (*words[:at], "of", "the", *words[at + 1 :])
    if "of" in words:
        at = len(words) - 1 - words[::-1].index("of")
        yield (*words[: at + 1], "the", *words[at + 1 :])


def _kinds_of_body(words: Words) -> Iterator[tuple[Words, Words]]:
    """“The foreign ministry”, "the mission" of any country: a body without its country, and how that is said."""
    if words[:2] == ("permanent", "mission"):
        yield words[:2], words[:2]
        yield words[1:2], words[1:2]
    elif words[0] in _OF_STATES:
        yield words[:1], words[:1]
    if words[:2] != ("ministry", "of"):
        return
    end = words.index(",") if "," in words else len(words)
    if "of" in words[2:end]:
        end = len(words) - 1 - words[::-1].index("of")
    kept = words[:end]
    yield kept, kept
    yield kept, (*(kept[2:-1] if kept[-1] == "affairs" else kept[2:]), "ministry")


_OF_STATES = frozenset({"ministry", "embassy", "mission", "consulate"})


def _add(lexicon: Lexicon, phrase: str, kinds: int, *senses: Sense, in_capitals: bool = False) -> None:
    kinds |= Kind.capital if in_capitals else 0
    lexicon.add(plain_words(phrase.removeprefix("the ") if kinds & Kind.place else phrase), kinds, *senses)
