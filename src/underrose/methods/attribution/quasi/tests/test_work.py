"""What people do in place of what they are. Sentences of our own, for a small room."""

import pytest

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.values import Person, Roster

_ROWS = (
    ("NG", "F", "lawyer", "Partner"),
    ("KE", "M", "lawyer", "Advocate"),
    ("KE", "F", "fish trader", "Owner"),
    ("IT", "F", "buyer", "Head of Fabrics"),
    ("IT", "M", "buyer", "Planner"),
    ("PH", "M", "police officer", "Inspector"),
    ("PH", "F", "nurse", "Midwife"),
    ("PE", "F", "nurse", "Ward Nurse"),
    ("PE", "M", "farmer", "President"),
    ("PE", "F", "farmer", "Secretary"),
    ("FJ", "M", "hydrologist", ""),
    ("FJ", "F", "teacher", ""),
)
LAYER = QuasiIdentifiers(
    Roster(
        tuple(
            Person(
                key=str(number),
                countries=(country,),
                gender=gender,
                roles=(role,),
                posts=(post,) if post else (),
            )
            for number, (country, gender, role, post) in enumerate(_ROWS)
        )
    )
)
DOES = [
    ("Somebody who defends tenants in Nairobi warned against naming streets.", {1}),
    ("Someone who buys for a house in Milan admitted that the dates are made by others.", {3, 4}),
    ("A person who has long worn the uniform in Manila said that trust is slow.", {5}),
    ("A woman who delivers babies among the reefs said that the boat comes on Mondays.", {6}),
    ("Those who grow potatoes asked for a well.", {8, 9}),
    ("A colleague who measures rivers explained the chart.", {10}),
    ("I grow potatoes above Cusco and I know the frost.", {8, 9}),
    ("Having defended clients in Lagos, I know how long a Monday is.", {0}),
    ("A woman who keeps a stall in Suva said that chalk is dear.", {11}),
    ("The woman who keeps a stall in Suva asked for shade.", {11}),
    ("Someone who buys for a house in Milan counted the days.", {3, 4}),
    ("Someone who defends tenants in Nairobi would shorten the form.", {1}),
    ("As the only midwife from Manila I keep the list.", {6}),
    ("A nurse in uniform asked for water.", {6, 7}),
    ("He measures rivers in Fiji and thinks in centuries.", {10}),
    ("A Fijian colleague who teaches asked for chalk.", {11}),
]
NOBODY = [
    "She taught them patience.",
    "He measures his words.",
    "Those who buy cheap pay twice.",
    "If we teach children to hate, they learn it.",
    "A teacher who forgets the names of her pupils is not lost.",
    "A buyer who pays late is borrowing.",
    "Somebody who knocks on wood believes in it.",
]


@pytest.mark.parametrize(("text", "places"), DOES)
def test_what_somebody_does_says_what_they_are(text, places):
    (hit,) = LAYER.find(passage(text))
    assert hit.who == sum(1 << place for place in places)


@pytest.mark.parametrize("text", NOBODY)
def test_what_anybody_may_do_says_nothing(text):
    assert LAYER.find(passage(text)) == []


def test_role_that_is_named_is_not_told_again_by_its_work():
    (hit,) = LAYER.find(passage("A nurse from Peru, who teaches pupils, asked for chalk."))
    assert hit.who == 1 << 7


def test_work_nobody_in_the_room_does_is_left_aside():
    (hit,) = LAYER.find(passage("Someone who mends nets in Milan asked for the list."))
    assert hit.who == 1 << 3 | 1 << 4
