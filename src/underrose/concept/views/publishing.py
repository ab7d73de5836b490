"""What the public reads, announcing, and what happens when plans change. Every act shows first what follows."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from underrose.access.audience import for_team
from underrose.access.holders import Asking
from underrose.concept import checks, concept_note, note_pages, rules
from underrose.concept.actions import meetings, publishing
from underrose.concept.audiences import FIELD_WORDS, Audience
from underrose.concept.forms.publishing import Announce, ChangeWords, Clone, FieldSwitches, Move
from underrose.concept.models import Meeting
from underrose.concept.models.versions import ApprovalState
from underrose.concept.views.asking import DIRECTOR, PUBLIC_TEXTS, WRITERS, meeting_of, posted, today, tried
from underrose.kit import once
from underrose.kit.refusals import Refused


@for_team(*PUBLIC_TEXTS)
@require_http_methods(["GET", "HEAD", "POST"])
def switches(request: Asking, code: str) -> HttpResponse:
    """Field by field: who may read it; beside it the page as the public will see it."""
    meeting = meeting_of(request, code)
    form = FieldSwitches(posted(request), initial=_switched(meeting))
    if request.method == "POST" and form.is_valid() and tried(form, lambda: _switch(request, meeting, form)):
        messages.success(
            request, _("Saved. The public page changes when you announce or publish the changes.")
        )
        return redirect("switches", code=code)
    note = concept_note.of(meeting)
    context = {
        "form": form,
        "switches": [form[name] for name in FIELD_WORDS],
        "wordings": [form[f"{name}_wording"] for name in WORDINGS],
        "meeting": meeting,
        "page": note_pages.of(note.for_reader(Audience.public)),
    }
    return render(request, "concept/switches.html", context)


WORDINGS = ("title", "dates", "venue")


def _switched(meeting: Meeting) -> dict[str, str]:
    wordings = {f"{name}_wording": meeting.public_wordings.get(name, "") for name in WORDINGS}
    return {**{name: str(meeting.audience_of(name)) for name in FIELD_WORDS}, **wordings}


def _switch(request: Asking, meeting: Meeting, form: FieldSwitches) -> None:
    found = form.cleaned_data
    particulars = {
        "field_audiences": {name: found[name] for name in FIELD_WORDS},
        "public_wordings": {name: found[f"{name}_wording"] for name in WORDINGS if found[f"{name}_wording"]},
    }
    meetings.revise(meeting, particulars, by=request.holder, revision=meeting.revision, today=today())


@for_team(*DIRECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def announce(request: Asking, code: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    form = Announce(posted(request))

    def act() -> None:
        publishing.announce(meeting, by=request.holder, today=today(), despite=form.cleaned_data["despite"])

    if request.method == "POST" and form.is_valid() and tried(form, act):
        is_first = meeting.published is None
        messages.success(
            request,
            _("Announced. The public page is open.")
            if is_first
            else _("Published. The public page shows the note as it stands."),
        )
        return redirect("concept", code=code)
    return _confirm(request, meeting, "announce", form, refusal=rules.may_announce(meeting))


@for_team(*DIRECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def postpone(request: Asking, code: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    form = ChangeWords(posted(request))

    def act() -> None:
        publishing.postpone(meeting, by=request.holder, now=timezone.now(), **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("Postponed. Letters that follow wait in the outbox; nothing was sent."))
        return redirect("concept", code=code)
    return _confirm(request, meeting, "postpone", form, refusal=rules.may_postpone(meeting))


@for_team(*DIRECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: Asking, code: str) -> HttpResponse:
    """Two steps: the new dates show what follows from them; the second button moves the meeting."""
    meeting = meeting_of(request, code)
    form = Move(posted(request), initial={"start_on": meeting.start_on, "end_on": meeting.end_on})
    is_sure = request.POST.get("sure") == "yes"

    def act() -> None:
        publishing.move(meeting, by=request.holder, now=timezone.now(), **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and is_sure and tried(form, act):
        messages.success(request, _("Moved. The page, the papers and the calendar show the new dates."))
        return redirect("concept", code=code)
    dates = form.cleaned_data if form.is_bound and form.is_valid() else {}
    return _confirm(request, meeting, "move", form, refusal=rules.may_be_edited(meeting), **dates)


@for_team(*DIRECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: Asking, code: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    form = ChangeWords(posted(request))

    def act() -> None:
        publishing.cancel(meeting, by=request.holder, now=timezone.now(), **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("Cancelled. Letters that follow wait in the outbox; nothing was sent."))
        return redirect("concept", code=code)
    return _confirm(request, meeting, "cancel", form, refusal=rules.may_cancel(meeting))


def _before_announcing(meeting: Meeting) -> list[str]:
    """What a director wants to know before everybody can read the note; none of it holds the note back."""
    note = concept_note.of(meeting)
    asked = {
        approval.partner_id: approval for approval in meeting.approvals.select_related("version", "partner")
    }
    never = sum(1 for partner in meeting.partners.all() if partner.key not in asked)
    found = []
    if never:
        words = ngettext(
            "One partner was never asked to approve.",
            "%(count)s partners were never asked to approve.",
            never,
        )
        found.append(words % {"count": never})
    content = concept_note.as_json(note)
    found += [
        _("%(partner)s approved version %(number)s; the note has changed since.")
        % {"partner": approval.partner.name, "number": approval.version.number}
        for approval in asked.values()
        if approval.state == ApprovalState.approved and approval.version.content != content
    ]
    remarks = len(checks.findings(note))
    if remarks:
        words = ngettext(
            "One remark of the careful reading is open.",
            "%(count)s remarks of the careful reading are open.",
            remarks,
        )
        found.append(words % {"count": remarks})
    return found


ACTS = {
    "publish": (_lazy("Publish the changes"), _lazy("Publish the changes")),
    "announce": (_lazy("Announce the meeting"), _lazy("Announce the meeting")),
    "postpone": (_lazy("Postpone the meeting"), _lazy("Postpone the meeting")),
    "move": (_lazy("Move the meeting to other dates"), _lazy("Move the meeting")),
    "cancel": (_lazy("Cancel the meeting"), _lazy("Cancel the meeting")),
}


def _confirm(
    request: Asking, meeting: Meeting, act: str, form: Form, *, refusal: str = "", **dates: Any
) -> HttpResponse:
    is_again = act == "announce" and meeting.published is not None
    heading, button = ACTS["publish" if is_again else act]
    context = {
        "meeting": meeting,
        "act": act,
        "heading": heading,
        "button": _("See what follows") if act == "move" and not dates else button,
        "form": form,
        "refusal": refusal,
        "follows": [] if refusal else publishing.what_follows(meeting, act, **dates),
        "outstanding": rules.outstanding(meeting) if act == "announce" else [],
        "remarks": _before_announcing(meeting) if act == "announce" and not refusal else [],
        "is_second_step": bool(dates),
    }
    return render(request, "concept/act.html", context)


@for_team(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def clone(request: Asking, code: str) -> HttpResponse:
    """The next edition: words and switches come along, dates are shifted, people stay behind."""
    meeting = meeting_of(request, code)
    form = Clone(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            fresh = meetings.clone(meeting, by=request.holder, today=today(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(
                request, _("Cloned. Names, telephones and addresses of people were left behind.")
            )
            return redirect("concept", code=fresh.code)
    return render(request, "concept/clone.html", {"form": form, "meeting": meeting})
