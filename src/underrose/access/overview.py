"""A door of access for the desk's one page: handing over that waits for a programme director."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.models import Grant, HandingOver
from underrose.access.roles import Role
from underrose.kit.needs import Need


def needs(meeting_code: str, holder: Holder) -> list[Need]:
    """What waits for this programme director at one meeting."""
    is_director = holder.may(Role.PROGRAMME_DIRECTOR, meeting_code=meeting_code)
    return _waiting(holder, [meeting_code]) if is_director else []


def needs_of_all(holder: Holder) -> list[Need]:
    """The same across all meetings, in one question."""
    if not holder.may_anywhere(Role.PROGRAMME_DIRECTOR):
        return []
    return _waiting(holder, holder.codes_within(Role.PROGRAMME_DIRECTOR))


def _waiting(holder: Holder, codes: Collection[str] | QuerySet[Grant, str]) -> list[Need]:
    """Whoever is to come agrees to nothing: it is told to the others."""
    asked = (
        HandingOver.objects.filter(meeting_code__in=codes)
        .exclude(taker=holder.account)
        .select_related("giver", "taker")
        .order_by("meeting_code")
    )
    return [
        Need(
            _("%(taker)s is to take over from %(giver)s at %(code)s.")
            % {"taker": one.taker.name, "giver": one.giver.name, "code": one.meeting_code},
            reverse("meeting_handing_over", args=[one.meeting_code, one.pk]),
            _("Agree or refuse"),
        )
        for one in asked
    ]
