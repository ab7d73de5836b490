"""The note as it leaves the house: PDF, Word, plain text. New files made from words and styles, nothing else inside."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from underrose.access.audience import for_team
from underrose.access.holders import Asking
from underrose.concept import concept_note, paper
from underrose.concept.audiences import Audience
from underrose.concept.views.asking import READERS, meeting_of, today
from underrose.kit import house
from underrose.methods.documents.glyphs import MissingGlyphs
from underrose.methods.documents.model import Paper
from underrose.methods.documents.pdf import paper_pdf
from underrose.methods.documents.word import paper_docx

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _paper(request: Asking, code: str) -> Paper:
    """The note for participants: what the team keeps to itself is not on paper."""
    note = concept_note.of(meeting_of(request, code)).for_reader(Audience.participants)
    size = "us-letter" if request.GET.get("paper") == "letter" else "a4"
    return paper.of(note, organiser=house.name(), dated=today(), page_size=size)


@for_team(*READERS)
@require_safe
def pdf(request: Asking, code: str) -> HttpResponse:
    try:
        return pdf_response(_paper(request, code), name=f"{code}.pdf")
    except MissingGlyphs as missing:
        context = {"sentence": str(missing), "heading": _("The PDF was not made")}
        return render(request, "concept/not_made.html", context, status=422)


@for_team(*READERS)
@require_safe
def word(request: Asking, code: str) -> HttpResponse:
    return _attached(paper_docx(_paper(request, code)), WORD, f"{code}.docx")


@for_team(*READERS)
@require_safe
def markdown(request: Asking, code: str) -> HttpResponse:
    note = concept_note.of(meeting_of(request, code)).for_reader(Audience.participants)
    return _attached(paper.as_markdown(note).encode(), "text/markdown; charset=utf-8", f"{code}.md")


def pdf_response(made: Paper, *, name: str) -> HttpResponse:
    return _attached(paper_pdf(made), "application/pdf", name)


def _attached(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
