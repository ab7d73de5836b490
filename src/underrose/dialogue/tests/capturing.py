"""A note-taker at the desk, for the tests of the pages: signed in with a second proof, and what their page sends."""

from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from underrose.access.holders import Holder
from underrose.dialogue import envelopes, tickets
from underrose.dialogue.models import Note
from underrose.programme.tests.planning import browser_of

from .roomful import rapporteur


def signed_in(holder: Holder | None = None) -> Client:
    """A browser in which this colleague has just signed in, with an authenticator app."""
    holder = holder or rapporteur()
    Authenticator.objects.get_or_create(user=holder.account, type="totp", defaults={"data": {}})
    return browser_of(holder)


def way(name: str, note: Note, **more: object) -> str:
    return reverse(name, kwargs={"code": note.meeting_code, "key": note.pk, **more})


def ticket(note: Note) -> str:
    return tickets.issue(note, timezone.localdate())


def closed(note: Note, words: str, kind: str = "issue", **more: object) -> dict[str, str]:
    """A point as a page hands it in."""
    drawn = uuid4().hex
    content = {
        "id": drawn,
        "kind": kind,
        "words": words,
        "theme": "",
        "lens": "",
        "agreement": "",
        "voices": "",
    }
    content.update(more)
    return {"id": drawn, "envelope": envelopes.closed(note.public_key, str(note.pk), content)}


def hand_in(note: Note, *points: dict[str, str], by_ticket: str | None = None, client: Client | None = None):
    """What `capture` answers; without cookies, as the page asks it."""
    return (client or Client(enforce_csrf_checks=True)).post(
        reverse("capture", args=[note.pk]),
        {"points": list(points)},
        content_type="application/json",
        headers={"X-Ticket": ticket(note) if by_ticket is None else by_ticket},
    )


def words_of(note: Note) -> list[str]:
    return sorted(point.words for point in note.points.standing().select_related("note"))
