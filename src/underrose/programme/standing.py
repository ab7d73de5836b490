"""What arithmetic allows of the groups as they stand, which need not be the groups that were asked for.

After a change of the set-up, or of seats by hand, groups have other sizes than those asked for, and somebody may have no
seat. A bound of what was asked for says nothing of them: they can go beyond it.
"""

from collections import Counter
from dataclasses import replace

from underrose.methods.allocation.breakouts.bounds import Bounds, bounds
from underrose.methods.allocation.breakouts.problem import ABSENT, Round
from underrose.methods.allocation.breakouts.verification import Report, Rule
from underrose.programme.in_numbers import Numbered

OTHERWISE = (Rule.size, Rule.seated)
"""With one of these broken, the groups are not those that were asked for."""


def bounds_of(numbered: Numbered, report: Report) -> Bounds:
    """Of the set-up where it holds; otherwise of groups as large as they are, with whoever sits in them."""
    if not any(one.rule in OTHERWISE for one in report.violations):
        return report.bounds
    rounds = (_as_it_stands(numbered, number) for number in range(len(numbered.problem.rounds)))
    return bounds(replace(numbered.problem, rounds=tuple(rounds)))


def _as_it_stands(numbered: Numbered, number: int) -> Round:
    asked, row = numbered.problem.rounds[number], numbered.seats[number]
    sizes = Counter(row)
    return replace(
        asked,
        groups=tuple(
            replace(group, smallest=sizes[at], largest=sizes[at]) for at, group in enumerate(asked.groups)
        ),
        absent=frozenset(person for person, group in enumerate(row) if group == ABSENT),
    )
