"""What is printed before a round, and the lists that leave: who sits where."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from underrose.access.audience import for_team, fresh, fresh_file
from underrose.access.holders import Asking
from underrose.concept.models import Meeting
from underrose.kit.languages import offered
from underrose.kit.refusals import require
from underrose.methods.documents.glyphs import MissingGlyphs
from underrose.participation.actions import lists
from underrose.programme import group_papers, paper_page, pre_assignment, seated
from underrose.programme.actions import papers as actions
from underrose.programme.models import PLANNING
from underrose.programme.programme_paper import PDF
from underrose.programme.rules import papers as rules
from underrose.programme.seated import Round
from underrose.programme.views.asking import attached, meeting_of, today

CSV = "text/csv; charset=utf-8"


def _round(meeting: Meeting, key: UUID) -> Round:
    found = seated.of(meeting, today()).of_round(key)
    if found is None:
        raise Http404
    return found


def _meal(meeting: Meeting, key: UUID) -> Round:
    found = _round(meeting, key)
    if not found.is_meal:
        raise Http404
    return found


def _refusal(meeting: Meeting, one: Round) -> str:
    """Why nobody may have a list of this round."""
    return rules.may_hang(meeting, one, organiser_allows=lists.shares_list(meeting))


def _on(request: Asking, paper: Callable[..., bytes], *drawn: Any) -> Callable[[], bytes]:
    """The paper of today, on the sheet that was asked for."""
    return partial(paper, *drawn, today(), page_size=_size(request))


def _size(request: Asking) -> str:
    asked = request.GET.get("paper", "")
    return "us-letter" if asked == "letter" else "a4"


def _made(request: Asking, meeting: Meeting, name: str, make: Callable[[], bytes]) -> HttpResponse:
    """The paper, in the language of the meeting; or, where a letter is in none of our fonts, the sentence that says so."""
    try:
        with override(offered(meeting.language)):
            made = make()
        return attached(made, PDF, f"{meeting.code}-{name}.pdf")
    except MissingGlyphs as missing:
        context = {"meeting": meeting, "sentence": str(missing)}
        return render(request, "programme/papers/not_made.html", context, status=422)


@for_team(*PLANNING)
@require_safe
def papers_of(request: Asking, code: str) -> HttpResponse:
    """What can be printed of each round, and which door lists say something else than what hangs."""
    meeting = meeting_of(request, code)
    found = paper_page.of(meeting, seated.of(meeting, today()))
    context: dict[str, Any] = {
        "meeting": meeting,
        "page": found,
        "paper": "letter" if _size(request) == "us-letter" else "",
        "may_hand_out": request.holder.may(*rules.ADDRESSING, meeting_code=code),
    }
    return render(request, "programme/papers/papers.html", context)


@for_team(*PLANNING)
@fresh
@require_POST
def door_lists(request: Asking, code: str, key: UUID) -> HttpResponse:
    """All of a round, only those that changed, or one: and from now on it is known that they hang."""
    meeting = meeting_of(request, code)
    one = _round(meeting, key)
    tables = paper_page.chosen(one, request.POST.get("which", ""))
    if not tables:
        return redirect("group_papers", code=code)
    require(_refusal(meeting, one))

    def make() -> bytes:
        made = group_papers.door_lists(meeting, one, tables, today(), page_size=_size(request))
        actions.make_door_lists(meeting, one, tables, by=request.holder, today=today())
        return made

    return _made(request, meeting, "doors", make)


@for_team(*PLANNING)
@fresh_file
@require_safe
def facilitator_sheets(request: Asking, code: str, key: UUID) -> HttpResponse:
    meeting = meeting_of(request, code)
    one = _round(meeting, key)
    drawn = partial(group_papers.facilitator_sheets, names_people=not _refusal(meeting, one))
    return _made(request, meeting, "facilitators", _on(request, drawn, meeting, one))


@for_team(*PLANNING)
@fresh_file
@require_safe
def personal_cards(request: Asking, code: str) -> HttpResponse:
    """For everybody their groups of all rounds, to cut out."""
    meeting = meeting_of(request, code)
    found = seated.of(meeting, today())
    return _made(request, meeting, "cards", _on(request, group_papers.personal_cards, meeting, found))


@for_team(*PLANNING)
@fresh_file
@require_safe
def table_plan(request: Asking, code: str, key: UUID) -> HttpResponse:
    meeting = meeting_of(request, code)
    one = _meal(meeting, key)
    require(_refusal(meeting, one))
    return _made(request, meeting, "tables", _on(request, group_papers.table_plan, meeting, one))


@for_team(*PLANNING)
@fresh_file
@require_safe
def place_cards(request: Asking, code: str, key: UUID) -> HttpResponse:
    meeting = meeting_of(request, code)
    one = _meal(meeting, key)
    return _made(request, meeting, "place-cards", _on(request, group_papers.place_cards, meeting, one))


@for_team(*rules.ADDRESSING)
@fresh_file
@require_safe
def pre_assigned_rooms(request: Asking, code: str, key: UUID) -> HttpResponse:
    """For Zoom or Teams. Addresses are opened for this one file, and the record says that they left."""
    meeting = meeting_of(request, code)
    one = _round(meeting, key)
    mails = actions.hand_out_addresses(meeting, one, by=request.holder, today=today())
    return attached(pre_assignment.as_csv(pre_assignment.of(one, mails)), CSV, f"{meeting.code}-rooms.csv")
