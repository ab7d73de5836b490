"""What was let out of the room: a list to read, and the same in Word."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from underrose.access.audience import for_team, fresh_file, words_stay_in_the_browser
from underrose.access.door import is_fresh
from underrose.access.holders import Asking
from underrose.concept.models import Meeting
from underrose.dialogue import release, released_page, released_paper, rules, ways
from underrose.dialogue.actions import releasing
from underrose.dialogue.models import WHOLE, Promise, ReleasedPoint
from underrose.dialogue.released_page import Shown
from underrose.dialogue.views.asking import done, meeting_of, tell_what_is_owed, today
from underrose.dialogue.ways import READING
from underrose.kit.refusals import require
from underrose.methods import disclosure
from underrose.methods.disclosure import Regime
from underrose.methods.documents.sheet_word import sheet_docx

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@for_team(*READING, second_factor=True)
@words_stay_in_the_browser
@sensitive_post_parameters("q")
@require_http_methods(["GET", "HEAD", "POST"])
def released(request: Asking, code: str) -> HttpResponse:
    """All that left the room of this meeting. What is searched comes by POST, so that no address holds it."""
    is_search = request.method == "POST"
    shown = Shown.asked(request.POST if is_search else request.GET, may_search=is_search)
    if is_search and not shown.query:
        return redirect(reverse("released", args=[code]) + shown.address)
    return _page(request, code, shown)


@for_team(*READING, second_factor=True)
@fresh_file
@require_safe
def released_word(request: Asking, code: str) -> HttpResponse:
    """To be written on in Word: without author, comments or revisions, as everything that leaves."""
    meeting = meeting_of(request, code)
    found = _found(meeting, _promise(code))
    if not found:
        return redirect("released", code)
    paper = released_paper.sheet(meeting, found, today())
    response = HttpResponse(sheet_docx(paper), content_type=WORD)
    response["Content-Disposition"] = f'attachment; filename="{meeting.code}-released-points.docx"'
    return response


@for_team(*WHOLE, second_factor=True)
@words_stay_in_the_browser
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: Asking, code: str, key: UUID) -> HttpResponse:
    """A point that should not have left: it is shown once more, and asked for, before it goes."""
    meeting = meeting_of(request, code)
    found = next((one for one in _found(meeting, _promise(code)) if one.key == key), None)
    if found is None and request.method == "POST":  # pressed twice, or too late
        is_late = release.were_destroyed(meeting)
        messages.warning(request, rules.were_destroyed() if is_late else rules.was_taken_back())
        return redirect("released", code)
    if found is None:
        raise Http404
    if request.method != "POST":
        stays = any(disclosure.keeps_wording([Regime(one)]) for one in found.regimes)
        context = {"meeting": meeting, "one": found, "may_stay": stays}
        return render(request, "dialogue/take_back.html", context)
    row = get_object_or_404(ReleasedPoint, meeting_code=code, key=key)
    if done(
        request,
        lambda: releasing.take_back(row, by=request.holder, today=today()),
        _("Taken back: this point stands in no list any more, and its words are destroyed."),
    ):
        tell_what_is_owed(request)
    return redirect("released", code)


def _page(request: Asking, code: str, shown: Shown) -> HttpResponse:
    meeting = meeting_of(request, code)
    promise = _promise(code)
    found = _found(meeting, promise)
    context = {
        "meeting": meeting,
        "number": len(found),
        "rule": released_paper.the_rule(found),
        **released_page.listed(released_paper.parts(meeting, found), shown),
        "kept_back": released_paper.kept_back(meeting),
        "promise": promise,
        "may_take_back": request.holder.may(*WHOLE, meeting_code=code),
        "were_destroyed": release.were_destroyed(meeting),
        "is_fresh": is_fresh(request),
        **ways.of(request.holder, code),
    }
    return render(request, "dialogue/released.html", context)


def _found(meeting: Meeting, promise: Promise | None) -> tuple[release.Released, ...]:
    """`Refused` where nobody can open them. Once they were destroyed there are none, and the page says so."""
    require(rules.words_are_gone(str(meeting.pk)) if promise else "")
    return release.released(meeting)


def _promise(code: str) -> Promise | None:
    """Until when all of it is kept; None before anything was begun, and after everything has gone."""
    return Promise.objects.filter(meeting_code=code).first()
