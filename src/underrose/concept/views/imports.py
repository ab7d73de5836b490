"""Import of a note on the desk: a file goes in, what was understood is looked at side by side, then a meeting opens."""

from dataclasses import replace

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from underrose.access.audience import for_team
from underrose.access.holders import Asking
from underrose.access.roles import Role
from underrose.concept import as_written, kept_documents, understood
from underrose.concept.actions import imports
from underrose.concept.actions.meetings import random_code
from underrose.concept.concept_note import ConceptNote, NotePartner
from underrose.concept.forms.imports import ImportNote, ReviewNote
from underrose.concept.models import ImportedNote, Meeting
from underrose.concept.note.linter import lint, offers
from underrose.concept.note.model import NoteReading
from underrose.concept.note.reading import understand
from underrose.concept.views.asking import account_of, posted, today
from underrose.context import gazetteer
from underrose.kit import once
from underrose.kit.refusals import Refused
from underrose.methods.documents.intake import Unreadable
from underrose.methods.documents.model import Document
from underrose.methods.documents.reading import read


@for_team(Role.PROGRAMME_DIRECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def take_in(request: Asking) -> HttpResponse:
    form = ImportNote(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        document = _read(form, "file")
        page = _read(form, "page") if form.cleaned_data["page"] else None
        if document is not None and not form.errors:
            kept = _keep(request, form.cleaned_data["file"], document, page)
            return redirect("review_import", key=kept.key)
    waiting = ImportedNote.objects.filter(account=account_of(request), meeting=None)
    return render(request, "concept/import_note.html", {"form": form, "waiting": waiting})


def _read(form: ImportNote, name: str) -> Document | None:
    """The file as a document, or the reason on the form."""
    file: UploadedFile[bytes] = form.cleaned_data[name]
    try:
        return read(_content(file), file.name or "")
    except Unreadable as unreadable:
        form.add_error(name, str(unreadable))
        return None


def _content(file: UploadedFile[bytes]) -> bytes:
    file.seek(0)
    return bytes(file.read())


def _keep(
    request: Asking, file: UploadedFile[bytes], document: Document, page: Document | None
) -> ImportedNote:
    return imports.take_in(
        account=account_of(request),
        name=file.name or "",
        original=_content(file),
        document=document,
        page=page,
        today=today(),
    )


@for_team(Role.PROGRAMME_DIRECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def review(request: Asking, key: str) -> HttpResponse:
    """The note on one side, what was understood on the other. Nothing is kept until the button is pressed."""
    imported = get_object_or_404(ImportedNote, key=key, account=account_of(request))
    if imported.meeting is not None:
        return redirect("concept", code=imported.meeting.code)
    document = kept_documents.from_text(imported.document)
    reading = understand(document, gazetteer.load())
    note = understood.as_note(reading)
    form = ReviewNote(posted(request), initial=_initial(note))
    form.tell_venues(imports.venues_meant(note.venue, request.holder))
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("concept", code=_taken_over(request, form, note, imported).code)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    return render(
        request, "concept/review_import.html", _side_by_side(imported, document, reading, note, form)
    )


def _side_by_side(
    imported: ImportedNote, document: Document, reading: NoteReading, note: ConceptNote, form: ReviewNote
) -> dict[str, object]:
    page = kept_documents.from_text(imported.page) if imported.page else None
    findings = lint(reading, gazetteer.load(), page)
    as_written.with_origins(form, reading)
    return {
        "imported": imported,
        "document": document,
        "source": as_written.shown(document, findings),
        "reading": reading,
        "note": note,
        "form": form,
        "findings": findings,
        "offers": offers(reading),
    }


def _initial(note: ConceptNote) -> dict[str, object]:
    lists = {
        "objectives": note.objectives,
        "lenses": note.lenses,
        "partners": [p.name for p in note.partners],
    }
    own = {name: getattr(note, name, "") for name in ReviewNote.base_fields if name not in lists}
    return {**own, **{name: "\n".join(lines) for name, lines in lists.items()}}


def _taken_over(request: Asking, form: ReviewNote, note: ConceptNote, imported: ImportedNote) -> Meeting:
    found = dict(form.cleaned_data)
    found["code"] = found["code"] or random_code()
    time_zone = found.pop("time_zone")
    lists = {name: _lines(found.pop(name)) for name in ("objectives", "lenses", "partners")}
    known = {partner.name: partner for partner in note.partners}
    corrected = replace(
        note,
        **found,
        objectives=lists["objectives"],
        lenses=lists["lenses"],
        partners=tuple(known.get(name, NotePartner(name, "partnership")) for name in lists["partners"]),
    )
    meeting = imports.take_over(
        corrected, by=request.holder, today=today(), imported=imported, time_zone=time_zone
    )
    messages.success(request, _("The meeting is open. Its first version is the note as imported."))
    return meeting


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


@for_team(Role.PROGRAMME_DIRECTOR)
@require_POST
def discard(request: Asking, key: str) -> HttpResponse:
    imports.discard(get_object_or_404(ImportedNote, key=key, account=account_of(request)))
    messages.info(request, _("The file and what was read of it are gone."))
    return redirect("import_note")
