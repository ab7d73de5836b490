"""Small invented rooms for the tests of this folder."""

from itertools import product

from hypothesis import strategies as st

from underrose.methods.allocation.composition import (
    Candidate,
    Category,
    Composition,
    Conflict,
    Standing,
    Target,
)


def person(key, *values, **more):
    """A candidate whose categories are `region:Asia`, `gender:woman` and so on."""
    return Candidate(key, frozenset(Category(*value.split(":")) for value in values), **more)


def room(candidates, targets, cap=3, conflicts=()):
    return Composition(tuple(candidates), tuple(targets), cap, tuple(Conflict(*pair) for pair in conflicts))


def forty(**more):
    """Forty candidates of two regions and two genders for a room of twelve."""
    kinds = list(product(("north", "south"), ("woman", "man")))
    candidates = [
        person(
            f"c{n:02}",
            f"region:{kinds[n % 4][0]}",
            f"gender:{kinds[n % 4][1]}",
            chance=0.35 + 0.05 * (n % 10),
            body=f"body{n % 7}",
        )
        for n in range(40)
    ]
    targets = [
        Target(f, v, 5, 7)
        for f, v in (("region", "north"), ("region", "south"), ("gender", "woman"), ("gender", "man"))
    ]
    return room(candidates, targets, cap=12, **more)


@st.composite
def small(draw, *, most=6):
    """Any room of a few candidates, some of them in play, with targets that may contradict each other."""
    number = draw(st.integers(0, most))
    candidates = [
        person(
            f"p{n}",
            f"a:{draw(st.sampled_from('xy'))}",
            f"b:{draw(st.sampled_from('uvw'))}",
            chance=draw(st.sampled_from([0.0, 0.2, 0.5, 0.9, 1.0])),
            body=draw(st.sampled_from(["", "one", "two"])),
            is_must_have=draw(st.integers(0, 5)) == 0,
            standing=draw(st.sampled_from([Standing.not_invited] * 5 + list(Standing))),
            counts_to_cap=draw(st.integers(0, 5)) > 0,
        )
        for n in range(number)
    ]
    targets = []
    for feature, value in (("a", "x"), ("a", "y"), ("b", "u"), ("b", "v")):
        low = draw(st.integers(0, 3))
        high = draw(st.one_of(st.none(), st.integers(low, 4)))
        targets.append(Target(feature, value, low, high, weight=draw(st.sampled_from([1.0, 2.0]))))
    free = [each.key for each in candidates if not each.is_must_have]
    pairs = [tuple(free[:2])] if len(free) > 1 and draw(st.booleans()) else []
    return room(candidates, targets, draw(st.integers(0, 5)), pairs)
