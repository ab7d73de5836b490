"""How many are there: a guest who is missing is still a guest in the room, and sits nowhere."""

from collections import Counter
from itertools import combinations
from math import comb

from underrose.programme.in_numbers import Numbered


def expected(numbered: Numbered) -> int:
    """Who is there in at least one of the rounds to come; once none is to come, who was there in any."""
    rounds = numbered.to_come or range(len(numbered.rounds))
    return len({person for number in rounds for person in numbered.problem.present(number)})


def at_once(numbered: Numbered) -> int:
    """The most who are there in one round of those to come; once none is to come, of all."""
    rounds = numbered.to_come or range(len(numbered.rounds))
    return max((len(numbered.problem.present(number)) for number in rounds), default=0)


def always(numbered: Numbered) -> int:
    """How many are there in every round: what demands that people meet again demands it of them."""
    away = frozenset[int]().union(*(one.absent for one in numbered.problem.rounds))
    return len(numbered.people) - len(away)


def others(numbered: Numbered, person: int) -> int:
    """Whom somebody could meet; of whoever is never there, everybody else."""
    shared = [set(numbered.problem.present(number)) for number in range(len(numbered.rounds))]
    found = set().union(*(there for there in shared if person in there)) or set(range(len(numbered.people)))
    return len(found - {person})


def pairs(numbered: Numbered) -> int:
    """Who could meet at all: two who are there in one round at least. Few people have hours of their own, so this is quick."""
    away = [one.absent for one in numbered.problem.rounds]
    hours = Counter(
        frozenset(number for number, absent in enumerate(away) if person not in absent)
        for person in range(len(numbered.people))
    )
    alike = sum(comb(count, 2) for there, count in hours.items() if there)
    others = combinations(hours.items(), 2)
    return alike + sum(one * other for (there, one), (then, other) in others if there & then)
