"""One's own account: name, language, ways to sign in, and where one is signed in."""

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from underrose.access import (
    actions,
    browsers,
    files,
    links,
    mailed_code,
    second_factor,
    sessions,
    third_party,
)
from underrose.access.audience import for_public, for_team, fresh
from underrose.access.forms import AboutMe, CodeByMail
from underrose.access.holders import Asking
from underrose.access.models import Session


@for_team()
@require_http_methods(["GET", "HEAD", "POST"])
def my_account(request: Asking) -> HttpResponse:
    account = request.holder.account
    assert account is not None
    form = AboutMe(request.POST or None, initial={"name": account.name, "language": account.language})
    if form.is_valid():
        actions.describe_oneself(account, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("my_account")
    has_second = second_factor.has_one(account)
    return render(request, "access/my_account.html", {"form": form, "has_second_factor": has_second})


@for_team()
@require_safe
def second_factor_needed(request: Asking) -> HttpResponse:
    """What is said in the room is read only by those who sign in with more than a mailed code."""
    has_one = not second_factor.requires_second_factor(request.holder)
    return render(request, "access/second_factor.html", {"has_one": has_one})


@for_team()
@fresh
@require_safe
def take_file(request: Asking) -> HttpResponse:
    """From here a file comes by itself that was asked for before it was clear who asked."""
    wanted = request.GET.get("file", "")
    if not files.is_file(wanted):
        raise Http404
    context = {"file": wanted, "back": files.back_to(request.GET.get("back", ""))}
    return render(request, "access/take_file.html", context)


@for_team()
@require_http_methods(["GET", "HEAD", "POST"])
def account_sessions(request: Asking) -> HttpResponse:
    account = request.holder.account
    assert account is not None
    if request.method == "POST":
        ended = actions.end_sessions(account, keys=_keys(request.POST.getlist("session")), by=request.holder)
        messages.success(request, _("Ended: %(count)d.") % {"count": ended})
        return redirect("account_sessions")
    here = sessions.fingerprint(request.session.session_key or "")
    rows = [
        {"key": row.key, "device": browsers.shown(row.device), "row": row, "is_here": row.hash == here}
        for row in Session.objects.open(timezone.now()).filter(account=account).order_by("-seen_at")
    ]
    others = [row["key"] for row in rows if not row["is_here"]]
    return render(request, "access/sessions.html", {"rows": rows, "others": others})


@for_team()
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_by_mail(request: Asking) -> HttpResponse:
    """Show again who you are, with a code by mail, before something that matters. Not instead of a passkey or an app."""
    account = request.holder.account
    assert account is not None
    if second_factor.has_one(account):
        way = third_party.reauthentication(request, request.POST.get("way", ""))
        return redirect(way + mailed_code.carried_next(request))
    form = CodeByMail()
    if "code" in request.POST:
        form = CodeByMail(request.POST)
        if form.is_valid() and mailed_code.is_right(request, form.cleaned_data["code"]):
            return redirect(mailed_code.where_to(request))
        if not form.errors:
            form.add_error("code", _("That code is not right, or its three minutes have passed."))
    elif request.method == "POST":
        mailed_code.send(request, account)
    context = {"form": form, "is_sent": mailed_code.is_sent(request), "next": mailed_code.where_to(request)}
    return render(request, "access/confirm_by_mail.html", context)


@for_public
@require_http_methods(["GET", "HEAD", "POST"])
def unknown_link(request: Asking, **_rest: str) -> HttpResponse:
    """An address that no section knows answers like one that has expired."""
    return links.no_longer(request)


@for_public
@require_safe
def thank_you(request: Asking) -> HttpResponse:
    """Where “Leave” on a personal page leads: a page that could be the end of anything."""
    return render(request, "access/thank_you.html")


def _keys(said: list[str]) -> list[UUID]:
    """The sign-ins that were ticked; what is no key of ours is as if it was not said."""
    found = []
    for key in said:
        with suppress(ValueError):
            found.append(UUID(key))
    return found
