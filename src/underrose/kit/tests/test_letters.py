"""Letters with parts, as a real mail server receives them."""

import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from html import escape
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from underrose.kit import mail, post, sink
from underrose.kit.delivery import Carrier, NoWay
from underrose.kit.letters import content, return_path
from underrose.kit.models import OutboxMail, OutboxPart
from underrose.kit.refusals import Refused

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PDF = mail.Part("Letter – Ünal.pdf", "application/pdf", b"%PDF-1.7 canary-part")
ICS = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Underrose//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1@example.org\r\n"
    b"DTSTAMP:20260301T120000Z\r\nDTSTART:20260401T120000Z\r\nSUMMARY:Meeting\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
TEXT = (
    "Dear *Ms Grün*,\n\nWe invite you to\nthe meeting. See [the note](https://house.example/n) and\n"
    "https://house.example/links/abc.\n\n- one\n- two\n\n<script>alert(1)</script> ![x](https://spy.example/p.png)\n"
)


@pytest.fixture(autouse=True)
def _own_keys(key_folder: Path) -> None:
    pass


def written(text: str = TEXT, **given: Any) -> OutboxMail:
    told = {
        "to": "a@b.example",
        "context": {"subject": "Invitation", "text": text, "url": "http://localhost:8000/links/x/"},
        "cause": str(uuid4()),
        "meeting_code": "WP1",
        "content": mail.Content(is_formatted=True, parts=(PDF,), calendar=ICS),
        **given,
    }
    return mail.queue("kit/mail/letter", **told)


@pytest.fixture
def carried(tmp_path: Path, port: int) -> Iterator[Any]:
    """Sends a mail to a real server and gives what arrived there."""
    with sink.listening(tmp_path / "sink", port), Carrier(f"smtp://127.0.0.1:{port}") as carrier:

        def carry(made: OutboxMail) -> EmailMessage:
            claimed = post.take(uuid4(), NOW)
            assert claimed == made
            post.carry(claimed, carrier, NOW)
            return sink.letters(tmp_path / "sink")[0]

        yield carry


@pytest.mark.django_db
def test_full_letter_arrives_as_text_html_calendar_and_files(carried: Any) -> None:
    arrived = carried(written())
    assert [part.get_content_type() for part in arrived.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/pdf",
        "application/ics",
    ]
    invitation = next(part for part in arrived.walk() if part.get_content_type() == "text/calendar")
    assert (invitation.get_param("method"), invitation.get_payload(decode=True)) == ("REQUEST", ICS)
    files = {part.get_filename(): part.get_content() for part in arrived.iter_attachments()}
    assert files == {"Letter – Ünal.pdf": PDF.body, "invite.ics": ICS}
    assert arrived.defects == []


@pytest.mark.django_db
def test_calendar_of_the_letter_is_read_by_a_calendar_library(carried: Any) -> None:
    from icalendar import Calendar

    arrived = carried(written())
    for part in arrived.walk():
        if part.get_content_type() in {"text/calendar", "application/ics"}:
            read = Calendar.from_ical(part.get_payload(decode=True))
            assert (read["METHOD"], len(read.events)) == ("REQUEST", 1)


@pytest.mark.django_db
def test_both_texts_say_the_same_and_nothing_is_fetched(carried: Any) -> None:
    arrived = carried(written())
    plain = arrived.get_body(("plain",)).get_content().replace("\r\n", "\n")
    page = arrived.get_body(("html",)).get_content()
    assert plain == (
        "Dear Ms Grün,\n\nWe invite you to\nthe meeting. See the note <https://house.example/n> and\n"
        "https://house.example/links/abc.\n\n- one\n- two\n\n<script>alert(1)</script> x\n"
    )
    assert 'href="https://house.example/links/abc"' in page
    assert "We invite you to<br>" in page.replace("<br />", "<br>")
    assert [
        word for word in ("<script", "<img", "spy.example", "url(", "@import", "<link") if word in page
    ] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "opening"), [("ar", '<html lang="ar" dir="rtl">'), ("en-gb", '<html lang="en" dir="ltr">')]
)
def test_html_has_the_language_and_direction_of_its_reader(language: str, opening: str) -> None:
    page = content.page("x", subject="<&>", language=language)
    assert (opening in page, "<title>&lt;&amp;&gt;</title>" in page) == (True, True)


@pytest.mark.django_db
def test_quiet_letter_leaves_everything_behind_but_the_address(carried: Any) -> None:
    made = written(tone="quiet", label="Alias")
    assert (OutboxPart.objects.count(), made.is_formatted) == (0, False)
    arrived = carried(made)
    raw = arrived.as_string()
    assert arrived.get_content_type() == "text/plain"
    assert [
        word for word in ("canary", "Grün", "VCALENDAR", "Invitation", "Underrose", "Alias") if word in raw
    ] == []
    assert "http://localhost:8000/links/x/" in raw


@pytest.mark.django_db
def test_parts_are_sealed_and_go_with_their_mail() -> None:
    from django.db import connection

    made = written()
    with connection.cursor() as asked:
        asked.execute("SELECT name, body FROM outbox_part")
        rows = [b"".join(bytes(cell) for cell in row) for row in asked.fetchall()]
    assert (len(rows), any(b"canary" in row or b"Letter" in row for row in rows)) == (2, False)
    OutboxMail.objects.filter(pk=made.pk).update(state="sent", finished_on=NOW.date().replace(year=2025))
    assert (mail.forget_finished(NOW), OutboxPart.objects.count()) == (1, 0)


@pytest.mark.django_db
def test_same_cause_does_not_double_the_parts() -> None:
    written(cause="invitation:1")
    written(cause="invitation:1")
    assert (OutboxMail.objects.count(), OutboxPart.objects.count()) == (1, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "said"),
    [
        (mail.Content(parts=(PDF,) * 11), "at most 10"),
        (mail.Content(parts=(mail.Part("a.pdf", "application/pdf", bytes(11 * 1024 * 1024)),)), "10 MB"),
    ],
)
def test_letter_that_is_too_heavy_is_refused_and_not_written(given: mail.Content, said: str) -> None:
    with pytest.raises(Refused, match=said):
        written(content=given)
    assert OutboxMail.objects.count() == 0


@pytest.mark.parametrize(
    "given",
    [
        mail.Content(calendar=b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
        mail.Content(parts=(mail.Part("a", "text/calendar", b""),)),
        mail.Content(parts=(mail.Part("a", "message/rfc822", b""),)),
        mail.Content(parts=(mail.Part("a", "nothing", b""),)),
        mail.Content(parts=(mail.Part("//", "text/plain", b""),)),
    ],
)
def test_part_that_no_mail_program_would_read_is_a_fault_of_the_caller(given: mail.Content) -> None:
    with pytest.raises(ValueError, match=r"letter|calendar"):
        given.every_part()


def test_name_of_a_part_is_a_plain_file_name() -> None:
    given = mail.Content(parts=(mail.Part("../../et\u202ec\r\nX: y.pdf", "Application/PDF; x=y", b""),))
    [part] = given.every_part()
    assert (part.name, part.media_type) == ("et-c-X- y.pdf", "application/pdf")
    assert repr(given.parts[0]) == "<part Application/PDF; x=y>"


@pytest.mark.django_db
def test_every_letter_has_a_way_back_of_its_own(carried: Any, settings: Any) -> None:
    settings.MAIL_RETURN, settings.MAIL_REPLY = "return@example.org", "reply@example.org"
    made = written()
    arrived = carried(made)
    way_back, answers = str(arrived["Return-Path"]), str(arrived["Reply-To"])
    assert (way_back.startswith("<return+"), answers.startswith("reply+")) == (True, True)
    assert list(return_path.tickets([way_back, answers])) == [(made.pk, 1), (made.pk, 1)]
    assert way_back.partition("+")[2] != answers.partition("+")[2]


@pytest.mark.django_db
def test_without_such_an_address_letters_come_back_to_the_sender(carried: Any) -> None:
    arrived = carried(written())
    assert (arrived["Return-Path"], arrived["Reply-To"]) == ("<office@localhost>", None)


@pytest.mark.django_db
def test_mail_of_the_house_asks_for_no_answer(settings: Any) -> None:
    settings.MAIL_REPLY = "reply@example.org"
    assert mail.letter(written(meeting_code=""), NOW)["Reply-To"] is None


@pytest.mark.django_db
def test_forged_and_foreign_tokens_name_no_letter(settings: Any) -> None:
    settings.MAIL_RETURN = "return@example.org"
    right = return_path.envelope_sender(written())
    token = right.partition("+")[2].partition("@")[0]
    swapped = ("b" if token[5] == "a" else "a").join([token[:5], token[6:]])
    forged = [
        right.replace(token, swapped),
        f"return+{'a' * 40}@example.org",
        "return+x@example.org",
        "",
        "+@" * 9_999,
    ]
    assert list(return_path.tickets(forged)) == []
    assert len(list(return_path.tickets([right.upper()]))) == 1


@pytest.mark.parametrize(
    ("address", "faults"),
    [
        ("return@example.org", 0),
        ("", 0),
        (f"{'r' * 24}@example.org", 1),
        ("a+b@example.org", 1),
        ("a@b, c@d", 1),
    ],
)
def test_address_without_room_for_its_token_stops_the_site(address: str, faults: int, settings: Any) -> None:
    settings.MAIL_RETURN, settings.MAIL_REPLY = address, ""
    assert len(return_path.check()) == faults


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("# Title\n\nText", "Title\n\nText\n"),
        ("1. a\n2. b\n   - c\n\nEnd", "1. a\n2. b\n  - c\n\nEnd\n"),
        ("> said\n> twice", "> said\n> twice\n"),
        ("<https://a.example/x>\nMs A\nRoad 1", "https://a.example/x\nMs A\nRoad 1\n"),
        ("[mail us](mailto:a@b.example) or a\\*b", "mail us <a@b.example> or a*b\n"),
        ("a\n\n---\n\n    code", "a\n\n* * *\n\ncode\n"),
        ("السيدة **ليلى**", "السيدة ليلى\n"),
        ("", "\n"),
    ],
)
def test_plain_text_keeps_what_the_marks_meant(markdown: str, plain: str) -> None:
    assert content.plain(markdown) == plain


@pytest.mark.parametrize(
    "name",
    [
        "A_b_ [x](https://evil.example)",
        "https://evil.example",
        "1. Ltd",
        "# O'Brien & Söhne",
        "<b>",
        "- x",
        "a\\b|~~c~~",
        "&lt;",
    ],
)
def test_name_in_a_letter_stays_a_name(name: str) -> None:
    assert content.plain(f"Dear {mail.literal(name)},") == f"Dear {name},\n"
    assert content.plain(mail.literal(name)) == f"{name}\n"
    assert content.html(mail.literal(name)).strip() == f'<p dir="auto">{escape(name, quote=False)}</p>'


class Weary(sink.Sink):
    """A server that takes two letters a connection, and says so as servers do."""

    connections = 0

    # The names and arguments are aiosmtpd's.
    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: ARG002, N802
        type(self).connections += 1
        session.host_name, session.taken = hostname, 0
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: ARG002, N802
        session.taken += 1
        if session.taken > 2:
            return "421 Too many letters in this connection"
        envelope.mail_from = address
        return "250 OK"


@pytest.mark.django_db
def test_many_letters_share_a_connection_and_outlive_it(tmp_path: Path, port: int) -> None:
    from aiosmtpd.controller import Controller

    Weary.connections = 0
    controller = Controller(Weary(tmp_path / "sink"), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with Carrier(f"smtp://127.0.0.1:{port}") as carrier:
            for _ in range(6):
                written()
                post.carry(post.take(uuid4(), NOW), carrier, NOW)  # type: ignore[arg-type]
    finally:
        controller.stop()
    assert (Weary.connections, len(sink.letters(tmp_path / "sink"))) == (3, 6)
    assert {one.state for one in OutboxMail.objects.all()} == {"sent"}


@pytest.mark.django_db
def test_server_that_is_weary_from_the_start_costs_no_try(tmp_path: Path) -> None:
    class Refusing(Carrier):
        def _hand_over(self, _letter: Any, envelope_sender: str) -> None:
            raise smtplib.SMTPSenderRefused(421, b"later", envelope_sender)

    made = written()
    with pytest.raises(NoWay):
        post.carry(post.take(uuid4(), NOW), Refusing("smtp://127.0.0.1:9"), NOW)  # type: ignore[arg-type]
    made.refresh_from_db()
    assert (made.state, made.tries) == ("queued", 0)
