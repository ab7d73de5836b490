"""The working lists: on the page, to print, and as files after a fresh sign-in."""

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from underrose.access.audience import for_team, fresh_file
from underrose.access.holders import Asking
from underrose.participation import logistics
from underrose.participation.boards import BOARDS, PAGES, TITLES, words_for_the_kitchen
from underrose.participation.models import LOGISTICS
from underrose.participation.views.asking import meeting_of
from underrose.participation.views.logistics_asking import board_file_of, made, page


@for_team(*LOGISTICS)
@require_safe
def board(request: Asking, code: str, board: str) -> HttpResponse:
    """One page of lists, by day and hour, by kind of room, by payer."""
    meeting = meeting_of(request, code)
    found = logistics.of(meeting)
    context = {
        "title": TITLES[board],
        "boards": [BOARDS[name](found) for name in PAGES[board]],
        "words": words_for_the_kitchen(found) if board == "diet" else {},
    }
    return page(request, "board", meeting, **context)


@for_team(*LOGISTICS)
@fresh_file
@require_safe
def board_file(request: Asking, code: str, table: str, suffix: str) -> HttpResponseBase:
    """The same list as Excel, CSV, PDF or Word."""
    meeting = meeting_of(request, code)
    found = BOARDS[table](logistics.of(meeting))
    back = reverse("logistics_board", args=[code, _page_of(table)])
    return made(request, meeting, lambda: board_file_of(request, meeting, found, suffix), back=back)


def _page_of(table: str) -> str:
    return next(name for name, names in PAGES.items() if table in names)
