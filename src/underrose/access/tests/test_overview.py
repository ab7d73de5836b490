"""What waits for a programme director stands on the desk, and on nobody else's."""

import datetime as dt
from typing import Any

import pytest

from underrose.access import actions, overview
from underrose.access.holders import holder_of
from underrose.access.models import Grant
from underrose.access.roles import Role

pytestmark = pytest.mark.django_db
DIRECTOR = Role.PROGRAMME_DIRECTOR


@pytest.fixture
def tom(make: Any) -> Any:
    """Who is to take over from Rita, the rapporteur of two meetings."""
    rita, tom = make("Rita", AB12=[Role.RAPPORTEUR], CD34=[Role.RAPPORTEUR]), make("Tom")
    actions.hand_over(rita, to=tom, by=holder_of(make("Adam", Role.ADMINISTRATOR)), today=dt.date(2027, 3, 3))
    return tom


def test_director_is_told_of_each_meeting_of_theirs(make: Any, tom: Any) -> None:
    dora = holder_of(make("Dora", AB12=[DIRECTOR], ZZ99=[DIRECTOR]))
    (told,) = overview.needs_of_all(dora)
    assert told.sentence == "Tom is to take over from Rita at AB12."
    assert overview.needs("AB12", dora) == [told]
    assert [overview.needs(code, dora) for code in ("ZZ99", "CD34")] == [[], []]


@pytest.mark.parametrize("role", [role for role in Role if role is not DIRECTOR])
def test_nobody_else_is_told(make: Any, tom: Any, role: Role) -> None:
    other = holder_of(make("Otto", role, AB12=[role]))
    assert [overview.needs_of_all(other), overview.needs("AB12", other)] == [[], []]


def test_whoever_is_to_come_agrees_to_nothing_and_is_not_asked(tom: Any) -> None:
    Grant.objects.create(account=tom, role=DIRECTOR, meeting_code="AB12")
    assert overview.needs_of_all(holder_of(tom)) == []


def test_director_reads_it_on_the_desk(make: Any, browser_of: Any, tom: Any) -> None:
    page = browser_of(make("Dora", AB12=[DIRECTOR])).get("/desk/").content.decode()
    assert "Tom is to take over from Rita at AB12." in page
