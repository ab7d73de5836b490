"""The regimes under which people spoke: those of their notes, and every one that was promised or tightened since."""

from collections.abc import Collection, Iterable
from uuid import UUID

from underrose.concept.models import Meeting
from underrose.dialogue.models import Note
from underrose.programme.models import Session


def held(notes: Collection[Note]) -> dict[UUID, list[str]]:
    """By note, in the order in which they came to hold; nothing is written. Two questions, whatever the number of notes."""
    rows = Session.objects.filter(pk__in={note.session for note in notes}).values_list(
        "pk", "regime", "announcements__regimes"
    )
    own = dict(
        Meeting.objects.filter(code__in={note.meeting_code for note in notes}).values_list("code", "regime")
    )
    promised: dict[str, list[str]] = {}
    for session, regime, announced in rows:
        promised.setdefault(str(session), []).extend([regime, *(announced or ())])
    return {
        note.pk: _once([*note.regimes, own.get(note.meeting_code, ""), *promised.get(note.session, ())])
        for note in notes
    }


def under_what_holds(notes: Collection[Note]) -> Collection[Note]:
    """The same notes, for a page that only reads: what was tightened a minute ago holds on it, and is written by the next act."""
    regimes = held(notes) if notes else {}
    for note in notes:
        note.regimes = regimes[note.pk]
    return notes


def _once(regimes: Iterable[str]) -> list[str]:
    return [one for one in dict.fromkeys(regimes) if one]
