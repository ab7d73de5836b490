"""A form that came from an old page of ours, such as a tab from before the last sign-in: its words are shown again.

They are never sent by themselves. A form that came from elsewhere is not shown, so that nobody can lay words before
a colleague and have them press a button.
"""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from underrose.access import kept, links, third_party
from underrose.access.audience import Audience
from underrose.access.door import holder_for, is_welcome


def shown_again(request: HttpRequest) -> HttpResponse | None:
    """The words with a button that sends them, or the way to sign in first; None when there is nothing to show."""
    view = request.resolver_match.func if request.resolver_match else None
    page = third_party.page(request)
    audience = page.audience if page else getattr(view, "audience", None)
    words = kept.words_of(request)
    may_be_shown = _is_page_of_ours(request) and not getattr(view, "keeps_no_words", False)
    if audience is None or not may_be_shown or not words.fields:
        return None
    if audience.kind == "team" and holder_for(request).account is None:
        request.needs_sign_in = True  # type: ignore[attr-defined]  # read by the door, which seals the words
        return HttpResponse(status=401)
    context = {
        "words": words,
        "is_right": _may_send(request, audience),
        "is_stale": True,
        "has_files": bool(request.FILES),
        # Who follows a link has nothing to sign in to.
        "for_a_guest": audience.kind == "link",
    }
    return render(request, "access/carry_on.html", context, status=403)


def _may_send(request: HttpRequest, audience: Audience) -> bool:
    kwargs = request.resolver_match.kwargs if request.resolver_match else {}
    if audience.kind == "link":
        return links.find(kwargs.get("token", ""), audience.link_kinds, timezone.now()) is not None
    return audience.kind == "public" or is_welcome(holder_for(request), audience, kwargs)


def _is_page_of_ours(request: HttpRequest) -> bool:
    """Browsers say where a form comes from. One that says nothing is not believed; a script asks for itself."""
    if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        return False
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(origin).netloc == request.get_host()
