"""What people do in place of what they are: "somebody who buys for a chain", "those who measure rivers", "I have worn the uniform".

A verb behind "who", "having" or "I" becomes a fact that says a role, as "practises law" does, when somebody of the roster
has such a role or post, and one of the words that go with the verb follows it.
Building: O(table x roles); a sentence: O(its words).
"""

import itertools
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from underrose.methods.attribution.quasi import groups
from underrose.methods.attribution.quasi.index import Index
from underrose.methods.attribution.quasi.inflection import forms, stem
from underrose.methods.attribution.quasi.own_phrases import VAGUE
from underrose.methods.attribution.quasi.phrase import NounPhrase, Slot
from underrose.methods.attribution.quasi.plain import plain_words
from underrose.methods.attribution.quasi.tables import toml
from underrose.methods.attribution.quasi.tokens import Kind, Sense, Token

_BETWEEN = frozenset(
    {
        "has",
        "have",
        "had",
        "once",
        "long",
        "still",
        "also",
        "both",
        "always",
        "now",
        "ve",
        "himself",
        "herself",
    }
    | {"myself", "themselves", "never"}
)
_OPENERS = frozenset({"who", "whoever", "having", "i", "she", "he"})
"""Not "we": "if we teach children" is of anybody."""
HOLDING = frozenset({"with", "behind"})
"""Before a tool, behind somebody: without one of them nobody is told by what they hold."""
_HOLDERS = frozenset(
    {
        "those",
        "one",
        "someone",
        "somebody",
        "participant",
        "speaker",
        "man",
        "woman",
        "men",
        "women",
        "people",
    }
    | {"lady", "gentleman", "colleague", "colleagues", "person", "two", "three"}
)
_BACK, _ON, _FAR = 3, 7, 9
_NO_OBJECTS = Kind.relative | Kind.be | Kind.modal | Kind.pronoun


class Work(NamedTuple):
    """One reading of a verb: the words of which one must follow, none if it tells enough alone, and what it says."""

    beside: frozenset[str]
    senses: tuple[Sense, ...]


Verbs = dict[str, list[Work]]


def verbs_of(index: Index) -> Verbs:
    """Every form of the verbs that tell a role somebody in this roster has."""
    found: Verbs = {}
    borne = _Borne(index)
    for name, forms_beside in _table().items():
        senses = tuple(borne.senses(toml("work")[name]))
        if not senses:
            continue
        for written, beside in forms_beside:
            if not beside and stem(written) in borne.subjects:
                continue  # "those who vaccinate", where people work on vaccination
            found.setdefault(written, []).append(Work(beside, senses))
    return found


def tools_of(index: Index) -> dict[str, tuple[Sense, ...]]:
    """The tools of the trades that somebody in this roster has, and what they say of whoever holds them."""
    found: dict[str, tuple[Sense, ...]] = {}
    borne = _Borne(index)
    for entry in toml("work").values():
        senses = tuple(borne.senses(entry)) if "tools" in entry else ()
        for tool in entry["tools"].split() if senses else ():
            found[tool] = (*found.get(tool, ()), *senses)
    return found


@cache
def _table() -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
    """For each kind of work the forms of its verbs, folded, with the words that go with them."""
    return {
        name: tuple(
            (plain_words(form)[0], frozenset(beside.split()))
            for does in (*entry["does"], *_handled(entry))
            for verb, _, beside in [does.partition(" + ")]
            for form in forms(verb)
        )
        for name, entry in toml("work").items()
    }


def _handled(entry: dict[str, str]) -> Iterator[str]:
    """What is done with the tools of a trade."""
    if tools := entry.get("tools"):
        yield from (f"{verb} + {tools}" for verb in toml("grammar")["handling"])


class _Borne:
    """What those who count are called, all in one text for each axis, and the stems of what they work on."""

    def __init__(self, index: Index) -> None:
        self._called = {
            axis: "|".join(
                f" {value} "
                for value, people in index.values.get(axis, {}).items()
                if people & index.counting
            )
            for axis in ("role", "post")
        }
        self._groups = frozenset(
            group for role in index.values.get("role", {}) for group in groups.groups_in("role", role)
        )
        self.subjects = frozenset(
            stem(word) for subject in index.values.get("works_on", {}) for word in subject.split()
        )

    def senses(self, entry: dict[str, list[str]]) -> Iterator[Sense]:
        """The roles or posts that hold a noun of the entry; where none does, its groups of roles."""
        for axis, called in self._called.items():
            wanted = [noun for noun in entry.get("means", ()) if f" {' '.join(plain_words(noun))} " in called]
            if wanted:
                yield from (Sense(axis, noun, "value") for noun in sorted(wanted))
                return
        yield from (
            Sense("role", group, "group") for group in entry.get("groups", ()) if group in self._groups
        )


def take_work(tokens: list[Token], phrase: NounPhrase, slot: Slot, at: int) -> bool:
    """“Who buys for a chain admitted”: whether a word is the verb of "who"; if it is work, what follows tells of it."""
    if slot.opener != "who" or slot.first != at - 1 or not _is_own(tokens, phrase, at):
        return False
    slot.is_works = bool(tokens[at].kinds)
    return True


def _is_own(tokens: list[Token], phrase: NounPhrase, verb: int) -> bool:
    """Whether a verb behind "who" is its own, not that of the sentence.

    It is where it is work, or an unknown word; behind "the woman" only with a place: whoever "sold bread" is anybody.
    """
    kinds = tokens[verb].kinds
    if kinds or not tokens[phrase.head].kinds & Kind.gender or phrase.determiner != "the":
        return kinds in {0, Kind.fact}
    near = itertools.takewhile(lambda one: not one.kinds & Kind.sign, tokens[verb : verb + _FAR])
    return any(one.kinds & (Kind.place | Kind.city | Kind.body) for one in near)


def read_work(tokens: list[Token], row: list[str], verbs: Verbs) -> None:
    """Turn verbs of work into facts of whoever does it, where they stand behind "who", "having" or "I"."""
    if _OPENERS.isdisjoint(row):
        return  # most sentences
    for opener, token in enumerate(tokens):
        if token.text not in _OPENERS or (token.text == "who" and opener and _is_told(tokens, opener - 1)):
            continue
        at = opener + 1
        while (
            at < len(tokens)
            and at <= opener + _BACK
            and tokens[at].text not in verbs
            and _is_between(tokens[at])
        ):
            at += 1
        if at < len(tokens) and tokens[at].text in verbs:
            senses = _said(tokens, at, verbs[tokens[at].text])
            if senses:
                tokens[at].kinds, tokens[at].senses = Kind.fact, senses


def read_tools(tokens: list[Token], tools: dict[str, tuple[Sense, ...]]) -> None:
    """“The one with the scalpel”, "those behind the cameras": tools in the hands of somebody of whom nothing else is said."""
    for at in range(1, len(tokens) - 2):
        if tokens[at].text not in HOLDING or tokens[at - 1].text not in _HOLDERS:
            continue
        tool = at + 1 + bool(tokens[at + 1].kinds & Kind.determiner)
        if tool < len(tokens) and tokens[tool].text in tools:
            tokens[tool].kinds, tokens[tool].senses = Kind.fact, tools[tokens[tool].text]
            tokens[at].kinds |= Kind.origin


def is_work(token: Token) -> bool:
    """Whether a token is a verb read as work."""
    return token.kinds == Kind.fact and " " not in token.text


def _is_between(token: Token) -> bool:
    """Whether a word may stand between somebody and what they do: "who has long taught"."""
    return token.text in _BETWEEN or token.text.endswith("ly")


def _is_told(tokens: list[Token], at: int) -> bool:
    """Whether the noun before "who" says a role already: what "a researcher, who teaches" is, is known."""
    at -= tokens[at].text == ","
    return at >= 0 and bool(tokens[at].kinds & Kind.role) and tokens[at].text not in VAGUE


def _said(tokens: list[Token], at: int, readings: list[Work]) -> tuple[Sense, ...]:
    """What the readings say whose words follow within the clause; those that need a word go first."""
    near: set[str] = set()
    for token in tokens[at + 1 : at + 1 + _ON]:
        if token.kinds & _NO_OBJECTS or (token.kinds & Kind.sign):
            break
        near.update(token.text.split())
    beside = tuple(sense for one in readings if one.beside & near for sense in one.senses)
    return beside or tuple(sense for one in readings if not one.beside for sense in one.senses)
