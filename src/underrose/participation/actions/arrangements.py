"""What the organiser settles for the days of a meeting."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept.models import Meeting
from underrose.kit import retention
from underrose.kit.refusals import Refused
from underrose.participation.models import Arrangements

KEPT = timedelta(days=731)


@transaction.atomic
def settle(meeting: Meeting, *, by: Holder, revision: int, today: date, **values: Any) -> Arrangements:
    """Write how guests arrive, who signs, what is assumed, and whether a list is given to participants."""
    held = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    found = Arrangements.objects.filter(meeting=held).first() or Arrangements(meeting=held, revision=0)
    if all(getattr(found, name) == value for name, value in values.items()) and not found._state.adding:
        return found
    if found.revision != revision:
        raise Refused(
            _(
                "A colleague settled this in the meantime. What you wrote is kept below; save again to replace it."
            )
        )
    for name, value in values.items():
        setattr(found, name, value)
    found.revision += 1
    found.save()
    record(by, "settled", "arrangements", found.key, held.code, today)
    return found


@retention.rule("old_arrangements")
def old_arrangements(now: datetime) -> int:
    """They go when it is no longer known who attended."""
    return Arrangements.objects.filter(meeting__end_on__lt=now.date() - KEPT).delete()[0]
