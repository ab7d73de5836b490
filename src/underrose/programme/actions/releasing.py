"""Releasing the programme: a version is kept, and letters wait for those whose own sessions or tasks changed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from underrose.access import links
from underrose.access.holders import Holder
from underrose.access.models import Link
from underrose.access.record import record, told_of
from underrose.concept import public_pages
from underrose.concept.models import Meeting
from underrose.kit import mail
from underrose.kit.models import OutboxMail
from underrose.kit.refusals import require
from underrose.participation.actions import correspondence
from underrose.participation.models import Invitation, Participant
from underrose.programme import comparison, release_letter, released, versions
from underrose.programme.comparison import Change
from underrose.programme.models import ProgrammeVersion
from underrose.programme.rules import releasing as rules


@dataclass(frozen=True, slots=True)
class Choice:
    """What a colleague decides with the button: whom to tell, whether the public may read, and their own words."""

    tell: Collection[UUID] = ()
    is_in_public: bool = False
    note: str = ""


@transaction.atomic
def release(meeting: Meeting, *, by: Holder, basis: str, choice: Choice, today: date) -> ProgrammeVersion:
    """Keep the draft as the next version. Letters are held; whoever is not concerned gets none."""
    locked = Meeting.objects.select_for_update(of=("self",)).select_related("venue").get(key=meeting.key)
    coming = versions.coming(locked)
    require(rules.may_release(locked, coming, basis, is_in_public=choice.is_in_public))
    version = ProgrammeVersion.objects.create(
        meeting=locked,
        number=coming.number,
        content=released.as_content(coming.draft, coming.before, today, is_in_public=choice.is_in_public),
        note=choice.note.strip(),
        released_on=today,
    )
    version.told = _tell(version, coming, set(choice.tell), today)
    version.save(update_fields=["told"])
    _feeds_follow(locked, today)
    record(by, "released", "programme", version.key, locked.code, today)
    public_pages.changed()
    return version


def _tell(version: ProgrammeVersion, coming: versions.Coming, wanted: set[UUID], today: date) -> int:
    """A held letter for each of those ticked who are concerned. One that waits from before goes into it."""
    found = Participant.objects.filter(key__in=wanted & coming.concerned.keys(), meeting=version.meeting)
    rows = found.confirmed().select_related("invitation__candidate__person", "invitation__meeting__venue")
    untold, told = _Untold(version.meeting, coming), 0
    for row in rows.order_by("key"):
        if row.invitation is None:
            continue
        changes = untold.since_told(row.invitation.key, row.key)
        letter = correspondence.tell_of_programme(
            row.invitation,
            today,
            number=version.number,
            words=release_letter.words_for(version, changes),
        )
        told += letter is not None
    return told


class _Untold:
    """What each guest has not been told yet: letters that nobody sent have told nothing."""

    def __init__(self, meeting: Meeting, coming: versions.Coming) -> None:
        self.meeting, self.coming = meeting, coming
        self._room = versions.room_of(meeting)
        self._waiting = self._numbers()
        self._since: dict[int, dict[UUID, tuple[Change, ...]]] = {}

    def since_told(self, invitation: UUID, participant: UUID) -> tuple[Change, ...]:
        number = self._waiting.get(invitation)
        if number is None:
            return self.coming.concerned[participant]
        if number not in self._since:
            before = versions.days_of(self.meeting, number - 1)
            changes = comparison.compare(before, self.coming.draft.days)
            self._since[number] = comparison.concerned(changes, self._room)
        return self._since[number].get(participant, self.coming.concerned[participant])

    def _numbers(self) -> dict[UUID, int]:
        """By invitation, the version of which the earliest letter that waits speaks."""
        found: dict[UUID, int] = {}
        for cause in _letters(self.meeting).values_list("cause", flat=True):
            _kind, key, number = cause.split(":")
            found[UUID(key)] = min(int(number), found.get(UUID(key), int(number)))
        return found


def _letters(meeting: Meeting) -> QuerySet[OutboxMail]:
    return mail.waiting().filter(cause__startswith=f"{correspondence.PROGRAMME}:", meeting_code=meeting.code)


def waiting(meeting: Meeting) -> int:
    """Letters about the programme that wait in the outbox."""
    return _letters(meeting).count()


@transaction.atomic
def make_feed(invitation: Invitation, participant: Participant, *, by: Holder, now: datetime) -> str:
    """A secret address for a calendar, in place of an earlier one; it is shown once, here."""
    meeting, today = invitation.meeting, timezone.localdate(now)
    require(rules.may_have_feed(meeting, today, is_protected=participant.person.is_sealed))
    lifetime = rules.feed_ends_on(meeting, today) - today
    _link, token = links.reissue("feed", invitation.key, meeting.code, now, lifetime)
    record(by, "made", "calendar address", told_of(by, participant.key), meeting.code, today)
    return token


def _feeds_follow(meeting: Meeting, today: date) -> None:
    """Whoever reads the new dates in a calendar keeps it until two weeks after them, however the meeting has moved."""
    if meeting.end_on is not None:
        ends = rules.feed_ends_on(meeting, today) + timedelta(days=1)
        still = Link.objects.filter(kind="feed", meeting_code=meeting.code, revoked_at__isnull=True)
        still.filter(expires_at__gt=_begins(today)).update(expires_at=_begins(ends))


def _begins(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


@transaction.atomic
def close_feed(invitation: Invitation, *, by: Holder, now: datetime) -> None:
    """The address opens nothing from now on."""
    if links.revoke_all("feed", invitation.key, now):
        today, code = timezone.localdate(now), invitation.meeting.code
        record(by, "closed", "calendar address", told_of(by, invitation.key), code, today)


def feed_of(invitation: Invitation, now: datetime) -> Link | None:
    return links.current("feed", invitation.key, now)
