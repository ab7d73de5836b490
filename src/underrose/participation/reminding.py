"""Whom to remind, and at which hour: never at night where they are, never somebody who has answered."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from underrose.concept.models import Meeting
from underrose.kit import mail
from underrose.participation.logistics import filed_as
from underrose.participation.models import Invitation
from underrose.participation.rules import invitations as rules
from underrose.people import particulars


@dataclass(frozen=True)
class Row:
    """Somebody who has not answered; with a sentence if no reminder can go to them today."""

    invitation: Invitation
    refusal: str
    is_late: bool

    @property
    def name(self) -> str:
        return str(self.invitation.candidate.person.full_name)


def due(meeting: Meeting, today: dt.date) -> list[Row]:
    """Everybody who has not answered, those whose day has passed first, and each by family name."""
    found = Invitation.objects.filter(meeting=meeting).awaiting_reply()
    rows = [
        Row(one, rules.may_remind(one, today), one.is_late(today))
        for one in found.select_related("candidate__person", "meeting").order_by("number")
    ]
    return sorted(rows, key=_place)


def _place(row: Row) -> tuple[bool, bool, str]:
    return bool(row.refusal), not row.is_late, filed_as(row.invitation.candidate.person)


def hours(chosen: Iterable[Invitation], said: Mapping[str, Any], now: dt.datetime) -> dict[UUID, dt.datetime]:
    """Not before which moment each reminder leaves; who is not in it is reminded at once."""
    start = now
    if said.get("on"):
        start = max(now, dt.datetime.combine(said["on"], dt.time(), tzinfo=dt.UTC))
    if said["when"] == "now":
        return {one.key: start for one in chosen} if start > now else {}
    rows = list(chosen)
    known = particulars.of_many(one.candidate.person for one in rows if not one.candidate.person.is_sealed)
    return {one.key: mail.not_before(start, _zone(one, known)) for one in rows}


def _zone(invitation: Invitation, known: Mapping[UUID, particulars.Particulars]) -> str:
    """Where they are, else where the meeting is. The hour of a letter would tell where a protected person is."""
    person = invitation.candidate.person
    theirs = "" if person.is_sealed else known[person.key].time_zone
    venue = invitation.meeting.venue
    return theirs or (venue.time_zone if venue else "") or "UTC"
