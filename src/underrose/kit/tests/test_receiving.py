"""What comes back: reports of servers, answers of machines, answers of people; each acts once."""

import io
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from underrose.kit import keys, mail
from underrose.kit.letters import return_path
from underrose.kit.models import MailState, OutboxMail, ReceivedMail
from underrose.kit.receiving import actions, maildir, reports
from underrose.kit.receiving.actions import Outcome
from underrose.kit.tests import bounces

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_house(key_folder: Path, settings: Any) -> None:
    settings.MAIL_RETURN, settings.MAIL_REPLY = "return@example.org", "reply@example.org"


def sent(state: str = "sent", **given: Any) -> OutboxMail:
    told = {
        "to": "canary-address@b.example",
        "context": {"subject": "Invitation", "text": "Text"},
        "cause": str(uuid4()),
        "meeting_code": "WP1",
        **given,
    }
    made = mail.queue("kit/mail/letter", **told)
    OutboxMail.objects.filter(pk=made.pk).update(state=state, finished_on=TODAY)
    made.refresh_from_db()
    return made


def back(sample: str, about: OutboxMail, *, way_back: str | None = None, status: str = "5.0.0") -> bytes:
    told = {
        "way_back": return_path.envelope_sender(about) if way_back is None else way_back,
        "message_id": mail.message_id(about),
        "status": status,
    }
    return sample.format(**told).encode()


def take(raw: bytes, **given: Any) -> Outcome:
    return actions.take(raw, today=TODAY, **given)


def state_of(made: OutboxMail) -> tuple[str, str]:
    found = OutboxMail.objects.get(pk=made.pk)
    return found.state, found.answer


REPORTS = {
    "postfix": (bounces.POSTFIX, "bounced", "5.1.1"),
    "exim": (bounces.EXIM, "bounced", "5.1.1"),
    "qmail": (bounces.QMAIL, "bounced", "550"),
    "exchange": (bounces.EXCHANGE, "bounced", "5.1.10"),
    "encoded": (bounces.ENCODED_STATUS, "bounced", "5.2.2"),
    "postfix delay": (bounces.DELAYED, "sent", "4.7.1"),
    "exim delay": (bounces.EXIM_DELAY, "sent", "4.0.0"),
}


def test_part_of_a_message_id_is_no_code_of_a_server():
    said = "<7f1c2a00-a485-4d4e-9f1c@house.example>: 452 4.2.2 mailbox full"
    assert reports._BASIC.findall(said) == ["452"]


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize(
    "way_back", [None, "office@example.org"], ids=["its own address", "message-id alone"]
)
def test_report_of_a_server_is_told_to_the_letter(name: str, way_back: str | None) -> None:
    sample, state, answer = REPORTS[name]
    made, other = sent(), sent()
    outcome = take(back(sample, made, way_back=way_back, status="4.7.1" if "delay" in name else "5.0.0"))
    assert outcome == (Outcome.BOUNCE if state == "bounced" else Outcome.DELAY)
    assert (state_of(made), state_of(other)) == ((state, answer), ("sent", ""))
    [row] = ReceivedMail.objects.all()
    assert (row.sender, row.body, row.code, row.mail) == (None, None, answer, made)


def test_report_that_a_letter_arrived_changes_nothing() -> None:
    made = sent()
    assert (take(back(bounces.RELAYED, made, status="2.0.0")), state_of(made)) == (
        Outcome.AUTOMATIC,
        ("sent", ""),
    )


def test_envelope_recipient_of_the_pipe_is_enough() -> None:
    made = sent()
    raw = back(bounces.QMAIL, made, way_back="").replace(mail.message_id(made).encode(), b"")
    assert take(raw) == Outcome.NOT_OURS
    assert take(raw, to=return_path.envelope_sender(made)) == Outcome.BOUNCE


def test_same_report_twice_acts_once_even_after_a_second_copy() -> None:
    made = sent()
    raw = back(bounces.POSTFIX, made)
    assert take(raw) == Outcome.BOUNCE
    mail.send_again(OutboxMail.objects.get(pk=made.pk))
    OutboxMail.objects.filter(pk=made.pk).update(state="sent")
    again = raw.replace(b"Return-Path: <>", b"Received: by mx2\nReturn-Path: <>")
    assert (take(again), take(again), state_of(made)) == (Outcome.AGAIN, Outcome.AGAIN, ("sent", ""))
    assert ReceivedMail.objects.count() == 1


def test_late_report_on_the_first_copy_says_nothing_of_the_second() -> None:
    made = sent()
    raw = back(bounces.POSTFIX, made)
    OutboxMail.objects.filter(pk=made.pk).update(copies=2)
    assert (take(raw), state_of(made)) == (Outcome.BOUNCE, ("sent", ""))


def test_report_that_is_faster_than_our_own_servers_yes_stands() -> None:
    made = sent(state="sending")
    take(back(bounces.POSTFIX, made))
    assert state_of(made) == ("bounced", "5.1.1")


@pytest.mark.parametrize("state", [MailState.HELD, MailState.QUEUED, MailState.CANCELLED, MailState.REFUSED])
def test_letter_that_is_not_out_does_not_come_back(state: str) -> None:
    made = sent(state=state)
    take(back(bounces.POSTFIX, made))
    assert state_of(made) == (state, "")


@pytest.mark.parametrize(
    "sample",
    [bounces.VACATION, bounces.VACATION_OF_EXCHANGE, bounces.VACATION_OF_OLD],
    ids=["new", "exchange", "old"],
)
def test_answer_of_a_machine_is_counted_and_not_kept(sample: str) -> None:
    made = sent()
    assert (take(back(sample, made)), state_of(made)) == (Outcome.AUTOMATIC, ("sent", ""))
    assert [(row.kind, row.sender, row.subject, row.body) for row in ReceivedMail.objects.all()] == [
        ("automatic", None, None, None)
    ]


def test_answer_of_a_person_is_kept_sealed_for_the_team() -> None:
    made = sent(label="Alias 7")
    assert take(back(bounces.REPLY, made, way_back=return_path.reply_to(made))) == Outcome.REPLY
    row = ReceivedMail.objects.get()
    assert (row.mail, row.meeting_code, row.received_on, row.subject) == (made, "WP1", TODAY, "Re: Grüße")
    assert row.body == "I shall come with my colleague; café at nine?"
    assert (row.sender, row.writer) == ("Canary Persön <canary-address@b.example>", "Alias 7")
    assert state_of(made) == ("sent", "")
    from django.db import connection

    with connection.cursor() as asked:
        asked.execute("SELECT * FROM received_mail")
        raw = repr(asked.fetchall())
    assert [word for word in ("canary", "Canary", "colleague", "Alias") if word in raw] == []


@pytest.mark.parametrize(
    ("sample", "body"),
    [(bounces.HTML_REPLY, "Yes & gladly.\nL."), (bounces.CALENDAR_REPLY, "The calendar answered: accepted.")],
    ids=["html", "calendar"],
)
def test_answer_by_its_thread_alone_is_plain_text(sample: str, body: str) -> None:
    assert take(back(sample, sent())) == Outcome.REPLY
    assert ReceivedMail.objects.get().body == body


def test_label_stands_for_a_person_in_what_they_quote_too() -> None:
    made = sent(label="Alias 7", to="Real Name <canary-address@b.example>")
    raw = back(bounces.REPLY, made).replace(
        b"I shall come", b"I, real name, CANARY-address@b.example or Canary Pers=F6n, come"
    )
    assert take(raw) == Outcome.REPLY
    assert ReceivedMail.objects.get().body.startswith("I, Alias 7, Alias 7 or Alias 7, come")


def test_personal_address_that_is_quoted_back_is_for_its_reader_alone() -> None:
    raw = b"From: a@b.example\nIn-Reply-To: %s\n\nYes.\n> https://x.example/links/p%s/" % (
        mail.message_id(made := sent()).encode(),
        b"Xy_-" * 11,
    )
    assert (take(raw), made.state) == (Outcome.REPLY, "sent")
    assert ReceivedMail.objects.get().body == "Yes.\n> https://x.example/links/…/"


def test_answers_that_nobody_here_would_read_are_not_taken(settings: Any) -> None:
    house, gone, flooded = sent(meeting_code=""), sent(meeting_code="GONE"), sent()
    keys.ring(settings.KEY_FOLDER).destroy("GONE", "mail")
    ReceivedMail.objects.bulk_create(
        ReceivedMail(mail=flooded, kind="reply", digest=str(number), received_on=TODAY)
        for number in range(50)
    )
    for made in (house, flooded):
        assert take(back(bounces.REPLY, made)) == Outcome.UNREADABLE_HERE
    raw = bounces.REPLY.format(way_back="x@example.org", message_id=f"<{gone.pk}@x>").encode()
    assert take(raw) == Outcome.UNREADABLE_HERE
    assert ReceivedMail.objects.count() == 50


def test_message_about_no_letter_of_ours_leaves_no_row() -> None:
    foreign = OutboxMail(pk=uuid4(), meeting_code="WP1")
    assert take(back(bounces.POSTFIX, foreign)) == Outcome.NOT_OURS
    assert take(back(bounces.REPLY, foreign)) == Outcome.UNREADABLE_HERE
    assert ReceivedMail.objects.count() == 0


def test_answer_outlives_its_letter_and_goes_after_thirty_days() -> None:
    made = sent()
    take(back(bounces.REPLY, made))
    OutboxMail.objects.all().delete()
    row = ReceivedMail.objects.get()
    assert (row.mail, row.body[:7]) == (None, "I shall")
    assert (actions.forget(NOW + timedelta(days=30)), ReceivedMail.objects.count()) == (0, 1)
    assert (actions.forget(NOW + timedelta(days=31)), ReceivedMail.objects.count()) == (1, 0)


def test_erasing_a_person_takes_what_they_answered() -> None:
    take(back(bounces.REPLY, sent(cause="invitation:1:a")))
    take(back(bounces.REPLY, sent(cause="invitation:2:a")))
    assert (mail.erase("invitation:1:"), ReceivedMail.objects.count()) == (1, 1)


def test_answer_is_dealt_with_once() -> None:
    take(back(bounces.REPLY, sent()))
    row = ReceivedMail.objects.get()
    assert [actions.deal_with(row, today=TODAY) for _ in range(2)] == [True, False]
    assert ReceivedMail.objects.get().dealt_with_on == TODAY


def command(raw: bytes, monkeypatch: Any, *given: str) -> str:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    said = io.StringIO()
    call_command("mail", "receive", *given, stdout=said)
    return said.getvalue().strip()


def test_command_takes_one_message_from_a_pipe(monkeypatch: Any) -> None:
    made = sent()
    assert command(back(bounces.POSTFIX, made), monkeypatch) == "1 came back"
    with pytest.raises(CommandError) as refused:
        command(b"From: a@b.example\n\nHello", monkeypatch)
    assert refused.value.returncode == os.EX_NOUSER


def test_command_asks_the_server_to_try_again_when_the_database_is_away(monkeypatch: Any) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise OperationalError("canary")

    monkeypatch.setattr(actions, "take", away)
    with pytest.raises(CommandError) as refused:
        command(b"x", monkeypatch)
    assert (refused.value.returncode, "canary" in str(refused.value)) == (os.EX_TEMPFAIL, False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("new", "cur", "tmp"):
        (tmp_path / "maildir" / name).mkdir(parents=True)
    return tmp_path / "maildir"


def test_maildir_is_emptied_of_what_was_understood(folder: Path, monkeypatch: Any) -> None:
    made = sent()
    for name, raw in (
        ("1", back(bounces.POSTFIX, made)),
        ("2", back(bounces.REPLY, made)),
        ("3", b"From: x\n\nHello"),
    ):
        (folder / "new" / name).write_bytes(raw)
    (folder / "new" / "4").symlink_to("/etc/hostname")
    assert command(b"", monkeypatch, "--maildir", str(folder)) == "1 came back\n1 reply\n1 for nobody here"
    assert [file.name for file in (folder / "cur").iterdir()] == ["3:2,"]
    assert [file.name for file in (folder / "new").iterdir()] == ["4"]


def test_maildir_can_keep_what_was_taken(folder: Path) -> None:
    (folder / "new" / "1").write_bytes(back(bounces.POSTFIX, sent()))
    maildir.empty(folder, today=TODAY, keeps=True)
    assert [file.name for file in (folder / "cur").iterdir()] == ["1:2,S"]


def test_folder_that_is_no_maildir_is_refused(tmp_path: Path, monkeypatch: Any) -> None:
    with pytest.raises(CommandError, match="no Maildir"):
        command(b"", monkeypatch, "--maildir", str(tmp_path))
