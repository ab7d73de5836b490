"""Numbered copies of the list of participants: who was given which."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept.models import Meeting
from underrose.kit.refusals import Refused, require
from underrose.participation.models import Arrangements, ListCopy
from underrose.participation.rules import logistics as rules

MOST_COPIES = 60


@transaction.atomic
def make_copies(
    meeting: Meeting, recipients: Sequence[str], *, by: Holder, today: date, is_for_partner: bool = False
) -> tuple[ListCopy, ...]:
    """One numbered copy for each recipient, in the order given. No number is ever given twice."""
    held = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    require(rules.may_list(held, organiser_allows=shares_list(held)))
    names = [name.strip() for name in recipients if name.strip()]
    if not names:
        raise Refused(_("Say at least for whom a copy is made. Nothing was made."))
    if len(names) > MOST_COPIES:
        raise Refused(
            _("At most %(most)s copies are made at once. Nothing was made; please divide the recipients.")
            % {"most": MOST_COPIES}
        )
    last = ListCopy.objects.filter(meeting=held).aggregate(last=Max("number"))["last"] or 0
    copies = tuple(
        ListCopy(meeting=held, number=number, recipient=name, made_on=today, is_for_partner=is_for_partner)
        for number, name in enumerate(names, last + 1)
    )
    ListCopy.objects.bulk_create(copies)
    record(by, "made", "numbered copies", None, held.code, today)
    return copies


def shares_list(meeting: Meeting) -> bool | None:
    """What the organiser has decided, where the rule of the meeting leaves it open."""
    found: bool | None = (
        Arrangements.objects.filter(meeting=meeting).values_list("shares_list", flat=True).first()
    )
    return found
