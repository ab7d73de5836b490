"""The notes of one session: the line, the points below it, and what lets the page work without a connection."""

import hashlib
import random
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.contrib.staticfiles import finders
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.access.audience import for_team, words_stay_in_the_browser
from underrose.access.holders import Asking
from underrose.dialogue import checked_page, guard, note_page, rules, tickets
from underrose.dialogue.actions import capture as actions
from underrose.dialogue.actions.capture import Taken
from underrose.dialogue.forms import ID_LENGTH, PointFacts
from underrose.dialogue.models import TAKING, WHOLE
from underrose.dialogue.note_page import Place, Shown
from underrose.dialogue.release import were_destroyed
from underrose.dialogue.views.asking import meeting_of, place_of, today
from underrose.kit.numbers import whole
from underrose.kit.refusals import Refused

WORKER = "dialogue/worker.js"
MOST_HINTS = 3
PART = "X-Part"
SEEN = "X-Seen"
KEPT = ("kind", "theme", "lens")
"""What goes on for the next point; agreement and voices are chosen anew."""
NOTHING: Mapping[str, str] = MappingProxyType({})


@for_team(*TAKING, second_factor=True)
@words_stay_in_the_browser
@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: Asking, code: str, key: UUID) -> HttpResponse:
    """Write a line, and read what stands. With a script the line goes to `capture`, closed; without one it comes here."""
    try:
        place = place_of(request, code, key)
    except Refused as refusal:
        return _ended(request, code, key, refusal)
    kept = {name: value for name in KEPT if (value := request.GET.get(name, ""))}
    form = _form(place, request.POST if request.method == "POST" else None, kept)
    if request.method == "POST" and form.is_valid() and _handed_in(request, place, form):
        return _written(place, form)
    status = HTTPStatus.OK if not form.errors else HTTPStatus.UNPROCESSABLE_ENTITY
    return _page(request, place, form, Shown.asked(request.GET), status)


def _ended(request: Asking, code: str, key: UUID, refusal: Refused) -> HttpResponse:
    """Once the words were destroyed a window that is still open empties itself, and nothing stays on its device."""
    meeting = meeting_of(request, code)
    if not were_destroyed(meeting):
        raise refusal
    context = {"meeting": meeting, "key": key, "sentence": refusal.sentence}
    return render(request, "dialogue/gone.html", context, status=HTTPStatus.GONE)


def _page(
    request: Asking, place: Place, form: PointFacts, shown: Shown, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    ticket = tickets.issue(place.note, today()) if place.note.is_open else ""
    context = note_page.points(place, shown) | {"form": form, "kinds": note_page.kinds(), "ticket": ticket}
    context |= {
        "is_whole": request.holder.may(*WHOLE, meeting_code=place.meeting.code),
        "may_reopen": not rules.may_reopen(place.note, request.holder),
        "waited": whole(request.GET.get("waited", "")),
    }
    return render(request, "dialogue/note.html", context, status=status)


def _form(place: Place, posted: Any, kept: Mapping[str, str] = NOTHING) -> PointFacts:
    initial = {"kind": note_page.kinds()[0]["value"], **kept}
    return PointFacts(posted, themes=place.themes, lenses=place.lenses, initial=initial)


def _handed_in(request: Asking, place: Place, form: PointFacts) -> bool:
    """Of the form's own key and its words the id is made: pressed twice it is one point, changed it is another."""
    facts = form.facts()
    said = "|".join((request.POST.get("once", ""), facts.kind, facts.theme, facts.words))
    drawn = hashlib.sha256(said.encode()).hexdigest()[:ID_LENGTH]
    one = Taken(
        id=drawn,
        kind=facts.kind,
        words=facts.words,
        theme=facts.theme,
        lens=facts.lens,
        agreement=facts.agreement,
        voices=facts.voices,
    )
    became = actions.take(place.note, [one], rng=random.SystemRandom())
    if drawn in became.refused:
        form.add_error(None, became.refused[drawn])
    return drawn in became.taken


def _written(place: Place, form: PointFacts) -> HttpResponseRedirect:
    """Back to an empty line that goes on with the same kind, theme and lens. No message: it would stand in the session with its hour."""
    address = reverse("note", args=[place.meeting.code, place.note.pk])
    kept = {name: value for name in KEPT if (value := form.cleaned_data[name])}
    return redirect(f"{address}?{urlencode(kept | {'taken': 'yes'})}")


@for_team(*TAKING, second_factor=True)
@words_stay_in_the_browser
@sensitive_post_parameters("q")
@require_http_methods(["GET", "HEAD", "POST"])
def note_points(request: Asking, code: str, key: UUID) -> HttpResponse:
    """The list alone, for the page that asks every few seconds; and what is searched, by POST, so that no address holds it."""
    try:
        place = place_of(request, code, key)
    except Refused as refusal:
        return _ended(request, code, key, refusal)
    asked = request.POST if request.method == "POST" else request.GET
    if PART not in request.headers:
        return _page(request, place, _form(place, None), Shown.asked(asked))
    if request.headers.get(SEEN) == note_page.mark(place.note):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return render(request, "dialogue/points.html", note_page.points(place, Shown.asked(asked)))


@for_team(*TAKING, second_factor=True)
@words_stay_in_the_browser
@sensitive_post_parameters("words")
@require_POST
def look_at_line(request: Asking, code: str, key: UUID) -> HttpResponse:
    """What the guard finds in a line while it is typed. Nothing of it is kept."""
    place = place_of(request, code, key)
    words = request.POST.get("words", "")[: rules.LONGEST].replace("\r\n", "\n")
    checked = guard.look_at_point(place.meeting, words, regimes=place.note.regimes)
    lines = checked_page.of(checked, words).lines
    context = {"shown": lines[:MOST_HINTS], "more": len(lines[MOST_HINTS:])}
    return render(request, "dialogue/hints.html", context)


@for_team(*TAKING, second_factor=True)
@require_safe
def note_print(request: Asking, code: str, key: UUID) -> HttpResponse:
    """All points that stand, on paper."""
    place = place_of(request, code, key)
    context = {"place": place, "meeting": place.meeting, "note": place.note}
    return render(request, "dialogue/print.html", context | {"kinds": list(note_page.printed(place))})


@for_team(*TAKING, second_factor=True)
@require_safe
def note_ticket(request: Asking, code: str, key: UUID) -> JsonResponse:
    """A new ticket, for a page that was opened without a connection or stayed open for days."""
    try:
        place = place_of(request, code, key)
        rules.require(rules.may_take(place.note))
    except Refused as refusal:
        return JsonResponse({"sentence": refusal.sentence}, status=HTTPStatus.CONFLICT)
    return JsonResponse({"ticket": tickets.issue(place.note, today())})


@for_team(*TAKING, second_factor=True)
@require_safe
def note_shell(request: Asking, code: str, key: UUID) -> HttpResponse:
    """What opens without a connection: a line to write on, and not a word of the meeting."""
    place = place_of(request, code, key)
    themes, lenses = note_page.by_number(place.themes), note_page.by_number(place.lenses)
    form = PointFacts(
        initial={"kind": note_page.kinds()[0]["value"]},
        themes=[(key, "") for key, _at in themes],
        lenses=lenses,
    )
    context = {"code": code, "note": place.note, "form": form, "kinds": note_page.kinds()}
    context |= {"which": note_page.which(place), "has_numbers": bool(themes or lenses)}
    return render(request, "dialogue/shell.html", context)


@for_team(*TAKING, second_factor=True)
@require_safe
def note_worker(request: Asking, code: str, key: UUID) -> HttpResponse:
    """The script that opens the page without a connection. It stands here because it may serve no other page."""
    place_of(request, code, key)
    found = finders.find(WORKER)
    assert isinstance(found, str)
    return HttpResponse(Path(found).read_bytes(), content_type="text/javascript; charset=utf-8")
