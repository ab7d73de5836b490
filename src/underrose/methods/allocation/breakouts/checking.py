"""Whether a problem is one: nothing in it points outside of it. What cannot be met is another question: `feasibility`.

The kernel reads arrays without asking whether a place is there, so whatever reaches it has passed here. Each refusal is
one English sentence that names the place; who translates catches the earlier mistake in a form.
"""

from collections.abc import Iterable, Iterator
from typing import NoReturn

from underrose.methods.allocation.breakouts.problem import ABSENT, Attribute, Duty, Group, Problem, Round

MOST_PEOPLE = 10_000
"""Beyond, all pairs no longer fit into the memory of a small machine."""
MOST_TIMES = 100
"""Two people have met before at most so often; more would say nothing new, and sums stay within sixteen bits."""
MOST_ROUNDS = 100
MOST_CELLS = 200_000_000
"""Rounds times groups times people, or values: what the search holds, in numbers of two or four bytes."""


def checked(problem: Problem) -> Problem:
    """The same problem. Raises ValueError where something in it is malformed. Time O(R n + everything asked)."""
    people = len(problem)
    if not 0 < people <= MOST_PEOPLE:
        _refuse("labels", f"between 1 and {MOST_PEOPLE} people can be seated, not {people}")
    if not 0 < len(problem.rounds) <= MOST_ROUNDS:
        _refuse("rounds", f"there must be between 1 and {MOST_ROUNDS} rounds, not {len(problem.rounds)}")
    has_language = any(group.language for round_ in problem.rounds for group in round_.groups)
    if len(problem.speaks) not in ({people} if has_language else {0, people}):
        _refuse("speaks", f"{len(problem.speaks)} entries for {people} people")
    for number, round_ in enumerate(problem.rounds):
        _check_round(round_, people, f"round {number}")
    _check_attributes(problem.attributes, people)
    _check_memory(problem)
    _check_pairs(problem.apart, people, "apart")
    _check_pairs(problem.met, people, "met")
    for one, times in problem.met.items():
        _check_number(times, MOST_TIMES, f"met {one}")
    for number, block in enumerate(problem.together):
        _check_people(block, people, f"together {number}")
    for number, duty in enumerate(problem.duties):
        _check_duty(duty, people, f"duty {number}")
        for held_in in duty.rounds or ():
            _round_at(problem, held_in, f"duty {number}")
    _check_pins(problem)
    _check_wishes(problem)
    _check_in_hand(problem)
    return problem


def attribute_of(problem: Problem, name: str) -> Attribute:
    """The attribute of that name. Raises ValueError where there is none."""
    for attribute in problem.attributes:
        if attribute.name == name:
            return attribute
    known = ", ".join(attribute.name for attribute in problem.attributes) or "none"
    raise ValueError(f"attribute {name!r}: nobody has it; known are: {known}")


def _refuse(place: str, why: str) -> NoReturn:
    raise ValueError(f"{place}: {why}")


def _is_whole(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool)


def _check_number(number: object, most: int, place: str) -> None:
    """A whole number from 0 to `most`."""
    if not (isinstance(number, int) and _is_whole(number) and number >= 0):
        _refuse(place, f"{number!r} is not a whole number of 0 or more")
    if number > most:
        _refuse(place, f"{number} is more than {most}")


def _check_people(found: Iterable[object], people: int, place: str) -> None:
    for one in found:
        if not (isinstance(one, int) and _is_whole(one) and 0 <= one < people):
            _refuse(place, f"there is no person {one!r}; people are 0 to {people - 1}")


def _check_round(round_: Round, people: int, place: str) -> None:
    if not round_.groups:
        _refuse(place, "there is no group in it")
    for number, group in enumerate(round_.groups):
        _check_group(group, f"{place}, group {number}")
    _check_people(round_.absent, people, f"{place}, absent")
    if round_.held is not None:
        _check_seats(round_.held, people, len(round_.groups), f"{place}, held")
        for person, seat in enumerate(round_.held):
            if (seat == ABSENT) != (person in round_.absent):
                _refuse(f"{place}, held", f"person {person} must be either absent or have had a seat")


def _check_group(group: Group, place: str) -> None:
    _check_number(group.smallest, MOST_PEOPLE, f"{place}, smallest")
    _check_number(group.largest, MOST_PEOPLE, f"{place}, largest")
    if group.smallest > group.largest:
        _refuse(place, f"its smallest size {group.smallest} is over its largest {group.largest}")
    if not isinstance(group.language, str):
        _refuse(place, "its language is not text")


def _check_seats(row: tuple[int, ...], people: int, groups: int, place: str) -> None:
    if len(row) != people:
        _refuse(place, f"{len(row)} seats for {people} people")
    for person, seat in enumerate(row):
        if not (_is_whole(seat) and ABSENT <= seat < groups):
            _refuse(f"{place}, person {person}", f"there is no group {seat!r}; groups are 0 to {groups - 1}")


def _check_attributes(attributes: Iterable[Attribute], people: int) -> None:
    names: set[str] = set()
    for attribute in attributes:
        place = f"attribute {attribute.name!r}"
        if attribute.name in names:
            _refuse(place, "it stands there twice")
        names.add(attribute.name)
        if len(attribute.values) != people:
            _refuse(place, f"{len(attribute.values)} entries for {people} people")
        for person, own in enumerate(attribute.values):
            entry: object = own
            if not (isinstance(entry, tuple) and all(isinstance(value, str) for value in entry)):
                _refuse(f"{place}, person {person}", "values are tuples of text")
            if len(set(own)) < len(own):
                _refuse(f"{place}, person {person}", "a value stands there twice")
        _check_number(attribute.slack, people, f"{place}, slack")


def _check_memory(problem: Problem) -> None:
    groups = max(len(round_.groups) for round_ in problem.rounds)
    values = sum(
        len({value for own in attribute.values for value in own}) for attribute in problem.attributes
    )
    cells = len(problem.rounds) * groups * max(len(problem), values + len(problem.duties))
    if cells > MOST_CELLS:
        _refuse(
            "groups",
            f"{len(problem.rounds)} rounds of {groups} groups are too many for so many people or values",
        )


def _check_pairs(pairs: Iterable[object], people: int, place: str) -> None:
    for both in pairs:
        if not (isinstance(both, tuple) and len(both) == 2):  # noqa: PLR2004 - a pair
            _refuse(place, f"{both!r} is not a pair")
        _check_people(both, people, f"{place} {both}")
        if both[0] >= both[1]:
            _refuse(f"{place} {both}", "the lower number comes first, and nobody is a pair alone")


def _check_duty(duty: Duty, people: int, place: str) -> None:
    _check_people(duty.people, people, place)
    _check_number(duty.least, MOST_PEOPLE, f"{place}, least")
    if duty.most is not None:
        _check_number(duty.most, MOST_PEOPLE, f"{place}, most")
        if duty.least > duty.most:
            _refuse(place, f"its least {duty.least} is over its most {duty.most}")


def _check_pins(problem: Problem) -> None:
    seen: set[tuple[int, int]] = set()
    for number, pin in enumerate(problem.pins):
        place = f"pin {number}"
        groups = _round_at(problem, pin.round, place).groups
        _check_people((pin.person,), len(problem), place)
        _check_group_number(pin.group, len(groups), place)
        if pin.person in problem.rounds[pin.round].absent:
            _refuse(place, f"person {pin.person} is absent from round {pin.round}")
        if (pin.round, pin.person) in seen:
            _refuse(place, f"person {pin.person} has another pin in round {pin.round}")
        seen.add((pin.round, pin.person))


def _check_wishes(problem: Problem) -> None:
    for wish, rank in problem.wishes.items():
        place = f"wish {wish}"
        if not (isinstance(wish, tuple) and len(wish) == 3):  # noqa: PLR2004 - round, person, group
            _refuse(place, "it is not a round, a person and a group")
        number, person, group = wish
        groups = _round_at(problem, number, place).groups
        _check_people((person,), len(problem), place)
        _check_group_number(group, len(groups), place)
        _check_number(rank, MOST_PEOPLE, place)


def _round_at(problem: Problem, number: object, place: str) -> Round:
    if not (isinstance(number, int) and _is_whole(number) and 0 <= number < len(problem.rounds)):
        _refuse(place, f"there is no round {number!r}; rounds are 0 to {len(problem.rounds) - 1}")
    return problem.rounds[number]


def _check_group_number(number: object, groups: int, place: str) -> None:
    if not (isinstance(number, int) and _is_whole(number) and 0 <= number < groups):
        _refuse(place, f"there is no group {number!r}; groups are 0 to {groups - 1}")


def _check_in_hand(problem: Problem) -> None:
    if problem.in_hand is None:
        return
    if len(problem.in_hand) != len(problem.rounds):
        _refuse("in hand", f"{len(problem.in_hand)} rounds of seats for {len(problem.rounds)} rounds")
    for number, row in enumerate(problem.in_hand):
        groups = len(problem.rounds[number].groups)
        _check_seats(row, len(problem), groups, f"in hand, round {number}")


def joined(blocks: Iterable[frozenset[int]]) -> tuple[frozenset[int], ...]:
    """Blocks that share somebody made one, in the order of their first person: whoever sits with B sits with B's others."""
    found: list[frozenset[int]] = []
    for block in blocks:
        touching = [one for one in found if one & block]
        found = [one for one in found if not one & block]
        found.append(block.union(*touching))
    return tuple(sorted((one for one in found if one), key=min))


def blocks_there(problem: Problem, number: int) -> Iterator[frozenset[int]]:
    """Who of each block is there in a round, where that is more than one."""
    for block in problem.together:
        there = block - problem.rounds[number].absent
        if len(there) > 1:
            yield there
