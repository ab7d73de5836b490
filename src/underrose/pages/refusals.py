"""Refusals in words: a form whose page was too old, and an address that was opened but only takes a pressed button."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string

from underrose.access import stale

Next = Callable[[HttpRequest], HttpResponseBase]


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django gives its reason; readers get ours
    """Words from an old page of ours are shown again; of any other form it is said what happened and how to go on."""
    return stale.shown_again(request) or render(request, "403.html", {"is_stale_form": True}, status=403)


def only_a_button(get_response: Next) -> Next:
    """Whoever reloads or retypes the address of a button reads so, with a way back. State and heads stay as they were."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.method == "GET" and isinstance(response, HttpResponseNotAllowed) and not response.content:
            page = "access/only_a_button.html" if hasattr(request, "link") else "405.html"
            response.content = render_to_string(page, request=request)
        return response

    return answer
