"""What higher sections ask of their letters, by cause: what became of them, let go, called off, forgotten."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from underrose.kit import mail
from underrose.kit.models import MailState, OutboxMail, OutboxPart
from underrose.kit.refusals import Refused

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PDF = mail.Part("Letter.pdf", "application/pdf", b"%PDF-1.7")


@pytest.fixture(autouse=True)
def _own_keys(key_folder: Path) -> None:
    pass


def written(**given: Any) -> OutboxMail:
    told = {
        "to": "a@b.example",
        "context": {"subject": "Invitation", "text": "Text"},
        "cause": str(uuid4()),
        "meeting_code": "WP1",
        "content": mail.Content(parts=(PDF,)),
        **given,
    }
    return mail.queue("kit/mail/letter", **told)


@pytest.mark.django_db
def test_states_of_many_causes_in_one_question(django_assert_num_queries: Any) -> None:
    made = [written(cause=f"invitation:{number}:first") for number in range(3)]
    OutboxMail.objects.filter(pk=made[0].pk).update(state="bounced", answer="5.1.1", finished_on=NOW.date())
    with django_assert_num_queries(1):
        told = mail.states_of([f"invitation:{number}:first" for number in range(4)])
    assert told == {
        "invitation:0:first": mail.Delivery(MailState.BOUNCED, "5.1.1", NOW.date()),
        "invitation:1:first": mail.Delivery(MailState.QUEUED, "", None),
        "invitation:2:first": mail.Delivery(MailState.QUEUED, "", None),
    }
    assert mail.states_of([]) == {}


@pytest.mark.django_db
def test_what_waits_is_cancelled_by_its_cause_and_no_other() -> None:
    for cause, state in (("a:1:x", "held"), ("a:1:y", "queued"), ("a:1:z", "sent"), ("a:10:x", "held")):
        OutboxMail.objects.filter(pk=written(cause=cause).pk).update(state=state)
    assert mail.cancel_waiting("a:1:", today=NOW.date(), meeting_code="WP1") == 2
    assert mail.cancel_waiting("a:1:", today=NOW.date()) == 0
    assert [one.state for one in OutboxMail.objects.order_by("cause")] == [
        "held",
        "cancelled",
        "cancelled",
        "sent",
    ]


@pytest.mark.django_db
def test_what_a_person_was_sent_is_erased_with_all_that_hangs_on_it() -> None:
    written(cause="a:1:x")
    other = written(cause="a:2:x")
    assert (mail.erase("a:1:"), list(OutboxMail.objects.all()), OutboxPart.objects.count()) == (1, [other], 1)


@pytest.mark.django_db
def test_number_and_names_before_anything_leaves() -> None:
    named = written(is_held=True, label="Alias 7")
    later = written(is_held=True, to="Zoë <z@b.example>", after=NOW.replace(day=2))
    written()
    leaving = mail.about_to_leave(OutboxMail.objects.all(), NOW)
    assert (leaving.number, leaving.names, leaving.later) == (2, ("Alias 7", "Zoë <z@b.example>"), 1)
    released = mail.release_many(leaving.mails)
    assert ({one.pk for one in released}, {one.state for one in released}) == (
        {named.pk, later.pk},
        {"queued"},
    )
    assert mail.release_many(leaving.mails) == []
    later.refresh_from_db()
    assert (later.state, later.after) == ("queued", NOW.replace(day=2))


@pytest.mark.django_db
def test_section_is_told_once_when_its_held_letter_is_let_go(monkeypatch: Any) -> None:
    monkeypatch.setattr(mail, "_told", {})
    told: list[str] = []
    mail.when_released("a:")(lambda made, _today: told.append(made.cause))
    for cause in ("a:1", "a:2", "b:1"):
        written(cause=cause, is_held=True)
    mail.release(OutboxMail.objects.get(cause="a:1"))
    mail.release(OutboxMail.objects.get(cause="a:1"))
    mail.release_many(OutboxMail.objects.all())
    assert sorted(told) == ["a:1", "a:2"]


@pytest.mark.django_db
def test_letter_stays_held_when_what_follows_cannot_be_done(monkeypatch: Any) -> None:
    monkeypatch.setattr(mail, "_told", {})

    @mail.when_released("a:")
    def refuses(*_: object) -> None:
        raise Refused("The invitation was withdrawn.")

    written(cause="a:1", is_held=True)
    for act in (
        lambda: mail.release(OutboxMail.objects.get()),
        lambda: mail.release_many(OutboxMail.objects.all()),
    ):
        with pytest.raises(Refused):
            act()
        assert OutboxMail.objects.get().state == "held"
