"""The team of a meeting: its programme director gives and takes back roles on it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.access import actions, rules
from underrose.access.audience import for_team, fresh
from underrose.access.forms import NewGrant
from underrose.access.holders import Asking
from underrose.access.models import Account, Grant, HandingOver
from underrose.access.roles import READS_NOTES, Role
from underrose.access.views.attempts import role_named, tried


@for_team(Role.PROGRAMME_DIRECTOR)
@require_safe
def meeting_team(request: Asking, code: str) -> HttpResponse:
    held = Grant.objects.filter(meeting_code=code).select_related("account").order_by("role", "account__name")
    leaving = HandingOver.objects.filter(meeting_code=code).select_related("giver", "taker")
    context = {
        "code": code,
        "held": held,
        "form": NewGrant(),
        "undo": _undone(request, code),
        "leaving": leaving.order_by("giver__name"),
    }
    return render(request, "access/team.html", context)


@for_team(Role.PROGRAMME_DIRECTOR)
@fresh
@require_POST
def meeting_team_grant(request: Asking, code: str) -> HttpResponse:
    form = NewGrant(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        tried(
            request,
            _("Role given."),
            actions.grant,
            said["account"],
            role=Role(said["role"]),
            meeting_code=code,
        )
    return redirect("meeting_team", code=code)


@for_team(Role.PROGRAMME_DIRECTOR)
@fresh
@require_POST
def meeting_team_grant_again(request: Asking, code: str, key: UUID, role: str) -> HttpResponse:
    """Undo: the role that was just taken back is given again."""
    found = get_object_or_404(Account, pk=key)
    tried(request, _("Role given."), actions.grant, found, role=role_named(role), meeting_code=code)
    return redirect("meeting_team", code=code)


@for_team(Role.PROGRAMME_DIRECTOR)
@fresh
@require_POST
def meeting_team_revoke(request: Asking, code: str, grant: UUID) -> HttpResponse:
    held = get_object_or_404(Grant.objects.select_related("account"), pk=grant, meeting_code=code)
    is_done = tried(request, _("Role taken back."), actions.revoke, held, today=timezone.localdate())
    # A note-taker is asked again on the page of the room, which knows the sessions.
    undo = f"?undo={held.account_id}.{held.role}" if is_done and not held.session else ""
    return redirect(reverse("meeting_team", kwargs={"code": code}) + undo)


@for_team(*READS_NOTES)
@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_handing_over(request: Asking, code: str, key: UUID) -> HttpResponse:
    """An administrator asks that somebody takes over roles that open the room: its director agrees, anybody of it refuses."""
    found = HandingOver.objects.select_related("giver", "taker", "asked_by")
    asked = get_object_or_404(found, pk=key, meeting_code=code)
    if request.method != "POST":
        context = {
            "code": code,
            "asked": asked,
            "roles": Grant.objects.filter(account=asked.giver_id, meeting_code=code).order_by("role"),
            "may_agree": not rules.may_agree(asked, request.holder),
            "has_director": rules.has_another_director(asked),
        }
        return render(request, "access/handing_over.html", context)
    if request.POST.get("act") == "agree":
        tried(request, _("Roles handed over."), actions.agree_to_hand_over, asked)
    else:
        tried(request, _("Refused. The roles stay where they are."), actions.refuse_to_hand_over, asked)
    is_director = request.holder.may(Role.PROGRAMME_DIRECTOR, meeting_code=code)
    return redirect("meeting_team", code=code) if is_director else redirect("desk")


def _undone(request: Asking, code: str) -> dict[str, str] | None:
    """The address that gives back what was just taken."""
    key, _dot, role = request.GET.get("undo", "").partition(".")
    try:
        found = Account.objects.get(pk=UUID(key))
    except (ValueError, Account.DoesNotExist):
        return None
    if role not in set(Role):
        return None
    url = reverse("meeting_team_grant_again", kwargs={"code": code, "key": found.key, "role": role})
    return {"url": url, "name": found.name, "role": str(Role(role).label)}
