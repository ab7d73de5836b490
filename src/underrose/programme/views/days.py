"""The draft on one page, its days, and a whole plan laid out at once."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.access.audience import for_team, fresh_file
from underrose.access.holders import Asking
from underrose.concept.models import Meeting
from underrose.kit import once, tables
from underrose.kit.numbers import whole
from underrose.kit.refusals import Refused
from underrose.programme import dates, draft_file, outline, planned, programme_page
from underrose.programme.actions import assignments, days, rooms, sessions, skeleton
from underrose.programme.forms.days import ChooseEarlier, DayFacts, FirstDay
from underrose.programme.models import PLANNING, READING, Day, Session
from underrose.programme.rules import days as rules
from underrose.programme.views.asking import (
    TAKEN_OUT,
    done,
    meeting_of,
    posted,
    session_of,
    taken_out,
    today,
    tried,
)


@for_team(*READING)
@require_safe
def programme(request: Asking, code: str) -> HttpResponse:
    """The days by their hours, with what a careful colleague would remark."""
    meeting = meeting_of(request, code)
    context = {
        "meeting": meeting,
        "taken_out": taken_out(request, code),
        "may_plan": request.holder.may(*PLANNING, meeting_code=code) and not rules.may_be_planned(meeting),
        **programme_page.of(meeting, today(), request.GET.get("q", "")),
    }
    return render(request, "programme/programme.html", context)


@for_team(*READING)
@fresh_file
@require_safe
def export(request: Asking, code: str, suffix: str) -> HttpResponseBase:
    """The draft as a table, protected people by their alias."""
    draft = outline.of(meeting_of(request, code))
    rows, title = draft_file.rows(draft), _("Programme")
    return tables.response(draft_file.columns(), rows, kind=suffix, name=f"{code}-programme", title=title)


@for_team(*PLANNING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def add_day(request: Asking, code: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    form = DayFacts(posted(request), initial={"on": _next_date(meeting)})
    act = lambda: days.add(meeting, by=request.holder, today=today(), **form.facts())  # noqa: E731 - one line, used once
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("The day is in the programme."))
        return redirect("programme", code=code)
    return _form(request, meeting, form, _("Add a day"), _("Add the day"))


def _next_date(meeting: Meeting) -> date | None:
    """The first date of the meeting that is no day of the programme yet."""
    taken = set(meeting.days.values_list("on", flat=True))
    on = meeting.start_on
    while on in taken:
        on += timedelta(days=1)
    return on if on is not None and meeting.end_on is not None and on <= meeting.end_on else None


@for_team(*PLANNING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def day(request: Asking, code: str, key: UUID) -> HttpResponse:
    meeting = meeting_of(request, code)
    row = get_object_or_404(Day, meeting=meeting, key=key)
    form = DayFacts(posted(request), initial={"on": row.on, "title": row.title, "read": rules.as_read(row)})
    told: dict[str, Any] = {"by": request.holder, "today": today()}
    act = lambda: days.write(row, read=form.cleaned_data["read"], **told, **form.facts())  # noqa: E731 - one line, used once
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("The day is saved, with its sessions."))
        return redirect("programme", code=code)
    if form.is_bound:
        form.catch_up(rules.as_read(row))
    return _form(request, meeting, form, _("Change the day"), _("Save the day"), remove=row)


def _form(
    request: Asking, meeting: Meeting, form: Any, heading: str, submit: str, *, remove: Day | None = None
) -> HttpResponse:
    context = {"meeting": meeting, "form": form, "heading": heading, "submit": submit, "remove": remove}
    standing = Session.objects.filter(day=remove, is_removed=False).count() if remove else 0
    return render(request, "programme/day.html", context | {"standing": standing})


@for_team(*PLANNING)
@require_POST
def remove_day(request: Asking, code: str, key: UUID) -> HttpResponse:
    row = get_object_or_404(Day, meeting=meeting_of(request, code), key=key)

    def act() -> None:
        seen = whole(request.POST.get("sessions", ""))
        kept = days.remove(row, by=request.holder, today=today(), seen=seen)
        request.session[TAKEN_OUT] = {"code": code, "what": "day", "label": "", "kept": kept}

    done(request, act, _("The day is removed. You can put it back below."))
    return redirect("programme", code=code)


@for_team(*PLANNING)
@require_POST
def put_back(request: Asking, code: str) -> HttpResponse:
    """The latest act undone: a day, a room, a session or a task comes back, and what was laid out at once leaves."""
    meeting, taken = meeting_of(request, code), taken_out(request, code)
    if taken:
        request.session.pop(TAKEN_OUT, None)
        if taken["what"] == "laid":
            _take_back(request, meeting, taken["kept"])
        else:
            done(request, lambda: _put_back(request, meeting, taken), _("Put back."))
    return redirect("rooms" if taken and taken["what"] in {"room", "given"} else "programme", code=code)


def _take_back(request: Asking, meeting: Meeting, kept: dict[str, Any]) -> None:
    """What was laid out at once leaves at once; what somebody changed since is said to stay."""
    try:
        number = skeleton.take_back(meeting, kept, by=request.holder, today=today())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return
    stays = ngettext(
        "Taken out again. One session stays, because it was changed since.",
        "Taken out again. %(count)s sessions stay, because they were changed since.",
        number,
    )
    messages.success(request, stays % {"count": number} if number else _("Taken out again."))


def _put_back(request: Asking, meeting: Meeting, taken: dict[str, Any]) -> None:
    kept = taken["kept"]
    told: dict[str, Any] = {"by": request.holder, "today": today()}
    if taken["what"] == "dates":
        days.take_back(meeting, kept, **told)
    elif taken["what"] == "day":
        days.put_back(meeting, kept, **told)
    elif taken["what"] == "given":
        rooms.take_back(meeting, kept, **told)
    elif taken["what"] == "room":
        rooms.put_back(meeting, kept, **told)
    elif taken["what"] == "session":
        sessions.put_back(session_of(request, meeting.code, kept["key"]), **told)
    else:
        assignments.put_back(session_of(request, meeting.code, taken["session"]), kept, **told)


@for_team(*PLANNING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def programme_dates(request: Asking, code: str) -> HttpResponse:
    """All days to other dates: shown first, moved by one press, and taken back by another."""
    meeting = meeting_of(request, code)
    said = posted(request) or request.GET
    form = FirstDay(said if "first" in said else None)
    first = form.cleaned_data["first"] if form.is_bound and form.is_valid() else None

    def act() -> None:
        told: dict[str, Any] = {"by": request.holder, "today": today()}
        if request.POST.get("stay"):
            kept = days.stay(meeting, **told)
        else:
            kept = days.follow(meeting, basis=request.POST.get("basis", ""), first=first, **told)
        request.session[TAKEN_OUT] = {"code": code, "what": "dates", "label": "", "kept": kept}

    if request.method == "POST" and (first is not None or not form.is_bound):
        stays = bool(request.POST.get("stay"))
        sentence = (
            _("The days stay where they are.") if stays else _("All days are moved, with their sessions.")
        )
        if done(request, act, sentence):
            return redirect("programme", code=code)
    draft = outline.of(meeting)
    shift = dates.of(draft, first)
    if not form.is_bound:
        form = FirstDay(initial={"first": shift.first})
    context = {"meeting": meeting, "form": form, "shift": shift, "clash": dates.clash(shift)}
    if shift.moving:
        context |= {
            "act": dates.act(shift),
            "follows": dates.follows(shift, programme_page.said_hours(shift)),
        }
    return render(request, "programme/dates.html", context)


@for_team(*PLANNING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def lay_out(request: Asking, code: str) -> HttpResponse:
    """A skeleton from the meeting's dates: shown first, written by one press."""
    meeting = meeting_of(request, code)
    told: dict[str, Any] = {"by": request.holder, "today": today()}
    if request.method == "POST":
        act = lambda: _laid_out(request, meeting, skeleton.draw_skeleton(meeting, **told))  # noqa: E731 - one line, used once
        done(request, act, _("Everything in it can be changed, moved and removed."))
        return redirect("programme", code=code)
    context = {
        "meeting": meeting,
        "plan": planned.skeleton(meeting),
        "refusal": rules.may_have_skeleton(meeting),
    }
    return render(request, "programme/skeleton.html", context)


def _laid_out(request: Asking, meeting: Meeting, kept: skeleton.Laid) -> None:
    number = len(kept["sessions"])
    request.session[TAKEN_OUT] = {
        "code": meeting.code,
        "what": "laid",
        "label": "",
        "number": number,
        "kept": kept,
    }


@for_team(*PLANNING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def copy(request: Asking, code: str) -> HttpResponse:
    """The programme of an earlier edition on these dates, shown first; nobody comes with it."""
    meeting = meeting_of(request, code)
    offered = planned.offered(meeting, request.holder)
    asked = posted(request) or (request.GET if "earlier" in request.GET else None)
    form = ChooseEarlier(offered, asked)
    chosen = _chosen(request, form) if form.is_bound else None
    told: dict[str, Any] = {"by": request.holder, "today": today()}
    if request.method == "POST" and chosen is not None:
        act = lambda: _laid_out(request, meeting, skeleton.copy(meeting, chosen, **told))  # noqa: E731 - one line, used once
        done(request, act, _("Nobody has a task yet. Everything in it can be changed."))
        return redirect("programme", code=code)
    plan = planned.earlier(meeting, chosen) if chosen else None
    context = {"meeting": meeting, "form": form, "offered": offered, "chosen": chosen, "plan": plan}
    return render(request, "programme/copy.html", context)


def _chosen(request: Asking, form: ChooseEarlier) -> Meeting | None:
    return meeting_of(request, form.cleaned_data["earlier"]) if form.is_valid() else None
