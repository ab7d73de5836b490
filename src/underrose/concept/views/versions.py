"""Versions of the note: kept, compared, restored."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from underrose.access.audience import for_team
from underrose.access.holders import Asking
from underrose.concept import comparison, concept_note
from underrose.concept.actions import versions
from underrose.concept.audiences import Audience
from underrose.concept.views.asking import TEAM, WRITERS, may_write, meeting_of, today
from underrose.kit.numbers import whole
from underrose.kit.refusals import Refused


@for_team(*TEAM)
@require_safe
def history(request: Asking, code: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    context = {
        "meeting": meeting,
        "versions": meeting.versions.all(),
        "may_write": may_write(request, meeting),
    }
    return render(request, "concept/versions.html", context)


@for_team(*TEAM)
@require_safe
def version(request: Asking, code: str, number: int) -> HttpResponse:
    """One version beside what stands now, or beside another named by ?with=."""
    meeting = meeting_of(request, code)
    found = get_object_or_404(meeting.versions, number=number)
    wanted = request.GET.get("with", "")
    other = meeting.versions.filter(number=whole(wanted)).first() if wanted else None
    after = concept_note.from_json(other.content) if other else concept_note.of(meeting)
    context = {
        "meeting": meeting,
        "version": found,
        "other": other,
        "others": meeting.versions.exclude(number=number),
        "parts": comparison.compare(concept_note.from_json(found.content), after),
        "may_write": may_write(request, meeting),
    }
    return render(request, "concept/version.html", context)


@for_team(*TEAM)
@require_safe
def page_against_note(request: Asking, code: str) -> HttpResponse:
    """What the public page leaves out of the note, and what it says in other words."""
    meeting = meeting_of(request, code)
    note = concept_note.of(meeting)
    parts = comparison.compare(note, note.for_reader(Audience.public))
    context = {
        "meeting": meeting,
        "left_out": [part for part in parts if _is_left_out(part)],
        "reworded": [part for part in parts if not _is_left_out(part)],
    }
    return render(request, "concept/page_against_note.html", context)


def _is_left_out(part: comparison.Hunk) -> bool:
    return all(run.kind == "removed" for run in part.parts)


@for_team(*WRITERS)
@require_POST
def keep(request: Asking, code: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    version = versions.keep(
        meeting, by=request.holder, reason=request.POST.get("reason", "")[:200], today=today()
    )
    messages.success(request, _("Version %(number)s is kept.") % {"number": version.number})
    return redirect("versions", code=code)


@for_team(*WRITERS)
@require_POST
def restore(request: Asking, code: str, number: int) -> HttpResponse:
    meeting = meeting_of(request, code)
    found = get_object_or_404(meeting.versions.select_related("meeting"), number=number)
    try:
        before = versions.restore(found, by=request.holder, today=today())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(
            request,
            _("Version %(number)s is back. What stood before is version %(before)s.")
            % {"number": number, "before": before.number},
        )
    return redirect("concept", code=code)
