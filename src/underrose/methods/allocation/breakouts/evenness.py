"""How evenly a plan spreads the values of people over its groups, and why not more evenly, as values."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from underrose.methods.allocation.breakouts.problem import Attribute, Problem, Seats
from underrose.methods.allocation.breakouts.quotas import band
from underrose.methods.allocation.breakouts.verification import groups_of


class Gap(StrEnum):
    """Why a group has none of a value, or fewer or more than an even spread gives."""

    too_few = "too_few"
    """There are fewer of them than groups: some group goes without, whatever the plan."""
    loosened = "loosened"
    """The slack of the attribute allows it."""
    sizes = "sizes"
    """The group is smaller than an even share of all values together."""
    pinned = "pinned"
    """Pins and languages leave no other way for this group."""
    together = "together"
    """A block that sits together brings more than the share of any group."""
    search = "search"


@dataclass(frozen=True, slots=True)
class Uneven:
    """A group with none of a value that others have, or with fewer or more than asked.

    `count` of them sit there, `least` to `most` would be even, `there` are in the round, among `groups` groups.
    """

    round: int
    group: int
    attribute: str
    value: str
    count: int
    least: int
    most: int
    there: int
    groups: int
    why: Gap

    @property
    def is_arithmetic(self) -> bool:
        """Whether no plan could do otherwise for all groups at once, whatever the search."""
        return self.why is Gap.too_few

    @property
    def is_off(self) -> bool:
        """Whether it counts against the plan."""
        return not self.least <= self.count <= self.most


@dataclass(frozen=True, slots=True)
class Composition:
    """Who sits in a group, and of each value how many: (attribute, value, count), also those with nobody."""

    round: int
    group: int
    people: tuple[int, ...]
    counts: tuple[tuple[str, str, int], ...]


def compositions(problem: Problem, seats: Seats) -> Iterator[Composition]:
    kinds = [
        (attribute.name, value)
        for attribute in problem.attributes
        for value in sorted({value for own in attribute.values for value in own})
    ]
    for number, round_ in enumerate(problem.rounds):
        groups = groups_of(seats, number)
        for group in range(len(round_.groups)):
            people = groups.get(group, ())
            found = {attribute.name: counts_of(attribute, people) for attribute in problem.attributes}
            counts = tuple((name, value, found[name][value]) for name, value in kinds)
            yield Composition(number, group, people, counts)


def counts_of(attribute: Attribute, people: Iterable[int]) -> Counter[str]:
    return Counter(value for person in people for value in attribute.values[person])


@dataclass(frozen=True, slots=True)
class _Spread:
    """One attribute in one round: who has each value, and how many seats the even shares of all values need."""

    problem: Problem
    number: int
    attribute: Attribute
    having: Mapping[str, tuple[int, ...]]
    pins: Mapping[int, int]
    shares: int

    @classmethod
    def of(cls, problem: Problem, number: int, attribute: Attribute) -> "_Spread":
        having: dict[str, list[int]] = {}
        present = problem.present(number)
        for one in present:
            for value in attribute.values[one]:
                having.setdefault(value, []).append(one)
        many = len(problem.rounds[number].groups)
        shares = sum(band(len(people), many, attribute.slack)[0] for people in having.values())
        if any(len(attribute.values[one]) > 1 for one in present):
            shares = 0  # one person can fill two shares
        return cls(
            problem,
            number,
            attribute,
            {value: tuple(having[value]) for value in sorted(having)},
            {pin.person: pin.group for pin in problem.pins if pin.round == number},
            shares,
        )

    def uneven(self, groups: Mapping[int, tuple[int, ...]]) -> Iterator[Uneven]:
        many = len(self.problem.rounds[self.number].groups)
        counts = [counts_of(self.attribute, groups.get(group, ())) for group in range(many)]
        for value, people in self.having.items():
            least, most = band(len(people), many, self.attribute.slack)
            for group in range(many):
                count = counts[group][value]
                if count and least <= count <= most:
                    continue
                why = self._why(group, value, count, groups.get(group, ()))
                yield Uneven(
                    self.number, group, self.attribute.name, value, count, least, most, len(people), many, why
                )

    def _why(self, group: int, value: str, count: int, people: tuple[int, ...]) -> Gap:
        many = len(self.problem.rounds[self.number].groups)
        least, most = band(len(self.having[value]), many, self.attribute.slack)
        if count == 0 and len(self.having[value]) < many:
            return Gap.too_few
        if least <= count <= most:
            return Gap.loosened
        return (
            self._why_many(group, value, most, people) if count > most else self._why_few(group, value, least)
        )

    def _why_many(self, group: int, value: str, most: int, people: tuple[int, ...]) -> Gap:
        having = self.having[value]
        if sum(self.pins.get(one) == group for one in having) > most:
            return Gap.pinned
        blocks = (block.intersection(people, having) for block in self.problem.together)
        return Gap.together if any(len(block) > most for block in blocks) else Gap.search

    def _why_few(self, group: int, value: str, least: int) -> Gap:
        may_come = sum(
            self.pins.get(one, group) == group and speaks(self.problem, self.number, group, one)
            for one in self.having[value]
        )
        if may_come < least:
            return Gap.pinned
        return (
            Gap.sizes if self.shares > self.problem.rounds[self.number].groups[group].largest else Gap.search
        )


def uneven(problem: Problem, seats: Seats) -> Iterator[Uneven]:
    """In the order of rounds, attributes, values and groups. What happened in a round held needs no reason any more."""
    for number, round_ in enumerate(problem.rounds):
        if round_.held is None:
            groups = groups_of(seats, number)
            for attribute in problem.attributes:
                yield from _Spread.of(problem, number, attribute).uneven(groups)


def speaks(problem: Problem, number: int, group: int, person: int) -> bool:
    language = problem.rounds[number].groups[group].language
    return not language or language in problem.speaks[person]
