"""What the page of the promised end shows: until when, how much of what, and once it is done the certificate."""

from datetime import date
from typing import Any

from django.conf import settings

from underrose.concept.models import Meeting
from underrose.dialogue.actions.destroying import counts_of
from underrose.dialogue.models import Certificate, Note, NoteState, Promise
from underrose.kit import keys
from underrose.kit.sealed import Destroyed


def of(meeting: Meeting, today: date) -> dict[str, Any]:
    """For the page of a meeting. A constant number of questions."""
    held = Promise.objects.filter(meeting_code=meeting.code).first()
    certificate = Certificate.objects.filter(meeting_code=meeting.code).first()
    return {
        "meeting": meeting,
        "promise": held,
        "reason": str(held.reason or "") if held else "",
        "days_left": held.days_left(today) if held else None,
        "counts": counts_of(meeting.code),
        "open_notes": Note.objects.of(meeting.code).filter(state=NoteState.open).count(),
        "certificate": certificate,
        "key_is_gone": key_is_gone(str(meeting.pk)) if certificate else False,
    }


def key_is_gone(scope: str) -> bool:
    """Looked up now, not remembered: whether this house can still open what was said."""
    try:
        keys.ring(settings.KEY_FOLDER).existing(scope, "words")
    except (Destroyed, FileNotFoundError):
        return True
    return False
