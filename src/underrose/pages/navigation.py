"""The side of the desk: the meetings of this person, and within one its sections."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.roles import Role
from underrose.concept.models import Meeting
from underrose.kit import once

NEAREST = 12


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Asked only by pages of the desk, so that a public page costs no query."""
    return {
        "navigation": SimpleLazyObject(lambda: _entries(request)),
        "public_navigation": SimpleLazyObject(lambda: _public(request)),
        # Drawn only by forms that carry it: the second click of a button shows the first result.
        "once_key": SimpleLazyObject(once.new_key),
    }


def _public(request: HttpRequest) -> list[dict[str, Any]]:
    entries = [(_("Meetings"), "/"), (_("Desk"), reverse("desk"))]
    return [{"label": label, "url": url, "is_here": request.path == url} for label, url in entries]


def _entries(request: HttpRequest) -> list[dict[str, Any]]:
    holder: Holder = getattr(request, "holder", Holder())
    if holder.account is None:
        return []
    here = request.resolver_match.kwargs.get("code", "") if request.resolver_match else ""
    return [
        _entry(request, _("Desk"), reverse("desk")),
        *[_meeting(request, code, title, here) for code, title in _nearest(holder, here)],
        *_house(request, holder),
    ]


def _nearest(holder: Holder, here: str) -> list[tuple[str, str]]:
    """The latest meetings by date, and always the one that is open."""
    found = list(
        Meeting.objects.visible_to(holder)
        .values_list("code", "title")
        .order_by("-start_on", "code")[:NEAREST]
    )
    if here and here not in dict(found):
        found += list(Meeting.objects.visible_to(holder).filter(code=here).values_list("code", "title"))
    return found


def _meeting(request: HttpRequest, code: str, title: str, here: str) -> dict[str, Any]:
    entry = _entry(request, title, reverse("desk_meeting", args=[code]))
    if code == here:
        entry["children"] = [
            _entry(request, _("Concept"), reverse("concept", args=[code])),
            _entry(request, _("Public page"), reverse("switches", args=[code])),
            _entry(request, _("Approvals"), reverse("approvals", args=[code])),
            _entry(request, _("Versions"), reverse("versions", args=[code])),
            _entry(request, _("Team"), reverse("meeting_team", args=[code])),
        ]
    return entry


def _house(request: HttpRequest, holder: Holder) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if holder.may(Role.ADMINISTRATOR):
        found += [_entry(request, _("Accounts"), reverse("accounts"))]
    if holder.may_anywhere(Role.ADMINISTRATOR, Role.PROGRAMME_DIRECTOR):
        found += [_entry(request, _("Record"), reverse("record"))]
    return found


def _entry(request: HttpRequest, label: str, url: str) -> dict[str, Any]:
    return {"label": label, "url": url, "is_here": request.path == url, "children": []}
