import pytest

from underrose.methods.allocation.composition import Candidate, Category, Standing, Target, Unworkable
from underrose.methods.allocation.tests.rooms import person, room


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ({"minimum": -1}, "must be 0 or more"),
        ({"minimum": 3, "maximum": 2}, "lower the one or raise the other"),
        ({"minimum": 3, "minimum_flexible": 4}, "must lie between 0 and its minimum, 3"),
        ({"minimum": 3, "minimum_flexible": -1}, "must lie between 0 and its minimum, 3"),
        ({"maximum": 3, "maximum_flexible": 2}, "must not lie under its maximum"),
        ({"maximum_flexible": 2}, "must not lie under its maximum"),
        ({"weight": 0}, "must be more than 0"),
        ({"weight": float("inf")}, "must be more than 0"),
    ],
)
def test_target_with_contradictory_bounds_is_refused(bounds, said):
    with pytest.raises(Unworkable, match=said):
        Target("region", "Asia", **bounds)


def test_target_names_its_crossing():
    target = Target("region", "Asia", crossed_with=frozenset({Category("gender", "woman")}))
    assert target.label == "region: Asia × gender: woman"
    assert target.categories == {Category("region", "Asia"), Category("gender", "woman")}


def test_target_without_flexible_bounds_gives_way_as_far_as_needed():
    assert (Target("a", "x", 3, 4).floor, Target("a", "x", 3, 4).ceiling) == (0, None)
    assert (Target("a", "x", 3, 4, 2, 5).floor, Target("a", "x", 3, 4, 2, 5).ceiling) == (2, 5)


@pytest.mark.parametrize("chance", [-0.1, 1.1, float("nan")])
def test_candidate_with_an_impossible_chance_is_refused(chance):
    with pytest.raises(Unworkable, match="give one between 0 and 1"):
        Candidate("p", chance=chance)


@pytest.mark.parametrize(
    ("candidates", "targets", "more", "said"),
    [
        ([], [], {"cap": -1}, "The cap is -1"),
        ([person("p"), person("p")], [], {}, "Candidate p is listed twice"),
        ([], [Target("a", "x"), Target("a", "x", 1)], {}, "The target a: x is listed twice"),
        ([person("p")], [], {"conflicts": [("p", "p")]}, "in conflict with themselves"),
        ([person("p")], [], {"conflicts": [("p", "q")]}, "names q, who is not a candidate"),
        (
            [person("p", is_must_have=True), person("q", is_must_have=True)],
            [],
            {"conflicts": [("p", "q")]},
            "must both come and must not both come",
        ),
    ],
)
def test_parts_that_do_not_fit_are_refused(candidates, targets, more, said):
    with pytest.raises(Unworkable, match=said):
        room(candidates, targets, **more)


def test_a_must_have_who_declined_is_in_nobodys_way():
    gone = person("q", is_must_have=True, standing=Standing.declined)
    assert room([person("p", is_must_have=True), gone], [], conflicts=[("p", "q")]).conflicts


def test_seats_are_counted_without_those_who_take_none():
    made = room(
        [
            person("p", standing=Standing.accepted),
            person("q", standing=Standing.accepted, counts_to_cap=False),
            person("r", standing=Standing.open),
            person("s", standing=Standing.tentative),
            person("t"),
        ],
        [],
        cap=2,
    )
    assert (made.accepted, made.waiting, made.free_seats) == (1, 2, 1)


def test_free_seats_are_never_fewer_than_none():
    assert room([person("p", standing=Standing.accepted)], [], cap=0).free_seats == 0
