"""One point that stands: said otherwise, struck, put back. Whoever comes second reads first what stands there now."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from underrose.access.audience import for_team, words_stay_in_the_browser
from underrose.access.holders import Asking
from underrose.dialogue import note_page, rules
from underrose.dialogue.actions import capture as actions
from underrose.dialogue.forms import PointFacts
from underrose.dialogue.models import TAKING, Point
from underrose.dialogue.note_page import Place
from underrose.dialogue.views.asking import place_of, tried
from underrose.dialogue.views.taking import PART
from underrose.kit.refusals import Refused

FIELDS = ("kind", "words", "theme", "agreement", "voices", "lens", "revision")


@for_team(*TAKING, second_factor=True)
@words_stay_in_the_browser
@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
def reword(request: Asking, code: str, key: UUID, point: UUID) -> HttpResponse:
    """The point as a form. With the part asked for, the form alone; and after saving the point as it stands."""
    place = place_of(request, code, key)
    row = Point.objects.filter(note=place.note, pk=point).select_related("note").first()
    if row is None and request.method != "POST":
        raise Http404
    posted = request.POST if request.method == "POST" else None
    initial = {name: getattr(row, name) for name in FIELDS} if row else {}
    form = PointFacts(
        posted, themes=place.themes, lenses=place.lenses, initial=initial, auto_id=f"point-{point}-%s"
    )
    if posted is not None and form.is_valid() and _saved(form, row):
        return _shown(request, place, point)
    return _asked(request, place, form, row)


def _saved(form: PointFacts, row: Point | None) -> bool:
    if row is None:
        form.add_error(None, rules.gone())
        return False
    revision = form.cleaned_data["revision"] or 0
    return tried(form, lambda: actions.reword(row, revision=revision, facts=form.facts()))


def _asked(request: Asking, place: Place, form: PointFacts, row: Point | None) -> HttpResponse:
    """The form; and where somebody was faster, what they wrote above it."""
    theirs = None
    if form.is_bound and row is not None and row.revision != form.cleaned_data.get("revision"):
        theirs = note_page.row(place, row)
        form.catch_up(row.revision)
    context = {"place": place, "meeting": place.meeting, "note": place.note, "form": form, "theirs": theirs}
    context |= {"kinds": note_page.kinds(), "is_gone": row is None}
    status = HTTPStatus.CONFLICT if form.is_bound else HTTPStatus.OK
    template = "dialogue/reword_form.html" if PART in request.headers else "dialogue/reword.html"
    return render(request, template, context, status=status)


@for_team(*TAKING, second_factor=True)
@require_POST
def strike(request: Asking, code: str, key: UUID, point: UUID) -> HttpResponse:
    """Take a point out; it can be put back until the notes are sealed."""
    return _pressed(request, place_of(request, code, key), point, actions.strike)


@for_team(*TAKING, second_factor=True)
@require_POST
def unstrike(request: Asking, code: str, key: UUID, point: UUID) -> HttpResponse:
    return _pressed(request, place_of(request, code, key), point, actions.unstrike)


def _pressed(request: Asking, place: Place, key: UUID, act: Callable[..., Point]) -> HttpResponse:
    """Do it once: a second press finds the point changed, and shows it as it stands."""
    row = Point.objects.filter(note=place.note, pk=key).select_related("note").first()
    sentence = ""
    if row is None:
        sentence = rules.gone()
    else:
        try:
            act(row, revision=_revision(request))
        except Refused:
            sentence = rules.may_take(place.note) or _(
                "Somebody changed this point meanwhile. It stands as below."
            )
    return _shown(request, place, key, sentence)


def _revision(request: Asking) -> int:
    said = request.POST.get("revision", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0  # noqa: PLR2004 - no point is reworded a billion times


def _shown(request: Asking, place: Place, key: UUID, sentence: str = "") -> HttpResponse:
    """The point as it stands now: its row for a page that asks for the part, else the whole list."""
    if PART not in request.headers:
        return redirect("note", code=place.meeting.code, key=place.note.pk)
    row = Point.objects.filter(note=place.note, pk=key).select_related("note").first()
    context = {"place": place, "meeting": place.meeting, "note": place.note, "sentence": sentence}
    if row is None:
        return render(request, "dialogue/point.html", context | {"row": None})
    return render(request, "dialogue/point.html", context | {"row": note_page.row(place, row)})
