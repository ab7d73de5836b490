"""Statements put into words once: the same rows as Django writes, with other values each time."""

import threading
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from underrose.kit.models import OutboxMail, OutboxPart, Submission
from underrose.kit.written import Addition, Change

NEW, NEW_OR_NOTHING = Addition(OutboxMail), Addition(OutboxMail, or_nothing=True)
NEW_PART = Addition(OutboxPart)
MOVED = Change(OutboxMail, "state", "label", "finished_on")
DAY = date(2026, 3, 1)


def mail(cause: str, **given: Any) -> OutboxMail:
    return OutboxMail(
        cause=cause, recipient=f"{cause}@b.example", subject=cause, body="Words", queued_on=DAY, **given
    )


@pytest.mark.django_db
def test_row_is_the_one_that_django_would_write() -> None:
    ours, theirs = mail("one", label="Alias 7", tries=2), mail("two", label="Alias 7", tries=2)
    assert (NEW.create(ours), ours._state.adding, ours._state.db) == (True, False, "default")
    theirs.save(force_insert=True)
    kept = [OutboxMail.objects.get(pk=one.pk) for one in (ours, theirs)]
    alike = [
        {
            field.attname: getattr(one, field.attname)
            for field in OutboxMail._meta.concrete_fields
            if field.attname not in {"key", "cause", "recipient", "subject"}
        }
        for one in kept
    ]
    assert alike[0] == alike[1]
    assert [(one.recipient, one.subject) for one in kept] == [
        ("one@b.example", "one"),
        ("two@b.example", "two"),
    ]


@pytest.mark.django_db
def test_what_is_sealed_does_not_stand_in_the_table_in_the_clear() -> None:
    made = mail("canary")
    NEW.create(made)
    NEW_PART.create(
        OutboxPart(
            mail=made, scope=made.scope, name="canary.txt", media_type="text/plain", size=6, body=b"canary"
        )
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT recipient, subject, body FROM outbox_mail")
        (found,) = cursor.fetchall()
        cursor.execute("SELECT name, body FROM outbox_part")
        (part,) = cursor.fetchall()
    assert [b"canary" in bytes(value) for value in (*found, *part)] == [False] * 5
    assert OutboxPart.objects.get().body == b"canary"


@pytest.mark.django_db
def test_row_that_is_there_already_is_left_out_or_refused() -> None:
    NEW.create(mail("one"))
    again = mail("one")
    assert (NEW_OR_NOTHING.create(again), again._state.adding) == (False, True)
    assert NEW_OR_NOTHING.create(mail("two")) is True
    with pytest.raises(IntegrityError), transaction.atomic():
        NEW.create(mail("one"))
    assert sorted(OutboxMail.objects.values_list("cause", flat=True)) == ["one", "two"]


@pytest.mark.django_db
def test_failed_statement_undoes_the_act_it_belongs_to() -> None:
    NEW.create(mail("one"))
    with transaction.atomic():
        with pytest.raises(IntegrityError), transaction.atomic(savepoint=False):
            NEW.create(mail("one"))
        assert transaction.get_connection().needs_rollback is True
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_change_writes_the_fields_it_names_and_no_other() -> None:
    made, other = mail("one", label="Alias 7"), mail("two", label="Alias 8")
    NEW.create(made), NEW.create(other)
    made.state, made.label, made.finished_on, made.tries = "sent", None, DAY, 9
    MOVED.update(made)
    told = {
        one.cause: (one.state, one.label, one.finished_on, one.tries, one.subject)
        for one in OutboxMail.objects.all()
    }
    assert told == {"one": ("sent", None, DAY, 0, "one"), "two": ("queued", "Alias 8", None, 0, "two")}
    OutboxMail.objects.filter(pk=made.pk).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        MOVED.update(made)


@pytest.mark.django_db
def test_words_are_written_once_for_each_connection(monkeypatch: Any) -> None:
    addition = Addition(Submission)
    written = []
    real = addition._put_into_words
    monkeypatch.setattr(addition, "_put_into_words", lambda told: written.append(told) or real(told))

    def submit() -> None:
        addition.create(Submission(digest=uuid4().hex, result=b"x", made_on=DAY))

    submit(), submit()
    assert len(written) == 1

    def elsewhere() -> None:
        addition._kept("default")
        connection.close()

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert (len(written), written[0] is written[1]) == (2, False)
    assert Submission.objects.count() == 2
