"""A room that talks, for the tests of this section: a session whose regime was announced and accepted, and its notes."""

import random
from uuid import uuid4

from underrose.access.holders import Holder
from underrose.access.roles import Role
from underrose.concept.models import Meeting
from underrose.dialogue.actions import capture
from underrose.dialogue.actions.capture import Taken
from underrose.dialogue.models import Note, Point
from underrose.methods import disclosure
from underrose.programme import announcements
from underrose.programme.models import Announcement, Session
from underrose.programme.tests.planning import TODAY, a_meeting, a_session, colleague

__all__ = [
    "TODAY",
    "a_meeting",
    "a_session",
    "announced",
    "colleague",
    "director",
    "noted",
    "point",
    "rapporteur",
]


def dice(seed: int = 7) -> random.Random:
    """The same throws in every run."""
    return random.Random(seed)  # noqa: S311 - a test wants to be repeated


def director(code: str = "AB12") -> Holder:
    return colleague(Role.PROGRAMME_DIRECTOR, code)


def rapporteur(code: str = "AB12") -> Holder:
    return colleague(Role.RAPPORTEUR, code)


def announced(meeting: Meeting, session: Session) -> Announcement:
    """As it is when the chair has read the regime out and the room has accepted it."""
    return Announcement.objects.create(
        session=session,
        regimes=announcements.regimes_of(meeting, session),
        policy_version=disclosure.TABLE.version,
        announced_on=TODAY,
        accepted_by_room_on=TODAY,
    )


def noted(meeting: Meeting | None = None, session: Session | None = None, **facts) -> Note:
    """The open notes of a session."""
    meeting = meeting or a_meeting(**facts)
    session = session or a_session(meeting)
    announced(meeting, session)
    return capture.open_note(meeting, session, by=rapporteur(meeting.code), today=TODAY)


def taken(words: str, kind: str = "issue", **facts) -> Taken:
    return Taken(id=uuid4().hex, kind=kind, words=words, **facts)


def point(note: Note, words: str, **facts) -> Point:
    capture.take(note, [taken(words, **facts)], rng=dice())
    return next(one for one in note.points.select_related("note") if one.words == words)
