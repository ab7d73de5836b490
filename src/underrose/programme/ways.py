"""The ways to the released programme from pages of earlier sections, which know nothing of it."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.access.models import Link
from underrose.concept import public_pages
from underrose.concept.actions import publishing
from underrose.concept.models import Meeting
from underrose.kit.templatetags.kit import day as written
from underrose.participation import guest_ways, held_about
from underrose.participation.guest_ways import Way
from underrose.participation.held_about import Line
from underrose.participation.models import Participant
from underrose.programme.models import Day, ProgrammeVersion
from underrose.programme.rules import releasing as rules

_SAYS_PUBLIC = Subquery(
    ProgrammeVersion.objects.filter(meeting=OuterRef("pk")).values("content__is_in_public")[:1]
)


@public_pages.leads_to("programme", _SAYS_PUBLIC)
def from_public_page(meeting: Meeting, is_in_public: object) -> public_pages.Way | None:
    if not is_in_public or rules.may_be_public(meeting):
        return None
    return public_pages.Way(_("Programme"), reverse("public_programme", args=[meeting.code]))


@publishing.also_follows("move")
def _days_can_follow(meeting: Meeting) -> str:
    """Whoever moves a meeting learns that its days wait to be moved too."""
    number = Day.objects.filter(meeting=meeting).count()
    if not number:
        return ""
    sentence = ngettext(
        "The draft of the programme has one day. It stays where it is; the page of the programme then offers to move it.",
        "The draft of the programme has %(count)s days. They stay where they are; the page of the programme then offers to "
        "move all of them at once.",
        number,
    )
    return sentence % {"count": number}


@guest_ways.leads_further("programme")
def from_personal_page(participant: Participant, today: date) -> Iterable[Way]:  # noqa: ARG001 - it is there on any day
    if ProgrammeVersion.objects.filter(meeting=participant.meeting_id).exists():
        yield Way("programme/", _("The programme"))


@held_about.also_tells("programme: calendar")
def _calendar_address(guest: Participant) -> Iterator[Line]:
    """That there is one; only its fingerprint is kept, so nobody can show it."""
    if guest.invitation_id is None:
        return
    rows = Link.objects.filter(kind="feed", subject=guest.invitation_id, revoked_at__isnull=True)
    for row in rows.order_by("-expires_at")[:1]:
        yield Line(
            _("A secret address for your calendar"),
            _("its fingerprint alone; you close it on the page of the programme"),
            _("so that your calendar program learns of changes"),
            str(written(row.expires_at)),
        )
