"""Why a plan is as it is, as values: what is not met and whether anything could be done, who meets whom again, what an
edit costs. Sentences with names are made by who shows them.

"Search" is said wherever no reason was found that holds for every plan: another plan might do better there, though
perhaps at a price elsewhere.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from underrose.methods.allocation.breakouts.problem import ABSENT, Attribute, Pair, Problem, Seats, pair
from underrose.methods.allocation.breakouts.quotas import band
from underrose.methods.allocation.breakouts.verification import (
    Report,
    Violation,
    groups_of,
    pairs_of,
    rank_got,
    verify,
)


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


class Again(StrEnum):
    """Why two meet again."""

    together = "together"
    """They are to sit together."""
    fixed = "fixed"
    """Pins and rounds already held leave no choice."""
    bound = "bound"
    """So many must meet again in every plan: the plan stands at the bound, another could only choose other pairs."""
    search = "search"


@dataclass(frozen=True, slots=True)
class Repeat:
    """Two who share `rounds`, and met `before` so many times; together more than once."""

    people: Pair
    rounds: tuple[int, ...]
    before: int
    why: Again

    @property
    def is_unavoidable(self) -> bool:
        return self.why is not Again.search


class Barred(StrEnum):
    """What keeps somebody from a group they would rather sit in, the plainest reason first."""

    pinned = "pinned"
    language = "language"
    together = "together"
    """They sit with others, who sit elsewhere."""
    apart = "apart"
    """Somebody sits there from whom they are kept apart: not for every reader."""
    full = "full"
    small = "small"
    """Their own group would be too small without them."""
    duty = "duty"
    """Their group would lack, or the other have too many, of those who do something."""
    quota = "quota"
    """The groups would be less evenly mixed."""
    encounters = "encounters"
    """More people would meet again."""
    search = "search"


@dataclass(frozen=True, slots=True)
class Better:
    """A group somebody ranked higher than theirs, and what keeps them from it."""

    group: int
    rank: int
    why: Barred


@dataclass(frozen=True, slots=True)
class Disappointed:
    """Somebody who did not get their first wish: `rank` of the group they sit in, and the groups they would rather."""

    round: int
    person: int
    group: int
    rank: int
    better: tuple[Better, ...]


@dataclass(frozen=True, slots=True)
class Composition:
    """Who sits in a group, and of each value how many: (attribute, value, count), also those with nobody."""

    round: int
    group: int
    people: tuple[int, ...]
    counts: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """How many different people somebody meets in `rounds` rounds, and how many of those more than once or again."""

    person: int
    rounds: int
    distinct: int
    again: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """All of it. `worst_off` meet the fewest different people of all who are there."""

    report: Report
    uneven: tuple[Uneven, ...]
    repeats: tuple[Repeat, ...]
    disappointed: tuple[Disappointed, ...]
    compositions: tuple[Composition, ...]
    people: tuple[Acquaintance, ...]
    worst_off: tuple[int, ...]


def explain(problem: Problem, seats: Seats) -> Explanation:
    """Everything that can be said of a plan, also of one changed by hand.

    Raises ValueError where it is not a plan of the problem, see `verify`. Time O(R n · largest group), and for each wish
    not met O(largest group) for each better group.
    """
    report = verify(problem, seats)
    repeats = tuple(_repeats(problem, seats, report))
    people = _people(seats, repeats)
    fewest = min((one.distinct for one in people if one.rounds), default=0)
    return Explanation(
        report=report,
        uneven=tuple(_uneven(problem, seats)),
        repeats=repeats,
        disappointed=tuple(_disappointed(problem, seats)),
        compositions=tuple(_compositions(problem, seats)),
        people=people,
        worst_off=tuple(one.person for one in people if one.rounds and one.distinct == fewest),
    )


# --- evenness -----------------------------------------------------------------------------------------


def _compositions(problem: Problem, seats: Seats) -> Iterator[Composition]:
    kinds = [
        (attribute.name, value)
        for attribute in problem.attributes
        for value in sorted({value for own in attribute.values for value in own})
    ]
    for number, round_ in enumerate(problem.rounds):
        groups = groups_of(seats, number)
        for group in range(len(round_.groups)):
            people = groups.get(group, ())
            found = {attribute.name: _counts(attribute, people) for attribute in problem.attributes}
            counts = tuple((name, value, found[name][value]) for name, value in kinds)
            yield Composition(number, group, people, counts)


def _counts(attribute: Attribute, people: Iterable[int]) -> Counter[str]:
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
        counts = [_counts(self.attribute, groups.get(group, ())) for group in range(many)]
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
            self.pins.get(one, group) == group and _speaks(self.problem, self.number, group, one)
            for one in self.having[value]
        )
        if may_come < least:
            return Gap.pinned
        return (
            Gap.sizes if self.shares > self.problem.rounds[self.number].groups[group].largest else Gap.search
        )


def _uneven(problem: Problem, seats: Seats) -> Iterator[Uneven]:
    """In the order of rounds, attributes, values and groups. What happened in a round held needs no reason any more."""
    for number, round_ in enumerate(problem.rounds):
        if round_.held is None:
            groups = groups_of(seats, number)
            for attribute in problem.attributes:
                yield from _Spread.of(problem, number, attribute).uneven(groups)


def _speaks(problem: Problem, number: int, group: int, person: int) -> bool:
    language = problem.rounds[number].groups[group].language
    return not language or language in problem.speaks[person]


# --- encounters ---------------------------------------------------------------------------------------


def _repeats(problem: Problem, seats: Seats, report: Report) -> Iterator[Repeat]:
    shared: dict[Pair, list[int]] = {}
    for number in range(len(seats)):
        for people in groups_of(seats, number).values():
            for both in pairs_of(people):
                shared.setdefault(both, []).append(number)
    is_at_bound = report.encounters <= report.bounds.encounters
    fixed = _fixed(problem, seats)
    for both, rounds in sorted(shared.items()):
        before = problem.met.get(both, 0)
        if len(rounds) + before > 1:
            certain = sum(number in fixed.get(both, ()) for number in rounds)
            why = _why_again(problem, both, certain, before)
            yield Repeat(both, tuple(rounds), before, why or (Again.bound if is_at_bound else Again.search))


def _fixed(problem: Problem, seats: Seats) -> dict[Pair, frozenset[int]]:
    """Rounds in which two share a group by pins, or did so in a round held."""
    found: dict[Pair, frozenset[int]] = {}
    for number, round_ in enumerate(problem.rounds):
        firm = {pin.person: pin.group for pin in problem.pins if pin.round == number}
        if round_.held is not None:
            firm = {one: group for one, group in enumerate(seats[number]) if group != ABSENT}
        members: dict[int, list[int]] = {}
        for one, group in firm.items():
            members.setdefault(group, []).append(one)
        for people in members.values():
            for both in pairs_of(tuple(people)):
                found[both] = found.get(both, frozenset()) | {number}
    return found


def _why_again(problem: Problem, both: Pair, certain: int, before: int) -> Again | None:
    if any(block.issuperset(both) for block in problem.together):
        return Again.together
    return Again.fixed if certain and certain + before > 1 else None


def _people(seats: Seats, repeats: tuple[Repeat, ...]) -> tuple[Acquaintance, ...]:
    again = Counter(one for repeat in repeats for one in repeat.people)
    met: dict[int, set[int]] = {}
    for number in range(len(seats)):
        for people in groups_of(seats, number).values():
            for one in people:
                met.setdefault(one, set()).update(people)
    return tuple(
        Acquaintance(
            person,
            rounds=sum(row[person] != ABSENT for row in seats),
            distinct=len(met.get(person, {person})) - 1,
            again=again[person],
        )
        for person in range(len(seats[0]) if seats else 0)
    )


# --- wishes -------------------------------------------------------------------------------------------


def _disappointed(problem: Problem, seats: Seats) -> Iterator[Disappointed]:
    wished: dict[tuple[int, int], dict[int, int]] = {}
    for (number, person, group), rank in sorted(problem.wishes.items()):
        wished.setdefault((number, person), {})[group] = rank
    shared: Counter[Pair] | None = None
    for (number, person), ranks in wished.items():
        group = seats[number][person]
        if group == ABSENT or problem.rounds[number].held is not None:
            continue
        rank = rank_got(problem, number, person, group)
        if rank <= min(ranks.values()):
            continue
        shared = _meetings(problem, seats) if shared is None else shared
        better = tuple(
            Better(other, wish, _why_barred(problem, seats, number, person, other, shared))
            for other, wish in sorted(ranks.items(), key=lambda one: (one[1], one[0]))
            if wish < rank
        )
        yield Disappointed(number, person, group, rank, better)


def _meetings(problem: Problem, seats: Seats) -> Counter[Pair]:
    found = Counter(problem.met)
    for number in range(len(seats)):
        for people in groups_of(seats, number).values():
            found.update(pairs_of(people))
    return found


def _why_barred(  # noqa: PLR0911 - one answer for each reason, in their order
    problem: Problem, seats: Seats, number: int, person: int, group: int, meetings: Counter[Pair]
) -> Barred:
    round_, groups = problem.rounds[number], groups_of(seats, number)
    own = groups[seats[number][person]]
    there = groups.get(group, ())
    if any(pin.round == number and pin.person == person and pin.group != group for pin in problem.pins):
        return Barred.pinned
    if not _speaks(problem, number, group, person):
        return Barred.language
    if any(person in block and len(block.intersection(own)) > 1 for block in problem.together):
        return Barred.together
    if any(pair(person, other) in problem.apart for other in there):
        return Barred.apart
    if len(there) >= round_.groups[group].largest:
        return Barred.full
    if len(own) <= round_.groups[seats[number][person]].smallest:
        return Barred.small
    if not _keeps_duties(problem, number, person, own, there):
        return Barred.duty
    if _off_after(problem, number, person, own, there) > 0:
        return Barred.quota
    left = sum(meetings[pair(person, other)] - 1 for other in own if other != person)
    if sum(meetings[pair(person, other)] for other in there) > left:
        return Barred.encounters
    return Barred.search


def _keeps_duties(
    problem: Problem, number: int, person: int, own: tuple[int, ...], there: tuple[int, ...]
) -> bool:
    for duty in problem.duties:
        if person in duty.people and duty.holds_in(number):
            if len(duty.people.intersection(own)) <= duty.least:
                return False
            if duty.most is not None and len(duty.people.intersection(there)) >= duty.most:
                return False
    return True


def _off_after(
    problem: Problem, number: int, person: int, own: tuple[int, ...], there: tuple[int, ...]
) -> int:
    """How many more people would stand outside of their quota."""
    change = 0
    present, many = problem.present(number), len(problem.rounds[number].groups)
    for attribute in problem.attributes:
        for value in attribute.values[person]:
            least, most = band(_counts(attribute, present)[value], many, attribute.slack)
            for people, more in ((own, -1), (there, 1)):
                count = _counts(attribute, people)[value]
                change += _off(count + more, least, most) - _off(count, least, most)
    return change


def _off(count: int, least: int, most: int) -> int:
    return max(least - count, 0) + max(count - most, 0)


# --- what an edit costs -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody sits elsewhere; -1 for no seat."""

    round: int
    person: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class CostOfEdit:
    """Two plans compared. Each number is after less before: more is worse, but for `distinct`.

    `broken` rules that held before, `mended` those that did not; `touched` everybody who sits with other people in some
    round, whether or not they moved themselves; `newly_again` pairs who meet again now and did not before.
    """

    broken: tuple[Violation, ...]
    mended: tuple[Violation, ...]
    off_quota: int
    encounters: int
    distinct: int
    disappointment: int
    changes: int
    moves: tuple[Move, ...]
    touched: tuple[int, ...]
    newly_again: tuple[Pair, ...]

    @property
    def is_free(self) -> bool:
        """Nothing gets worse."""
        worse = max(self.off_quota, self.encounters, self.disappointment, -self.distinct)
        return not self.broken and worse <= 0


def cost_of_edit(problem: Problem, before: Seats, after: Seats) -> CostOfEdit:
    """What a pin or an edit by hand costs. Both plans are counted afresh.

    Raises ValueError where one of them is not a plan of the problem. Time that of `verify`, twice.
    """
    was, is_now = verify(problem, before), verify(problem, after)
    had, has = _meetings(problem, before), _meetings(problem, after)
    return CostOfEdit(
        broken=tuple(one for one in is_now.violations if one not in was.violations),
        mended=tuple(one for one in was.violations if one not in is_now.violations),
        off_quota=is_now.off_quota - was.off_quota,
        encounters=is_now.encounters - was.encounters,
        distinct=is_now.distinct - was.distinct,
        disappointment=is_now.disappointment - was.disappointment,
        changes=is_now.changes - was.changes,
        moves=tuple(_moves(before, after)),
        touched=_touched(before, after),
        newly_again=tuple(sorted(both for both in has if has[both] > 1 and has[both] > had[both])),
    )


def _moves(before: Seats, after: Seats) -> Iterator[Move]:
    for number, (old, new) in enumerate(zip(before, after, strict=True)):
        for person, (was, is_now) in enumerate(zip(old, new, strict=True)):
            if was != is_now:
                yield Move(number, person, was, is_now)


def _touched(before: Seats, after: Seats) -> tuple[int, ...]:
    found: set[int] = set()
    for number in range(len(before)):
        for one, other in ((before, after), (after, before)):
            whole = set(groups_of(other, number).values())
            found.update(
                person
                for people in groups_of(one, number).values()
                if people not in whole
                for person in people
            )
    return tuple(sorted(found))
