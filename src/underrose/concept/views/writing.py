"""Writing: sections that save as one types, the short lists, partners, contacts, footnotes and quotations."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST

from underrose.access.audience import for_team
from underrose.access.holders import Asking
from underrose.concept.actions import note
from underrose.concept.actions.meetings import Overtaken
from underrose.concept.forms.writing import PARTS, AddSection, Lists, WriteSection
from underrose.concept.models import (
    Contact,
    Footnote,
    Lens,
    Meeting,
    Objective,
    Partner,
    Quotation,
    Section,
    Theme,
)
from underrose.concept.models.note import LineOfNote
from underrose.concept.views.asking import WRITERS, meeting_of, posted, today, tried
from underrose.kit import once
from underrose.kit.refusals import Refused


def _section(request: Asking, code: str, key: str) -> Section:
    return get_object_or_404(meeting_of(request, code).sections.select_related("meeting"), key=key)


WORDS = ("heading", "body", "audience", "public_wording")


def _written(request: Asking, found: Section, form: WriteSection) -> Section:
    words = {name: form.cleaned_data[name] for name in WORDS}
    revision = form.cleaned_data["version"]
    return note.write_section(found, by=request.holder, revision=revision, today=today(), **words)


@for_team(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: Asking, code: str, key: str) -> HttpResponse:
    """The editor. A colleague's newer text is shown beside one's own; nothing is overwritten in silence."""
    found = _section(request, code, key)
    initial = {name: getattr(found, name) for name in WORDS} | {"version": found.revision}
    form = WriteSection(posted(request), initial=initial)
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            _written(request, found, form)
            messages.success(request, _("Section saved."))
            return redirect("concept", code=code)
        except Overtaken as overtaken:
            theirs = overtaken.theirs
            form = WriteSection({**form.data.dict(), "version": overtaken.revision})  # type: ignore[attr-defined]  # a QueryDict
            form.add_error(None, overtaken.sentence)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    status = 409 if theirs is not None else 200
    context = {
        "form": form,
        "meeting": found.meeting,
        "section": found,
        "theirs": theirs,
        "footnotes": found.meeting.footnotes.all(),
    }
    return render(request, "concept/section.html", context, status=status)


@for_team(*WRITERS)
@require_POST
def save_section(request: Asking, code: str, key: str) -> JsonResponse:
    """Saving while one types: the new revision back, or the colleague's text where one came second."""
    found = _section(request, code, key)
    form = WriteSection(_sent(request))
    if not form.is_valid():
        return JsonResponse({"errors": form.errors.get_json_data()}, status=422)
    try:
        saved = _written(request, found, form)
    except Overtaken as overtaken:
        return JsonResponse(
            {"version": overtaken.revision, "text": {"body": overtaken.theirs}, "by": ""},
            status=409,
        )
    except Refused as refusal:
        return JsonResponse({"sentence": refusal.sentence}, status=422)
    return JsonResponse({"version": saved.revision, "saved_at_words": _("Saved")})


def _sent(request: Asking) -> Any:
    if request.content_type != "application/json":
        return request.POST
    try:
        sent = json.loads(request.body)
    except ValueError as error:
        raise Http404 from error
    return sent if isinstance(sent, dict) else {}


@for_team(*WRITERS)
@require_POST
@once.acts_once
def add_section(request: Asking, code: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    form = AddSection(request.POST)
    if not form.is_valid():
        messages.error(request, _("A new section needs a heading. Nothing was added."))
        return redirect("concept", code=code)
    added = note.add_section(meeting, by=request.holder, today=today(), **form.cleaned_data)
    return redirect("section", code=code, key=added.key)


@for_team(*WRITERS)
@require_POST
def move_section(request: Asking, code: str, key: str) -> HttpResponse:
    note.move_section(
        _section(request, code, key), by=request.holder, up=request.POST.get("where") == "up", today=today()
    )
    return redirect("concept", code=code)


@for_team(*WRITERS)
@require_POST
def remove_section(request: Asking, code: str, key: str) -> HttpResponse:
    note.remove_section(_section(request, code, key), by=request.holder, today=today())
    messages.info(request, _("Section removed from the note. It can be brought back below."))
    return redirect("concept", code=code)


@for_team(*WRITERS)
@require_POST
def bring_back_section(request: Asking, code: str, key: str) -> HttpResponse:
    note.bring_back_section(_section(request, code, key), by=request.holder, today=today())
    messages.success(request, _("Section brought back."))
    return redirect("concept", code=code)


LINES: dict[str, type[LineOfNote]] = {"objectives": Objective, "themes": Theme, "lenses": Lens}


@for_team(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: Asking, code: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    initial = {name: "\n".join(row.words for row in getattr(meeting, name).all()) for name in LINES}
    form = Lists(posted(request), initial=initial)
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: _write_lists(request, meeting, form))
    ):
        messages.success(request, _("Lists saved."))
        return redirect("concept", code=code)
    return render(request, "concept/lists.html", {"form": form, "meeting": meeting})


def _write_lists(request: Asking, meeting: Meeting, form: Lists) -> None:
    for name, kind in LINES.items():
        note.write_lines(meeting, kind, form.cleaned_data[name], by=request.holder, today=today())


KINDS: dict[str, Any] = {
    "partner": Partner,
    "contact": Contact,
    "footnote": Footnote,
    "quotation": Quotation,
}


HEADINGS = {
    "partner": (_lazy("Add a partner"), _lazy("Partner")),
    "contact": (_lazy("Add a contact"), _lazy("Contact")),
    "footnote": (_lazy("Add a footnote"), _lazy("Footnote")),
    "quotation": (_lazy("Add a quotation"), _lazy("Quotation")),
}


@for_team(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def part(request: Asking, code: str, kind: str, key: str | None = None) -> HttpResponse:
    """Add or change a partner, contact, footnote or quotation."""
    meeting = meeting_of(request, code)
    row = get_object_or_404(KINDS[kind], meeting=meeting, key=key) if key else KINDS[kind](meeting=meeting)
    row.meeting = meeting
    form_class = PARTS[kind]
    initial = {name: getattr(row, name) for name in form_class.base_fields} if key else None
    form = form_class(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid() and tried(form, lambda: _write_part(request, row, form)):
        messages.success(request, _("Saved."))
        return redirect("concept", code=code)
    adding, changing = HEADINGS[kind]
    heading = changing if key else adding
    context = {
        "form": form,
        "meeting": meeting,
        "kind": kind,
        "row": row if key else None,
        "heading": heading,
    }
    return render(request, "concept/part.html", context)


def _write_part(request: Asking, row: Any, form: Any) -> None:
    note.write_part(row, by=request.holder, today=today(), **form.cleaned_data)


@for_team(*WRITERS)
@require_POST
def remove_part(request: Asking, code: str, kind: str, key: str) -> HttpResponse:
    """Taken out at once; what it held stays in the session for one undo."""
    row = get_object_or_404(KINDS[kind], meeting=meeting_of(request, code), key=key)
    held = note.take_out_part(row, by=request.holder, today=today())
    request.session["taken_out"] = {"code": code, "kind": kind, "held": held}
    messages.info(request, _("Removed. You can put it back below."))
    return redirect("concept", code=code)


@for_team(*WRITERS)
@require_POST
def put_back_part(request: Asking, code: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    taken = request.session.pop("taken_out", None)
    if taken and taken["code"] == code:
        note.write_part(
            KINDS[taken["kind"]](meeting=meeting), by=request.holder, today=today(), **taken["held"]
        )
        messages.success(request, _("Put back."))
    return redirect("concept", code=code)
