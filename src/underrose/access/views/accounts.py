"""The desk of accounts: who has one, and what they do in the house."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.access import actions
from underrose.access.audience import for_team, fresh
from underrose.access.forms import Colleague, HandOver, HouseGrant
from underrose.access.holders import HOUSE, Asking
from underrose.access.models import Account, Grant
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
    is_done = tried(request, _("Role taken back."), actions.revoke, held)
    undo = f"?undo={held.role}" if is_done and held.meeting_code == HOUSE else ""
    return redirect(reverse("account", kwargs={"key": key}) + undo)


@for_team(Role.ADMINISTRATOR)
@fresh
@require_POST
def account_close(request: Asking, key: UUID) -> HttpResponse:
    found = get_object_or_404(Account, pk=key)
    tried(request, _("Account closed. Every open sign-in has ended."), actions.deactivate, found)
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
    if form.is_valid():
        taker: Account = form.cleaned_data["to"]
        tried(request, _("Roles handed over."), actions.hand_over, giver, to=taker)
        return redirect("account", key=taker.key)
    return redirect("account", key=key)
