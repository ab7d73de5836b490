"""How much of what is sent from outside is taken at all, before anything looks into it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

Next = Callable[[HttpRequest], HttpResponse]


class Measured(MemoryFileUploadHandler):
    """Files stay in memory and never touch the disk. Of a file that is too long, only so much is kept as shows that it is:
    the form then says so beside the field, with everything else still there.
    """

    def handle_raw_input(self, *_: Any, **__: Any) -> None:
        self.activated = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        room = settings.FILE_UPLOAD_MAX_MEMORY_SIZE - start
        if room > 0:
            self.file.write(raw_data[:room])


def measured(get_response: Next) -> Next:
    """A request longer than any form of the house is refused before its body is read."""

    def answer(request: HttpRequest) -> HttpResponse:
        if _length(request) <= settings.LONGEST_REQUEST:
            return get_response(request)
        response = render(request, "413.html", {"back": request.path}, status=413)
        response.headers["Cache-Control"] = "no-store"
        return response

    return answer


def _length(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or ""
    return int(said) if said.isascii() and said.isdecimal() else 0
