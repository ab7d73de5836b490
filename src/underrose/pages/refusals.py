"""A form that was not accepted because its page was too old."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from underrose.access import stale


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django gives its reason; readers get ours
    """Words from an old page of ours are shown again; of any other form it is said what happened and how to go on."""
    return stale.shown_again(request) or render(request, "403.html", {"is_stale_form": True}, status=403)
