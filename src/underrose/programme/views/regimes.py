"""Regimes on the desk: announced, noted as accepted by the room, explained, and printed."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from underrose.access.audience import for_team
from underrose.access.holders import Asking
from underrose.concept.models import Meeting
from underrose.kit import once
from underrose.methods.documents.sheet_pdf import sheet_pdf
from underrose.methods.documents.sheet_word import sheet_docx
from underrose.programme import announcements, regime_page, regime_papers
from underrose.programme.actions import regimes as actions
from underrose.programme.announcements import regimes_of
from underrose.programme.models import PLANNING, READING, Session
from underrose.programme.programme_paper import PDF, SIZES, WORD
from underrose.programme.views.asking import attached, done, meeting_of, today

PAPERS = {"pdf": (sheet_pdf, PDF), "docx": (sheet_docx, WORD)}


def _session(request: Asking, meeting: Meeting, key: UUID) -> Session:
    """One that has a regime to announce; a meal has none."""
    found = announcements.talking(meeting).filter(pk__in=Session.objects.visible_to(request.holder))
    return get_object_or_404(found.select_related("day", "room"), key=key)


def _size(request: Asking) -> str:
    return SIZES.get(request.GET.get("paper", ""), "a4")


@for_team(*READING)
@require_safe
def regimes(request: Asking, code: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    context = {
        "meeting": meeting,
        "may_plan": request.holder.may(*PLANNING, meeting_code=code),
        **regime_page.of(meeting, today()),
    }
    return render(request, "programme/regimes/regimes.html", context)


@for_team(*READING)
@require_safe
def regime(request: Asking, code: str, key: UUID) -> HttpResponse:
    """One session: what may be said outside, cell by cell, and everything that was announced of it."""
    meeting = meeting_of(request, code)
    session = _session(request, meeting, key)
    context = {
        "meeting": meeting,
        "session": session,
        "may_plan": request.holder.may(*PLANNING, meeting_code=code),
        **regime_page.one_of(meeting, session, today()),
    }
    return render(request, "programme/regimes/regime.html", context)


@for_team(*PLANNING)
@require_POST
@once.acts_once
def announce_regimes(request: Asking, code: str) -> HttpResponse:
    """Of one session, or of all that wait: as they stood on the page whose button was pressed."""
    meeting = meeting_of(request, code)
    keys = _keys(request.POST.get("sessions", ""))
    number: list[int] = []

    def act() -> None:
        basis = request.POST.get("basis", "")
        number.append(actions.announce(meeting, keys, by=request.holder, basis=basis, today=today()))

    done(request, act, lambda: _announced(number[0]))
    return _back(request, code, keys)


def _keys(said: str) -> list[UUID]:
    try:
        return [UUID(one) for one in said.split()]
    except ValueError:
        raise Http404 from None


def _announced(number: int) -> str:
    sentence = ngettext(
        "The regime of one session is announced. Guests with a place now read it on their own page and can accept it; "
        "nothing was mailed.",
        "The regimes of %(count)s sessions are announced. Guests with a place now read them on their own page and can "
        "accept them; nothing was mailed.",
        number,
    )
    return sentence % {"count": number}


def _back(request: Asking, code: str, keys: list[UUID]) -> HttpResponse:
    """To the page whose button was pressed."""
    if request.POST.get("page") == "one" and len(keys) == 1:
        return redirect("regime", code=code, key=keys[0])
    return redirect("regimes", code=code)


@for_team(*PLANNING)
@require_POST
@once.acts_once
def take_back_regime(request: Asking, code: str, key: UUID) -> HttpResponse:
    session = _session(request, meeting_of(request, code), key)
    act = lambda: actions.take_back(session, by=request.holder, today=today())  # noqa: E731 - one line, used once
    done(request, act, _("The announcement is taken back. Guests are no longer asked to accept it."))
    return _back(request, code, [key])


@for_team(*PLANNING)
@require_POST
@once.acts_once
def room_accepted(request: Asking, code: str, key: UUID) -> HttpResponse:
    """The chair read it out and the room accepted; or, on the same day, it has not after all."""
    session = _session(request, meeting_of(request, code), key)
    by, read = request.holder, request.POST.get("read", "")
    if request.POST.get("act") == "undo":
        act = lambda: actions.take_note_back(session, by=by, today=today())  # noqa: E731 - one line, used once
        done(request, act, _("It is no longer noted that the room accepted. Nothing else was changed."))
    else:
        act = lambda: actions.note_accepted(session, read=read, by=by, today=today())  # noqa: E731 - one line, used once
        done(request, act, _("It is noted that the room accepted. Notes can now be taken in this session."))
    return _back(request, code, [key])


@for_team(*PLANNING)
@require_safe
def regimes_not_accepted(request: Asking, code: str) -> HttpResponse:
    """Who has not accepted yet, as the desk calls them; nobody is reminded by it."""
    meeting = meeting_of(request, code)
    context = {"meeting": meeting, **regime_page.not_accepted(meeting)}
    return render(request, "programme/regimes/not_accepted.html", context)


@for_team(*READING)
@require_safe
def regime_cards(request: Asking, code: str) -> HttpResponse:
    """A card for each rule of the meeting, to print and fold."""
    meeting = meeting_of(request, code)
    rules = [regimes_of(meeting, one) for one in announcements.talking(meeting)]
    return _cards(request, meeting, rules or [[meeting.regime]], "cards")


@for_team(*READING)
@require_safe
def regime_card(request: Asking, code: str, key: UUID) -> HttpResponse:
    meeting = meeting_of(request, code)
    return _cards(request, meeting, [regimes_of(meeting, _session(request, meeting, key))], "card")


def _cards(request: Asking, meeting: Meeting, rules: list[list[str]], name: str) -> HttpResponse:
    made = regime_papers.cards_pdf(meeting, rules, today(), page_size=_size(request))
    return attached(made, PDF, f"{meeting.code}-{name}.pdf")


@for_team(*READING)
@require_safe
def opening_words(request: Asking, code: str, key: UUID, suffix: str) -> HttpResponse:
    """For the chair, in the language of the meeting; PDF or Word."""
    meeting = meeting_of(request, code)
    session = _session(request, meeting, key)
    if suffix not in PAPERS:
        raise Http404
    make, kind = PAPERS[suffix]
    sheet: Any = regime_papers.opening_words(meeting, session, today(), page_size=_size(request))
    return attached(make(sheet), kind, f"{code}-opening-words.{suffix}")
