"""In the demonstration, the letters that its mail server took, as their readers see them. Nowhere else."""

import io

from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from underrose.access.audience import for_public
from underrose.pages import demonstration_mail
from underrose.pages.demonstration_mail import Letter

ROWS = 50


@for_public
@require_safe
def mail_received(request: HttpRequest) -> HttpResponse | FileResponse:
    """The list, one letter, or a file that came with it."""
    if not settings.DEMO:
        raise Http404
    if name := request.GET.get("letter", ""):
        return _one(request, name)
    words = request.GET.get("q", "").strip()
    found = demonstration_mail.lines(settings.HOME / "sink", words)
    page = Paginator(found, ROWS).get_page(request.GET.get("page", "1"))
    return render(request, "pages/demo_mail.html", {"page": page, "words": words})


def _one(request: HttpRequest, name: str) -> HttpResponse | FileResponse:
    letter = demonstration_mail.letter(settings.HOME / "sink", name)
    if letter is None:
        raise Http404
    if "file" in request.GET:
        return _file(letter, request.GET["file"])
    shows_plain = request.GET.get("as") == "plain" or not letter.formatted
    return render(request, "pages/demo_letter.html", {"letter": letter, "shows_plain": shows_plain})


def _file(letter: Letter, number: str) -> FileResponse:
    found = next((file for file in letter.files if str(file.number) == number), None)
    if found is None:
        raise Http404
    return FileResponse(
        io.BytesIO(found.body),
        as_attachment=True,
        filename=found.name,
        content_type="application/octet-stream",
    )
