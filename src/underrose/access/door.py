"""The door: looks at the mark of a page and at who is asking, and lets in, asks to sign in, or knows of no such page."""

import random
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from allauth.account.internal.flows.login import get_authentication_records
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from underrose.access import files, kept, links, second_factor, third_party
from underrose.access.audience import Audience
from underrose.access.holders import PUBLIC, Holder, holder_of
from underrose.access.models import Account
from underrose.access.roles import OF_A_SESSION, Role
from underrose.kit.refusals import Refused

FRESH_SECONDS = 5 * 60
MOST_STEPS = 5
JITTER_SECONDS = 0.05
OF_A_MEETING = frozenset(Role) - OF_A_SESSION - {Role.ADMINISTRATOR, Role.PARTNER}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
ONLY_ASKS, TOKEN = "X-Only-Asks", "X-Token"
"""A page asks whether its form would be let in, before it lets words go that must not be lost, and gets the token of today."""


class AudienceMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = time.monotonic()
        request.holder = SimpleLazyObject(lambda: holder_for(request))  # type: ignore[attr-defined]  # read by every section
        request.kept = kept.brought(request)  # type: ignore[attr-defined]  # read by the sign-in templates
        request.floor = 0.0  # type: ignore[attr-defined]  # set by pages whose time must tell nothing
        answer = self.get_response(request)
        if getattr(request, "needs_sign_in", False):  # a form of an old page, from somebody signed out since
            match = request.resolver_match
            answer = self._ask(request, match and match.func, reverse("account_login"))
        elif request.kept:  # type: ignore[attr-defined]  # set above
            answer = self._carried(request, answer)
        if request.floor:  # type: ignore[attr-defined]  # even a sleep of nothing gives up the processor
            time.sleep(max(0.0, started + request.floor - time.monotonic()))  # type: ignore[attr-defined]  # set above
        return answer

    def process_view(
        self, request: HttpRequest, view: Any, _args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        page = third_party.page(request)
        audience = page.audience if page else getattr(view, "audience", None)
        if audience is None:
            raise Http404
        if page and request.method not in page.methods:
            return HttpResponseNotAllowed(sorted(page.methods))
        if page and page.seconds and request.method == "POST":
            # What happens after the wait differs by a tenth of a millisecond; chance hides that.
            request.floor = page.seconds + random.uniform(0, JITTER_SECONDS)  # type: ignore[attr-defined]  # noqa: S311
        needs_fresh = page.is_fresh if page else getattr(view, "needs_fresh", False)
        if audience.kind == "link":
            return _admit_link(request, audience, kwargs)
        if audience.kind == "team":
            return self._admit_team(request, view, audience, kwargs, needs_fresh=needs_fresh)
        return None

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """A refusal that no page of its own shows is still a sentence, and what was begun is undone."""
        if not isinstance(fault, Refused):
            return None
        words = kept.words_of(request)
        context = {"sentence": fault.sentence, "words": words if words.shown else None}
        return render(request, "access/refused.html", context, status=HTTPStatus.CONFLICT)

    def _admit_team(
        self,
        request: HttpRequest,
        view: Any,
        audience: Audience,
        kwargs: dict[str, Any],
        *,
        needs_fresh: bool,
    ) -> HttpResponseBase | None:
        holder: Holder = request.holder  # type: ignore[attr-defined]  # set above
        if holder.account is None:
            return self._ask(request, view, reverse("account_login"))
        if not is_welcome(holder, audience, kwargs):
            request.is_for = whom_for(holder, audience, kwargs)  # type: ignore[attr-defined]  # read by 404.html
            raise Http404
        if audience.second_factor and second_factor.requires_second_factor(holder):
            return HttpResponseRedirect(reverse("second_factor_needed"))
        if needs_fresh and not is_fresh(request):
            return self._ask(request, view, third_party.reauthentication(request))
        if request.method == "GET" and ONLY_ASKS in request.headers:
            return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={TOKEN: get_token(request)})
        return None

    def _ask(self, request: HttpRequest, view: Any, address: str) -> HttpResponseBase:
        """To the sign-in page. What was written in a form comes along, sealed."""
        if request.method in SAFE:
            wanted = files.page_for(request) if getattr(view, "is_file", False) else request.get_full_path()
            return redirect_to_login(wanted, address)
        if not getattr(view, "keeps_no_words", False):
            request.kept = kept.seal(request, timezone.now())  # type: ignore[attr-defined]  # read by the templates
        request.words_came = True  # type: ignore[attr-defined]  # read by the templates
        answer = self._inside(request, address)
        answer.status_code = HTTPStatus.UNAUTHORIZED
        request.kept = ""  # type: ignore[attr-defined]  # on this page already; nothing left to carry
        return answer

    def _carried(self, request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
        """A step of signing in that would redirect is taken inside the house, so that the words stay with it."""
        for _step in range(MOST_STEPS):
            if not isinstance(answer, HttpResponseRedirect):
                return answer
            if not urlsplit(answer.url).path.startswith("/accounts/"):
                return carry_on(request, answer)
            answer = self._inside(request, answer.url)
        return answer

    def _inside(self, request: HttpRequest, address: str) -> HttpResponseBase:
        asked = kept.asking_for(request, address)
        asked.holder = SimpleLazyObject(lambda: holder_for(asked))  # type: ignore[attr-defined]  # after signing in, another
        return self.get_response(asked)


def holder_for(request: HttpRequest) -> Holder:
    account = request.user
    return holder_of(account) if isinstance(account, Account) and account.is_active else PUBLIC


def is_welcome(holder: Holder, audience: Audience, kwargs: dict[str, Any]) -> bool:
    if holder.account is None:
        return audience.kind == "public"
    if audience.kind != "team" or not audience.roles:
        return audience.kind != "link"
    code = kwargs.get("code")
    if code is None or audience.anywhere:
        return holder.may_anywhere(*audience.roles)
    return holder.may(*audience.roles, meeting_code=code)


def whom_for(holder: Holder, audience: Audience, kwargs: dict[str, Any]) -> tuple[Role, ...]:
    """Whose page it is, for a colleague with another role on the meeting in its address; to everybody else it is unknown.

    It tells what the programme is made of, which is public, and nothing of what stands there: no view was asked.
    """
    code = kwargs.get("code")
    if code is None or audience.anywhere or not holder.may(*OF_A_MEETING, meeting_code=code):
        return ()
    return tuple(role for role in Role if role in audience.roles)


def is_fresh(request: HttpRequest) -> bool:
    """Somebody proved within five minutes who they are, in this session."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < FRESH_SECONDS


def carry_on(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """After sign-in: the words as they were written, and a button that sends them where they were meant to go."""
    words = kept.opened(request.kept, timezone.now())  # type: ignore[attr-defined]  # set by the middleware
    holder = holder_for(request)
    if words is None or holder.account is None:
        return answer
    try:
        match = resolve(urlsplit(words.path).path)
    except Resolver404:
        is_right = False
    else:
        audience = getattr(match.func, "audience", None) or third_party.audience_of(match.url_name)
        is_right = audience is not None and is_welcome(holder, audience, match.kwargs)
    return render(request, "access/carry_on.html", {"words": words, "is_right": is_right})


def _admit_link(request: HttpRequest, audience: Audience, kwargs: dict[str, Any]) -> HttpResponse | None:
    token = kwargs.pop("token", "")
    link = links.find(token, audience.link_kinds, timezone.now())
    if link is None:
        return links.no_longer(request)
    request.link = link  # type: ignore[attr-defined]  # read by the view
    # Everything this link opens stands under here, and nothing else does.
    request.link_path = request.path.partition(token)[0] + token + "/"  # type: ignore[attr-defined]  # read by the doorstep
    request.holder = Holder(link=link)  # type: ignore[attr-defined]  # read by the view
    return None
