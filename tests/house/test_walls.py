"""What is said in the room and who is in it are asked through each other's doors alone, statement by statement.

Every test of the house is watched by `tests/walls.py`. Here all pages of the room are opened, so that the rule is known
to have seen them, and faults are planted.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connections, transaction
from django.urls import resolve

import walls
from house.test_permissions import ROWS, ours, path_of
from house.tree import PACKAGE
from underrose.access.permissions import Address
from underrose.access.roles import Role
from underrose.dialogue.actions import sealing
from underrose.dialogue.models import Note
from underrose.dialogue.tests.browsing import reader
from underrose.dialogue.tests.roomful import (
    TODAY,
    a_session,
    colleague,
    dice,
    director,
    noted,
    point,
    rapporteur,
)
from underrose.participation.models import Participant
from underrose.programme.tests.planning import a_guest, a_task
from underrose.programme.tests.releasing import announced, release

pytestmark = pytest.mark.django_db
SAID = {
    "words": "Guest1 Person1 said that wells run dry.",
    "text": "Guest1 Person1 said so.",
    "line": "Heron said so.",
    "kind": "issue",
    "revision": 1,
}
# The pages that tell whether somebody could be meant: without these the rule would have seen nothing.
ASK_WHO_IS_THERE = {"check_text", "look_at_line", "look_at_point", "look_at_text", "review_point"}


def of_the_room() -> list[Address]:
    """Every address whose view is one of dialogue."""
    return [
        address
        for address in ours()
        if address.audience and resolve(path_of(address)).func.__module__.startswith("underrose.dialogue.")
    ]


def a_roomful() -> tuple[Note, Note]:
    """Open notes and sealed ones, in a meeting of guests who bear tasks, one of them under an alias; its programme is public."""
    meeting = announced()
    guests = [a_guest(meeting, f"Guest{number} Person{number}", body="Wells Fund") for number in range(5)]
    guests.append(a_guest(meeting, "Heron", is_sealed=True))
    notes = []
    for number in range(2):
        session = a_session(meeting, f"{9 + number:02}:00-{9 + number:02}:45", title=f"Session {number}")
        for who in (guests[number], guests[-1]):
            a_task(session, who)
        notes.append(noted(meeting, session))
        point(notes[-1], f"Guest{number} Person{number} warned that wells run dry.")
    colleague(Role.NOTE_TAKER)
    release(meeting, tell=[])
    sealing.seal(notes[1], by=rapporteur(), today=TODAY, rng=dice())
    return notes[0], notes[1]


@contextmanager
def undone() -> Iterator[None]:
    """The next page meets the room as it was."""
    with transaction.atomic(), transaction.atomic(using="dialogue"):
        yield
        for alias in ("default", "dialogue"):
            transaction.set_rollback(True, using=alias)


def answers(client: Any, address: Address, note: Note) -> Iterator[int]:
    """The status of every method."""
    some_point = note.points.first()
    given = {"code": "AB12", "key": note.pk, "point": some_point.pk if some_point else note.pk}
    for method in ROWS[address.name]["methods"]:
        data = SAID if method == "POST" else {}
        yield getattr(client, method.lower())(path_of(address, **given), data).status_code


def test_pages_of_the_room_see_people_through_the_door_alone() -> None:
    pages, seen, numbers = of_the_room(), set(), set()
    assert len(pages) > 25
    notes = a_roomful()
    client = reader(director())
    for address in pages:
        for note in notes:
            with walls.listening() as heard, undone():
                assert max(answers(client, address, note)) < 500, address.name
            assert walls.WATCH.wrong == [], address.name
            asked = [places for sections, places in heard if sections & walls.PEOPLE]
            seen |= {address.name for places in asked if walls.ROOM in places}
            numbers |= {way for places in asked for way in walls.OF_THE_PROGRAMME if way in places}
    assert seen >= ASK_WHO_IS_THERE
    # A way that nobody takes any more is no exception.
    assert numbers == set(walls.OF_THE_PROGRAMME)


def planted(code: str, *path: str) -> Callable[[], None]:
    """A function that asks, as if it stood in a file of the product."""
    filled: dict[str, Any] = {"Participant": Participant, "Note": Note, "connections": connections}
    exec(compile(f"def ask():\n    {code}\n", str(PACKAGE.joinpath(*path)), "exec"), filled)  # noqa: S102 - the planted fault
    asks: Callable[[], None] = filled["ask"]
    return asks


READS_PEOPLE = "list(Participant.objects.confirmed().values_list('person__full_name'))"
READS_THE_ROOM = "Note.objects.filter(meeting_code='AB12').exists()"
IN_WORDS = "connections['default'].cursor().execute('SELECT full_name FROM person')"


@pytest.mark.parametrize(
    ("code", "path", "why"),
    [
        (READS_PEOPLE, ("dialogue", "planted.py"), "dialogue.planted looks at people other than through"),
        (IN_WORDS, ("outcomes", "views", "planted.py"), "outcomes.views.planted looks at people other than"),
        (READS_THE_ROOM, ("participation", "actions.py"), "participation.actions looks into the room other"),
        (READS_THE_ROOM, ("pages", "desk.py"), "pages.desk looks into the room other than through a door"),
    ],
)
def test_a_way_around_a_door_is_found(code: str, path: tuple[str, ...], why: str) -> None:
    planted(code, *path)()
    (found,) = walls.WATCH.wrong
    walls.WATCH.wrong.clear()
    assert found.startswith(why)


@pytest.mark.parametrize(
    ("code", "path"),
    [
        (READS_PEOPLE, ("participation", "room.py")),
        (READS_PEOPLE, ("programme", "seating.py")),
        (READS_THE_ROOM, ("dialogue", "overview.py")),
        (READS_THE_ROOM, ("dialogue", "views", "room.py")),
    ],
)
def test_a_door_lets_in(code: str, path: tuple[str, ...]) -> None:
    planted(code, *path)()
    assert walls.WATCH.wrong == []


@pytest.mark.parametrize(
    ("sections", "places", "is_wrong"),
    [
        # What programme would read of people for a page of the room goes around the door as well.
        ({"participation"}, ("programme.models", "dialogue.room_page"), True),
        ({"people"}, ("people.models", "kit.tables", "outcomes.views"), True),
        ({"people"}, ("people.particulars", "participation.room", "dialogue.in_the_room"), False),
        ({"participation"}, ("pages.context_processors", "dialogue.views.room"), False),
        ({"participation"}, ("programme.announcements", "dialogue.room_page"), False),
        # Models of dialogue that another section reads are no door.
        ({"dialogue"}, ("dialogue.models", "concept.views"), True),
        ({"dialogue"}, ("dialogue.actions.capture", "dialogue.demonstration", "pages.demonstration"), False),
        ({"dialogue"}, ("dialogue.actions.destroying", "kit.retention"), False),
    ],
)
def test_who_may_ask(sections: set[str], places: tuple[str, ...], is_wrong: bool) -> None:
    assert bool(walls.wrong(frozenset(sections), places)) is is_wrong
