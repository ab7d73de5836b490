"""Who is never, or always, to sit in one group with whom. Why is not asked, and the record does not say who."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept.models import Meeting
from underrose.kit.refusals import Refused, require
from underrose.participation.models import Participant
from underrose.programme.actions import undoing
from underrose.programme.actions.groups import locked
from underrose.programme.models import Company, Pairing
from underrose.programme.rules import groups as rules


@transaction.atomic
def pair(
    meeting: Meeting, one: Participant, other: Participant, company: Company, *, by: Holder, today: date
) -> Pairing:
    """Said again the other way round, the two stand together and no more apart, or the reverse."""
    require(rules.may_pair(one, other))
    allocation = locked(meeting)
    if rules.is_busy(allocation):
        raise Refused(rules.may_change(allocation, allocation.revision))
    first, second = sorted((one, other), key=lambda found: found.key)
    found, _is_new = Pairing.objects.update_or_create(
        meeting=meeting, one=first, other=second, defaults={"company": company}
    )
    record(by, "paired", "participants", None, meeting.code, today)
    return found


@transaction.atomic
def let_go(pairing: Pairing, *, by: Holder, today: date) -> dict[str, Any]:
    """The two may sit as it comes. What is given back lets it be put back."""
    meeting = pairing.meeting
    held: dict[str, Any] = undoing.taken_out(meeting)
    found = Pairing.objects.filter(key=pairing.key).first()
    if found is None:  # a colleague let them go, or one of them was forgotten
        return {}
    held |= {"one": str(found.one_id), "other": str(found.other_id), "company": found.company}
    found.delete()
    record(by, "let go", "participants", None, meeting.code, today)
    return held


@transaction.atomic
def put_back(meeting: Meeting, held: dict[str, Any], *, by: Holder, today: date) -> None:
    """As long as both are of this meeting, and nobody was protected or forgotten since."""
    require(undoing.may_return(meeting, held))
    keys = [UUID(held[name]) for name in ("one", "other")]
    found = Participant.objects.filter(meeting=meeting).in_bulk(keys)
    if len(found) == len(keys):
        one, other = (found[key] for key in keys)
        pair(meeting, one, other, Company(held["company"]), by=by, today=today)
