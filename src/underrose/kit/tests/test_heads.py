"""Subjects and names of letters come out as they went in, by today's way of reading mail and by the old one."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from underrose.kit import mail
from underrose.kit.letters import wire

ARABIC = ["دعوة", "إلى", "الاجتماع", "حول", "مستقبل", "التعليم", "في", "المنطقة", "العربية"]
FRENCH = ["Invitation", "à", "la", "réunion", ":", "«", "l’été", "»", "–", "çà", "et", "là"]
ENGLISH = [
    "Invitation",
    "to",
    "the",
    "round",
    "table,",
    "AB12:",
    "2026",
    "(a-b)",
    "=?utf-8?q?x?=",
    "Larkmoor’s",
]
EMOJI = ["😀", "👩🏽‍🚀", "🏳️‍🌈"]
words = st.sampled_from([*ARABIC, *FRENCH, *ENGLISH, *EMOJI])
spaced = st.lists(words, min_size=1, max_size=40).map(" ".join)
any_line = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=300)


def over_the_wire(**heads: str) -> bytes:
    made = EmailMessage(policy=wire.POLICY)
    for name, value in heads.items():
        made[name] = value
    made.set_content("Words.")
    assert made.as_string().encode("ascii") == made.as_bytes()
    return made.as_bytes()


def old_way(raw: str) -> str:
    return str(make_header(decode_header(raw)))


@given(st.one_of(spaced, any_line))
@settings(max_examples=300, deadline=None)
def test_subject_is_read_as_it_was_written(subject: str) -> None:
    raw = over_the_wire(Subject=subject)
    assert message_from_bytes(raw, policy=default)["Subject"] == subject
    assert old_way(message_from_bytes(raw)["Subject"]) == subject
    assert all(len(line) <= 76 for line in raw.splitlines() if b"=?utf-8" in line)


@given(st.lists(st.sampled_from([*ARABIC, *FRENCH, *EMOJI]), min_size=1, max_size=12).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_name_is_read_as_it_was_written(name: str) -> None:
    address = Address(display_name=name, username="ann", domain="b.example")
    raw = over_the_wire(To=str(address))
    found = message_from_bytes(raw, policy=default)["To"].addresses[0]
    # Python puts a space between two encoded words of a name, which no other reader does: it may be found anywhere.
    assert (found.display_name.replace(" ", ""), found.addr_spec) == (name.replace(" ", ""), "ann@b.example")
    told, spec = parseaddr(message_from_bytes(raw)["To"])
    assert (old_way(told), spec) == (name, "ann@b.example")


@pytest.mark.parametrize("name", ["ليلى السوداني", "Zoë d’Été", "Ann 😀 Example"])
def test_short_name_is_read_as_it_was_written_by_both(name: str) -> None:
    raw = over_the_wire(To=str(Address(display_name=name, username="ann", domain="b.example")))
    assert message_from_bytes(raw, policy=default)["To"].addresses[0].display_name == name
    assert old_way(parseaddr(message_from_bytes(raw)["To"])[0]) == name


def test_plain_english_stays_plain() -> None:
    raw = over_the_wire(Subject="Invitation to the round table", To="Ann Example <a@b.example>")
    assert (
        b"Subject: Invitation to the round table\r\n" in raw,
        b"To: Ann Example <a@b.example>" in raw,
    ) == (
        True,
        True,
    )


@pytest.mark.django_db
def test_arabic_letter_leaves_with_its_spaces(key_folder: Path) -> None:
    subject = " ".join(ARABIC)
    made = mail.queue(
        "kit/mail/letter",
        to="Ann <a@b.example>",
        context={"subject": subject, "text": "x", "url": "http://localhost:8000/links/x/"},
        cause="x",
    )
    raw = mail.letter(made, datetime(2026, 3, 1, 12, tzinfo=UTC)).as_bytes()
    assert old_way(message_from_bytes(raw)["Subject"]) == subject
