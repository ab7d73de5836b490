"""The letters of the demonstration: listed, searched, read as their readers would, with what came with them."""

import re
import secrets
import socket
from smtplib import SMTP, SMTPRecipientsRefused

import pytest
from django.urls import reverse
from django.utils import timezone

from underrose.kit import mail
from underrose.kit.letters.wire import letter
from underrose.pages import demonstration_mail

ENTRY = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
ADDRESS = "http://localhost:8000/invitations/i-abc/"


@pytest.fixture
def arrived(db, settings, tmp_path):
    """A letter with a calendar entry stands in the folder of the demonstration's server."""
    settings.DEMO, settings.HOME = True, tmp_path
    folder = tmp_path / "sink"
    folder.mkdir()

    def put(to="ama@guest.example", subject="A round table"):
        row = mail.queue(
            "kit/mail/letter",
            to=to,
            context={"subject": subject, "text": f"**Welcome.**\n\n<{ADDRESS}>\n", "url": ADDRESS},
            cause=f"letter:{secrets.token_hex(4)}",
            content=mail.Content(is_formatted=True, calendar=ENTRY),
        )
        name = secrets.token_hex(8)
        (folder / f"{name}.eml").write_bytes(letter(row, timezone.now()).as_bytes())
        return name

    return put


def read(client, **asked):
    return client.get(reverse("demo_mail"), asked).content.decode()


def test_letters_are_listed_and_searched(arrived, client):
    arrived(), arrived(to="ben@guest.example", subject="Your place")
    assert "2 letters" in read(client)
    found = read(client, q="BEN@guest")
    assert ("Your place" in found, "A round table" in found) == (True, False)
    assert "No letter fits." in read(client, q="nobody")


def test_a_letter_is_read_formatted_and_plain_with_a_link_that_opens(arrived, client):
    name = arrived()
    formatted, plain = read(client, letter=name), read(client, letter=name, **{"as": "plain"})
    assert "<strong>Welcome.</strong>" in formatted
    assert "<style>" not in formatted
    for page in (formatted, plain):
        assert re.findall(r'href="(http[^"]*/invitations/[^"]*)"', page) == [ADDRESS]


def test_what_came_with_a_letter_is_handed_out_as_it_is(arrived, client):
    name = arrived()
    page = read(client, letter=name)
    files = re.findall(rf"\?letter={name}&amp;file=(\d)", page)
    assert files == ["1", "2"]
    answer = client.get(reverse("demo_mail"), {"letter": name, "file": "1"})
    assert b"".join(answer).strip() == ENTRY.strip()
    assert answer["Content-Disposition"].startswith("attachment")
    assert client.get(reverse("demo_mail"), {"letter": name, "file": "9"}).status_code == 404


@pytest.mark.parametrize("name", ["../main", "0" * 16, "x"])
def test_what_is_no_letter_is_not_found(arrived, client, name):
    assert client.get(reverse("demo_mail"), {"letter": name}).status_code == 404


def test_letters_are_shown_in_the_demonstration_alone(arrived, client, settings):
    name = arrived()
    settings.DEMO = False
    assert client.get(reverse("demo_mail"), {"letter": name}).status_code == 404


def test_server_takes_letters_but_not_for_somebody_who_has_moved(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with demonstration_mail.listening(tmp_path / "sink", port), SMTP("127.0.0.1", port) as server:
        server.sendmail("office@larkmoor.example", ["ama@guest.example"], "Subject: Taken\r\n\r\nYes.")
        with pytest.raises(SMTPRecipientsRefused):
            server.sendmail(
                "office@larkmoor.example", [f"eve{demonstration_mail.NOBODY_AT}"], "Subject: No\r\n\r\n"
            )
    assert [line.subject for line in demonstration_mail.lines(tmp_path / "sink", "")] == ["Taken"]
