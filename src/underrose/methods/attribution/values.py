"""The nouns of the guard: who is in the room, what is asked of a text, and what is found in it.

Whoever is in the room stays in memory: people and rosters show nothing of themselves, and refuse to be pickled.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NoReturn

from underrose.methods.disclosure import Regime

Words = Callable[[str], str]
"""Translates a sentence; pass gettext. Methods know no language settings."""


class Discreet:
    """Shows nothing of itself in an error, a log or a job."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    __str__ = __repr__

    def __reduce_ex__(self, protocol: Any, /) -> NoReturn:
        raise TypeError("Who is in the room stays in memory: it enters no job, cache or session.")


class Leak(StrEnum):
    """What a text may give away. The ids of `docs/explanation/attribution.md`."""

    named = "D1"
    """Full, titled, reversed or surname mention."""
    written_otherwise = "D2"
    """Misspelling, nickname, initials, given name, spaced letters."""
    other_script = "D3"
    """Another romanisation, the native script, a gendered surname."""
    contact_or_post = "D4"
    """Address, handle, telephone, the title of a post."""
    pronoun = "D5"
    """A pronoun beside a role."""
    one_clause = "Q1"
    linked = "Q2"
    """Said in another sentence of the same speaker."""
    counted = "Q3"
    """Complement, negation, count."""
    experience = "Q4"
    """An experience only one person in the room can have had."""
    verbatim = "V1"
    own_wording = "V2"
    """Words that only one person uses."""
    speaks = "A1"
    """A sentence that says who spoke."""
    public_figure = "A2"
    """Somebody public who is also in the room, without a source."""
    third_party = "T1"
    document = "M1"
    """Author, comment, revision, hidden text, alternative text."""
    property = "M2"
    """Properties, EXIF, PDF information."""


Facts = Mapping[str, tuple[str, ...]]
"""Axis to values, such as {"country": ("KE",), "role": ("lawyer", "defender")}."""

NOTHING: Facts = MappingProxyType({})


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Person(Discreet):
    """One person as a text might speak of them. What is not known is left empty, and counts as possible.

    `country` is an ISO 3166-1 alpha-2 or alpha-3 code or a name; `gender` is F, M or X; `facts` holds any other axis
    of the meeting's own (perspective, duty station...), by the name of the axis.
    """

    key: str
    """Of this roster alone: a number, never the key of a row."""
    name: str = ""
    given: str = ""
    family: str = ""
    native: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    """Nicknames, former names, aliases, usual misspellings."""
    honorific: str = ""
    gender: str = ""
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    """Titles of posts, as written."""
    bodies: tuple[str, ...] = ()
    """Organisations, as written."""
    works_on: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    facts: Facts = field(default_factory=lambda: NOTHING)
    counts: bool = True
    """False for staff: they are in the room, and hide nobody."""
    part_of: str = ""
    """The key of the entry that counts for this one, which does not: what is known of somebody whose names must never be
    led to one another stands in several. A finding is about one of them, and nothing about two is found together."""


@dataclass(frozen=True, slots=True, repr=False)
class Roster(Discreet):
    """Everybody in the room. The place in `people` is the bit of a person in every set (`1 << place`)."""

    people: tuple[Person, ...]

    def __len__(self) -> int:
        return len(self.people)

    @property
    def counting(self) -> int:
        """The set of those who count to k."""
        return sum(1 << place for place, person in enumerate(self.people) if person.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What is asked of a text: the regimes it stands under, and how many people must fit what it says of a speaker."""

    regimes: tuple[Regime, ...] = (Regime.off_the_record,)
    k: int = 5
    floor: int = 3
    language: str = "en"
    public_names: tuple[str, ...] = ()
    """Names that stand on the published list or programme: they may appear there, never beside words."""

    @property
    def enough(self) -> int:
        """Fewer people than this narrow too much; no meeting can choose less than the floor."""
        return max(self.k, self.floor)


class Way(StrEnum):
    """What taking over a wording does."""

    say = "say"
    """Other words stand there."""
    name = "name"
    """The name goes, with what belongs to it."""
    contact = "contact"
    sentence = "sentence"
    words = "words"
    """Some words go; the text says which."""
    head = "head"
    """What stands before the words goes: who spoke, or when."""


@dataclass(frozen=True, slots=True)
class Fix:
    """Another wording for `start` to `end` of the original text, and how many people fit it."""

    start: int
    end: int
    wording: str
    k: int | None = None
    way: Way = Way.say
    shown: str = ""
    """The wording as a button says it, where words in between stay as they are: "a participant … their"."""


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Hit(Discreet):
    """What one layer found, before anything is said of it. Places are those of the original text.

    `who` is the set of people in the room who fit (bits of the roster), None where it is not about somebody in the
    room. `said` holds what fits, axis by axis, for the sentence that gives the reason; `links` leads to the hit of the
    same layer whose speaker this one continues.
    """

    start: int
    end: int
    leak: Leak
    who: int | None = None
    said: Facts = field(default_factory=lambda: NOTHING)
    variant: str = ""
    fixes: tuple[Fix, ...] = ()
    links: int | None = None
    weight: float = 1.0
    """How sure the layer is, from 0 to 1; for ranking alone."""


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Finding(Discreet):
    """What a person decides on. `who` is asked for only by a director, and that it was asked stands in the record."""

    start: int
    end: int
    leak: Leak
    k: int | None
    sentence: str
    """What was found, in one sentence."""
    why: str
    """Why it narrows, in one sentence: "two of the 55 people fit: region Latin America, role defender"."""
    fixes: Sequence[Fix] = ()
    """Other wordings, each tried; chosen when they are looked at."""
    who: int = 0
    mark: str = field(default="", compare=False)
    """A keyed hash of the sentence and what was found in it: the same finding is known again when the text changes."""
