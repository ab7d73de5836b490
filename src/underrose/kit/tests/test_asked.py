"""A question put into words once: the same rows as the query it was written from, with other values each time."""

import threading
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import F

from underrose.kit import mail
from underrose.kit.asked import Question
from underrose.kit.models import OutboxMail, OutboxPart, Submission

BY_CAUSE = Question(lambda cause: OutboxMail.objects.filter(cause=cause), str)
PARTS = Question(lambda key: OutboxPart.objects.filter(mail=key).select_related("mail"), UUID)
COUNTED = Question(lambda cause: OutboxMail.objects.filter(cause=cause).values_list("key", "tries"), str)


def queued(cause: str) -> OutboxMail:
    return mail.queue(
        "kit/mail/letter",
        to="guest@a.example",
        context={"subject": cause, "text": "Words", "url": ""},
        cause=cause,
        content=mail.Content(parts=(mail.Part("a.txt", "text/plain", cause.encode()),)),
    )


def test_rows_are_those_of_the_query(db):
    first, second = queued("one"), queued("two")
    for _time in range(2):
        assert [BY_CAUSE("one"), BY_CAUSE("two"), BY_CAUSE("three")] == [[first], [second], []]
    found = BY_CAUSE.only("two")
    assert (found.recipient, found.subject, found.queued_on) == (
        "guest@a.example",
        "two",
        OutboxMail.objects.get(cause="two").queued_on,
    )
    assert isinstance(found.queued_on, date)
    found.tries = 2
    found.save()
    assert COUNTED("two") == [(second.key, 2)]


def test_rows_beside_it_are_read_along(db, django_assert_num_queries):
    keys = [queued(cause).key for cause in ("one", "two")]
    with django_assert_num_queries(2):
        found = [PARTS.only(key) for key in keys]
        assert [part.mail.subject for part in found] == ["one", "two"]
    assert [bytes(part.body) for part in found] == [b"one", b"two"]


def test_words_are_written_once(db, monkeypatch):
    written = []

    def asked(digest: str):
        written.append(digest)
        return Submission.objects.filter(digest=digest)

    question = Question(asked, str)
    assert [question("a"), question("b"), question.first("c")] == [[], [], None]
    assert len(written) == 1


def test_one_row_that_is_not_there_is_said_as_django_says_it(db):
    with pytest.raises(OutboxMail.DoesNotExist):
        BY_CAUSE.only("nobody wrote this")


def test_values_of_another_kind_are_refused(db):
    for values in ((), ("a", "b"), (uuid4(),), (None,)):
        with pytest.raises(TypeError, match="written for"):
            BY_CAUSE(*values)


def test_value_that_does_not_reach_the_database_is_refused(db):
    question = Question(lambda _cause: OutboxMail.objects.filter(tries=F("tries")), str)
    with pytest.raises(TypeError, match="does not reach"):
        question("one")


@pytest.mark.django_db(transaction=True)
def test_threads_do_not_share_a_connection():
    queued("one")
    assert len(BY_CAUSE("one")) == 1
    found = []

    def ask() -> None:
        found.append(len(BY_CAUSE("one")))
        connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert found == [1]
