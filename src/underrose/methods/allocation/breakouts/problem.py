"""What is asked of breakout groups, as values.

People are numbers from 0 to n-1 in the order of `labels`; rounds and groups are numbers in the order given. Nothing
here knows a person: labels are names or aliases, handed in for the sentences.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Pair = tuple[int, int]
"""Two people, the lower number first."""
Seats = tuple[tuple[int, ...], ...]
"""For each round the group of every person, -1 for somebody who is not there."""
ABSENT = -1


@dataclass(frozen=True, slots=True)
class Group:
    """A table of a round: between `smallest` and `largest` people; those who do not speak its language stay away."""

    name: str
    smallest: int
    largest: int
    language: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """One round. Who is absent has no seat. A round that was held never changes."""

    name: str
    groups: tuple[Group, ...]
    absent: frozenset[int] = frozenset()
    held: tuple[int, ...] | None = None
    """The seats of a round that is over."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something by which groups are to be mixed: each value is spread evenly, one more or less for each of `slack`.

    `values` has one entry for each person: no value, one, or several (languages).
    """

    name: str
    values: tuple[tuple[str, ...], ...]
    slack: int = 0


@dataclass(frozen=True, slots=True)
class Duty:
    """Every group of every round, or of those named, needs between `least` and `most` of these people."""

    name: str
    people: frozenset[int]
    least: int = 1
    most: int | None = None
    rounds: frozenset[int] | None = None

    def holds_in(self, number: int) -> bool:
        return self.rounds is None or number in self.rounds


@dataclass(frozen=True, slots=True)
class Pin:
    """Somebody sits there, whatever else: a facilitator with their group, a choice of the organiser."""

    round: int
    person: int
    group: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Who is to sit with whom, R rounds long. Pairs name the lower number first; see `checked`.

    `met` says how often a pair met before, and counts those who work for the same body as having met; `wishes` gives
    for (round, person, group) the rank of the wish, 0 for the first and higher for a lesser one, over groups that were
    ranked; a group not ranked counts as one rank below the last. `in_hand` is the plan that is to change little.
    """

    labels: tuple[str, ...]
    rounds: tuple[Round, ...]
    attributes: tuple[Attribute, ...] = ()
    apart: frozenset[Pair] = frozenset()
    together: tuple[frozenset[int], ...] = ()
    duties: tuple[Duty, ...] = ()
    pins: tuple[Pin, ...] = ()
    speaks: tuple[frozenset[str], ...] = ()
    """What each person speaks; empty where no group has a language."""
    met: Mapping[Pair, int] = field(default_factory=dict)
    wishes: Mapping[tuple[int, int, int], int] = field(default_factory=dict)
    in_hand: Seats | None = None

    def __len__(self) -> int:
        return len(self.labels)

    def present(self, number: int) -> tuple[int, ...]:
        """Who sits in a round."""
        absent = self.rounds[number].absent
        return tuple(one for one in range(len(self)) if one not in absent)


def pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def even_sizes(people: int, groups: int) -> tuple[int, ...]:
    """Sizes that differ by one at most, the larger first."""
    size, more = divmod(people, groups)
    return tuple(size + (number < more) for number in range(groups))
