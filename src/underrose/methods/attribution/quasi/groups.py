"""Which role, sector or subject a phrase means: groups of the tables that its words fall into."""

from dataclasses import dataclass
from functools import cache

from underrose.methods.attribution.quasi.inflection import plural, stem
from underrose.methods.attribution.quasi.plain import plain_words, without_commas
from underrose.methods.attribution.quasi.tables import toml

Groups = frozenset[str]
_LONGEST = 9
"""No phrase of the subjects has more words."""

TABLES = {"role": ("roles", "nouns"), "sector": ("sectors", "phrases")}
"""The table of an axis, and what lists its phrases in it."""


@cache
def nouns(axis: str) -> dict[tuple[str, ...], Groups]:
    """Every phrase of an axis, singular and plural, with the groups it belongs to."""
    table, section = TABLES[axis]
    found: dict[tuple[str, ...], set[str]] = {}
    for group, entry in toml(table).items():
        for phrase in entry[section]:
            for form in (phrase, plural(phrase)):
                found.setdefault(plain_words(form.removeprefix("the ").removeprefix("a ")), set()).add(group)
    return {words: frozenset(names) for words, names in found.items()}


def groups_in(axis: str, phrase: str) -> Groups:
    """The groups a phrase means: those of the longest noun in it, the last one where two are as long.

    "UN human rights officer" means what "UN human rights officer" does, not what "officer" does.
    """
    words = tuple(phrase.split())
    table = nouns(axis)
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length, -1, -1):
            found = table.get(words[start : start + length])
            if found:
                return found
    return frozenset()


def related(axis: str, group: str) -> tuple[str, tuple[str, ...]]:
    """Sectors of a role, roles of a sector: what to fall back on where a roster has no such group."""
    other, table, section = ("sector", "roles", "sectors") if axis == "role" else ("role", "sectors", "roles")
    return other, tuple(toml(table)[group][section])


@cache
def topic_groups() -> dict[tuple[str, ...], frozenset[int]]:
    """Every phrase of the subjects, with and without commas, and the groups it belongs to."""
    found: dict[tuple[str, ...], set[int]] = {}
    for number, phrases in enumerate(toml("topics")["groups"]):
        for phrase in phrases:
            words = plain_words(phrase)
            found.setdefault(words, set()).add(number)
            found.setdefault(without_commas(words), set()).add(number)
    return {words: frozenset(numbers) for words, numbers in found.items()}


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject of work: its words, its telling and its weak stems, and the groups it belongs to."""

    words: tuple[str, ...]
    telling: frozenset[str]
    weak: frozenset[str]
    groups: frozenset[int]


def subject(plain: str) -> Subject:
    """What the words of a plain phrase say of a subject. Kept by nobody: it may be words of a text."""
    weak = _weak()
    words = without_commas(tuple(plain.split()))
    told = [word for word in words if word.isalnum()]
    return Subject(
        words,
        frozenset(stem(word) for word in told if word not in weak),
        frozenset(stem(word) for word in told if word in weak),
        _groups_of(words),
    )


def alike(one: Subject, topic: Subject) -> float:
    """How far two phrases mean one subject, from 0 to 1.

    The same words: 1. The same group: 0.9. Else the share of the topic's telling stems that the other holds, with a
    little for weak ones.
    """
    if one.words == topic.words:
        return 1.0
    if topic.telling:
        share = len(topic.telling & one.telling) / len(topic.telling)
    else:
        share = float(bool(topic.weak) and topic.weak <= one.weak)
    if share:
        share = 0.85 * share + 0.05 * (len(topic.weak & one.weak) / len(topic.weak) if topic.weak else 1.0)
    return max(share, 0.9 if one.groups & topic.groups else 0.0)


@cache
def _weak() -> frozenset[str]:
    return frozenset(toml("topics")["weak"])


def _groups_of(words: tuple[str, ...]) -> frozenset[int]:
    """The groups of the longest known phrases in some words."""
    table = topic_groups()
    for length in range(min(len(words), _LONGEST), 0, -1):
        found = [
            numbers
            for start in range(len(words) - length + 1)
            if (numbers := table.get(words[start : start + length]))
        ]
        if found:
            return frozenset[int]().union(*found)
    return frozenset()
