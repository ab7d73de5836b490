"""Clearance by partners: asked on the desk, answered on a page of the partner's own."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.access.audience import for_link, for_team
from underrose.access.doorstep import bound, leads_here
from underrose.access.holders import Asking
from underrose.access.models import Link
from underrose.concept.models import Partner
from underrose.kit import once
from underrose.participation import clearance_pages
from underrose.participation.actions import clearances
from underrose.participation.actions.clearances import Recipient
from underrose.participation.forms.nominations import AskPartner, Words
from underrose.participation.models import ClearanceRound
from underrose.participation.views.asking import done, meeting_of, posted, today, tried
from underrose.participation.views.candidates import of_meeting, tell_refusals
from underrose.people.models import INVITING

SEE_OTHER = 303


@for_team(*INVITING)
@require_safe
def clearances_of(request: Asking, code: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    context = {"meeting": meeting, **clearance_pages.overview(meeting, of_meeting(request, meeting))}
    return render(request, "participation/clearances.html", context)


@for_team(*INVITING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def ask_partner(request: Asking, code: str, key: UUID) -> HttpResponse:
    """Choose who is shown to a partner, and prepare its letter."""
    meeting = meeting_of(request, code)
    partner = get_object_or_404(Partner.objects.select_related("meeting"), meeting=meeting, key=key)
    every = of_meeting(request, meeting)
    choices = clearance_pages.choices(every)
    ticked = clearance_pages.ticked(every, partner, request.GET.get("tick", ""))
    initial = {"shows_names": True, "candidates": ticked}
    form = AskPartner(choices, posted(request), initial=initial)
    told: list[clearances.Asked] = []

    def act() -> None:
        chosen = of_meeting(request, meeting).filter(key__in=form.cleaned_data["candidates"])
        to = Recipient(*(form.cleaned_data[name] for name in ("name", "mail", "shows_names")))
        rows = list(chosen.select_related("person"))
        told.append(clearances.ask(partner, rows, to, by=request.holder, now=timezone.now()))

    if request.method == "POST" and form.is_valid() and tried(form, act):
        _tell_asked(request, told[0])
        return redirect("clearances", code=code)
    context = {"meeting": meeting, "partner": partner, "form": form, "has_any": bool(choices)}
    return render(request, "participation/ask_partner.html", context)


def _tell_asked(request: Asking, asked: clearances.Asked) -> None:
    if asked.number:
        sentence = ngettext(
            "A letter about %(count)s candidate waits in the outbox. Nothing has been sent yet.",
            "A letter about %(count)s candidates waits in the outbox. Nothing has been sent yet.",
            asked.number,
        )
        messages.success(request, sentence % {"count": asked.number})
    tell_refusals(request, asked.refusals)


@for_team(*INVITING)
@require_POST
def close_clearance(request: Asking, code: str, key: UUID) -> HttpResponse:
    meeting = meeting_of(request, code)
    found = get_object_or_404(ClearanceRound, meeting=meeting, key=key)
    sentence = _("No more answers are taken. What was not answered holds nobody up.")
    done(request, lambda: clearances.close(found, by=request.holder, today=today()), sentence)
    return redirect("clearances", code=code)


def _sent_for(link: Link) -> QuerySet[ClearanceRound]:
    """The one round this address was sent for; a partner's address for the note finds nothing here."""
    return ClearanceRound.objects.filter(meeting__code=link.meeting_code, pk=link.subject)


@for_link("clearance")
@require_http_methods(["GET", "HEAD", "POST"])
@leads_here(lambda link: _sent_for(link).exists())
@bound
@once.acts_once
def clear_candidates(request: Asking) -> HttpResponse:
    """The partner's page: each candidate, and whether it agrees. Opening it changes nothing."""
    found = get_object_or_404(_sent_for(request.link).select_related("meeting", "partner"))
    rows = clearance_pages.shown(found, today())
    form = Words([row.clearance for row in rows], [row.title for row in rows], posted(request))
    said: list[clearances.Said] = []

    def act() -> None:
        said.append(clearances.say(found, form.answers(), by=request.holder, today=today()))

    is_said = request.method == "POST" and form.is_valid() and tried(form, act)
    if is_said and not said[0].refusals:
        return HttpResponseRedirect(request.link_path, status=SEE_OTHER)
    context = clearance_pages.page(found, rows, form)
    context["refusals"] = said[0].refusals if said else ()
    return render(request, "participation/personal/clear_candidates.html", context)
