"""The check-in list: a plain form, and a copy on a phone that works without a connection. A yes or a no, never a time."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.access.audience import for_team, words_stay_in_the_browser
from underrose.access.holders import Asking
from underrose.concept.models import Meeting
from underrose.kit.refusals import Refused
from underrose.participation import logistics
from underrose.participation.actions import attendance
from underrose.participation.actions.attendance import Tick
from underrose.participation.logistics import Guest
from underrose.participation.models import LOGISTICS
from underrose.participation.views.asking import done, meeting_of, today
from underrose.participation.views.logistics_asking import page

ON_A_PAGE = 55
MOST_TICKS = 2_000
SAID = {"yes": True, "no": False, "": None}
WORKER = "participation/check-in-worker.js"


@for_team(*LOGISTICS)
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: Asking, code: str) -> HttpResponse:
    """Who is here: search a name, press its button."""
    meeting = meeting_of(request, code)
    if request.method == "POST":
        return _ticked(request, meeting)
    found = logistics.attendance(meeting)
    query = request.GET.get("q", "").strip()[:100]
    wanted = [guest for guest in found if guest.is_called(query)]
    shown = Paginator(wanted, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": shown,
        "rows": [_row(guest) for guest in shown.object_list],
        "query": query,
        "here": sum(1 for guest in found if guest.attended),
        "all": len(found),
    }
    return page(request, "check_in", meeting, **context)


def _row(guest: Guest) -> dict[str, Any]:
    words = {True: _("Here"), False: _("Not here"), None: ""}
    was = {True: "yes", False: "no", None: ""}[guest.attended]
    return {
        "guest": guest,
        "word": words[guest.attended],
        "state": "done" if guest.attended else "plain",
        "yes": f"{guest.key}|yes|{was}",
        "no": f"{guest.key}|no|{was}",
    }


def _ticked(request: Asking, meeting: Meeting) -> HttpResponse:
    key, said, was = [*request.POST.get("tick", "").split("|"), "", "", ""][:3]
    one = _tick({"key": key, "attended": SAID.get(said), "was": SAID.get(was)})

    def act() -> None:
        if one is None:
            raise Refused(_("Nobody was ticked. Please press the button beside a name."))
        if attendance.tick(meeting, [one], by=request.holder, today=today()):
            raise Refused(_("A colleague changed this in the meantime. What they said stands."))

    done(request, act, _("Noted."))
    query = request.POST.get("q", "")[:100]
    address = reverse("logistics_check_in", args=[meeting.code])
    return redirect(f"{address}?{urlencode({'q': query})}" if query else address)


def _tick(said: Any) -> Tick | None:
    """One line of what a phone or a form sent; None for anything that is no line of ours."""
    try:
        key, attended, was = UUID(str(said["key"])), said["attended"], said["was"]
    except (KeyError, TypeError, ValueError):
        return None
    if not isinstance(attended, bool) or not (was is None or isinstance(was, bool)):
        return None
    return Tick(key, attended, was)


@for_team(*LOGISTICS)
@require_POST
def close(request: Asking, code: str) -> HttpResponse:
    """Whoever is not ticked did not come."""
    meeting = meeting_of(request, code)
    number = sum(1 for guest in logistics.attendance(meeting) if guest.attended)
    sentence = ngettext(
        "The list is complete: %(count)s person came.", "The list is complete: %(count)s people came.", number
    )
    done(
        request,
        lambda: attendance.close(meeting, by=request.holder, today=today()),
        sentence % {"count": number},
    )
    return redirect("logistics_check_in", code=code)


# --- on a phone -----------------------------------------------------------------------------------


@for_team(*LOGISTICS)
@require_safe
def phone(request: Asking, code: str) -> HttpResponse:
    """The page a phone keeps. It holds no name; the list comes apart from it and is locked on the phone."""
    meeting = meeting_of(request, code)
    return render(request, "participation/logistics/phone.html", {"code": meeting.code})


@for_team(*LOGISTICS)
@require_safe
def phone_list(request: Asking, code: str) -> JsonResponse:
    """Names or aliases, and who is ticked: all that a phone takes along."""
    return JsonResponse(_for_phone(meeting_of(request, code)) | {"token": get_token(request)})


def _for_phone(meeting: Meeting) -> dict[str, Any]:
    return {
        "people": [
            {
                "key": str(guest.key),
                "label": guest.label,
                "native": guest.native_name,
                "attended": guest.attended,
            }
            for guest in logistics.attendance(meeting)
        ]
    }


@for_team(*LOGISTICS)
@words_stay_in_the_browser
@require_POST
def phone_ticks(request: Asking, code: str) -> JsonResponse:
    """What was ticked while there was no connection. Sent twice it changes nothing the second time."""
    meeting = meeting_of(request, code)
    ticks = _ticks_in(request.body)
    if ticks is None:
        sentence = _("The phone sent a list that cannot be read. Nothing was ticked; take the list anew.")
        return JsonResponse({"sentence": sentence}, status=400)
    try:
        kept = attendance.tick(meeting, ticks, by=request.holder, today=today())
    except Refused as refused:
        return JsonResponse({"sentence": refused.sentence}, status=409)
    return JsonResponse(_for_phone(meeting) | {"kept": [str(key) for key in kept]})


def _ticks_in(body: bytes) -> list[Tick] | None:
    """All of them, or None: a list that is partly wrong is not taken in parts."""
    try:
        sent = json.loads(body)
    except ValueError:
        return None
    lines = sent.get("ticks") if isinstance(sent, dict) else None
    if not isinstance(lines, list) or len(lines) > MOST_TICKS:
        return None
    found = [tick for line in lines if (tick := _tick(line)) is not None]
    return found if len(found) == len(lines) else None


@for_team(*LOGISTICS)
@require_safe
def phone_worker(request: Asking, code: str) -> HttpResponse:
    """The script that opens the page without a connection. It stands here because it may serve no other page."""
    meeting_of(request, code)
    found = finders.find(WORKER)
    assert isinstance(found, str)
    return HttpResponse(Path(found).read_bytes(), content_type="text/javascript; charset=utf-8")
