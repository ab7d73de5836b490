"""What a pin or an edit by hand costs: two plans compared, as values."""

from collections.abc import Iterator
from dataclasses import dataclass

from underrose.methods.allocation.breakouts.problem import Pair, Problem, Seats
from underrose.methods.allocation.breakouts.verification import Violation, groups_of, verify
from underrose.methods.allocation.breakouts.wishes import meetings_of


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
    had, has = meetings_of(problem, before), meetings_of(problem, after)
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
