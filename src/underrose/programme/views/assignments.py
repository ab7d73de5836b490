"""Who does what, the sheet each of them takes along, and who is there when."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.access.audience import for_team, fresh_file
from underrose.access.holders import Asking
from underrose.kit import once
from underrose.methods.documents.glyphs import MissingGlyphs
from underrose.methods.documents.sheet_pdf import sheet_pdf
from underrose.methods.documents.sheet_word import sheet_docx
from underrose.methods.documents.sheets import Sheet
from underrose.participation import room
from underrose.participation.models import Participant
from underrose.programme import briefing_sheet, outline, programme_page
from underrose.programme.actions import assignments, availability, releasing
from underrose.programme.actions.availability import There
from underrose.programme.forms.days import AssignmentFacts, AvailabilityFacts, initial_of_assignment
from underrose.programme.models import PLANNING, READING, Assignment, Session
from underrose.programme.programme_paper import PDF, WORD
from underrose.programme.rules import days as rules
from underrose.programme.views import saving
from underrose.programme.views.asking import (
    TAKEN_OUT,
    assignment_of,
    attached,
    done,
    meeting_of,
    posted,
    session_of,
    today,
    tried,
)

PAPERS = {"pdf": (sheet_pdf, PDF), "docx": (sheet_docx, WORD)}


@for_team(*PLANNING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def add_assignment(request: Asking, code: str, key: UUID) -> HttpResponse:
    session = session_of(request, code, key)
    return _assignment(request, Assignment(session=session), session)


@for_team(*PLANNING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def assignment(request: Asking, code: str, key: UUID) -> HttpResponse:
    try:
        row = assignment_of(request, code, key)
    except Http404:
        return _gone(request, code)
    return _assignment(request, row, row.session)


def _gone(request: Asking, code: str) -> HttpResponse:
    """A colleague took the task away, or gave it to another name: whoever was writing keeps every word."""
    session = session_of(request, code, _key(request.POST.get("session", "")))
    if saving.is_asked(request):
        return saving.kept_there()
    return _assignment(request, Assignment(session=session), session, is_gone=True)


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def _assignment(request: Asking, row: Assignment, session: Session, *, is_gone: bool = False) -> HttpResponse:
    """One form for a task that is given and for one that is changed."""
    is_new, meeting = row._state.adding, session.day.meeting
    people = programme_page.people(meeting, row.participant_id)
    groups = programme_page.groups(session)
    initial = {"session": session.key} | ({} if is_new else initial_of_assignment(row))
    form = AssignmentFacts(people, groups, posted(request), initial=initial)
    if saving.is_asked(request):
        return saving.kept_there() if is_new else _saved_while_typing(request, row, form)
    if is_gone and form.is_valid() and form.cleaned_data["version"]:
        form.catch_up(0)
        form.add_error(None, rules.GONE)
    elif request.method == "POST" and form.is_valid() and _saved(request, row, form):
        messages.success(request, _("Saved. Nobody was told of it."))
        return redirect("session", code=meeting.code, key=session.key)
    context = {"meeting": meeting, "session": session, "form": form, "assignment": None if is_new else row}
    # On the page of a new task it rises as soon as one was given, and the words that wait on the device are done with.
    context |= {
        "version": session.assignments.count() if is_new else form["version"].value(),
        "save_url": request.path,
    }
    return render(request, "programme/assignment.html", context)


def _saved(request: Asking, row: Assignment, form: AssignmentFacts) -> bool:
    revision = form.cleaned_data["version"]
    if tried(form, lambda: _write(request, row, form, revision)):
        return True
    if not row._state.adding:
        row.refresh_from_db()
        form.catch_up(row.revision)
    return False


def _write(request: Asking, row: Assignment, form: AssignmentFacts, revision: int) -> Assignment:
    return assignments.write(row, by=request.holder, revision=revision, today=today(), **form.facts())


def _saved_while_typing(request: Asking, row: Assignment, form: AssignmentFacts) -> HttpResponse:
    """Whose task it is changes with the button alone: half a name is nobody's."""
    theirs = lambda now: saving.as_sent(initial_of_assignment(now))  # noqa: E731 - used once
    if form.is_valid():
        facts = form.facts()
        said, held = (
            (facts["name"], facts["participant_id"]),
            (row.name, str(row.participant_id or "") or None),
        )
        if said != held:
            return saving.kept_there()
    return saving.saved(row, form, lambda version: _write(request, row, form, version), theirs)


@for_team(*PLANNING)
@require_POST
@once.acts_once
def confirm_assignment(request: Asking, code: str, key: UUID) -> HttpResponse:
    """They have agreed, or not after all: one press on the page of the session."""
    row = assignment_of(request, code, key)
    wanted = request.POST.get("agreed") == "yes"
    act = lambda: assignments.confirm(row, is_confirmed=wanted, by=request.holder, today=today())  # noqa: E731 - one line, used once
    done(request, act, _("Marked as agreed.") if wanted else _("Marked as not agreed yet."))
    return redirect("session", code=code, key=row.session_id)


@for_team(*PLANNING)
@require_POST
def remove_assignment(request: Asking, code: str, key: UUID) -> HttpResponse:
    row = assignment_of(request, code, key)
    taken: dict[str, Any] = {"code": code, "what": "task", "session": str(row.session_id)}

    def act() -> None:
        kept = assignments.remove(row, by=request.holder, today=today())
        request.session[TAKEN_OUT] = {**taken, "label": str(row.get_task_display()), "kept": kept}

    done(request, act, _("The task is nobody's now. You can put it back below."))
    return redirect("session", code=code, key=row.session_id)


@for_team(*READING)
@require_safe
def briefing(request: Asking, code: str, key: UUID) -> HttpResponse:
    """The sheet as a page, to be read and printed."""
    row = assignment_of(request, code, key)
    return _briefing_page(request, row, _sheet(request, row))


def _briefing_page(request: Asking, row: Assignment, sheet: Sheet, missing: str = "") -> HttpResponse:
    facts, *parts = sheet.blocks
    context = {
        "meeting": row.session.day.meeting,
        "assignment": row,
        "sheet": sheet,
        "facts": getattr(facts, "facts", ()),
        "parts": parts,
        "missing": missing,
    }
    return render(request, "programme/briefing.html", context, status=422 if missing else 200)


def _sheet(request: Asking, row: Assignment) -> Sheet:
    if row.session.is_removed:
        raise Http404
    size = "us-letter" if request.GET.get("paper") == "letter" else "a4"
    return briefing_sheet.of(row, outline.of(row.session.day.meeting), today(), page_size=size)


@for_team(*READING)
@fresh_file
@require_safe
def briefing_paper(request: Asking, code: str, key: UUID, suffix: str) -> HttpResponse:
    """The sheet as PDF or Word; its name tells nobody's name."""
    row = assignment_of(request, code, key)
    if suffix not in PAPERS:
        raise Http404
    make, kind = PAPERS[suffix]
    sheet = _sheet(request, row)
    try:
        return attached(make(sheet), kind, f"{code}-briefing.{suffix}")
    except MissingGlyphs as missing:
        return _briefing_page(request, row, sheet, str(missing))


@for_team(*PLANNING)
@require_safe
def there(request: Asking, code: str) -> HttpResponse:
    """Who is there on which day."""
    meeting = meeting_of(request, code)
    context = {"meeting": meeting, **programme_page.availability(meeting)}
    return render(request, "programme/availability.html", context)


@for_team(*PLANNING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def there_of(request: Asking, code: str, key: UUID) -> HttpResponse:
    meeting = meeting_of(request, code)
    row = get_object_or_404(
        Participant.objects.select_related("invitation__meeting"), meeting=meeting, key=key
    )
    row.meeting = meeting
    days = list(meeting.days.all())
    form = AvailabilityFacts(days, posted(request), initial=programme_page.initial_availability(row, days))

    if request.POST.get("act") == "close_address" and row.invitation is not None:
        invitation = row.invitation
        close = lambda: releasing.close_feed(invitation, by=request.holder, now=timezone.now())  # noqa: E731 - one line, used once
        done(request, close, _("The address is closed. It opens nothing any more."))
        return redirect("availability_of", code=code, key=key)

    def act() -> None:
        said = [There(day, *form.of(day)) for day in days]
        availability.say(row, said, by=request.holder, today=today())

    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("Saved."))
        return redirect("availability", code=code)
    label = room.called(meeting)[row.key].label
    context = {"meeting": meeting, "form": form, "label": label, "has_days": bool(days)}
    if row.invitation is not None:
        context["feed"] = releasing.feed_of(row.invitation, timezone.now())
    return render(request, "programme/availability_of.html", context)
