"""A rapporteur's notes that were written elsewhere: read from a file, looked at with the guard, taken as points."""

import random
from dataclasses import dataclass
from typing import Any
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
from underrose.dialogue import beside_the_text, brought, brought_page, pictures, rules
from underrose.dialogue.actions import capture, checking
from underrose.dialogue.brought_page import MOST, Line
from underrose.dialogue.models import TAKING
from underrose.dialogue.note_page import Place
from underrose.dialogue.pictures import Picture
from underrose.dialogue.reading_forms import NotesToTake
from underrose.dialogue.views.asking import place_of, tried
from underrose.dialogue.views.weighing import time_weighed, weighed
from underrose.kit.refusals import Refused
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
    found = _proposed(request, place, form) if form.is_bound and form.is_valid() else None
    if found is None:
        context = {"place": place, "meeting": place.meeting, "note": place.note, "form": form}
        return render(request, "dialogue/import_notes.html", context)
    more = {"left_out": found.left_out, "notes": found.notes}
    with time_weighed(request, _letters_of(found.notes)):
        looked = brought_page.of(place, brought_page.read(place, found.notes.points))
        return _page(request, looked | more, found.pictures)


@dataclass(frozen=True, slots=True)
class _File:
    """What was read of a file, and what was not."""

    notes: brought.Notes
    left_out: tuple[str, ...]
    pictures: list[Picture]


def _proposed(request: Asking, place: Place, form: NotesToTake) -> _File | None:
    file = form.cleaned_data["file"]
    themes = {words: key for key, words in place.themes}
    if not tried(form, lambda: weighed(request, checking.A_FILE)):
        return None
    content = file.read()
    try:
        document = reading.read(brought.parted(content, file.name, themes), file.name, may_guess=False)
    except Unreadable as refusal:
        form.add_error("file", refusal.sentence)
        return None
    found = brought.notes(document, themes)
    if not found.points:
        form.add_error("file", _("No paragraph was found in this file. Nothing was taken."))
        return None
    if len(found.points) > MOST:
        said = _("This file has %(number)d paragraphs, more than a session brings. Please bring it in parts.")
        form.add_error("file", said % {"number": len(found.points)})
        return None
    if not tried(form, lambda: weighed(request, _letters_of(found))):
        return None
    shown = pictures.drawn(place.meeting, "file", beside_the_text.of(content, file.name, document))
    seen = {document.pictures, document.drawings}
    return _File(found, tuple(said for said in document.left_out if said not in seen), shown)


def _letters_of(notes: brought.Notes) -> int:
    return brought_page.letters(one.words for one in notes.points)


def _answered(request: Asking, place: Place) -> HttpResponse:
    """The list came back: to be taken, or with a wording taken over, with something chosen for all, or to be looked at again."""
    lines = brought_page.sent(request.POST)
    if "take" in request.POST:
        return _taken(request, place, lines)
    if "for_all" in request.POST:
        lines = brought_page.for_all(lines, request.POST)
    letters = brought_page.letters(line.words for line in lines)
    try:
        weighed(request, letters)
    except Refused as refusal:
        return _page(request, brought_page.unread(place, lines, refusal.sentence))
    with time_weighed(request, letters):
        if pressed := request.POST.get("fix"):
            lines = brought_page.with_wording(place, lines, pressed)
        return _page(request, brought_page.of(place, lines))


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
    letters = brought_page.letters(line.words for line in lines if line.id in done.refused)
    try:
        weighed(request, letters)
    except Refused as refusal:
        return _page(request, brought_page.unread(place, lines, refusal.sentence, done.refused))
    with time_weighed(request, letters):
        return _page(request, brought_page.of(place, lines, done.refused))


def _page(request: Asking, context: dict[str, Any], drawn: list[Picture] | None = None) -> HttpResponse:
    """The list with the pictures of its file; or, for the script of the page, the one point that was changed."""
    if PART in request.headers:
        return render(request, "dialogue/brought_lines.html", context | {"is_part": True})
    place: Place = context["place"]
    shown = pictures.sent(place.meeting, request.POST) if drawn is None else drawn
    answer = render(request, "dialogue/import_notes.html", context | {"pictures": shown})
    return pictures.shown_in(answer, shown)
