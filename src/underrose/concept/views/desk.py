"""The concept of one meeting on the desk: the note at a glance, its particulars, and opening a new one."""

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from underrose.access.audience import for_team
from underrose.access.holders import Asking
from underrose.access.roles import Role
from underrose.concept import checks, concept_note, note_pages, overviews, rules
from underrose.concept.actions import meetings
from underrose.concept.audiences import Audience
from underrose.concept.forms.meetings import OpenMeeting, Particulars
from underrose.concept.forms.writing import AddSection
from underrose.concept.models import Meeting, State
from underrose.concept.views.asking import (
    DIRECTOR,
    READERS,
    WRITERS,
    is_of_the_team,
    may_write,
    meeting_of,
    posted,
    today,
    tried,
)
from underrose.kit import once
from underrose.kit.refusals import Refused


@for_team(*READERS)
@require_safe
def overview(request: Asking, code: str) -> HttpResponse:
    """The whole note on one page, each part with its switch and the way to change it."""
    meeting = meeting_of(request, code)
    prefetch_related_objects([meeting], *concept_note.PARTS)
    note = concept_note.of(meeting)
    if not is_of_the_team(request, meeting):
        page = note_pages.of(note.for_reader(Audience.participants))
        return render(request, "concept/for_partner.html", {"meeting": meeting, "page": page})
    context = {
        "meeting": meeting,
        "note": note,
        **overviews.words(meeting, note),
        "facts": overviews.facts(note),
        "part_groups": overviews.part_groups(meeting),
        "findings": overviews.noticed(meeting, checks.findings(note)),
        "offers": checks.offered(note),
        "outstanding": rules.outstanding(meeting),
        "may_write": may_write(request, meeting),
        "is_director": request.holder.may(*DIRECTOR, meeting_code=code),
        "has_changes": meeting.published is not None
        and meeting.state == State.announced
        and meeting.published.content != concept_note.as_json(note),
        "add_section": AddSection(),
        "may_open": request.holder.may(Role.PROGRAMME_DIRECTOR),
    }
    return render(request, "concept/overview.html", context)


@for_team(Role.PROGRAMME_DIRECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def open_meeting(request: Asking) -> HttpResponse:
    form = OpenMeeting(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("concept", code=_opened(request, form).code)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    return render(request, "concept/open_meeting.html", {"form": form})


def _opened(request: Asking, form: OpenMeeting) -> Meeting:
    found = form.cleaned_data
    is_undisclosed = found["is_undisclosed"]
    code = meetings.random_code() if is_undisclosed or not found["code"] else found["code"]
    return meetings.open_meeting(
        by=request.holder,
        code=code,
        title=found["title"],
        start_on=found["start_on"],
        end_on=found["end_on"],
        is_undisclosed=is_undisclosed,
        mail_tone="quiet" if is_undisclosed else "full",
        today=today(),
    )


@for_team(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def particulars(request: Asking, code: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    form = Particulars(posted(request), initial=_particulars_of(meeting))
    if request.method == "POST" and form.is_valid() and tried(form, lambda: _revise(request, meeting, form)):
        messages.success(request, _("Particulars saved."))
        return redirect("concept", code=code)
    return render(request, "concept/particulars.html", {"form": form, "meeting": meeting})


def _particulars_of(meeting: Meeting) -> dict[str, object]:
    edition = getattr(meeting, "edition", None)
    own = {name: getattr(meeting, name) for name in Particulars.base_fields if hasattr(meeting, name)}
    return {
        **own,
        "venue": meeting.venue.name if meeting.venue else "",
        "town": meeting.venue.town if meeting.venue else "",
        "time_zone": meeting.venue.time_zone if meeting.venue else "",
        "series": edition.series.name if edition else "",
        "ordinal": edition.ordinal if edition else None,
    }


def _revise(request: Asking, meeting: Meeting, form: Particulars) -> None:
    found = dict(form.cleaned_data)
    revision = found.pop("revision")
    found["is_zone_corrected"] = "time_zone" in form.changed_data
    meetings.revise_whole(meeting, found, by=request.holder, revision=revision, today=today())
