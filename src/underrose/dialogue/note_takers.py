"""Who was asked to take the notes of which session, as the page of the room shows it."""

from dataclasses import dataclass

from underrose.access.models import Account, Grant
from underrose.access.roles import Role
from underrose.concept.models import Meeting
from underrose.programme import announcements
from underrose.programme.models import Session


@dataclass(frozen=True, slots=True)
class Asked:
    """A session, and the colleagues who were asked for it."""

    session: Session
    grants: tuple[Grant, ...]


def of(meeting: Meeting) -> list[Asked]:
    """Every session in which people talk, in the order of the days. Two questions."""
    sessions = announcements.talking(meeting)
    grants = (
        Grant.objects.filter(meeting_code=meeting.code, role=Role.NOTE_TAKER.value)
        .select_related("account")
        .order_by("account__name")
    )
    by_session: dict[str, list[Grant]] = {}
    for grant in grants:
        by_session.setdefault(grant.session, []).append(grant)
    return [Asked(session, tuple(by_session.get(str(session.pk), ()))) for session in sessions]


def colleagues() -> list[tuple[str, str]]:
    """Who can be asked: everybody of the house who signs in."""
    rows = Account.objects.active().order_by("name", "email").values_list("key", "name", "email")
    return [(str(key), name or email) for key, name, email in rows]
