"""What letters cost where a meeting is large: they are looked for by name, and whom they go to is read once."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from underrose.concept.models import Meeting
from underrose.kit.models import MailState
from underrose.participation.actions import invitations, replies
from underrose.participation.models import Invitation
from underrose.participation.tests.asked import letter_of, sent
from underrose.participation.tests.furnished import TODAY, furnished, manager

pytestmark = pytest.mark.django_db


def _asked(act) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        act()
    return [one["sql"] for one in queries]


def test_an_answer_looks_for_its_letters_by_name() -> None:
    invitation = sent(furnished())
    later = dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC)
    told = {"by": manager(), "today": TODAY}
    invitations.remind([invitation], **told, hours={invitation.key: later})
    asked = [
        sql
        for answer in (replies.accept, replies.decline, replies.accept, replies.say_tentative)
        for sql in _asked(lambda answer=answer: answer(invitation, **told))
    ]
    assert letter_of(invitation, "reminder").state == MailState.CANCELLED
    assert [sql for sql in asked if " LIKE " in sql] == []


def _reminded(_meeting: Meeting) -> int:
    return invitations.remind(Invitation.objects.all(), by=manager(), today=TODAY)


def _instructed(meeting: Meeting) -> int:
    return invitations.prepare_joining(meeting, by=manager(), today=TODAY)


def _told_of_move(_meeting: Meeting) -> int:
    Meeting.objects.update(calendar_sequence=1)
    return invitations.prepare_news_of_move(Meeting.objects.get(), by=manager(), today=TODAY)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("act", "accepts"), [(_reminded, False), (_instructed, True), (_told_of_move, True)])
def test_letters_to_many_read_the_address_book_once(act, accepts: bool, number: int) -> None:
    meeting = furnished()
    for place in range(number):
        invitation = sent(meeting, f"Guest{place} Tester")
        if accepts:
            replies.accept(invitation, by=manager(), today=TODAY)
    done: list[int] = []
    asked = _asked(lambda: done.append(act(meeting)))
    assert done == [number]
    assert len([sql for sql in asked if 'FROM "contact_detail"' in sql]) == 1
