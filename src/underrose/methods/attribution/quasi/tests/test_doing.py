"""What somebody is told to do, as their role or subject. Sentences of our own, for a small room."""

import pytest

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.values import Person, Roster

_ROWS = (
    ("KE", "F", "fisher", "reef care"),
    ("KE", "M", "fisher", "boat safety"),
    ("PE", "F", "teacher", "vaccination"),
    ("PE", "M", "nurse", "vaccination"),
    ("NO", "F", "diplomat", "seafood trade"),
    ("NO", "M", "official", "seafood trade"),
)
LAYER = QuasiIdentifiers(
    Roster(
        tuple(
            Person(key=str(number), countries=(country,), gender=gender, roles=(role,), works_on=(topic,))
            for number, (country, gender, role, topic) in enumerate(_ROWS)
        )
    )
)
DOES = [
    ("Men weigh the catch, according to a woman who fishes for a living.", {0}),
    ("Those who vaccinate have asked for escorts to stay away.", {2, 3}),
    ("Those who follow the seafood trade wanted one form.", {4, 5}),
    ("A note by one of those who work on vaccination is attached.", {2, 3}),
]
NOBODY = [
    "Those who vaccinate children know how long a day is.",
    "So that those who write the report need not rely on memory, a list was kept.",
    "Those who came early drank the coffee.",
]


@pytest.mark.parametrize(("text", "places"), DOES)
def test_work_told_by_its_verb_is_of_whoever_does_it(text, places):
    (hit,) = LAYER.find(passage(text))
    assert hit.who == sum(1 << place for place in places)


@pytest.mark.parametrize("text", NOBODY)
def test_work_that_is_of_anybody_says_nothing(text):
    assert LAYER.find(passage(text)) == []
