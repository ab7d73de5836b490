"""Which role, sector or subject a phrase means: groups of the tables that its words fall into."""

from functools import cache

from underrose.methods.attribution.quasi.inflection import plural, stem
from underrose.methods.attribution.quasi.plain import plain_words, without_commas
from underrose.methods.attribution.quasi.tables import toml

Groups = frozenset[str]

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


@cache
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


@cache
def _groups_of_topic(phrase: str) -> frozenset[int]:
    words = without_commas(tuple(phrase.split()))
    table = topic_groups()
    for length in range(len(words), 0, -1):
        found = [
            numbers
            for start in range(len(words) - length + 1)
            if (numbers := table.get(words[start : start + length]))
        ]
        if found:
            return frozenset[int]().union(*found)
    return frozenset()


@cache
def _stems(phrase: str) -> tuple[frozenset[str], frozenset[str]]:
    """The telling and the weak stems of a phrase."""
    weak = frozenset(toml("topics")["weak"])
    words = [word for word in phrase.split() if word.isalnum()]
    return (
        frozenset(stem(word) for word in words if word not in weak),
        frozenset(stem(word) for word in words if word in weak),
    )


@cache
def topics_alike(one: str, topic: str) -> float:
    """How far two phrases mean one subject, from 0 to 1.

    The same words: 1. The same group: 0.9. Else the share of the topic's telling stems that the other holds, with a
    little for weak ones.
    """
    if without_commas(tuple(one.split())) == without_commas(tuple(topic.split())):
        return 1.0
    telling, weak = _stems(topic)
    said, said_weak = _stems(one)
    share = len(telling & said) / len(telling) if telling else float(weak <= said_weak and bool(weak))
    share = 0.85 * share + 0.05 * (len(weak & said_weak) / len(weak) if weak else 1.0) if share else 0.0
    return max(share, 0.9 if _groups_of_topic(one) & _groups_of_topic(topic) else 0.0)
