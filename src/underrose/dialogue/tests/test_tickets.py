"""A ticket is good for one session until the end of the next day, and tells no two note-takers apart."""

import base64
import datetime as dt
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.access.models import Grant
from underrose.access.roles import Role
from underrose.dialogue import tickets

from .roomful import colleague

TODAY = dt.date(2027, 3, 3)


@dataclass
class Note:
    pk: UUID
    meeting_code: str = "AB12"
    session: str = "s1"
    group: str = ""


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "is_good"), [(-1, False), (0, True), (1, True), (2, False), (400, False)])
def test_ticket_is_good_today_and_tomorrow(days: int, is_good: bool):
    note = Note(uuid4())
    ticket = tickets.issue(note, TODAY)
    assert tickets.is_good(note, ticket, TODAY + dt.timedelta(days=days)) is is_good


@pytest.mark.django_db
def test_ticket_is_of_one_session():
    ticket = tickets.issue(Note(uuid4()), TODAY)
    assert not tickets.is_good(Note(uuid4()), ticket, TODAY)


@pytest.mark.django_db
def test_all_pages_of_a_day_carry_the_same_ticket():
    note = Note(uuid4())
    assert tickets.issue(note, TODAY) == tickets.issue(Note(note.pk), TODAY)


@pytest.mark.django_db
def test_later_day_cannot_be_written_in():
    note = Note(uuid4())
    earlier, later = tickets.issue(note, TODAY), tickets.issue(Note(note.pk), TODAY + dt.timedelta(days=1))
    assert not tickets.is_good(note, later[:6] + earlier[6:], TODAY + dt.timedelta(days=2))


@pytest.mark.django_db
def test_ticket_is_good_while_all_who_could_have_it_still_may():
    note, said = Note(uuid4()), {}
    for role, session in (("rapporteur", ""), ("note_taker", "s1"), ("note_taker", "s2"), ("partner", "")):
        account = colleague(Role.ADMINISTRATOR, f"{role}{session}").account
        said[role + session] = Grant.objects.create(
            account=account, role=role, meeting_code="AB12", session=session
        )
    early = tickets.issue(note, TODAY)
    colleague(Role.PROGRAMME_DIRECTOR)
    assert tickets.is_good(note, early, TODAY)
    for other in ("note_takers2", "partner"):
        said[other].delete()
        assert tickets.is_good(note, early, TODAY)
    later = tickets.issue(note, TODAY)
    said["note_takers1"].delete()
    assert [tickets.is_good(note, one, TODAY) for one in (early, later)] == [False, False]


@pytest.mark.django_db
def test_role_that_is_given_again_does_not_bring_an_old_ticket_back():
    note = Note(uuid4())
    held = Grant.objects.get(account=colleague(Role.RAPPORTEUR).account)
    ticket = tickets.issue(note, TODAY)
    held.delete()
    colleague(Role.RAPPORTEUR)
    assert not tickets.is_good(note, ticket, TODAY)


@pytest.mark.django_db
def test_ticket_with_a_mark_taken_out_is_none_of_ours():
    note = Note(uuid4())
    colleague(Role.RAPPORTEUR)
    raw = base64.urlsafe_b64decode(tickets.issue(note, TODAY))
    without = raw[: tickets.DAY_SIZE] + raw[tickets.DAY_SIZE + tickets.MARK_SIZE :]
    assert not tickets.is_good(note, base64.urlsafe_b64encode(without).decode(), TODAY)


@pytest.mark.django_db
def test_ticket_costs_one_question_and_what_is_no_ticket_none(django_assert_num_queries):
    note = Note(uuid4())
    for number in range(30):
        colleague(Role.RAPPORTEUR, f"M{number}")
    with django_assert_num_queries(1):
        ticket = tickets.issue(note, TODAY)
    with django_assert_num_queries(1):
        assert tickets.is_good(note, ticket, TODAY)
    with django_assert_num_queries(0):
        assert not tickets.is_good(note, ticket[:-4] + "AAA=", TODAY)


@given(ticket=st.text(max_size=80))
def test_what_we_did_not_write_is_no_ticket(ticket: str):
    assert not tickets.is_good(Note(UUID(int=5)), ticket, TODAY)
