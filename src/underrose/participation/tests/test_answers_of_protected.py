"""What a protected person writes back: the team reads it, and reads no name in it, however it is written."""

import unicodedata
from email.message import EmailMessage

import pytest

from underrose.kit import mail
from underrose.kit.models import OutboxMail, ReceivedMail
from underrose.kit.receiving import actions as receiving
from underrose.people.particulars import PostHeld

from . import furnished
from .asked import letter_of, protected, sent
from .listed import TODAY

pytestmark = pytest.mark.django_db
NAME = "Amára Okönjo-Wèi Bo"


@pytest.fixture
def answered():
    facts = {
        "given_name": "Amára",
        "family_name": "Okönjo-Wèi",
        "native_name": "王伟",
        "posts": (PostHeld("Director", "Rivers Watch"),),
        "telephones": ("+44 1632 960017",),
        "mails": ("canary@quillfeather.example",),
    }
    letter = letter_of(sent(furnished.furnished("AB12"), protected(NAME, "Rowan", **facts)))
    OutboxMail.objects.filter(pk=letter.pk).update(state="sent")
    letter.refresh_from_db()

    def answer(body, subject="Re: Rivers"):
        written = EmailMessage()
        written["From"] = "Someone <other@house.example>"
        written["To"] = "x@house.example"
        written["Subject"] = subject
        written["In-Reply-To"] = mail.message_id(letter)
        written["Message-ID"] = f"<{abs(hash((body, subject)))}@b>"
        written.set_content(body)
        assert receiving.take(bytes(written), today=TODAY) == receiving.Outcome.REPLY
        row = ReceivedMail.objects.latest("received_on", "pk")
        return row.subject, row.body.strip()

    return answer


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (NAME, "Rowan"),
        ("Amara Okonjo-Wei here", "Rowan here"),
        (unicodedata.normalize("NFD", "Amára Okönjo-Wèi"), "Rowan"),
        ("AMÁRA OKÖNJO-WÈI", "Rowan"),
        ("Mrs Okönjo, please", "Mrs Rowan, please"),
        ("yours, A. Okonjo", "yours, A. Rowan"),
        ("Okoenjo", "Rowan"),
        ("I am Bo today", "I am Rowan today"),
        ("王 wrote", "Rowan wrote"),
        ("Wang Wei", "Rowan"),
        ("call 01632 960017", "call Rowan"),
        ("call +44-1632-960017", "call Rowan"),
        ("from RiversWatch and rivers watch", "from Rowan and Rowan"),
        ("to Canary@Quillfeather.example", "to Rowan"),
        ("Weighed in 2026: rivers, a boat, 12 people", "Weighed in 2026: rivers, a boat, 12 people"),
    ],
)
def test_no_writing_of_the_name_is_read(answered, written, read):
    assert answered(written)[1] == read


def test_nor_in_the_subject(answered):
    assert answered("Thank you.", "Re: from Amara Okonjo")[0] == "Re: from Rowan"
