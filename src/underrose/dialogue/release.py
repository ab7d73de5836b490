"""A door of the room: points that two people and the guard have let out, as values. No session, no order, no way back."""

from dataclasses import dataclass
from uuid import UUID

from underrose.concept.models import Meeting
from underrose.dialogue.models import (
    Agreement,
    Certificate,
    Kind,
    Note,
    NoteState,
    ReleasedPoint,
    Voices,
)

__all__ = ["Released", "released", "were_destroyed"]


@dataclass(frozen=True, slots=True)
class Released:
    """A point as it left the room."""

    key: UUID
    kind: Kind
    theme: str
    """The key of a theme of the note, or blank."""
    lens: str
    agreement: Agreement | None
    voices: Voices | None
    regimes: tuple[str, ...]
    """Every regime under which anything left this meeting, the same for all its points; the strictest counts.

    A regime that one session alone had would tell which session it was.
    """
    words: str


def released(meeting: Meeting) -> tuple[Released, ...]:
    """Everything that was let out of a meeting, by theme and kind, else in the order of random keys. Three questions."""
    themes = {str(key): place for place, key in enumerate(meeting.themes.values_list("key", flat=True))}
    kinds = {kind: place for place, kind in enumerate(Kind)}
    rows = ReleasedPoint.objects.filter(meeting_code=meeting.code).order_by("key")
    regimes = _regimes(meeting)
    found = [_value(row, regimes) for row in rows]
    return tuple(
        sorted(found, key=lambda one: (themes.get(one.theme, len(themes)), kinds[one.kind], one.key))
    )


def were_destroyed(meeting: Meeting) -> bool:
    """Whether the words of this meeting are gone, as was promised."""
    return Certificate.objects.filter(meeting_code=meeting.code).exists()


def _regimes(meeting: Meeting) -> tuple[str, ...]:
    released = Note.objects.filter(meeting_code=meeting.code, state=NoteState.released)
    return tuple(sorted({one for regimes in released.values_list("regimes", flat=True) for one in regimes}))


def _value(row: ReleasedPoint, regimes: tuple[str, ...]) -> Released:
    return Released(
        key=row.key,
        kind=Kind(row.kind),
        theme=row.theme,
        lens=row.lens,
        agreement=Agreement(row.agreement) if row.agreement else None,
        voices=Voices(row.voices) if row.voices else None,
        regimes=regimes,
        words=str(row.words),
    )
