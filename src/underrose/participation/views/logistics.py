"""Logistics at a glance, the needs of one guest, and what the organiser settles. For the project manager alone."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from underrose.access.audience import for_team, fresh_file
from underrose.access.holders import Asking
from underrose.concept.models import Meeting
from underrose.kit.refusals import Refused
from underrose.participation import logistics
from underrose.participation.actions import arrangements
from underrose.participation.actions import needs as actions
from underrose.participation.forms.logistics import Settle
from underrose.participation.forms.needs import TeamNeeds
from underrose.participation.logistics import FILTERS, Guest
from underrose.participation.logistics_held import facts_of, needs_board
from underrose.participation.models import LOGISTICS, Needs, Participant
from underrose.participation.needs import Room
from underrose.participation.views.asking import meeting_of, posted, today, tried
from underrose.participation.views.logistics_asking import board_file_of, made, page

ON_A_PAGE = 55
CONFLICT = 409


@for_team(*LOGISTICS)
@require_safe
def overview(request: Asking, code: str) -> HttpResponse:
    """What is known, what is missing, and the next act."""
    meeting = meeting_of(request, code)
    found = logistics.of(meeting)
    missing = [
        {"sentence": one.sentence, "act": one.act, "url": _way(one, code)}
        for one in logistics.missing(meeting, found, today())
    ]
    context = {
        "guests": sum(1 for guest in found if guest.is_guest),
        "staff": sum(1 for guest in found if not guest.is_guest),
        "figures": _figures(found, code),
        "missing": missing,
        "facts": logistics.joining_facts(meeting),
    }
    return page(request, "overview", meeting, **context)


def _way(missing: logistics.Missing, code: str) -> str:
    address = reverse(missing.page, args=[code])
    return f"{address}?show={missing.words}" if missing.words else address


def _figures(found: tuple[Guest, ...], code: str) -> list[dict[str, Any]]:
    guests = [guest for guest in found if guest.is_guest]
    known = sum(1 for guest in guests if guest.needs.arrival.day)
    return [
        {
            "number": known,
            "of": len(guests),
            "label": _("arrivals known"),
            "url": reverse("logistics_board", args=[code, "travel"]),
        },
        {
            "number": sum(1 for guest in found if logistics.wants_room(guest)),
            "label": _("rooms"),
            "url": reverse("logistics_board", args=[code, "rooms"]),
        },
        {
            "number": sum(1 for guest in guests if guest.needs.needs_visa),
            "label": _("need a visa"),
            "url": reverse("logistics_visas", args=[code]),
        },
    ]


@for_team(*LOGISTICS)
@require_safe
def guests(request: Asking, code: str) -> HttpResponse:
    """Everybody who is expected, with what is known of each; searched and filtered."""
    meeting = meeting_of(request, code)
    found = logistics.of(meeting)
    query = request.GET.get("q", "").strip()[:100]
    show = request.GET.get("show", "")
    wanted = [guest for guest in found if query.casefold() in guest.label.casefold()]
    if show in FILTERS:
        wanted = [guest for guest in wanted if FILTERS[show](guest)]
    shown = Paginator(wanted, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": shown,
        "rows": [_row(guest) for guest in shown.object_list],
        "query": query,
        "show": show,
        "filters": _filters(),
        "is_empty": not found,
    }
    return page(request, "guests", meeting, **context)


def _filters() -> list[tuple[str, str]]:
    return [
        ("", _("Everybody")),
        ("silent", _("Have said nothing")),
        ("no-arrival", _("No arrival yet")),
        ("no-departure", _("No departure yet")),
        ("not-collected", _("Nobody collects them")),
        ("no-nights", _("No nights yet")),
    ]


def _row(guest: Guest) -> dict[str, Any]:
    return {
        "guest": guest,
        "arrival": logistics.day_or_blank(guest.needs.arrival.day),
        "departure": logistics.day_or_blank(guest.needs.departure.day),
        "room": str(Room(guest.needs.room).label) if guest.needs.room else "",
        "word": _("Said") if guest.has_said else _("Nothing yet"),
        "state": "done" if guest.has_said else "held",
    }


@for_team(*LOGISTICS)
@require_http_methods(["GET", "HEAD", "POST"])
def needs(request: Asking, code: str, key: str) -> HttpResponse:
    """What one guest needs. Where the guest saved first, what stands is shown beside what was typed."""
    meeting = meeting_of(request, code)
    found = _participant(request, meeting, key)
    kept = Needs.objects.filter(participant=found).select_related("participant").first()
    content, revision = logistics.content_of(kept), kept.revision if kept else 0
    form = TeamNeeds(posted(request), content=content, revision=revision)
    overtaken: actions.Overtaken | None = None
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, found, form)
            messages.success(request, _("Saved. Nothing was sent."))
            return redirect("logistics_guests", code=code)
        except actions.Overtaken as refusal:
            overtaken = refusal
            form = TeamNeeds(_with_revision(request, refusal.revision), content=content)
            form.add_error(None, refusal.sentence)
        except Refused as refused:
            form.add_error(None, refused.sentence)
    context = {"form": form, "participant": found, "kept": kept}
    context["theirs"] = facts_of(content) if overtaken else []
    answer = page(request, "needs", meeting, **context)
    answer.status_code = CONFLICT if overtaken else 200
    return answer


@for_team(*LOGISTICS)
@fresh_file
@require_safe
def needs_file(request: Asking, code: str, key: str, suffix: str) -> HttpResponseBase:
    """All that one guest said, for that guest."""
    meeting = meeting_of(request, code)
    found = _participant(request, meeting, key)
    kept = Needs.objects.filter(participant=found).select_related("participant").first()
    board = needs_board(found.person.full_name, logistics.content_of(kept))
    back = reverse("logistics_needs", args=[code, key])
    return made(request, meeting, lambda: board_file_of(request, meeting, board, suffix), back=back)


def _participant(request: Asking, meeting: Meeting, key: str) -> Participant:
    rows = Participant.objects.with_logistics_for(request.holder).select_related("person", "meeting")
    return get_object_or_404(rows, meeting=meeting, key=key)


def _save(request: Asking, found: Participant, form: TeamNeeds) -> None:
    actions.save_needs(
        found,
        by=request.holder,
        content=form.content(),
        revision=form.cleaned_data["revision"],
        today=today(),
    )


def _with_revision(request: Asking, revision: int) -> dict[str, Any]:
    """What was typed, on top of what stands now: saved again, it replaces it."""
    typed = request.POST.copy()
    typed["revision"] = str(revision)
    return typed


@for_team(*LOGISTICS)
@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: Asking, code: str) -> HttpResponse:
    """How to arrive, who signs, what is assumed, and whether participants receive a list."""
    meeting = meeting_of(request, code)
    kept = logistics.arrangements_of(meeting)
    initial = {name: getattr(kept, name) for name in Settle.base_fields}
    initial["shares_list"] = {True: "yes", False: "no", None: ""}[kept.shares_list]
    form = Settle(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        revision = values.pop("revision")
        if tried(form, lambda: _settle(request, meeting, revision, values)):
            messages.success(request, _("Saved."))
            return redirect("logistics", code=code)
        form.data = {**form.data.dict(), "revision": kept.revision}  # type: ignore[attr-defined] # a QueryDict
    return page(request, "settle", meeting, form=form)


def _settle(request: Asking, meeting: Meeting, revision: int, values: dict[str, Any]) -> None:
    arrangements.settle(meeting, by=request.holder, revision=revision, today=today(), **values)
