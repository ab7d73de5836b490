"""The parts of a sentence that says who spoke: a noun phrase, what modifies it, and what it does."""

from dataclasses import dataclass, field
from enum import StrEnum

from underrose.methods.attribution.quasi.tokens import Kind


class Verdict(StrEnum):
    """What the sentence says its noun phrase does."""

    says = "says"
    stands = "stands"
    """Is of a view, is concerned."""
    maybe = "maybe"
    """An unknown verb in the past, or one that need not be of speech."""
    possessed = "possessed"
    """What follows is theirs: "the delegate's question"."""
    none = "none"


@dataclass(slots=True, eq=False)
class NounPhrase:
    """Token places of a noun phrase: from `first` to before `end`; `head` is its noun, `verb` what it does."""

    first: int
    head: int
    end: int
    determiner: str = ""
    left: list[int] = field(default_factory=list)
    """Modifiers with a value before the head."""
    right: list["Slot"] = field(default_factory=list)
    verdict: Verdict = Verdict.none
    verb: int = -1
    is_plural: bool = False
    like: int = -1
    """The noun that "one" stands for, or that an exception is made of."""
    in_relative: bool = False
    """The only verb stands in "who ..."."""


@dataclass(slots=True, eq=False)
class Slot:
    """A modifier behind the head: the word that opens it, values in it, and its other words."""

    opener: str
    first: int
    end: int
    is_works: bool = False
    is_negative: bool = False
    values: list[int] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    joined: set[int] = field(default_factory=set)


HEADS = (
    Kind.room | Kind.person | Kind.event | Kind.role | Kind.gender | Kind.noun | Kind.title | Kind.somebody
)
"""What a noun phrase about people may end with."""
NOT_EVENTS = HEADS & ~Kind.event
DASHES = frozenset({"-", "--"})
