"""A rapporteur's notes that were written elsewhere: read from a file, looked at with the guard, taken as points."""

import random
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from underrose.access.audience import for_team, words_stay_in_the_browser
from underrose.access.holders import Asking
from underrose.dialogue import brought, brought_page, rules
from underrose.dialogue.actions import capture
from underrose.dialogue.brought_page import MOST, Line
from underrose.dialogue.models import TAKING
from underrose.dialogue.note_page import Place
from underrose.dialogue.reading_forms import NotesToTake
from underrose.dialogue.views.asking import place_of
from underrose.methods.documents import reading
from underrose.methods.documents.intake import Unreadable

PART = "X-Part"


@for_team(*TAKING, second_factor=True)
@words_stay_in_the_browser
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def import_notes(request: Asking, code: str, key: UUID) -> HttpResponse:
    """First the file, then its points with what the guard says of each; only what stays ticked is taken."""
    place = place_of(request, code, key)
    if refusal := rules.may_take(place.note):
        messages.error(request, refusal)
        return redirect("note", code=code, key=key)
    if "id" in request.POST:
        return _answered(request, place)
    form = NotesToTake(request.POST, request.FILES) if request.method == "POST" else NotesToTake()
    found = _proposed(place, form) if form.is_bound and form.is_valid() else None
    if found is None:
        context = {"place": place, "meeting": place.meeting, "note": place.note, "form": form}
        return render(request, "dialogue/import_notes.html", context)
    context = brought_page.of(place, brought_page.read(place, found.points)) | {
        "left_out": form.left_out,
        "notes": found,
    }
    return render(request, "dialogue/import_notes.html", context)


def _proposed(place: Place, form: NotesToTake) -> brought.Notes | None:
    file = form.cleaned_data["file"]
    themes = {words: key for key, words in place.themes}
    try:
        raw = brought.parted(file.read(), file.name, themes)
        document = reading.read(raw, file.name, may_guess=False)
    except Unreadable as refusal:
        form.add_error("file", refusal.sentence)
        return None
    form.left_out, found = document.left_out, brought.notes(document, themes)
    if not found.points:
        form.add_error("file", _("No paragraph was found in this file. Nothing was taken."))
        return None
    if len(found.points) > MOST:
        said = _("This file has %(number)d paragraphs, more than a session brings. Please bring it in parts.")
        form.add_error("file", said % {"number": len(found.points)})
        return None
    return found


def _answered(request: Asking, place: Place) -> HttpResponse:
    """The list came back: to be taken, or with a wording taken over, with something chosen for all, or to be looked at again."""
    lines = brought_page.sent(request.POST)
    if "take" in request.POST:
        return _taken(request, place, lines)
    if pressed := request.POST.get("fix"):
        lines = brought_page.with_wording(place, lines, pressed)
    if "for_all" in request.POST:
        lines = brought_page.for_all(lines, request.POST)
    # The script of the page asks for the one point that was changed.
    template = "dialogue/brought_lines.html" if PART in request.headers else "dialogue/import_notes.html"
    return render(request, template, brought_page.of(place, lines))


def _taken(request: Asking, place: Place, lines: list[Line]) -> HttpResponse:
    """Those that are ticked. Sent twice they are taken once; what is refused stays on the page with its sentence."""
    themes, lenses = ([key for key, _words in rows] for rows in (place.themes, place.lenses))
    ticked = [line.taken(themes, lenses) for line in lines if line.is_ticked]
    done = capture.take(place.note, ticked, rng=random.SystemRandom())
    number = len(done.taken)
    if number:
        words = ngettext("%(number)d point was taken.", "%(number)d points were taken.", number)
        messages.success(request, words % {"number": number})
    if not done.refused:
        return redirect("note", code=place.meeting.code, key=place.note.pk)
    return render(request, "dialogue/import_notes.html", brought_page.of(place, lines, done.refused))
