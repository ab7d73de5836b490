"""A form that was not accepted because its page was too old."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django gives its reason; readers get ours
    """Says what happened and how to go on. What was typed is still in the browser's previous page."""
    return render(request, "403.html", {"is_stale_form": True}, status=403)
