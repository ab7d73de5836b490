from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from underrose.methods.allocation.breakouts import starting
from underrose.methods.allocation.breakouts.problem import Attribute
from underrose.methods.allocation.breakouts.solving import Progress, solve
from underrose.methods.allocation.breakouts.trade_off import Choice, choice, choices, loosening

from .making import plain


def test_the_choice_of_the_concept_note():
    found = {one.groups: one for one in choices(55, 4)}
    assert list(found) == list(range(5, 14))
    assert found[7] == Choice(7, 7, 8, 36, 738, is_reached=False)
    assert found[8] == Choice(8, 6, 7, 0, 648, is_reached=True)


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 60), st.integers(1, 5), st.integers(1, 6), st.integers(0, 8))
def test_each_choice_seats_everybody_in_sizes_that_were_asked_for(people, rounds, smallest, more):
    for one in choices(people, rounds, smallest=smallest, largest=smallest + more):
        assert smallest <= one.smallest <= one.largest <= one.smallest + 1 <= smallest + more + 1
        assert one.smallest * one.groups <= people <= one.largest * one.groups
        assert not (one.is_reached and one.encounters)


@pytest.mark.parametrize(("people", "rounds"), [(16, 4), (20, 3), (12, 1), (25, 5)])
def test_a_choice_that_is_promised_is_kept(people, rounds):
    promised = [one for one in choices(people, rounds, smallest=2) if one.is_reached]
    assert promised
    for one in promised:
        assert solve(plain(people, one.groups, rounds), seed=1, moves=10).report.encounters == 0


@pytest.mark.parametrize("wrong", [(0, 1, 1, 1), (1, 0, 1, 1), (5, 2, 0, 3), (5, 2, 3, 2)])
def test_numbers_that_are_none_are_refused(wrong):
    people, rounds, smallest, largest = wrong
    with pytest.raises(ValueError, match=r"at least 1|is over the largest"):
        choices(people, rounds, smallest=smallest, largest=largest)


def test_no_number_of_groups_gives_such_sizes():
    assert choices(7, 2, smallest=4, largest=6) == ()


# Nine people over four rounds of three threes can all meet once, but not while three of each x are always spread.
ROOM = plain(
    9,
    3,
    4,
    attributes=(
        Attribute("x", tuple((str(one // 3),) for one in range(9))),
        Attribute("y", ((),) * 9),
    ),
)


def test_what_a_slack_buys_and_its_price():
    found = loosening(ROOM, "x", seed=1, moves=100_000)
    assert (found.even.report.off_quota, found.even.report.encounters) == (0, 9)
    assert (found.loose.report.off_quota, found.loose.report.encounters) == (0, 0)
    assert found.bought == 9
    assert found.paid > 0


def test_where_nothing_is_bought_nothing_is_paid():
    problem = plain(8, 4, 1, attributes=(Attribute("x", tuple((str(n // 4),) for n in range(8))),))
    found = loosening(problem, "x", seed=1, moves=5_000)
    assert (found.bought, found.paid) == (0, 0)


def test_an_attribute_that_nobody_has_is_refused():
    with pytest.raises(ValueError, match="attribute 'z': nobody has it; known are: x, y"):
        loosening(ROOM, "z", seed=1)


def test_both_searches_are_heard_as_one_and_can_be_stopped():
    told: list[Progress] = []

    def three_times(progress: Progress) -> bool:
        told.append(progress)
        return len(told) < 3

    problem = replace(ROOM, met={(0, 1): 2})
    found = loosening(problem, "x", seed=1, moves=600_000, may_go_on=three_times)
    assert [one.tried for one in told] == sorted(one.tried for one in told)
    assert {one.moves for one in told} == {1_200_000}
    assert not found.even.is_complete
    assert found.even.report.is_valid


@pytest.mark.parametrize(("people", "groups", "rounds"), [(5, 6, 1), (5, 0, 1), (5, 1, 0)])
def test_a_choice_of_nobody_is_refused(people, groups, rounds):
    with pytest.raises(ValueError, match="every group"):
        choice(people, groups, rounds)


@pytest.mark.parametrize("people", range(2, 40))
def test_what_is_promised_without_drawing_it_up_can_be_drawn_up(people):
    """Of full rooms more is known to whoever searches; nothing is promised that is not known."""
    for groups in range(1, people + 1):
        for rounds in range(2, 6):
            if starting.is_reckoned(people, groups, rounds):
                rows = starting.design(plain(people, groups, rounds))
                assert rows is not None
                met = [pair for row in rows for pair in pairs_of(row[:people])]
                assert len(met) == len(set(met))


def pairs_of(row):
    return [(one, other) for one, other in combinations(range(len(row)), 2) if row[one] == row[other]]
