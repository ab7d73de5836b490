"""Anybody may write to these addresses: nothing they send stops the house, fills it, or makes a log talk."""

import io
import logging
import random
import time
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from underrose.kit import mail
from underrose.kit.letters import return_path
from underrose.kit.models import OutboxMail, ReceivedMail
from underrose.kit.receiving import maildir, message, reports
from underrose.kit.receiving.actions import Outcome
from underrose.kit.tests import bounces

TODAY = date(2026, 3, 1)
SAMPLES = [value for name, value in vars(bounces).items() if name.isupper()]
SECONDS = 5.0


@pytest.fixture(autouse=True)
def _own_house(key_folder: Path, settings: Any) -> None:
    settings.MAIL_RETURN, settings.MAIL_REPLY = "return@example.org", "reply@example.org"


def sent() -> OutboxMail:
    made = mail.queue(
        "kit/mail/letter",
        to="canary-address@b.example",
        context={"subject": "canary-subject", "text": "canary-text"},
        cause=str(uuid4()),
        meeting_code="WP1",
        label="canary-alias",
    )
    OutboxMail.objects.filter(pk=made.pk).update(state="sent", finished_on=TODAY)
    return made


def filled(sample: str, made: OutboxMail) -> bytes:
    told = {
        "way_back": return_path.envelope_sender(made),
        "message_id": mail.message_id(made),
        "status": "5.1.1",
    }
    return sample.format(**told).encode()


class Endless(io.RawIOBase):
    """Fifty megabytes that nobody has to store."""

    def __init__(self, head: bytes) -> None:
        self.head, self.left = head, 50 * 1024 * 1024

    def read(self, size: int = -1) -> bytes:
        head, self.head = self.head[:size], self.head[size:]
        more = min(max(size - len(head), 0), self.left)
        self.left -= more
        return head + (b"word " * (more // 5 + 1))[:more]


@pytest.mark.django_db
def test_fifty_megabytes_are_read_to_the_end_and_kept_as_far_as_they_matter() -> None:
    stream = Endless(filled(bounces.REPLY.partition("MIME-Version")[0], sent()) + b"\n")
    raw = message.bounded(stream)
    assert (stream.left, len(raw)) == (0, message.LONGEST)
    began = time.process_time()
    assert maildir.safely(raw, today=TODAY) == Outcome.REPLY
    assert time.process_time() - began < SECONDS
    assert len(ReceivedMail.objects.get().body) == message.LONGEST_TEXT


def nested(kind: str, depth: int) -> str:
    opening = "".join(
        f'Content-Type: {kind}; boundary="b{level}"\n\n' + (f"--b{level}\n" if "multipart" in kind else "")
        for level in range(depth)
    )
    return opening + "Content-Type: text/plain\n\nText\n"


HEAD = "From: a@b.example\nTo: {way_back}\nMIME-Version: 1.0\n"
HOSTILE = {
    "thousands of parts": HEAD
    + 'Content-Type: multipart/mixed; boundary="b"\n\n'
    + "--b\nContent-Type: text/plain\n\nx\n" * 50_000,
    "parts in parts": HEAD + nested("multipart/mixed", 5_000),
    "messages in messages": HEAD + nested("message/rfc822", 5_000),
    "boundaries of nothing": HEAD + 'Content-Type: multipart/mixed; boundary="b"\n\n' + "--b\n" * 300_000,
    "unknown encoding": HEAD + "Content-Type: text/plain; charset=klingon\nContent-Transfer-Encoding: base64\n\n####",
    "charset that is no text": HEAD + "Content-Type: text/plain; charset=base64\n\nHello",
    "nul in charset": HEAD + 'Content-Type: text/plain; charset="a\x00b"\n\nHello',
    "uu": HEAD + "Content-Type: text/plain\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 x\nM",
    "headers without end": HEAD + "X-A: b\n" * 200_000,
    "one header without end": HEAD + "Subject: " + "=?utf-8?q?=41?= " * 100_000 + "\n\nx",
    "broken words": HEAD + "Subject: =?utf-8?b?////?= =?x?q?=ZZ?= =?utf-8?b?a\n\nx",
    "broken addresses": HEAD + "Cc: <<<>>,;:@@\nFrom: \n\nx",
    "many addresses": HEAD + "Delivered-To: " + "+" + "a" * 40 + "@x" * 100_000 + "\n\nx",
    "status without end": HEAD
    + 'Content-Type: multipart/report; boundary="b"\n\n--b\nContent-Type: message/delivery-status\n\n'
    + "Action: failed\nStatus: 5.1.1\n\n" * 60_000,
    "angle brackets": HEAD + "Content-Type: text/html\n\n" + "<" * 1_000_000,
    "deep html": HEAD + "Content-Type: text/html\n\n" + "<div>" * 40_000 + "x",
    "lines": HEAD + "Content-Type: text/plain\n\n" + " \n" * 900_000,
    "diagnosis": HEAD
    + 'Content-Type: multipart/report; boundary="b"\n\n--b\nContent-Type: message/delivery-status\n\nAction: failed\n'
    + "Diagnostic-Code: x" + "\n 5.5.5" * 200_000,
    "no headers": "\n\n\n",
    "nothing": "",
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_message_ends_soon_and_without_a_fault(name: str, caplog: Any) -> None:
    made = sent()
    raw = message.bounded(io.BytesIO(filled(HOSTILE[name].replace("{}", "{{}}"), made)))
    began = time.process_time()
    outcome = maildir.safely(raw, today=TODAY)
    assert time.process_time() - began < SECONDS
    assert isinstance(outcome, Outcome)
    assert [record.getMessage() for record in caplog.records] == []
    assert sum(len(row.body or "") for row in ReceivedMail.objects.all()) <= message.LONGEST_TEXT


@pytest.mark.django_db
def test_mutated_messages_are_read_or_left_and_never_raise(caplog: Any) -> None:
    made, rng = sent(), random.Random(7)  # noqa: S311 - a mutation needs no secret
    for number in range(300):
        raw = bytearray(filled(SAMPLES[number % len(SAMPLES)], made))
        for _ in range(rng.randint(1, 40)):
            at = rng.randrange(len(raw))
            raw[at : at + rng.choice([0, 1, 1, 8])] = rng.randbytes(rng.choice([0, 1, 3]))
        assert isinstance(maildir.safely(bytes(raw), today=TODAY), Outcome)
    assert caplog.records == []


@given(st.binary(max_size=3_000))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_a_message(raw: bytes) -> None:
    opened = message.opened(raw)
    assert isinstance(reports.is_automatic(opened), bool)
    reports.report_of(opened)
    assert len(message.written(opened)) <= message.LONGEST_TEXT


@pytest.mark.django_db
def test_nobody_is_named_in_a_log_whatever_comes(caplog: Any, capsys: Any, monkeypatch: Any) -> None:
    caplog.set_level(logging.DEBUG)
    made = sent()
    for sample in SAMPLES:
        maildir.safely(filled(sample, made), today=TODAY)

    def stumbles(*_: Any) -> None:
        raise ValueError("canary-fault")

    monkeypatch.setattr(reports, "report_of", stumbles)
    assert maildir.safely(filled(bounces.REPLY, made), today=TODAY) == Outcome.UNREADABLE_HERE
    said = caplog.text + "".join(capsys.readouterr())
    assert [word for word in ("canary", "Canary", "b.example", "return+") if word in said] == []
    assert "ValueError at" in said


@pytest.mark.django_db
def test_forged_report_does_not_touch_a_letter() -> None:
    made = sent()
    token = return_path.envelope_sender(made).partition("+")[2]
    forged = filled(bounces.POSTFIX, made).replace(token[:39].encode(), b"a" * 39)
    forged = forged.replace(str(made.pk).encode(), str(uuid4()).encode())
    assert maildir.safely(forged, today=TODAY) == Outcome.NOT_OURS
    assert OutboxMail.objects.get().state == "sent"


def test_words_turn_no_direction_and_hide_nothing() -> None:
    assert message.cleaned("a\u202eb\x00\x1b[31mc\u200bd\r\n\r\n\r\n\r\ne") == "ab[31mcd\n\ne"


def test_library_that_stumbles_leaves_the_headers_and_the_words_as_they_stand(monkeypatch: Any) -> None:
    def stumbles(*_: Any, **__: Any) -> None:
        raise LookupError("canary")

    monkeypatch.setattr(message, "BytesParser", stumbles)
    monkeypatch.setattr(message, "decode_header", stumbles)
    opened = message.opened(b"Subject: =?x?q?a?=\n\nText")
    assert (message.words(message.first(opened, "Subject")), message.written(opened)) == ("=?x?q?a?=", "Text")
    monkeypatch.setattr(type(opened), "get_content_charset", stumbles)
    assert message.text(opened) == "Text"
    monkeypatch.setattr(type(opened), "get_payload", stumbles)
    assert message.text(opened) == ""
