"""Papers of who sits where, as a colleague makes and reads them."""

import datetime as dt

import pypdfium2
from django.test import Client
from django.urls import reverse

from underrose.concept.models import Meeting
from underrose.participation.models import Participant, Place
from underrose.participation.tests.asked import protected
from underrose.participation.tests.furnished import TODAY

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def hidden(meeting: Meeting, name: str = "Canary Quillfeather", alias: str = "Rowan") -> Participant:
    """A protected person with a place in the room."""
    found = protected(name, alias)
    return Participant.objects.create(meeting=meeting, person=found, place=Place.confirmed, since=TODAY)


def read(answer) -> str:
    assert answer.status_code == 200, answer.content[:300]
    pages = pypdfium2.PdfDocument(answer.content)
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pages)


def pages(answer) -> int:
    return len(pypdfium2.PdfDocument(answer.content))


def at(name: str, meeting: Meeting, one=None) -> str:
    return reverse(name, args=[meeting.code, *([one.key] if one else [])])


def doors(client: Client, meeting: Meeting, one, which: str = ""):
    return client.post(at("door_lists", meeting, one), {"which": which})


def shown(client: Client, meeting: Meeting) -> str:
    return client.get(at("group_papers", meeting)).content.decode()
