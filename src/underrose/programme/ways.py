"""The ways to the released programme from pages of earlier sections, which know nothing of it."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from underrose.concept import public_pages
from underrose.concept.models import Meeting
from underrose.participation import guest_ways
from underrose.participation.guest_ways import Way
from underrose.participation.models import Participant
from underrose.programme.models import ProgrammeVersion
from underrose.programme.rules import releasing as rules


@public_pages.leads_to
def from_public_page(meeting: Meeting) -> public_pages.Way | None:
    if rules.may_be_public(meeting):
        return None
    found = ProgrammeVersion.objects.filter(meeting=meeting)
    if not found.values_list("content__is_in_public", flat=True).first():
        return None
    return public_pages.Way(_("Programme"), reverse("public_programme", args=[meeting.code]))


@guest_ways.leads_further("programme")
def from_personal_page(participant: Participant, today: date) -> Iterable[Way]:  # noqa: ARG001 - it is there on any day
    if ProgrammeVersion.objects.filter(meeting=participant.meeting_id).exists():
        yield Way("programme/", _("The programme"))
