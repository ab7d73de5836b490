"""Approval by partners: asked on the desk, given on a personal page."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.access.audience import for_link, for_team
from underrose.access.doorstep import bound, leads_here
from underrose.access.holders import Asking
from underrose.access.models import Link
from underrose.concept import concept_note, note_pages, paper
from underrose.concept.actions import approvals
from underrose.concept.audiences import Audience
from underrose.concept.forms.publishing import AnswerApproval, AskApproval
from underrose.concept.models import Approval, Meeting
from underrose.concept.models.versions import ApprovalState
from underrose.concept.views.asking import TEAM, WRITERS, may_write, meeting_of, posted, today, tried
from underrose.concept.views.papers import pdf_response
from underrose.kit import house, once

SEE_OTHER = 303


@for_team(*TEAM)
@require_safe
def approvals_of(request: Asking, code: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    context = {
        "meeting": meeting,
        "partners": meeting.partners.all(),
        "rows": _rows(meeting),
        "may_write": may_write(request, meeting),
    }
    return render(request, "concept/approvals.html", context)


STATES = {
    ApprovalState.asked: "held",
    ApprovalState.approved: "done",
    ApprovalState.changes_asked: "warning",
    ApprovalState.withdrawn: "plain",
}


def _rows(meeting: Meeting) -> list[dict[str, object]]:
    """Each partner with the latest word from it."""
    latest: dict[object, Approval] = {}
    order = {ApprovalState.withdrawn: 1}
    found = meeting.approvals.select_related("version").order_by("-version__number", "key")
    for approval in sorted(found, key=lambda one: order.get(ApprovalState(one.state), 0)):
        latest.setdefault(approval.partner_id, approval)
    return [
        {
            "partner": partner,
            "approval": latest.get(partner.key),
            "state": STATES[ApprovalState(latest[partner.key].state)] if partner.key in latest else "",
        }
        for partner in meeting.partners.all()
    ]


@for_team(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def ask(request: Asking, code: str, key: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    partner = get_object_or_404(meeting.partners.select_related("meeting"), key=key)
    form = AskApproval(posted(request))

    def act() -> None:
        approvals.ask(partner, by=request.holder, now=timezone.now(), **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(
            request,
            _(
                "The letter waits in the outbox, where the programme director or the project manager sends it. Nothing has been sent yet."
            ),
        )
        return redirect("approvals", code=code)
    return render(
        request, "concept/ask_approval.html", {"form": form, "meeting": meeting, "partner": partner}
    )


@for_team(*WRITERS)
@require_POST
def withdraw(request: Asking, code: str, key: str) -> HttpResponse:
    found = get_object_or_404(meeting_of(request, code).approvals.select_related("meeting"), key=key)
    approvals.withdraw(found, by=request.holder, now=timezone.now())
    messages.info(request, _("The question is withdrawn and its link opens nothing any more."))
    return redirect("approvals", code=code)


def _sent_for(link: Link) -> QuerySet[Approval]:
    """The one question this address was sent for; a partner's address for candidates finds nothing here."""
    return Approval.objects.filter(pk=link.subject)


def _asked(request: Asking) -> Approval:
    return get_object_or_404(_sent_for(request.link).select_related("meeting", "partner", "version"))


@for_link("clearance")
@require_http_methods(["GET", "HEAD", "POST"])
@leads_here(lambda link: _sent_for(link).exists())
@bound
@once.acts_once
def approval(request: Asking) -> HttpResponse:
    """The partner's page: the note as it was kept for them, and two answers. Opening it changes nothing."""
    found = _asked(request)
    note = concept_note.from_json(found.version.content)
    form = AnswerApproval(posted(request))
    if request.method == "POST" and form.is_valid() and tried(form, lambda: _answer(request, found, form)):
        return HttpResponseRedirect(request.link_path, status=SEE_OTHER)
    context = {
        "approval": found,
        "is_answered": found.state in {ApprovalState.approved, ApprovalState.changes_asked},
        "is_withdrawn": found.state == ApprovalState.withdrawn,
        "form": form,
        "page": note_pages.of(note.for_reader(Audience.participants)),
    }
    return render(request, "concept/approval.html", context)


def _answer(request: Asking, found: Approval, form: AnswerApproval) -> None:
    approvals.answer(
        found,
        by=request.holder,
        is_approved=form.cleaned_data["answer"] == "approve",
        comment=form.cleaned_data["comment"],
        today=today(),
    )


@for_link("clearance")
@require_safe
@leads_here(lambda link: _sent_for(link).exists())
@bound
def approval_pdf(request: Asking) -> HttpResponse:
    found = _asked(request)
    note = concept_note.from_json(found.version.content).for_reader(Audience.participants)
    return pdf_response(
        paper.of(note, organiser=house.name(), dated=found.version.kept_on), name=f"{note.code}.pdf"
    )
