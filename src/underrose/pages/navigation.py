"""The side of the desk: the meetings of this person, and within one its sections."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.roles import READS_NOTES, Role
from underrose.concept.models import Meeting
from underrose.kit import once
from underrose.participation.models import LOGISTICS
from underrose.people.models import INVITING
from underrose.programme.models import READING as PROGRAMME

NEAREST = 12


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Asked only by pages of the desk, so that a public page costs no query."""
    return {
        "navigation": SimpleLazyObject(lambda: entries(request)),
        "public_navigation": SimpleLazyObject(lambda: _public(request)),
        # Drawn only by forms that carry it: the second click of a button shows the first result.
        "once_key": SimpleLazyObject(once.new_key),
    }


def _public(request: HttpRequest) -> list[dict[str, Any]]:
    entries = [(_("Meetings"), "/"), (_("Desk"), reverse("desk"))]
    return [{"label": label, "url": url, "is_here": request.path == url} for label, url in entries]


def entries(request: HttpRequest, latest: Sequence[Mapping[str, Any]] | None = None) -> list[dict[str, Any]]:
    """The side of the desk. A page that knows the latest meetings of this person already hands them in."""
    holder: Holder = getattr(request, "holder", Holder())
    if holder.account is None:
        return []
    here = request.resolver_match.kwargs.get("code", "") if request.resolver_match else ""
    if latest is None:
        nearest = _nearest(holder, here)
    else:
        nearest = [(row["code"], row["title"]) for row in latest[:NEAREST]]
    return [
        _entry(request, _("Desk"), reverse("desk")),
        *[_meeting(request, holder, code, title, here) for code, title in nearest],
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


def _meeting(request: HttpRequest, holder: Holder, code: str, title: str, here: str) -> dict[str, Any]:
    entry = _entry(request, title, reverse("desk_meeting", args=[code]))
    if code == here:
        entry["children"] = list(_sections(request, holder, code))
        _mark(entry["children"], request.path)
    return entry


def _mark(sections: Sequence[dict[str, Any]], path: str) -> None:
    """On a page beneath a section, that section: the nearest of those whose address the page's own begins with."""
    within = [one for one in sections if path.startswith(one["url"])]
    if within and not any(one["is_here"] for one in sections):
        max(within, key=lambda one: len(one["url"]))["is_within"] = True


WRITING = (Role.PROGRAMME_DIRECTOR, Role.POLICY_TEAM)
OUTSIDE = (Role.PARTNER, Role.ADMINISTRATOR, Role.NOTE_TAKER)
TEAM = tuple(role for role in Role if role not in OUTSIDE)


def _sections(request: HttpRequest, holder: Holder, code: str) -> Iterator[dict[str, Any]]:
    """Only what opens to this person: a way that ends at a closed door is worse than none."""
    ways = [
        (_("Concept"), "concept", (*TEAM, Role.PARTNER)),
        (_("Public page"), "switches", (*WRITING, Role.COMMUNICATIONS)),
        (_("Approvals"), "approvals", TEAM),
        (_("Versions"), "versions", TEAM),
        (_("Who should participate"), "participation", INVITING),
        (_("Candidates"), "candidates", INVITING),
        (_("Composition"), "composition", (Role.PARTNER,)),
        (_("Invitations"), "invitations", INVITING),
        (_("Participants"), "participants", INVITING),
        (_("Logistics"), "logistics", LOGISTICS),
        (_("Programme"), "programme", PROGRAMME),
        (_("Room"), "the_room", tuple(READS_NOTES)),
        (_("Check a text"), "check_text", (Role.PROJECT_MANAGER, Role.COMMUNICATIONS)),
        (_("Team"), "meeting_team", (Role.PROGRAMME_DIRECTOR,)),
    ]
    for label, name, roles in ways:
        if holder.may(*roles, meeting_code=code):
            yield _entry(request, label, reverse(name, args=[code]))


def _house(request: HttpRequest, holder: Holder) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if holder.may_anywhere(*INVITING):
        found += [_entry(request, _("People"), reverse("people"))]
    if holder.may_anywhere(
        Role.PROGRAMME_DIRECTOR, Role.PROJECT_MANAGER, Role.COMMUNICATIONS, Role.ADMINISTRATOR
    ):
        found += [_entry(request, _("Outbox"), reverse("outbox"))]
    if holder.may_anywhere(*TEAM, Role.ADMINISTRATOR):
        found += [_entry(request, _("Reference"), reverse("desk_context"))]
    found += [_entry(request, _("Check a file"), reverse("check_file"))]
    if holder.may(Role.ADMINISTRATOR):
        found += [_entry(request, _("Accounts"), reverse("accounts"))]
        found += [_entry(request, _("The house"), reverse("institution"))]
    if holder.may_anywhere(Role.ADMINISTRATOR, Role.PROGRAMME_DIRECTOR):
        found += [_entry(request, _("Record"), reverse("record"))]
    return found


def _entry(request: HttpRequest, label: str, url: str) -> dict[str, Any]:
    return {"label": label, "url": url, "is_here": request.path == url, "children": []}
