"""A rapporteur's notes that were written elsewhere: read from a file, looked at with the guard, taken as points."""

import random
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from underrose.access.audience import for_team, words_stay_in_the_browser
from underrose.access.holders import Asking
from underrose.dialogue import brought, checked_page, guard, rules
from underrose.dialogue.actions import capture
from underrose.dialogue.actions.capture import Taken
from underrose.dialogue.models import TAKING, Kind
from underrose.dialogue.note_page import Place
from underrose.dialogue.reading_forms import NotesToTake
from underrose.dialogue.views.asking import place_of
from underrose.methods.documents import reading
from underrose.methods.documents.intake import Unreadable

MOST = 300
"""Points of one file: more than any session brings."""


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
    if "take" in request.POST:
        return _taken(request, place)
    form = NotesToTake(request.POST, request.FILES) if request.method == "POST" else NotesToTake()
    found = _proposed(form) if form.is_bound and form.is_valid() else None
    if found is None:
        return render(request, "dialogue/import_notes.html", {"place": place, **_named(place), "form": form})
    lines = [_line(place, uuid4().hex, one.kind.value, one.words) for one in found]
    return _page(request, place, lines)


def _named(place: Place) -> dict[str, Any]:
    return {"meeting": place.meeting, "note": place.note}


def _proposed(form: NotesToTake) -> list[brought.Proposal] | None:
    file = form.cleaned_data["file"]
    try:
        found = brought.proposals(reading.read(file.read(), file.name))
    except Unreadable as refusal:
        form.add_error("file", refusal.sentence)
        return None
    if not found:
        form.add_error("file", _("No paragraph was found in this file. Nothing was taken."))
        return None
    if len(found) > MOST:
        said = _("This file has %(number)d paragraphs, more than a session brings. Please bring it in parts.")
        form.add_error("file", said % {"number": len(found)})
        return None
    return found


def _line(place: Place, drawn: str, kind: str, words: str, sentence: str = "") -> dict[str, Any]:
    checked = guard.look_at_point(place.meeting, words, regimes=place.note.regimes)
    return {
        "id": drawn,
        "kind": kind,
        "words": words,
        "found": checked_page.of(checked, words),
        "sentence": sentence,
    }


def _taken(request: Asking, place: Place) -> HttpResponse:
    """Those that are ticked. Sent twice they are taken once; what is refused stays on the page with its sentence."""
    sent = list(_sent(request.POST))
    done = capture.take(place.note, sent, rng=random.SystemRandom())
    number = len(done.taken)
    if number:
        words = ngettext("%(number)d point was taken.", "%(number)d points were taken.", number)
        messages.success(request, words % {"number": number})
    if not done.refused:
        return redirect("note", code=place.meeting.code, key=place.note.pk)
    left = [
        _line(place, one.id, one.kind, one.words, done.refused[one.id])
        for one in sent
        if one.id in done.refused
    ]
    return _page(request, place, left)


def _sent(said: QueryDict) -> Iterator[Taken]:
    for drawn in said.getlist("id")[:MOST]:
        if said.get(f"take-{drawn}"):
            yield Taken(id=drawn, kind=said.get(f"kind-{drawn}", ""), words=said.get(f"words-{drawn}", ""))


def _page(request: Asking, place: Place, lines: list[dict[str, Any]]) -> HttpResponse:
    context = {"place": place, **_named(place), "lines": lines, "kinds": Kind.choices}
    return render(request, "dialogue/import_notes.html", context)
