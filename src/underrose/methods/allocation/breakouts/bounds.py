"""What no plan can better: how often colleagues must meet again, and how many different pairs can meet at all.

A group of s people who sit in G groups in another round puts at least t·C(q+1, 2) + (G-t)·C(q, 2) pairs of them together
again, with s = qG + t: as evenly spread as s people can be over G groups. Summed over the groups of one round, and over
all pairs of rounds, that is the least of Σ m(m-1)/2, where m counts the rounds a pair shares, because a pair that shares
m rounds is met again in m(m-1)/2 pairs of rounds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

from underrose.methods.allocation.breakouts.problem import Problem


@dataclass(frozen=True, slots=True)
class Bounds:
    """`encounters` the least of Σ m(m-1)/2 over pairs; `distinct` the most different pairs that can share a round."""

    encounters: int
    distinct: int


def bounds(problem: Problem) -> Bounds:
    """The bounds of a problem, whatever else is asked. Time O(R² n + R G log G)."""
    rounds = range(len(problem.rounds))
    present = [frozenset(problem.present(number)) for number in rounds]
    groups = [len(round_.groups) for round_ in problem.rounds]
    again = {
        (one, other): max(_again(one, other, present, groups), _again(other, one, present, groups))
        for one, other in combinations(rounds, 2)
    }
    before = sum(times * (times - 1) // 2 for times in problem.met.values())
    meetings = sum(_most_meetings(problem, number, len(present[number])) for number in rounds)
    repeated = sum(max((again[one, other] for one in range(other)), default=0) for other in rounds)
    everybody = comb(len(frozenset().union(*present)) if present else 0, 2)
    return Bounds(encounters=before + sum(again.values()), distinct=min(everybody, meetings - repeated))


def least_again(size: int, groups: int) -> int:
    """Pairs of a group of this size that must sit together in a round of so many groups. C(0, 2) is 0. O(1)."""
    part, larger = divmod(size, groups)
    return larger * comb(part + 1, 2) + (groups - larger) * comb(part, 2)


def _again(one: int, other: int, present: Sequence[frozenset[int]], groups: Sequence[int]) -> int:
    """How many pairs of the one round must meet again in the other, at the least: those there in both, spread evenly."""
    both = len(present[one] & present[other])
    size, larger = divmod(both, groups[one])
    smaller = (groups[one] - larger) * least_again(size, groups[other])
    return larger * least_again(size + 1, groups[other]) + smaller


def _most_meetings(problem: Problem, number: int, present: int) -> int:
    """The most pairs that can share a group in a round: its groups filled as unevenly as their sizes allow."""
    held = problem.rounds[number].held
    if held is not None:
        return sum(comb(held.count(group), 2) for group in set(held) - {-1})
    groups = problem.rounds[number].groups
    sizes = [group.smallest for group in groups]
    left = present - sum(sizes)
    for place in sorted(range(len(groups)), key=lambda place: -groups[place].largest):
        more = max(0, min(left, groups[place].largest - sizes[place]))
        sizes[place] += more
        left -= more
    return sum(comb(size, 2) for size in sizes)
