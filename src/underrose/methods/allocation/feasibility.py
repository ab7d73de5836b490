"""Whether the targets can be met at all; if not, the smallest relaxation and why.

A mixed-integer programme over types: people with the same categories are one whole variable, so five hundred
candidates are often a few dozen. Every bound may give way at a price: its weight for each seat within the flexible
bounds, far more beyond them, and most of all the cap. The cheapest solution is the smallest relaxation (elastic
programming; Chinneck, "Feasibility and Infeasibility in Optimization", 2008, chapter 6). Why a bound gives way is found
by trying to leave out each other target in turn, which ends with a set that contradicts itself and of which no part
could be spared (deletion filter, the same book, chapter 6). Solved by HiGHS.
"""

import time
from dataclasses import dataclass
from enum import StrEnum

from underrose.methods.allocation.composition import Composition, Target, Unworkable
from underrose.methods.allocation.elastic import Elastic, People, Row, is_settled
from underrose.methods.allocation.incidence import counts_to

_SECONDS = 0.9
_SHARE = 0.7
"""Of the time for finding the smallest relaxation; the rest is for saying why."""
_CAP = 1e4
_BEYOND = 100.0


class Reason(StrEnum):
    """Why a bound cannot be held."""

    too_few_candidates = "too_few_candidates"
    too_many_settled = "too_many_settled"
    exceeds_cap = "exceeds_cap"
    contradicts = "contradicts"


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One bound that gives way. `lowered` seats off the minimum, or `raised` onto the maximum; one of the two is 0.

    `available` are the candidates still in play or to be invited who count to the target, `settled` those of them who
    have accepted or must come. `contradicts` are the targets it cannot be held together with (none for the other
    reasons); `needs_cap` says that the number of seats is part of the contradiction.
    """

    target: Target
    lowered: int
    raised: int
    is_within_flexible: bool
    reason: Reason
    available: int
    settled: int
    contradicts: tuple[Target, ...] = ()
    needs_cap: bool = False


@dataclass(frozen=True, slots=True)
class Feasibility:
    """The answer. `example` are keys of a room that meets the targets, or the relaxed ones.

    `cap_raised` is by how many seats those who must come exceed the cap; `unfilled` how many seats nobody is there for,
    where the room was to be filled. `is_proven` is False only where the time was
    up before the smallest relaxation was certain: then it is the smallest one found.
    """

    relaxations: tuple[Relaxation, ...]
    cap_raised: int
    unfilled: int
    example: tuple[str, ...]
    is_proven: bool
    seconds: float

    @property
    def can_be_met(self) -> bool:
        return not self.relaxations and not self.cap_raised and not self.unfilled


def smallest_relaxation(
    composition: Composition, *, fills_room: bool = False, seconds: float = _SECONDS
) -> Feasibility:
    """Whether some room out of these candidates meets every target, and what gives way if none does.

    Accepted candidates and must-haves are in the room, declined and withdrawn ones are not; `fills_room` asks for
    exactly as many people as the cap says. `seconds` bounds the time. About 10 ms for 160 candidates.
    """
    begun = time.perf_counter()
    if seconds <= 0:
        raise Unworkable("Give the check some time: seconds must be more than 0.")
    people = People.of(composition)
    rows = _rows(composition, people, fills_room=fills_room)
    model = Elastic(people, rows, seconds * _SHARE)
    solved = model.cheapest()
    relaxed = [
        (index, solved.lowered[index], solved.raised[index])
        for index in range(len(composition.targets))
        if solved.lowered[index] or solved.raised[index]
    ]
    found = tuple(
        _explained(composition, people, model, relaxed, each, deadline=begun + seconds) for each in relaxed
    )
    return Feasibility(
        relaxations=found,
        cap_raised=solved.raised[len(composition.targets)],
        unfilled=solved.lowered[len(composition.targets)],
        example=people.keys(solved.chosen),
        is_proven=solved.is_proven,
        seconds=time.perf_counter() - begun,
    )


def _rows(composition: Composition, people: People, *, fills_room: bool) -> list[Row]:
    """The targets in their order, then the cap, then the conflicts."""
    rows = [
        Row(
            members=tuple(index for index, one in enumerate(people.types) if counts_to(one.first, target)),
            minimum=target.minimum,
            maximum=target.maximum,
            floor=target.floor,
            ceiling=target.ceiling,
            price=target.weight,
            beyond=target.weight * _BEYOND,
        )
        for target in composition.targets
    ]
    heads = tuple(index for index, one in enumerate(people.types) if one.first.counts_to_cap)
    least = composition.cap if fills_room else 0
    total = sum(target.weight for target in composition.targets) + 1
    rows.append(Row(heads, least, composition.cap, least, composition.cap, price=0.0, beyond=total * _CAP))
    return rows + [Row(pair, 0, 1, 0, 1, price=0.0, beyond=None) for pair in people.conflicts]


def _explained(
    composition: Composition,
    people: People,
    model: Elastic,
    relaxed: list[tuple[int, int, int]],
    which: tuple[int, int, int],
    *,
    deadline: float,
) -> Relaxation:
    index, lowered, raised = which
    target = composition.targets[index]
    counting = [each for each in people.reachable if counts_to(each, target)]
    settled = sum(is_settled(each) for each in counting)
    available = len(counting)
    is_within = target.minimum - lowered >= target.floor and (
        target.ceiling is None or (target.maximum or 0) + raised <= target.ceiling
    )
    contradicts: tuple[Target, ...] = ()
    needs_cap = False
    if lowered and available < target.minimum:
        reason = Reason.too_few_candidates
    elif raised and settled > (target.maximum or 0):
        reason = Reason.too_many_settled
    else:
        others = {at: (low, high) for at, low, high in relaxed if at != index}
        core = model.contradiction(index, others, deadline)
        contradicts = tuple(composition.targets[at] for at in core if at < len(composition.targets))
        needs_cap = len(composition.targets) in core
        reason = Reason.contradicts if contradicts or not needs_cap else Reason.exceeds_cap
    return Relaxation(target, lowered, raised, is_within, reason, available, settled, contradicts, needs_cap)
