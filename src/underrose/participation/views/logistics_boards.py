"""The working lists: on the page, to print, and as files after a fresh sign-in."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_safe

from underrose.access.audience import for_team, fresh
from underrose.access.holders import Asking
from underrose.concept.models import Meeting
from underrose.kit import tables
from underrose.methods.documents.sheet_pdf import sheet_pdf
from underrose.methods.documents.sheet_word import sheet_docx
from underrose.participation import logistics
from underrose.participation.boards import BOARDS, PAGES, TITLES, Board, words_for_the_kitchen
from underrose.participation.models import LOGISTICS
from underrose.participation.views.asking import meeting_of, today
from underrose.participation.views.logistics_asking import PDF, WORD, attached, made, page
from underrose.participation.working_papers import board_sheet


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
@fresh
@require_safe
def board_file(request: Asking, code: str, table: str, suffix: str) -> HttpResponse:
    """The same list as Excel, CSV, PDF or Word."""
    meeting = meeting_of(request, code)
    found = BOARDS[table](logistics.of(meeting))
    back = reverse("logistics_board", args=[code, _page_of(table)])
    return made(request, meeting, lambda: _file(request, meeting, found, suffix), back=back)


def _page_of(table: str) -> str:
    return next(name for name, names in PAGES.items() if table in names)


def _file(request: Asking, meeting: Meeting, found: Board, suffix: str) -> HttpResponse:
    name = f"{meeting.code}-{found.name}.{suffix}"
    size = "us-letter" if request.GET.get("paper") == "letter" else "a4"
    sheet = board_sheet(meeting, found, today(), page_size=size)
    kinds: dict[str, tuple[Callable[[], bytes], str]] = {
        "csv": (lambda: tables.as_csv(found.columns(), found.rows), "text/csv; charset=utf-8"),
        "xlsx": (lambda: _xlsx(found), tables.XLSX),
        "pdf": (lambda: sheet_pdf(sheet), PDF),
        "docx": (lambda: sheet_docx(sheet), WORD),
    }
    if suffix not in kinds:
        raise Http404
    make, kind = kinds[suffix]
    return attached(make(), kind, name)


def _xlsx(found: Board) -> bytes:
    return tables.as_xlsx(
        found.columns(), found.rows, title=found.title, is_right_to_left=get_language_bidi()
    )
