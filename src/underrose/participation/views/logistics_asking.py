"""What the pages of logistics have in common: their tabs, their papers, and files that leave after a fresh sign-in."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from underrose.access.holders import Asking
from underrose.concept.models import Meeting
from underrose.kit import tables
from underrose.methods.documents.glyphs import MissingGlyphs
from underrose.methods.documents.sheet_pdf import sheet_pdf
from underrose.methods.documents.sheet_word import sheet_docx
from underrose.methods.documents.sheets import Sheet
from underrose.participation.board import Board
from underrose.participation.boards import WAYS
from underrose.participation.models import LOGISTICS
from underrose.participation.views.asking import today
from underrose.participation.working_papers import board_sheet
from underrose.people.models import INVITING

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAPERS: dict[str, tuple[Callable[[Sheet], bytes], str]] = {
    "pdf": (sheet_pdf, PDF),
    "docx": (sheet_docx, WORD),
}


def page(request: Asking, name: str, meeting: Meeting, **context: Any) -> HttpResponse:
    """A page of logistics with the ways to the others."""
    shown = {"meeting": meeting, "tabs": tabs(request, meeting.code), **context}
    return render(request, f"participation/logistics/{name}.html", shown)


def tabs(request: Asking, code: str) -> list[dict[str, Any]]:
    """Only what opens to this colleague."""
    ways = [
        (_("Overview"), reverse("logistics", args=[code]), LOGISTICS),
        (_("Guests"), reverse("logistics_guests", args=[code]), LOGISTICS),
        *[
            (str(title), reverse("logistics_board", args=[code, name]), LOGISTICS)
            for name, title in WAYS.items()
        ],
        (_("Visas"), reverse("logistics_visas", args=[code]), LOGISTICS),
        (_("Staff"), reverse("logistics_staff", args=[code]), LOGISTICS),
        (_("Check-in"), reverse("logistics_check_in", args=[code]), LOGISTICS),
        (_("List"), reverse("logistics_lists", args=[code]), INVITING),
        (_("Badges"), reverse("logistics_badges", args=[code]), INVITING),
    ]
    return [
        {"label": label, "url": url, "is_here": request.path == url}
        for label, url, roles in ways
        if request.holder.may(*roles, meeting_code=code)
    ]


def attached(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def made(
    request: Asking, meeting: Meeting, make: Callable[[], HttpResponseBase], *, back: str
) -> HttpResponseBase:
    """The paper; or, where a letter is in none of our fonts, the sentence that names it and its place."""
    try:
        return make()
    except MissingGlyphs as missing:
        answer = page(request, "not_made", meeting, sentence=str(missing), back=back)
        answer.status_code = 422
        return answer


def board_file_of(request: Asking, meeting: Meeting, found: Board, suffix: str) -> HttpResponseBase:
    """A list as Excel, CSV, PDF or Word."""
    name = f"{meeting.code}-{found.name}"
    if suffix in tables.KINDS:
        return tables.response(found.columns(), found.rows, kind=suffix, name=name, title=found.title)
    if suffix not in PAPERS:
        raise Http404
    size = "us-letter" if request.GET.get("paper") == "letter" else "a4"
    sheet = board_sheet(meeting, found, today(), page_size=size)
    make, kind = PAPERS[suffix]
    return attached(make(sheet), kind, f"{name}.{suffix}")
