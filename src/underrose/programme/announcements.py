"""Whether a session's regime stands: announced as it is today, and accepted, before anything that is said is written down."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from underrose.concept.models import Meeting
from underrose.methods import disclosure
from underrose.participation.models import Participant
from underrose.programme.models import Acceptance, Announcement, Kind, Session

TALKING = (Kind.plenary, Kind.breakout)
"""Where people speak to the meeting: these sessions have a regime to announce."""
NEAR = timedelta(days=2)
"""The evening before, and whichever time zone a colleague is in: a button pressed then is meant."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What was announced for one session, and what became of it."""

    announcement: Announcement | None
    is_current: bool
    """It says what holds today: neither regime nor policy changed since."""
    accepted: int
    """Guests with a place in the room who accepted on their own page. Nobody who left or works there counts for another."""
    guests: int = 0
    """Guests with a place in the room."""
    relied: int = 0
    """Everybody who ever accepted, those who left since among them."""

    @property
    def is_accepted(self) -> bool:
        """By the room, as the chair noted, or by every guest on their own page: nobody accepts for somebody else."""
        if self.announcement is None or not self.is_current:
            return False
        return self.announcement.accepted_by_room_on is not None or 0 < self.guests <= self.accepted


def regimes_of(meeting: Meeting, session: Session) -> list[str]:
    """The meeting's, and the session's own where it has one."""
    return list(dict.fromkeys(one for one in (meeting.regime, session.regime) if one))


def is_far(session: Session, today: date) -> bool:
    """Whether a session is still days away, so that what belongs into its room was probably pressed by mistake."""
    return session.day.on - today > NEAR


def standing(meeting: Meeting, sessions: Iterable[Session]) -> Mapping[UUID, Standing]:
    """By session, in one question."""
    wanted = {session.pk: session for session in sessions}
    in_the_room = Participant.objects.filter(meeting=meeting).confirmed().guests().order_by()
    guests = in_the_room.values("meeting").annotate(n=Count("pk")).values("n")
    accepted = Count("acceptances", filter=Q(acceptances__participant__in=in_the_room.values("pk")))
    rows = (
        Announcement.objects.filter(session__in=wanted)
        .annotate(accepted=accepted, relied=Count("acceptances"), guests=Subquery(guests))
        .order_by("number", "announced_on", "key")
    )
    found: dict[UUID, Standing] = {key: Standing(None, is_current=False, accepted=0) for key in wanted}
    for row in rows:  # the latest is what people were told, also where an earlier one said what holds today
        found[row.session_id] = Standing(
            row, _says(row, meeting, wanted[row.session_id]), row.accepted, row.guests or 0, row.relied
        )
    return found


def waiting(sessions: Iterable[Session]) -> list[Session]:
    """Those whose regime is not announced as it is today. They come with their day and its meeting; one question."""
    wanted = {session.pk: session for session in sessions}
    if not wanted:
        return []
    rows = Announcement.objects.filter(session__in=wanted).order_by("number", "announced_on", "key")
    latest = {row.session_id: row for row in rows}
    return [one for one in wanted.values() if not _is_current(latest.get(one.pk), one)]


def talking(meeting: Meeting) -> QuerySet[Session]:
    """The sessions of the draft that have a regime to announce, in the order of the days."""
    return Session.objects.of(meeting).filter(kind__in=TALKING).select_related("day")


def basis(meeting: Meeting, sessions: Iterable[Session]) -> str:
    """Differs as soon as one of these sessions has another regime, or is another session."""
    read = sorted([str(one.pk), *regimes_of(meeting, one)] for one in sessions)
    return hashlib.sha256(json.dumps(read).encode()).hexdigest()[:32]


def asked_of(guest: Participant) -> frozenset[UUID]:
    """The announcements that hold today and that this guest has not accepted yet; two questions."""
    meeting: Meeting = guest.meeting
    stands = standing(meeting, talking(meeting)).values()
    announced = {one.announcement.pk for one in stands if one.announcement is not None and one.is_current}
    done = Acceptance.objects.filter(participant=guest).values_list("announcement", flat=True)
    return frozenset(announced.difference(done))


def why_not_yet(meeting: Meeting, session: Session) -> str:
    """Empty once points may be taken in this session, else what is missing."""
    stands = standing(meeting, [session])[session.pk]
    if stands.announcement is None:
        return _(
            "The regime of this session was not announced yet. Announce it, and have it accepted, before notes are taken."
        )
    if not stands.is_current:
        return _(
            "The regime of this session was changed after it was announced. Announce it anew before notes are taken."
        )
    if not stands.is_accepted:
        return _(
            "The regime of this session was announced and not accepted yet: by every guest on their own page, or by the room "
            "when the chair has read it out."
        )
    return ""


def _is_current(row: Announcement | None, session: Session) -> bool:
    return row is not None and _says(row, session.day.meeting, session)


def _says(row: Announcement, meeting: Meeting, session: Session) -> bool:
    return row.regimes == regimes_of(meeting, session) and row.policy_version == disclosure.TABLE.version
