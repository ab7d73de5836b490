import pytest

from underrose.methods.allocation.composition import Standing, Target
from underrose.methods.allocation.scenarios import Assumptions
from underrose.methods.allocation.tests.rooms import person, room
from underrose.methods.allocation.who_is_missing import missing, standing


def made():
    return room(
        [
            person("p", "a:x", standing=Standing.accepted),
            person("q", "a:x", chance=0.5, standing=Standing.open),
            person("r", "a:x", "b:u", chance=0.9),
            person("s", "a:x", "b:u", standing=Standing.declined),
        ],
        [Target("a", "x", 4), Target("b", "u", 3, weight=2), Target("a", "y", 0, 0)],
    )


def test_each_target_as_it_stands():
    x, u, y = standing(made())
    assert (x.confirmed, x.likely, x.invited, x.still_to_ask, x.missing, x.surplus) == (1, 1.5, 2, 1, 2, 0)
    assert (u.confirmed, u.likely, u.still_to_ask, u.missing) == (0, 0, 1, 3)
    assert (y.missing, y.surplus) == (0, 0)


def test_drop_outs_make_seats_less_likely():
    assert standing(made(), Assumptions(drop_out=0.2))[0].likely == pytest.approx(1.2)


def test_surplus_is_counted_where_there_is_a_maximum():
    crowd = room(
        [person(f"p{n}", "a:x", standing=Standing.accepted) for n in range(3)], [Target("a", "x", 0, 1)]
    )
    assert standing(crowd)[0].surplus == 2


def test_the_heaviest_gap_comes_first():
    assert [each.target.value for each in missing(made())] == ["u", "x"]


def test_nobody_is_missing_from_an_empty_brief():
    assert missing(room([], [])) == ()
