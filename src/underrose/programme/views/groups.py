"""Breakout groups: how they are set up, computed, followed, looked at and taken back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.access.audience import for_team, fresh_file
from underrose.access.holders import Asking
from underrose.kit import once, tables
from underrose.kit.numbers import whole
from underrose.kit.refusals import Refused
from underrose.programme import computations, group_page, matrix, repeat_words, seat_page, seated, set_up_page
from underrose.programme.actions import allocating
from underrose.programme.actions import groups as actions
from underrose.programme.forms.groups import SetUp
from underrose.programme.models import PLANNING, READING
from underrose.programme.rules import groups as rules
from underrose.programme.sentences import own
from underrose.programme.views.asking import meeting_of, posted, today, tried

UNDO = "changed_in_groups"
"""What was changed by hand last, for one undo: keys alone."""


def seen_of(request: Asking, code: str) -> group_page.Seen:
    return group_page.seen(meeting_of(request, code), request.holder, timezone.now())


def asked_by(request: Asking) -> actions.Asked:
    """Who asks, and which state of the groups they have seen."""
    revision = whole(request.POST.get("revision", ""))
    return actions.Asked(request.holder, revision, timezone.now(), today())


def may_plan(request: Asking, code: str) -> bool:
    return request.holder.may(*PLANNING, meeting_code=code)


def drawn(request: Asking, code: str, name: str, context: dict[str, Any]) -> HttpResponse:
    """A page of groups with its ways, and the way back from the latest edit."""
    undo, allocation = request.session.get(UNDO), context.get("allocation")
    is_open = undo and undo["code"] == code and allocation and undo["revision"] == allocation.revision
    context |= {
        "may_plan": may_plan(request, code),
        "may_pair": request.holder.may(*rules.PAIRING, meeting_code=code),
        "undo": undo if is_open else None,
    }
    return render(request, f"programme/groups/{name}.html", context)


@for_team(*READING)
@require_safe
def groups(request: Asking, code: str) -> HttpResponse:
    page = seen_of(request, code)
    return drawn(request, code, "overview", group_page.overview(page, request.GET.get("q", "").strip()[:100]))


@for_team(*PLANNING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def set_up_groups(request: Asking, code: str) -> HttpResponse:
    """All rounds on one screen; of very many groups, the names of some of one round at a time."""
    meeting = meeting_of(request, code)
    allocation = actions.of_meeting(meeting)
    offered = set_up_page.offered(allocation, request.GET.dict(), timezone.now())
    form = SetUp(posted(request), offered, allocation)

    def act() -> None:
        asked = actions.Asked(request.holder, form.cleaned_data["revision"] or 0, timezone.now(), today())
        if form.cleaned_data["mixes_meals"]:
            meals.extend(set_up_page.tables(meeting, offered, asked.now))
        actions.set_up(meeting, [*form.wishes(), *meals], form.mixing(), asked)

    meals: list[actions.RoundWish] = []
    if request.method == "POST" and form.is_valid() and tried(form, act):
        return _once_set_up(request, code, form, len(meals))
    context = {
        "meeting": meeting,
        "form": form,
        "offered": offered,
        "choices": set_up_page.choices(offered),
        "parts": set_up_page.parts(offered),
        "need": set_up_page.need(offered),
    }
    return drawn(request, code, "set_up", context)


def _once_set_up(request: Asking, code: str, form: SetUp, meals: int) -> HttpResponse:
    """On to the computation; or back, where more is to be said: to other groups, or who interprets."""
    if meals:
        words = ngettext(
            "One meal has tables of about eight now, even for whoever is there. You can change them under “Set up”.",
            "%(count)s meals have tables of about eight now, even for whoever is there. You can change them under “Set up”.",
            meals,
        )
        messages.info(request, words % {"count": meals})
    if form.cleaned_data["language"] and "language" in form.changed_data:
        messages.success(
            request, _("The groups are set up. Under “Languages” stands who needs interpretation.")
        )
        return redirect("set_up_groups", code=code)
    messages.success(request, _("The groups are set up. Have them computed next."))
    is_part = bool(request.GET.get("round"))
    return redirect(request.get_full_path()) if is_part else redirect("groups", code=code)


@for_team(*PLANNING)
@require_POST
@once.acts_once
def compute_groups(request: Asking, code: str) -> HttpResponse:
    """Anew, or only what few changes would do. It is done in the background."""
    mode = allocating.CURVE if request.POST.get("mode") == allocating.CURVE else allocating.ANEW
    return ask(request, code, mode)


@for_team(*PLANNING)
@require_POST
@once.acts_once
def take_repair(request: Asking, code: str) -> HttpResponse:
    """Take one of the repairs that were worked out."""
    wanted = request.POST.get("changes", "")
    return ask(request, code, allocating.TAKE, whole(wanted, otherwise=-1))


def ask(request: Asking, code: str, mode: str, allowed: int = 0) -> HttpResponse:
    try:
        allocating.ask(
            meeting_of(request, code),
            asked_by(request),
            mode=mode,
            allowed=allowed,
            enqueue=computations.enqueue,
        )
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("groups", code=code)
    return redirect("groups_progress", code=code)


@for_team(*PLANNING)
@require_safe
def groups_progress(request: Asking, code: str) -> HttpResponse:
    """How far it is; when it is done, what came of it."""
    meeting = meeting_of(request, code)
    allocation = actions.of_meeting(meeting)
    is_busy, is_curve = rules.is_busy(allocation), bool(allocation.report.get("curve"))
    if not is_busy and not request.headers.get("HX-Request"):
        return redirect("groups_repair" if is_curve else "groups", code=code)
    context = {"meeting": meeting, "allocation": allocation, "is_busy": is_busy, "is_curve": is_curve}
    return drawn(request, code, "progress", context)


@for_team(*PLANNING)
@require_POST
def stop_groups(request: Asking, code: str) -> HttpResponse:
    allocating.ask_to_stop(meeting_of(request, code))
    messages.info(request, _("It stops. The best groups found so far are kept."))
    return redirect("groups_progress", code=code)


@for_team(*READING)
@require_safe
def round_groups(request: Asking, code: str, key: UUID) -> HttpResponse:
    """One round: a table for each group, with who sits there and why it is mixed as it is."""
    page = seen_of(request, code)
    number = round_of(page, key)
    here, parts = group_page.part(len(page.numbered.groups[number]), request.GET.get("from", ""))
    context = {
        "meeting": page.meeting,
        "allocation": page.allocation,
        "session": page.numbered.rounds[number],
        "is_held": page.numbered.problem.rounds[number].held is not None,
        "tables": group_page.tables(page, number)[here.start - 1 : here.stop - 1],
        "here": here,
        "parts": parts,
        "unseated": group_page.unseated(page, number),
        "rounds": group_page.rounds(page),
        "number": number,
    }
    return drawn(request, code, "round", context)


def round_of(page: group_page.Seen, key: UUID) -> int:
    """The number of a round; one that is not of this meeting, or has no groups, is not found."""
    number = page.numbered.round(key)
    if number is None:
        raise Http404
    return number


@for_team(*READING)
@require_safe
def encounters(request: Asking, code: str) -> HttpResponse:
    """Who meets whom, up to and with a round."""
    page = seen_of(request, code)
    rounds = page.numbered.rounds
    until = min(whole(request.GET.get("until", "")) or len(rounds), len(rounds))
    shared = matrix.first_shared(page.numbered, until)
    lines = matrix.lines(page.numbered, shared, until)
    is_large = len(lines) > matrix.MOST
    titles = [own(one.title) for one in rounds]
    context = {
        "meeting": page.meeting,
        "rounds": list(enumerate(titles, 1)),
        "until": until,
        "is_seated": page.numbered.is_seated,
        "people": page.numbered.people,
        "matrix": None if is_large or not shared else matrix.drawn(page.numbered, shared, titles),
        "lines": [] if is_large else seat_page.encounter_lines(page, lines),
        "shares": matrix.summary(lines) if is_large else [],
        "quality": group_page.quality(page),
        "fewest": repeat_words.fewest(page.speaker, page.why) if page.why and until == len(rounds) else "",
        "pairs": len(shared),
    }
    return drawn(request, code, "encounters", context)


@for_team(*READING)
@require_safe
def group_changes(request: Asking, code: str) -> HttpResponse:
    """What the latest computation changed, and the lists that are printed anew."""
    page = seen_of(request, code)
    changes, touched = seat_page.changes(page)
    is_made = any(group.door_list for row in page.numbered.groups for group in row)
    context = {
        "meeting": page.meeting,
        "allocation": page.allocation,
        "changes": changes,
        "lists": seat_page.doors(seated.of(page.meeting, today())) if is_made else touched,
        "is_made": is_made,
    }
    return drawn(request, code, "changes", context)


@for_team(*PLANNING)
@require_POST
@once.acts_once
def take_back_groups(request: Asking, code: str) -> HttpResponse:
    try:
        number = allocating.take_back(meeting_of(request, code), asked_by(request))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("group_changes", code=code)
    words = ngettext(
        "%(count)s seat is as it was before. You can take that back too.",
        "%(count)s seats are as they were before. You can take that back too.",
        number,
    )
    messages.success(request, words % {"count": number})
    return redirect("group_changes", code=code)


@for_team(*PLANNING)
@fresh_file
@require_safe
def export_seats(request: Asking, code: str, suffix: str) -> HttpResponseBase:
    """Who sits where in every round; protected people by their alias."""
    page = seen_of(request, code)
    return tables.response(
        seat_page.columns(),
        seat_page.seat_lines(page),
        kind=suffix,
        name=f"{code}-groups",
        title=_("Groups"),
    )
