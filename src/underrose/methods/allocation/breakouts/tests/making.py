"""Small problems for tests."""

from random import Random

from hypothesis import strategies as st

from underrose.methods.allocation.breakouts.problem import (
    ABSENT,
    Attribute,
    Duty,
    Group,
    Pin,
    Problem,
    Round,
    Seats,
    even_sizes,
    pair,
)


def plain(people: int, groups: int, rounds: int, **asked: object) -> Problem:
    """Groups whose sizes differ by one at most, and nothing else asked."""
    sizes = even_sizes(people, groups)
    tables = tuple(Group(str(number), min(sizes), max(sizes)) for number in range(groups))
    return Problem(
        labels=tuple(f"P{number}" for number in range(people)),
        rounds=tuple(Round(str(number), tables) for number in range(rounds)),
        **asked,  # type: ignore[arg-type] # each test asks for what it is about
    )


def by_lot(problem: Problem, rng: Random) -> Seats:
    """Everybody somewhere, whatever is asked."""
    return tuple(
        tuple(
            ABSENT if person in round_.absent else rng.randrange(len(round_.groups))
            for person in range(len(problem))
        )
        for round_ in problem.rounds
    )


@st.composite
def problems(draw: st.DrawFn, most: int = 9) -> Problem:
    """Any small problem, also one that cannot be met."""
    people = draw(st.integers(2, most))
    groups = draw(st.integers(1, min(4, people)))
    rounds = draw(st.integers(1, 3))
    one = st.integers(0, people - 1)
    pairs = st.tuples(one, one).filter(lambda both: both[0] != both[1]).map(lambda both: pair(*both))
    apart = draw(st.frozensets(pairs, max_size=3))
    together = draw(st.sampled_from([(), (frozenset({0, 1}),)]))
    values = st.sampled_from([(), ("a",), ("b",), ("a", "b")])
    attributes = tuple(
        Attribute(name, tuple(draw(values) for _ in range(people)), draw(st.integers(0, 1)))
        for name in draw(st.sampled_from([(), ("x",), ("x", "y")]))
    )
    duties = draw(st.sampled_from([(), (Duty("facilitator", frozenset(range(groups))),)]))
    pins = draw(st.sampled_from([(), (Pin(0, people - 1, 0),)]))
    absent = draw(st.sampled_from([frozenset(), frozenset({people - 1})])) if not pins else frozenset()
    sizes = even_sizes(people - len(absent), groups)
    tables = tuple(Group(str(number), max(0, min(sizes)), max(sizes)) for number in range(groups))
    return Problem(
        labels=tuple(f"P{number}" for number in range(people)),
        rounds=tuple(Round(str(number), tables, absent) for number in range(rounds)),
        attributes=attributes,
        apart=apart - {pair(0, 1)} if together else apart,
        together=together,
        duties=duties,
        pins=pins,
        met=draw(st.dictionaries(pairs, st.integers(1, 2), max_size=3)),
    )
