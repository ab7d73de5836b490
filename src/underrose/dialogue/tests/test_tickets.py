"""A ticket is good for one session until the end of the next day, and tells no two note-takers apart."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.dialogue import tickets

TODAY = dt.date(2027, 3, 3)


@dataclass
class Note:
    pk: UUID
    ticket_generation: int = 1


@pytest.mark.parametrize(("days", "is_good"), [(-1, False), (0, True), (1, True), (2, False), (400, False)])
def test_ticket_is_good_today_and_tomorrow(days: int, is_good: bool):
    note = Note(uuid4())
    ticket = tickets.issue(note, TODAY)
    assert tickets.is_good(note, ticket, TODAY + dt.timedelta(days=days)) is is_good


def test_ticket_is_of_one_session():
    ticket = tickets.issue(Note(uuid4()), TODAY)
    assert not tickets.is_good(Note(uuid4()), ticket, TODAY)


def test_ticket_can_be_taken_back():
    note = Note(uuid4())
    ticket = tickets.issue(note, TODAY)
    note.ticket_generation += 1
    assert [tickets.is_good(note, one, TODAY) for one in (ticket, tickets.issue(note, TODAY))] == [
        False,
        True,
    ]


def test_all_pages_of_a_day_carry_the_same_ticket():
    note = Note(uuid4())
    assert tickets.issue(note, TODAY) == tickets.issue(Note(note.pk), TODAY)


def test_later_day_cannot_be_written_in():
    note = Note(uuid4())
    earlier, later = tickets.issue(note, TODAY), tickets.issue(Note(note.pk, 9), TODAY + dt.timedelta(days=1))
    assert not tickets.is_good(note, later[:6] + earlier[6:], TODAY + dt.timedelta(days=2))


@given(ticket=st.text(max_size=80))
def test_what_we_did_not_write_is_no_ticket(ticket: str):
    assert not tickets.is_good(Note(UUID(int=5)), ticket, TODAY)
