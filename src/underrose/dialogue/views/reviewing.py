"""Reading points before they leave: one after the other against the guard, cleared or withheld, then let out by two."""

import random
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.access.audience import for_team, words_stay_in_the_browser
from underrose.access.holders import Asking
from underrose.access.roles import Role
from underrose.dialogue import checked_page, guard, review_page, rules
from underrose.dialogue.actions import releasing
from underrose.dialogue.actions.sealing import subject_of
from underrose.dialogue.forms import PointFacts
from underrose.dialogue.held_regimes import under_what_holds
from underrose.dialogue.models import WHOLE, Agreement, Point, Voices
from underrose.dialogue.note_page import Place
from underrose.dialogue.views.asking import done, place_of, tell_what_is_owed, today, tried
from underrose.kit.numbers import whole
from underrose.kit.refusals import Refused, require
from underrose.methods.attribution.agreement import Overclaim, overclaims


@for_team(*WHOLE, second_factor=True)
@require_safe
def review(request: Asking, code: str, key: UUID) -> HttpResponse:
    """All points of a session, and how far they are on their way out."""
    place = _place(request, code, key)
    return render(request, "dialogue/review.html", review_page.of(place, request.holder))


@for_team(*WHOLE, second_factor=True)
@words_stay_in_the_browser
@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
def review_point(request: Asking, code: str, key: UUID, point: UUID) -> HttpResponse:
    """One point, its wording, and beside it what the guard finds in that."""
    place = _place(request, code, key)
    held = _point(place, point)
    if refusal := rules.may_clear(place.note, request.holder):
        messages.error(request, refusal)
        return redirect("note", code=code, key=key)
    form = PointFacts(
        request.POST if request.method == "POST" else _initial(held), themes=place.themes, lenses=place.lenses
    )
    if request.method == "POST":
        for name, act in _ACTS.items():
            if name in request.POST and (answer := act(request, place, held, form)) is not None:
                return answer
    return _page(request, place, held, form)


def _place(request: Asking, code: str, key: UUID) -> Place:
    """Under every rule that holds by now: one that was tightened after the seal may let nothing out."""
    place = place_of(request, code, key)
    under_what_holds([place.note])
    return place


def _point(place: Place, key: UUID) -> Point:
    found = Point.objects.filter(note=place.note).standing().select_related("note")
    return get_object_or_404(found, pk=key)


def _initial(point: Point) -> dict[str, Any]:
    names = ("kind", "theme", "lens", "agreement", "voices", "revision")
    return {name: getattr(point, name) for name in names} | {"words": point.cleared or point.words}


def _cleared(request: Asking, place: Place, point: Point, form: PointFacts) -> HttpResponse | None:
    if not form.is_valid():
        return None
    revision, facts = form.cleaned_data["revision"] or 0, form.facts()
    if not tried(form, lambda: releasing.clear(point, revision=revision, facts=facts, by=request.holder)):
        form.catch_up(Point.objects.get(pk=point.pk).revision)
        return None
    return _onward(request, place, point, _("Cleared."))


def _withheld(request: Asking, place: Place, point: Point, form: PointFacts) -> HttpResponse | None:
    revision = _revision(form)
    if not done(
        request,
        lambda: releasing.withhold(point, revision=revision, by=request.holder),
        _("Withheld: this point stays in the room, and is destroyed with it."),
    ):
        return None
    return _onward(request, place, point, "")


def _twin_withheld(request: Asking, place: Place, point: Point, _form: PointFacts) -> None:
    """The other of two points that say the same stays in the room; this one goes on being read."""
    pressed = request.POST["withhold_twin"]
    for twin in review_page.twins(place.note, point):
        if review_page.as_read(twin) == pressed:
            done(
                request,
                partial(releasing.withhold, twin, revision=twin.revision, by=request.holder),
                _("The other was withheld: it stays in the room, and is destroyed with it."),
            )


def _again(request: Asking, place: Place, point: Point, form: PointFacts) -> HttpResponse | None:
    revision = _revision(form)
    if not done(
        request,
        lambda: releasing.read_again(point, revision=revision, by=request.holder),
        _("This point is to be read again."),
    ):
        return None
    return redirect("review_point", code=place.meeting.code, key=place.note.pk, point=point.pk)


def _fixed(request: Asking, place: Place, _point: Point, form: PointFacts) -> None:
    """A wording is taken over into the form; nothing is saved yet."""
    words, (mark, _dot, number) = _words(form), request.POST["fix"].partition(".")
    checked = guard.look_at_point(place.meeting, words, regimes=place.note.regimes)
    text = checked_page.with_fix(checked, words, mark, whole(number, otherwise=-1))
    if text is None:
        messages.warning(
            request, _("The text was changed since. These are its findings now; nothing was replaced.")
        )
        return
    form.data = {**form.data.dict(), "words": text}  # type: ignore[attr-defined]  # a QueryDict


def _dismissed(request: Asking, place: Place, point: Point, form: PointFacts) -> None:
    """The finding in the wording as it stands in the form is left as it is."""
    mark, subject = request.POST["dismiss"], subject_of(point.pk)
    words = _words(form)
    checked = guard.check_point(place.meeting, subject, words, regimes=place.note.regimes)
    reason = request.POST.get(f"reason-{mark}", "")
    try:
        require("" if _may_be_left(place, checked, words, mark) else rules.no_name_in_full())
        guard.dismiss(place.meeting, subject, mark, reason, by=request.holder, today=today())
    except Refused as refusal:
        messages.error(request, refusal.sentence)


def _may_be_left(place: Place, checked: guard.Checked, words: str, mark: str) -> bool:
    found = next((one for one in checked.findings if one.mark == mark), None)
    is_whole = found is not None and rules.is_name_in_full(found.leak, words[found.start : found.end])
    return not (is_whole and rules.names_nobody(place.note))


def _opened(request: Asking, place: Place, point: Point, form: PointFacts) -> None:
    mark, subject = request.POST["open"], subject_of(point.pk)
    guard.check_point(place.meeting, subject, _words(form), regimes=place.note.regimes)
    try:
        guard.take_up_again(place.meeting, subject, mark)
    except Refused as refusal:
        messages.error(request, refusal.sentence)


_ACTS: dict[str, Callable[[Asking, Place, Point, PointFacts], HttpResponse | None]] = {
    "clear": _cleared,
    "withhold": _withheld,
    "again": _again,
    "withhold_twin": _twin_withheld,
    "fix": _fixed,
    "dismiss": _dismissed,
    "open": _opened,
}


def _words(form: PointFacts) -> str:
    return str(form.data.get("words", ""))[: rules.LONGEST].replace("\r\n", "\n")


def _revision(form: PointFacts) -> int:
    said = str(form.data.get("revision", ""))
    return whole(said)


def _onward(request: Asking, place: Place, point: Point, sentence: str) -> HttpResponse:
    """To the next point that is to be read, or back to the list when none is."""
    if sentence:
        messages.success(request, sentence)
    if following := review_page.next_to_read(place.note, point):
        return redirect("review_point", code=place.meeting.code, key=place.note.pk, point=following.pk)
    return redirect("review", code=place.meeting.code, key=place.note.pk)


def _page(request: Asking, place: Place, point: Point, form: PointFacts) -> HttpResponse:
    words = _words(form)
    checked = guard.check_point(place.meeting, subject_of(point.pk), words, regimes=place.note.regimes)
    context: dict[str, Any] = {
        "meeting": place.meeting,
        "note": place.note,
        "place": place,
        "point": point,
        "form": form,
        "may_dismiss": True,
        "names_nobody": rules.names_nobody(place.note),
        "may_name": request.holder.may(Role.PROGRAMME_DIRECTOR, meeting_code=place.meeting.code),
        "page_keys": "dialogue/review_keys.html",
        "twins": review_page.twins(place.note, point),
        "following": review_page.next_to_read(place.note, point),
        "left": sum(one.state == "taken" for one in review_page.standing(place.note)),
    }
    if mark := request.POST.get("who", ""):
        context |= _named(request, place, words, mark)
    context["overclaims"] = _overclaims(
        words, str(form["agreement"].value() or ""), str(form["voices"].value() or "")
    )
    return render(request, "dialogue/review_point.html", context | _found(request, checked, words))


def _overclaims(words: str, agreement: str, voices: str) -> tuple[Overclaim, ...]:
    """Words that claim more than was noted of this point; none where nothing was noted."""
    level = agreement if agreement in Agreement.values else None
    band = voices if voices in Voices.values else None
    return overclaims(words, level, band, words=_)


def _named(request: Asking, place: Place, words: str, mark: str) -> dict[str, Any]:
    try:
        names = guard.candidates(
            place.meeting, words, mark, regimes=place.note.regimes, by=request.holder, today=today()
        )
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return {}
    return {"named": mark, "names": names}


def _found(request: Asking, checked: guard.Checked, words: str) -> dict[str, Any]:
    asked = checked_page.Asked.of(request.POST)
    return {
        "found": checked_page.of(checked, words, asked),
        "text": words,
        "is_checked": bool(words.strip()),
        "editor": "id_words",
    }


@for_team(*WHOLE, second_factor=True)
@words_stay_in_the_browser
@sensitive_post_parameters("words")
@require_POST
def look_at_point(request: Asking, code: str, key: UUID) -> HttpResponse:
    """The findings alone, while the wording is typed."""
    place = _place(request, code, key)
    words = request.POST.get("words", "")[: rules.LONGEST].replace("\r\n", "\n")
    checked = guard.look_at_point(place.meeting, words, regimes=place.note.regimes)
    claimed = _overclaims(words, request.POST.get("agreement", ""), request.POST.get("voices", ""))
    context = {"meeting": place.meeting, "overclaims": claimed, **_found(request, checked, words)}
    return render(request, "dialogue/found.html", context)


# --- letting out ----------------------------------------------------------------------------------


@for_team(*WHOLE, second_factor=True)
@require_POST
def let_out(request: Asking, code: str, key: UUID) -> HttpResponse:
    """The first person says that these points may leave; the second, where the regime asks for one, lets them."""
    place = _place(request, code, key)
    acts = {"ask": releasing.ask_release, "confirm": releasing.confirm_release}
    act = acts.get(request.POST.get("act", ""))
    if request.POST.get("act") == "take_back":
        releasing.take_back_request(place.note, by=request.holder)
    if act is None:
        return redirect("review", code=code, key=key)
    try:
        number = act(
            place.note,
            basis=request.POST.get("basis", ""),
            read=request.POST.getlist("read"),
            by=request.holder,
            today=today(),
            rng=random.SystemRandom(),
        )
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("review", code=code, key=key)
    if not number:
        messages.success(request, _("Asked. A colleague reads the points too, and lets them out."))
        return redirect("review", code=code, key=key)
    sentence = ngettext("%(number)d point was released.", "%(number)d points were released.", number)
    messages.success(request, sentence % {"number": number})
    tell_what_is_owed(request)
    return redirect("released", code=code)
