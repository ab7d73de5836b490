"""What somebody says of themselves before "I", without a comma."""

import pytest

from underrose.methods.attribution.guard import Guard
from underrose.methods.attribution.values import Person, Roster

GUARD = Guard(
    Roster(
        (
            Person(key="0", name="Hana Nkemelu", countries=("Nigeria",), roles=("judge",)),
            Person(key="1", name="Nora Berg", countries=("Austria",), roles=("analyst",)),
            Person(key="2", name="Anton Ilves", countries=("Estonia",), roles=("analyst",)),
        )
    ),
    key=b"test",
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("As a judge I have seen it.", ["As a judge"]),
        ("As a judge from Nigeria I have seen it.", ["As a judge from Nigeria"]),
        ("As a rule I do not sign.", []),
        ("As a result I lost the case.", []),
        ("As a last resort I would call the judge.", []),
        ("As a country we have judges.", []),
        ("As a reader of newspapers I know judges.", []),
    ],
)
def test_role_is_told_before_i(text, told):
    assert [text[one.start : one.end] for one in GUARD.scan(text, points=())] == told
