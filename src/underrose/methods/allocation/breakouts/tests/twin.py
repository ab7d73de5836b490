"""The count of a plan once more, slowly and by the letter of the definitions, for small cases."""

from collections.abc import Iterator
from itertools import product

from underrose.methods.allocation.breakouts.problem import ABSENT, Problem, Seats


def encounters(problem: Problem, seats: Seats) -> int:
    """Σ m(m-1)/2 over all pairs."""
    total = 0
    for one in range(len(problem)):
        for other in range(one + 1, len(problem)):
            m = problem.met.get((one, other), 0)
            for row in seats:
                if row[one] == row[other] != ABSENT:
                    m += 1
            total += m * (m - 1) // 2
    return total


def distinct(problem: Problem, seats: Seats) -> int:
    return sum(
        any(row[one] == row[other] != ABSENT for row in seats)
        for one in range(len(problem))
        for other in range(one + 1, len(problem))
    )


def off_quota(problem: Problem, seats: Seats) -> int:
    total = 0
    for number, row in enumerate(seats):
        groups = len(problem.rounds[number].groups)
        for attribute in problem.attributes:
            for value in {value for own in attribute.values for value in own}:
                has = [value in own for own in attribute.values]
                everybody = sum(has[one] for one in range(len(problem)) if row[one] != ABSENT)
                for group in range(groups):
                    here = sum(has[one] for one in range(len(problem)) if row[one] == group)
                    low = max(0, everybody // groups - attribute.slack)
                    high = (everybody + groups - 1) // groups + attribute.slack
                    total += max(0, low - here, here - high)
    return total


def is_valid(problem: Problem, seats: Seats) -> bool:
    return all(_is_valid_round(problem, number, row) for number, row in enumerate(seats))


def _is_valid_round(problem: Problem, number: int, row: tuple[int, ...]) -> bool:
    round_ = problem.rounds[number]
    if round_.held is not None:  # history, whatever was asked
        return row == round_.held
    sizes = [row.count(group) for group in range(len(round_.groups))]
    return (
        all((row[one] == ABSENT) == (one in round_.absent) for one in range(len(row)))
        and all(
            group.smallest <= size <= group.largest for group, size in zip(round_.groups, sizes, strict=True)
        )
        and not any(row[one] == row[other] != ABSENT for one, other in problem.apart)
        and all(len({row[one] for one in block} - {ABSENT}) <= 1 for block in problem.together)
        and all(row[pin.person] in {pin.group, ABSENT} for pin in problem.pins if pin.round == number)
        and all(
            duty.least <= sum(row[one] == group for one in duty.people) <= (duty.most or len(row))
            for duty in problem.duties
            for group in range(len(round_.groups))
        )
    )


def every_plan(problem: Problem) -> Iterator[Seats]:
    """All plans whatever: groups to the power of people and rounds."""
    ways = [
        [
            row
            for row in product(range(-1, len(round_.groups)), repeat=len(problem))
            if all((group == ABSENT) == (one in round_.absent) for one, group in enumerate(row))
        ]
        for round_ in problem.rounds
    ]
    return product(*ways)
