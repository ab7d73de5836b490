"""Everything held about one person, handed out; the record says to whom."""

from datetime import date
from typing import Any

from django.db import transaction

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.people import held
from underrose.people.actions.sealing import open_particulars
from underrose.people.models import Person


@transaction.atomic
def hand_out(person: Person, *, by: Holder, meeting_code: str, today: date) -> dict[str, dict[str, Any]]:
    """A copy for the person themselves, of what this colleague may know. Of a protected person it shows who they are: that is an opening first."""
    if person.is_sealed:
        open_particulars(person, by=by, meeting_code=meeting_code, today=today)
    record(by, "handed out", "person", person.key, meeting_code if person.is_sealed else "", today)
    return held.everything(person, by)
