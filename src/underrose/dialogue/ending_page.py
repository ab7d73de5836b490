"""What the page of the promised end shows: until when, how much of what, and once it is done the certificate."""

from datetime import date
from typing import Any

from underrose.concept.models import Meeting
from underrose.dialogue import rules
from underrose.dialogue.actions import rewriting
from underrose.dialogue.actions.destroying import counts_of, has_come_back
from underrose.dialogue.models import Certificate, Note, NoteState, Promise


def of(meeting: Meeting, today: date) -> dict[str, Any]:
    """For the page of a meeting. A constant number of questions."""
    held = Promise.objects.filter(meeting_code=meeting.code).first()
    lost = rules.words_are_gone(held.scope) if held else ""
    certificate = Certificate.objects.filter(meeting_code=meeting.code).first()
    return {
        "meeting": meeting,
        "promise": held,
        "reason": "" if held is None or lost else str(held.reason or ""),
        "lost": lost,
        "days_left": held.days_left(today) if held else None,
        "counts": counts_of(meeting.code),
        "open_notes": Note.objects.of(meeting.code).filter(state=NoteState.open).count(),
        "certificate": certificate,
        "today": today,
        # Looked up now, not remembered: whether this house can still open what was said.
        "key_is_gone": certificate is not None and not has_come_back(certificate),
        "is_owed": certificate is not None and rewriting.is_owed(),
    }
