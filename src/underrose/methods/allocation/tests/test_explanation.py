import pytest

from underrose.methods.allocation.composition import Standing, Target
from underrose.methods.allocation.explanation import feasibility_sentences, missing_sentence
from underrose.methods.allocation.feasibility import smallest_relaxation
from underrose.methods.allocation.tests.rooms import forty, person, room
from underrose.methods.allocation.who_is_missing import missing

X = [person(f"x{n}", "a:x", "b:u") for n in range(4)]
MUST = [person(f"m{n}", "a:x", is_must_have=True) for n in range(2)]


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (forty(), "All targets can be met."),
        (room(X, [Target("a", "x", 6)], 9), "Lower the minimum for a: x from 6 to 4: only 4 candidates for 6 seats."),
        (room(X[:1], [Target("a", "x", 2)], 9), "Lower the minimum for a: x from 2 to 1: only 1 candidate for 2 seats."),
        (room([], [Target("a", "x", 1)], 9), "Lower the minimum for a: x from 1 to 0: there is no candidate for 1 seat."),
        (room(MUST, [Target("a", "x", 0, 1)], 9), "Raise the maximum for a: x from 1 to 2: 2 candidates must come or have accepted."),
        (
            room(X, [Target("a", "x", 4)], 3),
            "Lower the minimum for a: x from 4 to 3: there are not enough seats in the room beside those who must come.",
        ),
        (
            room(X, [Target("a", "x", 4, minimum_flexible=4)], 3),
            ("Lower the minimum for a: x from 4 to 3, beyond its flexible bound: "
            "there are not enough seats in the room beside those who must come."),
        ),
        (
            room(X, [Target("a", "x", 3), Target("b", "u", 0, 2, weight=9)], 9),
            "Lower the minimum for a: x from 3 to 2: it cannot be held together with b: u.",
        ),
        (
            room(X + [person(f"y{n}", "a:y") for n in range(4)], [Target("a", "x", 3), Target("a", "y", 3, weight=9)], 5),
            "Lower the minimum for a: x from 3 to 2: it cannot be held together with a: y and the number of seats.",
        ),
        (
            room(X[:2], [Target("a", "x", 2)], 9, [("x0", "x1")]),
            "Lower the minimum for a: x from 2 to 1: it cannot be held beside those who may not both come.",
        ),
        (room(MUST, [], 1), "Those who must come need 1 seat more than there are."),
    ],
)  # fmt: skip
def test_feasibility_in_words(made, said):
    assert feasibility_sentences(smallest_relaxation(made)) == (said,)


def test_seats_nobody_is_there_for():
    assert feasibility_sentences(smallest_relaxation(room(X, [], 6), fills_room=True)) == (
        "There is nobody for 2 seats of the room.",
    )


def test_several_contradicted_targets_are_listed():
    groups = [person(f"{value}{n}", f"a:{value}") for value in "xyz" for n in range(3)]
    made = room(
        groups, [Target("a", "x", 2), Target("a", "y", 2, weight=9), Target("a", "z", 2, weight=9)], 5
    )
    (said,) = feasibility_sentences(smallest_relaxation(made))
    assert said.endswith("it cannot be held together with a: y and a: z and the number of seats.")


def test_who_is_missing_in_one_sentence():
    targets = [Target("a", value, 5 - n) for n, value in enumerate("vwxyz")]
    made = room([person("p", "a:v", standing=Standing.accepted)], targets)
    assert missing_sentence(missing(made)) == (
        "Missing: 4 for a: v, 4 for a: w, 3 for a: x, and in 2 more targets."
    )
    assert missing_sentence(missing(made)[:1]) == "Missing: 4 for a: v."
    assert missing_sentence(missing(made), at_most=4).endswith("and in 1 more target.")


def test_nobody_is_missing():
    assert missing_sentence(()) == "Nobody is missing."
