"""Regimes of sessions: announced by the team, accepted by the room or by each guest, and taken back the same day."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept.models import Meeting
from underrose.kit.refusals import require
from underrose.methods import disclosure
from underrose.participation.models import Participant
from underrose.programme import announcements
from underrose.programme.announcements import Standing
from underrose.programme.models import Acceptance, Announcement, Session
from underrose.programme.rules import regimes as rules


@transaction.atomic
def announce(meeting: Meeting, keys: Collection[UUID], *, by: Holder, basis: str, today: date) -> int:
    """From now on guests are asked to accept. `basis` is what the page showed; returns how many sessions were announced."""
    held = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    sessions = list(announcements.talking(held).select_for_update(of=("self",)).filter(key__in=keys))
    stands = announcements.standing(held, sessions)
    waiting = [one for one in sessions if not stands[one.pk].is_current]
    is_as_read = announcements.basis(held, waiting) == basis
    require(rules.may_announce(held, waiting, is_as_read=is_as_read))
    Announcement.objects.bulk_create(_announced(held, one, stands[one.pk], today) for one in waiting)
    for one in waiting:
        record(by, "announced", "regime", one.key, held.code, today)
    return len(waiting)


def _announced(meeting: Meeting, session: Session, before: Standing, today: date) -> Announcement:
    return Announcement(
        session=session,
        regimes=announcements.regimes_of(meeting, session),
        policy_version=disclosure.TABLE.version,
        number=before.announcement.number + 1 if before.announcement else 1,
        announced_on=today,
    )


@transaction.atomic
def take_back(session: Session, *, by: Holder, today: date) -> None:
    """On the same day, as long as nobody has accepted it: it was a slip, and nobody relied on it."""
    meeting, stands = _standing(session)
    require(rules.may_take_back(stands, today))
    assert stands.announcement is not None
    Announcement.objects.filter(pk=stands.announcement.pk).delete()
    record(by, "took back", "regime", session.key, meeting.code, today)


@transaction.atomic
def note_accepted(session: Session, *, read: str, by: Holder, today: date) -> None:
    """The chair read it out and the room accepted. `read` is the key of the announcement that the page showed."""
    meeting, stands = _standing(session)
    require(rules.may_room_accept(meeting, stands, read))
    assert stands.announcement is not None
    Announcement.objects.filter(pk=stands.announcement.pk).update(accepted_by_room_on=today)
    record(by, "noted accepted", "regime", session.key, meeting.code, today)


@transaction.atomic
def take_note_back(session: Session, *, by: Holder, today: date) -> None:
    """On the same day: the room has not accepted after all."""
    meeting, stands = _standing(session)
    require(rules.may_take_room_back(stands, today))
    assert stands.announcement is not None
    Announcement.objects.filter(pk=stands.announcement.pk).update(accepted_by_room_on=None)
    record(by, "noted not accepted", "regime", session.key, meeting.code, today)


def _standing(session: Session) -> tuple[Meeting, Standing]:
    """Under a lock, so that two hands do not both act on what both have read."""
    locked = Session.objects.select_for_update(of=("self",)).select_related("day__meeting").get(pk=session.pk)
    meeting = locked.day.meeting
    return meeting, announcements.standing(meeting, [locked])[locked.pk]


@transaction.atomic
def accept(guest: Participant, read: Collection[UUID], *, today: date) -> int:
    """All that is open on their page, at once: which version, and on which day. No line of the record says who."""
    held = Participant.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=guest.pk)
    asked = announcements.asked_of(held)
    require(rules.may_accept(held.meeting, asked, read))
    rows = (Acceptance(announcement_id=key, participant=held, accepted_on=today) for key in sorted(asked))
    return len(Acceptance.objects.bulk_create(rows))
