"""Staff, interpreters and security: in the room without an invitation and without taking a place."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from underrose.access.audience import for_team
from underrose.access.holders import Asking
from underrose.concept.models import Meeting
from underrose.kit import once
from underrose.kit.refusals import Refused
from underrose.participation import logistics
from underrose.participation.actions import participants
from underrose.participation.forms.logistics import AddStaff
from underrose.participation.models import GUESTS, LOGISTICS, Capacity, Participant
from underrose.participation.views.asking import brief_of, done, meeting_of, posted, today, tried
from underrose.participation.views.logistics_asking import page
from underrose.people.actions import persons
from underrose.people.particulars import Particulars


@for_team(*LOGISTICS)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def staff(request: Asking, code: str) -> HttpResponse:
    """Who works there, and adding one more."""
    meeting = meeting_of(request, code)
    form = AddStaff(posted(request))
    if request.method == "POST" and form.is_valid() and tried(form, lambda: _add(request, meeting, form)):
        messages.success(request, _("Added. No place was taken and nothing was sent."))
        return redirect("logistics_staff", code=code)
    rows = [row for row in logistics.on_the_morning(logistics.of(meeting)) if not row.guest.is_guest]
    return page(request, "staff", meeting, form=form, rows=rows)


@transaction.atomic
def _add(request: Asking, meeting: Meeting, form: AddStaff) -> None:
    brief = brief_of(meeting)
    if brief is None:
        raise Refused(_("This meeting has no brief yet, and so no room to be in. Begin the brief first."))
    said = form.cleaned_data
    facts = Particulars(
        full_name=said["full_name"],
        mails=(said["mail"],) if said["mail"] else (),
        telephones=(said["telephone"],) if said["telephone"] else (),
        languages=tuple(code.strip() for code in said["languages"].split(",") if code.strip()),
    )
    person = persons.introduce(by=request.holder, facts=facts, today=today())
    capacity = Capacity(said["capacity"])
    participants.add_staff(brief, person, by=request.holder, capacity=capacity, today=today())


@for_team(*LOGISTICS)
@require_POST
def staff_leaves(request: Asking, code: str, key: str) -> HttpResponse:
    rows = Participant.objects.with_logistics_for(request.holder).exclude(capacity__in=GUESTS)
    found = get_object_or_404(rows, meeting=meeting_of(request, code), key=key)
    done(
        request,
        lambda: participants.withdraw(found, by=request.holder, today=today()),
        _("No longer expected. Nothing was sent."),
    )
    return redirect("logistics_staff", code=code)
