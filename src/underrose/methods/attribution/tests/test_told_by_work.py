"""Whether a woman or a man told by their work is of the room, or outside it. Sentences of our own."""

import pytest

from underrose.methods.attribution.guard import Guard
from underrose.methods.attribution.values import Leak, Person, Roster

_ROWS = (
    ("PE", "F", "inspector", "Chief Inspector", "Peruvian Labour Inspectorate"),
    ("PE", "M", "farmer", "Chair", "Sierra Growers"),
    ("FJ", "M", "aid worker", "Ambulance Coordinator", "Reef Relief"),
    ("FJ", "F", "nurse", "Midwife", "Suva Hospital"),
    ("KE", "F", "lawyer", "Partner", "Coast Law"),
    ("KE", "M", "lawyer", "Advocate", "Plain Law"),
)
GUARD = Guard(
    Roster(
        tuple(
            Person(
                key=str(number),
                name=f"Person {number}",
                countries=(country,),
                gender=gender,
                roles=(role,),
                posts=(post,),
                bodies=(body,),
            )
            for number, (country, gender, role, post, body) in enumerate(_ROWS)
        )
    )
)
HERE = [
    "A lady from the labour inspectorate in Lima had other figures.",
    "A man who drives ambulances in Suva counted the checkpoints.",
]
OUTSIDE = ["A woman who cleans offices in Oslo was beaten by the police there."]


@pytest.mark.parametrize("text", HERE)
def test_whoever_does_what_few_here_do_is_of_the_room(text):
    leaks = {one.leak for one in GUARD.scan(text).findings}
    assert Leak.one_clause in leaks
    assert Leak.third_party not in leaks


@pytest.mark.parametrize("text", OUTSIDE)
def test_whoever_befell_something_stays_outside(text):
    assert Leak.third_party in {one.leak for one in GUARD.scan(text).findings}
