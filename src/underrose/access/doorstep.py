"""The doorstep of a personal page: a button for whoever is first, a code for every other device, and nothing else.

Whoever only looks (a mail scanner, a chat program drawing a preview) changes nothing and learns nothing.
"""

import random
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any, TypeVar

from allauth.core import ratelimit
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from underrose.access import devices, kept, links
from underrose.access.forms import DeviceCode
from underrose.access.holders import Asking
from underrose.access.models import Link
from underrose.kit import once

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
FIELD = "door"
METHODS = ("GET", "HEAD", "POST")
# Asking for a code takes this long whether or not one can be sent.
ALWAYS_SECONDS, JITTER_SECONDS = 0.4, 0.05
SEE_OTHER = 303
# A code is asked for, typed, or was read out on the telephone: none of it is the first press of a button.
_WITH_A_CODE = frozenset({"send", "code", "told"})


def bound(view: View) -> View:
    """Only for devices that know this personal page. Stands under `@for_link` and the methods, over `@once.acts_once`.

    Every page of such a link bears it, and the one at `request.link_path` itself takes POST: that is where the
    doorstep's own forms go.
    """

    @wraps(view)
    def at_the_door(request: Asking, *args: Any, **kwargs: Any) -> HttpResponseBase:
        said = request.POST.get(FIELD, "") if request.method == "POST" else ""
        cookie = request.COOKIES.get(devices.cookie_name(request.link), "")
        request.device_is_known = devices.is_known(request.link, cookie)
        if said in _LEAVING:
            answer: HttpResponseBase = _LEAVING[said](request, cookie)
        elif request.device_is_known:
            answer = _front(request) if said else view(request, *args, **kwargs)
        elif request.method not in METHODS:
            answer = HttpResponseNotAllowed(METHODS)
        else:
            answer = _unknown(request, said, lambda: view(request, *args, **kwargs))
        return _discreet(answer)

    at_the_door.is_bound = True  # type: ignore[attr-defined]  # read by a test: all pages of a kind, or none
    return at_the_door  # type: ignore[return-value]  # wraps keeps its shape


def leads_here(is_ours: Callable[[Link], bool]) -> Callable[[View], View]:
    """Where several sections send links of one kind: a link to another's page is met as one that opens nothing.

    Stands over `@bound`, so that nothing is bound on the wrong page.
    """

    def marked(view: View) -> View:
        @wraps(view)
        def here(request: Asking, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(request, *args, **kwargs) if is_ours(request.link) else links.no_longer(request)

        return here  # type: ignore[return-value]  # wraps keeps its shape

    return marked


def _unknown(request: Asking, said: str, inside: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    is_taken = devices.is_taken(request.link)
    if request.method != "POST" or (not is_taken and said in _WITH_A_CODE):
        return _closed(request) if is_taken else _opening(request)
    if said == "send":
        return _send(request)
    if said == "code":
        return _code(request)
    if said == "told":
        return _closed(request, words=_brought(request), form=DeviceCode())
    return _first(request, said, inside)


@transaction.atomic
def _first(request: Asking, said: str, inside: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The button was pressed, or an answer given: whoever is first is let in. An answer that is refused binds nobody."""
    device = devices.called(request.link, request.POST.get(once.FIELD, ""))
    today = timezone.now().date()
    if not (devices.bind_first(request.link, device, today) or devices.is_known(request.link, device)):
        return _closed(request, words="" if said else _sealed(request))
    request.device_is_known = True
    return _remembered(request, _front(request) if said else inside(), device)


def _send(request: Asking) -> HttpResponse:
    """A code to the address this was sent to. The page and its time are the same when none can be sent."""
    request.floor = ALWAYS_SECONDS + random.uniform(0, JITTER_SECONDS)  # type: ignore[attr-defined]  # noqa: S311 – read by the door; hides what is left
    with suppress(once.AlreadyDone), transaction.atomic():
        is_first = once.first_result(request) is None
        if is_first and ratelimit.consume(request, action="device_code", key=_counted(request.link)):
            devices.send_code(request.link, timezone.now())
            once.remember(request, request.link_path)
    return _closed(request, words=_brought(request), form=DeviceCode(), is_asked_for=True)


def _code(request: Asking) -> HttpResponseBase:
    link, device = request.link, devices.called(request.link, request.POST.get(once.FIELD, ""))
    form = DeviceCode(request.POST)
    typed = form.cleaned_data["code"] if form.is_valid() else ""
    # A second click brings the same device, when the code is used up already.
    is_in = devices.is_known(link, device) or devices.bind_with_code(link, device, typed, timezone.now())
    if not (is_in or devices.is_known(link, device)):
        if not form.errors:
            form.add_error("code", _("That code is not right, or its time or its three tries have passed."))
        return _closed(request, words=_brought(request), form=form)
    return _remembered(request, _carry_on(request) or _front(request), device)


def _leave(request: Asking, cookie: str) -> HttpResponseBase:
    """Gone at once, to a page that could be anything's end. The way back needs a code."""
    devices.forget(request.link, cookie)
    answer = HttpResponseRedirect(settings.LEAVE_TO)
    devices.take_cookie(answer, request.link, _reach(request))
    return answer


def _forget(request: Asking, cookie: str) -> HttpResponseBase:
    devices.forget(request.link, cookie)
    answer = render(request, "access/forgotten.html")
    devices.take_cookie(answer, request.link, _reach(request))
    answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    answer.delete_cookie(settings.CSRF_COOKIE_NAME, samesite="Lax")
    return answer


_LEAVING: dict[str, Callable[[Asking, str], HttpResponseBase]] = {"leave": _leave, "forget": _forget}


def _opening(request: Asking) -> HttpResponse:
    return render(request, "access/opening.html", {"once": once.new_key()})


def _closed(
    request: Asking, *, words: str = "", form: DeviceCode | None = None, is_asked_for: bool = False
) -> HttpResponse:
    """For a device that is not known: a code is asked for, or was told already; after either a place for it."""
    if form is None and request.GET.get("step") == "code":
        form = DeviceCode()
    context = {"form": form, "kept": words, "once": once.new_key(), "is_asked_for": is_asked_for}
    return render(request, "access/closed.html", context)


def _front(request: Asking) -> HttpResponse:
    return HttpResponseRedirect(request.link_path, status=SEE_OTHER)


def _remembered(request: Asking, answer: HttpResponseBase, device: str) -> HttpResponseBase:
    assert isinstance(answer, HttpResponse)
    devices.remember(answer, request.link, device, _reach(request), timezone.now())
    return answer


def _reach(request: Asking) -> str:
    """Where the cookie of a device goes: to personal pages that stand beside this one, and nowhere else in the house."""
    return request.link_path.rstrip("/").rpartition("/")[0] + "/"


def _counted(link: Link) -> str:
    """Codes are counted for the page: a second letter brings no second count."""
    return f"{link.kind}:{link.subject}"


def _discreet(answer: HttpResponseBase) -> HttpResponseBase:
    answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive, nosnippet"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _sealed(request: Asking) -> str:
    """What was written goes with the page, sealed, and is sent on when the code was right."""
    view = request.resolver_match.func if request.resolver_match else None
    return "" if getattr(view, "keeps_no_words", False) else kept.seal(request, timezone.now())


def _brought(request: Asking) -> str:
    sealed = request.POST.get(kept.FIELD, "")
    return sealed if sealed and kept.opened(sealed, timezone.now()) else ""


def _carry_on(request: Asking) -> HttpResponse | None:
    words = kept.opened(request.POST.get(kept.FIELD, ""), timezone.now())
    if words is None or not words.path.startswith(request.link_path):
        return None
    return render(request, "access/carry_on_here.html", {"words": words})
