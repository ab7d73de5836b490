"""The desk of accounts: who has one, and what they do in the house."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.access import actions
from underrose.access.audience import for_team, fresh
from underrose.access.forms import Colleague, HandOver, HouseGrant
from underrose.access.holders import HOUSE, Asking
from underrose.access.models import Account, Grant, HandingOver
from underrose.access.roles import Role
from underrose.access.views.attempts import role_named, tried
from underrose.kit import once
from underrose.kit.refusals import Refused

PAGE = 50
HOUSE_FIRST = Prefetch("grants", queryset=Grant.objects.order_by("meeting_code", "role"))


@for_team(Role.ADMINISTRATOR)
@require_safe
def accounts(request: Asking) -> HttpResponse:
    query, state = request.GET.get("q", "").strip(), request.GET.get("state", "")
    found = Account.objects.matching(query).order_by("name", "email").prefetch_related(HOUSE_FIRST)
    if state in {"open", "closed"}:
        found = found.filter(is_active=state == "open")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "access/accounts.html", {"page": page, "query": query, "state": state})


@for_team(Role.ADMINISTRATOR)
@fresh
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def account_invite(request: Asking) -> HttpResponse:
    form = Colleague(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            account = actions.invite(
                said["email"], name=said["name"], language=said["language"], by=request.holder
            )
            if said["role"]:
                actions.grant(account, role=Role(said["role"]), meeting_code=HOUSE, by=request.holder)
        except Refused as refused:
            form.add_error("email", refused.sentence)
        else:
            messages.success(request, _("Account made. A short welcome is on its way to %(email)s.") % said)
            return redirect("account", key=account.key)
    return render(request, "access/account_invite.html", {"form": form, "once": once.new_key()})


@for_team(Role.ADMINISTRATOR)
@require_safe
def account(request: Asking, key: UUID) -> HttpResponse:
    found = get_object_or_404(Account.objects.prefetch_related(HOUSE_FIRST), pk=key)
    held = {grant.role for grant in found.grants.all() if grant.meeting_code == HOUSE}
    undo = request.GET.get("undo", "")
    context = {
        "account": found,
        "grant_form": HouseGrant(),
        "hand_over_form": HandOver(giver=found),
        "leaving": _leaving(found),
        "undo_role": Role(undo) if undo in set(Role) and undo not in held else None,
        "once": once.new_key(),
    }
    return render(request, "access/account.html", context)


@for_team(Role.ADMINISTRATOR)
@fresh
@require_POST
def account_grant(request: Asking, key: UUID) -> HttpResponse:
    found = get_object_or_404(Account, pk=key)
    form = HouseGrant(request.POST)
    if form.is_valid():
        role = Role(form.cleaned_data["role"])
        tried(request, _("Role given."), actions.grant, found, role=role, meeting_code=HOUSE)
    return redirect("account", key=key)


@for_team(Role.ADMINISTRATOR)
@fresh
@require_POST
def account_grant_again(request: Asking, key: UUID, role: str) -> HttpResponse:
    """Undo: the role that was just taken back is given again."""
    found = get_object_or_404(Account, pk=key)
    tried(request, _("Role given."), actions.grant, found, role=role_named(role), meeting_code=HOUSE)
    return redirect("account", key=key)


@for_team(Role.ADMINISTRATOR)
@fresh
@require_POST
def account_revoke(request: Asking, key: UUID, grant: UUID) -> HttpResponse:
    held = get_object_or_404(Grant.objects.select_related("account"), pk=grant, account_id=key)
    is_done = tried(request, _("Role taken back."), actions.revoke, held, today=timezone.localdate())
    undo = f"?undo={held.role}" if is_done and held.meeting_code == HOUSE else ""
    return redirect(reverse("account", kwargs={"key": key}) + undo)


@for_team(Role.ADMINISTRATOR)
@fresh
@require_POST
def account_close(request: Asking, key: UUID) -> HttpResponse:
    found = get_object_or_404(Account, pk=key)
    done = _("Account closed. Every open sign-in has ended.")
    tried(request, done, actions.deactivate, found, today=timezone.localdate())
    return redirect("account", key=key)


@for_team(Role.ADMINISTRATOR)
@fresh
@require_POST
def account_open(request: Asking, key: UUID) -> HttpResponse:
    found = get_object_or_404(Account, pk=key)
    tried(request, _("Account opened again, with the roles it had."), actions.reactivate, found)
    return redirect("account", key=key)


@for_team(Role.ADMINISTRATOR)
@fresh
@require_POST
def account_hand_over(request: Asking, key: UUID) -> HttpResponse:
    giver = get_object_or_404(Account, pk=key)
    form = HandOver(request.POST, giver=giver)
    if not form.is_valid():
        return redirect("account", key=key)
    taker: Account = form.cleaned_data["to"]
    try:
        done = actions.hand_over(giver, to=taker, by=request.holder, today=timezone.localdate())
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect("account", key=key)
    if not done.waiting:
        messages.success(request, _("Roles handed over."))
        return redirect("account", key=taker.key)
    sentence = ngettext(
        "Asked: the roles on %(number)d meeting open what was said there, and wait for a second person. What opens no "
        "room was handed over.",
        "Asked: the roles on %(number)d meetings open what was said there, and wait for a second person. What opens no "
        "room was handed over.",
        done.waiting,
    )
    messages.success(request, sentence % {"number": done.waiting})
    return redirect("account", key=key)


@for_team(Role.ADMINISTRATOR)
@fresh
@require_POST
def account_handing_over(request: Asking, key: UUID, asked: UUID) -> HttpResponse:
    """What waits is refused by any administrator, or finished where nobody is left who could agree."""
    held = get_object_or_404(HandingOver.objects.select_related("giver", "taker"), pk=asked, giver_id=key)
    if request.POST.get("act") == "finish":
        today = timezone.localdate()
        tried(request, _("Roles handed over."), actions.finish_handing_over, held, today=today)
    else:
        tried(request, _("Refused. The roles stay where they are."), actions.refuse_to_hand_over, held)
    return redirect("account", key=key)


def _leaving(giver: Account) -> list[dict[str, Any]]:
    """What waits for a second person, and whether its days are over. Two questions."""
    found = list(
        HandingOver.objects.filter(giver=giver).select_related("giver", "taker").order_by("meeting_code")
    )
    directors = Grant.objects.filter(role=Role.PROGRAMME_DIRECTOR, account__is_active=True)
    here = directors.filter(meeting_code__in=[one.meeting_code for one in found]).exclude(account=giver)
    led = set(here.values_list("meeting_code", flat=True))
    today = timezone.localdate()
    return [
        {
            "asked": one,
            "has_director": one.meeting_code in led,
            "may_finish": one.meeting_code not in led and today >= one.due_on,
        }
        for one in found
    ]
