from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from underrose.methods.allocation.breakouts import arrays
from underrose.methods.allocation.breakouts.checking import attribute_of, checked, joined
from underrose.methods.allocation.breakouts.problem import Attribute, Duty, Group, Pin, Problem, Round
from underrose.methods.allocation.breakouts.solving import solve
from underrose.methods.allocation.breakouts.verification import rank_got, ranks_of, verify

from .making import plain, problems

ROOM = plain(4, 2, 2)
TABLES = ROOM.rounds[0].groups


def _rounds(**changed: object) -> tuple[Round, ...]:
    return (ROOM.rounds[0], replace(ROOM.rounds[1], **changed))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"labels": ()}, "labels: between 1 and 10000 people can be seated, not 0"),
        ({"rounds": ()}, "rounds: there must be between 1 and 100 rounds, not 0"),
        ({"rounds": _rounds(groups=())}, "round 1: there is no group in it"),
        (
            {"rounds": _rounds(groups=(Group("a", 3, 2),))},
            "round 1, group 0: its smallest size 3 is over its largest 2",
        ),
        ({"rounds": _rounds(groups=(Group("a", -1, 2),))}, "round 1, group 0, smallest: -1 is not a whole"),
        (
            {"rounds": _rounds(groups=(Group("a", 0, 10**12),))},
            "round 1, group 0, largest: 1000000000000 is more",
        ),
        (
            {"rounds": _rounds(absent=frozenset({4}))},
            "round 1, absent: there is no person 4; people are 0 to 3",
        ),
        ({"rounds": _rounds(held=(0, 1, 0))}, "round 1, held: 3 seats for 4 people"),
        (
            {"rounds": _rounds(held=(0, 1, 0, 2))},
            "round 1, held, person 3: there is no group 2; groups are 0 to 1",
        ),
        (
            {"rounds": _rounds(held=(0, 1, 0, -1))},
            "round 1, held: person 3 must be either absent or have had a",
        ),
        ({"apart": frozenset({(1, 0)})}, r"apart \(1, 0\): the lower number comes first"),
        ({"apart": frozenset({(1, 1)})}, r"apart \(1, 1\): the lower number comes first"),
        ({"apart": frozenset({(0, 4)})}, r"apart \(0, 4\): there is no person 4"),
        ({"apart": frozenset({(0, 1, 2)})}, r"apart: \(0, 1, 2\) is not a pair"),
        ({"met": {(2, 1): 1}}, r"met \(2, 1\): the lower number comes first"),
        ({"met": {(1, 2): 101}}, r"met \(1, 2\): 101 is more than 100"),
        ({"met": {(1, 2): -1}}, r"met \(1, 2\): -1 is not a whole number"),
        ({"together": (frozenset({0, 9}),)}, "together 0: there is no person 9"),
        ({"duties": (Duty("chair", frozenset({-1})),)}, "duty 0: there is no person -1"),
        ({"duties": (Duty("chair", frozenset({1}), 2, 1),)}, "duty 0: its least 2 is over its most 1"),
        (
            {"duties": (Duty("chair", frozenset({1}), rounds=frozenset({2})),)},
            "duty 0: there is no round 2; rounds are 0 to 1",
        ),
        ({"pins": (Pin(2, 0, 0),)}, "pin 0: there is no round 2; rounds are 0 to 1"),
        ({"pins": (Pin(-1, 0, 0),)}, "pin 0: there is no round -1"),
        ({"pins": (Pin(0, 4, 0),)}, "pin 0: there is no person 4"),
        ({"pins": (Pin(0, 0, 2),)}, "pin 0: there is no group 2; groups are 0 to 1"),
        ({"pins": (Pin(0, 0, 0), Pin(0, 0, 1))}, "pin 1: person 0 has another pin in round 0"),
        (
            {"pins": (Pin(1, 2, 0),), "rounds": _rounds(absent=frozenset({2}))},
            "pin 0: person 2 is absent from round 1",
        ),
        ({"wishes": {(0, 0, 2): 0}}, r"wish \(0, 0, 2\): there is no group 2"),
        ({"wishes": {(0, 0, 0): 0.5}}, r"wish \(0, 0, 0\): 0.5 is not a whole number"),
        ({"attributes": (Attribute("x", (("a",),)),)}, "attribute 'x': 1 entries for 4 people"),
        (
            {"attributes": (Attribute("x", ("ab",) * 4),)},
            "attribute 'x', person 0: values are tuples of text",
        ),
        (
            {"attributes": (Attribute("x", (("a", "a"),) * 4),)},
            "attribute 'x', person 0: a value stands there",
        ),
        ({"attributes": (Attribute("x", ((),) * 4),) * 2}, "attribute 'x': it stands there twice"),
        ({"attributes": (Attribute("x", ((),) * 4, -1),)}, "attribute 'x', slack: -1 is not a whole number"),
        ({"speaks": (frozenset({"fr"}),)}, "speaks: 1 entries for 4 people"),
        ({"rounds": _rounds(groups=(Group("a", 0, 4, "fr"),))}, "speaks: 0 entries for 4 people"),
        ({"in_hand": ((0, 0, 1, 1),)}, "in hand: 1 rounds of seats for 2 rounds"),
        ({"in_hand": ((0, 0, 1, 1), (0, 0, 1, -2))}, "in hand, round 1, person 3: there is no group -2"),
    ],
)
def test_what_points_outside_of_the_problem_is_refused_in_words(changed, sentence):
    malformed = replace(ROOM, **changed)
    with pytest.raises(ValueError, match=f"^{sentence}"):
        checked(malformed)
    with pytest.raises(ValueError, match=f"^{sentence}"):
        solve(malformed, seed=1, moves=10)


def test_what_would_take_the_memory_of_the_machine_is_refused():
    """Seven thousand groups of one are a mistake, and would take gigabytes."""
    many = plain(7_000, 7_000, 5)
    with pytest.raises(ValueError, match=r"^groups: 5 rounds of 7000 groups are too many for so many people"):
        checked(many)
    values = tuple((f"{one}", f"{one}!") for one in range(9_000))
    with pytest.raises(ValueError, match=r"^groups: 10 rounds of 2000 groups are too many"):
        checked(plain(9_000, 2_000, 10, attributes=(Attribute("x", values),)))
    assert len(checked(plain(5_000, 625, 6))) == 5_000


def test_an_unknown_attribute_is_refused_with_those_that_are_known():
    room = replace(ROOM, attributes=(Attribute("sector", ((),) * 4), Attribute("region", ((),) * 4)))
    assert attribute_of(room, "region") is room.attributes[1]
    with pytest.raises(ValueError, match="attribute 'gender': nobody has it; known are: sector, region"):
        attribute_of(room, "gender")


@given(problems())
def test_what_is_well_formed_passes_as_it_is(problem):
    assert checked(problem) is problem


WILD = st.one_of(
    st.integers(-3, 12), st.sampled_from([10**6, -(10**9), 2**31, 2**63, 2**70]), st.just(1.5), st.none()
)


@st.composite
def wild(draw: st.DrawFn) -> Problem:
    """A small problem in which any number may be any other."""
    problem = draw(problems(most=6))
    people = len(problem)
    row = st.lists(WILD, min_size=people - 1, max_size=people + 1).map(tuple)
    changes = {
        "pins": st.lists(st.builds(Pin, WILD, WILD, WILD), max_size=3).map(tuple),
        "apart": st.frozensets(st.tuples(WILD, WILD), max_size=3),
        "together": st.lists(st.frozensets(WILD, max_size=4), max_size=2).map(tuple),
        "duties": st.lists(
            st.builds(Duty, st.just("d"), st.frozensets(WILD, max_size=3), WILD, WILD), max_size=2
        ).map(tuple),
        "met": st.dictionaries(st.tuples(WILD, WILD), WILD, max_size=3),
        "wishes": st.dictionaries(st.tuples(WILD, WILD, WILD), WILD, max_size=3),
        "in_hand": st.lists(row, min_size=1, max_size=3).map(tuple),
        "rounds": st.lists(
            st.builds(
                Round,
                st.just("r"),
                st.lists(
                    st.builds(Group, st.just("g"), WILD, WILD, st.sampled_from(["", "", "fr"])), max_size=4
                ).map(tuple),
                st.frozensets(WILD, max_size=2),
                st.none() | row,
            ),
            max_size=3,
        ).map(tuple),
        "speaks": st.lists(st.just(frozenset({"fr"})), max_size=people + 1).map(tuple),
    }
    for name in draw(st.sets(st.sampled_from(sorted(changes)), min_size=1, max_size=3)):
        problem = replace(problem, **{name: draw(changes[name])})
    return problem


@settings(max_examples=400, deadline=None)
@given(wild(), st.integers(0, 99))
def test_whatever_is_asked_is_either_refused_in_words_or_seated_in_groups_that_are_there(problem, seed):
    """No place outside an array is ever read: everything that reaches the kernel passes, or is refused."""
    try:
        checked(problem)
    except ValueError as refused:
        assert str(refused)  # noqa: PT017 - the other way out is below
        return
    plan = solve(problem, seed=seed, moves=2_000)
    assert plan.report == verify(problem, plan.seats)


def test_blocks_that_share_somebody_are_one():
    assert joined((frozenset({3, 4}), frozenset({0, 1}), frozenset({1, 2}), frozenset({2, 5}))) == (
        frozenset({0, 1, 2, 5}),
        frozenset({3, 4}),
    )
    chain = plain(9, 3, 2, together=(frozenset({0, 1}), frozenset({1, 2})), apart=frozenset({(0, 8)}))
    of, rows = arrays.blocks(chain)
    assert [int(block) for block in of[:4]] == [0, 0, 0, -1]
    assert rows.tolist() == [[0, 1, 2]]
    assert solve(chain, seed=1, moves=50_000).report.is_valid


def test_a_group_that_was_not_ranked_is_worse_than_the_last_that_was():
    """Else the search would seat people where they did not ask to sit."""
    problem = plain(3, 3, 1, wishes={(0, 0, 0): 0, (0, 0, 1): 1, (0, 1, 0): 0})
    assert [rank_got(ranks_of(problem)[0, 0], group) for group in range(3)] == [0, 1, 2]
    assert [rank_got(ranks_of(problem)[0, 1], group) for group in range(3)] == [0, 1, 1]
    assert verify(problem, ((2, 1, 0),)).disappointment == 3
    plan = solve(problem, seed=1, moves=20_000)
    assert plan.report.disappointment == 1
